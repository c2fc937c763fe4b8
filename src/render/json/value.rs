//! What an alliance is worth, and how far that can be believed: every total can be worked out again from what is listed.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::report::{AllianceValue, CountsAs, Evidence, Grade, MetricValue, ResultStanding, ResultValue};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Evidence"))]
pub(super) struct EvidenceForm<'r> {
    /// A to D over the metrics, weighted by the money they carry; null where none has a result.
    grade: Option<Grade>,
    /// The cost in percent of the claim, rounded up: how much of it must be true to pay.
    pays_if_true_percent: Option<Decimal>,
    /// Every headline metric with a result.
    metrics: Vec<MetricEvidence<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MetricEvidence<'r> {
    /// The field.
    path: String,
    /// What it is called.
    name: &'r str,
    /// A to D.
    grade: Grade,
    /// The incremental money it carries.
    carries: Decimal,
    /// How the grade came about, in this order.
    terms: Vec<EvidenceTerm<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EvidenceTerm<'r> {
    /// What speaks for or against it.
    text: &'r str,
    /// What it does to the grade.
    effect: String,
    /// The field it rests on.
    path: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Value"))]
pub(super) struct ValueForm<'r> {
    /// How many months back value is counted.
    months: u32,
    /// Realised money that would not have come without the alliance.
    incremental: Decimal,
    /// Realised money, everything counted, over the same results.
    gross: Decimal,
    /// How much of the gross survives, in whole percent.
    surviving_percent: Option<Decimal>,
    /// Results in money that prove nothing.
    unproven_results: u32,
    /// Everything counted by those; never added to anything.
    unproven_gross: Decimal,
    /// The incremental money where all of it is known.
    known: Option<Decimal>,
    /// For how many of the months it has run.
    months_taken: u32,
    /// Hours of management over those.
    hours: Option<Decimal>,
    /// What they and the rest cost, as far as recorded.
    cost: Option<Decimal>,
    /// Whether all of the cost is recorded.
    cost_is_complete: bool,
    /// Incremental money for an hour, to the hundredth.
    return_per_hour: Option<Decimal>,
    /// Whether it brought more than it cost; null where what is missing could turn the answer.
    pays: Option<bool>,
    /// Every headline metric.
    metrics: Vec<Metric<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Metric<'r> {
    /// The field.
    path: String,
    /// What it is called.
    name: &'r str,
    /// What it indicates.
    indicator: Option<&'static str>,
    /// What is counted.
    unit: Option<&'r str>,
    /// value, counted twice, or leading indicator.
    counts_as: CountsAs,
    /// By what method it is known what would have come anyway.
    counterfactual: Option<&'static str>,
    /// What it should reach each period.
    target: Option<Decimal>,
    /// Below this it is not working.
    floor: Option<Decimal>,
    /// What the business case promised.
    projected: Option<Decimal>,
    /// Incremental realised money over its proven results.
    incremental_money: Decimal,
    /// Realised money over its proven results.
    gross_money: Decimal,
    /// Periods whose result is due and not recorded.
    missing_periods: Vec<String>,
    /// Every result of the window.
    results: Vec<Result<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Result<'r> {
    /// The field.
    path: String,
    /// For which period.
    period: String,
    /// Everything counted, in the unit of the metric.
    total: Option<Decimal>,
    /// What would have come without the alliance.
    without: Option<Decimal>,
    /// The difference.
    incremental: Option<Decimal>,
    /// Each other side's own reading.
    read_by_others: Vec<Reading<'r>>,
    /// proven, unproven, overlaps or not money.
    standing: &'static str,
    /// Why it is not proven.
    because: Option<String>,
    /// Everything counted, in money.
    gross_money: Option<Decimal>,
    /// The difference, in money; what adds up to the totals.
    incremental_money: Option<Decimal>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Reading<'r> {
    /// The side.
    side: &'r str,
    /// What it read.
    total: Decimal,
}

pub(super) fn evidence(evidence: &Evidence) -> EvidenceForm<'_> {
    EvidenceForm {
        grade: evidence.grade,
        pays_if_true_percent: evidence.share.map(|share| share.percent),
        metrics: evidence
            .metrics
            .iter()
            .map(|metric| MetricEvidence {
                path: format!("metrics[{}]", metric.index),
                name: &metric.name,
                grade: metric.grade,
                carries: metric.carries,
                terms: metric
                    .terms
                    .iter()
                    .map(|term| EvidenceTerm {
                        text: &term.text,
                        effect: term.effect.words(),
                        path: &term.path,
                    })
                    .collect(),
            })
            .collect(),
    }
}

pub(super) fn value(value: &AllianceValue) -> ValueForm<'_> {
    ValueForm {
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

fn metric(metric: &MetricValue) -> Metric<'_> {
    Metric {
        path: format!("metrics[{}]", metric.index),
        name: &metric.name,
        indicator: metric.indicator.map(|indicator| indicator.word()),
        unit: metric.unit.as_deref(),
        counts_as: metric.counts,
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
        Some(ResultStanding::Proven { gross, incremental }) => {
            ("proven", None, Some(gross), Some(incremental))
        }
        Some(ResultStanding::Unproven { gross, lacks }) => {
            ("unproven", Some(lacks.clause().to_owned()), gross, None)
        }
        Some(ResultStanding::SameDeals(period)) => {
            ("overlaps", Some(format!("the revenue of these deals in {period} is counted")), None, None)
        }
        Some(ResultStanding::Overlaps(period)) => {
            ("overlaps", Some(format!("{period} is counted")), None, None)
        }
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

/// A quotient to the hundredth: more digits would only look exact.
pub(super) fn cents(quotient: Decimal) -> Decimal {
    quotient.round_dp(2)
}
