//! Every fix as something to do: by whom, by when, for which alliance, and where in which file.

mod list;

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

use crate::render::csv;
use crate::render::document;
use crate::render::text::page::Paper;
use crate::report::Report;
use crate::report::actions::Action;

use list::parts;

/// The version of the form for programs.
const VERSION: u32 = 1;

/// The list as a page.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn html(report: &Report, actions: &[Action]) -> Result<String> {
    super::html::document(&parts(report, actions))
}

/// The list for a terminal.
pub fn text(report: &Report, actions: &[Action], paper: Paper) -> String {
    document::text(&parts(report, actions), paper)
}

/// The list as tasks in Markdown.
pub fn markdown(report: &Report, actions: &[Action]) -> String {
    document::markdown(&parts(report, actions))
}

/// The list for a spreadsheet.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(actions: &[Action]) -> Result<String> {
    let headings = ["owner", "due", "alliance", "what", "because", "severity", "rule", "file", "line"];
    let rows = actions.iter().map(|action| {
        [
            action.owner.clone(),
            action.due.map(|due| due.to_string()).unwrap_or_default(),
            action.alliance.clone().unwrap_or_else(|| "portfolio".to_owned()),
            action.what.clone(),
            action.because.clone(),
            action.severity.word().to_owned(),
            action.rule.map_or("decision", |rule| rule.id).to_owned(),
            action.file.clone(),
            action.line.to_string(),
        ]
    });
    csv::table(headings, rows)
}

/// The list for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(report: &Report, actions: &[Action]) -> Result<String> {
    #[derive(Serialize)]
    struct Listed<'r> {
        version: u32,
        as_of: NaiveDate,
        actions: &'r [Action],
    }
    super::stream::Stream::json(Listed { version: VERSION, as_of: report.as_of, actions }).text()
}
