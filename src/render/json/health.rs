//! How an alliance does: verdict, structure score, type by its record, drift and exit.

use rust_decimal::Decimal;
use serde::Serialize;

use super::value::{EvidenceForm, ValueForm, evidence, value};
use crate::model::Kind;
use crate::report::{
    self, AllianceReport, Area, Band, Capped, Conclusion, Decision, Health, Price, ReportedReason, Rule,
};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Health"))]
pub(super) struct HealthForm<'r> {
    /// What to decide.
    verdict: Verdict<'r>,
    /// How well it is built and governed; null once it is over, or where its file has mistakes.
    score: Option<Score>,
    /// What it is worth.
    value: ValueForm<'r>,
    /// How far that can be believed.
    evidence: EvidenceForm<'r>,
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
    decision: Decision,
    /// Why, in one line.
    headline: &'r str,
    /// Everything it rests on.
    reasons: &'r [ReportedReason],
    /// The day that goes with it.
    day: Option<Day>,
    /// What would have to change for another verdict.
    changes_with: &'static str,
    /// The verdict that would apply then.
    otherwise: Option<Decision>,
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
    band: Band,
    /// Points met in percent of those that apply, rounded down.
    average: u32,
    /// The best that the serious gaps allow.
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
    area: Area,
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
    rule: &'static Rule,
    /// Points that apply.
    applicable: u32,
    /// Points met.
    met: u32,
    /// Points met, with accepted exceptions taken as met.
    with_accepted_as_met: u32,
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

pub(super) fn health<'r>(alliance: &'r AllianceReport, health: &'r Health) -> HealthForm<'r> {
    let verdict = &health.verdict;
    HealthForm {
        verdict: Verdict {
            decision: verdict.decision,
            headline: &verdict.headline,
            reasons: &alliance.why,
            day: verdict.day.map(|day| Day { what: day.what, date: day.date.to_string() }),
            changes_with: verdict.change,
            otherwise: verdict.otherwise,
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

fn score(score: &report::Score) -> Score {
    let Capped { average, grave, cap, score: capped } = score.raw;
    Score {
        score: capped,
        band: score.band(),
        average,
        cap,
        grave,
        with_accepted_as_met: score.honoured.score,
        areas: score
            .areas
            .iter()
            .map(|(area, points)| AreaPoints {
                area: *area,
                applicable: points.applicable,
                met: points.met,
                with_accepted_as_met: points.honoured,
            })
            .collect(),
        terms: score
            .terms
            .iter()
            .map(|term| Term {
                rule: term.rule.rule(),
                applicable: term.points().applicable,
                met: term.points().met,
                with_accepted_as_met: term.points().honoured,
            })
            .collect(),
    }
}

fn inferred(inferred: &report::Inferred) -> Inferred<'_> {
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
