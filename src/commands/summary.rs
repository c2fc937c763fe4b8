//! `alliance summary`: the portfolio table.

use anyhow::Result;

use super::{ExitStatus, Session, audit};
use crate::cli::{Summary, SummaryFormat};
use crate::render::{html, summary};

pub(super) fn run(args: &Summary, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    setting.deliver(&args.output, |format| match format {
        SummaryFormat::Text => Ok(summary::text(&report, setting.paper())),
        SummaryFormat::Markdown => Ok(summary::markdown(&report)),
        SummaryFormat::Html => html::summary(&report),
        SummaryFormat::Csv => summary::csv(&report),
        SummaryFormat::Json => summary::json(&report),
    })?;
    Ok(audit::ended(&report))
}
