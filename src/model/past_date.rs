//! A day in the past as well as somebody knows it: the day, or only the month, quarter, half-year or year.

use std::fmt;
use std::ops::Deref;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::date::Date;
use super::field::Field;
use super::fiscal_year::FiscalYear;
use super::near_date::{fix_of_date, fix_of_fiscal, period};
use super::period::Period;
use super::period_reader::PERIOD;
use super::refusal::{Advice, Refusal};

/// A day known to lie between two, both included; the same day twice where it is known exactly.
///
/// It stands for its last day: what is counted from it is then never more than it can be. Where the first day decides,
/// [`PastDate::first`] is asked, and where the two would say different things nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastDate {
    first: Date,
    last: Date,
    /// What it is known as, where it is no day.
    period: Option<Period>,
}

impl PastDate {
    /// Reads a day, a month, a quarter, a half-year or a year.
    ///
    /// # Errors
    /// Why it is none, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if let Some(period) = Period::parse(text) {
            return Ok(Self::within(period));
        }
        Date::parse(text).map(Self::from).map_err(|mut refusal| {
            if let Some(fiscal) = fix_of_fiscal(text) {
                return fiscal;
            }
            if let Some(period) = period(text).filter(|_| fix_of_date(text).is_none()) {
                refusal.advice = Advice::write(period);
            } else if refusal.advice.text == Date::FORM {
                refusal.advice.text += ", or as much of it as is known: `2026-03`, `2026-Q1` or `2026`";
            }
            refusal
        })
    }

    fn within(period: Period) -> Self {
        Self { first: Date(period.start()), last: Date(period.end()), period: Some(period) }
    }

    /// The earliest day that it can be.
    pub fn first(&self) -> NaiveDate {
        self.first.0
    }

    /// When it was, in a sentence: `on 2024-06-01`, `in 2024-06`.
    pub fn when(&self) -> String {
        format!("{} {self}", if self.is_exact() { "on" } else { "in" })
    }

    /// Whether the day itself is known.
    pub fn is_exact(&self) -> bool {
        self.first == self.last
    }

    /// Whether it lies after another; `None` where what is known of the two does not tell.
    pub fn is_after(&self, other: &Self) -> Option<bool> {
        if self.first > other.last { Some(true) } else { (self.last <= other.first).then_some(false) }
    }

    /// What has happened by a day cannot have happened after it.
    pub(super) fn happened_by(&mut self, day: NaiveDate) {
        if self.first.0 <= day && self.last.0 > day {
            self.last = Date(day);
        }
    }
}

impl From<Date> for PastDate {
    fn from(day: Date) -> Self {
        Self { first: day, last: day, period: None }
    }
}

impl Deref for PastDate {
    type Target = Date;

    fn deref(&self) -> &Date {
        &self.last
    }
}

impl Field<PastDate> {
    /// The first day that it can be.
    pub fn first(&self) -> Field<Date> {
        self.and_then(|date| Field::Set(date.first))
    }

    /// The last day that it can be.
    pub fn last(&self) -> Field<Date> {
        self.and_then(|date| Field::Set(date.last))
    }
}

impl fmt::Display for PastDate {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.is_exact() {
            return self.last.fmt(formatter);
        }
        // One that is cut off at the as-of date is still known by its name.
        match self.period {
            Some(period) => period.fmt(formatter),
            None => self.last.fmt(formatter),
        }
    }
}

impl<'de> Deserialize<'de> for PastDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(PERIOD, PastDateVisitor)
    }
}

struct PastDateVisitor;

impl<'de> Visitor<'de> for PastDateVisitor {
    type Value = PastDate;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a date like 2026-03-31, or 2026-03, 2026-Q1 or 2026")
    }

    /// Any other format: a text.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<PastDate, D::Error> {
        deserializer.deserialize_str(self)
    }

    /// Our reader, where it knows when the portfolio's year begins.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<PastDate, A::Error> {
        let (text, month): (Option<String>, Option<String>) = (seq.next_element()?, seq.next_element()?);
        let fiscal = month.as_deref().and_then(FiscalYear::parse);
        let text = text.unwrap_or_default();
        Period::parse_in(&text, fiscal)
            .map_or_else(|| self.visit_str(&text), |period| Ok(PastDate::within(period)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PastDate, E> {
        PastDate::parse(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(text: &str) -> PastDate {
        PastDate::parse(text).expect(text)
    }

    #[test]
    fn what_is_known_tells_or_does_not() {
        assert_eq!(past("2025").is_after(&past("2024-12-31")), Some(true));
        assert_eq!(past("2025").is_after(&past("2025-06-30")), None);
        assert_eq!(past("2025-Q1").is_after(&past("2025-03-30")), None);
        assert_eq!(past("2025-Q1").is_after(&past("2025-Q2")), Some(false));
        assert_eq!(past("2025-03-01").is_after(&past("2025-03-01")), Some(false));
    }

    #[test]
    fn it_stands_for_its_last_day_and_is_shown_as_it_was_written() {
        for (text, last) in [
            ("2024", "2024-12-31"),
            ("2024-06", "2024-06-30"),
            ("2024-Q2", "2024-06-30"),
            ("2024-H1", "2024-06-30"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!((past(text).to_string().as_str(), past(text).0.to_string().as_str()), (text, last));
        }
        let mut this_year = past("2026");
        this_year.happened_by(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"));
        assert_eq!(
            (this_year.0.to_string().as_str(), this_year.to_string().as_str()),
            ("2026-11-22", "2026")
        );
    }

    #[test]
    fn anything_else_is_told_what_may_stand_there() {
        let advice = |text| PastDate::parse(text).expect_err("no date").advice;
        assert!(advice("some time").text.ends_with("`2026-03`, `2026-Q1` or `2026`"));
        assert_eq!(advice("2026-1-5"), Advice::write("2026-01-05"));
    }
}
