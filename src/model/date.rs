//! Civil dates as records write them, and the calendar arithmetic of reviews and notices.

use std::fmt;
use std::ops::Deref;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::near_date::{fix_of_date, fix_of_part};

/// A date written exactly `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub NaiveDate);

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// What is wrong; in a second line what to write instead; in a third the date itself where it is surely meant.
    pub fn parse(text: &str) -> Result<Self, String> {
        // chrono alone would take `2026-1-5`, ` 2026-01-05` and `+12026-01-05`.
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            let fix = fix_of_date(text)
                .or_else(|| fix_of_part(text))
                .unwrap_or_else(|| "write year, month, day: `2026-03-31`".to_owned());
            return Err(format!(
                "expected a date like 2026-03-31, found `{}`\n{fix}",
                text.chars().take(40).collect::<String>()
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
                Err(format!(
                    "`{text}` is not a date: {} has {} days\nif the last day of the month is meant, write \
                     `{last}`",
                    first.format("%B %Y"),
                    last.day()
                ))
            }
            None => Err(format!(
                "`{text}` is not a date: there is no month {month:02}\nwrite year, month, day: `2026-03-31`"
            )),
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

/// The last day of the month of `date`.
pub fn end_of_month(date: NaiveDate) -> NaiveDate {
    (28..=31).rev().find_map(|day| date.with_day(day)).unwrap_or(date)
}

/// `months` later; the end of the month where the day does not exist, the end of time where the year does not.
pub fn add_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// `months` earlier, as [`add_months`].
pub fn sub_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// `days` later, or the end of time.
pub fn add_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// `days` earlier, or the beginning of time.
pub fn sub_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN)
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Whole calendar months from `from` to `to`; zero when `to` is earlier.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    if to < from {
        return 0;
    }
    let months = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0);
    let months = u32::try_from(months).unwrap_or(0);
    // A month is whole once its day has come; the 31st counts as come at the end of a shorter month.
    if add_months(from, months) > to { months.saturating_sub(1) } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        Date::parse(text).map(|date| date.0).expect("a date")
    }

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
            told.lines().take(2).collect::<Vec<_>>().join("\n")
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

    #[test]
    fn months_are_calendar_months() {
        assert_eq!(add_months(day("2026-11-18"), 3), day("2027-02-18"));
        assert_eq!(add_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(months_between(day("2025-11-18"), day("2026-02-17")), 2);
        assert_eq!(months_between(day("2025-11-18"), day("2026-02-18")), 3);
        assert_eq!(months_between(day("2026-01-31"), day("2026-02-28")), 1);
        assert_eq!(months_between(day("2026-02-18"), day("2025-11-18")), 0);
        assert_eq!(add_months(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(sub_days(NaiveDate::MIN, 1), NaiveDate::MIN);
        assert_eq!(end_of_month(day("2024-02-10")), day("2024-02-29"));
    }
}
