//! Does it pay: realised, incremental money against the cost of attention.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::{Facts, Headline, Reading};
use crate::model::calendar::sub_months;
use crate::model::{Indicator, Metric, MetricResult, Period, comparable};

/// What one headline metric brought in money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Place in `metrics`.
    pub metric: usize,
    /// What would not have come without the alliance, over the results for which that is known.
    pub incremental: Decimal,
    /// Everything counted, over the same results, so that the two can be set against each other.
    pub gross: Decimal,
    /// Everything counted by the results that prove nothing, as far as it has a price.
    pub unproven_gross: Decimal,
    /// Every result of the window, by the end of its period.
    pub lines: Vec<LedgerLine>,
}

impl LedgerEntry {
    /// How many results are in the two sums.
    pub fn proven(&self) -> u32 {
        self.counted(|standing| matches!(standing, ResultStanding::Proven { .. }))
    }

    /// How many results are in money, but without a usable counterfactual or price.
    pub fn unproven(&self) -> u32 {
        self.counted(|standing| matches!(standing, ResultStanding::Unproven { .. }))
    }

    fn counted(&self, such: impl Fn(ResultStanding) -> bool) -> u32 {
        let lines = self.lines.iter().filter(|line| such(line.standing)).count();
        u32::try_from(lines).unwrap_or(u32::MAX)
    }
}

/// One result in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerLine {
    /// Place in the metric's `results`.
    pub result: usize,
    /// For which period.
    pub period: Period,
    /// Whether it counts, and for how much money.
    pub standing: ResultStanding,
}

/// Whether a result counts as value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultStanding {
    /// It does.
    Proven {
        /// Everything counted, in money.
        gross: Decimal,
        /// What would not have come without the alliance, in money.
        incremental: Decimal,
    },
    /// It adds nothing until what is missing is on record.
    Unproven {
        /// Everything counted, in money, where that much is known.
        gross: Option<Decimal>,
        /// What is missing.
        lacks: Lack,
    },
    /// It shares days with a result that is counted already.
    Overlaps(Period),
    /// It counts the customers of deals whose revenue is counted already.
    SameDeals(Period),
}

/// What keeps a result from counting as value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It has no total.
    Total,
    /// Nobody has said what would have come without the alliance.
    Counterfactual,
    /// Its amounts are in another currency, and nothing is converted.
    Currency,
    /// Its unit is not the portfolio's currency.
    Unit,
    /// Nobody has said what one unit is worth.
    Price,
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

/// What an alliance brought in realised money over a window.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// By headline metric that counts as value, in the file's order.
    pub entries: Vec<LedgerEntry>,
    /// Whether the entries are not all there is to know: there is no headline metric, one that counts money has no
    /// result, or a sum goes beyond what can be counted.
    incomplete: bool,
}

impl Ledger {
    /// What the proven results add up to, whatever is unproven beside them.
    pub fn proven(&self) -> Decimal {
        self.sum(|entry| entry.incremental)
    }

    /// Everything counted over the proven results.
    pub fn gross(&self) -> Decimal {
        self.sum(|entry| entry.gross)
    }

    /// Everything counted by the results that prove nothing.
    pub fn unproven_gross(&self) -> Decimal {
        self.sum(|entry| entry.unproven_gross)
    }

    /// How many results are in money and prove nothing.
    pub fn unproven(&self) -> u32 {
        self.entries.iter().map(LedgerEntry::unproven).fold(0, u32::saturating_add)
    }

    /// Incremental money, where it is known. An alliance whose metrics count nothing in money brings none; one whose
    /// results are missing or have no counterfactual brings an unknown amount.
    pub fn value(&self) -> Option<Decimal> {
        (self.unproven() == 0 && !self.incomplete).then(|| self.proven())
    }

    fn sum(&self, pick: impl Fn(&LedgerEntry) -> Decimal) -> Decimal {
        self.entries.iter().map(pick).fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

/// What an alliance has brought in the `months` before the as-of date, from the headline metrics that count realised
/// money: shared revenue and savings in `currency`, and new customers at what one is worth. A pipeline, a referral,
/// a share or a reach is never added, also when it is counted in money.
pub fn ledger(facts: &Facts, currency: &str, months: u32) -> Ledger {
    let mut ledger = Ledger { entries: Vec::new(), incomplete: facts.headlines.is_empty() };
    let mut counted: HashSet<(Indicator, String)> = HashSet::new();
    for headline in &facts.headlines {
        let Some(price) = price(headline.metric, currency) else { continue };
        // The same money under the same name is one money.
        if let (Some(indicator), Some(name)) =
            (headline.metric.indicator.copied(), headline.metric.name.text())
            && !counted.insert((indicator, comparable(name)))
        {
            continue;
        }
        let readings = headline.counted_after(sub_months(facts.as_of, months), months);
        match entry(headline.index, &readings, price, currency) {
            Some(entry) => ledger.entries.push(entry),
            None => ledger.incomplete = true,
        }
    }
    for (sold, won) in same_deals(facts) {
        count_once(&mut ledger.entries, sold, won);
    }
    ledger.incomplete |= ledger.entries.iter().any(|entry| {
        let shared = |line: &LedgerLine| matches!(line.standing, ResultStanding::SameDeals(_));
        entry.proven() == 0 && !entry.lines.iter().any(shared)
    });
    let fits = |pick: fn(&LedgerEntry) -> Decimal| {
        let mut entries = ledger.entries.iter();
        entries.try_fold(Decimal::ZERO, |sum, entry| sum.checked_add(pick(entry))).is_some()
    };
    ledger.incomplete |= !fits(|entry| entry.incremental) || !fits(|entry| entry.gross);
    ledger
}

/// What one unit of a metric is worth in money: 1 where it is money, unknown where nobody has priced it, and nothing
/// where the metric does not count realised money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnitPrice {
    Known(Decimal),
    Unknown(Lack),
}

fn price(metric: &Metric, currency: &str) -> Option<UnitPrice> {
    match metric.indicator.copied()? {
        Indicator::SharedRevenue | Indicator::CostSaving => {
            // Money in another unit is money all the same: how much is not known, and that it is some is.
            let ours = metric.unit.text().is_some_and(|unit| unit.eq_ignore_ascii_case(currency));
            Some(if ours { UnitPrice::Known(Decimal::ONE) } else { UnitPrice::Unknown(Lack::Unit) })
        }
        Indicator::NewCustomers => {
            let worth = metric.worth.get().filter(|worth| worth.is_in(currency));
            Some(worth.map_or(UnitPrice::Unknown(Lack::Price), |worth| UnitPrice::Known(worth.amount)))
        }
        _ => None,
    }
}

/// Pairs of headline metrics that count the money of the same deals, by their places: the revenue, and the customers at
/// what one is worth. What a new customer is worth is what it pays, and that is revenue.
pub fn same_deals(facts: &Facts) -> Vec<(usize, usize)> {
    let of = |indicator: Indicator| {
        let such = move |headline: &&Headline| headline.metric.indicator.copied() == Some(indicator);
        facts.headlines.iter().filter(such)
    };
    let sold = of(Indicator::SharedRevenue).next();
    let won = of(Indicator::NewCustomers).filter(|headline| headline.metric.worth.is_set());
    sold.map_or_else(Vec::new, |sold| won.map(|won| (sold.index, won.index)).collect())
}

/// Takes the customers of a metric out of the sums where the revenue of the same days is proven.
fn count_once(entries: &mut [LedgerEntry], sold: usize, won: usize) {
    let is_proven = |line: &&LedgerLine| matches!(line.standing, ResultStanding::Proven { .. });
    let counted: Vec<Period> = entries
        .iter()
        .filter(|entry| entry.metric == sold)
        .flat_map(|entry| entry.lines.iter().filter(is_proven).map(|line| line.period))
        .collect();
    let Some(entry) = entries.iter_mut().find(|entry| entry.metric == won) else { return };
    for line in &mut entry.lines {
        let Some(period) = counted.iter().find(|period| period.overlaps(&line.period)) else { continue };
        match line.standing {
            ResultStanding::Proven { gross, incremental } => {
                entry.gross = entry.gross.saturating_sub(gross);
                entry.incremental = entry.incremental.saturating_sub(incremental);
            }
            ResultStanding::Unproven { gross, .. } => {
                entry.unproven_gross = entry.unproven_gross.saturating_sub(gross.unwrap_or_default());
            }
            ResultStanding::Overlaps(_) | ResultStanding::SameDeals(_) => continue,
        }
        line.standing = ResultStanding::SameDeals(*period);
    }
}

/// Whether a headline metric counts realised money, so that the ledger has an entry for it.
pub fn is_value(metric: &Metric, currency: &str) -> bool {
    price(metric, currency).is_some()
}

/// What an amount of a metric's unit is worth in money; `None` where it is none, or nobody has priced it.
pub fn priced(metric: &Metric, amount: Decimal, currency: &str) -> Option<Decimal> {
    match price(metric, currency)? {
        UnitPrice::Known(price) => amount.checked_mul(price),
        UnitPrice::Unknown(_) => None,
    }
}

/// The lines and sums of one metric; `None` where they are too large to count.
fn entry(metric: usize, readings: &[Reading], price: UnitPrice, currency: &str) -> Option<LedgerEntry> {
    let zero = Decimal::ZERO;
    let mut entry = LedgerEntry {
        metric,
        incremental: zero,
        gross: zero,
        unproven_gross: zero,
        lines: Vec::with_capacity(readings.len()),
    };
    let standings: Vec<ResultStanding> =
        readings.iter().map(|reading| standing(reading, price, currency)).collect::<Option<_>>()?;
    // Results that end within the window make up exactly its length, however long a period is.
    let overlaps = overlaps(readings, &standings);
    for (at, reading) in readings.iter().enumerate() {
        let standing = overlaps[at].map_or(standings[at], ResultStanding::Overlaps);
        match standing {
            ResultStanding::Proven { gross, incremental } => {
                entry.incremental = entry.incremental.checked_add(incremental)?;
                entry.gross = entry.gross.checked_add(gross)?;
            }
            ResultStanding::Unproven { gross, .. } => {
                entry.unproven_gross = entry.unproven_gross.saturating_add(gross.unwrap_or_default());
            }
            ResultStanding::Overlaps(_) | ResultStanding::SameDeals(_) => {}
        }
        entry.lines.push(LedgerLine { result: reading.index, period: reading.period, standing });
    }
    Some(entry)
}

/// For each reading the period, if any, that is counted in its stead: no day counts twice. What is proven comes before
/// what is not, and a longer period before the shorter ones in it.
fn overlaps(readings: &[Reading], standings: &[ResultStanding]) -> Vec<Option<Period>> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|at| {
        let proven = matches!(standings[*at], ResultStanding::Proven { .. });
        (!proven, Reverse(readings[*at].period.months()), *at)
    });
    let mut taken: BTreeMap<NaiveDate, Period> = BTreeMap::new();
    let mut overlaps = vec![None; readings.len()];
    for at in order {
        let period = readings[at].period;
        // Periods that are taken share no day, so that only the last one to begin by the end of this one can reach into it.
        let last = taken.range(..=period.end()).next_back().map(|(_, taken)| *taken);
        match last.filter(|last| last.overlaps(&period)) {
            Some(other) => overlaps[at] = Some(other),
            None => drop(taken.insert(period.start(), period)),
        }
    }
    overlaps
}

/// Whether a result counts; `None` where it is too large to.
fn standing(reading: &Reading, price: UnitPrice, currency: &str) -> Option<ResultStanding> {
    let price = match price {
        UnitPrice::Known(price) if in_one(reading.result, currency) => price,
        UnitPrice::Known(_) => return Some(ResultStanding::Unproven { gross: None, lacks: Lack::Currency }),
        UnitPrice::Unknown(lacks) => return Some(ResultStanding::Unproven { gross: None, lacks }),
    };
    let Some(total) = reading.total else {
        return Some(ResultStanding::Unproven { gross: None, lacks: Lack::Total });
    };
    let gross = total.checked_mul(price)?;
    Some(match reading.incremental {
        Some(incremental) => ResultStanding::Proven { gross, incremental: incremental.checked_mul(price)? },
        None => ResultStanding::Unproven { gross: Some(gross), lacks: Lack::Counterfactual },
    })
}

fn in_one(result: &MetricResult, currency: &str) -> bool {
    [&result.total, &result.without].into_iter().all(|field| field.get().is_none_or(|m| m.is_in(currency)))
}

#[cfg(test)]
mod tests;
