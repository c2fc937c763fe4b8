//! An owner can be overruled by a budget round; a sponsor is the one who sits in it.

use crate::model::Owner;
use crate::rules::rule::{Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::{is_person, is_unclear, name, pasted, place, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-sponsor",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    basis: Basis::Gap,
    remedy: Remedy::Decide,
    summary: "no executive on a side backs the alliance",
    why: "without somebody in each leadership the alliance loses the first argument about people or money",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let sponsors = &cx.record.sponsors;
    let (unclear, clear): (Vec<&str>, Vec<&str>) =
        cx.facts.sides.iter().copied().partition(|side| is_unclear(sponsors, side));
    let without: Vec<&str> = clear.into_iter().filter(|side| seated(cx, sponsors, side).is_empty()).collect();
    if without.len() == cx.facts.sides.len() {
        let either = if without.len() > 2 { "any" } else { "either" };
        let lines: Vec<String> = without.iter().map(|side| stub(side)).collect();
        out.error("sponsors", format!("no executive on {either} side backs the alliance")).fix(pasted(
            "sponsors",
            sponsors.is_absent(),
            &lines,
        ));
        return Judged::Judged;
    }
    for side in without {
        let entries = || sponsors.get(side).into_iter().flat_map(|list| list.items());
        let gone = entries().filter(|owner| is_person(cx, owner)).find(|owner| has_left(owner, cx));
        let at = place(cx, side);
        let message = match gone.and_then(|owner| Some((owner, owner.until.get()?))) {
            Some((owner, until)) => {
                format!("{}, who backed the alliance {at}, left on {until} and has no successor", name(owner))
            }
            None => format!("no executive {at} backs the alliance"),
        };
        out.warning(format!("sponsors.{side}"), message)
            .fix(pasted("sponsors", sponsors.is_absent(), &[stub(side)]))
            .side(side);
    }
    if unclear.is_empty() { Judged::Judged } else { Judged::Unknown }
}

fn stub(side: &str) -> String {
    format!("{side}: {{ name: NAME, role: ROLE }}")
}

fn has_left(owner: &Owner, cx: &Context) -> bool {
    owner.until.get().is_some_and(|until| until.0 < cx.as_of)
}
