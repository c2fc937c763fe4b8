//! What today's rules would have said of each alliance, and when somebody decided.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::health::Decision;

/// What would have been said over the past of a portfolio.
#[derive(Debug)]
pub struct Verdicts {
    /// Whose portfolio it is.
    pub us: Option<String>,
    /// Its currency.
    pub currency: String,
    /// The first and the last day that was looked at.
    pub days: [NaiveDate; 2],
    /// Every alliance, what still waits for a decision first.
    pub rows: Vec<PastVerdicts>,
    /// What is to be known about it, a sentence each.
    pub remarks: Vec<String>,
}

/// What would have been said of an alliance.
#[derive(Debug)]
pub struct PastVerdicts {
    /// Its name, as it was last called.
    pub name: String,
    /// What it would have been told, the first time first.
    pub warnings: Vec<Warning>,
    /// The one that its row tells of, by its place among them; none where nothing was said.
    pub told: Option<usize>,
    /// What is said of it now; `None` where it is gone or its file cannot be read.
    pub now: Option<Decision>,
}

impl PastVerdicts {
    /// The warning that its row tells of.
    pub fn main(&self) -> Option<&Warning> {
        self.warnings.get(self.told?)
    }
}

/// An unbroken time in which the verdict was to end an alliance or to prove what it adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What was said, each verdict where it was first said.
    pub said: Vec<PastVerdict>,
    /// How it ended.
    pub end: WarningEnd,
    /// Whole months from the first of them to the end.
    pub months: u32,
    /// Hours of attention in these months, as far as they were on record then.
    pub hours: Option<Decimal>,
    /// Money that these months took, as far as it was on record then.
    pub money: Option<Decimal>,
    /// Whether all of the money was on record.
    pub complete: bool,
}

/// A verdict where it was first said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastVerdict {
    /// The verdict.
    pub verdict: Decision,
    /// The period at whose end it was said.
    pub period: String,
    /// The day before it on which it was looked at and not said yet; `None` where there is none.
    #[serde(rename = "not_yet_on")]
    pub after: Option<NaiveDate>,
    /// The day.
    #[serde(rename = "as_of")]
    pub day: NaiveDate,
    /// The commit that was judged.
    pub commit: Option<String>,
}

/// How a warning ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningEnd {
    /// Nothing was decided, and it is still said.
    Open,
    /// Somebody decided.
    Decided {
        /// On the day that the record gives.
        date: NaiveDate,
        /// What.
        verdict: String,
        /// The first day looked at on which the decision was on record.
        on_record: NaiveDate,
        /// Whether a day between the two was looked at, and the record did not have it yet.
        late: bool,
    },
    /// The record was taken away, without a decision.
    Gone(NaiveDate),
    /// Something else was said from this day on: nobody had to decide.
    Settled(NaiveDate, Decision),
}

impl WarningEnd {
    /// Its word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "not-decided",
            Self::Decided { .. } => "decided",
            Self::Gone(_) => "record-removed",
            Self::Settled(..) => "settled",
        }
    }

    /// The day of it; none while nothing is decided.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Open => None,
            Self::Decided { date, .. } | Self::Gone(date) | Self::Settled(date, _) => Some(*date),
        }
    }
}
