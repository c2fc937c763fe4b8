//! What is derived from a record, derived once: its reviews, readings and drift, and the type it really is.

pub mod agreements;
pub mod answers;
pub mod attention;
pub mod contributions;
pub mod deadlines;
mod drift;
pub mod exit;
mod headlines;
pub mod inferred_type;
pub mod ledger;
pub mod periods;
mod reviews;
pub mod series;
pub mod shaping;
pub mod type_evidence;
pub mod window;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::language;
use crate::model::calendar::{add_days, add_months, days_between, months_between, sub_days};
use crate::model::{Alliance, Cadence, DecisionKind, FiscalYear, Kind, Stage};

use answers::AnswerLimits;
use drift::drift;
use headlines::headlines;
use reviews::{decisions, reviews};

pub use drift::Drift;
pub use headlines::{Headline, readings};
pub use reviews::{HeldReview, Taken};
pub use series::Reading;

/// What a portfolio settles for the facts of a record.
#[derive(Debug, Clone, Copy)]
pub struct FactSettings {
    /// The portfolio's own year, where it says when that begins.
    pub fiscal: Option<FiscalYear>,
    /// How long a decision may answer bad results.
    pub answers: AnswerLimits,
    /// Days from the end of a period until its result can be asked for.
    pub result_due_days: u32,
}

impl FactSettings {
    /// Days that it takes to close a period's books, where nobody says otherwise.
    pub const RESULT_DUE_DAYS: u32 = 30;
}

/// What is so without a portfolio.
impl Default for FactSettings {
    fn default() -> Self {
        let answers = AnswerLimits { pause_days: None, next_months: None, review: None };
        Self { fiscal: None, answers, result_due_days: Self::RESULT_DUE_DAYS }
    }
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
    result_due_days: u32,
    /// How it ends: term, notice, earliest exit.
    pub ending: exit::Ends,
    /// Whether every headline metric has failed for a while with nothing decided.
    pub drift: Option<Drift>,
    record: &'a Alliance,
    /// What has been read of the record's sentences: several rules ask for the same.
    readings: Rc<RefCell<HashMap<String, Rc<language::SentenceReading>>>>,
    inferred: OnceCell<inferred_type::Inferred>,
}

impl<'a> Facts<'a> {
    /// Derives the facts of a record as it stood on `as_of`, whatever a portfolio sets.
    pub fn new(record: &'a Alliance, as_of: NaiveDate) -> Self {
        Self::in_portfolio(record, as_of, FactSettings::default())
    }

    /// The same with what a portfolio settles.
    pub fn in_portfolio(record: &'a Alliance, as_of: NaiveDate, settings: FactSettings) -> Self {
        let cadence = record.governance.get().and_then(|governance| governance.cadence.copied());
        let review = cadence.filter(|cadence| *cadence != Cadence::AdHoc);
        let limits = AnswerLimits { review, ..settings.answers };
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
        let ending = exit::Ends::of(record, as_of);
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
            fiscal: settings.fiscal,
            limits,
            result_due_days: settings.result_due_days,
            drift,
            record,
            readings: Rc::default(),
            inferred: OnceCell::new(),
        }
    }

    /// The facts of a record that is this one with something added: what it says in the same words is not read again.
    fn of_trial<'t>(&self, record: &'t Alliance) -> Facts<'t> {
        Facts { readings: Rc::clone(&self.readings), ..Facts::new(record, self.as_of) }
    }

    /// What a sentence of the record commits to, read once however many ask.
    pub fn reading(&self, sentence: &str) -> Rc<language::SentenceReading> {
        if let Some(known) = self.readings.borrow().get(sentence) {
            return Rc::clone(known);
        }
        let reading = Rc::new(language::read(sentence));
        self.readings.borrow_mut().insert(sentence.to_owned(), Rc::clone(&reading));
        reading
    }

    /// Whether the first year is over; unknown without a launch date.
    pub fn is_mature(&self) -> Option<bool> {
        self.renewed.map(|renewed| add_months(renewed, 12) <= self.as_of)
    }

    /// The day from which the result of a period that ends on `end` can be asked for.
    pub fn result_due(&self, end: NaiveDate) -> NaiveDate {
        add_days(end, self.result_due_days)
    }

    /// The last day of which a result can be asked for.
    pub fn results_until(&self) -> NaiveDate {
        sub_days(self.as_of, self.result_due_days)
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
                let due = self.result_due(add_months(launched, months));
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

    /// The last decision since results turned bad, which does not answer them, and what is the matter with it.
    pub fn unanswering(&self, drift: &Drift) -> Option<(&Taken<'a>, &'static str)> {
        answers::unanswering(&self.decisions, drift.since, self.limits)
    }
}
