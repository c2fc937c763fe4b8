//! The portfolio as a whole: what to decide first, how much there is to look after, what it is all worth.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::facts::ledger::priced;
use crate::health::focus::{Claim, FocusList};
use crate::health::{self, Decision};
use crate::model::{Alliance, Indicator, Portfolio, Stage};
use crate::report::{AllianceReport, Decide, Focus, Worth};
use crate::rules::{self, AllianceSummary, Settings, Severity};

/// The alliances on which somebody has to decide, the most urgent first, then the files that cannot be judged whole.
pub(super) fn decide(alliances: &[AllianceReport]) -> Vec<Decide> {
    let mut ranked: Vec<_> = alliances
        .iter()
        .enumerate()
        .filter(|(_, alliance)| alliance.is_to_decide())
        .map(|(index, alliance)| match alliance.health.as_ref().map(|health| &health.verdict) {
            Some(verdict) => {
                let (decision, reason) = (Some(verdict.decision), verdict.headline.clone());
                (verdict.decision.urgency(), Decide { alliance: index, decision, reason })
            }
            None => {
                let reason = "the file cannot be read; see below".to_owned();
                (usize::MAX, Decide { alliance: index, decision: None, reason })
            }
        })
        .collect();
    ranked.sort_by_key(|(urgency, decide)| (*urgency, weight(&alliances[decide.alliance]), decide.alliance));
    ranked.into_iter().map(|(_, decide)| decide).collect()
}

/// Among equals: what has cost most, then what has most errors.
pub(super) fn weight(alliance: &AllianceReport) -> (Reverse<Decimal>, Reverse<usize>) {
    let drift = alliance.health.as_ref().and_then(|health| health.drift.as_ref());
    let cost = drift.and_then(|price| price.so_far.money).unwrap_or_default();
    (Reverse(cost), Reverse(alliance.counts().of_severity(Severity::Error)))
}

/// How many alliances each verdict is for, the most urgent first.
pub(super) fn verdicts(alliances: &[AllianceReport]) -> Vec<(Decision, usize)> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for health in alliances.iter().filter_map(|alliance| alliance.health.as_ref()) {
        *counts.entry(health.verdict.decision.urgency()).or_default() += 1;
    }
    counts.into_iter().map(|(urgency, number)| (Decision::BY_URGENCY[urgency], number)).collect()
}

/// How much there is to look after; `places` says where each member stands among the alliances.
pub(super) fn focus(
    alliances: &[AllianceReport],
    members: &[AllianceSummary],
    places: &[usize],
    portfolio: &Portfolio,
    settings: &Settings,
) -> Focus {
    let strategic = || members.iter().zip(places).filter(|(member, _)| member.is_live_strategic());
    let recalled = strategic().filter(|(_, place)| {
        let alliance = &alliances[**place];
        alliance.commercial && alliance.last_review.is_some()
    });
    let hours = members.iter().filter(|member| member.is_live()).filter_map(|member| member.hours.copied());
    let crowded = &rules::portfolio::crowded_portfolio::RULE;
    let ideal = crowded.options(&settings.effective(crowded, "", "")).range("ideal");
    let overloaded = &rules::portfolio::overloaded_owner::RULE;
    let most_an_owner =
        overloaded.options(&settings.effective(overloaded, "", "")).number("strategic_alliances");
    Focus {
        strategic: strategic().count(),
        recalled: recalled.count(),
        ideal,
        most_an_owner,
        hours: hours.fold(Decimal::ZERO, Decimal::saturating_add),
        capacity: capacity(portfolio),
    }
}

fn capacity(portfolio: &Portfolio) -> Option<Decimal> {
    Some(portfolio.attention.get()?.capacity_hours_per_month.get()?.0)
}

/// What everything together brought and took.
pub(super) fn worth(alliances: &[AllianceReport], portfolio: &Portfolio) -> Worth {
    let values = || alliances.iter().filter_map(|alliance| Some(&alliance.health.as_ref()?.value));
    let sum = |pick: fn(&crate::health::AllianceValue) -> Option<Decimal>| {
        values().filter_map(pick).fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let healths = alliances.iter().filter_map(|alliance| alliance.health.as_ref());
    let graded = healths.flat_map(|health| &health.evidence.metrics);
    let carrying = graded.filter(|metric| metric.carries > Decimal::ZERO);
    let incremental = sum(|value| Some(value.incremental));
    let cost = sum(|value| value.cost);
    let complete = values().all(|value| value.months_taken == 0 || value.cost_complete);
    Worth {
        grade: health::mean(carrying.map(|metric| (metric.grade, metric.carries))),
        share: health::share(
            incremental,
            Some(cost),
            complete,
            values().any(crate::health::AllianceValue::lacks_results),
        ),
        months: portfolio.trailing_months(),
        incremental,
        gross: sum(|value| Some(value.gross)),
        unproven: values().map(|value| value.unproven).fold(0, u32::saturating_add),
        unproven_gross: sum(|value| Some(value.unproven_gross)),
        hours: sum(|value| value.hours),
        cost,
    }
}

/// The alliances by their return on attention. Proposals ask for nothing yet, unless they are named in `also`.
pub(super) fn attention(
    alliances: &[AllianceReport],
    members: &[AllianceSummary],
    places: &[usize],
    promised: &[Option<Decimal>],
    portfolio: &Portfolio,
    also: impl Fn(usize) -> bool,
) -> FocusList {
    let claims = members.iter().zip(places).zip(promised).filter_map(|((member, place), promised)| {
        let proposed = member.stage == Stage::Proposed && also(*place);
        let health = alliances[*place].health.as_ref()?;
        let value = &health.value;
        (member.is_live() || proposed).then(|| Claim {
            place: *place,
            hours: member.hours.copied().filter(|hours| !hours.is_sign_negative()),
            value: if proposed { *promised } else { value.known },
            months: if proposed { value.months } else { value.months_taken.max(1) },
            promised: proposed,
            in_money: proposed || value.is_in_money(),
            lately: if proposed { None } else { value.lately() },
            ending: matches!(health.verdict.decision, Decision::WindDown | Decision::FinishExit),
            urgency: health.verdict.decision.urgency(),
        })
    });
    FocusList::new(claims, capacity(portfolio))
}

/// What a proposal's business case promises over the trailing months, in money; unknown where it promises none.
pub(super) fn promised(record: &Alliance, portfolio: &Portfolio) -> Option<Decimal> {
    let headline = record.metrics.items().filter(|metric| metric.is_headline());
    let promises = headline.filter_map(|metric| {
        let level = metric.projected.get().or_else(|| metric.target.get())?;
        let ours = level.currency.as_deref().is_none_or(|code| code == portfolio.currency());
        let months = metric.every.copied()?.months();
        let periods = Decimal::from(portfolio.trailing_months()).checked_div(Decimal::from(months))?;
        let money =
            priced(metric, level.amount, portfolio.currency()).filter(|_| ours)?.checked_mul(periods)?;
        Some((metric.indicator.copied() == Some(Indicator::NewCustomers), money))
    });
    let (won, other): (Vec<_>, Vec<_>) = promises.partition(|(won, _)| *won);
    let sum = |promises: Vec<(bool, Decimal)>| {
        promises.into_iter().map(|(_, money)| money).reduce(Decimal::saturating_add)
    };
    // New customers bring revenue: where that is promised too, it is the same money.
    let sold = record
        .metrics
        .items()
        .any(|metric| metric.is_headline() && metric.indicator.copied() == Some(Indicator::SharedRevenue));
    match (sum(other), sum(won)) {
        (Some(other), Some(_)) if sold => Some(other),
        (Some(other), Some(won)) => Some(other.saturating_add(won)),
        (other, won) => other.or(won),
    }
}
