//! What an alliance is worth: every headline metric with its readings, what of it is realised money, and what it cost.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::Facts;
use crate::facts::attention::{Monthly, monthly};
use crate::facts::ledger::{Ledger, ResultStanding, ledger};
use crate::model::calendar::{months_between, sub_months};
use crate::model::{Alliance, Portfolio, percent};

use super::metric_value::{CountsAs, MetricValue, metric, missing, shared};

/// How many results of a metric are its latest.
const LATEST_RESULTS: usize = 2;

/// An alliance's value over the trailing window.
#[derive(Debug, Clone)]
pub struct AllianceValue {
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

impl AllianceValue {
    /// Whether a result in money that is due is missing: what is recorded is then not all that it brought.
    pub fn lacks_results(&self) -> bool {
        lack_results(&self.metrics)
    }

    /// Whether any metric counts realised money at all; else there is none to bring or to miss.
    pub fn is_in_money(&self) -> bool {
        self.metrics.iter().any(|metric| metric.counts != CountsAs::Leading)
    }

    /// How much of the gross survives, in whole percent; `None` where there is no gross.
    pub fn surviving_percent(&self) -> Option<Decimal> {
        percent(self.incremental, self.gross)
    }

    /// Incremental money a month, by the latest two results of each metric that counts money; unknown where one of them
    /// has none that proves anything.
    pub fn lately(&self) -> Option<Decimal> {
        let mut monthly = None;
        for metric in self.metrics.iter().filter(|metric| metric.counts == CountsAs::Value) {
            let (mut sum, mut months) = (Decimal::ZERO, 0_u32);
            let counted = metric.results.iter().rev().filter_map(|result| match result.standing? {
                ResultStanding::Overlaps(_) => None,
                standing => Some((result.period, standing)),
            });
            for (period, standing) in counted.take(LATEST_RESULTS) {
                let ResultStanding::Proven { incremental, .. } = standing else { return None };
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

/// Draws up an alliance's value over the portfolio's trailing months.
pub fn value(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> AllianceValue {
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
    AllianceValue {
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

/// Whether a result in money that is due is missing.
fn lack_results(metrics: &[MetricValue]) -> bool {
    metrics.iter().any(|metric| metric.counts == CountsAs::Value && !metric.missing.is_empty())
}

/// Whether an alliance has brought more over the trailing months than the attention it took; unknown where a part that
/// could turn the answer is not on record.
fn pays(known: Option<Decimal>, cost: Monthly, metrics: &[MetricValue]) -> Option<bool> {
    let (value, money) = (known?, cost.money?);
    if value > money {
        return cost.complete.then_some(true);
    }
    // A result that is due and missing may be the one that pays for the others.
    (!lack_results(metrics)).then_some(false)
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
