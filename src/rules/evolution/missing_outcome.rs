//! What came of an alliance is forgotten within a year, and the next one is judged without it.

use crate::facts::answers::{holds_a_place, no_reason};
use crate::model::{DecisionKind, Stage};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-outcome",
    area: Area::Evolution,
    severities: &[Severity::Note],
    applies: Applies::STRATEGIC.at_any_stage(),
    basis: Basis::Gap,
    summary: "an alliance has ended and its outcome is not recorded",
    why: "a portfolio that keeps no outcomes never learns how many of its own alliances succeed",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let record = cx.record;
    if cx.facts.stage != Stage::Ended {
        return Judged::NotApplicable;
    }
    if record.outcome.is_invalid() || record.learned.is_invalid() || record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let learned = record.learned.text().is_some_and(|text| !holds_a_place(text));
    // The reason for the end says what came of it, too.
    let said = cx
        .facts
        .decisions
        .iter()
        .any(|taken| taken.verdict == DecisionKind::WindDown && no_reason(taken.decision).is_none());
    if !record.outcome.is_set() && !learned && !said {
        out.note("outcome", "it has ended and its outcome is not recorded").fix(
            "outcome: achieved   # or partly, failed, overtaken; refused if it was turned down before it began\nlearned: \
             …   # one sentence for whoever signs the next one",
        );
    }
    Judged::Judged
}
