//! What can be typed for a review: the table, the brief, the to-do list, the focus list.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Target;

/// `alliance summary`.
#[derive(Debug, Args)]
pub struct Summary {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
    /// text, markdown, html, csv or json; with =FILE into a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<SummaryFormat>>,
}

/// How to print the portfolio table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    /// For a terminal.
    Text,
    /// For a document or a pull request.
    Markdown,
    /// For a browser, or on paper.
    Html,
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// `alliance brief`.
#[derive(Debug, Args)]
pub struct Brief {
    /// The alliance, by its name or its file's
    pub name: String,
    /// Who is to read it: us, partner, or the id of one of several partners. A partner's copy leaves out our internal view
    #[arg(long = "for", default_value = "us", value_name = "SIDE")]
    pub reader: String,
    /// Add the file and line that each reason rests on
    #[arg(long)]
    pub sources: bool,
    /// text, markdown or html; with =FILE into a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<BriefFormat>>,
}

/// How to print a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// For a terminal.
    Text,
    /// For a document.
    Markdown,
    /// For a browser, or on paper.
    Html,
}

/// `alliance actions`.
#[derive(Debug, Args)]
pub struct Actions {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
    /// Only what falls to this person, or part of the name
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// text, markdown, html, csv or json; with =FILE into a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<ActionsFormat>>,
}

/// How to print what is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ActionsFormat {
    /// For a terminal.
    Text,
    /// As a task list.
    Markdown,
    /// For a browser, or on paper.
    Html,
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// `alliance focus`.
#[derive(Debug, Args)]
pub struct Focus {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
    /// As if this record were in the portfolio, too: a proposal counts with what its business case promises
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// As if this alliance had ended
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// text or json; with =FILE into a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<super::Format>>,
}
