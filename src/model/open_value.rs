//! Values that people leave open in words, and short durations such as `2 quarters`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::calendar::{add_days, add_months};
use super::refusal::Refusal;
use chrono::NaiveDate;

/// A definite value, or words where one should stand: `notice_days: to be agreed`.
///
/// A single lower-case word that is no value is a slip of the pen and stays a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated<T> {
    /// Definite.
    Value(T),
    /// Left open.
    Words(String),
}

impl<T> Stated<T> {
    /// The definite value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Words(_) => None,
        }
    }

    /// The words, where it is left open.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Value(_) => None,
            Self::Words(words) => Some(words),
        }
    }
}

/// What a [`Stated`] value is read from.
pub trait FromWord: Sized {
    /// What stands here, for a message.
    const EXPECTED: &str;
    /// Whether words joined by hyphens may be a thing of their own rather than a slip of the pen: `inventory-return`.
    const NAMES_THINGS: bool = false;
    /// The value a text means.
    ///
    /// # Errors
    /// As the deserializer's.
    fn from_word<E: Error>(text: &str) -> Result<Self, E>;
}

impl FromWord for u32 {
    const EXPECTED: &str = "a whole number such as 90";

    fn from_word<E: Error>(text: &str) -> Result<Self, E> {
        let canonical = text == "0" || text.starts_with(|first: char| matches!(first, '1'..='9'));
        // What to do about it the reader says, who knows the key.
        let wrong = || E::custom(format!("expected {}, found `{text}`", Self::EXPECTED));
        text.parse().ok().filter(|_| canonical).ok_or_else(wrong)
    }
}

macro_rules! from_word {
    ($($name:ident: $expected:literal, $names_things:literal)*) => {
        $(impl FromWord for super::vocabulary::$name {
            const EXPECTED: &str = $expected;
            const NAMES_THINGS: bool = $names_things;

            fn from_word<E: Error>(text: &str) -> Result<Self, E> {
                Self::deserialize(StrDeserializer::new(text))
            }
        })*
    };
}

from_word! { TerminationRight: "who may end it", false Handover: "what is handed over", true }

impl<'de, T: FromWord> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatedVisitor(PhantomData))
    }
}

struct StatedVisitor<T>(PhantomData<T>);

impl<T: FromWord> Visitor<'_> for StatedVisitor<T> {
    type Value = Stated<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Stated<T>, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Stated<T>, E> {
        T::from_word(text).map(Stated::Value).or_else(|error| {
            if left_open(text) || (T::NAMES_THINGS && text.contains('-')) {
                Ok(Stated::Words(text.to_owned()))
            } else {
                Err(error)
            }
        })
    }
}

/// Whether a text is words that put a decision off rather than a misspelt value: `to be agreed`, `TBD`, `?`.
fn left_open(text: &str) -> bool {
    let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    !starts_with_digit && (text.contains(char::is_whitespace) || !text.contains(char::is_lowercase))
}

/// A short span of time in words: `2 quarters`, `90 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// So many days.
    Days(u32),
    /// So many calendar months.
    Months(u32),
}

impl Duration {
    /// The date this long after `date`.
    pub fn after(self, date: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(days) => add_days(date, days),
            Self::Months(months) => add_months(date, months),
        }
    }

    /// Reads a duration; `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        let count: u32 = count.parse().ok().filter(|count| (1..=1_000).contains(count))?;
        let unit = unit.trim();
        Some(match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Self::Days(count),
            "week" => Self::Days(count * 7),
            "month" => Self::Months(count),
            "quarter" => Self::Months(count * 3),
            "half-year" => Self::Months(count * 6),
            "year" => Self::Months(count * 12),
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DurationVisitor)
    }
}

struct DurationVisitor;

impl Visitor<'_> for DurationVisitor {
    type Value = Duration;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a duration such as 2 quarters")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Duration, E> {
        Duration::parse(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            E::custom(Refusal::new(
                format!("expected a duration such as `2 quarters`, found `{shown}`"),
                "write a number and days, weeks, months, quarters or years",
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_a_number_and_a_unit() {
        for (text, duration) in [
            ("2 quarters", Some(Duration::Months(6))),
            ("1 year", Some(Duration::Months(12))),
            ("90 days", Some(Duration::Days(90))),
            ("2 weeks", Some(Duration::Days(14))),
            ("quarters", None),
            ("0 days", None),
            ("2 sprints", None),
            ("99999999999 days", None),
        ] {
            assert_eq!(Duration::parse(text), duration, "{text}");
        }
    }

    #[test]
    fn words_put_off_but_slips_do_not() {
        for open in ["to be agreed", "TBD", "?", "reasonable notice"] {
            assert!(left_open(open), "{open}");
        }
        for slip in ["eithr", "ninety", "90 days", "-5", "3O"] {
            assert!(!left_open(slip), "{slip}");
        }
    }
}
