//! `alliance schema`: the JSON Schema of a record, of `portfolio.yaml`, or of the report.

use anyhow::Result;

use super::{Exit, Setting};
use crate::cli::{Described, Schema};
use crate::schema;

pub(super) fn run(args: &Schema, setting: &Setting) -> Result<Exit> {
    setting.print(match args.of {
        Described::Record => schema::RECORD,
        Described::Portfolio => schema::PORTFOLIO,
        Described::Report => schema::REPORT,
    })?;
    Ok(Exit::Done)
}
