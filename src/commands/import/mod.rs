//! `alliance import`: what a spreadsheet holds, as records and results.

mod home;
mod imported;
mod records;
mod request;
mod results;
mod said;
mod shown;

use anyhow::Result;

use super::{ExitStatus, Session};
use crate::cli::{Import, ImportCommand, Writing};
use request::Request;

pub(super) fn run(args: &Import, setting: &Session) -> Result<ExitStatus> {
    let (ImportCommand::Records { file, sheet, map, dates, dry_run, .. }
    | ImportCommand::Results { file, sheet, map, dates, dry_run, .. }) = &args.command;
    let order = dates.map(Into::into);
    let request = Request { file, sheet: sheet.as_deref(), map, order, dry_run: *dry_run };
    match &args.command {
        ImportCommand::Records { update, yes, .. } => {
            let writing = Writing { dry_run: *dry_run, yes: *yes };
            records::run(&request, update.then_some(&writing), setting)
        }
        ImportCommand::Results { replace, .. } => results::run(&request, *replace, setting),
    }
}
