//! The report for people in front of a terminal.

pub(super) mod block;
pub mod diagnostics;
mod lines;
pub mod markdown;
pub mod page;
pub mod score;
mod screen;

use std::fmt::Write;

use anstyle::Reset;

use crate::model::{grouped, money};
use crate::render::escape::terminal;
use crate::render::overview;
use crate::render::style;
use crate::report::{AllianceReport, Area, AreaMark, Counts, Report, ReportedFinding};
use crate::text::{count, initialled};

use lines::endings;
use page::{Column, Page, Paper, as_i64};

pub(crate) use lines::{counted, header, shown_score};

/// Below this width the table has only what decides.
const NARROW: usize = 72;
/// From this width on the table has a mark for each area.
const WIDE: usize = 100;
/// From this width on the areas have their names, the scores their bars, and the owners theirs in full.
const WIDEST: usize = 140;
/// The areas of one alliance, with a letter and a heading each.
const AREAS: [(Area, &str, &str); 8] = [
    (Area::Identity, "I", "IDE"),
    (Area::Strategy, "S", "STR"),
    (Area::Exchange, "X", "EXC"),
    (Area::Metrics, "M", "MET"),
    (Area::Exit, "E", "EXI"),
    (Area::Governance, "G", "GOV"),
    (Area::Evolution, "V", "EVO"),
    (Area::Measurement, "A", "MEA"),
];

/// The report: one screen of a whole portfolio, or with `full` everything; of records that were named, always everything.
pub fn report(report: &Report, paper: Paper, full: bool) -> String {
    let mut page = Page::new(paper);
    if report.whole && !full {
        screen::screen(&mut page, report);
        return page.text;
    }
    header(&mut page, report);
    overview(&mut page, report);
    table(&mut page, report);
    block::coming_up(&mut page, report);
    block::portfolio(&mut page, report);
    for alliance in report.by_urgency() {
        block::alliance(&mut page, alliance);
    }
    footer(&mut page, report);
    page.text
}

/// Why a portfolio's file could not be read at all.
pub fn unreadable_portfolio(mistakes: &[ReportedFinding]) -> String {
    let mut text = String::new();
    for mistake in mistakes {
        let at = &mistake.at;
        let _ = writeln!(text, "{}error{Reset}: {}", style::ERROR, terminal(&mistake.headline));
        let _ = writeln!(text, "  --> {}:{}:{}", terminal(&at.file), at.line, at.column);
        if !mistake.fix.is_empty() {
            let _ = writeln!(text, "  fix: {}", terminal(&mistake.fix.to_string()));
        }
    }
    text + "nothing was audited: this file says where the records are and how to judge them"
}

/// Verdicts, attention, value and recall, a line each.
fn overview(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let verdicts: Vec<String> = report
        .verdicts
        .iter()
        .filter(|(decision, _)| *decision != crate::report::Decision::Nothing)
        .map(|(decision, number)| format!("{number} {decision}"))
        .collect();
    if !verdicts.is_empty() {
        page.wrapped("Decide    ", &paper.parts(verdicts));
    }
    if report.whole {
        page.wrapped("Focus     ", &attention(paper, report));
    }
    page.wrapped("Value     ", &value(report));
    let focus = &report.focus;
    if report.whole && focus.strategic > 0 {
        let have = if focus.strategic == 1 { "has" } else { "have" };
        let recall = format!(
            "{} of {} running strategic {} {have} a named commercial owner and at least one full review",
            focus.recalled,
            focus.strategic,
            if focus.strategic == 1 { "alliance" } else { "alliances" },
        );
        page.wrapped("Recall    ", &recall);
    }
    let waived = (report.waived_count() > 0).then(|| format!("{} waived", report.waived_count()));
    let found = [counted(paper, Counts::of(report.all_findings()))].into_iter().chain(waived);
    page.wrapped("Findings  ", &paper.parts(found));
    if !report.whole {
        page.wrapped(
            "          ",
            "Only part of the portfolio was read: the rules about the portfolio as a whole are left out.",
        );
    }
    page.gap();
}

fn attention(paper: Paper, report: &Report) -> String {
    let focus = &report.focus;
    let (low, high) = focus.ideal;
    let alliances = format!(
        "{} ({low} to {high} can be managed well)",
        count(as_i64(focus.strategic), "strategic alliance")
    );
    let hours = match focus.capacity {
        Some(capacity) => {
            let ended = report.attention.ending();
            let names: Vec<String> =
                ended.iter().map(|place| terminal(&report.alliances[*place].name).into_owned()).collect();
            let decided = match names.as_slice() {
                [] => String::new(),
                names => format!(
                    ", {} without {}",
                    grouped(report.attention.decided()),
                    crate::text::listed(names)
                ),
            };
            format!("{} of {} hours a month{decided}", grouped(focus.hours), grouped(capacity))
        }
        None => format!("{} hours a month, capacity not recorded", grouped(focus.hours)),
    };
    paper.parts([alliances, hours])
}

/// What everything brought that would not have come anyway, and how much of the reported figure that is.
pub(crate) fn value(report: &Report) -> String {
    let worth = &report.worth;
    let currency = &terminal(&report.currency);
    let months = count(i64::from(worth.months), "month");
    let mut text = match worth.surviving_percent() {
        Some(percent) => format!(
            "{} in {months} is incremental: business we would not have won without the alliances ({percent} % of the {} reported)",
            money(worth.incremental, currency),
            money(worth.gross, currency)
        ),
        None => format!("nothing recorded in the last {months} shows incremental value"),
    };
    if worth.unproven > 0 {
        let results = count(i64::from(worth.unproven), "result");
        let of = match worth.unproven_gross.is_zero() {
            true => String::new(),
            false => format!(" of {}", money(worth.unproven_gross, currency)),
        };
        let _ = write!(text, "; {results}{of} unproven");
    }
    if let Some(evidence) = worth.evidence() {
        let _ = write!(text, "; {evidence}");
    }
    text
}

fn table(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let wide = paper.width >= WIDE;
    let widest = paper.width >= WIDEST;
    let narrow = paper.width < NARROW;
    let mut columns = vec![
        Column::text("ALLIANCE").shrinks(3),
        Column::text("TYPE"),
        Column::text("VERDICT"),
        Column::text(if widest { "STRUCTURE" } else { "SCORE" }),
    ];
    if wide {
        let last = AREAS.len() - 1;
        columns.extend(AREAS.iter().enumerate().map(|(at, (_, letter, heading))| {
            let column = Column::text(if widest { heading } else { letter });
            if at == last { column } else { column.close() }
        }));
    }
    columns.extend([
        Column::number("E").close(),
        Column::number("W"),
        Column::text("OWNER").shrinks(2),
        Column::text("LAST REVIEW"),
    ]);
    let mut rows: Vec<Vec<String>> =
        report.by_urgency().into_iter().map(|alliance| row(paper, alliance, wide, widest)).collect();
    if narrow {
        // Type and counts are in each alliance's own block.
        for dropped in [5, 4, 1] {
            columns.remove(dropped);
            rows.iter_mut().for_each(|row| drop(row.remove(dropped)));
        }
    }
    page.table(&columns, &rows);
    let marks = "ok met, ! weakness, x not met, ? too little to tell, - does not apply; E errors, W warnings";
    if widest {
        page.styled(
            style::QUIET,
            "areas: identity, strategy, exchange, metrics, exit, governance, evolution, measurement",
        );
        page.styled(style::QUIET, marks);
    } else if wide {
        page.styled(
            style::QUIET,
            "areas: Identity Strategy eXchange Metrics Exit Governance eVolution meAsurement",
        );
        page.styled(style::QUIET, &marks.replace("ok met", ". met"));
    }
    page.gap();
}

/// One alliance in the table.
fn row(paper: Paper, alliance: &AllianceReport, wide: bool, widest: bool) -> Vec<String> {
    let kind = match (alliance.readable, alliance.kind) {
        (false, _) => "not read",
        (true, None) => "?",
        (true, Some(kind)) => kind.word(),
    };
    let verdict =
        alliance.health.as_ref().map_or("cannot be read", |health| overview::said(health.verdict.decision));
    let score = alliance.health.as_ref().and_then(|health| health.score.as_ref()).map(|it| it.raw.score);
    let score = match score {
        Some(score) if widest => format!("{} {score:3}", paper.bar(score)),
        Some(score) => format!("{score:3}"),
        None => "  -".to_owned(),
    };
    let mut row = vec![terminal(&alliance.name).into_owned(), kind.to_owned(), verdict.to_owned(), score];
    if wide {
        row.extend(AREAS.iter().map(|(area, ..)| match alliance.area(*area) {
            AreaMark::Met if !widest => ".".to_owned(),
            mark => self::mark(mark).to_owned(),
        }));
    }
    let counts = alliance.counts();
    row.extend([counts.errors, counts.warnings].map(|number| number.to_string()));
    // Of a file that could not be read nothing is known, not even that nobody owns it.
    let unknown = |word: &str| if alliance.readable { word.to_owned() } else { String::new() };
    row.push(match alliance.owner.as_deref() {
        Some(owner) if widest => terminal(owner).into_owned(),
        Some(owner) => terminal(&initialled(owner)).into_owned(),
        None => unknown("nobody"),
    });
    row.push(alliance.last_review.map_or_else(|| unknown("none"), |date| date.to_string()));
    row
}

fn footer(page: &mut Page, report: &Report) {
    let paper = page.paper;
    page.rule();
    endings(page, report);
    let counts = Counts::of(report.all_findings());
    let read = report.alliances.len() - report.unreadable();
    let unreadable = match report.unreadable() {
        0 => String::new(),
        unreadable => format!(", {unreadable} could not be read"),
    };
    let unreadable = match report.read_in_part() {
        0 => unreadable,
        some => format!("{unreadable}, {some} only in part"),
    };
    let summary = paper.parts([
        format!("{} read{unreadable}", count(as_i64(read), "record")),
        format!("{} on", count(as_i64(report.rules_on), "rule")),
        counted(paper, counts),
        format!("{} waived", report.waived_count()),
    ]);
    page.wrapped("", &summary);
    if report.misconfigured {
        page.wrapped("", "portfolio.yaml has errors: settings may not be as you mean them. Fix them first.");
    }
    if counts.total() > 0 {
        page.wrapped("", "`alliance brief NAME` is the pre-read for a review, `alliance explain` says more about a finding or a term.");
    }
}

fn mark(mark: AreaMark) -> &'static str {
    match mark {
        AreaMark::Met => "ok",
        AreaMark::Warning => "!",
        AreaMark::Error => "x",
        AreaMark::Unknown => "?",
        AreaMark::None => "-",
    }
}
