//! `alliance init` and `new`: where a portfolio begins.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `alliance new`.
#[derive(Debug, Args)]
pub struct New {
    /// What you call the alliance
    pub name: String,
    /// The other company, if it is called something else
    #[arg(long, value_name = "COMPANY")]
    pub partner: Option<String>,
    /// Its type
    #[arg(long = "type", value_enum, default_value_t = NewKind::Strategic, value_name = "TYPE")]
    pub kind: NewKind,
    /// Where it stands: what runs is asked first for its term, last review, last decision and results
    #[arg(long, value_enum, default_value_t = NewStage::Proposed, value_name = "STAGE")]
    pub stage: NewStage,
    /// Print the record instead of writing a file
    #[arg(long)]
    pub print: bool,
}

/// The types of an arrangement, as `alliance new` takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// Changes how a business works.
    Strategic,
    /// A campaign with a start and an end.
    CoMarketing,
    /// Commission on referrals.
    Affiliate,
    /// Money against visibility.
    Sponsorship,
}

/// The stages of a record that is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NewStage {
    /// Not agreed yet.
    Proposed,
    /// It runs.
    Active,
}

/// `alliance init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; by default this one
    pub folder: Option<PathBuf>,
    /// Your company's name; asked for on a terminal
    #[arg(long, value_name = "COMPANY")]
    pub us: Option<String>,
    /// The currency that amounts are in, by its three letters; asked for on a terminal
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
}
