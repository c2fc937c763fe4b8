//! How many of something, and how much of it has been delivered.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::decimal::decimal;
use super::number::{complaint, is_doubtful};

/// How many of something: a number, or the things themselves in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count(pub u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CountVisitor)
    }
}

struct CountVisitor;

impl<'de> Visitor<'de> for CountVisitor {
    type Value = Count;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("how many, or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Count, E> {
        text.parse().map(Count).map_err(|_| E::custom(complaint(text, "how many, or a list of them")))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Count, E> {
        u32::try_from(number).map(Count).map_err(|_| E::custom("more than can be counted"))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Count, A::Error> {
        let mut count = 0;
        while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Count(count))
    }
}

/// What has been delivered: an amount in the unit of the floor, or simply `true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// So much so far, in the unit of the contribution's floor.
    Amount(Decimal),
    /// All of it, or none of it.
    Whole(bool),
}

impl<'de> Deserialize<'de> for Delivered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DeliveredVisitor)
    }
}

struct DeliveredVisitor;

impl Visitor<'_> for DeliveredVisitor {
    type Value = Delivered;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount to date, or `true`")
    }

    fn visit_bool<E: Error>(self, whole: bool) -> Result<Delivered, E> {
        Ok(Delivered::Whole(whole))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Delivered, E> {
        Ok(Delivered::Amount(number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Delivered, E> {
        decimal(text)
            .filter(|_| !is_doubtful(text))
            .map(Delivered::Amount)
            .ok_or_else(|| E::custom(complaint(text, "an amount to date, or `true`")))
    }
}
