//! What an alliance is worth: every headline metric with its readings, what of it is realised money, and what it cost.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::ledger::{Entry, Lack, Ledger, Standing, is_value, ledger, monthly, months_taken, pays};
use crate::facts::periods::{RESULT_DUE_DAYS, first_period, interval};
use crate::facts::{Facts, Headline, Reading};
use crate::model::date::{add_days, add_months, sub_months};
use crate::model::{Alliance, Field, Indicator, Method, PARTNER, Period, Portfolio, US};

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
    /// How much of the gross survives, in whole percent; `None` where there is no gross.
    pub fn surviving_percent(&self) -> Option<Decimal> {
        percent(self.incremental, self.gross)
    }

    /// Incremental money for each hour of management.
    pub fn an_hour(&self) -> Option<Decimal> {
        self.known?.checked_div(self.hours?)
    }
}

/// `part` in whole percent of `whole`.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Some(part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?.round())
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
}

/// What a metric adds to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Realised money.
    Value,
    /// Realised money that another metric of the same name counts already.
    Twice,
    /// Nothing: it is a leading indicator.
    Leading,
}

impl Counts {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Twice => "counted twice",
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
            Self::Counterfactual => "nobody has said what would have come without the alliance",
            Self::Currency => "it is in another currency",
            Self::Price => "nobody has said what one unit is worth",
        }
    }
}

/// Draws up an alliance's value over the portfolio's trailing months.
pub fn value(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> Value {
    let months = portfolio.trailing_months();
    let ledger: Ledger = ledger(facts, portfolio.currency(), months);
    let taken = months_taken(facts, months);
    let cost = monthly(record, portfolio).over(taken);
    let metrics = facts.headlines.iter().map(|headline| {
        let entry = ledger.entries.iter().find(|entry| entry.metric == headline.index);
        metric(headline, entry, facts, portfolio.currency(), months)
    });
    Value {
        months,
        metrics: metrics.collect(),
        gross: ledger.gross(),
        incremental: ledger.proven(),
        unproven: ledger.unproven(),
        unproven_gross: ledger.unproven_gross(),
        known: ledger.value(),
        months_taken: taken,
        hours: cost.hours,
        cost: cost.money,
        cost_complete: cost.complete,
        pays: pays(record, facts, portfolio),
    }
}

fn metric(
    headline: &Headline,
    entry: Option<&Entry>,
    facts: &Facts,
    currency: &str,
    months: u32,
) -> MetricValue {
    let after = sub_months(facts.as_of, months);
    let metric = headline.metric;
    let amount = |field: &Field<crate::model::Money>| field.get().map(|money| money.amount);
    let in_window = headline.readings.iter().filter(|reading| reading.period.end() > after);
    let results = in_window.map(|reading| {
        let line = entry.and_then(|entry| entry.lines.iter().find(|line| line.result == reading.index));
        result(reading, line.map(|line| line.standing))
    });
    MetricValue {
        index: headline.index,
        name: metric.label().to_owned(),
        indicator: metric.indicator.copied(),
        unit: metric.unit.text().map(str::to_owned),
        grade: metric.counterfactual.get().and_then(|counterfactual| counterfactual.method.copied()),
        target: amount(&metric.target),
        floor: amount(&metric.floor),
        projected: amount(&metric.projected).or_else(|| amount(&metric.target)),
        counts: match entry {
            Some(_) => Counts::Value,
            None if is_value(metric, currency) => Counts::Twice,
            None => Counts::Leading,
        },
        gross: entry.map_or(Decimal::ZERO, |entry| entry.gross),
        incremental: entry.map_or(Decimal::ZERO, |entry| entry.incremental),
        results: results.collect(),
        missing: missing(headline, facts, after),
    }
}

fn result(reading: &Reading, standing: Option<Standing>) -> ResultValue {
    let result = reading.result;
    let partner = result.partner_total.get().map(|total| (PARTNER.to_owned(), total.amount));
    let others = result.totals.iter().map(|(side, total)| (side.to_owned(), total.amount));
    ResultValue {
        index: reading.index,
        period: reading.period,
        total: reading.total,
        without: result.without.get().map(|without| without.amount),
        incremental: reading.incremental,
        readings: partner.into_iter().chain(others).filter(|(side, _)| side != US).collect(),
        standing,
    }
}

/// Whole periods within the window and the life of the metric that no result covers, though it is due.
fn missing(headline: &Headline, facts: &Facts, after: NaiveDate) -> Vec<Period> {
    let (Some(months), Some(first)) = (interval(headline), first_period(facts, headline)) else {
        return Vec::new();
    };
    let mut missing = Vec::new();
    let mut period = Period::around(add_days(after, 1).max(first), months);
    while let Some(current) = period.filter(|period| add_days(period.end(), RESULT_DUE_DAYS) < facts.as_of) {
        if !headline.readings.iter().any(|reading| reading.period.overlaps(&current)) {
            missing.push(current);
        }
        period = Period::around(add_months(current.start(), months), months);
    }
    missing
}
