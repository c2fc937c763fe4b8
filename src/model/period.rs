//! Reporting periods: `2026-09`, `2026-Q3`, `2026-H2`, `2026`.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::date::{add_months, sub_days};
use super::near_date::fix_of_period;

/// The months as people name them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its name in lower case: at least three of its letters.
pub fn month_number(name: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(name))?;
    u32::try_from(index + 1).ok()
}

/// A month, quarter, half-year or year of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i32,
    /// First month, 1 to 12.
    month: u32,
    /// 1, 3, 6 or 12.
    months: u32,
}

impl Period {
    /// Reads a period; `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let number =
            |digits: &str, most: u32| digits.parse().ok().filter(|number| (1..=most).contains(number));
        let (month, months) = match part {
            None => (1, 12),
            Some(part) if part.len() == 2 && part.starts_with('Q') => (number(&part[1..], 4)? * 3 - 2, 3),
            Some(part) if part.len() == 2 && part.starts_with('H') => (number(&part[1..], 2)? * 6 - 5, 6),
            Some(part) if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                (number(part, 12)?, 1)
            }
            Some(_) => return None,
        };
        Some(Self { year, month, months })
    }

    /// The period that is surely meant by another way to write it: `Q3 2026`, `2026q3`, `Sep 2026`, `2026-9`.
    pub fn near_miss(text: &str) -> Option<Self> {
        super::near_date::period(text)
    }

    /// The calendar period of so many months, 1, 3, 6 or 12, in which a day lies.
    pub fn around(day: NaiveDate, months: u32) -> Option<Self> {
        let month = day.month0() - day.month0().checked_rem(months)?;
        matches!(months, 1 | 3 | 6 | 12).then_some(Self { year: day.year(), month: month + 1, months })
    }

    /// Its name in a sentence: `January 2026`, `Q1 2026`, `2026`.
    pub fn spoken(&self) -> String {
        match self.months {
            12 => format!("{:04}", self.year),
            6 => format!("H{} {:04}", self.month / 6 + 1, self.year),
            3 => format!("Q{} {:04}", self.month / 3 + 1, self.year),
            _ => self.start().format("%B %Y").to_string(),
        }
    }

    /// Its first day.
    pub fn start(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day.
    pub fn end(&self) -> NaiveDate {
        sub_days(add_months(self.start(), self.months), 1)
    }

    /// How many months it has: 1, 3, 6 or 12.
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start() <= other.end() && other.start() <= self.end()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        match self.months {
            12 => Ok(()),
            6 => write!(formatter, "-H{}", self.month / 6 + 1),
            3 => write!(formatter, "-Q{}", self.month / 3 + 1),
            _ => write!(formatter, "-{:02}", self.month),
        }
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PeriodVisitor)
    }
}

struct PeriodVisitor;

impl Visitor<'_> for PeriodVisitor {
    type Value = Period;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a period like 2026-Q3")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Period, E> {
        Period::parse(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            let fix = fix_of_period(text).unwrap_or_else(|| {
                "write a month `2026-09`, a quarter `2026-Q3`, a half-year `2026-H2` or a year `2026`"
                    .to_owned()
            });
            E::custom(format!("expected a period like 2026-Q3, found `{shown}`\n{fix}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn each_form_has_its_first_and_last_day() {
        for (text, start, end, months) in [
            ("2026-09", "2026-09-01", "2026-09-30", 1),
            ("2026-Q1", "2026-01-01", "2026-03-31", 3),
            ("2026-Q3", "2026-07-01", "2026-09-30", 3),
            ("2026-H2", "2026-07-01", "2026-12-31", 6),
            ("2024-02", "2024-02-01", "2024-02-29", 1),
            ("2026", "2026-01-01", "2026-12-31", 12),
        ] {
            let period = Period::parse(text).expect(text);
            assert_eq!(
                (period.start().to_string(), period.end().to_string(), period.months()),
                (start.into(), end.into(), months)
            );
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn other_ways_to_write_it_are_understood_where_they_are_sure() {
        for (text, period) in [
            ("Q3 2026", "2026-Q3"),
            ("2026 Q3", "2026-Q3"),
            ("2026q3", "2026-Q3"),
            ("q3/2026", "2026-Q3"),
            ("2026-q3", "2026-Q3"),
            ("H1 2026", "2026-H1"),
            ("Sep 2026", "2026-09"),
            ("september, 2026", "2026-09"),
            ("2026-9", "2026-09"),
            ("09/2026", "2026-09"),
        ] {
            assert_eq!(
                Period::near_miss(text).map(|period| period.to_string()).as_deref(),
                Some(period),
                "{text}"
            );
        }
        for text in
            ["", "Q3", "Q5 2026", "2026-13", "ma 2026", "2026 2027", "third quarter 2026", "Q3 2026 2"]
        {
            assert_eq!(Period::near_miss(text), None, "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "", "26-Q3", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-9", "2026-q3", "Q3 2026",
            "2026-Qé", "+026", "2026-+1",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_lies_in_one_period_of_each_length() {
        let around = |day, months| {
            let day = crate::model::Date::parse(day).expect("a date").0;
            Period::around(day, months).map(|period| period.to_string())
        };
        for (months, name) in [(1, "2026-11"), (3, "2026-Q4"), (6, "2026-H2"), (12, "2026")] {
            assert_eq!(around("2026-11-22", months).as_deref(), Some(name));
        }
        assert_eq!(around("2026-07-01", 6).as_deref(), Some("2026-H2"));
        assert_eq!(around("2026-06-30", 6).as_deref(), Some("2026-H1"));
        assert_eq!((around("2026-06-30", 0), around("2026-06-30", 5)), (None, None));
    }

    #[test]
    fn overlap_is_by_days() {
        let period = |text| Period::parse(text).expect("a period");
        assert!(period("2026-Q3").overlaps(&period("2026-09")));
        assert!(!period("2026-Q3").overlaps(&period("2026-Q4")));
        assert!(period("2026").overlaps(&period("2026-H2")));
    }
}
