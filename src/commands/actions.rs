//! `alliance actions`: what is to be done, by person and day.

use anyhow::Result;

use super::{ExitStatus, Session, audit};
use crate::cli::{Actions, ActionsFormat};
use crate::model::comparable;
use crate::render::actions;
use crate::report::actions::actions as all_actions;

pub(super) fn run(args: &Actions, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let mut list = all_actions(&report);
    if let Some(owner) = &args.owner {
        let owner = comparable(owner);
        list.retain(|action| comparable(&action.owner).contains(&owner));
    }
    setting.deliver(&args.output, |format| match format {
        ActionsFormat::Text => Ok(actions::text(&report, &list, setting.paper())),
        ActionsFormat::Markdown => Ok(actions::markdown(&report, &list)),
        ActionsFormat::Html => actions::html(&report, &list),
        ActionsFormat::Csv => actions::csv(&list),
        ActionsFormat::Json => actions::json(&report, &list),
    })?;
    Ok(audit::ended(&report))
}
