//! A way out that takes no stated time is a negotiation.

use crate::facts::exit::{Clause, notice};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-notice-period",
    area: Area::Exit,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.until_ended(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "the exit terms have no notice period",
    why: "where no time is set, leaving has to be negotiated, so nobody starts",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    match notice(exit) {
        Clause::Value(_) => Judged::Judged,
        // ambiguous-exit-terms speaks.
        Clause::Open(_) => Judged::CoveredBy(&crate::rules::exit::ambiguous_exit_terms::RULE),
        Clause::Unknown => Judged::Unknown,
        Clause::Missing => {
            out.error("exit.notice_days", "the exit terms do not say how much notice ends the alliance")
                .example("notice_days: 90   # without having to give a reason");
            Judged::Judged
        }
    }
}
