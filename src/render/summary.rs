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
use crate::text::{capital, initialled, listed, long_day, short_day};

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

/// What a column of the portfolio table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Name,
    Type,
    Verdict,
    Score,
    Owner,
    LastReview,
    DecideBy,
    NoticeBy,
    Incremental,
    Evidence,
    Hours,
}

/// A column of the portfolio table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BoardColumn {
    pub(super) shows: Shows,
    pub(super) heading: &'static str,
    /// Whether it holds figures, which stand to the right.
    pub(super) figures: bool,
    /// The width of a terminal from which on it has room: what the verdict already weighs goes first, and who answers for
    /// it never does.
    from: usize,
    /// How much of the room it can claim where there is too little, in parts.
    shrinks: usize,
}

/// The portfolio table.
pub(super) const COLUMNS: [BoardColumn; 11] = [
    BoardColumn { shows: Shows::Name, heading: "Alliance", figures: false, from: 0, shrinks: 3 },
    BoardColumn { shows: Shows::Type, heading: "Type", figures: false, from: 133, shrinks: 0 },
    BoardColumn { shows: Shows::Verdict, heading: "Verdict", figures: false, from: 0, shrinks: 0 },
    BoardColumn { shows: Shows::Score, heading: "Score", figures: true, from: 72, shrinks: 0 },
    BoardColumn { shows: Shows::Owner, heading: "Owner", figures: false, from: 0, shrinks: 2 },
    BoardColumn { shows: Shows::LastReview, heading: "Last review", figures: false, from: 96, shrinks: 0 },
    BoardColumn { shows: Shows::DecideBy, heading: "Decide by", figures: false, from: 0, shrinks: 0 },
    BoardColumn { shows: Shows::NoticeBy, heading: "Notice by", figures: false, from: 133, shrinks: 0 },
    BoardColumn { shows: Shows::Incremental, heading: "Incremental", figures: true, from: 96, shrinks: 0 },
    BoardColumn { shows: Shows::Evidence, heading: "Evidence", figures: false, from: 133, shrinks: 0 },
    BoardColumn { shows: Shows::Hours, heading: "Hours", figures: true, from: 96, shrinks: 0 },
];

impl BoardColumn {
    /// What an alliance has in it, for people: grouped figures, and a word where there is nothing.
    pub(super) fn cell(self, report: &Report, alliance: &AllianceReport) -> String {
        let dash = || "-".to_owned();
        let readable = |word: &str| if alliance.readable { word.to_owned() } else { dash() };
        let none = |word: &str| if alliance.stage == Some(Stage::Ended) { dash() } else { readable(word) };
        let health = alliance.health.as_ref();
        match self.shows {
            Shows::Name => alliance.name.clone(),
            Shows::Type => alliance.kind.map_or_else(|| readable("?"), |kind| kind.word().to_owned()),
            // Nothing is decided about what has ended.
            Shows::Verdict if alliance.stage == Some(Stage::Ended) => "ended".to_owned(),
            Shows::Verdict => verdict(alliance).to_owned(),
            Shows::Score => score(alliance).map_or_else(dash, |score| score.to_string()),
            Shows::Owner => alliance.owner.clone().unwrap_or_else(|| none("nobody")),
            Shows::LastReview => alliance.last_review.map_or_else(|| none("none"), |day| day.to_string()),
            Shows::DecideBy => report.decide_by(alliance).map_or_else(dash, |by| by.cell()),
            Shows::NoticeBy => alliance.notice_by.map_or_else(dash, |day| day.to_string()),
            Shows::Incremental => match health.map(|health| &health.value) {
                _ if alliance.stage == Some(Stage::Proposed) => dash(),
                Some(value) if !value.is_in_money() => "not measured".to_owned(),
                value => value
                    .and_then(|value| value.known)
                    .map_or_else(|| readable("unproven"), |value| grouped(value.round())),
            },
            Shows::Evidence => health
                .and_then(|health| health.evidence.grade)
                .map_or_else(dash, |grade| grade.word().to_owned()),
            Shows::Hours => alliance.hours_per_month.map_or_else(dash, grouped),
        }
    }

    /// The same in a document: days as people write them, and the verdict as a proposal.
    fn spoken(self, report: &Report, alliance: &AllianceReport) -> String {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| self.cell(report, alliance), short_day);
        match self.shows {
            Shows::Verdict => alliance.health.as_ref().map_or_else(
                || capital(verdict(alliance)),
                |health| super::brief::decision(health.verdict.decision),
            ),
            Shows::LastReview => day(alliance.last_review),
            Shows::DecideBy => report.decide_by(alliance).map_or_else(|| "-".to_owned(), |by| by.words()),
            Shows::NoticeBy => day(alliance.notice_by),
            _ => self.cell(report, alliance),
        }
    }

    /// As a column of a page.
    fn on_page(self) -> Column {
        Column { right: self.figures, ..Column::text(self.heading).close().shrinks(self.shrinks) }
    }
}

/// The table, each cell made by `cell`.
fn table(
    report: &Report,
    columns: &[BoardColumn],
    cell: impl Fn(BoardColumn, &AllianceReport) -> String,
) -> (Vec<Column>, Vec<Vec<String>>) {
    let row = |alliance| columns.iter().map(|column| cell(*column, alliance)).collect();
    let rows = report.by_urgency().into_iter().map(row).collect();
    (columns.iter().map(|column| column.on_page()).collect(), rows)
}

fn verdict(alliance: &AllianceReport) -> &'static str {
    alliance.health.as_ref().map_or("cannot be read", |health| health.verdict.decision.word())
}

fn score(alliance: &AllianceReport) -> Option<u32> {
    Some(alliance.health.as_ref()?.score.as_ref()?.raw.score)
}

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
        verdict: self::verdict(alliance),
        day: verdict.and_then(|verdict| Some(verdict.day?.date.to_string())),
        day_is: verdict.and_then(|verdict| Some(verdict.day?.what)),
        score: score(alliance),
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

/// The table for a terminal.
pub fn text(report: &Report, paper: Paper) -> String {
    let mut page = Page::new(paper);
    header(&mut page, report);
    page.wrapped("", &format!("Value: {}.", value(report)));
    if !report.whole {
        page.wrapped("", "Only part of the portfolio was read.");
    }
    page.gap();
    let (shown, left): (Vec<_>, Vec<_>) = COLUMNS.into_iter().partition(|column| column.from <= paper.width);
    let (columns, rows) = table(report, &shown, |column, alliance| {
        let cell = column.cell(report, alliance);
        let short = column.shows == Shows::Owner && paper.width < ROOMY;
        terminal(&if short { initialled(&cell) } else { cell }).into_owned()
    });
    page.table(&columns, &rows);
    if !left.is_empty() {
        page.gap();
        let names: Vec<String> = left.iter().map(|column| column.heading.to_lowercase()).collect();
        page.wrapped(
            "",
            &format!("Left out here: {}. A wider page (--width 140) shows them.", listed(&names)),
        );
    }
    page.text
}

/// From this width on owners have their names in full.
const ROOMY: usize = 140;

/// The table for a document or a pull request.
pub fn markdown(report: &Report) -> String {
    let mut text = format!("Value: {}. As of {}.\n\n", escaped(&value(report)), long_day(report.as_of));
    let (columns, rows) = table(report, &COLUMNS, |column, alliance| column.cell(report, alliance));
    text += &document::table(&columns, &rows);
    text
}

/// Whose table it is.
pub(super) fn title(report: &Report) -> String {
    let us = report.us.as_deref().map(|us| format!("{us}: ")).unwrap_or_default();
    format!("{us}alliance portfolio")
}

/// The table as a document: days as people write them, and what the figures are in.
pub fn parts(report: &Report) -> Vec<Part> {
    let (columns, rows) = table(report, &COLUMNS, |column, alliance| column.spoken(report, alliance));
    let mut parts = vec![
        Part::Title(title(report), format!("as of {}", long_day(report.as_of))),
        Part::Text(format!("Value: {}.", value(report))),
    ];
    if !report.whole {
        parts.push(Part::Text("Only part of the portfolio was read.".to_owned()));
    }
    parts.push(Part::Table(columns, rows));
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
    let headings = [
        "alliance",
        "type",
        "verdict",
        "structure score",
        "owner",
        "last substantive review",
        "next review",
        "notice by",
        "incremental value",
        "evidence",
        "hours a month",
        "decide by",
        "days overdue",
        "currency",
    ];
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
