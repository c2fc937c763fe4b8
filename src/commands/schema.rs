//! `alliance schema`: the JSON Schema of a record, of `portfolio.yaml`, or of the report.

use anyhow::Result;

use super::{ExitStatus, Session};
use crate::cli::{Described, Schema};
use crate::schema;

pub(super) fn run(args: &Schema, setting: &Session) -> Result<ExitStatus> {
    setting.print(match args.of {
        Described::Record => schema::RECORD,
        Described::Portfolio => schema::PORTFOLIO,
        Described::Report => schema::REPORT,
    })?;
    Ok(ExitStatus::Done)
}
