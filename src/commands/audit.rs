//! `alliance audit`: the report before a quarterly review.

use std::io;

use anyhow::Result;

use super::{Exit, Setting, nothing_found};
use crate::audit::{self, Clock};
use crate::cli::{Audit, Format};
use crate::load::Inputs;
use crate::report::{json, text};

pub(super) fn run(args: &Audit, setting: &Setting) -> Result<Exit> {
    let inputs = Inputs::read(&args.paths, setting.portfolio.as_deref(), &setting.here, io::stdin().lock())?;
    if let Some(portfolio) = inputs.portfolio.as_ref().filter(|portfolio| portfolio.value.is_none()) {
        // Without it nobody knows where the records are or how they are to be judged.
        setting.tell(&text::unreadable_portfolio(portfolio));
        return Ok(Exit::Usage);
    }
    if inputs.records.is_empty() {
        setting.tell(&nothing_found(&inputs, "audit"));
        return Ok(Exit::Incomplete);
    }
    let report = audit::run(inputs, Clock { today: setting.today, as_of: setting.as_of });
    setting.deliver(&args.output, |format| match format {
        Format::Text => Ok(text::report(&report, setting.paper(), args.full)),
        Format::Json => json::report(&report),
    })?;
    Ok(if report.misconfigured {
        Exit::Usage
    } else if report.unreadable() > 0 {
        Exit::Incomplete
    } else {
        Exit::Done
    })
}
