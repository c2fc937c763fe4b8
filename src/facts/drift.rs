//! Drift: every headline metric has been below its floor for a while, and nothing was decided.

use chrono::NaiveDate;

use crate::model::Period;
use crate::model::calendar::{days_between, months_between};

use super::answers::{self, AnswerLimits};
use super::headlines::Headline;
use super::reviews::Taken;

/// A time in which every headline metric has been below its floor, and nothing was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drift {
    /// The end of the first bad period.
    pub since: NaiveDate,
    /// How many bad periods since then every headline metric has on record.
    pub periods: u32,
    /// Days from `since` to the as-of date.
    pub days: u32,
    /// Whole months from `since` to the as-of date.
    pub months: u32,
}

pub(super) fn drift(
    headlines: &[Headline],
    decisions: &[Taken],
    new_terms: Option<NaiveDate>,
    limits: AnswerLimits,
    as_of: NaiveDate,
) -> Option<Drift> {
    // New terms deserve new results: what came before a restructure or a deepening is answered by it.
    let runs: Option<Vec<Vec<Period>>> =
        headlines.iter().map(|headline| headline.bad_run(new_terms)).collect();
    let runs = runs?;
    let since = runs.iter().filter_map(|run| run.first()).map(Period::end).max()?;
    let together = runs.iter().map(|run| run.iter().filter(|period| period.end() >= since).count());
    let periods = u32::try_from(together.min()?).unwrap_or(u32::MAX);
    if answers::answered(decisions, since, limits, as_of) {
        return None;
    }
    let days = u32::try_from(days_between(since, as_of)).ok()?;
    Some(Drift { since, periods, days, months: months_between(since, as_of) })
}
