//! A metric's results as a series: one value for each period of the metric's `every`, whatever lengths were filed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::calendar::{add_days, days_between, months_between};
use crate::model::{Better, Field, FiscalYear, Measure, Metric, MetricResult, Money, Period};
use crate::text::small;

/// A reading of a metric, with its place in the file.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Place in the metric's `results`.
    pub index: usize,
    /// For which period.
    pub period: Period,
    /// Everything counted.
    pub total: Option<Decimal>,
    /// What would not have come without the alliance; unknown where `without` is.
    pub incremental: Option<Decimal>,
    /// The result.
    pub result: &'a MetricResult,
}

/// What the results of a metric say for each of its own periods.
#[derive(Debug, Clone, Default)]
pub struct Series<'a> {
    /// One value a period, oldest first: the result for it, or the sum of the shorter ones that make it up. The place is
    /// that of the last result in the sum.
    pub values: Vec<Reading<'a>>,
    /// Results from which no value of a period can be had, oldest first.
    pub loose: Vec<Loose<'a>>,
}

/// A result that gives no value for a period of the metric.
#[derive(Debug, Clone, Copy)]
pub struct Loose<'a> {
    /// The result.
    pub reading: Reading<'a>,
    /// Why.
    pub why: Misfit,
}

/// Why a result gives no value for a period of the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It is for more than a period.
    TooLong,
    /// It is for a part of this period, and the other parts are not there.
    Incomplete(Period),
    /// It is for a part of this period, and what is counted cannot be added up: a share, a rate, a time.
    NotASum(Period),
    /// It shares days with another result for this period, and the two do not say the same.
    Disagrees(Period),
}

/// Puts the results of a metric into periods of its `every`. Without `every`, and for a milestone, each result stands for
/// itself.
pub fn series<'a>(metric: &Metric, readings: &[Reading<'a>]) -> Series<'a> {
    let Some(months) = metric.every.copied().map(|every| every.months()) else {
        return Series { values: readings.to_vec(), loose: Vec::new() };
    };
    if metric.measure.copied() == Some(Measure::Milestone) {
        return Series { values: readings.to_vec(), loose: Vec::new() };
    }
    let year = fiscal(readings);
    let mut series = Series::default();
    let mut groups: BTreeMap<NaiveDate, (Period, Vec<Reading<'a>>)> = BTreeMap::new();
    for reading in readings {
        let within = Period::around_in(reading.period.start(), months, year);
        // A quarter of the calendar need not lie in one of the company's own.
        match within.filter(|period| reading.period.end() <= period.end()) {
            Some(period) => {
                groups.entry(period.start()).or_insert((period, Vec::new())).1.push(*reading);
            }
            _ => series.loose.push(Loose { reading: *reading, why: Misfit::TooLong }),
        }
    }
    for (period, parts) in groups.into_values() {
        match whole(metric, period, &parts) {
            Ok(value) => {
                series.values.push(value);
                // Some of the parts beside the whole: they prove nothing about the period, and may be money all the same.
                let parts = parts.into_iter().filter(|part| part.period != period);
                let parts: Vec<Reading> =
                    parts.filter(|_| value.result.period.copied() == Some(period)).collect();
                if added(period, &parts).is_err() {
                    let why = Misfit::Incomplete(period);
                    series.loose.extend(parts.into_iter().map(|reading| Loose { reading, why }));
                }
            }
            Err(why) => series.loose.extend(parts.into_iter().map(|reading| Loose { reading, why })),
        }
    }
    series.loose.sort_by_key(|loose| (loose.reading.period.end(), loose.reading.index));
    series
}

/// The company's own year in which results are written, if one of them is: the others are parts of that, too.
pub fn fiscal(readings: &[Reading]) -> Option<FiscalYear> {
    readings.iter().find_map(|reading| reading.period.fiscal())
}

/// The value of one period from the results within it.
fn whole<'a>(metric: &Metric, period: Period, parts: &[Reading<'a>]) -> Result<Reading<'a>, Misfit> {
    let (exact, shorter): (Vec<Reading>, Vec<Reading>) =
        parts.iter().copied().partition(|reading| reading.period == period);
    let says = |reading: &Reading| (reading.total, reading.incremental);
    let sum = || if is_sum(metric) { added(period, &shorter) } else { Err(Misfit::NotASum(period)) };
    match exact.split_last() {
        Some((last, others)) => {
            let one = others.iter().all(|other| says(other) == says(last));
            // Parts that add up to something else make the whole doubtful; some of the parts do not.
            let doubted = sum().is_ok_and(|sum| sum.total != last.total);
            if one && !doubted { Ok(*last) } else { Err(Misfit::Disagrees(period)) }
        }
        None => sum(),
    }
}

/// Shorter results added up, where together they are exactly the period.
fn added<'a>(period: Period, parts: &[Reading<'a>]) -> Result<Reading<'a>, Misfit> {
    let overlap = parts
        .iter()
        .enumerate()
        .any(|(at, one)| parts.iter().skip(at.saturating_add(1)).any(|two| one.period.overlaps(&two.period)));
    if overlap {
        return Err(Misfit::Disagrees(period));
    }
    let months = parts.iter().map(|part| part.period.months()).fold(0, u32::saturating_add);
    let last = parts.last().filter(|_| months == period.months()).ok_or(Misfit::Incomplete(period))?;
    let code = |money: &Field<Money>| money.get().and_then(|money| money.currency.clone());
    let currency = |reading: &Reading| (code(&reading.result.total), code(&reading.result.without));
    if parts.iter().any(|part| currency(part) != currency(last)) {
        return Err(Misfit::NotASum(period));
    }
    let sum = |pick: fn(&Reading) -> Option<Decimal>| {
        parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(pick(part)?))
    };
    Ok(Reading { period, total: sum(|part| part.total), incremental: sum(|part| part.incremental), ..*last })
}

/// Units of what is no amount: the months of a quarter do not add up to it.
const NO_AMOUNTS: &[&str] = &[
    "%",
    "percent",
    "per cent",
    "percentage",
    "point",
    "points",
    "score",
    "rating",
    "rate",
    "ratio",
    "index",
    "nps",
    "share",
    "average",
];

/// Units of time, which add up where they are saved, and not where they are the time that something takes.
const TIMES: &[&str] = &[
    "ms", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months",
];

/// Whether the results of a metric can be added up over time.
pub fn is_sum(metric: &Metric) -> bool {
    let unit = metric.unit.text().map(str::trim).unwrap_or_default();
    let unit = small(unit);
    let takes_time = is_lower_better(metric) && TIMES.contains(&&*unit);
    !NO_AMOUNTS.contains(&&*unit) && !takes_time
}

/// Whether less of the metric is better.
pub fn is_lower_better(metric: &Metric) -> bool {
    metric.better.copied() == Some(Better::Lower)
}

/// On which side of its floor a metric is when it fails: "below", or "above" where less is better.
pub fn failing_side(metric: &Metric) -> &'static str {
    if is_lower_better(metric) { "above" } else { "below" }
}

/// Whether a level is worse than another in the metric's direction.
pub fn is_worse(metric: &Metric, one: Decimal, than: Decimal) -> bool {
    if is_lower_better(metric) { one > than } else { one < than }
}

/// Whether a reading is proved to be on the wrong side of a level: by what would not have come otherwise, or by the total
/// where less is better, where it is an output that claims no money, or where the total alone is short of the level.
pub fn misses(metric: &Metric, reading: &Reading, level: Decimal) -> Option<bool> {
    if is_lower_better(metric) {
        return Some(reading.total? > level);
    }
    match (reading.incremental, reading.total) {
        (Some(incremental), _) => Some(incremental < level),
        (None, Some(total)) if total < level => Some(true),
        (None, Some(_)) if metric.is_output() => Some(false),
        _ => None,
    }
}

/// Whether the metric's floor and target contradict each other, so that neither can be held against it.
pub fn is_contradictory(metric: &Metric) -> bool {
    match (metric.floor.get(), metric.target.get()) {
        (Some(floor), Some(target)) => is_worse(metric, target.amount, floor.amount),
        _ => false,
    }
}

/// What a level of a milestone amounts to on `day`: all of it when it is due, a share on the way there.
pub fn on_the_way(
    metric: &Metric,
    from: Option<NaiveDate>,
    day: NaiveDate,
    level: Decimal,
) -> Option<Decimal> {
    let due = metric.due.get()?.0;
    if day >= due {
        return Some(level);
    }
    let from = from.or(metric.agreed.get().map(|agreed| agreed.0))?;
    let (passed, all) = (days_between(from, day).max(0), days_between(from, due));
    level.checked_mul(Decimal::from(passed))?.checked_div(Decimal::from(all))
}

/// Readings of a count that only grows, as what came in between. `start` is the day it began to count; before the first
/// result nothing is known, unless that is when it began.
pub(super) fn differences<'a>(readings: Vec<Reading<'a>>, start: Option<NaiveDate>) -> Vec<Reading<'a>> {
    let mut before: Option<Reading> = None;
    let mut differences = Vec::with_capacity(readings.len());
    for reading in readings {
        let mut difference = reading;
        match before {
            Some(before) if before.period.end() < reading.period.end() => {
                let from = add_days(before.period.end(), 1);
                let months = months_between(from, add_days(reading.period.end(), 1));
                let span = Period::around_in(from, months, reading.period.fiscal())
                    .filter(|span| span.start() == from && span.end() == reading.period.end());
                let less = |now: Option<Decimal>, then: Option<Decimal>| now?.checked_sub(then?);
                difference.total = less(reading.total, before.total).filter(|_| span.is_some());
                difference.incremental =
                    less(reading.incremental, before.incremental).filter(|_| span.is_some());
                difference.period = span.unwrap_or(reading.period);
            }
            Some(_) => (difference.total, difference.incremental) = (None, None),
            None if start.is_some_and(|start| reading.period.start() <= start) => {}
            None => (difference.total, difference.incremental) = (None, None),
        }
        before = Some(reading);
        differences.push(difference);
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::readings;

    fn shown(metric: &str) -> Vec<String> {
        let metric: Metric = serde_yaml::from_str(metric).expect("YAML");
        let values = series(&metric, &readings(&metric, None)).values;
        let figure =
            |number: Option<Decimal>| number.map_or("?".to_owned(), |number| number.normalize().to_string());
        values
            .iter()
            .map(|value| format!("{} {} {}", value.period, figure(value.total), figure(value.incremental)))
            .collect()
    }

    #[test]
    fn whole_periods_are_summed() {
        let months = "{ every: quarter, results: [{ period: 2026-04, total: 90, without: 1 }, { period: 2026-05, total: 80, without: 2 },
            { period: 2026-06, total: 70, without: 3 }, { period: 2026-07, total: 60 }] }";
        assert_eq!(shown(months), ["2026-Q2 240 234"]);
        let mixed =
            "{ every: half-year, results: [{ period: 2026-Q1, total: 5 }, { period: 2026-04, total: 1 },
            { period: 2026-05, total: 1 }, { period: 2026-06, total: 1, without: 0 }] }";
        assert_eq!(shown(mixed), ["2026-H1 8 ?"]);
    }

    #[test]
    fn what_is_longer_or_in_part_is_left_out() {
        let odd = "{ every: quarter, results: [{ period: 2025-H2, total: 9 }, { period: 2026-01, total: 9 }, { period: 2026-Q2, total: 7 }] }";
        assert_eq!(shown(odd), ["2026-Q2 7 ?"]);
        let metric: Metric = serde_yaml::from_str(odd).expect("YAML");
        let why: Vec<Misfit> =
            series(&metric, &readings(&metric, None)).loose.iter().map(|loose| loose.why).collect();
        let quarter = Period::parse("2026-Q1").expect("a period");
        assert_eq!(why, [Misfit::TooLong, Misfit::Incomplete(quarter)]);
    }

    #[test]
    fn a_whole_beside_its_parts_counts_where_they_agree() {
        let beside = |whole: u32| {
            shown(&format!(
                "{{ every: quarter, results: [{{ period: 2026-04, total: 1 }}, {{ period: 2026-05, total: 1 }},
                {{ period: 2026-06, total: 1 }}, {{ period: 2026-Q2, total: {whole} }}] }}"
            ))
        };
        assert_eq!(beside(3), ["2026-Q2 3 ?"]);
        assert!(beside(4).is_empty());
    }

    #[test]
    fn shares_and_waiting_times_are_not_summed() {
        for unit in ["unit: percent", "unit: '%'", "unit: days, better: lower"] {
            let metric = format!(
                "{{ {unit}, every: quarter, results: [{{ period: 2026-04, total: 2 }}, {{ period: 2026-05, total: 2 }}, {{ period: 2026-06, total: 2 }}] }}"
            );
            assert!(shown(&metric).is_empty(), "{unit}");
        }
    }

    #[test]
    fn a_count_to_date_is_differenced() {
        let metric =
            "{ every: quarter, measure: to-date, results: [{ period: 2026-Q1, total: 100, without: 10 },
            { period: 2026-Q2, total: 250, without: 20 }, { period: 2026-Q3, total: 300, without: 30 }] }";
        assert_eq!(shown(metric), ["2026-Q1 ? ?", "2026-Q2 150 140", "2026-Q3 50 40"]);
        let metric: Metric = serde_yaml::from_str(metric).expect("YAML");
        let start = NaiveDate::from_ymd_opt(2026, 2, 1);
        assert_eq!(readings(&metric, start)[0].total, Some(Decimal::ONE_HUNDRED));
    }

    #[test]
    fn where_less_is_better_more_misses_the_level() {
        let churn: Metric = serde_yaml::from_str(
            "{ better: lower, floor: 6, target: 3, results: [{ period: 2026-Q1, total: 7, without: 9 }] }",
        )
        .expect("YAML");
        let reading = readings(&churn, None)[0];
        assert_eq!(misses(&churn, &reading, Decimal::from(6)), Some(true));
        assert_eq!(misses(&churn, &reading, Decimal::from(7)), Some(false));
        assert!(!is_contradictory(&churn));
        let swapped: Metric = serde_yaml::from_str("{ floor: 6, target: 3 }").expect("YAML");
        assert!(is_contradictory(&swapped));
    }
}
