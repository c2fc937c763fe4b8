//! What a rule sees of one record: the record as it stood, its facts, the portfolio and the rule's options.

use chrono::NaiveDate;

use crate::facts::Facts;
use crate::model::{Alliance, FutureEntry, List, Portfolio, Waiver};

use super::effective::{Effective, OptionValue};
use super::terms::{Area, Default, OptionSpec};

/// One record before one rule.
#[derive(Debug)]
pub struct Context<'a> {
    /// The record as it stood on the as-of date.
    pub record: &'a Alliance,
    /// What is derived from it.
    pub facts: &'a Facts<'a>,
    /// The portfolio it belongs to.
    pub portfolio: &'a Portfolio,
    /// The as-of date.
    pub as_of: NaiveDate,
    /// Entries of the file that are dated after the as-of date, and so not in `record`.
    pub later: &'a [FutureEntry],
    /// Whether the as-of date is the day of the run, so that a later date is a mistake.
    pub today: bool,
    /// How the rule is set for this record.
    pub options: Options<'a>,
}

impl<'a> Context<'a> {
    /// What a side is called in a sentence.
    pub fn side(&self, side: &'a str) -> &'a str {
        self.record.side_name(side)
    }

    /// The portfolio's currency, `EUR` where none is set.
    pub fn currency(&self) -> &'a str {
        self.portfolio.currency()
    }
}

/// A rule's options as they are set.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    rule: &'static str,
    specs: &'static [OptionSpec],
    effective: &'a Effective,
}

impl<'a> Options<'a> {
    /// The options of a rule.
    pub fn new(rule: &'static str, specs: &'static [OptionSpec], effective: &'a Effective) -> Self {
        Self { rule, specs, effective }
    }

    fn set(&self, name: &str) -> Option<&'a OptionValue> {
        self.effective.options.iter().find(|(option, _)| *option == name).map(|(_, value)| value)
    }

    fn default(&self, name: &str) -> Option<Default> {
        let spec = self.specs.iter().find(|spec| spec.name == name);
        debug_assert!(spec.is_some(), "{} has no option {name}", self.rule);
        spec.map(|spec| spec.default)
    }

    /// Whether the portfolio sets an option.
    pub fn is_set(&self, name: &str) -> bool {
        self.set(name).is_some()
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> u32 {
        self.range(name).0
    }

    /// A lower and an upper bound.
    pub fn range(&self, name: &str) -> (u32, u32) {
        match (self.set(name), self.default(name)) {
            (Some(OptionValue::Range(low, high)), _) => (*low, *high),
            (Some(OptionValue::Number(number)), _) => (*number, *number),
            (None, Some(Default::Range(low, high))) => (low, high),
            (None, Some(Default::Number(number))) => (number, number),
            (Some(OptionValue::Words(_)), _) | (None, Some(Default::Words(_)) | None) => (0, 0),
        }
    }

    /// A list of words.
    pub fn words(&self, name: &str) -> Vec<&'a str> {
        match (self.set(name), self.default(name)) {
            (Some(OptionValue::Words(words)), _) => words.iter().map(String::as_str).collect(),
            (None, Some(Default::Words(words))) => words.to_vec(),
            _ => Vec::new(),
        }
    }
}

/// The waivers of one file before one rule.
#[derive(Debug)]
pub struct Exceptions<'a> {
    /// As the file has them.
    pub waivers: &'a List<Waiver>,
    /// The as-of date.
    pub as_of: NaiveDate,
    /// How the rule is set.
    pub options: Options<'a>,
    /// Every rule there is, by its id, and its area.
    pub known: fn() -> Vec<(&'static str, Area)>,
}
