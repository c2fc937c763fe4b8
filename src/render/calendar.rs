//! What is coming up, for people, programs and spreadsheets.

use crate::model::Side;
use std::fmt::Write;

use anstyle::{Reset, Style};
use anyhow::Result;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::render::document::{Part, spoken};
use crate::render::escape::terminal;
use crate::render::text::page::{Column, Page, Paper, as_i64};
use crate::render::{csv, style};
use crate::report::deadlines::{Agenda, Deadline};
use crate::report::{ClockSource, Decision, Report};
use crate::text::{count, long_day, short_day};

/// The version of the form for programs.
const VERSION: u32 = 1;
/// Days of which the text offers to show more.
const YEAR: u32 = 365;
/// `Fri 2026-12-11` and the gap behind it.
const DATE: usize = 16;

/// What is overdue, then what comes, month by month.
pub fn text(report: &Report, agenda: &Agenda, paper: Paper) -> String {
    let mut page = Sheet { page: Page::new(paper), report, column: 0 };
    let names = agenda.shown().map(|entry| terminal(page.whose(entry)).width());
    page.column = names.max().unwrap_or(0).min(paper.width / 4);
    page.header();
    if !agenda.overdue.is_empty() {
        page.section("OVERDUE", style::ERROR, &agenda.overdue);
    }
    let months = agenda.coming.chunk_by(|one, other| month(one) == month(other));
    for entries in months {
        page.section(&month(entries[0]).to_uppercase(), style::TITLE, entries);
    }
    page.footer(agenda);
    page.page.text
}

fn month(entry: &Deadline) -> String {
    entry.date.format("%B %Y").to_string()
}

/// What falls on the day of an entry, with what is to be decided on it.
fn said(report: &Report, entry: &Deadline) -> String {
    match report.decided_on(entry) {
        Some(decision) => format!("decide: {decision}; {}", entry.text),
        None => entry.text.clone(),
    }
}

/// The days for notice to what should end that come after the last day shown: too dear to be only counted.
fn notices_beyond<'r>(report: &'r Report, agenda: &Agenda) -> Vec<&'r Deadline> {
    let notices = report.alliances.iter().filter_map(|alliance| report.notice_to_give(alliance));
    notices.filter(|entry| entry.date > agenda.last).collect()
}

struct Sheet<'r> {
    page: Page,
    report: &'r Report,
    column: usize,
}

impl Sheet<'_> {
    fn whose(&self, entry: &Deadline) -> &str {
        entry.alliance.map_or("portfolio", |place| self.report.alliances[place].name.as_str())
    }

    fn report_text(&self, entry: &Deadline) -> String {
        said(self.report, entry)
    }

    fn header(&mut self) {
        let dot = self.page.paper.dot();
        let us = self.report.us.as_deref().map(|us| format!("{}{dot}", terminal(us))).unwrap_or_default();
        let pinned = match self.report.clock {
            ClockSource::Portfolio => " (pinned by portfolio.yaml)",
            ClockSource::Flag | ClockSource::Today => "",
        };
        let right = format!("as of {}{pinned}", self.report.as_of);
        self.page.ends(style::TITLE, &format!("{us}calendar"), &right);
        self.page.rule();
        self.page.gap();
    }

    fn section(&mut self, title: &str, style: Style, entries: &[&Deadline]) {
        self.page.styled(style, title);
        for entry in entries {
            self.entry(entry);
        }
        self.page.gap();
    }

    fn entry(&mut self, entry: &Deadline) {
        let paper = self.page.paper;
        let name = paper.fitted(&terminal(self.whose(entry)), self.column);
        let head = format!("{}  {name}  ", entry.date.format("%a %Y-%m-%d"));
        let mut text = terminal(&self.report_text(entry)).into_owned();
        if let Some(until) = entry.until {
            let _ = write!(text, " until {until}");
        }
        self.page.wrapped(&head, &text);
        let at = format!("{}:{}:{}", terminal(&entry.at.file), entry.at.line, entry.at.column);
        let indent = " ".repeat(DATE + self.column + 2);
        let late = if entry.overdue { format!("{} late", count(-entry.days, "day")) } else { String::new() };
        let gap = match late.is_empty() {
            true => String::new(),
            false if indent.len() + late.width() + 2 + at.width() > paper.width => format!("\n{indent}"),
            false => "  ".to_owned(),
        };
        let _ = writeln!(self.page.text, "{indent}{late}{gap}{}{at}{Reset}", style::QUIET);
    }

    fn footer(&mut self, agenda: &Agenda) {
        if agenda.shown().next().is_none() {
            let text = if agenda.beyond > 0 {
                format!("Nothing is overdue, and nothing is due until {}.", agenda.last)
            } else {
                "No future dates are recorded. A record gets its dates from: `governance.cadence` and the \
                 reviews held, `term` with its `ends`, `renews` and `renewal_notice_days`, `next` of a decision, \
                 `due` of a commitment, `until` of a contribution."
                    .to_owned()
            };
            self.page.wrapped("", &text);
        }
        if agenda.beyond > 0 {
            let more = count(as_i64(agenda.beyond), "more date");
            let year =
                if agenda.days < YEAR { format!("; `--days {YEAR}` shows a year") } else { String::new() };
            let more = format!("{more} after {}{year}.", agenda.last);
            self.page.wrapped("", &more);
        }
        for entry in notices_beyond(self.report, agenda) {
            let day = entry.date.format("%a %Y-%m-%d");
            let whose = terminal(self.whose(entry)).into_owned();
            self.page.wrapped(
                "",
                &format!("Among them {day}, the last day to give notice to {whose}, which should end."),
            );
        }
        if self.report.unreadable() > 0 {
            let unread = format!(
                "{} could not be read and may hold more; `alliance audit` says why.",
                count(as_i64(self.report.unreadable()), "file")
            );
            self.page.wrapped("", &unread);
        }
    }
}

/// The same as a document: a table of what is overdue, and one for each month.
pub fn parts(report: &Report, agenda: &Agenda) -> Vec<Part> {
    let us = report.us.as_deref().map(|us| format!("{us}: ")).unwrap_or_default();
    let mut parts = vec![Part::Title(format!("{us}calendar"), format!("as of {}", long_day(report.as_of)))];
    let mut section = |heading: String, entries: &[&Deadline]| {
        let rows = entries.iter().map(|entry| {
            let late = match entry.overdue {
                true => format!(" ({} overdue)", count(-entry.days, "day")),
                false => String::new(),
            };
            let until = entry.until.map(|until| format!(" until {}", short_day(until))).unwrap_or_default();
            let whose = entry.alliance.map_or("The portfolio", |place| report.alliances[place].name.as_str());
            vec![format!("{}{late}", short_day(entry.date)), whose.to_owned(), said(report, entry) + &until]
        });
        let columns = vec![Column::text("DAY"), Column::text("ALLIANCE"), Column::text("WHAT").shrinks(1)];
        parts.push(Part::Heading(heading));
        parts.push(Part::Table(columns, rows.collect()));
    };
    if !agenda.overdue.is_empty() {
        section("Overdue".to_owned(), &agenda.overdue);
    }
    for entries in agenda.coming.chunk_by(|one, other| month(one) == month(other)) {
        section(month(entries[0]), entries);
    }
    if agenda.shown().next().is_none() {
        parts.push(Part::Text(format!(
            "Nothing is overdue, and nothing is due until {}.",
            long_day(agenda.last)
        )));
    }
    if agenda.beyond > 0 {
        let more = count(as_i64(agenda.beyond), "more date");
        parts.push(Part::Text(format!("{more} after {}.", long_day(agenda.last))));
    }
    for entry in notices_beyond(report, agenda) {
        let whose = entry.alliance.map_or("the portfolio", |place| report.alliances[place].name.as_str());
        let day = long_day(entry.date);
        parts.push(Part::Text(format!(
            "Among them {day}, the last day to give notice to {whose}, which should end."
        )));
    }
    spoken(&parts)
}

#[derive(Serialize)]
struct Calendar<'r> {
    version: u32,
    as_of: String,
    last: String,
    overdue: Vec<Entry<'r>>,
    coming: Vec<Entry<'r>>,
    beyond: usize,
}

#[derive(Serialize)]
struct Entry<'r> {
    date: String,
    until: Option<String>,
    days: i64,
    overdue: bool,
    kind: &'static str,
    alliance: Option<&'r str>,
    by: Option<&'r str>,
    text: &'r str,
    /// What is to be decided on that day.
    decides: Option<&'static str>,
    file: &'r str,
    line: usize,
    column: usize,
    path: &'r str,
    fingerprint: &'r str,
}

/// The same for programs, with a line feed at its end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json<'r>(report: &'r Report, agenda: &Agenda<'r>) -> Result<String> {
    let entries = |list: &[&'r Deadline]| list.iter().map(|entry| entry_of(report, entry)).collect();
    let calendar = Calendar {
        version: VERSION,
        as_of: report.as_of.to_string(),
        last: agenda.last.to_string(),
        overdue: entries(&agenda.overdue),
        coming: entries(&agenda.coming),
        beyond: agenda.beyond,
    };
    super::stream::Stream::json(calendar).text()
}

fn entry_of<'r>(report: &'r Report, entry: &'r Deadline) -> Entry<'r> {
    Entry {
        date: entry.date.to_string(),
        until: entry.until.map(|until| until.to_string()),
        days: entry.days,
        overdue: entry.overdue,
        kind: entry.occasion.word(),
        alliance: entry.alliance.map(|place| report.alliances[place].name.as_str()),
        by: entry.by.as_ref().map(Side::key),
        text: &entry.text,
        decides: report.decided_on(entry).map(Decision::word),
        file: &entry.at.file,
        line: entry.at.line,
        column: entry.at.column,
        path: &entry.path,
        fingerprint: &entry.fingerprint,
    }
}

/// The same as a table for a spreadsheet, a line for each entry.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(report: &Report, agenda: &Agenda) -> Result<String> {
    let headings = ["date", "until", "days", "overdue", "kind", "alliance", "by", "what", "file", "line"];
    let rows = agenda.shown().map(|entry| {
        let text = said(report, entry);
        let entry = entry_of(report, entry);
        [
            entry.date,
            entry.until.unwrap_or_default(),
            entry.days.to_string(),
            if entry.overdue { "yes" } else { "no" }.to_owned(),
            entry.kind.to_owned(),
            entry.alliance.unwrap_or_default().to_owned(),
            entry.by.unwrap_or_default().to_owned(),
            text,
            entry.file.to_owned(),
            entry.line.to_string(),
        ]
    });
    csv::table(headings, rows)
}
