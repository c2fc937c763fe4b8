//! What can be typed for a review: the table, the brief, the to-do list, the focus list.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Target;

/// `alliance summary`.
#[derive(Debug, Args)]
pub struct Summary {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
    /// Format: text, markdown, html, csv, json, xlsx or docx; =FILE writes it to a file. Can be given several times
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
    /// For Excel: figures, days and a filter.
    Xlsx,
    /// For Word.
    Docx,
}

/// `alliance brief`.
#[derive(Debug, Args)]
pub struct Brief {
    /// The alliance, by its name or its file's
    pub name: String,
    /// Who will read it: us, partner, or the id of one of several partners. A partner's copy leaves out our internal notes
    #[arg(long = "for", default_value = "us", value_name = "SIDE")]
    pub reader: String,
    /// Add the file and line behind each reason
    #[arg(long)]
    pub sources: bool,
    /// Format: text, markdown, html or docx; =FILE writes it to a file. Can be given several times
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
    /// For Word.
    Docx,
}

/// `alliance actions`.
#[derive(Debug, Args)]
pub struct Actions {
    /// Records, folders of records, or a folder with a portfolio.yaml
    pub paths: Vec<PathBuf>,
    /// Show only this person's actions; part of the name is enough
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Format: text, markdown, html, csv or json; =FILE writes it to a file. Can be given several times
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
    /// Rank as if this record were in the portfolio too: a proposal counts with the projection of its business case
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// Rank as if this alliance had ended
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Format: text, markdown, html or json; =FILE writes it to a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<FocusFormat>>,
}

/// How to print what an hour of attention earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FocusFormat {
    /// For a terminal.
    Text,
    /// For a document.
    Markdown,
    /// For a browser, or on paper.
    Html,
    /// For programs.
    Json,
}
