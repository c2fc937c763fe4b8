//! What a rule sees of the whole portfolio: every record with its facts.

use chrono::NaiveDate;

use crate::model::{Alliance, Kind, Portfolio, Stage};

use super::context::Options;
use crate::facts::Facts;

/// One alliance of the portfolio.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its name, or its file's.
    pub name: &'a str,
    /// The record as it stood on the as-of date.
    pub record: &'a Alliance,
    /// What is derived from it.
    pub facts: &'a Facts<'a>,
}

impl Member<'_> {
    /// Whether it runs: active or winding down.
    pub fn is_live(&self) -> bool {
        matches!(self.facts.stage, Stage::Active | Stage::WindingDown)
    }

    /// Whether it runs and is called strategic.
    pub fn is_live_strategic(&self) -> bool {
        self.is_live() && self.facts.kind == Some(Kind::Strategic)
    }
}

/// The whole portfolio before one rule.
#[derive(Debug)]
pub struct Whole<'a> {
    /// Every alliance whose file could be read.
    pub members: &'a [Member<'a>],
    /// The portfolio's own file.
    pub portfolio: &'a Portfolio,
    /// The as-of date.
    pub as_of: NaiveDate,
    /// How the rule is set.
    pub options: Options<'a>,
}

impl<'a> Whole<'a> {
    /// Live alliances that are called strategic, with their place in `members`.
    pub fn live_strategic(&self) -> impl Iterator<Item = (usize, &Member<'a>)> {
        self.members.iter().enumerate().filter(|(_, member)| member.is_live_strategic())
    }
}
