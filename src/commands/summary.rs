//! `alliance summary`: the portfolio table.

use anyhow::Result;

use super::output::Document;
use super::{ExitStatus, Session, audit};
use crate::cli::{Summary, SummaryFormat};
use crate::render::docx::{self, Sheet};
use crate::render::{html, summary, xlsx};

pub(super) fn run(args: &Summary, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    setting.deliver(&args.output, |format| {
        Ok(match format {
            SummaryFormat::Text => Document::Text(summary::text(&report, setting.paper())),
            SummaryFormat::Markdown => Document::Text(summary::markdown(&report)),
            SummaryFormat::Html => Document::Text(html::summary(&report)?),
            SummaryFormat::Csv => Document::Text(summary::csv(&report)?),
            SummaryFormat::Json => Document::Text(summary::json(&report)?),
            SummaryFormat::Xlsx => Document::Bytes(xlsx::summary(&report)?),
            SummaryFormat::Docx => Document::Bytes(docx::document(&summary::parts(&report), Sheet::Across)?),
        })
    })?;
    Ok(audit::ended(&report))
}
