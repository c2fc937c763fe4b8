//! How an alliance does, for programs: every total can be worked out again from what is listed.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Place;
use crate::facts::kind::Conclusion;
use crate::facts::ledger::Standing;
use crate::health::score::{self, Capped};
use crate::health::value::{MetricValue, ResultValue};
use crate::health::{self, Price, focus};
use crate::model::Kind;
use crate::report::{AllianceReport, Report, Worth as Total};

#[derive(Serialize)]
pub(super) struct Health<'r> {
    verdict: Verdict<'r>,
    score: Option<Score>,
    value: Value<'r>,
    inferred_type: Inferred<'r>,
    hours_per_month: Option<Decimal>,
    cost_per_month: Option<Decimal>,
    drift: Option<Drift>,
    next_clean_exit: Option<Exit>,
}

#[derive(Serialize)]
struct Verdict<'r> {
    decision: &'static str,
    headline: &'r str,
    reasons: Vec<Reason<'r>>,
    day: Option<Day>,
    changes_with: &'static str,
    otherwise: Option<&'static str>,
}

#[derive(Serialize)]
struct Reason<'r> {
    text: &'r str,
    path: &'r str,
    #[serde(flatten)]
    at: Place<'r>,
}

#[derive(Serialize)]
struct Day {
    what: &'static str,
    date: String,
}

#[derive(Serialize)]
struct Score {
    score: u32,
    band: &'static str,
    average: u32,
    cap: Option<u32>,
    grave: u32,
    with_accepted_as_met: u32,
    areas: Vec<AreaPoints>,
    terms: Vec<Term>,
}

#[derive(Serialize)]
struct AreaPoints {
    area: &'static str,
    applicable: u32,
    met: u32,
    with_accepted_as_met: u32,
}

#[derive(Serialize)]
struct Term {
    rule: &'static str,
    applicable: u32,
    met: u32,
    with_accepted_as_met: u32,
}

#[derive(Serialize)]
struct Value<'r> {
    months: u32,
    incremental: Decimal,
    gross: Decimal,
    surviving_percent: Option<Decimal>,
    unproven_results: u32,
    unproven_gross: Decimal,
    known: Option<Decimal>,
    months_taken: u32,
    hours: Option<Decimal>,
    cost: Option<Decimal>,
    cost_is_complete: bool,
    return_per_hour: Option<Decimal>,
    pays: Option<bool>,
    metrics: Vec<Metric<'r>>,
}

#[derive(Serialize)]
struct Metric<'r> {
    path: String,
    name: &'r str,
    indicator: Option<&'static str>,
    unit: Option<&'r str>,
    counts_as: &'static str,
    counterfactual: Option<&'static str>,
    target: Option<Decimal>,
    floor: Option<Decimal>,
    projected: Option<Decimal>,
    incremental_money: Decimal,
    gross_money: Decimal,
    missing_periods: Vec<String>,
    results: Vec<Result<'r>>,
}

#[derive(Serialize)]
struct Result<'r> {
    path: String,
    period: String,
    total: Option<Decimal>,
    without: Option<Decimal>,
    incremental: Option<Decimal>,
    read_by_others: Vec<Reading<'r>>,
    standing: &'static str,
    because: Option<String>,
    gross_money: Option<Decimal>,
    incremental_money: Option<Decimal>,
}

#[derive(Serialize)]
struct Reading<'r> {
    side: &'r str,
    total: Decimal,
}

#[derive(Serialize)]
struct Inferred<'r> {
    conclusion: &'static str,
    candidates: Vec<&'static str>,
    points: Vec<Points>,
    signals: Vec<Signal<'r>>,
}

#[derive(Serialize)]
struct Points {
    #[serde(rename = "type")]
    kind: &'static str,
    points: u32,
}

#[derive(Serialize)]
struct Signal<'r> {
    #[serde(rename = "type")]
    kind: &'static str,
    points: u32,
    text: &'r str,
    path: &'r str,
}

#[derive(Serialize)]
struct Drift {
    since: String,
    periods: u32,
    days: u32,
    months: u32,
    hours: Option<Decimal>,
    cost: Option<Decimal>,
    quarter_hours: Option<Decimal>,
    quarter_cost: Option<Decimal>,
}

#[derive(Serialize)]
struct Exit {
    date: String,
    notice_by: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Worth {
    months: u32,
    incremental: Decimal,
    gross: Decimal,
    surviving_percent: Option<Decimal>,
    unproven_results: u32,
    unproven_gross: Decimal,
    hours: Decimal,
    cost: Decimal,
}

#[derive(Serialize)]
pub(super) struct Attention<'r> {
    capacity_hours_per_month: Option<Decimal>,
    ranked: Vec<Ranked<'r>>,
    hours_not_recorded: Vec<&'r str>,
    freed_hours_per_month: Decimal,
    lost_incremental: Decimal,
}

#[derive(Serialize)]
struct Ranked<'r> {
    alliance: &'r str,
    hours_per_month: Option<Decimal>,
    cumulative_hours: Decimal,
    incremental: Option<Decimal>,
    return_per_hour: Option<Decimal>,
    within_capacity: bool,
    promised_only: bool,
}

pub(super) fn health<'r>(alliance: &'r AllianceReport, health: &'r health::Health) -> Health<'r> {
    let verdict = &health.verdict;
    Health {
        verdict: Verdict {
            decision: verdict.decision.word(),
            headline: &verdict.headline,
            reasons: alliance
                .why
                .iter()
                .map(|why| Reason { text: &why.text, path: &why.path, at: super::place(&why.at) })
                .collect(),
            day: verdict.day.map(|day| Day { what: day.what, date: day.date.to_string() }),
            changes_with: verdict.change,
            otherwise: verdict.otherwise.map(|otherwise| otherwise.word()),
        },
        score: health.score.as_ref().map(score),
        value: value(&health.value),
        inferred_type: inferred(&health.inferred),
        hours_per_month: health.monthly.hours,
        cost_per_month: health.monthly.money,
        drift: health.drift.as_ref().map(drift),
        next_clean_exit: health.exit.map(|exit| Exit {
            date: exit.date.to_string(),
            notice_by: exit.notice_by().map(|by| by.to_string()),
        }),
    }
}

fn score(score: &score::Score) -> Score {
    let Capped { average, grave, cap, score: capped } = score.raw;
    Score {
        score: capped,
        band: score.band().word(),
        average,
        cap,
        grave,
        with_accepted_as_met: score.honoured.score,
        areas: score
            .areas
            .iter()
            .map(|(area, points)| AreaPoints {
                area: area.word(),
                applicable: points.applicable,
                met: points.met,
                with_accepted_as_met: points.honoured,
            })
            .collect(),
        terms: score
            .terms
            .iter()
            .map(|term| Term {
                rule: term.rule.id,
                applicable: term.points.applicable,
                met: term.points.met,
                with_accepted_as_met: term.points.honoured,
            })
            .collect(),
    }
}

fn value(value: &health::Value) -> Value<'_> {
    Value {
        months: value.months,
        incremental: value.incremental,
        gross: value.gross,
        surviving_percent: value.surviving_percent(),
        unproven_results: value.unproven,
        unproven_gross: value.unproven_gross,
        known: value.known,
        months_taken: value.months_taken,
        hours: value.hours,
        cost: value.cost,
        cost_is_complete: value.cost_complete,
        return_per_hour: value.an_hour().map(cents),
        pays: value.pays,
        metrics: value.metrics.iter().map(metric).collect(),
    }
}

/// A quotient to the hundredth: more digits would only look exact.
fn cents(quotient: Decimal) -> Decimal {
    quotient.round_dp(2)
}

fn metric(metric: &MetricValue) -> Metric<'_> {
    Metric {
        path: format!("metrics[{}]", metric.index),
        name: &metric.name,
        indicator: metric.indicator.map(|indicator| indicator.word()),
        unit: metric.unit.as_deref(),
        counts_as: metric.counts.word(),
        counterfactual: metric.grade.map(|grade| grade.word()),
        target: metric.target,
        floor: metric.floor,
        projected: metric.projected,
        incremental_money: metric.incremental,
        gross_money: metric.gross,
        missing_periods: metric.missing.iter().map(ToString::to_string).collect(),
        results: metric.results.iter().map(|result| self::result(metric, result)).collect(),
    }
}

fn result<'r>(metric: &MetricValue, result: &'r ResultValue) -> Result<'r> {
    let (standing, because, gross, incremental) = match result.standing {
        Some(Standing::Proven { gross, incremental }) => ("proven", None, Some(gross), Some(incremental)),
        Some(Standing::Unproven { gross, lacks }) => {
            ("unproven", Some(lacks.clause().to_owned()), gross, None)
        }
        Some(Standing::Overlaps(period)) => ("overlaps", Some(format!("{period} is counted")), None, None),
        None => ("not money", None, None, None),
    };
    Result {
        path: format!("metrics[{}].results[{}]", metric.index, result.index),
        period: result.period.to_string(),
        total: result.total,
        without: result.without,
        incremental: result.incremental,
        read_by_others: result.readings.iter().map(|(side, total)| Reading { side, total: *total }).collect(),
        standing,
        because,
        gross_money: gross,
        incremental_money: incremental,
    }
}

fn inferred(inferred: &crate::facts::kind::Inferred) -> Inferred<'_> {
    Inferred {
        conclusion: match inferred.conclusion {
            Conclusion::Confident(_) => "confident",
            Conclusion::Weak(_) => "weak",
            Conclusion::Tie(_) => "tie",
            Conclusion::TooLittle => "too little to tell",
        },
        candidates: inferred.candidates().iter().map(|kind| kind.word()).collect(),
        points: Kind::ALL
            .iter()
            .map(|kind| Points { kind: kind.word(), points: inferred.points(*kind) })
            .collect(),
        signals: inferred
            .signals
            .iter()
            .map(|signal| Signal {
                kind: signal.kind.word(),
                points: signal.points,
                text: &signal.sentence,
                path: &signal.path,
            })
            .collect(),
    }
}

fn drift(price: &Price) -> Drift {
    Drift {
        since: price.drift.since.to_string(),
        periods: price.drift.periods,
        days: price.drift.days,
        months: price.drift.months,
        hours: price.so_far.hours,
        cost: price.so_far.money,
        quarter_hours: price.quarter.hours,
        quarter_cost: price.quarter.money,
    }
}

pub(super) fn worth(worth: &Total) -> Worth {
    Worth {
        months: worth.months,
        incremental: worth.incremental,
        gross: worth.gross,
        surviving_percent: worth.surviving_percent(),
        unproven_results: worth.unproven,
        unproven_gross: worth.unproven_gross,
        hours: worth.hours,
        cost: worth.cost,
    }
}

pub(super) fn attention<'r>(report: &'r Report, list: &'r focus::FocusList) -> Attention<'r> {
    let name = |place: usize| report.alliances[place].name.as_str();
    Attention {
        capacity_hours_per_month: list.capacity,
        ranked: list
            .ranked
            .iter()
            .map(|ranked| Ranked {
                alliance: name(ranked.claim.place),
                hours_per_month: ranked.claim.hours,
                cumulative_hours: ranked.cumulative,
                incremental: ranked.claim.value,
                return_per_hour: ranked.an_hour.map(cents),
                within_capacity: ranked.fits,
                promised_only: ranked.claim.promised,
            })
            .collect(),
        hours_not_recorded: list.unrecorded.iter().map(|place| name(*place)).collect(),
        freed_hours_per_month: list.freed(),
        lost_incremental: list.lost(),
    }
}
