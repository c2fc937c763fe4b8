//! What changed between two states.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Loosened, ReportedFinding, Unsure};
use crate::health::Decision;
use crate::load::changes::FieldChange;

/// The difference between two states judged on one day, or of the same records on two.
#[derive(Debug)]
pub struct Difference {
    /// Whose portfolio it is.
    pub us: Option<String>,
    /// The portfolio's currency.
    pub currency: String,
    /// The day that the later state is judged on.
    pub as_of: NaiveDate,
    /// The day that the earlier one is judged on: the same, unless two days are compared.
    pub as_of_before: NaiveDate,
    /// What the two states are called, the earlier first.
    pub names: [String; 2],
    /// How many findings came and went.
    pub tally: Tally,
    /// Incremental money of the whole portfolio, before and after.
    pub incremental: [Decimal; 2],
    /// The portfolio, then each alliance, where anything changed.
    pub entries: Vec<ChangedRecord>,
    /// What the later state makes laxer.
    pub loosened: Vec<Loosened>,
    /// What makes the comparison less than it seems, a sentence each.
    pub remarks: Vec<String>,
}

/// How many findings came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Not there before.
    pub new: usize,
    /// There before, at a lower severity.
    pub worse: usize,
    /// Perhaps there before.
    pub revealed: usize,
    /// There before, at a higher severity.
    pub better: usize,
    /// As before.
    pub unchanged: usize,
    /// Not there any more.
    pub fixed: usize,
    /// Not there any more because their records are not.
    pub removed: usize,
    /// Not found any more, which proves nothing.
    #[serde(rename = "not_rechecked")]
    pub unsure: usize,
}

/// In which of the states something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// In both.
    Both,
    /// Only in the later one.
    Added,
    /// Only in the earlier one.
    Removed,
}

/// How an alliance stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllianceState {
    /// What to decide.
    #[serde(rename = "decision")]
    pub verdict: Decision,
    /// The structure score, where it has one.
    pub score: Option<u32>,
    /// Incremental money over the trailing months, where all of it is known.
    pub incremental: Option<Decimal>,
}

/// What changed of the portfolio or of an alliance.
#[derive(Debug)]
pub struct ChangedRecord {
    /// The alliance; none for the portfolio itself.
    pub name: Option<String>,
    /// What it was called, if differently.
    pub name_before: Option<String>,
    /// Its file.
    pub file: String,
    /// Where that was, if elsewhere.
    pub file_before: Option<String>,
    /// In which state it is.
    pub presence: Presence,
    /// How it stood and stands.
    pub standing: [Option<AllianceState>; 2],
    /// What was edited.
    pub fields: Vec<FieldChange>,
    /// What is found and was not, or not so.
    pub findings: Vec<ReportedFinding>,
    /// What was found and is mended.
    pub fixed: Vec<ReportedFinding>,
    /// What was found, and nobody can call mended.
    pub unsure: Vec<Unsure>,
    /// How many findings are as they were.
    pub unchanged: usize,
}

impl ChangedRecord {
    /// Whether anything changed.
    pub fn says_something(&self) -> bool {
        self.presence != Presence::Both
            || self.name_before.is_some()
            || self.file_before.is_some()
            || self.standing[0] != self.standing[1]
            || !(self.fields.is_empty()
                && self.findings.is_empty()
                && self.fixed.is_empty()
                && self.unsure.is_empty())
    }
}
