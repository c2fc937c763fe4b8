//! An entry that was in the record and is gone.

use crate::model::{Alliance, comparable};
use crate::rules::finding::Findings;
use crate::rules::past::{PastContext, PastState};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "vanished-entry",
    area: Area::Governance,
    applies: Applies::ANY.at_any_stage(),
    doubt: true,
    summary: "a review, decision, commitment, issue or exit trigger has disappeared from the record",
    why: "nobody can learn from what no longer happened, and a promise that is removed is neither kept nor broken",
    check: Check::Past(check),
};

/// How alike two wordings of one entry are, from 0 to 1.
const ALIKE: f64 = 0.7;

/// An entry of a record.
struct ListedEntry {
    list: &'static str,
    /// What it goes by.
    key: String,
    what: String,
    /// What else it says.
    rest: String,
}

fn entries(record: &Alliance) -> Vec<ListedEntry> {
    let mut found = Vec::new();
    if let Some(governance) = record.governance.get() {
        found.extend(governance.reviews.items().filter_map(|review| {
            let date = review.date.copied()?.0;
            Some(ListedEntry {
                list: "governance.reviews",
                key: date.to_string(),
                what: format!("the review of {date}"),
                rest: format!("{:?} {:?} {:?}", review.attended, review.decisions, review.actions),
            })
        }));
    }
    found.extend(record.decisions.items().filter_map(|decision| {
        let (date, verdict) = (decision.date.copied()?.0, decision.verdict.copied()?);
        Some(ListedEntry {
            list: "decisions",
            key: format!("{date} {}", verdict.word()),
            what: format!("the decision of {date}, {}", verdict.word()),
            // Another verdict or day under the same reason is another decision.
            rest: String::new(),
        })
    }));
    found.extend(record.commitments.items().filter_map(|commitment| {
        let what = commitment.what.text()?;
        Some(ListedEntry {
            list: "commitments",
            key: comparable(what),
            what: format!("the commitment \"{what}\""),
            rest: format!("{:?} {:?}", commitment.by, commitment.due),
        })
    }));
    found.extend(record.issues.items().filter_map(|issue| {
        let what = issue.what.text()?;
        Some(ListedEntry {
            list: "issues",
            key: comparable(what),
            what: format!("the issue \"{what}\""),
            rest: format!("{:?}", issue.opened),
        })
    }));
    if let Some(exit) = record.exit.get() {
        found.extend(exit.triggers.items().filter_map(|trigger| {
            let event = || trigger.event.copied().map(|event| event.word());
            let name = trigger.metric.text().or_else(event)?;
            Some(ListedEntry {
                list: "exit.triggers",
                key: comparable(name),
                what: format!("the exit trigger on \"{name}\""),
                rest: format!("{:?} {:?} {:?}", trigger.below, trigger.above, trigger.duration),
            })
        }));
    }
    found
}

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    if cx.states.is_empty() {
        return Judged::Unknown;
    }
    let now = entries(cx.now);
    let of_states: Vec<Vec<ListedEntry>> = cx.states.iter().map(|state| entries(&state.record)).collect();
    let first = cx.states.first().map(|state| state.day);
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (place, after) in cx.states.iter().enumerate().skip(1) {
        let (before, is) = (&of_states[place - 1], &of_states[place]);
        if Some(after.day) == first {
            continue;
        }
        for entry in before {
            let in_list = |entries: &[ListedEntry]| {
                entries.iter().any(|it| it.list == entry.list && it.key == entry.key)
            };
            let is_known = told.contains(&(entry.list, entry.key.as_str()));
            if in_list(is) || in_list(&now) || is_known || is_edited(entry, before, is) {
                continue;
            }
            if !settled(cx.states, &of_states, place, entry) {
                told.push((entry.list, &entry.key));
                out.warning(
                    entry.list,
                    format!("{} was in the record and was removed {}", entry.what, after.when()),
                )
                .fix("put it back; if it is settled, close it, mark it done or record the new decision, with its \
                      day");
            }
        }
    }
    Judged::Judged
}

/// Whether an entry only goes by another name or day since.
fn is_edited(entry: &ListedEntry, before: &[ListedEntry], is: &[ListedEntry]) -> bool {
    let new = is.iter().filter(|it| {
        it.list == entry.list && !before.iter().any(|old| old.list == it.list && old.key == it.key)
    });
    let mut new = new.filter(|it| {
        let alike = || strsim::normalized_damerau_levenshtein(&it.key, &entry.key) >= ALIKE;
        let short = it.key.len() < 400 && entry.key.len() < 400;
        (!entry.rest.is_empty() && it.rest == entry.rest)
            || (entry.list != "decisions" && entry.list != "governance.reviews" && short && alike())
    });
    new.next().is_some()
}

/// Whether an entry came on the very day on which it was taken out again.
fn settled(states: &[PastState], of_states: &[Vec<ListedEntry>], place: usize, entry: &ListedEntry) -> bool {
    let first = of_states
        .iter()
        .position(|entries| entries.iter().any(|it| it.list == entry.list && it.key == entry.key));
    first.is_some_and(|first| states[first].day == states[place].day)
}
