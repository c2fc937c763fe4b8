//! When a metric's results are due: its calendar periods, and the first of them that has none.

use chrono::NaiveDate;

use super::{Facts, Headline};
use crate::model::calendar::{add_days, add_months, sub_days};
use crate::model::{FiscalYear, Period};

/// Months in a period of the metric: as agreed, else as in its latest result.
pub(crate) fn interval(headline: &Headline) -> Option<u32> {
    let agreed = headline.metric.every.copied().map(|every| every.months());
    agreed.or_else(|| headline.readings.last().map(|reading| reading.period.months()))
}

/// First day of the calendar period of `months` in which `date` lies.
pub(crate) fn period_start(date: NaiveDate, months: u32) -> NaiveDate {
    period_start_in(date, months, None)
}

/// The same in a company's own year.
pub(crate) fn period_start_in(date: NaiveDate, months: u32, fiscal: Option<FiscalYear>) -> NaiveDate {
    Period::around_in(date, months, fiscal).map_or(date, |period| period.start())
}

/// Last day of the period of `months` that begins on `start`.
pub(crate) fn period_end(start: NaiveDate, months: u32) -> NaiveDate {
    sub_days(add_months(start, months), 1)
}

/// A period as records write it: `2026-Q3`.
pub(crate) fn period_name(start: NaiveDate, months: u32) -> String {
    period_name_in(start, months, None)
}

/// The same in a company's own year: `FY26-Q3`.
pub(crate) fn period_name_in(start: NaiveDate, months: u32, fiscal: Option<FiscalYear>) -> String {
    Period::around_in(start, months, fiscal).map_or_else(|| start.to_string(), |period| period.to_string())
}

/// First day of the first whole period in which the metric was in force.
pub(crate) fn first_period(facts: &Facts, headline: &Headline) -> Option<NaiveDate> {
    let months = interval(headline)?;
    let agreed = headline.metric.agreed.get().map(|agreed| agreed.0);
    let from = facts.launched?.max(agreed.unwrap_or(NaiveDate::MIN));
    let start = period_start_in(from, months, headline.fiscal());
    Some(if start == from { start } else { add_months(start, months) })
}

/// First day of the first period without a result; `None` where nobody can tell.
pub(crate) fn first_without_result(facts: &Facts, headline: &Headline) -> Option<NaiveDate> {
    let last = headline.readings.iter().rev().find(|reading| !reading.result.total.is_absent());
    match last {
        Some(last) => {
            let next = add_days(last.period.end(), 1);
            Some(period_start_in(next, interval(headline)?, headline.fiscal()))
        }
        None if headline.metric.results.is_invalid() => None,
        None => first_period(facts, headline),
    }
}
