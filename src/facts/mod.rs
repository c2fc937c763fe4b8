//! What is derived from a record, derived once: its reviews, readings and drift, and the type it really is.

pub mod agreements;
pub mod answers;
pub mod contributions;
pub mod deadlines;
pub mod exit;
pub mod inferred_type;
pub mod ledger;
pub mod periods;
pub mod series;
pub mod shaping;
pub mod type_evidence;
pub mod window;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use answers::AnswerLimits;

use crate::facts::inferred_type::Inferred;
use crate::facts::series::{Misfit, Series};
use crate::language;
use crate::model::date::{add_days, add_months, days_between, months_between};
use crate::model::{
    Alliance, Cadence, Decision, DecisionKind, Field, FiscalYear, Kind, Measure, Metric, MetricResult,
    Period, Review, Stage,
};

/// A review that was held, with its place in the file.
#[derive(Debug, Clone, Copy)]
pub struct HeldReview<'a> {
    /// Place in `governance.reviews`.
    pub index: usize,
    /// When.
    pub date: NaiveDate,
    /// Whether every side came and two of three hold: metrics read, a decision taken, actions set.
    pub substantive: bool,
    /// The review.
    pub review: &'a Review,
}

/// A decision that was taken, with its place in the file.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// Place in `decisions`.
    pub index: usize,
    /// When.
    pub date: NaiveDate,
    /// What.
    pub verdict: DecisionKind,
    /// The decision.
    pub decision: &'a Decision,
}

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
        let level = match self.metric.measure.copied() {
            Some(Measure::Milestone) => {
                series::on_the_way(self.metric, self.start, value.period.end(), level)?
            }
            _ => level,
        };
        series::misses(self.metric, value, level)
    }

    /// The unbroken run of bad periods up to now, oldest first. A period is judged if it began on or after `from`, since one
    /// cut short proves nothing; a result with no number in it neither starts a run nor ends one.
    fn bad_run(&self, from: Option<NaiveDate>) -> Option<Vec<Period>> {
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

/// What several rules derive from a record.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The as-of date.
    pub as_of: NaiveDate,
    /// Every side's id, ours first.
    pub sides: Vec<&'a str>,
    /// Where it is in its life.
    pub stage: Stage,
    /// What it is called.
    pub kind: Option<Kind>,
    /// Launch, if it has happened.
    pub launched: Option<NaiveDate>,
    /// Start of the running first year: launch, or the last decision to restructure or deepen.
    pub renewed: Option<NaiveDate>,
    /// From when its terms are those of today: launch, or the last decision to restructure or deepen.
    pub terms_from: Option<NaiveDate>,
    /// Reviews with a date, oldest first.
    pub reviews: Vec<HeldReview<'a>>,
    /// Decisions with a date and verdict, oldest first.
    pub decisions: Vec<Taken<'a>>,
    /// Metrics by which success is judged.
    pub headlines: Vec<Headline<'a>>,
    /// The portfolio's own year, where it says when that begins.
    pub fiscal: Option<FiscalYear>,
    /// How long a decision may answer bad results.
    pub limits: AnswerLimits,
    /// How it ends: term, notice, earliest exit.
    pub ending: exit::Ending,
    /// Whether every headline metric has failed for a while with nothing decided.
    pub drift: Option<Drift>,
    record: &'a Alliance,
    /// What has been read of the record's sentences: several rules ask for the same.
    readings: RefCell<HashMap<String, Rc<language::Reading>>>,
    inferred: OnceCell<Inferred>,
}

impl<'a> Facts<'a> {
    /// Derives the facts of a record as it stood on `as_of`, whatever a portfolio sets.
    pub fn new(record: &'a Alliance, as_of: NaiveDate) -> Self {
        let limits = AnswerLimits { pause_days: None, next_months: None, review: None };
        Self::in_portfolio(record, as_of, None, limits)
    }

    /// The same where it is known when the portfolio's own year begins, and how long a decision may answer there.
    pub fn in_portfolio(
        record: &'a Alliance,
        as_of: NaiveDate,
        fiscal: Option<FiscalYear>,
        limits: AnswerLimits,
    ) -> Self {
        let cadence = record.governance.get().and_then(|governance| governance.cadence.copied());
        let review = cadence.filter(|cadence| *cadence != Cadence::AdHoc);
        let limits = AnswerLimits { review, ..limits };
        let sides = record.sides();
        let launched = record.started.copied().map(|started| started.0).filter(|started| *started <= as_of);
        let reviews = reviews(record, &sides);
        let decisions = decisions(record);
        let renewed = decisions
            .iter()
            .filter(|taken| matches!(taken.verdict, DecisionKind::Restructure | DecisionKind::Deepen))
            .map(|taken| taken.date)
            .chain(launched)
            .max()
            .filter(|_| launched.is_some());
        let headlines = headlines(record);
        let ending = exit::Ending::of(record, as_of);
        let terms_of =
            |taken: &&Taken| matches!(taken.verdict, DecisionKind::Restructure | DecisionKind::Deepen);
        let new_terms = decisions.iter().filter(terms_of).map(|taken| taken.date).chain(launched).max();
        let drift = drift(&headlines, &decisions, new_terms, limits, as_of);
        Self {
            as_of,
            sides,
            // Whatever else it says, what has a last day behind it is over.
            stage: if record.ended.get().is_some() { Stage::Ended } else { record.stage() },
            kind: record.kind.copied(),
            launched,
            renewed,
            terms_from: new_terms,
            reviews,
            decisions,
            headlines,
            ending,
            fiscal,
            limits,
            drift,
            record,
            readings: RefCell::default(),
            inferred: OnceCell::new(),
        }
    }

    /// What a sentence of the record commits to, read once however many ask.
    pub fn reading(&self, sentence: &str) -> Rc<language::Reading> {
        if let Some(known) = self.readings.borrow().get(sentence) {
            return Rc::clone(known);
        }
        let reading = Rc::new(language::read(sentence));
        self.readings.borrow_mut().insert(sentence.to_owned(), Rc::clone(&reading));
        reading
    }

    /// The type that the record describes, whatever it is called.
    pub fn inferred(&self) -> &Inferred {
        self.inferred.get_or_init(|| inferred_type::infer(self.record, self))
    }

    /// Whether the first year is over; unknown without a launch date.
    pub fn is_mature(&self) -> Option<bool> {
        self.renewed.map(|renewed| add_months(renewed, 12) <= self.as_of)
    }

    /// Whole months since launch.
    pub fn months_live(&self) -> Option<u32> {
        self.launched.map(|launched| months_between(launched, self.as_of))
    }

    /// Whether it has been launched, but too lately for any result to be due.
    pub fn first_results_are_ahead(&self) -> bool {
        self.launched.is_some_and(|launched| {
            self.headlines.iter().all(|headline| {
                let months = headline.metric.every.copied().map_or(3, |every| every.months());
                let due = add_days(add_months(launched, months), periods::RESULT_DUE_DAYS);
                headline.readings.is_empty() && self.as_of < due
            })
        })
    }

    /// Days since `date`, negative when it lies ahead.
    pub fn days_since(&self, date: NaiveDate) -> i64 {
        days_between(date, self.as_of)
    }

    /// The latest review at which something happened.
    pub fn last_substantive(&self) -> Option<&HeldReview<'a>> {
        self.reviews.iter().rev().find(|review| review.substantive)
    }

    /// The day from which the next review is counted: the latest at which something happened, or launch.
    pub fn reviewed_from(&self) -> Option<NaiveDate> {
        self.last_substantive().map(|review| review.date).max(self.launched)
    }

    /// The latest decision.
    pub fn last_decision(&self) -> Option<&Taken<'a>> {
        self.decisions.last()
    }
}

fn reviews<'a>(record: &'a Alliance, sides: &[&str]) -> Vec<HeldReview<'a>> {
    let held = record.governance.get().into_iter().flat_map(|governance| governance.reviews.iter());
    let mut reviews: Vec<_> = held
        .filter_map(|(index, review)| {
            let date = review.date.get()?.0;
            let everyone = sides.iter().all(|side| review.attended.items().any(|attended| attended == side));
            let worked = [
                review.metrics_read.copied() == Some(true),
                review.decisions.items().any(|decision| !decision.trim().is_empty()),
                review.actions.copied().is_some_and(|actions| actions.0 > 0),
            ];
            let substantive = everyone && worked.iter().filter(|held| **held).count() >= 2;
            Some(HeldReview { index, date, substantive, review })
        })
        .collect();
    reviews.sort_by_key(|review| review.date);
    reviews
}

fn decisions(record: &Alliance) -> Vec<Taken<'_>> {
    let mut decisions: Vec<_> = record
        .decisions
        .iter()
        .filter_map(|(index, decision)| {
            let verdict = decision.verdict.copied()?;
            // A line that a fix shows and nobody has filled in is no decision. Going on like that is told as just that, and who
            // writes `tbd` has decided, and owes the reason.
            let goes_on = matches!(verdict, DecisionKind::Continue | DecisionKind::Hold);
            let filled_in = decision.why.get().is_none_or(|why| !matches!(why.trim(), "…" | "..."));
            (goes_on || filled_in).then_some(Taken { index, date: decision.date.get()?.0, verdict, decision })
        })
        .collect();
    decisions.sort_by_key(|taken| taken.date);
    decisions
}

fn headlines(record: &Alliance) -> Vec<Headline<'_>> {
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

fn drift(
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
