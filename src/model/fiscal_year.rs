//! A company's own year, by the month in which it begins.
//!
//! One convention everywhere: `FY26` is the year that ends in 2026. Contracts, the filings of listed companies and most
//! planning systems name it so; where a house calls it by the year in which it begins, every name would be one lower, and
//! nothing in a name tells. A year that begins in January is the calendar's.

use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::calendar::month_number;
use super::refusal::Refusal;

/// The month in which a company's year begins, 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYear(u32);

impl FiscalYear {
    /// The year that begins in this month; `None` where there is no such month.
    pub fn from_month(month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self(month))
    }

    /// Reads a month: `04`, `4` or `April`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.len() <= 2 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let named = || month_number(&text.to_lowercase());
        Self::from_month(if digits { text.parse().ok()? } else { named()? })
    }

    /// The month in which it begins, 1 to 12.
    pub fn month(self) -> u32 {
        self.0
    }

    /// The first day of the year called by `year`: it ends in that year.
    pub fn first_day(self, year: i32) -> Option<NaiveDate> {
        let begins = if self.0 == 1 { year } else { year.checked_sub(1)? };
        NaiveDate::from_ymd_opt(begins, self.0, 1)
    }
}

impl<'de> Deserialize<'de> for FiscalYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(MonthVisitor)
    }
}

struct MonthVisitor;

impl Visitor<'_> for MonthVisitor {
    type Value = FiscalYear;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a month like 04")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FiscalYear, E> {
        FiscalYear::parse(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            E::custom(Refusal::new(
                format!("expected a month like 04, found `{shown}`"),
                "write the month in which your year begins: `04` for April",
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_called_by_the_year_in_which_it_ends() {
        for (month, first) in
            [("01", "2026-01-01"), ("04", "2025-04-01"), ("12", "2025-12-01"), ("July", "2025-07-01")]
        {
            let year = FiscalYear::parse(month).expect(month);
            assert_eq!(year.first_day(2026).map(|day| day.to_string()).as_deref(), Some(first), "{month}");
        }
    }

    #[test]
    fn anything_else_is_no_month() {
        for text in ["", "0", "13", "04-06", "2026-04", "spring", "-4", "004", "é"] {
            assert_eq!(FiscalYear::parse(text), None, "{text}");
        }
    }
}
