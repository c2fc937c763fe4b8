//! What an alliance is worth: every headline metric with its readings, what of it is realised money, and what it cost.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::ledger::{Entry, Lack, Ledger, Line, Monthly, Standing, is_value, ledger, monthly};
use crate::facts::periods::{RESULT_DUE_DAYS, first_period, interval};
use crate::facts::{Facts, Headline, Reading, series};
use crate::model::date::{add_days, add_months, months_between, sub_months};
use crate::model::{
    Alliance, Field, Indicator, Measure, Method, Metric, MetricResult, PARTNER, Period, Portfolio, Revision,
    US, comparable, percent,
};

/// How many results of a metric are its latest.
const LATEST_RESULTS: usize = 2;

/// An alliance's value over the trailing window.
#[derive(Debug, Clone)]
pub struct Value {
    /// How many months the window has; it ends on the as-of date.
    pub months: u32,
    /// Every headline metric, in the file's order.
    pub metrics: Vec<MetricValue>,
    /// Realised money, everything counted, over the results that prove something.
    pub gross: Decimal,
    /// Realised money that would not have come without the alliance, over the same results.
    pub incremental: Decimal,
    /// How many results in money prove nothing.
    pub unproven: u32,
    /// Everything counted by those, as far as it has a price. It is never added to anything.
    pub unproven_gross: Decimal,
    /// The incremental money where all of it is known; an alliance that counts nothing in money brings none.
    pub known: Option<Decimal>,
    /// For how many months of the window it has run.
    pub months_taken: u32,
    /// Hours of management over those months.
    pub hours: Option<Decimal>,
    /// What those hours and the rest cost, as far as it is on record.
    pub cost: Option<Decimal>,
    /// Whether all of the cost is on record.
    pub cost_complete: bool,
    /// Whether it brought more than it cost; unknown where what is missing could turn the answer.
    pub pays: Option<bool>,
}

impl Value {
    /// Whether any metric counts realised money at all; else there is none to bring or to miss.
    pub fn is_in_money(&self) -> bool {
        self.metrics.iter().any(|metric| metric.counts != Counts::Leading)
    }

    /// How much of the gross survives, in whole percent; `None` where there is no gross.
    pub fn surviving_percent(&self) -> Option<Decimal> {
        percent(self.incremental, self.gross)
    }

    /// Incremental money a month, by the latest two results of each metric that counts money; unknown where one of them
    /// has none that proves anything.
    pub fn lately(&self) -> Option<Decimal> {
        let mut monthly = None;
        for metric in self.metrics.iter().filter(|metric| metric.counts == Counts::Value) {
            let (mut sum, mut months) = (Decimal::ZERO, 0_u32);
            let counted = metric.results.iter().rev().filter_map(|result| match result.standing? {
                Standing::Overlaps(_) => None,
                standing => Some((result.period, standing)),
            });
            for (period, standing) in counted.take(LATEST_RESULTS) {
                let Standing::Proven { incremental, .. } = standing else { return None };
                sum = sum.checked_add(incremental)?;
                months = months.checked_add(period.months())?;
            }
            let part = sum.checked_div(Decimal::from(months))?;
            monthly = Some(monthly.unwrap_or(Decimal::ZERO).checked_add(part)?);
        }
        monthly
    }

    /// Incremental money for each hour of management.
    pub fn an_hour(&self) -> Option<Decimal> {
        self.known?.checked_div(self.hours?)
    }
}

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
    pub counts: Counts,
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
pub enum Counts {
    /// Realised money.
    Value,
    /// Realised money that another metric of the same name counts already.
    Twice,
    /// Realised money, more than can be counted.
    TooLarge,
    /// Nothing: it is a leading indicator.
    Leading,
}

impl Counts {
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
    pub standing: Option<Standing>,
}

impl Lack {
    /// What is missing, as a clause.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Total => "it has no total",
            Self::Counterfactual => "nobody recorded what would have come without the alliance",
            Self::Currency => "it is in another currency",
            Self::Unit => "its unit is not the portfolio's currency",
            Self::Price => "nobody recorded what one unit is worth",
        }
    }
}

/// Draws up an alliance's value over the portfolio's trailing months.
pub fn value(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> Value {
    let months = portfolio.trailing_months();
    let currency = portfolio.currency();
    let ledger: Ledger = ledger(facts, currency, months);
    let after = sub_months(facts.as_of, months);
    let until = record.ended.get().map_or(facts.as_of, |ended| ended.0.min(facts.as_of));
    let taken = months_taken(facts, after, until, months);
    let cost = monthly(record, portfolio).over(taken);
    let metrics: Vec<MetricValue> = facts
        .headlines
        .iter()
        .map(|headline| {
            let entry = ledger.entries.iter().find(|entry| entry.metric == headline.index);
            MetricValue {
                missing: missing(headline, facts, after, until),
                shared: shared(record, headline, facts.as_of),
                ..metric(record, headline, entry, currency, &headline.counted_after(after, months))
            }
        })
        .collect();
    Value {
        months,
        gross: ledger.gross(),
        incremental: ledger.proven(),
        unproven: ledger.unproven(),
        unproven_gross: ledger.unproven_gross(),
        known: ledger.value(),
        months_taken: taken,
        hours: cost.hours,
        cost: cost.money,
        cost_complete: cost.complete,
        pays: pays(ledger.value(), cost, &metrics),
        metrics,
    }
}

/// For how many of the trailing months an alliance has taken attention: one of four months has taken four, and one that
/// ended took none since.
fn months_taken(facts: &Facts, after: NaiveDate, until: NaiveDate, months: u32) -> u32 {
    match facts.launched {
        Some(launched) => months_between(launched.max(after), until),
        None if until < facts.as_of => months_between(after, until),
        None => months,
    }
}

/// Whether an alliance has brought more over the trailing months than the attention it took; unknown where a part that
/// could turn the answer is not on record.
fn pays(known: Option<Decimal>, cost: Monthly, metrics: &[MetricValue]) -> Option<bool> {
    let (value, money) = (known?, cost.money?);
    if value > money {
        return cost.complete.then_some(true);
    }
    // A result that is due and missing may be the one that pays for the others.
    let gaps = metrics.iter().any(|metric| metric.counts == Counts::Value && !metric.missing.is_empty());
    (!gaps).then_some(false)
}

/// A headline metric with its results, but for those that are missing, and for who knows of it.
fn metric(
    record: &Alliance,
    headline: &Headline,
    entry: Option<&Entry>,
    currency: &str,
    counted: &[Reading],
) -> MetricValue {
    let metric = headline.metric;
    let amount = |field: &Field<crate::model::Money>| field.get().map(|money| money.amount);
    let results = counted.iter().map(|reading| {
        let is_its = |line: &&Line| line.result == reading.index && line.period == reading.period;
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
            Some(_) => Counts::Value,
            None if !is_value(metric, currency) => Counts::Leading,
            None if is_repeated(record, headline) => Counts::Twice,
            None => Counts::TooLarge,
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

fn result(headline: &Headline, reading: &Reading, standing: Option<Standing>) -> ResultValue {
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
fn others(result: &MetricResult) -> Vec<(String, Decimal)> {
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
fn shared(record: &Alliance, headline: &Headline, as_of: NaiveDate) -> Vec<Shared> {
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
fn on_the_way(headline: &Headline, counted: &[Reading]) -> Option<(NaiveDate, Decimal)> {
    let metric = headline.metric;
    let due = metric.due.get().filter(|_| metric.measure.copied() == Some(Measure::Milestone))?.0;
    let end = counted.last()?.period.end();
    let part = series::on_the_way(metric, headline.start, end, metric.target.get()?.amount)?;
    (end < due).then_some((due, part.round()))
}

/// Whole periods within the window and the life of the metric that no result covers, though it is due.
fn missing(headline: &Headline, facts: &Facts, after: NaiveDate, until: NaiveDate) -> Vec<Period> {
    let (Some(months), Some(first)) = (interval(headline), first_period(facts, headline)) else {
        return Vec::new();
    };
    let mut missing = Vec::new();
    let mut period = Period::around_in(add_days(after, 1).max(first), months, headline.fiscal());
    let due =
        |period: &Period| add_days(period.end(), RESULT_DUE_DAYS) < facts.as_of && period.end() <= until;
    while let Some(current) = period.filter(due) {
        if !headline.readings.iter().any(|reading| reading.period.overlaps(&current)) {
            missing.push(current);
        }
        period = Period::around_in(add_months(current.start(), months), months, headline.fiscal());
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn day(text: &str) -> NaiveDate {
        Date::parse(text).map(|date| date.0).expect("a date")
    }

    #[test]
    fn it_pays_when_the_money_exceeds_what_the_attention_costs() {
        let pays = |total: u32, portfolio: &str| {
            let record = format!(
                "started: 2025-01-01\nattention: {{ hours_per_month: 2, cost_per_month: 50 }}\nmetrics:
  - {{ indicator: shared-revenue, unit: EUR, every: year, results: [{{ period: '2025', total: {total}, without: 0 }}] }}"
            );
            let record: Alliance = serde_yaml::from_str(&record).expect("YAML");
            let portfolio: Portfolio = serde_yaml::from_str(portfolio).expect("YAML");
            value(&record, &Facts::new(&record, day("2026-11-22")), &portfolio).pays
        };
        let priced = "attention: { cost_per_hour: 100 }";
        assert_eq!(pays(3000, priced), Some(false), "twelve months at 2 times 100 and 50");
        assert_eq!(pays(3001, priced), Some(true));
        assert_eq!(pays(3001, "us: Nobody"), None, "the hours have no price");
        assert_eq!(pays(600, "us: Nobody"), Some(false), "not even what is spent besides");
    }
}
