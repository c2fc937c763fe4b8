//! `alliance summary`: the portfolio table.

use anyhow::Result;

use super::output::Rendered;
use super::{ExitStatus, Session, audit};
use crate::cli::{Summary, SummaryFormat};
use crate::render::docx::{self, Orientation};
use crate::render::{html, summary, xlsx};

pub(super) fn run(args: &Summary, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    setting.deliver(&args.output, |format| {
        Ok(match format {
            SummaryFormat::Text => Rendered::Text(summary::text(&report, setting.paper())),
            SummaryFormat::Markdown => Rendered::Text(summary::markdown(&report)),
            SummaryFormat::Html => Rendered::Text(html::summary(&report)?),
            SummaryFormat::Csv => Rendered::Text(summary::csv(&report)?),
            SummaryFormat::Json => Rendered::Text(summary::json(&report)?),
            SummaryFormat::Xlsx => Rendered::Bytes(xlsx::summary(&report)?),
            SummaryFormat::Docx => {
                Rendered::Bytes(docx::document(&summary::parts(&report), Orientation::Across)?)
            }
        })
    })?;
    Ok(audit::ended(&report))
}
