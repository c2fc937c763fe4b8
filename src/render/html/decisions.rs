//! The first screen: what to decide, in words that need no explanation, and the four figures behind it.

use super::{Report, alliance_link, capital, tone, verdict, word};
use crate::health::Decision;
use crate::model::grouped;
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, Counts};
use crate::rules::evolution::common::{money, spent};
use crate::text::{count, shorten};

/// Longest name in the headline, and how many names it takes.
const LONGEST: usize = 60;
const NAMES: usize = 2;
/// Longest list of decisions that is open when the page is.
const SHOWN: usize = 9;

/// The first screen.
pub(super) struct Top<'r> {
    pub(super) headline: Vec<Phrase>,
    /// What the headline leaves out.
    pub(super) rest: String,
    pub(super) figures: Vec<Figure>,
    pub(super) decisions: Vec<Choice<'r>>,
    /// Those for which the first screen has no room.
    pub(super) more: Vec<Choice<'r>>,
    pub(super) notes: Vec<String>,
}

/// A sentence of the headline: a verb and whom it is about.
pub(super) struct Phrase {
    pub(super) tone: &'static str,
    pub(super) verb: &'static str,
    pub(super) names: Vec<(String, &'static str)>,
    /// In place of names where there are too many.
    pub(super) number: Option<String>,
}

/// A figure with what it says.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) figure: String,
    pub(super) says: String,
    /// Whether it is outside of what is healthy.
    pub(super) over: bool,
}

/// Something to decide.
pub(super) struct Choice<'r> {
    pub(super) name: &'r str,
    pub(super) link: String,
    pub(super) word: &'static str,
    pub(super) tone: &'static str,
    pub(super) reason: String,
    pub(super) price: Option<(&'static str, String)>,
    pub(super) day: Option<(&'static str, String)>,
}

/// Puts the first screen together.
pub(super) fn top(report: &Report) -> Top<'_> {
    let mut decisions: Vec<Choice> = report.decide.iter().map(|decide| choice(report, decide)).collect();
    let more = decisions.split_off(decisions.len().min(SHOWN));
    let headline = headline(report);
    let named: usize = [Decision::WindDown, Decision::FinishExit, Decision::Deepen]
        .iter()
        .map(|decision| report.decide.iter().filter(|decide| decide.decision == Some(*decision)).count())
        .sum();
    let rest = match (report.decide.len() - named, headline.is_empty()) {
        (0, true) => "Nothing has to be decided.".to_owned(),
        (0, false) => String::new(),
        (1, true) => "One alliance needs a decision.".to_owned(),
        (left, true) => format!("{left} alliances need a decision."),
        (1, false) => "One more needs a decision.".to_owned(),
        (left, false) => format!("{left} more need a decision."),
    };
    Top { headline, rest, figures: figures(report), decisions, more, notes: notes(report) }
}

fn headline(report: &Report) -> Vec<Phrase> {
    let phrase = |verb, tone, such: &[Decision]| {
        let mut names: Vec<String> = report
            .decide
            .iter()
            .filter(|decide| decide.decision.is_some_and(|decision| such.contains(&decision)))
            .map(|decide| shorten(&report.alliances[decide.alliance].name, LONGEST))
            .collect();
        let many = names.len();
        let number = (many > NAMES).then(|| count(as_i64(many), "alliance"));
        if number.is_some() {
            names.clear();
        }
        let last = names.len().saturating_sub(1);
        let names =
            names.into_iter().enumerate().map(|(at, name)| (name, if at == last { "" } else { " and " }));
        (many > 0).then(|| Phrase { tone, verb, names: names.collect(), number })
    };
    [
        phrase("End", "end", &[Decision::WindDown, Decision::FinishExit]),
        phrase("Deepen", "build", &[Decision::Deepen]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn figures(report: &Report) -> Vec<Figure> {
    let focus = &report.focus;
    let mut figures = Vec::new();
    if report.whole {
        figures.push(match focus.capacity {
            Some(capacity) => Figure {
                name: "Attention",
                figure: format!("{} of {}", grouped(focus.hours), grouped(capacity)),
                says: "hours of management a month are taken".to_owned(),
                over: focus.hours > capacity,
            },
            None => Figure {
                name: "Attention",
                figure: grouped(focus.hours),
                says: "hours of management a month; how many there are is not recorded".to_owned(),
                over: false,
            },
        });
        let (low, high) = focus.ideal;
        let strategic = u32::try_from(focus.strategic).unwrap_or(u32::MAX);
        figures.push(Figure {
            name: "Focus",
            figure: focus.strategic.to_string(),
            says: format!("live strategic alliances; {low} to {high} is the working range"),
            over: strategic > high,
        });
    }
    let worth = &report.worth;
    let currency = &report.currency;
    figures.push(match worth.surviving_percent() {
        Some(percent) => Figure {
            name: "Value",
            figure: format!("{percent} %"),
            says: format!(
                "of {} reported would not have come anyway: {} in {}{}",
                money(worth.gross, currency),
                money(worth.incremental, currency),
                count(i64::from(worth.months), "month"),
                worth.evidence().map(|evidence| format!("; {evidence}")).unwrap_or_default()
            ),
            over: false,
        },
        None => Figure {
            name: "Value",
            figure: "none".to_owned(),
            says: format!("no incremental value on record for {}", count(i64::from(worth.months), "month")),
            over: true,
        },
    });
    if report.whole && focus.strategic > 0 {
        figures.push(Figure {
            name: "Recall",
            figure: format!("{} of {}", focus.recalled, focus.strategic),
            says: "have a commercial owner and a substantive review on record".to_owned(),
            over: focus.recalled < focus.strategic,
        });
    } else {
        let found = Counts::of(report.all_findings());
        figures.push(Figure {
            name: "Findings",
            figure: found.errors.to_string(),
            says: format!("errors, and {}", count(as_i64(found.warnings), "warning")),
            over: found.errors > 0,
        });
    }
    figures
}

fn choice<'r>(report: &'r Report, decide: &crate::report::Decide) -> Choice<'r> {
    let alliance = &report.alliances[decide.alliance];
    let day = day(report, alliance);
    // The day has a column of its own.
    let reason = match alliance.health.as_ref().and_then(|health| health.verdict.day) {
        Some(day) => {
            let end = format!("; {} {}", day.what, day.date);
            decide.reason.strip_suffix(&end).unwrap_or(&decide.reason)
        }
        None => &decide.reason,
    };
    Choice {
        name: &alliance.name,
        link: alliance_link(decide.alliance),
        word: word(verdict(alliance)),
        tone: tone(verdict(alliance)),
        reason: capital(reason),
        price: price(report, alliance),
        day,
    }
}

/// What it costs to leave it as it is: a quarter of drift, or what it takes in a month.
fn price(report: &Report, alliance: &AllianceReport) -> Option<(&'static str, String)> {
    let health = alliance.health.as_ref()?;
    let (what, cost) = match &health.drift {
        Some(drift) => ("one more quarter", drift.quarter),
        None => ("a month", health.monthly),
    };
    let spent = spent(cost, &report.currency);
    (!spent.is_empty()).then(|| (what, spent.join(", ")))
}

/// The day of the verdict, else the next day on which something falls due.
fn day(report: &Report, alliance: &AllianceReport) -> Option<(&'static str, String)> {
    use crate::facts::deadlines::Occasion::{Decision, NoticeDeadline, Review};
    if let Some(day) = alliance.health.as_ref()?.verdict.day {
        return Some((day.what, day.date.to_string()));
    }
    let kinds = [(Decision, "decision due"), (Review, "review due"), (NoticeDeadline, "notice by")];
    kinds.into_iter().find_map(|(occasion, what)| {
        let entry = report.next(alliance, occasion)?;
        let late = if entry.overdue { " (overdue)" } else { "" };
        Some((what, format!("{}{late}", entry.date)))
    })
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    if report.portfolio_file.is_none() {
        notes.push("No portfolio.yaml was found: every rule is at its default, amounts are in EUR, and no capacity is known.".to_owned());
    }
    if report.misconfigured {
        notes.push(
            "portfolio.yaml has mistakes: settings may not be as you mean them. Mend them first.".to_owned(),
        );
    }
    if !report.whole {
        notes.push(
            "Only a part of the portfolio was read: the rules about the whole are left out.".to_owned(),
        );
    }
    if report.unreadable() > 0 {
        notes.push(format!(
            "{} could not be read; what is wrong is said below.",
            count(as_i64(report.unreadable()), "file")
        ));
    }
    notes
}
