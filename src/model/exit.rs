//! How it ends: exit terms, triggers, the handover and the term.

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer};

use super::date::Date;
use super::deal::ExitPrice;
use super::field::{Field, FromSentence, List, sentence_or_fields};
use super::number::Money;
use super::open_value::{Duration, Stated};
use super::past_date::PastDate;
use super::vocabulary::{ExitEvent, Handover, Renewal, TerminationRight};

/// What happens if it does not work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Exit {
    /// The day the exit terms were first agreed; never edited later.
    pub agreed: Field<PastDate>,
    /// The day they were last renegotiated; without it, as first agreed.
    pub updated: Field<Date>,
    /// Days of notice either side must give, without needing a reason.
    pub notice_days: Field<Stated<u32>>,
    /// The notice in other units, in place of `notice_days`: `3 months to the end of a quarter`.
    pub notice: Field<String>,
    /// Who may give notice.
    pub who: Field<Stated<TerminationRight>>,
    /// What opens the conversation about ending it.
    pub triggers: List<Trigger>,
    /// What has to be handed over at the end.
    pub handover: List<HandoverItem>,
    /// What leaving costs, and whom.
    pub price: Field<ExitPrice>,
    /// Who settles a dispute, one level after the other.
    pub disputes: List<String>,
    /// The clause in words.
    pub terms: Field<String>,
    /// The sentence of the agreement that the notice was read from, word for word.
    pub quote: Field<String>,
}

/// A condition that opens the exit conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Trigger {
    /// The metric's name, as under `metrics`.
    pub metric: Field<String>,
    /// The level below which it counts.
    pub below: Field<Money>,
    /// The level above which it counts, where less is better.
    pub above: Field<Money>,
    /// For how long it has to stay there.
    #[serde(rename = "for")]
    pub duration: Field<Duration>,
    /// What happens, where it is no level of a metric.
    pub event: Field<ExitEvent>,
    /// What follows from the event.
    pub then: Field<String>,
}

impl Trigger {
    /// Whether it is something that happens, rather than the level of a metric.
    pub fn is_event(&self) -> bool {
        !self.event.is_absent() && self.metric.is_absent() && self.below.is_absent()
    }
}

/// Something handed over at the end: a word, or fields once an exit runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transform = crate::schema::or_word))]
#[serde(default, remote = "Self")]
pub struct HandoverItem {
    /// What is handed over.
    pub item: Field<Stated<Handover>>,
    /// The day by which it has to be done.
    pub due: Field<Date>,
    /// The day it was done.
    pub done: Field<Date>,
}

impl<'de> FromSentence<'de> for HandoverItem {
    fn from_sentence<E: Error>(word: &str) -> Result<Self, E> {
        let word: StrDeserializer<E> = word.into_deserializer();
        Ok(Self { item: Field::Set(Stated::deserialize(word)?), ..Self::default() })
    }

    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for HandoverItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        sentence_or_fields(deserializer)
    }
}

/// The running term.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Term {
    /// The last day of any known term; later terms follow from it.
    pub ends: Field<Date>,
    /// What happens on that day.
    pub renews: Field<Renewal>,
    /// By how many months it renews.
    pub renewal_months: Field<u32>,
    /// Days before the end by which notice prevents the renewal.
    pub renewal_notice_days: Field<u32>,
    /// The sentence of the agreement that it was read from, word for word.
    pub quote: Field<String>,
}
