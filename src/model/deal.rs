//! What binds the sides beside their contributions: exclusivity, stakes, fees, dependence, risks and conditions.

use serde::Deserialize;

use super::date::Date;
use super::field::{Field, FromSentence, sentence_or_fields};
use super::number::Money;
use super::vocabulary::{ExclusiveFor, IssueSeverity};
use serde::de::{Deserializer, Error};

/// What a side may do with nobody else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Exclusivity {
    /// Which side may do it with nobody else.
    pub who: Field<ExclusiveFor>,
    /// For what: products, customers, countries.
    pub scope: Field<String>,
    /// The last day.
    pub until: Field<Date>,
    /// What ends it, if no day does: `agreement`.
    pub ends_with: Field<String>,
}

/// Stakes of the sides, in each other or in a company of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Equity {
    /// Our stake: `15 %`.
    pub us: Field<String>,
    /// The other side's stake.
    pub partner: Field<String>,
    /// Votes and seats that go with the stakes.
    pub votes: Field<String>,
    /// How the stakes are given back, sold or bought at the end.
    pub unwinding: Field<String>,
}

/// A royalty, commission or other rate between the sides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Fee {
    /// What it is paid for.
    pub what: Field<String>,
    /// The rate: `8 % of net sales`.
    pub rate: Field<String>,
    /// The amount, where it is fixed.
    pub amount: Field<Money>,
    /// The side that pays it, or the day from which it is owed.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub from: Field<FeeFrom>,
    /// The side that receives it.
    pub to: Field<String>,
}

/// Where a fee comes from: the side that pays it, as one writes beside `to`, or the day from which it is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeFrom {
    /// The side.
    Side(String),
    /// The day.
    Day(Date),
}

impl<'de> Deserialize<'de> for FeeFrom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains(|letter: char| letter.is_ascii_digit()) {
            Date::parse(&text).map(Self::Day).map_err(D::Error::custom)
        } else {
            Ok(Self::Side(text))
        }
    }
}

/// How much a side depends on the other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Dependence {
    /// The share of ours that hangs on them: `18 %`.
    pub us: Field<String>,
    /// The share of theirs that hangs on us.
    pub partner: Field<String>,
    /// The share of what: revenue, supply, pipeline.
    pub of: Field<String>,
}

/// Something that may go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Risk {
    /// What may go wrong.
    pub what: Field<String>,
    /// How serious it would be.
    pub severity: Field<IssueSeverity>,
    /// Who watches it.
    pub owner: Field<String>,
    /// What is done about it.
    pub mitigation: Field<String>,
    /// The day it was last looked at.
    pub reviewed: Field<Date>,
    /// The day it was no longer one.
    pub closed: Field<Date>,
}

/// Something that must be so before it is signed: a sentence, or fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = crate::schema::or_sentence))]
#[serde(default, remote = "Self")]
pub struct Condition {
    /// What must be so.
    pub what: Field<String>,
    /// The day by which it has to be.
    pub due: Field<Date>,
    /// The day it was met.
    pub met: Field<Date>,
}

impl<'de> FromSentence<'de> for Condition {
    fn from_sentence<E: Error>(sentence: &str) -> Result<Self, E> {
        Ok(Self { what: Field::Set(sentence.to_owned()), ..Self::default() })
    }

    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        sentence_or_fields(deserializer)
    }
}

/// What leaving costs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ExitPrice {
    /// The amount, where it is fixed.
    pub amount: Field<Money>,
    /// How it is worked out, where it is not.
    pub formula: Field<String>,
    /// The side that pays it.
    pub who: Field<String>,
}
