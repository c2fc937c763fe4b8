//! The calendar arithmetic of reviews, notices and terms, and the names of the months.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The months as people name them, in lower case.
pub const MONTHS: [&str; 12] = [
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
        text.parse().expect("a date")
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
