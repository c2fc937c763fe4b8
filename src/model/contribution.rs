//! What a side contributes.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::count::Delivered;
use super::date::Date;
use super::field::{Field, FromSentence, List, sentence_or_fields};
use super::number::{Money, Number};
use super::past_date::PastDate;
use super::vocabulary::ContributionKind;

/// What one side contributes: a sentence, or fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = crate::schema::or_sentence))]
#[serde(default, remote = "Self")]
pub struct Contribution {
    /// The contribution in one sentence; it is searched for quantity, window and floor that no field gives.
    pub what: Field<String>,
    /// What kind of contribution it is, or kinds; a bare sentence has none.
    pub kind: List<ContributionKind>,
    /// The first day of the promise.
    pub from: Field<Date>,
    /// The last day of the promise.
    pub until: Field<Date>,
    /// How much is promised, in `unit`.
    pub amount: Field<Number>,
    /// What is counted: a noun, or a currency.
    pub unit: Field<String>,
    /// The least that is promised, in `unit`.
    pub at_least: Field<Number>,
    /// Why the other side could not have it otherwise.
    pub hard_to_replicate: Field<String>,
    /// What has been delivered to date, in the unit of the floor; or `true` when all of it has.
    pub delivered: Field<Delivered>,
    /// What is there now, in the unit of the floor, of what is kept available and not delivered bit by bit: people, places,
    /// capacity.
    pub in_place: Field<Number>,
    /// Its estimated value a year.
    pub worth: Field<Money>,
    /// The day it was agreed.
    pub agreed: Field<PastDate>,
    /// The sentence of the agreement that it was read from, word for word.
    pub quote: Field<String>,
}

impl Contribution {
    /// The kinds it is of; none of a bare sentence.
    pub fn kinds(&self) -> impl Iterator<Item = ContributionKind> {
        self.kind.items().copied()
    }

    /// Whether one of its kinds is this.
    pub fn is_of(&self, kind: ContributionKind) -> bool {
        self.kinds().any(|own| own == kind)
    }

    /// Whether one of its kinds is such, or it has none on record.
    pub fn may_be(&self, such: impl Fn(ContributionKind) -> bool) -> bool {
        self.kind.is_empty() || self.kinds().any(such)
    }
}

impl<'de> FromSentence<'de> for Contribution {
    fn from_sentence<E: Error>(sentence: &str) -> Result<Self, E> {
        Ok(Self { what: Field::Set(sentence.to_owned()), ..Self::default() })
    }

    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Contribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        sentence_or_fields(deserializer)
    }
}
