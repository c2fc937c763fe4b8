//! A way out that takes no stated time is a negotiation.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

use super::common::{Term, notice, terms};

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-notice-period",
    area: Area::Exit,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC.until_ended(),
    clock: false,
    summary: "the exit terms have no notice period",
    why: "where no time is set, leaving has to be negotiated, so nobody starts",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/missing-notice-period.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    match notice(exit) {
        Term::Value(_) => Outcome::Pass,
        // ambiguous-exit-terms speaks.
        Term::Open(_) => Outcome::Fail,
        Term::Unknown => Outcome::Unknown,
        Term::Missing => {
            out.error("exit.notice_days", "the exit terms do not say how much notice ends the alliance")
                .fix("notice_days: 90   # without having to give a reason");
            Outcome::Pass
        }
    }
}
