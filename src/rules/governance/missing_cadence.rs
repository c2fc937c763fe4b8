//! A review that nobody has put in the calendar does not take place.

use crate::model::{Cadence, Field};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{cadence, pasted};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-cadence",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no review cadence is agreed",
    why: "reviews held whenever somebody thinks of them stop as soon as everybody is busy",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    match cadence(cx) {
        Field::Set(_) => return Judged::Judged,
        Field::Invalid => return Judged::Unknown,
        Field::Absent => {}
    }
    let stated = cx.record.governance.get().and_then(|governance| governance.cadence.copied());
    let message = if stated == Some(Cadence::AdHoc) {
        "reviews are held only when somebody thinks of them, so none is ever late"
    } else {
        "the record does not say how often the two sides review the alliance"
    };
    let fix = match cx.facts.is_mature() {
        Some(true) => "cadence: quarterly   # monthly while it is not stable",
        _ => "cadence: monthly   # quarterly once the first year is over",
    };
    out.error("governance.cadence", message).example(pasted(
        "governance",
        cx.record.governance.is_absent(),
        &[fix.to_owned()],
    ));
    Judged::Judged
}
