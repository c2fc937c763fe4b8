//! Reasons in words, and the day of the next decision.

use crate::model::Kind;
use crate::model::calendar::add_months;
use crate::text::count;

use super::case::Case;
use super::decision::{Day, VerdictReason, reason};

/// The first of several reasons; the others are listed where there is room.
pub(super) fn first_of(reasons: &[VerdictReason]) -> String {
    reasons.first().map(|first| first.text.clone()).unwrap_or_default()
}

pub(super) fn mistakes(case: &Case) -> VerdictReason {
    let number = i64::try_from(case.mistakes).unwrap_or(i64::MAX);
    reason(format!("{} in its file to fix before it can be judged", count(number, "mistake")), "name")
}

/// When it is to be decided on next: the day that is set, else as long after the last decision or launch as a decision is
/// overdue.
pub(super) fn next_decision(case: &Case) -> Option<Day> {
    let last = case.facts.last_decision();
    let set = last.and_then(|last| Some(last.decision.next.get()?.0));
    let campaign = case.record.campaign.get();
    let test = campaign
        .and_then(|campaign| campaign.decide_by.get().or_else(|| campaign.ends.get()).map(|date| date.0));
    let default = last
        .map(|last| last.date)
        .or(case.facts.launched)
        .filter(|_| case.facts.kind == Some(Kind::Strategic))
        .and_then(|since| Some(add_months(since, case.judgement.limits.decision_months?)));
    set.or(test).or(default).map(|date| Day { what: "next decision", date })
}
