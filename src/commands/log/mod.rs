//! `alliance log`: what happened, written into the record.

mod facts;
mod lookup;

use anyhow::{Context, Result, anyhow, bail};
use chrono::NaiveDate;

use super::changes::OpenedRecord;
use super::{ExitStatus, Session, audit, meaning, named};
use crate::cli::{Log, LogCommand, Writing};
use crate::edit::{self, Plain};
use crate::language::{Lean, day};
use crate::load::Source;
use crate::model::{Alliance, Edit, FiscalYear};
use crate::render::escape::terminal;
use crate::report::AllianceReport;

/// The record into which something is to be written.
struct LoggedRecord<'r> {
    report: &'r AllianceReport,
    record: Alliance,
    /// The same as it stands in the file.
    plain: Plain,
    today: NaiveDate,
    /// The portfolio's own year.
    year: Option<FiscalYear>,
}

/// What is to be written, and what that is in a sentence.
struct Fact {
    edits: Vec<Edit>,
    what: String,
}

pub(super) fn run(args: &Log, setting: &Session) -> Result<ExitStatus> {
    let before = match audit::judged(&[], setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let (name, writing) = target(&args.command);
    let report = named(&before, name)?;
    let shown = terminal(&report.file).into_owned();
    if !report.is_whole() {
        bail!(
            "{shown} cannot be read, and a file like that is never edited; `alliance check {shown}` says what to \
             fix first"
        );
    }
    let opened = OpenedRecord::read(&report.file, setting)?;
    let source =
        Source::<Alliance>::in_year(report.file.to_string(), Ok(opened.text.clone()), before.fiscal_year);
    let record =
        source.value.ok_or_else(|| anyhow!("{shown} was changed while it was being read; run this again"))?;
    let plain = edit::plain(&opened.text).with_context(|| shown.clone())?;
    let case = LoggedRecord { report, record, plain, today: before.as_of, year: before.fiscal_year };
    let fact = match &args.command {
        LogCommand::Review(args) => case.review(args),
        LogCommand::Result(args) => case.result(args),
        LogCommand::Decision(args) => case.decision(args),
        LogCommand::Commitment(args) => case.commitment(args),
        LogCommand::Issue(args) => case.issue(args),
        LogCommand::Done(args) => case.done(args),
        LogCommand::Waiver(args) => case.waiver(args),
    }?;
    let text = edit::apply::<Alliance>(&opened.text, &fact.edits).map_err(|refused| {
        let by_hand: Vec<String> =
            fact.edits.iter().map(|edit| format!("\n  {}", edit::by_hand(edit))).collect();
        let told = format!("nothing was written to {shown}: {refused}. To write:");
        anyhow!("{}{}", terminal(&told), by_hand.iter().map(|line| terminal(line)).collect::<String>())
    })?;
    if text == opened.text {
        setting.print(&format!("Nothing to change: {} is already in {shown}.\n", terminal(&fact.what)))?;
        return Ok(ExitStatus::Done);
    }
    let inputs = setting.read()?;
    let after = meaning::with(inputs, &[(report.file.to_string(), text.clone())], setting);
    let meaning = meaning::of(&before, &after, report.place);
    setting.settle(&[opened.with(text)], &meaning, writing)?;
    Ok(ExitStatus::Done)
}

/// The alliance that is named, and how to write.
fn target(command: &LogCommand) -> (&str, &Writing) {
    match command {
        LogCommand::Review(args) => (&args.name, &args.writing),
        LogCommand::Result(args) => (&args.name, &args.writing),
        LogCommand::Decision(args) => (&args.name, &args.writing),
        LogCommand::Commitment(args) => (&args.name, &args.writing),
        LogCommand::Issue(args) => (&args.name, &args.writing),
        LogCommand::Done(args) => (&args.name, &args.writing),
        LogCommand::Waiver(args) => (&args.name, &args.writing),
    }
}

impl LoggedRecord<'_> {
    /// Reads a day that has been.
    fn past(&self, flag: &str, text: &str) -> Result<NaiveDate> {
        let date = self.read_day(flag, text, Lean::Past)?;
        if date > self.today {
            bail!(
                "{flag}: {date} is in the future, and only what has happened is recorded; today is {}",
                self.today
            );
        }
        Ok(date)
    }

    /// Reads a day that is to come, or may be.
    fn future(&self, flag: &str, text: &str) -> Result<NaiveDate> {
        self.read_day(flag, text, Lean::Future)
    }

    fn read_day(&self, flag: &str, text: &str, lean: Lean) -> Result<NaiveDate> {
        day(text, self.today, lean)
            .map_err(|refusal| anyhow!("{flag}: {}; {}", terminal(&refusal.message), refusal.advice.text))
    }
}
