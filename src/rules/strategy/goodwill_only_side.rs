//! An audience and a good name are pleasant to have; neither is a contribution to an alliance.

use crate::facts::contributions::{Brings, is_quantified};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{GOODWILL, is_goodwill_only, kinds};

/// The rule.
pub static RULE: Rule = rule! {
    id: "goodwill-only-side",
    area: Area::Strategy,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "a side contributes only its audience, its name or its goodwill",
    why: "visibility can be bought by the thousand; a side that contributes nothing else has little to lose \
          or to give",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.contributions.is_absent() {
        return Judged::CoveredBy(&crate::rules::exchange::missing_contributions::RULE);
    }
    let brings = Brings::of(cx.record, cx.facts);
    for side in brings.iter().filter(|side| is_goodwill_only(side)) {
        let (name, what) = (cx.side(side.side), listed(&kinds(side)));
        let path = format!("contributions.{}", side.side);
        let counted = side.items.iter().any(|(_, item)| is_quantified(item, cx.facts));
        let unclear =
            side.items.iter().any(|(_, item)| item.amount.is_invalid() || item.at_least.is_invalid());
        let finding = if counted || unclear {
            out.warning(path, format!("{name} contributes only {what}"))
        } else {
            out.error(path, format!("{name} contributes only {what}, without a figure"))
        };
        finding
            .fix(format!(
                "agree on something from {name} that changes what you can sell or do (expertise, technology, \
                 product, data, distribution or customers), with an amount"
            ))
            .side(side.side);
    }
    // A kind that is not recorded, or a side of which nothing is, leaves it open.
    let open = |side: &Brings| {
        let mut recorded = side.items.iter().flat_map(|(_, item)| item.kinds());
        side.kinds().is_none() && !recorded.any(|kind| !GOODWILL.contains(&kind))
    };
    if brings.iter().any(open) { Judged::Unknown } else { Judged::Judged }
}
