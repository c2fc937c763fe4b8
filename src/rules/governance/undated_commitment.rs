//! A promise without a day is never late, and so is never kept.

use crate::model::Commitment;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "undated-commitment",
    area: Area::Governance,
    applies: Applies::ANY.or_winding_down(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "an open promise has no due date",
    why: "without a day each side waits for the other to remember it, and neither can say that it is late",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let commitments = &cx.record.commitments;
    let open: Vec<(usize, &Commitment)> =
        commitments.iter().filter(|(_, commitment)| commitment.done.is_absent()).collect();
    let undated: Vec<&(usize, &Commitment)> =
        open.iter().filter(|(_, commitment)| commitment.due.is_absent()).collect();
    if let Some((index, commitment)) = undated.first() {
        let number = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let message = match undated.len() {
            1 => "an open promise has no due date".to_owned(),
            several => {
                format!("{several} of {} have no due date", count(number(open.len()), "open promise"))
            }
        };
        let finding = out.warning(format!("commitments[{index}].due"), message);
        finding.example(
            "due: YYYY-MM-DD   # agree a day for each at the next review; if it has been kept, `done: YYYY-MM-DD`",
        );
        if let Some(what) = commitment.what.text() {
            finding.label(format!("commitments[{index}].what"), format!("\"{}\"", shorten(what, 60)));
        }
        if let Some(side) = commitment.by.one().filter(|by| cx.facts.sides.contains(by)) {
            finding.side(side);
        }
        return Judged::Judged;
    }
    let unread = |(_, commitment): &(usize, &Commitment)| commitment.due.is_invalid();
    if commitments.is_invalid() || open.iter().any(unread) {
        Judged::Unknown
    } else if commitments.is_absent() {
        Judged::NotApplicable
    } else {
        Judged::Judged
    }
}
