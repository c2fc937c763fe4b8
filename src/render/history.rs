//! How a portfolio stood over time: for people, for a spreadsheet, for programs.

use anyhow::Result;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::model::grouped;
use crate::render::document::{self, Part};
use crate::render::escape::terminal;
use crate::render::text::page::{Column, Page, Paper};
use crate::render::{csv, style};
use crate::report::history::{AllianceStanding, History, HistoryPoint, PortfolioStanding};

/// The version of the form for programs.
const VERSION: u32 = 1;

/// The columns of the periods.
const COLUMNS: [Column; 8] = [
    Column::text("PERIOD"),
    Column::text("AS OF"),
    Column::text("COMMIT"),
    Column::number("RECORDS"),
    Column::number("SCORE"),
    Column::number("E"),
    Column::number("W"),
    Column::number("INCREMENTAL"),
];
const LEGEND: &str = "Score is the structure score, for all alliances that have one their mean; E errors, W warnings. Each period is judged as of its last day.";

/// The history for a terminal.
pub fn text(history: &History, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let title = history.us.as_deref().unwrap_or("Portfolio");
    let beside = format!("{} in {}", "incremental value", history.currency);
    page.ends(style::TITLE, &format!("{}{}history", terminal(title), paper.dot()), &terminal(&beside));
    page.rule();
    let known = known(history);
    if !known.is_empty() {
        page.table(&COLUMNS, &rows(known));
        page.gap();
        page.table(
            &[
                Column::text("STRUCTURE SCORE").shrinks(1),
                Column::text("COURSE"),
                Column::text("FIRST, LAST"),
            ],
            &courses(known, paper),
        );
        page.gap();
        page.wrapped("", LEGEND);
    }
    for remark in remarks(history) {
        page.wrapped("", &terminal(&remark));
    }
    page.text
}

/// The history to paste into a document.
pub fn markdown(history: &History) -> String {
    let title = history.us.as_deref().unwrap_or("Portfolio");
    let beside = format!("incremental value in {}", history.currency);
    let mut parts = vec![Part::Title(format!("{title} · history"), beside)];
    let known = known(history);
    if !known.is_empty() {
        parts.push(Part::Table(COLUMNS.to_vec(), rows(known)));
        let paper = Paper { width: 100, ascii: false };
        let columns =
            vec![Column::text("STRUCTURE SCORE"), Column::text("COURSE"), Column::text("FIRST, LAST")];
        parts.push(Part::Table(columns, courses(known, paper)));
        parts.push(Part::Text(LEGEND.to_owned()));
    }
    parts.extend(remarks(history).into_iter().map(Part::Text));
    document::markdown(&parts)
}

/// The periods from the first commit on: before it there is nothing but its absence.
fn known(history: &History) -> &[HistoryPoint] {
    let empty = history.points.iter().take_while(|point| point.commit.is_none()).count();
    history.points.get(empty..).unwrap_or_default()
}

fn rows(points: &[HistoryPoint]) -> Vec<Vec<String>> {
    let dash = || "-".to_owned();
    let row = |point: &HistoryPoint| {
        let standing = point.standing.as_ref().ok();
        let figure = |pick: &dyn Fn(&PortfolioStanding) -> String| standing.map_or_else(dash, pick);
        vec![
            point.label.clone(),
            point.day.to_string(),
            point.commit.as_deref().and_then(|commit| commit.get(..10)).map_or_else(dash, str::to_owned),
            figure(&|it| it.records.to_string()),
            figure(&|it| it.score.map_or_else(dash, |score| score.to_string())),
            figure(&|it| it.counts.errors.to_string()),
            figure(&|it| it.counts.warnings.to_string()),
            figure(&|it| grouped(it.incremental.round())),
        ]
    };
    points.iter().map(row).collect()
}

/// The course of the mean score, of the value, and of each alliance's score.
fn courses(points: &[HistoryPoint], paper: Paper) -> Vec<Vec<String>> {
    let series = |pick: &dyn Fn(&PortfolioStanding) -> Option<Decimal>| -> Vec<Option<Decimal>> {
        points.iter().map(|point| point.standing.as_ref().ok().and_then(pick)).collect()
    };
    let score = series(&|it| it.score);
    let value = series(&|it| Some(it.incremental));
    let all = Some((Decimal::ZERO, Decimal::ONE_HUNDRED));
    let mut lines = vec![
        vec!["Score, mean".to_owned(), spark(&score, all, paper), ends(&score)],
        vec!["Incremental".to_owned(), spark(&value, None, paper), ends(&value)],
    ];
    for name in names(points) {
        let score = series(&|it| {
            let alliance = it.alliances.iter().find(|alliance| alliance.name == name)?;
            alliance.score.map(Decimal::from)
        });
        if score.iter().any(Option::is_some) {
            lines.push(vec![terminal(name).into_owned(), spark(&score, all, paper), ends(&score)]);
        }
    }
    lines
}

/// What is to be known about it: where it begins, which periods nobody can judge, and the rest.
fn remarks(history: &History) -> Vec<String> {
    let known = known(history);
    let mut remarks = Vec::new();
    match (known.first(), history.points.first(), history.points.last()) {
        (None, _, Some(last)) => remarks
            .push(format!("There is no commit of {} or before, so there is no history to show.", last.day)),
        (Some(first), Some(start), _) if first.label != start.label => {
            remarks.push(format!(
                "The first commit is of {}: nothing is known of the time before.",
                first.label
            ));
        }
        _ => {}
    }
    let gaps = known.iter().filter_map(|point| Some((point, point.standing.as_ref().err()?)));
    remarks.extend(gaps.map(|(point, why)| format!("{}: {why}", point.label)));
    remarks.extend(history.remarks.iter().cloned());
    remarks
}

/// Every alliance, those of the last period first.
fn names(points: &[HistoryPoint]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let standings = points.iter().rev().filter_map(|point| point.standing.as_ref().ok());
    for alliance in standings.flat_map(|standing| &standing.alliances) {
        if !names.contains(&alliance.name.as_str()) {
            names.push(&alliance.name);
        }
    }
    names
}

/// The first and the last of a course.
fn ends(series: &[Option<Decimal>]) -> String {
    let mut known = series.iter().flatten();
    let (first, last) = (known.next(), known.next_back());
    let figure = |value: &Decimal| grouped(value.round());
    match (first, last) {
        (Some(first), Some(last)) => format!("{}, {}", figure(first), figure(last)),
        (Some(only), None) => figure(only),
        (None, _) => "-".to_owned(),
    }
}

/// A mark for each value, the higher the more; a space where nothing is known.
fn spark(series: &[Option<Decimal>], range: Option<(Decimal, Decimal)>, paper: Paper) -> String {
    let marks: [char; 8] = if paper.ascii {
        ['_', '.', '-', '~', '=', '+', '*', '#']
    } else {
        ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
    };
    let known = || series.iter().flatten().copied();
    let (low, high) = range.unwrap_or_else(|| {
        let low = known().min().unwrap_or_default().min(Decimal::ZERO);
        (low, known().max().unwrap_or_default())
    });
    let mark = |value: Decimal| {
        let share = value.checked_sub(low).zip(high.checked_sub(low));
        let share = share.and_then(|(above, width)| above.checked_div(width)).unwrap_or_default();
        let step = (share * Decimal::from(7)).round().to_usize().unwrap_or(0);
        marks[step.min(7)]
    };
    series.iter().map(|value| value.map_or(' ', mark)).collect()
}

/// The history for a spreadsheet: a row for each period, nothing where nothing is known.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(history: &History) -> Result<String> {
    let headings = [
        "period",
        "as of",
        "commit",
        "records",
        "unreadable",
        "mean score",
        "errors",
        "warnings",
        "notes",
        "incremental value",
    ];
    let rows = history.points.iter().map(|point| {
        let standing = point.standing.as_ref().ok();
        let figure = |pick: &dyn Fn(&PortfolioStanding) -> String| standing.map(pick).unwrap_or_default();
        [
            point.label.clone(),
            point.day.to_string(),
            point.commit.clone().unwrap_or_default(),
            figure(&|it| it.records.to_string()),
            figure(&|it| it.unreadable.to_string()),
            figure(&|it| it.score.map(|score| score.to_string()).unwrap_or_default()),
            figure(&|it| it.counts.errors.to_string()),
            figure(&|it| it.counts.warnings.to_string()),
            figure(&|it| it.counts.notes.to_string()),
            figure(&|it| it.incremental.normalize().to_string()),
        ]
    });
    csv::table(headings, rows)
}

#[derive(Serialize)]
struct Form<'r> {
    version: u32,
    portfolio: Option<&'r str>,
    currency: &'r str,
    remarks: &'r [String],
    periods: Vec<PeriodForm<'r>>,
}

#[derive(Serialize)]
struct PeriodForm<'r> {
    period: &'r str,
    as_of: String,
    commit: Option<&'r str>,
    /// Why nobody can say how things stood; null where somebody can.
    gap: Option<&'static str>,
    records: Option<usize>,
    unreadable: Option<usize>,
    mean_score: Option<Decimal>,
    errors: Option<usize>,
    warnings: Option<usize>,
    notes: Option<usize>,
    incremental: Option<Decimal>,
    alliances: &'r [AllianceStanding],
}

/// The history for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(history: &History) -> Result<String> {
    let form = Form {
        version: VERSION,
        portfolio: history.us.as_deref(),
        currency: &history.currency,
        remarks: &history.remarks,
        periods: history.points.iter().map(period).collect(),
    };
    super::stream::Stream::json(form).text()
}

fn period(point: &HistoryPoint) -> PeriodForm<'_> {
    let HistoryPoint { label, day, commit, standing } = point;
    let known = standing.as_ref().ok();
    PeriodForm {
        period: label,
        as_of: day.to_string(),
        commit: commit.as_deref(),
        gap: standing.as_ref().err().copied(),
        records: known.map(|it| it.records),
        unreadable: known.map(|it| it.unreadable),
        mean_score: known.and_then(|it| it.score),
        errors: known.map(|it| it.counts.errors),
        warnings: known.map(|it| it.counts.warnings),
        notes: known.map(|it| it.counts.notes),
        incremental: known.map(|it| it.incremental),
        alliances: known.map(|it| it.alliances.as_slice()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_has_a_mark_for_each_value_and_a_space_for_each_gap() {
        let paper = Paper { width: 80, ascii: false };
        let series = |values: &[Option<i64>]| -> Vec<Option<Decimal>> {
            values.iter().map(|value| value.map(Decimal::from)).collect()
        };
        let all = Some((Decimal::ZERO, Decimal::ONE_HUNDRED));
        assert_eq!(spark(&series(&[None, Some(0), Some(50), Some(100)]), all, paper), " ▁▅█");
        assert_eq!(spark(&series(&[Some(-70), Some(0), Some(70)]), None, paper), "▁▅█");
        assert_eq!(spark(&series(&[Some(0), Some(0)]), None, paper), "▁▁", "nothing to divide by");
        assert_eq!(spark(&series(&[Some(0), Some(100)]), all, Paper { ascii: true, ..paper }), "_#");
        assert_eq!(ends(&series(&[None, Some(59), None, Some(1300)])), "59, 1,300");
        assert_eq!(ends(&series(&[Some(5)])), "5");
        assert_eq!(ends(&series(&[None])), "-");
    }
}
