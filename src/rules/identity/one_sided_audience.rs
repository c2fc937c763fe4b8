//! A campaign that only one side sends to its audience is that side's campaign.

use crate::facts::contributions::claimed;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "one-sided-audience",
    area: Area::Identity,
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Agree,
    summary: "the audience of a campaign is recorded for one side but not for the other",
    why: "two brands that promote something together each contribute an audience; otherwise one is paying \
          the other for it",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.campaign.is_invalid() {
        return Judged::Unknown;
    }
    let split = match cx.record.campaign.get().map(|campaign| &campaign.audience_split) {
        Some(split) if !split.is_absent() => split,
        _ => return Judged::NotApplicable,
    };
    let (mut reaching, mut missing, mut unknown) = (Vec::new(), Vec::new(), split.is_unreadable());
    for side in &cx.facts.sides {
        if split.is_invalid(side) {
            unknown = true;
            continue;
        }
        let stated = split.fields().iter().find(|(id, _)| id == side);
        match stated.and_then(|(_, reach)| claimed(reach)) {
            Some(_) => reaching.push(*side),
            None => missing.push(*side),
        }
    }
    if let (false, Some(side)) = (reaching.is_empty(), missing.first()) {
        let names: Vec<&str> = missing.iter().map(|side| cx.side(side)).collect();
        let has = if names.len() > 1 { "have" } else { "has" };
        out.warning(
            format!("campaign.audience_split.{side}"),
            format!("{} {has} no recorded share of the campaign's audience", listed(&names)),
        )
        .fix(format!("{side}: HOW MUCH OF WHAT AND BY WHEN   # or call it what it is: one side's campaign, paid by the other"))
        .side(side);
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}
