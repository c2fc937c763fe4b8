//! What drift has cost so far, what one more quarter of it costs, and when it can end.

use crate::facts::attention::{Monthly, monthly};
use crate::facts::periods::interval;
use crate::facts::{Drift, Facts};
use crate::model::calendar::add_months;
use crate::model::{Alliance, Portfolio};

/// The price of not deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Since when nothing has worked.
    pub drift: Drift,
    /// The first bad result of the unbroken run.
    pub path: String,
    /// Whether a second bad period is on record, or due and missing: one bad year alone is no trend.
    pub confirmed: bool,
    /// What the whole months since have taken.
    pub so_far: Monthly,
    /// What three more months would take.
    pub quarter: Monthly,
}

/// Prices the drift of an alliance, where it drifts.
pub fn price(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> Option<Price> {
    let drift = facts.drift?;
    let month = monthly(record, portfolio);
    let interval = facts.headlines.iter().filter_map(interval).min().unwrap_or(3);
    let second_due = facts.result_due(add_months(drift.since, interval));
    let first = facts.headlines.iter().find_map(|headline| {
        let bad = headline.series.values.iter().find(|reading| reading.period.end() == drift.since)?;
        Some(format!("metrics[{}].results[{}]", headline.index, bad.index))
    });
    Some(Price {
        drift,
        confirmed: drift.periods >= 2 || second_due < facts.as_of,
        path: first.unwrap_or_else(|| "metrics".to_owned()),
        so_far: month.over(drift.months),
        quarter: month.over(3),
    })
}
