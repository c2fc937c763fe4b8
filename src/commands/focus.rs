//! `alliance focus`: attention against return, and the line where the hours end.

use anyhow::Result;

use super::{Exit, Session, audit, named};
use crate::cli::{Focus, Format};
use crate::render::{focus, json};

pub(super) fn run(args: &Focus, setting: &Session) -> Result<Exit> {
    let mut inputs = match audit::inputs(&args.paths, setting)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    for file in &args.with {
        inputs.add_as_signed(file, &setting.here)?;
    }
    let report = setting.judge(inputs);
    let mut gone = Vec::new();
    for name in &args.without {
        let alliance = named(&report, name)?;
        gone.push(alliance.place);
    }
    let list = report.attention.without(|place| gone.contains(&place));
    setting.deliver(&args.output, |format| match format {
        Format::Text => Ok(focus::text(&report, &list, &gone, setting.paper())),
        Format::Json => json::focus(&report, &list),
    })?;
    Ok(audit::ended(&report))
}
