//! A review that nobody has put in the calendar does not take place.

use crate::model::{Cadence, Field};
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

use super::common::{cadence, pasted};

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-cadence",
    area: Area::Governance,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    clock: false,
    summary: "no review cadence is agreed",
    why: "reviews that are held when somebody thinks of them stop as soon as everybody is busy",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/missing-cadence.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    match cadence(cx) {
        Field::Set(_) => return Outcome::Pass,
        Field::Invalid => return Outcome::Unknown,
        Field::Absent => {}
    }
    let stated = cx.record.governance.get().and_then(|governance| governance.cadence.copied());
    let message = if stated == Some(Cadence::AdHoc) {
        "reviews are held when somebody thinks of them, so no review is ever late"
    } else {
        "nothing says how often the two sides review the alliance"
    };
    let fix = match cx.facts.is_mature() {
        Some(true) => "cadence: quarterly   # monthly while it is not stable",
        _ => "cadence: monthly   # quarterly once the first year is over",
    };
    out.error("governance.cadence", message).fix(pasted(
        "governance",
        cx.record.governance.is_absent(),
        &[fix.to_owned()],
    ));
    Outcome::Pass
}
