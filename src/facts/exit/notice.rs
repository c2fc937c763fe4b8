//! Notice periods, in figures and in words, and the days that follow from one.

use std::fmt;

use chrono::NaiveDate;

use crate::model::calendar::{add_days, add_months, sub_days, sub_months};
use crate::model::{Duration, Exit, Field, Period, Stated, TerminationRight};
use crate::text::count;

/// One term of an exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clause<'a, T> {
    /// Definite.
    Value(T),
    /// Words that settle nothing.
    Open(&'a str),
    /// Not in the record.
    Missing,
    /// In the record, in a form that cannot be used.
    Unknown,
}

/// A notice period: `90 days`, `3 months to the end of a quarter`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    length: Duration,
    /// The length in months of the period of the calendar at whose end it takes effect.
    to_end_of: Option<u32>,
}

impl Notice {
    /// So many days, to any day.
    pub fn of_days(days: u32) -> Self {
        Self { length: Duration::Days(days), to_end_of: None }
    }

    /// The last day of what notice given on a day ends.
    pub fn last_day(self, given: NaiveDate) -> NaiveDate {
        let day = self.length.after(given);
        let period = self.to_end_of.and_then(|months| Period::around(day, months));
        period.map_or(day, |period| period.end().max(day))
    }

    /// The last day on which notice still ends it on `end` or before.
    pub fn latest_for(self, end: NaiveDate) -> NaiveDate {
        let end = match self.to_end_of.and_then(|months| Period::around(end, months)) {
            Some(period) if period.end() > end => sub_days(period.start(), 1),
            _ => end,
        };
        match self.length {
            Duration::Days(days) => sub_days(end, days),
            // A month from 31 January is over on 28 February, as one from the 28th is.
            Duration::Months(months) => {
                let first = sub_months(end, months);
                (1..=3)
                    .map(|later| add_days(first, later))
                    .fold(first, |latest, day| if add_months(day, months) <= end { day } else { latest })
            }
        }
    }

    /// About how many days it is, with thirty to a month.
    pub fn about_days(self) -> u32 {
        match self.length {
            Duration::Days(days) => days,
            Duration::Months(months) => months.saturating_mul(30),
        }
    }
}

impl Notice {
    /// Whether another period is as long, a month being as long as any month.
    pub fn is_as_long_as(self, other: Self) -> bool {
        let fits =
            |months: u32, days: u32| (months.saturating_mul(28)..=months.saturating_mul(31)).contains(&days);
        match (self.length, other.length) {
            (Duration::Days(days), Duration::Months(months))
            | (Duration::Months(months), Duration::Days(days)) => fits(months, days),
            (one, other) => one == other,
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let length = match self.length {
            Duration::Days(days) => count(i64::from(days), "day"),
            Duration::Months(months) => count(i64::from(months), "month"),
        };
        let end = match self.to_end_of {
            Some(1) => " to the end of a month",
            Some(3) => " to the end of a quarter",
            Some(6) => " to the end of a half-year",
            Some(_) => " to the end of a year",
            None => "",
        };
        write!(formatter, "{length}{end}")
    }
}

/// The notice period, from `exit.notice`, `exit.notice_days` or else the clause in words.
pub fn notice(exit: &Exit) -> Clause<'_, Notice> {
    match &exit.notice {
        Field::Set(words) => return in_words(words).map_or(Clause::Open(words), Clause::Value),
        Field::Invalid => return Clause::Unknown,
        Field::Absent => {}
    }
    match &exit.notice_days {
        Field::Set(Stated::Value(days)) => Clause::Value(Notice::of_days(*days)),
        Field::Set(Stated::Words(words)) => in_words(words).map_or(Clause::Open(words), Clause::Value),
        Field::Invalid => Clause::Unknown,
        Field::Absent if exit.terms.is_invalid() => Clause::Unknown,
        Field::Absent => exit.terms.text().and_then(in_clause).map_or(Clause::Missing, Clause::Value),
    }
}

/// The field that states the notice period, or that should.
pub fn notice_path(exit: &Exit) -> &'static str {
    if exit.notice.is_absent() { "exit.notice_days" } else { "exit.notice" }
}

/// Who may leave, from the field or else from the clause in words.
pub fn leaver(exit: &Exit) -> Clause<'_, TerminationRight> {
    match &exit.who {
        Field::Set(Stated::Value(who)) => Clause::Value(*who),
        Field::Set(Stated::Words(words)) => leaver_in(words).map_or(Clause::Open(words), Clause::Value),
        Field::Invalid => Clause::Unknown,
        Field::Absent => exit
            .terms
            .text()
            .and_then(|terms| {
                terms.split(['.', ';']).filter(|sentence| speaks_of_leaving(sentence)).find_map(leaver_in)
            })
            .map_or(Clause::Missing, Clause::Value),
    }
}

/// Whether a sentence is about ending the alliance, so that "each party" in it is somebody who may.
fn speaks_of_leaving(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    ["terminat", "withdraw", "exit", "leave", "end th", "end it", "notice"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Who a sentence says may leave: any side, or none.
fn leaver_in(sentence: &str) -> Option<TerminationRight> {
    let sentence = sentence.to_lowercase();
    let words: Vec<&str> =
        sentence.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let side = |word: &str| ["party", "side", "partner"].contains(&word);
    let said = |who: &str| words.windows(2).any(|pair| pair[0] == who && side(pair[1]));
    if words.contains(&"neither") || words.contains(&"nobody") || said("no") {
        Some(TerminationRight::Nobody)
    } else if words.contains(&"either")
        || said("any")
        || said("each")
        || (words.contains(&"both") && (words.contains(&"independently") || words.contains(&"each")))
        || words == ["us", "and", "partner"]
    {
        Some(TerminationRight::Either)
    } else {
        None
    }
}

/// The notice period that a sentence of an agreement states.
pub fn quoted(sentence: &str) -> Option<Notice> {
    in_clause(sentence).or_else(|| in_words(sentence))
}

/// The notice period that a clause states for leaving without cause; a time to cure a breach is none.
fn in_clause(clause: &str) -> Option<Notice> {
    clause.split(['.', ';']).find_map(|sentence| {
        let sentence = sentence.to_lowercase();
        let cure = ["breach", "default", "cure", "renew"].iter().any(|word| sentence.contains(word));
        if cure || !sentence.contains("notice") { None } else { in_words(&sentence) }
    })
}

/// The first length of time in a text: `90 days`, `three months to the end of a quarter`.
fn in_words(text: &str) -> Option<Notice> {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        // "Within 30 days of notice" is a deadline for something else.
        if at.checked_sub(1).is_some_and(|before| words[before] == "within") {
            return None;
        }
        if let Some((length, taken)) = words.get(at..).and_then(part_of_a_year) {
            let led = at.checked_sub(1).is_none_or(|before| words[before] != "of");
            let to_end_of = end_of(words.get(at.saturating_add(taken)..)?)?;
            return led.then_some(Notice { length, to_end_of });
        }
        let (number, next) = number_at(&words, at)?;
        // "90 calendar days"; working days are no fewer.
        let next = next
            + usize::from(
                words
                    .get(next)
                    .is_some_and(|word| ["calendar", "working", "business", "full", "clear"].contains(word)),
            );
        let length = match singular(words.get(next)?) {
            "day" => Duration::Days(number),
            "week" => Duration::Days(number.checked_mul(7)?),
            "fortnight" => Duration::Days(number.checked_mul(14)?),
            "month" => Duration::Months(number),
            "quarter" => Duration::Months(number.checked_mul(3)?),
            "year" => Duration::Months(number.checked_mul(12)?),
            "half-year" | "halfyear" => Duration::Months(number.checked_mul(6)?),
            "monat" | "monate" | "moi" => Duration::Months(number),
            "woche" | "wochen" | "semaine" => Duration::Days(number.checked_mul(7)?),
            "tag" | "tage" | "jour" => Duration::Days(number),
            _ => return None,
        };
        let to_end_of = end_of(words.get(next.saturating_add(1)..)?)?;
        Some(Notice { length, to_end_of })
    })
}

/// Lengths without a number: `half a year`, `a quarter of a year`, with the place of the word after them.
fn part_of_a_year(words: &[&str]) -> Option<(Duration, usize)> {
    const PARTS: [(&[&str], u32); 4] = [
        (&["half", "a", "year"], 6),
        (&["quarter", "of", "a", "year"], 3),
        (&["a", "quarter"], 3),
        (&["a", "month"], 1),
    ];
    let found = PARTS.iter().find(|(part, _)| words.starts_with(part));
    found.map(|(part, months)| (Duration::Months(*months), part.len()))
}

fn singular<'w>(word: &&'w str) -> &'w str {
    word.strip_suffix('s').unwrap_or(word)
}

/// The period of the calendar at whose end notice takes effect: `to the end of a calendar quarter`, `to month end`.
/// `None` where it is one that the calendar does not tell, such as a fiscal year.
fn end_of(words: &[&str]) -> Option<Option<u32>> {
    let Some(end) = words.iter().position(|word| *word == "end") else { return Some(None) };
    let months = |word: &&str| match singular(word) {
        "month" => Some(1),
        "quarter" => Some(3),
        "half" => Some(6),
        "year" => Some(12),
        _ => None,
    };
    let (before, after) = (words.get(..end)?, words.get(end.saturating_add(1)..)?);
    let named = after
        .iter()
        .find(|word| !["of", "a", "the", "any", "each", "every", "that", "calendar"].contains(word));
    if named.is_some_and(|word| ["fiscal", "financial", "contract", "term"].contains(word)) {
        return None;
    }
    Some(named.and_then(months).or_else(|| before.iter().rev().find(|word| **word != "s").and_then(months)))
}

/// The number that begins at a word, in figures or in words, and the place of the word after it.
fn number_at(words: &[&str], at: usize) -> Option<(u32, usize)> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Ok(number) = words.get(at)?.parse() {
        return Some((number, at.saturating_add(1)));
    }
    let place = |list: &[&str], word: &str| {
        list.iter().position(|name| *name == word).and_then(|place| u32::try_from(place).ok())
    };
    let (mut number, mut next) = (None, at);
    while let Some(word) = words.get(next) {
        let so_far = number.unwrap_or(0_u32);
        number = match (place(&SMALL, word), place(&TENS, word)) {
            (Some(small), _) => Some(so_far.checked_add(small)?),
            (_, Some(ten)) => Some(so_far.checked_add((ten + 2) * 10)?),
            _ if *word == "hundred" => Some(so_far.max(1).checked_mul(100)?),
            _ if *word == "and" && number.is_some() => number,
            _ => break,
        };
        next = next.saturating_add(1);
    }
    // The figure in brackets says the same again: "ninety (90) days".
    if number.is_some() && words.get(next).is_some_and(|word| word.parse::<u32>().is_ok()) {
        next = next.saturating_add(1);
    }
    Some((number?, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn read(text: &str) -> Option<Notice> {
        in_words(text)
    }

    #[test]
    fn notice_in_words_is_a_length_and_perhaps_an_end() {
        for (text, shown) in [
            ("ninety days", "90 days"),
            ("90 days", "90 days"),
            ("six weeks", "42 days"),
            ("3 months", "3 months"),
            ("one month", "1 month"),
            ("a notice period of two quarters", "6 months"),
            ("one year's notice", "12 months"),
            ("3 months to the end of a quarter", "3 months to the end of a quarter"),
            ("six weeks to the end of a calendar quarter", "42 days to the end of a quarter"),
            ("one month, to a month's end", "1 month to the end of a month"),
            ("30 days to month end", "30 days to the end of a month"),
            ("6 months to the end of a half-year", "6 months to the end of a half-year"),
            ("twelve (12) months to the end of the year", "12 months to the end of a year"),
        ] {
            assert_eq!(read(text).map(|notice| notice.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in
            ["reasonable notice", "90", "to the end of a quarter", "3 months to the end of a fiscal year"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn notice_runs_from_its_day_to_the_end_that_is_agreed() {
        for (text, given, last) in [
            ("90 days", "2026-10-01", "2026-12-30"),
            ("ninety days", "2026-10-01", "2026-12-30"),
            ("3 months", "2026-10-01", "2027-01-01"),
            ("1 month", "2026-01-31", "2026-02-28"),
            ("3 months to the end of a quarter", "2026-09-30", "2026-12-31"),
            ("3 months to the end of a quarter", "2026-10-01", "2027-03-31"),
            ("6 weeks to the end of a month", "2026-11-22", "2027-01-31"),
            ("6 months to the end of the year", "2026-06-30", "2026-12-31"),
            ("6 months to the end of the year", "2026-07-01", "2027-12-31"),
        ] {
            assert_eq!(
                read(text).map(|notice| notice.last_day(day(given))),
                Some(day(last)),
                "{text} {given}"
            );
        }
    }

    #[test]
    fn the_latest_day_is_the_last_that_still_ends_it_in_time() {
        for (text, end, latest) in [
            ("90 days", "2027-06-30", "2027-04-01"),
            ("3 months", "2026-12-31", "2026-09-30"),
            ("1 month", "2026-02-28", "2026-01-31"),
            ("3 months to the end of a quarter", "2027-01-15", "2026-09-30"),
        ] {
            let notice = read(text).expect(text);
            assert_eq!(notice.latest_for(day(end)), day(latest), "{text}");
            assert!(notice.last_day(day(latest)) <= day(end), "{text}");
            assert!(notice.last_day(add_days(day(latest), 1)) > day(end), "{text}");
        }
    }
}
