//! `alliance calendar`: what is due, for people and for calendars.

use anyhow::Result;

use super::{ExitStatus, Session, audit};
use crate::cli::{Calendar, CalendarFormat};
use crate::render::{calendar, document, html, ics};
use crate::report::deadlines::Agenda;

pub(super) fn run(args: &Calendar, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let agenda = Agenda::within(&report.agenda, report.as_of, args.days);
    setting.deliver(&args.output, |format| match format {
        CalendarFormat::Text => Ok(calendar::text(&report, &agenda, setting.paper())),
        CalendarFormat::Markdown => Ok(document::markdown(&calendar::parts(&report, &agenda))),
        CalendarFormat::Html => html::document(&calendar::parts(&report, &agenda)),
        CalendarFormat::Ics => Ok(ics::calendar(&report, &agenda)),
        CalendarFormat::Json => calendar::json(&report, &agenda),
        CalendarFormat::Csv => calendar::csv(&report, &agenda),
    })?;
    Ok(audit::ended(&report))
}
