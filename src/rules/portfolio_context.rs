//! What a rule sees of the whole portfolio: of every alliance what such a rule may ask, drawn up while its record is at
//! hand. The records themselves are let go one by one, so that a portfolio may be larger than the memory.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::{Field, Kind, Portfolio, Stage, Tier, US, Waiver};

use super::context::Options;

/// Whoever on our side answers for the commercial outcome today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accountable {
    /// Place in `owners.us`.
    pub index: usize,
    /// The name, if there is one.
    pub name: Option<String>,
}

/// An alliance that should not be running any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// Why not.
    pub reason: String,
    /// The next clean exit, if there is one.
    pub exit: Option<NaiveDate>,
    /// What it costs until then, where that is on record.
    pub cost: Option<Decimal>,
}

/// One alliance of the portfolio.
#[derive(Debug, Clone)]
pub struct AllianceSummary {
    /// Its name, or its file's.
    pub name: String,
    /// Whether the record says that name.
    pub is_named: bool,
    /// With whom.
    pub partner: Option<String>,
    /// Where it is in its life.
    pub stage: Stage,
    /// What it is called.
    pub kind: Option<Kind>,
    /// The day of the launch, be it ahead.
    pub started: Option<NaiveDate>,
    /// Launch, if it has happened.
    pub launched: Option<NaiveDate>,
    /// Whole months since launch.
    pub months_live: Option<u32>,
    /// The day it ended.
    pub ended: Option<NaiveDate>,
    /// Its priority.
    pub tier: Field<Tier>,
    /// Hours of management a month.
    pub hours: Field<Decimal>,
    /// Our people who answer for the commercial outcome today.
    pub accountable: Vec<Accountable>,
    /// Whether some of what the record says of our owners cannot be used.
    pub owners_unusable: bool,
    /// Whether a review has been held at which something happened.
    pub reviewed: bool,
    /// Whether the list of reviews cannot be used.
    pub reviews_unusable: bool,
    /// Why it should not be running any more, and how to get out; for live strategic alliances only.
    pub debt: Option<Debt>,
    /// Its own waivers for rules on the whole portfolio, with their places.
    pub waivers: Vec<(usize, Waiver)>,
    /// How far its results lie from their floors and targets, in thousandths, where that is a tenth or less; for live alliances
    /// only.
    pub near_levels: Vec<i32>,
    /// Incremental money over so many months; for live alliances only.
    pub(super) values: Vec<(u32, Option<Decimal>)>,
}

impl AllianceSummary {
    /// Whether it runs: active or winding down.
    pub fn is_live(&self) -> bool {
        matches!(self.stage, Stage::Active | Stage::Paused | Stage::WindingDown)
    }

    /// Whether it runs and is called strategic.
    pub fn is_live_strategic(&self) -> bool {
        self.is_live() && self.kind == Some(Kind::Strategic)
    }

    /// Incremental money over the `months` before the as-of date; unknown where a result that counts in money proves
    /// nothing, and where the alliance does not run.
    pub fn value(&self, months: u32) -> Option<Decimal> {
        let known = self.values.iter().find(|(window, _)| *window == months);
        debug_assert!(known.is_some() || !self.is_live(), "nobody asked for the value over {months} months");
        known?.1
    }

    /// The fields of the record that a rule on the whole portfolio may point at.
    pub fn fields(&self) -> Vec<Cow<'static, str>> {
        let mut fields = vec![Cow::Borrowed("name")];
        if self.is_live() {
            fields.extend(["tier", "attention.hours_per_month"].map(Cow::Borrowed));
            let owner = |owner: &Accountable| Cow::Owned(format!("owners.{US}[{}].name", owner.index));
            fields.extend(self.accountable.iter().map(owner));
        }
        fields
    }
}

/// The whole portfolio before one rule.
#[derive(Debug)]
pub struct PortfolioContext<'a> {
    /// Every alliance whose file could be read.
    pub members: &'a [AllianceSummary],
    /// The portfolio's own file.
    pub portfolio: &'a Portfolio,
    /// The as-of date.
    pub as_of: NaiveDate,
    /// How the rule is set.
    pub options: Options<'a>,
}

impl<'a> PortfolioContext<'a> {
    /// Live alliances that are called strategic, with their place in `members`.
    pub fn live_strategic(&self) -> impl Iterator<Item = (usize, &'a AllianceSummary)> {
        self.members.iter().enumerate().filter(|(_, member)| member.is_live_strategic())
    }
}
