//! What a rule on the whole portfolio may ask of one alliance, drawn up while its record is at hand.

use crate::facts::Facts;
use crate::facts::ledger::ledger;
use crate::facts::shaping::near_levels;
use crate::model::{Alliance, Field, Portfolio, US, Waiver};

use super::evolution::drifting_alliance::Thresholds;
use super::portfolio::exit_debt;
use super::portfolio_context::{Accountable, AllianceSummary};
use super::registry::find;
use super::rule::Check;

/// Draws up what may be asked of one alliance; `windows` are the months over which value will be,
/// and `drift` says from when on it drifts.
pub fn summary(
    name: &str,
    record: &Alliance,
    facts: &Facts,
    portfolio: &Portfolio,
    windows: &[u32],
    drift: Option<Thresholds>,
) -> AllianceSummary {
    let owners = record.owners.get(US);
    let accountable = owners
        .into_iter()
        .flat_map(|owners| owners.iter())
        .filter(|(_, owner)| owner.is_commercial() && !owner.has_left(facts.as_of))
        .map(|(index, owner)| Accountable { index, name: owner.name.text().map(str::to_owned) })
        .collect();
    let owners_unusable = record.owners.is_invalid(US)
        || owners.is_some_and(|owners| {
            owners.is_invalid()
                || owners.items().any(|owner| owner.name.is_invalid() || owner.accountable_for.is_invalid())
        });
    let of_portfolio = |waiver: &Waiver| {
        let rule = waiver.rule.text().and_then(find);
        rule.is_some_and(|rule| matches!(rule.check, Check::Portfolio(_)))
    };
    let waivers = record.waivers.iter().filter(|(_, waiver)| of_portfolio(waiver));
    let mut member = AllianceSummary {
        name: name.to_owned(),
        is_named: record.name.text().is_some(),
        partner: record.partner.text().map(str::to_owned),
        stage: facts.stage,
        kind: facts.kind,
        started: record.started.get().map(|started| started.0),
        launched: facts.launched,
        months_live: facts.months_live(),
        ended: record.ended.get().map(|ended| ended.0),
        tier: record.tier,
        hours: record
            .attention
            .and_then(|attention| attention.hours_per_month.and_then(|hours| Field::Set(hours.0))),
        accountable,
        owners_unusable,
        reviewed: facts.last_substantive().is_some(),
        reviews_unusable: match &record.governance {
            Field::Set(governance) => governance.reviews.is_invalid(),
            governance => governance.is_invalid(),
        },
        debt: None,
        waivers: waivers.map(|(index, waiver)| (index, waiver.clone())).collect(),
        near_levels: Vec::new(),
        values: Vec::new(),
    };
    if member.is_live() {
        member.near_levels = near_levels(facts);
        let value = |months: &u32| (*months, ledger(facts, portfolio.currency(), *months).value());
        member.values = windows.iter().map(value).collect();
    }
    if member.is_live_strategic() {
        member.debt = exit_debt::debt(record, facts, portfolio, drift);
    }
    member
}
