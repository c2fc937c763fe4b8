//! How success is measured: a metric, its results and what changed in it.

use serde::Deserialize;

use super::date::Date;
use super::field::{BySide, Field, List};
use super::number::Money;
use super::past_date::PastDate;
use super::period::Period;
use super::vocabulary::{Better, Every, Indicator, Measure, Method, Scope};

/// A measure of success.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Metric {
    /// What the metric is called.
    pub name: Field<String>,
    /// What the metric indicates.
    pub indicator: Field<Indicator>,
    /// What is counted: a currency for money, otherwise a noun.
    pub unit: Field<String>,
    /// What one unit is worth, where the unit is not money.
    pub worth: Field<Money>,
    /// Whether success is judged by it; without it, yes.
    pub headline: Field<bool>,
    /// The day both sides agreed on it.
    pub agreed: Field<PastDate>,
    /// How often it is read; its levels are for a period of that length.
    pub every: Field<Every>,
    /// What a result counts; without it, what came in its period.
    pub measure: Field<Measure>,
    /// The day by which a milestone should be reached.
    pub due: Field<Date>,
    /// Whether more or less of it is better; without it, more.
    pub better: Field<Better>,
    /// What it should reach each period.
    pub target: Field<Money>,
    /// Below this it is not working.
    pub floor: Field<Money>,
    /// What the business case promised each period; without it, the target.
    pub projected: Field<Money>,
    /// What there was before launch, in a period of its own.
    pub baseline: Field<MetricBaseline>,
    /// What it counts; without it, only what the alliance brought.
    pub scope: Field<Scope>,
    /// Where each side reads it.
    pub tracked_by: BySide<String>,
    /// How it is known what would have happened without the alliance.
    pub counterfactual: Field<Counterfactual>,
    /// The readings, one for each period.
    pub results: List<MetricResult>,
    /// Changes to the metric after launch.
    pub revisions: List<Revision>,
    /// The sentence of the agreement that its levels were read from, word for word.
    pub quote: Field<String>,
}

impl Metric {
    /// Whether success is judged by it.
    pub fn is_headline(&self) -> bool {
        self.headline.copied().unwrap_or(true)
    }

    /// Whether it counts what was done, such as shops opened, and claims no money: nobody asks what we would have won anyway.
    pub fn is_output(&self) -> bool {
        let unit = self.unit.text().unwrap_or_default();
        let in_money = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
        let priced = !self.worth.is_absent()
            || matches!(
                self.indicator.copied(),
                Some(Indicator::SharedRevenue | Indicator::CostSaving | Indicator::NewCustomers)
            );
        let reached = matches!(self.measure.copied(), Some(Measure::ToDate | Measure::Milestone));
        let counted = self.indicator.copied() == Some(Indicator::Other)
            && !matches!(unit, "" | "%" | "percent")
            && self.better.copied() != Some(Better::Lower);
        (reached || counted) && !in_money && !priced
    }

    /// Its name for a sentence, or a placeholder.
    pub fn label(&self) -> &str {
        self.name.text().unwrap_or("a metric without a name")
    }
}

/// What a metric counted before the alliance was launched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MetricBaseline {
    /// How much it was.
    pub value: Field<Money>,
    /// The month, quarter, half-year or year it was counted for.
    pub period: Field<Period>,
}

/// How it is known what would have happened without the alliance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Counterfactual {
    /// By which method it is known.
    pub method: Field<Method>,
    /// Why that is a fair comparison.
    pub because: Field<String>,
}

/// One reading of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MetricResult {
    /// The month, quarter, half-year or year it is for.
    pub period: Field<Period>,
    /// Everything that was counted.
    pub total: Field<Money>,
    /// How much of it would have come without the alliance.
    pub without: Field<Money>,
    /// The partner's own reading.
    pub partner_total: Field<Money>,
    /// Each other party's own reading, where there are several.
    pub totals: BySide<Money>,
    /// That it was corrected after it was reviewed, and why.
    pub corrected: Field<Corrected>,
}

/// A note on a result that was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Corrected {
    /// The day it was corrected.
    pub on: Field<Date>,
    /// What it said before.
    pub from: Field<Money>,
    /// Why, in one sentence.
    pub why: Field<String>,
}

impl MetricResult {
    /// What would not have come without the alliance; unknown where `without` is.
    pub fn incremental(&self) -> Option<rust_decimal::Decimal> {
        self.total.get()?.amount.checked_sub(self.without.get()?.amount)
    }
}

/// A change of a metric after launch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Revision {
    /// The day it was changed.
    pub date: Field<Date>,
    /// Which key of the metric was changed.
    pub field: Field<String>,
    /// What it said before.
    pub from: Field<String>,
    /// What it says now.
    pub to: Field<String>,
    /// The sides that agreed to it.
    pub agreed_by: List<String>,
}
