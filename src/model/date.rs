//! Civil dates as records write them.

use std::fmt;
use std::ops::Deref;

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::calendar::end_of_month;
use super::near_date::{fix_of_date, fix_of_part};
use super::refusal::Refusal;

/// A date written exactly `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

impl Date {
    /// What to write where no day is meant that one could name.
    pub const FORM: &str = "write year, month, day: `2026-03-31`";

    /// Reads a date.
    ///
    /// # Errors
    /// Why it is none, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        // chrono alone would take `2026-1-5`, ` 2026-01-05` and `+12026-01-05`.
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            let shown: String = text.chars().take(40).collect();
            return Err(Refusal::new(
                format!("expected a date like 2026-03-31, found `{shown}`"),
                fix_of_date(text).or_else(|| fix_of_part(text)).unwrap_or_else(|| Self::FORM.into()),
            ));
        }
        // All ten are ASCII, so the slices are at character boundaries.
        let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        #[expect(clippy::cast_possible_wrap, reason = "four digits fit")]
        let year = year as i32;
        if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
            return Ok(Self(date));
        }
        match NaiveDate::from_ymd_opt(year, month, 1) {
            Some(first) => {
                let last = end_of_month(first);
                Err(Refusal::new(
                    format!("`{text}` is not a date: {} has {} days", first.format("%B %Y"), last.day()),
                    format!("if the last day of the month is meant, write `{last}`"),
                ))
            }
            None => {
                Err(Refusal::new(format!("`{text}` is not a date: there is no month {month:02}"), Self::FORM))
            }
        }
    }
}

impl Deref for Date {
    type Target = NaiveDate;

    fn deref(&self) -> &NaiveDate {
        &self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a date like 2026-03-31")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        Date::parse(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_is_a_date() {
        assert_eq!(Date::parse("2026-01-05").map(|date| date.to_string()), Ok("2026-01-05".to_owned()));
        for text in [
            "2026-1-5",
            " 2026-01-05",
            "+12026-01-05",
            "05.01.2026",
            "2026-01-05T00:00:00",
            "soon",
            "",
            "２０26-01-05",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_near_miss_names_what_to_write() {
        let message = |text: &str| {
            let told = Date::parse(text).expect_err("no date");
            format!("{}\n{}", told.message, told.advice.text)
        };
        assert!(message("2026-1-5").ends_with("write `2026-01-05`"));
        assert!(message("2026/01/05").ends_with("write `2026-01-05`"));
        assert!(message("13.02.2026").ends_with("write `2026-02-13`"));
        assert!(message("21/09/2026").ends_with("write `2026-09-21`"));
        for text in
            ["3 April 2025", "April 3, 2025", "3rd Apr 2025", "3-Apr-2025", "2025\u{2011}04\u{2011}03"]
        {
            assert!(message(text).ends_with("write `2025-04-03`"), "{text}");
        }
        assert!(
            message("April 2025")
                .ends_with("write a day, such as the last, `2025-04-30`, or the first, `2025-04-01`")
        );
        for text in ["3 April 125", "31 April 2025", "3 Ap 2025"] {
            assert!(message(text).ends_with("write year, month, day: `2026-03-31`"), "{text}");
        }
        assert!(message("2026-02-30").contains("February 2026 has 28 days"));
        assert!(message("2026-13-01").contains("no month 13"));
        // Day or month first? Nobody knows, so both are told.
        assert!(
            message("05/01/2026")
                .ends_with("write `2026-01-05` if the day comes first, or `2026-05-01` if the month does")
        );
        assert!(message("soon").ends_with("write year, month, day: `2026-03-31`"));
    }
}
