//! `alliance audit`: the report before a quarterly review.

use std::io;
use std::path::PathBuf;

use anyhow::Result;

use super::{Exit, Session, named};
use crate::cli::{Audit, AuditFormat};
use crate::load::Inputs;
use crate::render::{html, json, text};
use crate::report::Report;

pub(super) fn run(args: &Audit, setting: &Session) -> Result<Exit> {
    let report = match judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    if let Some(name) = &args.explain_score {
        setting.print(&text::score::score(named(&report, name)?, setting.paper()))?;
        return Ok(ended(&report));
    }
    setting.deliver(&args.output, |format| match format {
        AuditFormat::Text => Ok(text::report(&report, setting.paper(), args.full)),
        AuditFormat::Json => json::report(&report),
        AuditFormat::Html => html::report(&report),
    })?;
    Ok(ended(&report))
}

/// Reads and judges what was named; where there is nothing to judge it says so, and how the run ends.
pub(super) fn judged(paths: &[PathBuf], setting: &Session) -> Result<Result<Report, Exit>> {
    Ok(inputs(paths, setting)?.map(|inputs| setting.judge(inputs)))
}

/// Reads what was named; where there is nothing to judge it says so, and how the run ends.
pub(super) fn inputs(paths: &[PathBuf], setting: &Session) -> Result<Result<Inputs<'static>, Exit>> {
    let inputs = Inputs::read(paths, setting.portfolio.as_deref(), &setting.here, io::stdin().lock())?;
    Ok(match setting.refusal(&inputs, false) {
        Some(exit) => Err(exit),
        None => Ok(inputs),
    })
}

/// How a run ends that printed a report.
pub(super) fn ended(report: &Report) -> Exit {
    if report.misconfigured {
        Exit::Usage
    } else if !report.is_complete() {
        Exit::Incomplete
    } else {
        Exit::Done
    }
}
