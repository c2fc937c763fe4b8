//! What the portfolio is worth, and how much there is to look after.

use rust_decimal::Decimal;

use crate::health::{Grade, Share};

/// What everything together brought and took over the trailing months. Totals are incremental; the gross stands only
/// beside the share of it that survives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// How many months.
    pub months: u32,
    /// Realised money that would not have come anyway.
    pub incremental: Decimal,
    /// Everything counted by the same results.
    pub gross: Decimal,
    /// How many results in money prove nothing.
    pub unproven: u32,
    /// Everything counted by those.
    pub unproven_gross: Decimal,
    /// Hours of management, as far as recorded.
    pub hours: Decimal,
    /// What they and the rest cost, as far as recorded.
    pub cost: Decimal,
    /// How far the increment can be believed, weighted by the money; none where there is no money.
    pub grade: Option<Grade>,
    /// How much of it must be true to pay for the cost.
    pub share: Option<Share>,
}

impl Worth {
    /// Grade and share in a phrase: `evidence B, pays if 6 % of it is true`.
    pub fn evidence(&self) -> Option<String> {
        let share = self.share.map(|share| format!(", {share}")).unwrap_or_default();
        self.grade.map(|grade| format!("evidence {grade}{share}"))
    }

    /// How much of the gross survives, in whole percent; `None` where there is no gross.
    pub fn surviving_percent(&self) -> Option<Decimal> {
        crate::model::percent(self.incremental, self.gross)
    }

    /// Incremental money for an hour of management, over everything.
    pub fn an_hour(&self) -> Option<Decimal> {
        self.incremental.checked_div(self.hours)
    }
}

/// How much there is to look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// Live alliances that are called strategic.
    pub strategic: usize,
    /// How many of them have a commercial owner and a substantive review on record.
    pub recalled: usize,
    /// The working range, as `crowded-portfolio` is set.
    pub ideal: (u32, u32),
    /// Most strategic alliances for one owner, as `overloaded-owner` is set.
    pub most_an_owner: u32,
    /// Hours of management a month that live alliances take, as far as recorded.
    pub hours: Decimal,
    /// Hours of management a month that there are.
    pub capacity: Option<Decimal>,
}
