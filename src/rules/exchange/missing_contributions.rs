//! An alliance in which a side brings nothing is a favour, and lasts as long as one.

use crate::model::Kind;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-contributions",
    area: Area::Exchange,
    severities: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing]).or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "a side has no contribution recorded",
    why: "what nobody has promised cannot be asked for, and a side that contributes nothing has nothing to \
          lose",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let contributions = &cx.record.contributions;
    if contributions.is_absent() {
        let sides: String = cx.facts.sides.iter().map(|side| stub(side)).collect();
        out.error("contributions", "the record does not say what either side contributes")
            .example(format!("contributions:\n{}", sides.trim_end()));
        return Judged::Judged;
    }
    let mut unknown = false;
    for side in &cx.facts.sides {
        let given = contributions.get(side);
        if contributions.is_invalid(side) || given.is_some_and(|given| given.is_empty() && given.is_invalid())
        {
            unknown = true;
        } else if given.is_none_or(|given| given.is_absent()) {
            out.error(
                format!("contributions.{side}"),
                format!("the record does not say what {} contributes", cx.side(side)),
            )
            .example(format!("contributions:\n{}", stub(side).trim_end()))
            .side(side);
        }
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

fn stub(side: &str) -> String {
    format!(
        "  {side}:\n    - what: NUMBER of what, for whom, at least NUMBER\n      \
         kind: KIND   # expertise, technology, product, data, distribution, customers, capital, audience …\n      \
         from: YYYY-MM-DD\n      until: YYYY-MM-DD\n"
    )
}
