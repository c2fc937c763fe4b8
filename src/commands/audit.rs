//! `alliance audit`: the report before a quarterly review.

use std::io;
use std::path::PathBuf;

use anyhow::Result;

use super::output::Rendered;
use super::past::Chronicle;
use super::{ExitStatus, Session, named};
use crate::audit::{self, Beside, Clock, Detail};
use crate::cli::{Audit, AuditFormat};
use crate::load::Inputs;
use crate::model::calendar::sub_months;
use crate::render::{escape, html, json, style, text};
use crate::report::Report;

pub(super) fn run(args: &Audit, setting: &Session) -> Result<ExitStatus> {
    let inputs = match inputs(&args.paths, setting)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let report = match args.history {
        true => with_history(inputs, &args.paths, setting),
        false => {
            let detail = detail(args, &inputs);
            setting.judge_as(inputs, detail)
        }
    };
    if let Some(name) = &args.explain_score {
        setting.show(&text::score::score(named(&report, name)?, setting.paper()))?;
        return Ok(ended(&report));
    }
    setting.deliver(&args.output, |format| {
        Ok(match format {
            AuditFormat::Text => Rendered::Text(text::report(&report, setting.paper(), args.full)),
            AuditFormat::Json => json::report(&report).into(),
            AuditFormat::Html => html::report(&report, earlier(args, &report, setting).as_ref())?.into(),
        })
    })?;
    Ok(ended(&report))
}

/// What has to be known of each record.
fn detail(args: &Audit, inputs: &Inputs) -> Detail {
    let needs = args.output.iter().map(|target| match target.format {
        AuditFormat::Text if inputs.whole && !args.full => Detail::SCREEN,
        AuditFormat::Json => Detail::FIGURES,
        AuditFormat::Text | AuditFormat::Html => Detail::PAGE,
    });
    let least = if args.explain_score.is_some() { Detail::PAGE } else { Detail::COUNTS };
    needs.fold(least, Detail::and)
}

/// Judges also what git knows, and tells how far that reaches.
fn with_history(inputs: Inputs, paths: &[PathBuf], setting: &Session) -> Report {
    let chronicle = Chronicle::read(&inputs, paths, setting);
    let past = |file: &str| chronicle.of(file);
    let report =
        setting.judge_beside(inputs, Detail::PAGE, Beside { past: Some(&past), ..Beside::default() });
    for remark in chronicle.remarks() {
        let remark = escape::terminal(&remark).into_owned();
        setting.tell(&format!("{}note{}: {remark}", style::NOTE, anstyle::Reset));
    }
    report
}

/// The same portfolio as it was judged three months before; nothing where the records came by standard input, or were
/// not the whole.
fn earlier(args: &Audit, report: &Report, setting: &Session) -> Option<Report> {
    if !report.whole || args.paths.iter().any(|path| path.as_os_str() == "-") {
        return None;
    }
    let inputs = Inputs::read(&args.paths, setting.portfolio.as_deref(), &setting.here, io::empty()).ok()?;
    let day = sub_months(report.as_of, LAST_TIME_MONTHS);
    Some(audit::judge(inputs, Clock { today: setting.today, as_of: Some(day) }, Detail::PAGE, &|| {}))
}

/// How long ago the last quarterly review was.
const LAST_TIME_MONTHS: u32 = 3;

/// Reads and judges what was named; where there is nothing to judge it says so, and how the run ends.
pub(super) fn judged(paths: &[PathBuf], setting: &Session) -> Result<Result<Report, ExitStatus>> {
    Ok(inputs(paths, setting)?.map(|inputs| setting.judge(inputs)))
}

/// Reads what was named; where there is nothing to judge it says so, and how the run ends.
pub(super) fn inputs(paths: &[PathBuf], setting: &Session) -> Result<Result<Inputs<'static>, ExitStatus>> {
    let inputs = Inputs::read(paths, setting.portfolio.as_deref(), &setting.here, io::stdin().lock())?;
    Ok(match setting.refusal(&inputs, false) {
        Some(exit) => Err(exit),
        None => Ok(inputs),
    })
}

/// How a run ends that printed a report.
pub(super) fn ended(report: &Report) -> ExitStatus {
    if report.misconfigured {
        ExitStatus::Usage
    } else if !report.is_complete() {
        ExitStatus::Incomplete
    } else {
        ExitStatus::Done
    }
}
