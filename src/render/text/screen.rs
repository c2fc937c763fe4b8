//! The report on one screen: what to decide, by when, at what price and why, and what follows from it.

use anstyle::Reset;

use super::lines::{endings, header};
use super::page::{Page, as_i64, visible};
use crate::model::{grouped, hours};
use crate::render::document;
use crate::render::escape::terminal;
use crate::render::overview::{self, Phrase};
use crate::render::style;
use crate::report::deadlines::Agenda;
use crate::report::{Area, Counts, Decide, Decision, Monthly, Report, ReportedFinding};
use crate::text::{clipped, count};

/// Most decisions, files and names that one screen has room for.
const DECISIONS: usize = 7;
const FILES: usize = 6;
const NAMES: usize = 4;
/// How far ahead it looks, in days.
const AHEAD: u32 = 45;
/// Least room for a reason beside the rest of its line; with less it goes below.
const LEAST_REASON: usize = 44;
/// Longest reason.
const REASON: usize = 110;

/// Puts it together.
pub(super) fn screen(page: &mut Page, report: &Report) {
    header(page, report);
    headline(page, report);
    page.gap();
    decisions(page, report);
    files(page, report);
    outlook(page, report);
    endings(page, report);
    pointers(page, report);
}

fn headline(page: &mut Page, report: &Report) {
    let (phrases, rest) = overview::headline(report);
    let said = |phrase: &Phrase| {
        let style = if phrase.tone == "end" { style::ERROR } else { style::GOOD };
        let names: String = match &phrase.number {
            Some(number) => format!("{style}{number}{Reset}"),
            None => phrase
                .names
                .iter()
                .map(|(name, joint)| format!("{style}{}{Reset}{joint}", terminal(name)))
                .collect(),
        };
        format!("{} {names}. ", phrase.verb)
    };
    let phrases: String = phrases.iter().map(said).collect();
    page.wrapped("", &format!("{phrases}{}", terminal(&rest)));
    for note in overview::notes(report) {
        page.wrapped("", &note);
    }
    let paper = page.paper;
    let figures = overview::figures(report).into_iter().map(|figure| {
        let short = terminal(&figure.short).into_owned();
        if figure.over { format!("{}{short}{Reset}", style::ERROR) } else { short }
    });
    page.wrapped("", &paper.parts(figures));
}

/// One line, or two, for each decision: who, what, by when, for how much, and why.
fn decisions(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let all = overview::to_decide(report);
    let shown: Vec<&Decide> = all.iter().take(DECISIONS).copied().collect();
    if shown.is_empty() {
        return;
    }
    let rows: Vec<[String; 5]> = shown
        .iter()
        .map(|decide| {
            let alliance = &report.alliances[decide.alliance];
            [
                terminal(&alliance.name).into_owned(),
                decide.decision.map_or("", Decision::word).to_owned(),
                report.decide_by(alliance).map_or("no day set".to_owned(), |by| by.cell()),
                report.price_of_waiting(alliance).map_or("-".to_owned(), price),
                match report.by_quarter(alliance) {
                    Some(quarters) => document::bars(quarters.iter().map(|(_, known)| *known), paper.ascii),
                    None => "-".to_owned(),
                },
            ]
        })
        .collect();
    let quarter = format!("COST, {}/QUARTER", terminal(&report.currency));
    let headings = ["ALLIANCE", "RECOMMENDED", "DECIDE BY", &quarter, "EARNED"];
    // What a record says may be long; our own words never are.
    let most = [paper.width / 4, 20, 18, 14, 6];
    let room: Vec<usize> = (0..headings.len())
        .map(|at| {
            let cells = rows.iter().map(|row| visible(&row[at])).chain([headings[at].len()]);
            cells.max().unwrap_or(0).min(most[at].max(headings[at].len()))
        })
        .collect();
    let narrow = room.iter().sum::<usize>() + 3 + 2 * 4 > paper.width;
    let beside = paper.width >= room.iter().sum::<usize>() + 3 + 2 * 5 + LEAST_REASON;
    let line = |cells: &[String]| -> String {
        let mut line = String::new();
        for (at, cell) in cells.iter().enumerate() {
            if narrow && at > 2 {
                continue;
            }
            let cell = match at {
                3 => format!("{}{cell}", " ".repeat(room[at].saturating_sub(visible(cell)))),
                _ => paper.fitted(cell, room[at]),
            };
            line += &cell;
            line += "  ";
        }
        line
    };
    let because = if beside { "BECAUSE" } else { "" };
    page.styled(style::QUIET, &format!("   {}{because}", line(&headings.map(str::to_owned))));
    for (rank, (decide, row)) in shown.iter().zip(&rows).enumerate() {
        let [name, word, by, ..] = row;
        let late = report.decide_by(&report.alliances[decide.alliance]).is_some_and(|by| by.late > 0);
        let tone = decide.decision.map_or(style::WARNING, style::of_decision);
        let plain = line(row);
        // Coloured once they are in place, so that no escape counts as a letter.
        let (name, word, by) =
            (paper.fitted(name, room[0]), paper.fitted(word, room[1]), paper.fitted(by, room[2]));
        let rest = plain.get(name.len() + word.len() + by.len() + 6..).unwrap_or_default();
        let by = if late { format!("{}{by}{Reset}", style::ERROR) } else { by };
        let head = format!("{:2} {}{name}{Reset}  {tone}{word}{Reset}  {by}  {rest}", rank + 1, style::TITLE);
        let out = overview::way_out(report, &report.alliances[decide.alliance]);
        // By when to leave says more here than what it has taken: the page and the brief have room for both.
        let reason = match out {
            Some(out) => format!("{}; {out}", decide.reason.split("; ").next().unwrap_or_default()),
            None => decide.reason.clone(),
        };
        let reason = terminal(&clipped(&reason, REASON)).into_owned();
        if beside {
            page.wrapped(&head, &reason);
        } else {
            page.line(&head);
            page.wrapped("   ", &reason);
        }
    }
    let more = all.len().saturating_sub(DECISIONS);
    if more > 0 {
        page.line(&format!(
            "   and {} to decide on: `alliance summary`",
            count(as_i64(more), "more alliance")
        ));
    }
    page.gap();
}

/// A quarter of going on as today: money where it is known, otherwise hours.
fn price(quarter: Monthly) -> String {
    match (quarter.money, quarter.hours) {
        (Some(money), _) if !money.is_zero() => grouped(money.round()),
        (_, Some(time)) => hours(time),
        _ => "-".to_owned(),
    }
}

/// The mistakes of portfolio.yaml, and the first one of each other file that has any.
fn files(page: &mut Page, report: &Report) {
    let of_reading = |finding: &&ReportedFinding| finding.rule.area == Area::Record;
    let settings = report.findings.iter().filter(|_| report.misconfigured).filter(of_reading);
    let wrong = overview::to_fix(report);
    let first = wrong.iter().filter_map(|alliance| {
        let mistakes = alliance.findings.iter().filter(of_reading);
        mistakes.min_by_key(|finding| (finding.at.line, finding.at.column))
    });
    let all: Vec<&ReportedFinding> = settings.chain(first).collect();
    if all.is_empty() {
        return;
    }
    page.styled(style::TITLE, "FIX THESE FILES");
    for finding in all.iter().take(FILES) {
        let at = format!("{}:{}:{}", terminal(&finding.at.file), finding.at.line, finding.at.column);
        let what = match finding.fix.without_example() {
            Some(advice) => format!("{}; {advice}", finding.headline),
            None => finding.headline.clone(),
        };
        page.wrapped(&format!("   {at}  "), &terminal(&what));
    }
    let rest = all.len().saturating_sub(FILES);
    let more =
        if rest > 0 { format!("and {}: ", count(as_i64(rest), "more mistake")) } else { String::new() };
    page.wrapped("   ", &format!("{more}`alliance check` shows every mistake with its fix"));
    page.gap();
}

/// What follows if all is decided and if nothing is, and which ones stay.
fn outlook(page: &mut Page, report: &Report) {
    if let Some(outlook) = overview::outlook(report) {
        page.wrapped("", &terminal(&outlook));
    }
    let keep: Vec<String> = overview::keep(report)
        .into_iter()
        .map(|(how, names)| format!("{how}: {}.", terminal(&overview::some_names(&names, NAMES))))
        .collect();
    if !keep.is_empty() {
        page.wrapped("", &keep.join(" "));
    }
}

/// Where to look next.
fn pointers(page: &mut Page, report: &Report) {
    let agenda = Agenda::within(&report.agenda, report.as_of, AHEAD);
    let mut next = Vec::new();
    if agenda.shown().next().is_some() {
        next.push(format!(
            "{} overdue and {} due in {AHEAD} days: `alliance calendar`",
            agenda.overdue.len(),
            agenda.coming.len()
        ));
    }
    let found = Counts::of(report.all_findings());
    if found.total() > 0 {
        next.push(format!("{}: `alliance audit --full`", count(as_i64(found.total()), "finding")));
    }
    if let Some(first) = overview::to_decide(report).first() {
        let stem = std::path::Path::new(&*report.alliances[first.alliance].file).file_stem();
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        next.push(format!("the first in full: `alliance brief {}`", terminal(&stem)));
    }
    if !next.is_empty() {
        page.wrapped("", &format!("{}.", crate::text::capital(&next.join("; "))));
    }
}
