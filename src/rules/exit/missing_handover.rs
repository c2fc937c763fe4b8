//! A notice period is for handing over; with nothing listed, it is only a wait.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

use super::common::{handover_stub, terms};

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-handover",
    area: Area::Exit,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC.until_ended(),
    clock: false,
    summary: "the exit terms oblige nobody to hand anything over",
    why: "who keeps which customers, data and people is quarrelled about at the end, when nobody is generous",
    options: &[],
    absorbs: Absorbs::all(&["uncovered-handover"]),
    page: include_str!("../../../docs/rules/missing-handover.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if !exit.handover.is_empty() {
        return Outcome::Pass;
    }
    if exit.handover.is_invalid() {
        return Outcome::Unknown;
    }
    out.error("exit.handover", "the exit terms oblige nobody to hand anything over")
        .fix(handover_stub(cx.record));
    Outcome::Pass
}
