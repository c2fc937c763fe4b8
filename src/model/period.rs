//! Reporting periods: `2026-09`, `2026-Q3`, `2026-H2`, `2026`, and of a company's own year `FY26-Q3`, `FY26`.

use std::fmt;
use std::hash::{Hash, Hasher};

use chrono::{Datelike, NaiveDate};

use super::calendar::{add_months, sub_days};
use super::fiscal_year::FiscalYear;

/// A month, quarter, half-year or year, of the calendar or of a company's own year. Two are the same that have the same days.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    /// The calendar year of its first month.
    year: i32,
    /// First month, 1 to 12.
    month: u32,
    /// 1, 3, 6 or 12.
    months: u32,
    /// The company's year that it is a part of; `None` for the calendar's.
    fiscal: Option<FiscalYear>,
}

impl PartialEq for Period {
    fn eq(&self, other: &Self) -> bool {
        (self.year, self.month, self.months) == (other.year, other.month, other.months)
    }
}

impl Eq for Period {}

impl Hash for Period {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.year, self.month, self.months).hash(state);
    }
}

/// A quarter or a half of a year, as months from its beginning: `Q3` is three months after six.
fn part_of_year(part: &str) -> Option<(u32, u32)> {
    let number = |digits: &str, most: u32| digits.parse().ok().filter(|number| (1..=most).contains(number));
    match (part.len(), part.chars().next()?) {
        (2, 'Q') => Some(((number(&part[1..], 4)? - 1) * 3, 3)),
        (2, 'H') => Some(((number(&part[1..], 2)? - 1) * 6, 6)),
        _ => None,
    }
}

/// What a fiscal period is called and consists of: the year in its name, months before it, its months.
fn fiscal_name(text: &str) -> Option<(i32, u32, u32)> {
    let name = text.strip_prefix("FY")?;
    let (year, part) = name.split_once('-').map_or((name, None), |(year, part)| (year, Some(part)));
    if !matches!(year.len(), 2 | 4) || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = year.parse().ok()?;
    let (before, months) = part.map_or(Some((0, 12)), part_of_year)?;
    Some((if year.len() == 2 { number + 2000 } else { number }, before, months))
}

impl Period {
    /// Reads a period of the calendar; `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let (month, months) = match part {
            None => (1, 12),
            Some(part) if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                (part.parse().ok().filter(|month| (1..=12).contains(month))?, 1)
            }
            Some(part) => part_of_year(part).map(|(before, months)| (before + 1, months))?,
        };
        Some(Self { year, month, months, fiscal: None })
    }

    /// Reads a period of the calendar, or of the company's own year where it is known when that begins.
    pub fn parse_in(text: &str, fiscal: Option<FiscalYear>) -> Option<Self> {
        Self::parse(text).or_else(|| {
            let (year, before, months) = fiscal_name(text)?;
            Self::of_fiscal(year, before, months, fiscal?)
        })
    }

    /// Whether a text names a period of a company's own year.
    pub fn is_fiscal_name(text: &str) -> bool {
        fiscal_name(text).is_some()
    }

    /// So many months of a company's year, from so many months after its beginning on.
    pub fn of_fiscal(year: i32, before: u32, months: u32, fiscal: FiscalYear) -> Option<Self> {
        let first = add_months(fiscal.first_day(year)?, before);
        Some(Self { year: first.year(), month: first.month(), months, fiscal: Some(fiscal) })
    }

    /// The calendar period of so many months, 1, 3, 6 or 12, in which a day lies.
    pub fn around(day: NaiveDate, months: u32) -> Option<Self> {
        let month = day.month0() - day.month0().checked_rem(months)?;
        matches!(months, 1 | 3 | 6 | 12).then_some(Self {
            year: day.year(),
            month: month + 1,
            months,
            fiscal: None,
        })
    }

    /// The same of a company's own year, where there is one.
    pub fn around_in(day: NaiveDate, months: u32, fiscal: Option<FiscalYear>) -> Option<Self> {
        let Some(fiscal) = fiscal.filter(|_| months > 1) else { return Self::around(day, months) };
        let named = |year| Self::of_fiscal(year, 0, 12, fiscal).filter(|year| year.end() >= day);
        let year = named(day.year()).or_else(|| named(day.year().checked_add(1)?))?;
        let parts = (0..12).step_by(usize::try_from(months).ok()?).filter_map(|before| {
            Self::of_fiscal(year.name_of_year(), u32::try_from(before).ok()?, months, fiscal)
        });
        matches!(months, 3 | 6 | 12).then_some(parts)?.find(|part| part.end() >= day)
    }

    /// The company's own year that it is a part of, if it is written so.
    pub fn fiscal(&self) -> Option<FiscalYear> {
        self.fiscal
    }

    /// The year that it is called by.
    fn name_of_year(&self) -> i32 {
        match self.fiscal {
            Some(fiscal) if fiscal.month() != 1 && self.month >= fiscal.month() => {
                self.year.saturating_add(1)
            }
            _ => self.year,
        }
    }

    /// Months of its year before it.
    fn months_before(&self) -> u32 {
        let first = self.fiscal.map_or(1, FiscalYear::month);
        (self.month + 12).saturating_sub(first) % 12
    }

    /// Its name in a sentence: `January 2026`, `Q1 2026`, `2026`, `Q3 FY26`.
    pub fn spoken(&self) -> String {
        let year = self.year_name();
        match self.months {
            12 => year,
            6 => format!("H{} {year}", self.months_before() / 6 + 1),
            3 => format!("Q{} {year}", self.months_before() / 3 + 1),
            _ => self.start().format("%B %Y").to_string(),
        }
    }

    /// `2026`, or `FY26` of a company's own year.
    fn year_name(&self) -> String {
        match (self.fiscal, self.name_of_year()) {
            (Some(_), year @ 2000..=2099) => format!("FY{:02}", year - 2000),
            (Some(_), year) => format!("FY{year:04}"),
            (None, year) => format!("{year:04}"),
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
        if self.months == 1 {
            return write!(formatter, "{:04}-{:02}", self.year, self.month);
        }
        formatter.write_str(&self.year_name())?;
        match self.months {
            6 => write!(formatter, "-H{}", self.months_before() / 6 + 1),
            3 => write!(formatter, "-Q{}", self.months_before() / 3 + 1),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FiscalYear, Period};

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
    fn a_companys_year_has_its_own_quarters() {
        let april = FiscalYear::from_month(4);
        for (text, start, end, spoken) in [
            ("FY26", "2025-04-01", "2026-03-31", "FY26"),
            ("FY26-Q1", "2025-04-01", "2025-06-30", "Q1 FY26"),
            ("FY26-Q3", "2025-10-01", "2025-12-31", "Q3 FY26"),
            ("FY26-Q4", "2026-01-01", "2026-03-31", "Q4 FY26"),
            ("FY26-H2", "2025-10-01", "2026-03-31", "H2 FY26"),
        ] {
            let period = Period::parse_in(text, april).expect(text);
            assert_eq!((period.start().to_string(), period.end().to_string()), (start.into(), end.into()));
            assert_eq!((period.to_string().as_str(), period.spoken().as_str()), (text, spoken));
            assert_eq!(Period::parse_in(text, None), None);
        }
        let period = |text: &str, month| Period::parse_in(text, FiscalYear::from_month(month)).expect(text);
        assert_eq!(period("FY2026-Q2", 2).to_string(), "FY26-Q2");
        assert_eq!(period("FY1999", 7).to_string(), "FY1999");
        // The same days are the same period, however they are called.
        assert_eq!(period("FY26-Q3", 4), period("2025-Q4", 4));
        assert_eq!(period("FY26-Q3", 1), period("2026-Q3", 1));
        assert_ne!(period("FY26", 4), period("2026", 4));
        for text in ["FY", "FY6", "FY26-Q5", "FY26-09", "FY26Q3", "fy26", "FY-26", "FY+6", "FY26-"] {
            assert_eq!(Period::parse_in(text, april), None, "{text}");
        }
    }

    #[test]
    fn a_day_lies_in_one_period_of_a_companys_year() {
        for month in 1..=12 {
            let fiscal = FiscalYear::from_month(month);
            for day in ["2025-12-31", "2026-01-01", "2026-02-28", "2026-04-01", "2026-06-30"] {
                let day = crate::model::Date::parse(day).expect("a date").0;
                for months in [1, 3, 6, 12] {
                    let period = Period::around_in(day, months, fiscal).expect("a period");
                    assert!(period.start() <= day && day <= period.end(), "{month} {day} {months}: {period}");
                    assert_eq!(period.months(), months);
                    assert_eq!(Period::parse_in(&period.to_string(), fiscal), Some(period));
                }
            }
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
