//! The metrics by which success is judged, each with its readings.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::{Alliance, Field, FiscalYear, Measure, Metric, Period};

use super::series::{self, Misfit, Reading, Series};

/// A metric by which success is judged, with its place in the file.
#[derive(Debug, Clone)]
pub struct Headline<'a> {
    /// Place in `metrics`.
    pub index: usize,
    /// The metric.
    pub metric: &'a Metric,
    /// Its readings as they were filed, by the end of their periods.
    pub readings: Vec<Reading<'a>>,
    /// Its values for each period of its `every`: what floors, targets and projections are compared with.
    pub series: Series<'a>,
    /// The day from which it counts, where the launch is known.
    pub start: Option<NaiveDate>,
}

impl<'a> Headline<'a> {
    /// The company's own year that its results are written in, if they are: its periods are counted in that.
    pub fn fiscal(&self) -> Option<FiscalYear> {
        series::fiscal(&self.readings)
    }

    /// A metric with its readings and their series; `start` is the launch.
    pub fn new(index: usize, metric: &'a Metric, start: Option<NaiveDate>) -> Self {
        let readings = readings(metric, start);
        let series = series::series(metric, &readings);
        Self { index, metric, readings, series, start }
    }

    /// Its values, and the results that make none, by the end of their periods: every day of every result once.
    pub fn counted(&self) -> Vec<Reading<'a>> {
        let loose = self.series.loose.iter().map(|loose| loose.reading);
        let mut counted: Vec<Reading> = self.series.values.iter().copied().chain(loose).collect();
        counted.sort_by_key(|reading| (reading.period.end(), reading.period.start()));
        counted
    }

    /// Those of `counted` that belong to the `months` after a day. Parts of a period that is not whole yet are left out
    /// where the whole ones fill that time already.
    pub fn counted_after(&self, after: NaiveDate, months: u32) -> Vec<Reading<'a>> {
        let whole = self.series.values.iter().filter(|value| value.period.end() > after);
        let mut room =
            months.saturating_sub(whole.map(|value| value.period.months()).fold(0, u32::saturating_add));
        let parts = self.series.loose.iter().rev().filter(|loose| !matches!(loose.why, Misfit::TooLong));
        let mut crowded = Vec::new();
        for part in parts.filter(|part| part.reading.period.end() > after) {
            match room.checked_sub(part.reading.period.months()) {
                Some(left) => room = left,
                None => crowded.push(part.reading.index),
            }
        }
        let mut counted = self.counted();
        counted.retain(|reading| {
            let is_part = crowded.contains(&reading.index)
                && !self.series.values.iter().any(|value| value.period == reading.period);
            reading.period.end() > after && !is_part
        });
        counted
    }

    /// The level beyond which a period is bad: the floor, else half the target. A floor that cannot be used, or that
    /// contradicts the target, leaves it open.
    pub fn bad_below(&self) -> Option<Decimal> {
        if series::is_contradictory(self.metric) {
            return None;
        }
        match &self.metric.floor {
            Field::Set(floor) => Some(floor.amount),
            Field::Invalid => None,
            Field::Absent => {
                let target = self.metric.target.get()?.amount;
                // Where less is better, half of the target is not worse but better than it.
                let lower = series::is_lower_better(self.metric);
                if lower { target.checked_mul(Decimal::TWO) } else { target.checked_div(Decimal::TWO) }
            }
        }
    }

    /// Whether a value of the series is proved to be on the wrong side of a level, in the metric's direction; for a
    /// milestone that is not due, of the part of it that should have been reached.
    pub fn misses(&self, value: &Reading, level: Decimal) -> Option<bool> {
        if !self.says_its_period() {
            return None;
        }
        let level = match self.metric.measure.copied() {
            Some(Measure::Milestone) => {
                series::on_the_way(self.metric, self.start, value.period.end(), level)?
            }
            _ => level,
        };
        series::misses(self.metric, value, level)
    }

    /// Whether it is known for how long a period its levels are: 500,000 a year is not missed by a month of 41,000. What is
    /// no sum, such as a share, and what is reached once have levels for any time.
    pub fn says_its_period(&self) -> bool {
        !self.metric.every.is_absent()
            || !series::is_sum(self.metric)
            || matches!(self.metric.measure.copied(), Some(Measure::Milestone | Measure::ToDate))
    }

    /// The unbroken run of bad periods up to now, oldest first. A period is judged if it began on or after `from`, since one
    /// cut short proves nothing; a result with no number in it neither starts a run nor ends one.
    pub(super) fn bad_run(&self, from: Option<NaiveDate>) -> Option<Vec<Period>> {
        let level = self.bad_below()?;
        let whole =
            self.series.values.iter().filter(|value| from.is_none_or(|from| value.period.start() >= from));
        let told = whole.filter(|reading| reading.incremental.is_some() || reading.total.is_some());
        let bad = told.rev().take_while(|value| self.misses(value, level) == Some(true));
        let mut run: Vec<Period> = bad.map(|reading| reading.period).collect();
        run.reverse();
        Some(run).filter(|run| !run.is_empty())
    }
}

pub(super) fn headlines(record: &Alliance) -> Vec<Headline<'_>> {
    let headline = record.metrics.iter().filter(|(_, metric)| metric.is_headline());
    let start = record.started.get().map(|started| started.0);
    headline.map(|(index, metric)| Headline::new(index, metric, start)).collect()
}

/// A metric's readings, by the end of their periods; of a count to date, what came in between, from `start` on.
pub fn readings(metric: &Metric, start: Option<NaiveDate>) -> Vec<Reading<'_>> {
    let mut readings: Vec<_> = metric
        .results
        .iter()
        .filter_map(|(index, result)| {
            let total = result.total.get().map(|total| total.amount);
            let period = result.period.copied()?;
            Some(Reading { index, period, total, incremental: result.incremental(), result })
        })
        .collect();
    readings.sort_by_key(|reading| (reading.period.end(), reading.period.start()));
    match metric.measure.copied() {
        Some(Measure::ToDate) => series::differences(readings, start),
        _ => readings,
    }
}
