//! The report for people in front of a terminal.

pub(super) mod block;
pub mod diagnostics;
pub mod markdown;
pub mod page;
pub mod score;

use std::fmt::Write;

use anstyle::Reset;

use crate::load::Source;
use crate::model::{Ending, Portfolio, grouped};
use crate::render::escape::terminal;
use crate::render::style;
use crate::report::{AllianceReport, AreaMark, ClockSource, Counts, Report};
use crate::rules::evolution::common::{money, spent};
use crate::rules::{Area, Severity};
use crate::text::{clipped, count, initialled, listed};
use page::{Column, Page, Paper, as_i64};

/// Below this width the table has only what decides.
const NARROW: usize = 72;
/// From this width on the table has a mark for each area.
const WIDE: usize = 100;
/// From this width on the areas have their names, the scores their bars, and the owners theirs in full.
const WIDEST: usize = 140;
/// Longest list of what to look at first.
const DECIDE_FIRST: usize = 7;
/// Least room for the reason of a decision beside the rest of its line.
const LEAST_REASON: usize = 28;
/// Longest reason there.
const REASON: usize = 110;
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

/// The whole report. Alliances on which nothing has to be decided have a line in the table; `full` tells of them, too.
pub fn report(report: &Report, paper: Paper, full: bool) -> String {
    let mut page = Page::new(paper);
    header(&mut page, report);
    overview(&mut page, report);
    decide_first(&mut page, report);
    table(&mut page, report);
    block::coming_up(&mut page, report);
    block::portfolio(&mut page, report);
    let told = |alliance: &&AllianceReport| full || !report.whole || alliance.is_to_decide();
    let (shown, hidden): (Vec<&AllianceReport>, Vec<&AllianceReport>) =
        report.by_urgency().into_iter().partition(told);
    for alliance in shown {
        block::alliance(&mut page, alliance);
    }
    footer(&mut page, report, &hidden);
    page.text
}

/// Why a portfolio's file could not be read at all.
pub fn unreadable_portfolio(source: &Source<Portfolio>) -> String {
    let mut text = String::new();
    for mistake in &source.mistakes {
        let place = source.place_of(mistake);
        let _ = writeln!(text, "{}error{Reset}: {}", style::ERROR, terminal(&mistake.message));
        let _ = writeln!(text, "  --> {}:{}:{}", terminal(&source.path), place.line, place.column);
        if !mistake.fix.is_empty() {
            let _ = writeln!(text, "  fix: {}", terminal(&mistake.fix));
        }
    }
    text + "nothing was audited: this file says where the records are and how to judge them"
}

/// Whose portfolio, how many records, and on which day they were judged.
pub(crate) fn header(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let us = report.us.as_deref().map(|us| format!("{}{}", terminal(us), paper.dot())).unwrap_or_default();
    let pinned = match report.clock {
        ClockSource::Portfolio => " (pinned by portfolio.yaml)",
        ClockSource::Flag | ClockSource::Today => "",
    };
    let right = paper
        .parts([count(as_i64(report.alliances.len()), "record"), format!("as of {}{pinned}", report.as_of)]);
    page.ends(style::TITLE, &format!("{us}alliance portfolio"), &right);
    page.rule();
    if report.portfolio_file.is_none() {
        page.wrapped("", "No portfolio.yaml was found here or above: every rule is at its default, amounts are in EUR, and no capacity is known.");
    }
}

/// Verdicts, attention, value and recall, a line each.
fn overview(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let verdicts: Vec<String> =
        report.verdicts.iter().map(|(decision, number)| format!("{number} {decision}")).collect();
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
            "{} in {months} would not have come without the alliances ({percent} % of the {} reported)",
            money(worth.incremental, currency),
            money(worth.gross, currency)
        ),
        None => format!(
            "nothing recorded in the last {months} shows what would not have come without the alliances"
        ),
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

fn decide_first(page: &mut Page, report: &Report) {
    if report.decide.is_empty() {
        return;
    }
    page.styled(style::TITLE, "DECIDE FIRST");
    let paper = page.paper;
    let shown = || report.decide.iter().take(DECIDE_FIRST);
    let word = |decision: Option<crate::health::Decision>| decision.map_or("cannot be read", |it| it.word());
    let by = |decide: &crate::report::Decide| {
        report.decide_by(&report.alliances[decide.alliance]).map_or("-".to_owned(), |by| by.cell())
    };
    let price = |decide: &crate::report::Decide| {
        let price = report.price_of_waiting(&report.alliances[decide.alliance]);
        let spent = price.map(|price| spent(price, &terminal(&report.currency))).unwrap_or_default();
        spent.last().cloned().unwrap_or_else(|| "-".to_owned())
    };
    let room = |cell: &dyn Fn(&crate::report::Decide) -> String, heading: &str| {
        shown().map(|decide| page::visible(&cell(decide))).max().unwrap_or(0).max(heading.len())
    };
    let name =
        |decide: &crate::report::Decide| terminal(&report.alliances[decide.alliance].name).into_owned();
    let name_room = room(&name, "ALLIANCE").min(paper.width / 4);
    let word_room = room(&|decide| word(decide.decision).to_owned(), "DECIDE");
    let (by_room, price_room) = (room(&by, "BY"), room(&price, "A QUARTER"));
    // Where the reason would have no room left it goes below.
    let head = 3 + name_room + 2 + word_room + 2 + by_room + 2 + price_room + 2;
    let beside = paper.width >= head + LEAST_REASON;
    if beside {
        page.styled(
            style::QUIET,
            &format!(
                "   {:name_room$}  {:word_room$}  {:by_room$}  {:>price_room$}  BECAUSE",
                "ALLIANCE", "DECIDE", "BY", "A QUARTER"
            ),
        );
    }
    for (rank, decide) in shown().enumerate() {
        let name = paper.fitted(&name(decide), name_room);
        let style = decide.decision.map_or(style::WARNING, style::of_decision);
        let word = word(decide.decision);
        let head = format!("{:2} {name}  {style}{word:word_room$}{Reset}  ", rank + 1);
        let (by, price) = (by(decide), price(decide));
        if beside {
            page.wrapped(
                &format!("{head}{by:by_room$}  {price:>price_room$}  "),
                &terminal(&clipped(&decide.reason, REASON)),
            );
        } else {
            let pad = " ".repeat(word_room.saturating_sub(word.len()));
            page.line(&format!("{:2} {name}  {style}{word}{Reset}{pad}  {by}", rank + 1));
            let price = if price == "-" { String::new() } else { format!("{price} a quarter: ") };
            page.wrapped("   ", &format!("{price}{}", terminal(&clipped(&decide.reason, REASON))));
        }
    }
    let rest = report.decide.len().saturating_sub(DECIDE_FIRST);
    if rest > 0 {
        page.line(&format!("   and {} to decide on, below", count(as_i64(rest), "more alliance")));
    }
    page.gap();
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
        (true, Some(kind)) => kind,
    };
    let verdict = alliance.health.as_ref().map_or("cannot be read", |health| health.verdict.decision.word());
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

/// What came of an alliance, in a sentence.
fn came_to(ending: Ending) -> &'static str {
    match ending {
        Ending::Achieved => "did what they were made for",
        Ending::Partly => "did some of it",
        Ending::Failed => "failed",
        Ending::Overtaken => "were overtaken by something else",
        Ending::Refused => "were turned down",
    }
}

fn footer(page: &mut Page, report: &Report, hidden: &[&AllianceReport]) {
    let paper = page.paper;
    page.rule();
    block::left_out(page, hidden);
    if let Some(endings) = report.endings() {
        let all: usize = endings.iter().map(|(_, count)| count).sum();
        let each: Vec<String> =
            endings.iter().map(|(ending, count)| format!("{count} {}", came_to(*ending))).collect();
        page.wrapped("", &format!("Of {all} alliances that have ended here, {}.", listed(&each)));
    }
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

/// `2 errors · 1 warning`.
pub(crate) fn counted(paper: Paper, counts: Counts) -> String {
    if counts.total() == 0 {
        return "no findings".to_owned();
    }
    let found = Severity::ALL.into_iter().map(|severity| (counts.of_severity(severity), severity));
    let found = found.filter(|(number, _)| *number > 0);
    paper.parts(found.map(|(number, severity)| count(as_i64(number), severity.word())))
}

/// A score with its band, and what it would be if accepted exceptions counted as met.
pub(crate) fn shown_score(alliance: &AllianceReport) -> Option<String> {
    let score = alliance.health.as_ref()?.score.as_ref()?;
    let honoured = match score.honoured.score {
        same if same == score.raw.score => String::new(),
        honoured => format!(", {honoured} with what is accepted"),
    };
    let before = match score.raw.average {
        average if average == score.raw.score => String::new(),
        average => format!(", {average} before the cap"),
    };
    Some(format!("{} of 100 ({}{before}{honoured})", score.raw.score, score.band()))
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
