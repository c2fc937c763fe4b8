//! What runs on: once its errors are fixed, or as it is.

use crate::model::{Renewal, money};
use crate::rules::Severity;
use crate::text::long_day;

use super::super::case::{Candidate, Case, is_doubt};
use super::super::decision::{Decision, VerdictReason, reason};
use super::super::reasons::{first_of, mistakes, next_decision};
use super::ending::price_of_leaving;
use super::proving::{below_floor, below_floor_reason};

/// What else has to be so before anybody may say "continue": each that is not.
pub(super) fn unearned(case: &Case) -> Vec<VerdictReason> {
    let mut reasons = case.reasons(is_doubt);
    reasons.extend(below_floor(case).map(|below| below_floor_reason(case, below)));
    let renews = case.record.term.get().and_then(|term| term.renews.copied());
    let over = case.facts.ending.term_ends.filter(|ends| *ends < case.facts.as_of);
    if let Some(ends) = over.filter(|_| renews != Some(Renewal::Automatically)) {
        reasons.push(reason(
            format!("the agreement ended on {} without a renewal", long_day(ends)),
            "term.ends",
        ));
    }
    reasons
}

pub fn fix(case: &Case) -> Option<Candidate> {
    let mut reasons = case.reasons(|finding| finding.tier == Severity::Error);
    for unearned in unearned(case) {
        if !reasons.contains(&unearned) {
            reasons.push(unearned);
        }
    }
    if case.mistakes > 0 {
        reasons.insert(0, mistakes(case));
    }
    (!reasons.is_empty()).then(|| Candidate {
        decision: Decision::FixThenContinue,
        headline: first_of(&reasons),
        reasons,
        day: next_decision(case),
        change: "every point above fixed",
    })
}

pub fn go_on(case: &Case) -> Candidate {
    let mut reasons = Vec::new();
    if let (Some(true), Some(brought), Some(cost)) = (case.value.pays, case.value.known, case.value.cost) {
        reasons.push(reason(
            format!(
                "it earned {} incremental, for {} of attention",
                money(brought, case.currency),
                money(cost, case.currency)
            ),
            "metrics",
        ));
    }
    reasons.push(reason("nothing must be fixed", "name"));
    reasons.extend(price_of_leaving(case));
    let day = next_decision(case);
    Candidate {
        decision: Decision::Continue,
        headline: match day {
            Some(day) if day.date < case.facts.as_of => {
                format!("the next decision was due on {}", long_day(day.date))
            }
            Some(day) => format!("decide again by {}", long_day(day.date)),
            None => "no date is set for the next decision".to_owned(),
        },
        reasons,
        day,
        change: "",
    }
}
