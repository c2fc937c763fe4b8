//! `alliance focus`: attention against return, and the line where the hours end.

use anyhow::Result;

use super::{ExitStatus, Session, audit, named};
use crate::audit::Detail;
use crate::cli::{Focus, FocusFormat};
use crate::render::{document, focus, html, json};

pub(super) fn run(args: &Focus, setting: &Session) -> Result<ExitStatus> {
    let mut inputs = match audit::inputs(&args.paths, setting)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    for file in &args.with {
        inputs.add_as_signed(file, &setting.here)?;
    }
    let report = setting.judge_as(inputs, Detail::SCREEN);
    let mut gone = Vec::new();
    for name in &args.without {
        let alliance = named(&report, name)?;
        gone.push(alliance.place);
    }
    let list = report.attention.without(|place| gone.contains(&place));
    setting.deliver(&args.output, |format| match format {
        FocusFormat::Markdown => Ok(document::markdown(&focus::parts(&report, &list, &gone))),
        FocusFormat::Html => html::document(&focus::parts(&report, &list, &gone)),
        FocusFormat::Text => Ok(focus::text(&report, &list, &gone, setting.paper())),
        FocusFormat::Json => json::focus(&report, &list),
    })?;
    Ok(audit::ended(&report))
}
