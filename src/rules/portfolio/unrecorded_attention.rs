//! What an alliance costs is mostly hours, and hours that nobody writes down look free.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Findings, PortfolioContext};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unrecorded-attention",
    area: Area::Portfolio,
    tiers: &[Severity::Warning],
    applies: Applies::STRATEGIC.or_winding_down(),
    clock: false,
    summary: "nobody has written down how many hours a strategic alliance takes",
    why: "without its hours nobody can say whether an alliance is worth the attention it gets",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unrecorded-attention.md"),
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Outcome {
    let mut outcome = Outcome::NotApplicable;
    for (index, member) in whole.live_strategic() {
        if member.hours.is_absent() {
            out.warning(
                "attention.hours_per_month",
                format!("nobody has written down how many hours a month \"{}\" takes", member.name),
            )
            .fix("attention:\n  hours_per_month: …   # everybody's on our side: meetings, preparation, follow-up, travel")
            .member(index);
        }
        outcome = match (outcome, member.hours.get()) {
            (Outcome::Unknown, _) | (_, None) => Outcome::Unknown,
            _ => Outcome::Pass,
        };
    }
    outcome
}
