//! What today's rules would have said over the past: for people, for a spreadsheet, for programs.

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use super::csv as sheet;
use super::document::{self, Part};
use crate::model::grouped;
use crate::render::text::page::{Column, Paper};
use crate::report::Decision;
use crate::report::verdicts::{PastVerdict, PastVerdicts, Verdicts, Warning, WarningEnd};
use crate::text::{count, listed};

/// The version of the form for programs.
const VERSION: u32 = 1;
/// Columns of a page below which the table goes without its commits.
const NARROW: usize = 96;
/// Place of the column with the commits.
const COMMITS: usize = 3;

/// The verdicts for a terminal.
pub fn text(verdicts: &Verdicts, paper: Paper) -> String {
    document::text(&parts(verdicts, paper.dot(), paper.width >= NARROW), paper)
}

/// The verdicts to paste into a document.
pub fn markdown(verdicts: &Verdicts) -> String {
    document::markdown(&parts(verdicts, " · ", true))
}

fn parts(verdicts: &Verdicts, dot: &str, with_commits: bool) -> Vec<Part> {
    let [from, until] = verdicts.days;
    let title = verdicts.us.as_deref().unwrap_or("Portfolio");
    let mut parts = vec![
        Part::Title(
            format!("{title}{dot}verdicts over time"),
            format!("{from} to {until}{dot}today's rules"),
        ),
        Part::Text(summary(verdicts)),
    ];
    let told: Vec<(&PastVerdicts, &Warning)> =
        verdicts.rows.iter().filter_map(|row| Some((row, row.main()?))).collect();
    if !told.is_empty() {
        let mut columns = vec![
            Column::text("ALLIANCE").shrinks(2),
            Column::text("FIRST SAID"),
            Column::text("BY"),
            Column::text("COMMIT"),
            Column::text("DECIDED"),
            Column::number("MONTHS"),
            Column::number("HOURS"),
            Column::number("COST"),
        ];
        let mut rows: Vec<Vec<String>> = told.iter().map(|(row, warning)| cells(row, warning)).collect();
        if !with_commits {
            columns.remove(COMMITS);
            for row in &mut rows {
                row.remove(COMMITS);
            }
        }
        parts.push(Part::Table(columns, rows));
        let currency = &verdicts.currency;
        parts.push(Part::Text(format!(
            "\"First said\" is the end of the first period for which today's rules, applied to the records of that day, would have said \"wind down\" or \"prove it\"; `--every month` narrows it down. Months are full months from then until somebody decided, or until now; hours and cost, in {currency}, are the attention in that time. \"Settled\" means that the verdict changed before anybody decided."
        )));
    }
    let notes: Vec<String> = verdicts.rows.iter().flat_map(notes).collect();
    if !notes.is_empty() {
        parts.push(Part::List(notes));
    }
    let never: Vec<&str> =
        verdicts.rows.iter().filter(|row| row.told.is_none()).map(|row| row.name.as_str()).collect();
    if !never.is_empty() {
        parts.push(Part::Text(format!("Never said about: {}.", listed(&never))));
    }
    for remark in &verdicts.remarks {
        parts.push(Part::Text(remark.clone()));
    }
    parts
}

/// What it came to, in a sentence.
fn summary(verdicts: &Verdicts) -> String {
    let waited: Vec<&Warning> = verdicts
        .rows
        .iter()
        .filter_map(PastVerdicts::main)
        .filter(|warning| !matches!(warning.end, WarningEnd::Settled(..)))
        .collect();
    if waited.is_empty() {
        return "Nothing waited for a decision.".to_owned();
    }
    let open = waited.iter().filter(|warning| warning.end == WarningEnd::Open).count();
    let sum = |pick: fn(&Warning) -> Option<Decimal>| -> Decimal {
        waited.iter().filter_map(|warning| pick(warning)).fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let months: u32 = waited.iter().map(|warning| warning.months).sum();
    format!(
        "{} waited for a decision, {open} of them still: {} of attention, {} hours, {} {}.",
        count(i64::try_from(waited.len()).unwrap_or(i64::MAX), "alliance"),
        count(months, "month"),
        grouped(sum(|warning| warning.hours).round()),
        verdicts.currency,
        grouped(sum(|warning| warning.money).round()),
    )
}

fn cells(row: &PastVerdicts, warning: &Warning) -> Vec<String> {
    let dash = || "-".to_owned();
    let figure = |amount: Option<Decimal>| amount.map_or_else(dash, |amount| grouped(amount.round()));
    let first = warning.said.first();
    vec![
        row.name.clone(),
        first.map_or_else(dash, |said| said.verdict.to_string()),
        first.map_or_else(dash, |said| said.day.to_string()),
        first.and_then(short).map_or_else(dash, str::to_owned),
        match &warning.end {
            WarningEnd::Open => "not yet".to_owned(),
            WarningEnd::Decided { date, verdict, .. } => format!("{date} {verdict}"),
            WarningEnd::Gone(day) => format!("no, removed by {day}"),
            WarningEnd::Settled(day, _) => format!("settled {day}"),
        },
        warning.months.to_string(),
        figure(warning.hours),
        figure(warning.money),
    ]
}

fn short(said: &PastVerdict) -> Option<&str> {
    said.commit.as_deref().and_then(|commit| commit.get(..10))
}

/// What the row leaves out: a verdict that became more serious, other times, a decision written down later, money not on record.
fn notes(row: &PastVerdicts) -> Vec<String> {
    let Some(main) = row.main() else { return Vec::new() };
    let mut notes = Vec::new();
    for said in main.said.iter().skip(1) {
        let commit = short(said).map(|commit| format!(" ({commit})")).unwrap_or_default();
        notes.push(format!("{}: \"{}\" from {}{commit} on", row.name, said.verdict, said.day));
    }
    if let WarningEnd::Decided { date, on_record, late: true, .. } = &main.end {
        notes.push(format!("{}: the decision of {date} was written down later, by {on_record}", row.name));
    }
    for (place, other) in row.warnings.iter().enumerate() {
        let Some(said) = other.said.first().filter(|_| Some(place) != row.told) else { continue };
        let end = match &other.end {
            WarningEnd::Open => "not decided".to_owned(),
            WarningEnd::Decided { date, verdict, .. } => format!("decided {date}: {verdict}"),
            WarningEnd::Gone(day) => format!("removed by {day}"),
            WarningEnd::Settled(day, verdict) => format!("settled {day}: {verdict}"),
        };
        notes.push(format!("{}: also \"{}\" on {}, {end}", row.name, said.verdict, said.day));
    }
    if main.months > 0 && !main.complete {
        notes.push(format!("{}: some of what it takes is not recorded", row.name));
    }
    notes
}

/// The verdicts for a spreadsheet: a row for each alliance.
///
/// # Errors
/// When they cannot be written, which memory rules out.
pub fn csv(verdicts: &Verdicts) -> Result<String> {
    let headings = [
        "alliance",
        "first said",
        "period",
        "not yet on",
        "on",
        "commit",
        "outcome",
        "decided on",
        "decision",
        "months",
        "hours",
        "cost",
        "all cost recorded",
        "said now",
    ];
    let rows = verdicts.rows.iter().map(|row| {
        let main = row.main();
        let first = main.and_then(|warning| warning.said.first());
        let figure =
            |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
        [
            row.name.clone(),
            first.map_or("never", |said| said.verdict.word()).to_owned(),
            first.map(|said| said.period.clone()).unwrap_or_default(),
            first.and_then(|said| said.after).map(|day| day.to_string()).unwrap_or_default(),
            first.map(|said| said.day.to_string()).unwrap_or_default(),
            first.and_then(|said| said.commit.clone()).unwrap_or_default(),
            main.map(|warning| warning.end.word()).unwrap_or_default().to_owned(),
            main.and_then(|warning| warning.end.day()).map(|day| day.to_string()).unwrap_or_default(),
            main.map(|warning| then(&warning.end)).unwrap_or_default().to_owned(),
            main.map(|warning| warning.months.to_string()).unwrap_or_default(),
            figure(main.and_then(|warning| warning.hours)),
            figure(main.and_then(|warning| warning.money)),
            main.map(|warning| if warning.complete { "yes" } else { "no" }).unwrap_or_default().to_owned(),
            row.now.map(Decision::word).unwrap_or_default().to_owned(),
        ]
    });
    sheet::table(headings, rows)
}

/// What was decided, or said instead.
fn then(end: &WarningEnd) -> &str {
    match end {
        WarningEnd::Open | WarningEnd::Gone(_) => "",
        WarningEnd::Decided { verdict, .. } => verdict,
        WarningEnd::Settled(_, verdict) => verdict.word(),
    }
}

#[derive(Serialize)]
struct Form<'r> {
    version: u32,
    portfolio: Option<&'r str>,
    currency: &'r str,
    from: String,
    as_of: String,
    remarks: &'r [String],
    alliances: Vec<RowForm<'r>>,
}

#[derive(Serialize)]
struct RowForm<'r> {
    alliance: &'r str,
    /// What is said of it now; null where it is gone or cannot be read.
    now: Option<Decision>,
    /// The place in `warnings` of the one that counts first; null where there is none.
    first: Option<usize>,
    warnings: Vec<WarningForm<'r>>,
}

#[derive(Serialize)]
struct WarningForm<'r> {
    said: &'r [PastVerdict],
    outcome: &'static str,
    /// When it was decided, settled or removed.
    on: Option<String>,
    /// What was decided, or said instead.
    decision: Option<&'r str>,
    /// The first day looked at on which the decision was on record.
    on_record: Option<String>,
    months: u32,
    hours: Option<Decimal>,
    cost: Option<Decimal>,
    complete: bool,
}

/// The verdicts for programs.
///
/// # Errors
/// When they cannot be written as JSON, which their types rule out.
pub fn json(verdicts: &Verdicts) -> Result<String> {
    let [from, as_of] = verdicts.days;
    let form = Form {
        version: VERSION,
        portfolio: verdicts.us.as_deref(),
        currency: &verdicts.currency,
        from: from.to_string(),
        as_of: as_of.to_string(),
        remarks: &verdicts.remarks,
        alliances: verdicts
            .rows
            .iter()
            .map(|row| RowForm {
                alliance: &row.name,
                now: row.now,
                first: row.told,
                warnings: row.warnings.iter().map(warning_form).collect(),
            })
            .collect(),
    };
    super::stream::Stream::json(form).text()
}

fn warning_form(warning: &Warning) -> WarningForm<'_> {
    WarningForm {
        said: &warning.said,
        outcome: warning.end.word(),
        on: warning.end.day().map(|day| day.to_string()),
        decision: Some(then(&warning.end)).filter(|decision| !decision.is_empty()),
        on_record: match &warning.end {
            WarningEnd::Decided { on_record, .. } => Some(on_record.to_string()),
            WarningEnd::Open | WarningEnd::Gone(_) | WarningEnd::Settled(..) => None,
        },
        months: warning.months,
        hours: warning.hours,
        cost: warning.money,
        complete: warning.complete,
    }
}
