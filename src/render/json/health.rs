//! How an alliance does, for programs: every total can be worked out again from what is listed.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Place;
use crate::facts::inferred_type::Conclusion;
use crate::facts::ledger::ResultStanding;
use crate::health::score::{self, Capped};
use crate::health::{self, Price, focus};
use crate::health::{MetricValue, ResultValue};
use crate::model::Kind;
use crate::report::{AllianceReport, Report, Worth as Total};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Health<'r> {
    /// What to decide.
    verdict: Verdict<'r>,
    /// How well it is built and governed; null once it is over, or where its file has mistakes.
    score: Option<Score>,
    /// What it is worth.
    value: Value<'r>,
    /// How far that can be believed.
    evidence: Evidence<'r>,
    /// What it is by its record alone.
    inferred_type: Inferred<'r>,
    /// Hours of management a month.
    hours_per_month: Option<Decimal>,
    /// What they and the rest cost a month, as far as recorded.
    cost_per_month: Option<Decimal>,
    /// What its drift has cost; null where it does not drift.
    drift: Option<Drift>,
    /// The next day on which it can end without breaking a promise.
    next_clean_exit: Option<Exit>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Verdict<'r> {
    /// What to decide.
    decision: &'static str,
    /// Why, in one line.
    headline: &'r str,
    /// Everything it rests on.
    reasons: Vec<Reason<'r>>,
    /// The day that goes with it.
    day: Option<Day>,
    /// What would have to change for another verdict.
    changes_with: &'static str,
    /// The verdict that would apply then.
    otherwise: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Reason<'r> {
    /// The reason, as a clause.
    text: &'r str,
    /// The field it rests on.
    path: &'r str,
    #[serde(flatten)]
    at: Place<'r>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Day {
    /// What happens on it.
    what: &'static str,
    /// The day.
    date: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Score {
    /// Points of 100.
    score: u32,
    /// healthy, watch, at risk or critical.
    band: &'static str,
    /// Points met in percent of those that apply, rounded down.
    average: u32,
    /// The best that the grave gaps allow.
    cap: Option<u32>,
    /// Criteria of error weight that are not met.
    grave: u32,
    /// The score with accepted exceptions taken as met.
    with_accepted_as_met: u32,
    /// Points by area.
    areas: Vec<AreaPoints>,
    /// Points by rule.
    terms: Vec<Term>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AreaPoints {
    /// The area.
    area: &'static str,
    /// Points that apply.
    applicable: u32,
    /// Points met.
    met: u32,
    /// Points met, with accepted exceptions taken as met.
    with_accepted_as_met: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Term {
    /// The rule.
    rule: &'static str,
    /// Points that apply.
    applicable: u32,
    /// Points met.
    met: u32,
    /// Points met, with accepted exceptions taken as met.
    with_accepted_as_met: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Evidence<'r> {
    /// A to D over the metrics, weighted by the money they carry; null where none has a result.
    grade: Option<&'static str>,
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
    grade: &'static str,
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Value<'r> {
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
    counts_as: &'static str,
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

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Inferred<'r> {
    /// confident, weak, tie or too little to tell.
    conclusion: &'static str,
    /// What it may be, by its record.
    candidates: Vec<&'static str>,
    /// Points for each type.
    points: Vec<Points>,
    /// What they rest on.
    signals: Vec<Signal<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Points {
    /// The type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Its points.
    points: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Signal<'r> {
    /// The type it speaks for.
    #[serde(rename = "type")]
    kind: &'static str,
    /// How much.
    points: u32,
    /// What it is.
    text: &'r str,
    /// Where the record says so.
    path: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Drift {
    /// The end of the first bad period.
    since: String,
    /// Bad periods since.
    periods: u32,
    /// Days since.
    days: u32,
    /// Whole months since.
    months: u32,
    /// Hours of management since.
    hours: Option<Decimal>,
    /// What they and the rest cost.
    cost: Option<Decimal>,
    /// Hours that one more quarter takes.
    quarter_hours: Option<Decimal>,
    /// What one more quarter costs.
    quarter_cost: Option<Decimal>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Exit {
    /// The day.
    date: String,
    /// Last day to give notice for it.
    notice_by: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Worth {
    /// How many months back.
    months: u32,
    /// Realised money that would not have come anyway.
    incremental: Decimal,
    /// Everything counted by the same results.
    gross: Decimal,
    /// How much of the gross survives, in whole percent.
    surviving_percent: Option<Decimal>,
    /// Results in money that prove nothing.
    unproven_results: u32,
    /// Everything counted by those.
    unproven_gross: Decimal,
    /// Hours of management, as far as recorded.
    hours: Decimal,
    /// What they and the rest cost, as far as recorded.
    cost: Decimal,
    /// How far the increment can be believed, A to D, weighted by the money.
    evidence: Option<&'static str>,
    /// How much of it must be true to pay for the cost, in percent.
    pays_if_true_percent: Option<Decimal>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Attention<'r> {
    /// Hours a month that there are.
    capacity_hours_per_month: Option<Decimal>,
    /// Hours a month once all that is to end has ended.
    hours_if_decided: Decimal,
    /// Hours a month if nothing is decided.
    hours_if_nothing_is: Decimal,
    /// Best first; what is to end comes last.
    ranked: Vec<Ranked<'r>>,
    /// Alliances whose hours are not recorded.
    hours_not_recorded: Vec<&'r str>,
    /// Hours a month that ending everything below the line would free.
    freed_hours_per_month: Decimal,
    /// Incremental money that it would cost, as far as known.
    lost_incremental: Decimal,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Ranked<'r> {
    /// Its name.
    alliance: &'r str,
    /// Hours a month.
    hours_per_month: Option<Decimal>,
    /// Hours a month of this one and all above it.
    cumulative_hours: Decimal,
    /// Incremental money over the trailing months; null where unproven.
    incremental: Option<Decimal>,
    /// Incremental money for an hour, by its latest results; null where that is not known or not in money.
    return_per_hour: Option<Decimal>,
    /// Whether its verdict is to end it.
    to_end: bool,
    /// Whether the capacity reaches down to it.
    within_capacity: bool,
    /// Whether the value is what a proposal promises.
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
        evidence: evidence(&health.evidence),
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
                rule: term.rule.rule().id,
                applicable: term.points().applicable,
                met: term.points().met,
                with_accepted_as_met: term.points().honoured,
            })
            .collect(),
    }
}

fn evidence(evidence: &health::Evidence) -> Evidence<'_> {
    Evidence {
        grade: evidence.grade.map(|grade| grade.word()),
        pays_if_true_percent: evidence.share.map(|share| share.percent),
        metrics: evidence
            .metrics
            .iter()
            .map(|metric| MetricEvidence {
                path: format!("metrics[{}]", metric.index),
                name: &metric.name,
                grade: metric.grade.word(),
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

fn inferred(inferred: &crate::facts::inferred_type::Inferred) -> Inferred<'_> {
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
        evidence: worth.grade.map(|grade| grade.word()),
        pays_if_true_percent: worth.share.map(|share| share.percent),
    }
}

pub(super) fn attention<'r>(report: &'r Report, list: &'r focus::FocusList) -> Attention<'r> {
    let name = |place: usize| report.alliances[place].name.as_str();
    Attention {
        capacity_hours_per_month: list.capacity,
        hours_if_decided: list.decided(),
        hours_if_nothing_is: list.hours(),
        ranked: list
            .ranked
            .iter()
            .map(|ranked| Ranked {
                alliance: name(ranked.claim.place),
                hours_per_month: ranked.claim.hours,
                cumulative_hours: ranked.cumulative,
                incremental: ranked.claim.value,
                return_per_hour: ranked.an_hour.map(cents),
                to_end: ranked.claim.ending,
                within_capacity: ranked.fits,
                promised_only: ranked.claim.promised,
            })
            .collect(),
        hours_not_recorded: list.unrecorded.iter().map(|place| name(*place)).collect(),
        freed_hours_per_month: list.freed(),
        lost_incremental: list.lost(),
    }
}
