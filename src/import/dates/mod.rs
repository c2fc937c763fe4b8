//! Days and periods as people type them into cells.

mod words;

use chrono::{Datelike, NaiveDate};

use crate::language::{self, When};
use crate::model::Period;
use words::{BEFORE, DateToken, month, tokens};

/// Which comes first in `03/04/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day, as in most of the world.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

impl Order {
    /// The word for it, as `--dates` takes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }
}

/// What a text says about time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// A day.
    Day(NaiveDate),
    /// A month, quarter, half-year or year.
    Period(Period),
    /// Two different days, by which of the two figures is the month: the day-first reading comes first.
    Either(NaiveDate, NaiveDate),
}

/// A time that was read, and what else stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReading {
    /// The time.
    pub time: Time,
    /// What follows it: `(auto)`.
    pub rest: String,
}

impl DateReading {
    /// Its day once the order is known; the first or the last of a period.
    pub fn day(&self, order: Option<Order>, last: bool) -> Option<NaiveDate> {
        match (&self.time, order) {
            (Time::Day(day), _) => Some(*day),
            (Time::Period(period), _) if last => Some(period.end()),
            (Time::Period(period), _) => Some(period.start()),
            (Time::Either(day_first, _), Some(Order::DayFirst)) => Some(*day_first),
            (Time::Either(_, month_first), Some(Order::MonthFirst)) => Some(*month_first),
            (Time::Either(..), None) => None,
        }
    }
}

fn small(digits: &str) -> Option<u32> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// A year in four digits, or in two of this century.
fn year(digits: &str, short: bool) -> Option<i32> {
    let number: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => (1950..2100).contains(&number).then_some(number),
        2 if short => Some(2000 + number),
        _ => None,
    }
}

fn period(year: i32, part: &str) -> Option<Time> {
    Period::parse(&format!("{year:04}{part}")).map(Time::Period)
}

/// Reads a text that is a time, perhaps with a remark after it. `None` where it is none.
pub fn read(text: &str) -> Option<DateReading> {
    let text = text.trim();
    // Nobody writes a date of a hundred letters; what is longer is a sentence.
    if text.len() > 100 {
        return None;
    }
    let all = tokens(text);
    let skip = all
        .iter()
        .take_while(|(token, _)| match token {
            DateToken::Word(word) => BEFORE.contains(&word.to_lowercase().as_str()),
            DateToken::Mark(mark) => matches!(mark, '~' | ':'),
            DateToken::Number(_) => false,
        })
        .count();
    let tokens = all.get(skip..)?;
    let found = numeric(tokens).or_else(|| named(tokens)).or_else(|| part(tokens));
    if let Some((time, used)) = found {
        let end =
            skip.checked_add(used)?.checked_sub(1).and_then(|last| all.get(last)).map_or(0, |(_, end)| *end);
        let rest = clock_off(text.get(end..)?);
        // `12/10/2026 or 5/11/2026` is more than one time; a digit glued on makes it none.
        return Some(DateReading {
            time,
            rest: rest.trim_matches([' ', ',', '.', '-', ';', '–']).to_owned(),
        });
    }
    in_a_sentence(text)
}

/// What stands behind a day, without the time of day that programs add.
fn clock_off(rest: &str) -> &str {
    let clock = rest.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, ':' | 'T' | 'Z' | '.' | ' ' | '+')
    });
    let taken = &rest[..rest.len() - clock.len()];
    if taken.contains(':') { clock } else { rest }
}

/// `2026-03-31`, `31/03/2026`, `31.3.26`, `04/2027`, `2026-03`.
fn numeric(tokens: &[(DateToken, usize)]) -> Option<(Time, usize)> {
    let kind = |at: usize| tokens.get(at).map(|(token, _)| *token);
    let DateToken::Number(first) = kind(0)? else { return None };
    let Some(DateToken::Mark(mark @ ('/' | '.' | '-'))) = kind(1) else { return None };
    let Some(DateToken::Number(second)) = kind(2) else { return None };
    if let (Some(DateToken::Mark(other)), Some(DateToken::Number(third))) = (kind(3), kind(4))
        && other == mark
    {
        return triple(first, second, third, mark).map(|time| (time, 5));
    }
    match (year(first, false), year(second, false)) {
        (Some(year), None) if mark != '.' => {
            period(year, &format!("-{:02}", small(second)?)).map(|time| (time, 3))
        }
        (None, Some(year)) => period(year, &format!("-{:02}", small(first)?)).map(|time| (time, 3)),
        _ => None,
    }
}

fn triple(first: &str, second: &str, third: &str, mark: char) -> Option<Time> {
    if let Some(year) = year(first, false) {
        return NaiveDate::from_ymd_opt(year, small(second)?, small(third)?).map(Time::Day);
    }
    let (one, two, year) = (small(first)?, small(second)?, year(third, true)?);
    let day_first = NaiveDate::from_ymd_opt(year, two, one);
    // With points the day comes first everywhere.
    let month_first = if mark == '.' { None } else { NaiveDate::from_ymd_opt(year, one, two) };
    match (day_first, month_first) {
        (Some(day), None) | (None, Some(day)) => Some(Time::Day(day)),
        (Some(day), Some(other)) if day == other => Some(Time::Day(day)),
        (Some(day), Some(other)) => Some(Time::Either(day, other)),
        (None, None) => None,
    }
}

/// `12 Oct 2026`, `1st of Sept 2024`, `October 12, 2026`, `12. März 2026`, `Apr-25`, `Sept 2026`, `Jan'24`.
fn named(tokens: &[(DateToken, usize)]) -> Option<(Time, usize)> {
    let mut at = 0;
    let mut next = |filler: &[char], words: &[&str]| -> Option<DateToken> {
        loop {
            let token = tokens.get(at)?.0;
            at += 1;
            match token {
                DateToken::Mark(mark) if filler.contains(&mark) => {}
                DateToken::Word(word) if words.contains(&word.to_lowercase().as_str()) => {}
                token => return Some(token),
            }
        }
    };
    let marks = ['.', ',', '-', '/', '\'', '’'];
    let time = match next(&[], &[])? {
        DateToken::Number(day) => {
            let day = small(day)?;
            let DateToken::Word(word) = next(&marks, &["st", "nd", "rd", "th", "of", "de"])? else {
                return None;
            };
            let month = month(word)?;
            let DateToken::Number(digits) = next(&marks, &["of", "de"])? else { return None };
            Time::Day(NaiveDate::from_ymd_opt(year(digits, true)?, month, day)?)
        }
        DateToken::Word(word) => {
            let month = month(word)?;
            let DateToken::Number(digits) = next(&marks, &["of", "de"])? else { return None };
            let before = at;
            let mut later = tokens.get(before..).unwrap_or_default().iter().map(|(token, _)| *token);
            // A day and a year, or a year alone.
            let follows = loop {
                match later.next() {
                    Some(DateToken::Mark(',')) => {}
                    Some(DateToken::Word("st" | "nd" | "rd" | "th")) => {}
                    other => break other,
                }
            };
            match (small(digits), follows) {
                (Some(day), Some(DateToken::Number(digits))) if digits.len() == 4 => {
                    let year = year(digits, false)?;
                    while !matches!(
                        tokens.get(at).map(|(token, _)| *token),
                        Some(DateToken::Number(_)) | None
                    ) {
                        at += 1;
                    }
                    at += 1;
                    Time::Day(NaiveDate::from_ymd_opt(year, month, day)?)
                }
                _ => period(year(digits, true)?, &format!("-{month:02}"))?,
            }
        }
        DateToken::Mark(_) => return None,
    };
    Some((time, at))
}

/// `Q2 2024`, `2024-Q2`, `Q2/24`, `H1 2026`, `2. Quartal 2025`, `2023`.
fn part(tokens: &[(DateToken, usize)]) -> Option<(Time, usize)> {
    let kind = |at: usize| tokens.get(at).map(|(token, _)| *token);
    let is_mark = |at: usize| matches!(kind(at), Some(DateToken::Mark('-' | '/' | '.' | '\'' | '’')));
    let letter = |at: usize| match kind(at) {
        Some(DateToken::Word(word)) => match word.to_lowercase().as_str() {
            "q" | "quarter" | "quartal" => Some('Q'),
            "h" | "half" | "halbjahr" | "hj" => Some('H'),
            _ => None,
        },
        _ => None,
    };
    let number = |at: usize| match kind(at) {
        Some(DateToken::Number(digits)) => Some(digits),
        _ => None,
    };
    // Which comes first: the part or the year.
    if let (Some(part), Some(which)) = (letter(0), number(1)) {
        let at = 2 + usize::from(is_mark(2));
        let year = year(number(at)?, true)?;
        return period(year, &format!("-{part}{which}")).map(|time| (time, at + 1));
    }
    let first = number(0)?;
    if let Some(known) = year(first, false) {
        let at = 1 + usize::from(is_mark(1));
        if let (Some(part), Some(which)) = (letter(at), number(at + 1)) {
            return period(known, &format!("-{part}{which}")).map(|time| (time, at + 2));
        }
        let follows = kind(1);
        let alone = !matches!(follows, Some(DateToken::Mark('/' | '-' | '.') | DateToken::Number(_)));
        return alone.then(|| period(known, "").map(|time| (time, 1))).flatten();
    }
    let at = 1 + usize::from(is_mark(1));
    let part = letter(at)?;
    let after = at + 1 + usize::from(is_mark(at + 1));
    let year = year(number(after)?, true)?;
    period(year, &format!("-{part}{first}")).map(|time| (time, after + 1))
}

/// The one time that the reader of sentences is sure of.
fn in_a_sentence(text: &str) -> Option<DateReading> {
    let reading = language::read(text);
    let [window] = reading.windows.as_slice() else { return None };
    let time = match window.when {
        When::Date(day) => Time::Day(day),
        When::Month { month, year: Some(year) } => period(year, &format!("-{month:02}"))?,
        When::Quarter { quarter, year: Some(year) } => period(year, &format!("-Q{quarter}"))?,
        When::Half { half, year: Some(year) } => period(year, &format!("-H{half}"))?,
        _ => return None,
    };
    let before = text.get(..window.span.start)?;
    let after = text.get(window.span.end..)?;
    let rest = format!("{before} {after}");
    Some(DateReading { time, rest: rest.trim_matches([' ', ',', '.', ';']).to_owned() })
}

/// The order that the days of a column settle, if they do. Contradicting ones settle nothing.
pub fn order<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        let tokens = tokens(text);
        let kinds: Vec<DateToken> = tokens.iter().map(|(token, _)| *token).take(5).collect();
        if let [
            DateToken::Number(one),
            DateToken::Mark(mark @ ('/' | '-')),
            DateToken::Number(two),
            DateToken::Mark(other),
            DateToken::Number(_),
        ] = kinds.as_slice()
            && mark == other
        {
            day_first |= small(one).is_some_and(|one| one > 12);
            month_first |= small(one).is_some() && small(two).is_some_and(|two| two > 12);
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// A day in plain words: `3 April 2025`.
pub fn spoken(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), day.format("%B"), day.year())
}

/// A period in plain words: `Q2 2024`, `April 2025`.
pub fn spoken_period(period: Period) -> String {
    let written = period.to_string();
    match written.split_once('-') {
        None => written,
        Some((year, part)) if part.starts_with(['Q', 'H']) => format!("{part} {year}"),
        Some((year, _)) => format!("{} {year}", period.start().format("%B")),
    }
}

#[cfg(test)]
mod tests;
