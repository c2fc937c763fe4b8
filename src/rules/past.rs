//! What only the past of a record shows: what was written down when, and what was written over. These rules are judged
//! where somebody asks for the history, and each stands in the list of its area.

use chrono::NaiveDate;

use super::context::Options;
use crate::model::{Alliance, Metric, Money, same_name};

/// A record as one commit wrote it.
#[derive(Debug)]
pub struct PastState {
    /// The day of the commit.
    pub day: NaiveDate,
    /// The commit, as people write it; `None` for what is not committed yet.
    pub commit: Option<String>,
    /// Who made it.
    pub author: String,
    /// What the record said.
    pub record: Alliance,
}

impl PastState {
    /// `on 2026-05-04 (67cbc8f365)`.
    pub fn when(&self) -> String {
        match &self.commit {
            Some(commit) => format!("on {} ({commit})", self.day),
            None => format!("on {} (not committed yet)", self.day),
        }
    }
}

/// The past of one record before one rule.
#[derive(Debug)]
pub struct PastContext<'a> {
    /// Every state, the first one first.
    pub states: &'a [PastState],
    /// The record as it stands on the as-of date.
    pub now: &'a Alliance,
    /// How the rule is set for this record.
    pub options: Options<'a>,
}

impl<'a> PastContext<'a> {
    /// The first state in which something is so.
    pub(super) fn first(&self, is_so: impl Fn(&Alliance) -> bool) -> Option<(usize, &'a PastState)> {
        self.states.iter().enumerate().find(|(_, state)| is_so(&state.record))
    }

    /// Each state with the one before it, but for those of the first day: what is settled then is the start.
    pub(super) fn steps(&self) -> impl Iterator<Item = (&'a PastState, &'a PastState)> {
        let first = self.states.first().map(|state| state.day);
        let pairs = self.states.iter().zip(self.states.iter().skip(1));
        pairs.filter(move |(_, after)| Some(after.day) != first)
    }
}

/// A record's metric of this name.
pub fn metric<'r>(record: &'r Alliance, name: &str) -> Option<&'r Metric> {
    record.metrics.items().find(|metric| metric.name.text().is_some_and(|other| same_name(other, name)))
}

/// An amount in a sentence.
pub(super) fn shown(money: &Money) -> String {
    let amount = crate::model::grouped(money.amount);
    money.currency.as_ref().map_or_else(|| amount.clone(), |code| format!("{code} {amount}"))
}
