//! What is derived from a record, derived once: its reviews, readings and drift, and the type it really is.

pub mod answers;
pub mod contributions;
pub mod deadlines;
pub mod inferred_type;
pub mod ledger;
pub mod periods;
pub mod shaping;
pub mod type_evidence;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::inferred_type::Inferred;
use crate::language;
use crate::model::date::{add_days, add_months, days_between, months_between, sub_days};
use crate::model::{
    Alliance, Decision, DecisionKind, Field, Kind, Metric, MetricResult, Period, Renewal, Review, Stage,
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
    /// Its readings, by the end of their periods.
    pub readings: Vec<Reading<'a>>,
}

impl Headline<'_> {
    /// The level below which a period is bad: the floor, else half the target. A floor that cannot be used leaves it open.
    pub fn bad_below(&self) -> Option<Decimal> {
        match &self.metric.floor {
            Field::Set(floor) => Some(floor.amount),
            Field::Invalid => None,
            Field::Absent => self.metric.target.get()?.amount.checked_div(Decimal::TWO),
        }
    }

    /// Whether a reading is proved to be below a level: by its incremental value, or by a total that is itself below.
    pub fn is_below(reading: &Reading, level: Decimal) -> Option<bool> {
        match (reading.incremental, reading.total) {
            (Some(incremental), _) => Some(incremental < level),
            (None, Some(total)) if total < level => Some(true),
            _ => None,
        }
    }

    /// The unbroken run of bad periods up to now, oldest first. A period is judged if it began on or after `from`, since one
    /// cut short proves nothing; a result with no number in it neither starts a run nor ends one.
    fn bad_run(&self, from: Option<NaiveDate>) -> Option<Vec<Period>> {
        let level = self.bad_below()?;
        let whole =
            self.readings.iter().filter(|reading| from.is_none_or(|from| reading.period.start() >= from));
        let told = whole.filter(|reading| reading.incremental.is_some() || reading.total.is_some());
        let bad = told.rev().take_while(|reading| Self::is_below(reading, level) == Some(true));
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
    /// End of the running term, rolled forward through automatic renewals.
    pub term_ends: Option<NaiveDate>,
    /// Last day to prevent the next automatic renewal.
    pub notice_deadline: Option<NaiveDate>,
    /// Whether every headline metric has failed for a while with nothing decided.
    pub drift: Option<Drift>,
    record: &'a Alliance,
    /// What has been read of the record's sentences: several rules ask for the same.
    readings: RefCell<HashMap<String, Rc<language::Reading>>>,
    inferred: OnceCell<Inferred>,
}

impl<'a> Facts<'a> {
    /// Derives the facts of a record as it stood on `as_of`.
    pub fn new(record: &'a Alliance, as_of: NaiveDate) -> Self {
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
        let term_ends = term_end(record, as_of);
        let notice_deadline = record.term.get().and_then(|term| {
            let automatic = term.renews.copied() == Some(Renewal::Automatically);
            Some(sub_days(term_ends?, term.renewal_notice_days.copied()?)).filter(|_| automatic)
        });
        let terms_of =
            |taken: &&Taken| matches!(taken.verdict, DecisionKind::Restructure | DecisionKind::Deepen);
        let new_terms = decisions.iter().filter(terms_of).map(|taken| taken.date).chain(launched).max();
        let drift = drift(&headlines, &decisions, new_terms, as_of);
        Self {
            as_of,
            sides,
            stage: record.stage(),
            kind: record.kind.copied(),
            launched,
            renewed,
            terms_from: new_terms,
            reviews,
            decisions,
            headlines,
            term_ends,
            notice_deadline,
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
            Some(Taken { index, date: decision.date.get()?.0, verdict: decision.verdict.copied()?, decision })
        })
        .collect();
    decisions.sort_by_key(|taken| taken.date);
    decisions
}

fn headlines(record: &Alliance) -> Vec<Headline<'_>> {
    let headline = record.metrics.iter().filter(|(_, metric)| metric.is_headline());
    headline.map(|(index, metric)| Headline { index, metric, readings: readings(metric) }).collect()
}

/// A metric's readings, by the end of their periods.
pub fn readings(metric: &Metric) -> Vec<Reading<'_>> {
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
    readings
}

/// The end of the term running on `as_of`: renewals roll it forward only.
fn term_end(record: &Alliance, as_of: NaiveDate) -> Option<NaiveDate> {
    let term = record.term.get()?;
    let end = term.ends.get()?.0;
    let months = term.renewal_months.copied().filter(|months| *months > 0);
    match months {
        Some(months) if term.renews.copied() == Some(Renewal::Automatically) && end < as_of => {
            // One leap instead of a loop: a term may have ended long ago and renew monthly.
            let terms = months_between(end, as_of) / months;
            let after = |terms: u32| add_months(end, terms.saturating_mul(months));
            // Always from the written end: a term that ends on the 31st does so again after a shorter month.
            Some(if after(terms) < as_of { after(terms.saturating_add(1)) } else { after(terms) })
        }
        _ => Some(end),
    }
}

fn drift(
    headlines: &[Headline],
    decisions: &[Taken],
    new_terms: Option<NaiveDate>,
    as_of: NaiveDate,
) -> Option<Drift> {
    // New terms deserve new results: what came before a restructure or a deepening is answered by it.
    let runs: Option<Vec<Vec<Period>>> =
        headlines.iter().map(|headline| headline.bad_run(new_terms)).collect();
    let runs = runs?;
    let since = runs.iter().filter_map(|run| run.first()).map(Period::end).max()?;
    let together = runs.iter().map(|run| run.iter().filter(|period| period.end() >= since).count());
    let periods = u32::try_from(together.min()?).unwrap_or(u32::MAX);
    if answers::answered(decisions, since, answers::LONGEST_PAUSE_DAYS, as_of) {
        return None;
    }
    let days = u32::try_from(days_between(since, as_of)).ok()?;
    Some(Drift { since, periods, days, months: months_between(since, as_of) })
}
