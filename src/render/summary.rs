//! The portfolio table: one row per alliance, for a board paper, a pull request, a spreadsheet or a program.

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Kind, Stage, grouped};
use crate::render::document::Part;
use crate::render::escape::{markdown as escaped, terminal};
use crate::render::text::page::{Column, Page, Paper};
use crate::render::text::{header, value};
use crate::render::{csv, document};
use crate::report::{AllianceReport, Occasion, Report};
use crate::text::{capital, initialled, long_day, short_day};

/// The version of the form for programs.
const VERSION: u32 = 1;

/// One alliance, each figure as it is written; what is not known is empty.
#[derive(Debug, Serialize)]
struct Row<'r> {
    alliance: &'r str,
    file: &'r str,
    #[serde(rename = "type")]
    kind: Option<&'r str>,
    verdict: &'static str,
    /// The day that goes with the verdict, and what happens on it.
    day: Option<String>,
    day_is: Option<&'static str>,
    score: Option<u32>,
    owner: Option<&'r str>,
    last_substantive_review: Option<String>,
    next_review: Option<String>,
    /// The day by which to decide, today where it has passed, and for how many days it has been overdue.
    decide_by: Option<String>,
    days_overdue: i64,
    notice_by: Option<String>,
    incremental_value: Option<String>,
    /// How far that can be believed, A to D.
    evidence: Option<&'static str>,
    /// How much of it must be true to pay, in percent.
    pays_if_true_percent: Option<String>,
    hours_per_month: Option<String>,
}

#[derive(Serialize)]
struct Summary<'r> {
    version: u32,
    portfolio: Option<&'r str>,
    currency: &'r str,
    as_of: String,
    trailing_months: u32,
    incremental: String,
    alliances: Vec<Row<'r>>,
}

/// The headings of the table for people, and of the one for spreadsheets.
pub(super) const HEADINGS: [(&str, &str); 11] = [
    ("Alliance", "alliance"),
    ("Type", "type"),
    ("Verdict", "verdict"),
    ("Score", "structure score"),
    ("Owner", "owner"),
    ("Last review", "last substantive review"),
    ("Decide by", "next review"),
    ("Notice by", "notice by"),
    ("Incremental", "incremental value"),
    ("Evidence", "evidence"),
    ("Hours", "hours a month"),
];

fn rows(report: &Report) -> Vec<Row<'_>> {
    report.by_urgency().into_iter().map(|alliance| row(report, alliance)).collect()
}

fn row<'r>(report: &'r Report, alliance: &'r AllianceReport) -> Row<'r> {
    let by = report.decide_by(alliance);
    let health = alliance.health.as_ref();
    let verdict = health.map(|health| &health.verdict);
    Row {
        alliance: &alliance.name,
        file: &alliance.file,
        kind: alliance.kind.map(Kind::word),
        verdict: verdict.map_or("cannot be read", |verdict| verdict.decision.word()),
        day: verdict.and_then(|verdict| Some(verdict.day?.date.to_string())),
        day_is: verdict.and_then(|verdict| Some(verdict.day?.what)),
        score: health.and_then(|health| Some(health.score.as_ref()?.raw.score)),
        owner: alliance.owner.as_deref(),
        last_substantive_review: alliance.last_review.map(|date| date.to_string()),
        next_review: report.next(alliance, Occasion::Review).map(|entry| entry.date.to_string()),
        decide_by: by.map(|by| by.due.to_string()),
        days_overdue: by.map_or(0, |by| by.late),
        notice_by: alliance.notice_by.map(|date| date.to_string()),
        incremental_value: health
            .filter(|health| alliance.stage != Some(Stage::Proposed) && health.value.is_in_money())
            .and_then(|health| Some(health.value.known?.normalize().to_string())),
        evidence: health.and_then(|health| Some(health.evidence.grade?.word())),
        pays_if_true_percent: health
            .and_then(|health| Some(health.evidence.share?.percent.normalize().to_string())),
        hours_per_month: alliance.hours_per_month.map(|hours| hours.normalize().to_string()),
    }
}

/// The cells of one row for people: grouped figures, and a word where there is nothing.
pub(super) fn cells(report: &Report, alliance: &AllianceReport) -> [String; 11] {
    let row = row(report, alliance);
    let readable = |word: &str| if alliance.readable { word.to_owned() } else { "-".to_owned() };
    let running = alliance.stage != Some(Stage::Ended);
    let none = |word: &str| if running { readable(word) } else { "-".to_owned() };
    let value = alliance.health.as_ref().map(|health| &health.value);
    let known = value.and_then(|value| value.known);
    let in_money = value.is_none_or(|value| value.is_in_money());
    let dash = || "-".to_owned();
    [
        row.alliance.to_owned(),
        row.kind.map_or_else(|| readable("?"), str::to_owned),
        if row.verdict == "none" { "ended".to_owned() } else { row.verdict.to_owned() },
        row.score.map_or_else(dash, |score| score.to_string()),
        row.owner.map_or_else(|| none("nobody"), str::to_owned),
        row.last_substantive_review.unwrap_or_else(|| none("none")),
        report.decide_by(alliance).map_or_else(dash, |by| by.cell()),
        row.notice_by.unwrap_or_else(dash),
        match (known, alliance.stage) {
            (_, Some(Stage::Proposed)) => dash(),
            _ if !in_money => "not measured".to_owned(),
            (Some(value), _) => grouped(value.round()),
            (None, _) => readable("unproven"),
        },
        row.evidence.map_or_else(dash, str::to_owned),
        alliance.hours_per_month.map_or_else(dash, grouped),
    ]
}

/// The columns of the table for people.
fn columns() -> Vec<Column> {
    let mut columns: Vec<Column> =
        HEADINGS.iter().map(|(heading, _)| Column::text(heading).close()).collect();
    for number in [3, 8, 10] {
        columns[number].right = true;
    }
    columns[0] = columns[0].shrinks(3);
    columns[4] = columns[4].shrinks(2);
    columns
}

/// The table for a terminal.
pub fn text(report: &Report, paper: Paper) -> String {
    let mut page = Page::new(paper);
    header(&mut page, report);
    page.wrapped("", &format!("Value: {}.", value(report)));
    if !report.whole {
        page.wrapped("", "Only part of the portfolio was read.");
    }
    page.gap();
    let mut columns = columns();
    let mut rows: Vec<Vec<String>> = report
        .by_urgency()
        .into_iter()
        .map(|alliance| {
            let mut cells = cells(report, alliance);
            if paper.width < ROOMY {
                cells[4] = initialled(&cells[4]);
            }
            cells.iter().map(|cell| terminal(cell).into_owned()).collect()
        })
        .collect();
    // Where there is no room for everything, what the verdict already weighs goes first; who answers for it and when it was
    // last reviewed never does.
    for dropped in left_out(paper.width) {
        columns.remove(*dropped);
        for row in &mut rows {
            row.remove(*dropped);
        }
    }
    page.table(&columns, &rows);
    if !left_out(paper.width).is_empty() {
        page.gap();
        let names: Vec<String> =
            left_out(paper.width).iter().rev().map(|at| HEADINGS[*at].0.to_lowercase()).collect();
        page.wrapped(
            "",
            &format!(
                "Left out here: {}. A wider page (--width 140) shows them.",
                crate::text::listed(&names)
            ),
        );
    }
    page.text
}

/// From this width on owners have their names in full.
const ROOMY: usize = 140;

/// The columns for which a page of this width has no room, last first.
fn left_out(width: usize) -> &'static [usize] {
    match width {
        0..=71 => &[10, 9, 8, 7, 5, 3, 1],
        72..=95 => &[10, 9, 8, 7, 5, 1],
        96..=132 => &[9, 7, 1],
        _ => &[],
    }
}

/// The table for a document or a pull request.
pub fn markdown(report: &Report) -> String {
    let mut text = format!("Value: {}. As of {}.\n\n", escaped(&value(report)), long_day(report.as_of));
    let rows: Vec<Vec<String>> =
        report.by_urgency().into_iter().map(|alliance| cells(report, alliance).to_vec()).collect();
    text += &document::table(&columns(), &rows);
    text
}

/// Whose table it is.
pub(super) fn title(report: &Report) -> String {
    let us = report.us.as_deref().map(|us| format!("{us}: ")).unwrap_or_default();
    format!("{us}alliance portfolio")
}

/// The table as a document: days as people write them, and what the figures are in.
pub fn parts(report: &Report) -> Vec<Part> {
    let day = |day: Option<NaiveDate>, otherwise: &str| day.map_or_else(|| otherwise.to_owned(), short_day);
    let rows = report.by_urgency().into_iter().map(|alliance| {
        let mut cells = cells(report, alliance).to_vec();
        cells[2] = alliance
            .health
            .as_ref()
            .map_or_else(|| capital(&cells[2]), |health| super::brief::decision(health.verdict.decision));
        cells[5] = day(alliance.last_review, &cells[5]);
        cells[6] = report.decide_by(alliance).map_or_else(|| "-".to_owned(), |by| by.words());
        cells[7] = day(alliance.notice_by, &cells[7]);
        cells
    });
    let mut parts = vec![
        Part::Title(title(report), format!("as of {}", long_day(report.as_of))),
        Part::Text(format!("Value: {}.", value(report))),
    ];
    if !report.whole {
        parts.push(Part::Text("Only part of the portfolio was read.".to_owned()));
    }
    parts.push(Part::Table(columns(), rows.collect()));
    parts.push(Part::Text(format!(
        "Incremental: {} that we would not have won without the alliance, over {} months. Hours: of our own people, a month.",
        report.currency, report.worth.months
    )));
    parts
}

/// The table for a spreadsheet: plain figures, nothing where nothing is known.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(report: &Report) -> Result<String> {
    let cells = rows(report).into_iter().map(|row| {
        [
            row.alliance.to_owned(),
            row.kind.unwrap_or_default().to_owned(),
            row.verdict.to_owned(),
            row.score.map(|score| score.to_string()).unwrap_or_default(),
            row.owner.unwrap_or_default().to_owned(),
            row.last_substantive_review.unwrap_or_default(),
            row.next_review.unwrap_or_default(),
            row.notice_by.unwrap_or_default(),
            row.incremental_value.unwrap_or_default(),
            row.evidence.unwrap_or_default().to_owned(),
            row.hours_per_month.unwrap_or_default(),
            row.decide_by.unwrap_or_default(),
            row.days_overdue.to_string(),
            report.currency.clone(),
        ]
    });
    let headings: [&str; HEADINGS.len() + 3] = std::array::from_fn(|at| match HEADINGS.get(at) {
        Some((_, heading)) => heading,
        None if at == HEADINGS.len() => "decide by",
        None if at == HEADINGS.len() + 1 => "days overdue",
        None => "currency",
    });
    csv::table(headings, cells)
}

/// The table for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(report: &Report) -> Result<String> {
    let summary = Summary {
        version: VERSION,
        portfolio: report.us.as_deref(),
        currency: &report.currency,
        as_of: report.as_of.to_string(),
        trailing_months: report.worth.months,
        incremental: report.worth.incremental.normalize().to_string(),
        alliances: rows(report),
    };
    super::stream::Stream::json(summary).text()
}
