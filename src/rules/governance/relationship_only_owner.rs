//! Somebody has to answer for what the alliance earns, not only for how it feels.

use crate::model::{Accountability, US};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{is_person, is_unclear, name, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "relationship-only-owner",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    summary: "nobody on our side answers for the commercial outcome",
    why: "a relationship can be pleasant for years without earning anything, and nobody has to explain why",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if is_unclear(&cx.record.owners, US) {
        return Judged::Unknown;
    }
    let people = seated(cx, &cx.record.owners, US);
    let Some((index, _)) = people.first() else {
        return Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE);
    };
    if people.iter().any(|(_, owner)| owner.is_commercial()) {
        return Judged::Judged;
    }
    if people.iter().any(|(_, owner)| owner.accountable_for.is_invalid()) {
        return Judged::Unknown;
    }
    // The seat of a commercial owner who has left is vacant; that is another finding.
    let mut entries = cx.record.owners.get(US).into_iter().flat_map(|owners| owners.items());
    if entries.any(|owner| is_person(cx, owner) && owner.is_commercial()) {
        return Judged::CoveredBy(&crate::rules::governance::vacant_ownership::RULE);
    }
    let names: Vec<&str> = people.iter().map(|(_, owner)| name(owner)).collect();
    let (names, does) = (listed(&names), if people.len() == 1 { "answers" } else { "answer" });
    let stated: Vec<Accountability> =
        people.iter().filter_map(|(_, owner)| owner.accountable_for.copied()).collect();
    let message = match stated.first() {
        Some(Accountability::Delivery) if !stated.contains(&Accountability::Relationship) => {
            format!("{names} {does} for delivery, but nobody on our side answers for what the alliance earns")
        }
        Some(_) => {
            format!(
                "{names} {does} for the relationship, but nobody on our side answers for what the alliance \
                     earns"
            )
        }
        None => format!("nobody on our side is recorded as accountable for the revenue, not even {names}"),
    };
    out.error(format!("owners.us[{index}].accountable_for"), message)
        .fix("accountable_for: commercial-outcome   # for one person, who may be somebody new")
        .side(US);
    Judged::Judged
}
