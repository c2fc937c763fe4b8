//! `alliance brief NAME`: the pre-read for a review.

use anyhow::Result;

use super::{Exit, Setting, audit, named};
use crate::cli::{Brief, BriefFormat, Reader};
use crate::report::{brief, document, html};

pub(super) fn run(args: &Brief, setting: &Setting) -> Result<Exit> {
    let report = match audit::judged(&[], setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let alliance = named(&report, &args.name)?;
    let parts = match args.reader {
        Reader::Us => brief::ours(&report, alliance),
        Reader::Partner => brief::theirs(&report, alliance),
    };
    setting.deliver(&args.output, |format| {
        Ok(match format {
            BriefFormat::Text => document::text(&parts, setting.paper()),
            BriefFormat::Markdown => document::markdown(&parts),
            BriefFormat::Html => html::document(&parts)?,
        })
    })?;
    Ok(audit::ended(&report))
}
