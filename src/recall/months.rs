//! Which month an answer means.

use chrono::{Datelike, NaiveDate};

use super::names::folded;
use crate::model::MONTHS;
use crate::model::calendar::{add_months, sub_months};

/// The first day of the month that is meant: `2026-11`, `Nov 2026`, `november`, `11/2026`. Without a year, the latest up to
/// `as_of`; `None` where it is no month.
pub fn month(answer: &str, as_of: NaiveDate) -> Option<NaiveDate> {
    let answer = folded(answer);
    let this = as_of.with_day(1)?;
    match answer.trim() {
        "this month" | "now" => return Some(this),
        "last month" => return Some(sub_months(this, 1)),
        _ => {}
    }
    let words: Vec<&str> =
        answer.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> =
        words.into_iter().filter(|word| !["in", "of", "the", "on"].contains(word)).collect();
    match words.iter().filter_map(|word| named(word)).collect::<Vec<_>>().as_slice() {
        [] => in_numbers(&words, this),
        [month] => beside_name(&words, *month, this),
        _ => None,
    }
}

/// A month by its name, its first letters, or nearly its name.
fn named(word: &str) -> Option<u32> {
    let is_meant = |month: &&str| {
        let short = word.len() >= 3 && month.starts_with(word);
        let slip = word.len() >= 5 && word.len() <= 12 && strsim::damerau_levenshtein(word, month) <= 1;
        short || word == "sept" && **month == *"september" || slip
    };
    let index = MONTHS.iter().position(is_meant)?;
    u32::try_from(index + 1).ok()
}

/// `nov`, `nov 2026`, `12 nov 2026`: what is no year is a day.
fn beside_name(words: &[&str], month: u32, this: NaiveDate) -> Option<NaiveDate> {
    let mut year = None;
    for word in words.iter().filter(|word| named(word).is_none()) {
        let day = word.trim_end_matches(char::is_alphabetic);
        match (word.len(), word.parse::<i32>(), day.parse::<u32>()) {
            (4, Ok(number), _) if year.is_none() => year = Some(number),
            (_, _, Ok(1..=31)) if day.len() <= 2 => {}
            _ => return None,
        }
    }
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, 1),
        None => latest(month, this),
    }
}

/// `2026-11`, `11/2026`, `11/26`, `2026-11-12`, `11`.
fn in_numbers(words: &[&str], this: NaiveDate) -> Option<NaiveDate> {
    let number = |word: &str| word.parse::<u32>().ok();
    let of = |year: u32, month: u32| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1);
    match words {
        [month] if month.len() <= 2 => latest(number(month)?, this),
        [year, month] | [year, month, _] if year.len() == 4 && month.len() <= 2 => {
            of(number(year)?, number(month)?)
        }
        [month, year] if month.len() <= 2 && year.len() == 4 => of(number(year)?, number(month)?),
        // `11/26` can only be a year; what `11/12` is, nobody knows.
        [month, year] if month.len() <= 2 && year.len() == 2 && number(year)? > 12 => {
            of(number(year)?.saturating_add(2000), number(month)?)
        }
        // With the day in front only the order day, month, year makes one that is no month.
        [day, month, year] if year.len() == 4 && month.len() <= 2 && number(day)? > 12 => {
            of(number(year)?, number(month)?)
        }
        _ => None,
    }
}

fn latest(month: u32, this: NaiveDate) -> Option<NaiveDate> {
    let in_year = NaiveDate::from_ymd_opt(this.year(), month, 1)?;
    Some(if in_year > this { sub_months(in_year, 12) } else { in_year })
}

/// Whether a day lies in the month that begins on `first`.
pub fn is_in(day: NaiveDate, first: NaiveDate) -> bool {
    (first..add_months(first, 1)).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_counts_however_it_is_written() {
        let as_of = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        for (answer, month) in [
            ("2026-11", "2026-11"),
            ("2026/11", "2026-11"),
            ("2026-11-12", "2026-11"),
            ("Nov 2026", "2026-11"),
            ("november", "2026-11"),
            ("NOVEMBER", "2026-11"),
            ("novmber", "2026-11"),
            ("in November 2025", "2025-11"),
            ("2025 nov", "2025-11"),
            ("nov. 2026", "2026-11"),
            ("12 November 2026", "2026-11"),
            ("nov 12th", "2026-11"),
            ("11/2026", "2026-11"),
            ("11.2026", "2026-11"),
            ("11/26", "2026-11"),
            ("21.10.2026", "2026-10"),
            ("11", "2026-11"),
            // December has not come yet this year.
            ("december", "2025-12"),
            ("12", "2025-12"),
            ("sept", "2026-09"),
            ("may", "2026-05"),
            ("mar", "2026-03"),
            ("last month", "2026-10"),
            ("this month", "2026-11"),
        ] {
            let meant = super::month(answer, as_of).map(|first| first.format("%Y-%m").to_string());
            assert_eq!(meant.as_deref(), Some(month), "{answer}");
        }
        for answer in [
            "",
            "soon",
            "13",
            "0",
            "2026",
            "11/12",
            "05/01/2026",
            "2026-13",
            "ma",
            "q3",
            "nov dec",
            "99999999999",
        ] {
            assert_eq!(super::month(answer, as_of), None, "{answer}");
        }
    }

    #[test]
    fn a_month_is_its_days() {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a date");
        assert!(is_in(day(2, 29), day(2, 1)) && is_in(day(2, 1), day(2, 1)));
        assert!(!is_in(day(3, 1), day(2, 1)) && !is_in(day(1, 31), day(2, 1)));
    }
}
