//! What is asked of the program itself: rules, settings, schemas, completions, manual pages, the language server.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::explained::Explained;
use super::format::Format;
use super::target::Target;

/// `alliance explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A rule, as a finding shows it, or a term; by default every term in one sentence
    #[arg(value_name = "RULE|TERM", hide_possible_values = true, value_parser = Explained)]
    pub words: Vec<String>,
}

/// `alliance rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// Format: text or json; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<Format>>,
}

/// `alliance config`.
#[derive(Debug, Args)]
pub struct Config {
    /// Include options left at their default
    #[arg(long)]
    pub all: bool,
}

/// `alliance schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which file it describes
    #[arg(long = "for", value_enum, default_value_t = Described::Record, value_name = "FILE")]
    pub of: Described,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Described {
    /// One alliance.
    Record,
    /// The portfolio.yaml.
    Portfolio,
    /// What audit and check print with -o json.
    Report,
}

/// `alliance completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `alliance lsp`.
#[derive(Debug, Args)]
pub struct Lsp {
    /// Taken and passed over: some editors add it, and there is no other way to speak
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// `alliance man`.
#[derive(Debug, Args)]
pub struct Man {
    /// Write a page for every command into this folder
    pub folder: Option<PathBuf>,
}
