//! What can be typed about earlier states of a portfolio.

use clap::{Args, ValueEnum};

use super::Target;

/// `alliance diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The earlier state: a branch, a tag or a commit
    pub base: String,
    /// The later state; by default the files as they are here, committed or not
    pub head: Option<String>,
    /// Format: text, markdown or json; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<DiffFormat>>,
}

/// How to print what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For programs.
    Json,
}

/// `alliance history`.
#[derive(Debug, Args)]
pub struct History {
    /// Show a line for the end of each
    #[arg(long, value_enum, default_value_t = Every::Quarter)]
    pub every: Every,
    /// How far back: 2y, 6q, 18m, or a day
    #[arg(long, default_value = "2y", value_name = "SPAN")]
    pub since: String,
    /// Format: text, csv or json; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<HistoryFormat>>,
}

/// How often to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// At the end of each month.
    Month,
    /// At the end of each quarter.
    Quarter,
}

/// How to print a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// For a terminal.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// `alliance promises`.
#[derive(Debug, Args)]
pub struct Promises {
    /// The alliance, or the beginning of its name
    pub name: String,
    /// Format: text or json; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<PromisesFormat>>,
}

/// How to print promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PromisesFormat {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
}
