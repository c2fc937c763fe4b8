//! The list for people: a heading for each person, what matters most first, and the gaps of an alliance as one line.

use std::cmp::Reverse;

use crate::render::document::{Part, spoken};
use crate::render::text::page::as_i64;
use crate::report::actions::{Action, instruction};
use crate::report::{Remedy, Report};
use crate::text::{capital, clipped, count, listed, long_day, number_word, short_day};

/// How an action is settled, in the order in which a person takes them up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Decide,
    Agree,
    Do,
    Write,
}

impl Group {
    const ALL: [Self; 4] = [Self::Decide, Self::Agree, Self::Do, Self::Write];

    fn of(remedy: Option<Remedy>) -> Self {
        match remedy {
            None | Some(Remedy::Decide) => Self::Decide,
            Some(Remedy::Agree) => Self::Agree,
            Some(Remedy::Do) => Self::Do,
            Some(Remedy::Record) => Self::Write,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Decide => "Decide",
            Self::Agree => "Agree with the partner",
            Self::Do => "Do",
            Self::Write => "Write down",
        }
    }
}

/// How many actions of a person are told; the rest are counted.
const MOST: usize = 10;

/// Longest instruction, and longest reason behind it.
const WHAT: usize = 150;

const BECAUSE: usize = 130;

/// One line of the list for people: one action, or the gaps of one alliance together.
struct Item<'a> {
    group: Group,
    first: &'a Action,
    text: String,
}

/// The lines of one person: what is said twice is said once, and what nobody has written down is one line an alliance.
fn items<'a>(report: &Report, actions: &[&'a Action]) -> Vec<Item<'a>> {
    let mut items: Vec<Item> = Vec::new();
    let mut told: Vec<(Option<&str>, &str)> = Vec::new();
    let mut gaps: Vec<(&'a Action, usize)> = Vec::new();
    for action in actions {
        let alliance = action.alliance.as_deref();
        // A finding that the decision names already is no second task, and neither is a rule that speaks twice.
        if action.settled_by_decision {
            continue;
        }
        let repeats = told.iter().any(|(of, said)| {
            *of == alliance && (*said == action.because || action.rule.is_some_and(|rule| *said == rule.id))
        });
        if action.gap && action.alliance.is_some() {
            match gaps.iter_mut().find(|(first, _)| first.alliance == action.alliance) {
                Some((_, number)) => *number += 1,
                None => gaps.push((action, 1)),
            }
            continue;
        }
        told.push((alliance, &action.because));
        told.extend(action.rule.map(|rule| (alliance, rule.id)));
        if repeats {
            continue;
        }
        items.push(Item { group: Group::of(action.remedy), first: action, text: text_of(report, action) });
    }
    for (first, number) in gaps {
        let whose = first.alliance.as_deref().unwrap_or("the portfolio");
        let text = match number {
            1 => format!(
                "{}{whose}: answer the one question its record leaves open: {}",
                when(report, first),
                clipped(&first.because, BECAUSE)
            ),
            more => format!(
                "{}{whose}: answer the {} questions its record leaves open, first: {}",
                when(report, first),
                number_or_word(more),
                clipped(&first.because, BECAUSE)
            ),
        };
        items.push(Item { group: Group::Write, first, text });
    }
    // Within a group by day, and of each alliance the decision before its details.
    items.sort_by_key(|item| {
        (item.group, item.first.due.is_none(), item.first.due, item.first.rule.is_some())
    });
    items
}

/// An instruction without what only the keeper of the file needs: keys, YAML and commands, and the clause they stand in.
fn plain(what: &str) -> String {
    let marks = ["`", "…", "YYYY"].iter().filter_map(|mark| what.find(mark));
    let Some(before) = marks.min().and_then(|at| what.get(..at)) else { return what.to_owned() };
    let clause = [", ", "; "].iter().filter_map(|end| before.rfind(end)).max();
    let clause = clause.or_else(|| before.rfind(": ")).and_then(|end| before.get(..end));
    // A list in brackets goes as a whole.
    let closed = |clause: &str| clause.matches('(').count() == clause.matches(')').count();
    let clause = clause.map(|clause| match clause.rfind(" (") {
        Some(open) if !closed(clause) => clause.get(..open).unwrap_or(clause),
        _ => clause,
    });
    match clause.filter(|clause| clause.split_whitespace().count() > 1) {
        Some(clause) => clause.to_owned(),
        None => what.replace('`', ""),
    }
}

fn number_or_word(number: usize) -> String {
    if number > 12 { number.to_string() } else { number_word(number).to_owned() }
}

pub(super) fn when(report: &Report, action: &Action) -> String {
    match action.due {
        Some(due) if due <= report.as_of => "Now, ".to_owned(),
        Some(due) => format!("By {}, ", short_day(due)),
        None => String::new(),
    }
}

fn text_of(report: &Report, action: &Action) -> String {
    let whose = action.alliance.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
    let because = clipped(&action.because, BECAUSE);
    if let Some(bare) = action.remedy.filter(|remedy| action.what == instruction(*remedy)) {
        let verb = match bare {
            Remedy::Agree => "settle with the partner",
            Remedy::Decide => "decide",
            Remedy::Do => "correct",
            Remedy::Record => "write down",
        };
        return format!("{}{whose}{verb}: {because}", when(report, action));
    }
    let what = clipped(&plain(&action.what), WHAT);
    let what = if whose.is_empty() && action.due.is_none() { capital(&what) } else { what };
    let end = if what.ends_with(['.', '…', '?']) { "" } else { "." };
    format!("{}{whose}{what}{end} {}", when(report, action), capital(&because))
}

/// The list in parts, a heading for each person.
pub(super) fn parts(report: &Report, actions: &[Action]) -> Vec<Part> {
    let us = report.us.as_deref().unwrap_or("The portfolio");
    let mut parts = vec![Part::Title(format!("{us}: to do"), format!("as of {}", long_day(report.as_of)))];
    if actions.is_empty() {
        parts.push(Part::Text("Nothing to do: nothing is open and nothing waits for a decision.".to_owned()));
    }
    for group in actions.chunk_by(|one, other| one.owner == other.owner) {
        let Some(first) = group.first() else { continue };
        let heading = if first.is_unowned() { "Whoever runs the portfolio" } else { &first.owner };
        parts.push(Part::Heading(heading.to_owned()));
        let list: Vec<&Action> = group.iter().collect();
        let mut items = items(report, &list);
        // The most serious stay, and each keeps its place.
        let mut ranks: Vec<usize> = (0..items.len()).collect();
        ranks.sort_by_key(|at| {
            (items[*at].first.rule.is_some(), Reverse(items[*at].first.severity), items[*at].group, *at)
        });
        let kept: Vec<usize> = ranks.into_iter().take(MOST).collect();
        let more = items.len().saturating_sub(MOST);
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            kept.contains(&(at - 1))
        });
        for group in Group::ALL {
            let lines: Vec<String> =
                items.iter().filter(|item| item.group == group).map(|item| item.text.clone()).collect();
            if !lines.is_empty() {
                parts.push(Part::Minor(group.heading().to_owned()));
                parts.push(Part::Tasks(lines));
            }
        }
        let settled = list.iter().filter(|action| action.settled_by_decision).count();
        let left: Vec<String> = [(more, "less important"), (settled, "settled by the decisions above")]
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, which)| format!("{} {which}", count(as_i64(*number), "action")))
            .collect();
        if !left.is_empty() {
            parts.push(Part::Text(format!(
                "Left out: {}. `alliance actions -o csv` has all of them.",
                listed(&left)
            )));
        }
    }
    spoken(&parts)
}
