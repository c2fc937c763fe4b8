//! A notice period is for handing over; with nothing listed, it is only a wait.

use crate::rules::rule::{Absorbs, Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{handover_stub, terms};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-handover",
    area: Area::Exit,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "the exit terms do not say what is handed over",
    why: "who keeps which customers, data and people is argued about at the end, when nobody is generous",
    absorbs: Absorbs::all(&[&crate::rules::exit::uncovered_handover::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if !exit.handover.is_empty() {
        return Judged::Judged;
    }
    if exit.handover.is_invalid() {
        return Judged::Unknown;
    }
    out.error("exit.handover", "the exit terms do not say what is handed over").fix(handover_stub(cx.record));
    Judged::Judged
}
