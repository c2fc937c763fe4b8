//! What one headline metric adds to the value: its results, what is missing, and who knows of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::ledger::{LedgerEntry, LedgerLine, ResultStanding, is_value};
use crate::facts::periods::{first_period, interval};
use crate::facts::{Facts, Headline, Reading, series};
use crate::model::calendar::{add_days, add_months};
use crate::model::{
    Alliance, Field, Indicator, Measure, Method, Metric, MetricResult, PARTNER, Period, Revision, US,
    comparable,
};

/// One headline metric over the window.
#[derive(Debug, Clone)]
pub struct MetricValue {
    /// Place in `metrics`.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// What it indicates.
    pub indicator: Option<Indicator>,
    /// What is counted.
    pub unit: Option<String>,
    /// By what method it is known what would have come without the alliance: the grade of its evidence.
    pub grade: Option<Method>,
    /// What it should reach each period.
    pub target: Option<Decimal>,
    /// Of a milestone that is ahead, the day by which it is due, and how much of it the latest result should have reached.
    pub on_the_way: Option<(NaiveDate, Decimal)>,
    /// Below this it is not working.
    pub floor: Option<Decimal>,
    /// What the business case promised.
    pub projected: Option<Decimal>,
    /// Whether it counts realised money; everything else is a leading indicator.
    pub counts: CountsAs,
    /// Realised money over its proven results.
    pub gross: Decimal,
    /// Incremental realised money over its proven results.
    pub incremental: Decimal,
    /// Every result of the window, by the end of its period.
    pub results: Vec<ResultValue>,
    /// Periods of the window that are over, whose result is due and not on record.
    pub missing: Vec<Period>,
    /// The other sides that are proved to know of it.
    pub shared: Vec<Shared>,
}

impl MetricValue {
    /// What a side is proved to know of the metric; `None` where that is nothing.
    pub fn shared_with(&self, side: &str) -> Option<&Shared> {
        self.shared.iter().find(|shared| shared.side == side)
    }
}

/// What another side is proved to know of a metric: it was agreed on a day that has come, and that side tracks it or has
/// given a reading of it. What cannot be read proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The side.
    pub side: String,
    /// Whether it has agreed to the target as it is now.
    pub target: bool,
    /// Whether it has agreed to the floor as it is now.
    pub floor: bool,
}

/// What a metric adds to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountsAs {
    /// Realised money.
    Value,
    /// Realised money that another metric of the same name counts already.
    Twice,
    /// Realised money, more than can be counted.
    TooLarge,
    /// Nothing: it is a leading indicator.
    Leading,
}

impl CountsAs {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Twice => "counted twice",
            Self::TooLarge => "too large to count",
            Self::Leading => "leading indicator",
        }
    }
}

/// One result.
#[derive(Debug, Clone)]
pub struct ResultValue {
    /// Place in the metric's `results`.
    pub index: usize,
    /// For which period.
    pub period: Period,
    /// Everything counted, in the metric's unit.
    pub total: Option<Decimal>,
    /// What would have come without the alliance.
    pub without: Option<Decimal>,
    /// The difference.
    pub incremental: Option<Decimal>,
    /// Each other side's own reading.
    pub readings: Vec<(String, Decimal)>,
    /// What it adds to the value, where the metric counts realised money.
    pub standing: Option<ResultStanding>,
}

/// A headline metric with its results, but for those that are missing, and for who knows of it.
pub(super) fn metric(
    record: &Alliance,
    headline: &Headline,
    entry: Option<&LedgerEntry>,
    currency: &str,
    counted: &[Reading],
) -> MetricValue {
    let metric = headline.metric;
    let amount = |field: &Field<crate::model::Money>| field.get().map(|money| money.amount);
    let results = counted.iter().map(|reading| {
        let is_its = |line: &&LedgerLine| line.result == reading.index && line.period == reading.period;
        let line = entry.and_then(|entry| entry.lines.iter().find(is_its));
        result(headline, reading, line.map(|line| line.standing))
    });
    MetricValue {
        index: headline.index,
        name: metric.label().to_owned(),
        indicator: metric.indicator.copied(),
        unit: metric.unit.text().map(str::to_owned),
        grade: metric.counterfactual.get().and_then(|counterfactual| counterfactual.method.copied()),
        target: amount(&metric.target),
        on_the_way: on_the_way(headline, counted),
        floor: amount(&metric.floor),
        projected: amount(&metric.projected).or_else(|| amount(&metric.target)),
        counts: match entry {
            Some(_) => CountsAs::Value,
            None if !is_value(metric, currency) => CountsAs::Leading,
            None if is_repeated(record, headline) => CountsAs::Twice,
            None => CountsAs::TooLarge,
        },
        gross: entry.map_or(Decimal::ZERO, |entry| entry.gross),
        incremental: entry.map_or(Decimal::ZERO, |entry| entry.incremental),
        results: results.collect(),
        missing: Vec::new(),
        shared: Vec::new(),
    }
}

/// Whether an earlier headline metric has the indicator and name of this one.
fn is_repeated(record: &Alliance, headline: &Headline) -> bool {
    let metric = headline.metric;
    let earlier =
        record.metrics.iter().filter(|(index, other)| *index < headline.index && other.is_headline());
    let name = |metric: &Metric| metric.name.text().map(comparable);
    earlier.into_iter().any(|(_, other)| {
        name(other).is_some() && name(other) == name(metric) && other.indicator == metric.indicator
    })
}

pub(super) fn result(
    headline: &Headline,
    reading: &Reading,
    standing: Option<ResultStanding>,
) -> ResultValue {
    let result = reading.result;
    let to_date = headline.metric.measure.copied() == Some(Measure::ToDate);
    let is_summed = result.period.copied() != Some(reading.period);
    let readings = if is_summed { Vec::new() } else { others(result) };
    let readings = if is_summed && !to_date { summed(headline, reading) } else { readings };
    let without = match (is_summed || to_date, reading.total, reading.incremental) {
        (true, total, incremental) => {
            total.zip(incremental).map(|(total, incremental)| total.saturating_sub(incremental))
        }
        (false, ..) => result.without.get().map(|without| without.amount),
    };
    ResultValue {
        index: reading.index,
        period: reading.period,
        total: reading.total,
        without,
        incremental: reading.incremental,
        readings,
        standing,
    }
}

/// What the other sides read for a result.
pub(super) fn others(result: &MetricResult) -> Vec<(String, Decimal)> {
    let partner = result.partner_total.get().map(|total| (PARTNER.to_owned(), total.amount));
    let others = result.totals.iter().map(|(side, total)| (side.to_owned(), total.amount));
    partner.into_iter().chain(others).filter(|(side, _)| side != US).collect()
}

/// What the other sides read for the results that make up a period, where a side has read all of them.
fn summed(headline: &Headline, value: &Reading) -> Vec<(String, Decimal)> {
    let within = |part: &&Reading| {
        part.period != value.period
            && part.period.start() >= value.period.start()
            && part.period.end() <= value.period.end()
    };
    let parts: Vec<Vec<(String, Decimal)>> =
        headline.readings.iter().filter(within).map(|part| others(part.result)).collect();
    let sides = parts.first().into_iter().flatten().map(|(side, _)| side);
    sides
        .filter_map(|side| {
            let of = |part: &Vec<(String, Decimal)>| {
                part.iter().find(|(id, _)| id == side).map(|(_, total)| *total)
            };
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(of(part)?))?;
            Some((side.clone(), sum))
        })
        .collect()
}

/// The other sides that are proved to know of a metric.
pub(super) fn shared(record: &Alliance, headline: &Headline, as_of: NaiveDate) -> Vec<Shared> {
    let metric = headline.metric;
    if metric.agreed.get().is_none_or(|agreed| agreed.0 > as_of) {
        return Vec::new();
    }
    let sides = record.sides();
    let others: Vec<&str> = sides.into_iter().filter(|side| *side != US).collect();
    let only = others.len() == 1;
    let knows = |side: &str| {
        let tracks = metric.tracked_by.text(side).is_some();
        let read = |result: &MetricResult| {
            result.totals.get(side).is_some() || (only && result.partner_total.is_set())
        };
        tracks || metric.results.items().any(read)
    };
    // A level that was moved without a side is not known to it; which level an entry is about is only clear where it is
    // written as a plain word.
    let level = |side: &str, key: &str| {
        let about = |revision: &&Revision| match revision.field.text() {
            Some(field) => {
                field.trim().trim_start_matches("metrics.").eq_ignore_ascii_case(key) || !is_level(field)
            }
            None => true,
        };
        let signed = |revision: &Revision| revision.agreed_by.items().any(|agreed| agreed == side);
        !metric.revisions.is_invalid() && metric.revisions.items().filter(about).all(signed)
    };
    let known = others.into_iter().filter(|side| knows(side));
    known
        .map(|side| Shared {
            side: side.to_owned(),
            target: level(side, "target"),
            floor: level(side, "floor"),
        })
        .collect()
}

/// Whether a revision names one of the keys that a metric has, so that it is clear that it is not about another.
fn is_level(field: &str) -> bool {
    const KEYS: [&str; 9] =
        ["target", "floor", "projected", "scope", "unit", "every", "headline", "counterfactual", "indicator"];
    KEYS.iter().any(|key| field.trim().eq_ignore_ascii_case(key))
}

/// The day of a milestone that is ahead, with the part of its target that the latest result should have reached.
pub(super) fn on_the_way(headline: &Headline, counted: &[Reading]) -> Option<(NaiveDate, Decimal)> {
    let metric = headline.metric;
    let due = metric.due.get().filter(|_| metric.measure.copied() == Some(Measure::Milestone))?.0;
    let end = counted.last()?.period.end();
    let part = series::on_the_way(metric, headline.start, end, metric.target.get()?.amount)?;
    (end < due).then_some((due, part.round()))
}

/// Whole periods within the window and the life of the metric that no result covers, though it is due.
pub(super) fn missing(headline: &Headline, facts: &Facts, after: NaiveDate, until: NaiveDate) -> Vec<Period> {
    let (Some(months), Some(first)) = (interval(headline), first_period(facts, headline)) else {
        return Vec::new();
    };
    let mut missing = Vec::new();
    let mut period = Period::around_in(add_days(after, 1).max(first), months, headline.fiscal());
    let due = |period: &Period| facts.result_due(period.end()) < facts.as_of && period.end() <= until;
    while let Some(current) = period.filter(due) {
        if !headline.readings.iter().any(|reading| reading.period.overlaps(&current)) {
            missing.push(current);
        }
        period = Period::around_in(add_months(current.start(), months), months, headline.fiscal());
    }
    missing
}
