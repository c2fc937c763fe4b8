//! `alliance audit`, `calendar` and `recall`: the portfolio on a day.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::target::Target;

/// How to print the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For people in front of a terminal.
    Text,
    /// For programs.
    Json,
    /// For people in front of a browser, or on paper.
    Html,
}

/// `alliance audit`.
#[derive(Debug, Args)]
pub struct Audit {
    /// Records, folders of records, or a folder with a portfolio.yaml; `-` reads one record from standard input
    pub paths: Vec<PathBuf>,
    /// Show everything instead of one screen: the table, the portfolio's findings and every alliance in full
    #[arg(long)]
    pub full: bool,
    /// Show how the structure score of one alliance is worked out, instead of the report
    #[arg(long, value_name = "NAME", conflicts_with_all = ["full", "output"])]
    pub explain_score: Option<String>,
    /// Include what git knows of each record: what was rewritten, and which levels stand unchanged since before launch.
    /// Evidence grades use it
    #[arg(long)]
    pub history: bool,
    /// Format: text, json or html; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<AuditFormat>>,
}

/// `alliance calendar`.
#[derive(Debug, Args)]
pub struct Calendar {
    /// Records, folders of records, or a folder with a portfolio.yaml; `-` reads one record from standard input
    pub paths: Vec<PathBuf>,
    /// How many days to look ahead; what is overdue is always shown
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub days: u32,
    /// Format: text, markdown, html, ics, json or csv; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<CalendarFormat>>,
}

/// How to print a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CalendarFormat {
    /// For people.
    Text,
    /// For a document.
    Markdown,
    /// For a browser, or on paper.
    Html,
    /// For calendar programs.
    Ics,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// `alliance recall`.
#[derive(Debug, Args)]
pub struct Recall {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
}
