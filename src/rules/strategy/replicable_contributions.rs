//! What the other side could build or buy for itself, it sooner or later will.

use crate::facts::contributions::Brings;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::is_goodwill_only;

/// The rule.
pub static RULE: Rule = rule! {
    id: "replicable-contributions",
    area: Area::Strategy,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "a side contributes nothing that the other could not get elsewhere",
    why: "what can be built or bought elsewhere is a saving at best, and lost as soon as somebody does so",
    check: Check::Record(check),
};

const FIX: &str = "add `hard_to_replicate:` to the contribution concerned, and say why the others could not build or buy it within a reasonable time";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.contributions.is_absent() {
        return Judged::CoveredBy(&crate::rules::exchange::missing_contributions::RULE);
    }
    let brings = Brings::of(cx.record, cx.facts);
    let unclear = |side: &Brings| {
        side.unusable || side.items.iter().any(|(_, item)| item.hard_to_replicate.is_invalid())
    };
    let easy =
        |side: &&Brings| side.hard_to_replicate().is_none() && !unclear(side) && !side.items.is_empty();
    let lacking: Vec<&Brings> = brings.iter().filter(easy).collect();
    if lacking.len() == brings.len() {
        let message = "neither side's contribution is described as hard to get elsewhere";
        out.error("contributions", message).fix(FIX);
        return Judged::Judged;
    }
    // Only visibility is easy to replicate by its nature, and goodwill-only-side says so.
    for side in lacking.iter().filter(|side| !is_goodwill_only(side)) {
        let name = cx.side(side.side);
        let message = format!("nothing that {name} contributes is described as hard to get elsewhere");
        out.warning(format!("contributions.{}", side.side), message).fix(FIX).side(side.side);
    }
    if !lacking.is_empty() {
        return Judged::CoveredBy(&crate::rules::strategy::goodwill_only_side::RULE);
    }
    let open = brings.iter().any(|side| side.hard_to_replicate().is_none());
    if open { Judged::Unknown } else { Judged::Judged }
}
