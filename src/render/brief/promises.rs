//! What each side has promised and how it stands, and the open issues.

use crate::model::{US, grouped};
use crate::render::document::Part;
use crate::report::review_pack::{PromiseState, Promised, ReviewPack, SideReview};
use crate::text::{count, short_day, shorten};

/// Longest promise that is shown in full.
const LONGEST: usize = 160;

/// What each side has promised, and how it stands. A partner who is to read it sees of contributions what was agreed between
/// us and them, without our tally of it.
pub(in crate::render) fn promises(
    review_pack: &ReviewPack,
    reader: Option<&str>,
    told: &dyn Fn(&SideReview) -> bool,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for side in &review_pack.sides {
        let dated = side.commitments.iter().filter(|_| told(side)).map(|promise| {
            let due = promise.due.map_or("no day set".to_owned(), |due| format!("due {}", short_day(due)));
            format!("{} ({due}; {})", shorten(&promise.what, LONGEST), promise.state.words())
        });
        let shown = |item: &&Promised| {
            reader.is_none_or(|reader| item.agreed && (side.id == US || side.id == reader))
        };
        let standing = side.contributions.iter().filter(shown).map(|item| {
            let what = shorten(&item.what, LONGEST);
            match reader {
                Some(_) => format!("{what} ({})", window(item)),
                None => format!("{what} ({}; {})", window(item), delivered(item)),
            }
        });
        let lines: Vec<String> = dated.chain(standing).collect();
        if lines.is_empty() {
            continue;
        }
        if parts.is_empty() {
            parts.push(Part::Heading("Commitments by side".to_owned()));
        }
        let kept = kept(side).filter(|_| told(side)).map(|kept| format!(": {kept}")).unwrap_or_default();
        parts.push(Part::Text(format!("{}{kept}", side.name)));
        parts.push(Part::List(lines));
    }
    parts
}

/// How many of its dated promises that have fallen due a side has kept.
pub(super) fn kept(side: &SideReview) -> Option<String> {
    let kept = side.commitments.iter().filter(|promise| promise.state.is_kept()).count();
    let overdue =
        side.commitments.iter().filter(|promise| matches!(promise.state, PromiseState::Overdue(_))).count();
    let due = kept + overdue;
    let noun = if due == 1 { "promise" } else { "promises" };
    (due > 0).then(|| format!("{due} {noun} due so far, {kept} kept"))
}

fn window(item: &Promised) -> String {
    match (item.from, item.until) {
        (Some(from), Some(until)) => format!("{} to {}", short_day(from), short_day(until)),
        (Some(from), None) => format!("from {}, no end date", short_day(from)),
        (None, Some(until)) => format!("until {}", short_day(until)),
        (None, None) => "dates not agreed".to_owned(),
    }
}

pub(super) fn delivered(item: &Promised) -> String {
    match (item.delivered, item.all_delivered) {
        (Some(amount), _) => format!("{} delivered", grouped(amount)),
        (None, Some(true)) => "delivered".to_owned(),
        (None, Some(false)) => "not delivered".to_owned(),
        (None, None) => "deliveries not recorded".to_owned(),
    }
}

pub(in crate::render) fn issues(review_pack: &ReviewPack) -> Vec<Part> {
    if review_pack.issues.is_empty() {
        return Vec::new();
    }
    let lines = review_pack.issues.iter().map(|issue| {
        let severity = issue.severity.map(|severity| format!("{severity}, ")).unwrap_or_default();
        let age = issue.days.map_or("no day".to_owned(), |days| format!("open for {}", count(days, "day")));
        format!("{} ({severity}{age})", issue.what)
    });
    vec![Part::Heading("Open issues".to_owned()), Part::List(lines.collect())]
}
