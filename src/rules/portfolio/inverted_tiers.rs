//! Hours show what really has priority, whatever the tier says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Stage, Tier, grouped, hours as hours_of};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

use super::common::live;

/// The rule.
pub static RULE: Rule = rule! {
    id: "inverted-tiers",
    area: Area::Portfolio,
    applies: Applies::ANY,
    remedy: Remedy::Decide,
    summary: "an alliance of a lower tier takes more hours than one of a higher tier",
    why: "attention that goes to the loudest partner is missing where it was meant to go",
    check: Check::Portfolio(check),
};

/// An alliance that has a tier and hours.
struct Placed<'a> {
    index: usize,
    member: &'a AllianceSummary,
    tier: Tier,
    hours: Decimal,
}

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    // What is being wound down takes what the handover takes.
    let active = || live(whole).filter(|(_, member)| member.stage == Stage::Active);
    let placed: Vec<Placed> = active()
        .filter_map(|(index, member)| {
            Some(Placed { index, member, tier: member.tier.copied()?, hours: member.hours.copied()? })
        })
        .collect();
    if active().count() < 2 {
        return Judged::NotApplicable;
    }
    // Of each tier the one that gets least; the vocabulary lists the tiers from the highest down.
    let mut least: BTreeMap<Tier, &Placed> = BTreeMap::new();
    let rank = |placed: &Placed| (placed.hours, Reverse(placed.index));
    for placed in &placed {
        let known = least.entry(placed.tier).or_insert(placed);
        if rank(placed) < rank(known) {
            *known = placed;
        }
    }
    for lower in &placed {
        let higher = least.range(..lower.tier).map(|(_, placed)| *placed).min_by_key(|placed| rank(placed));
        if let Some(higher) = higher.filter(|higher| higher.hours < lower.hours) {
            out.warning(
                "attention.hours_per_month",
                format!(
                    "\"{}\" (tier {}) takes {} a month, more than \"{}\" (tier {}), which gets {}",
                    lower.member.name,
                    lower.tier,
                    hours_of(lower.hours),
                    higher.member.name,
                    higher.tier,
                    grouped(higher.hours)
                ),
            )
            .fix("move the hours to where they were meant to go, or change the tiers to what you really mean")
            .label("tier", "the tier it was given")
            .member(lower.index);
        }
    }
    if placed.len() < active().count() { Judged::Unknown } else { Judged::Judged }
}
