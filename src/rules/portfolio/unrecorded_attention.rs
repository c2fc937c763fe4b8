//! What an alliance costs is mostly hours, and hours that nobody writes down look free.

use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Rule, rule};
use crate::rules::{Findings, PortfolioContext};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unrecorded-attention",
    area: Area::Portfolio,
    applies: Applies::STRATEGIC.or_winding_down(),
    basis: Basis::Gap,
    summary: "the hours a strategic alliance takes are not recorded",
    why: "without its hours nobody can say whether an alliance is worth the attention it gets",
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    let mut outcome = Judged::NotApplicable;
    for (index, member) in whole.live_strategic() {
        if member.hours.is_absent() {
            out.warning(
                "attention.hours_per_month",
                format!("the hours a month for \"{}\" are not recorded", member.name),
            )
            .fix("attention:\n  hours_per_month: …   # everybody on our side: meetings, preparation, follow-up, \
                  travel")
            .member(index);
        }
        outcome = match (outcome, member.hours.get()) {
            (Judged::Unknown, _) | (_, None) => Judged::Unknown,
            _ => Judged::Judged,
        };
    }
    outcome
}
