//! Places in the calendar: dates, months, quarters, halves and years.
use super::tokens::{TokenKind, Words};
use super::{OneOf, When, WordList};
use chrono::NaiveDate;

const MONTHS: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
/// Words after which a time is expected, so that `May` is a month and `2026` a year.
static BEFORE_TIME: WordList = WordList::new(
    "in during for by until till through throughout from to since before after early mid late end fiscal \
    calendar year every each this next on fy cy between starting beginning commencing ending summer \
    spring autumn fall winter",
);

/// The place in the calendar that starts at this token, and the token after it.
pub(super) fn place(words: &Words, at: usize, after_month: bool) -> Option<(usize, When)> {
    written_date(words, at)
        .or_else(|| numeric_date(words, at))
        .or_else(|| month(words, at, after_month))
        .or_else(|| part(words, at))
        .or_else(|| {
            let (end, year) = fiscal_year(words, at)?;
            Some((end, if is_fiscal(words, at..end) { whole_fiscal(year) } else { When::Year(year) }))
        })
        .or_else(|| plain_year(words, at))
}

/// `dated as of March 1` says when a paper was written, not when anything is due.
pub(super) fn is_dating_a_paper(words: &Words, at: usize) -> bool {
    (1..=4).any(|back| words.before(at, back) == "dated")
}

fn month_name(words: &Words, at: usize) -> Option<u32> {
    let word = words.word(at);
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    // `march`, `mar` or `may` in lower case is more often another word.
    let certain = words.capital(at) || (word.len() > 3 && word != "march" && word != "sept");
    certain.then_some(index as u32 + 1)
}

pub(super) fn year(words: &Words, at: usize) -> Option<i32> {
    let token = words.get(at).filter(|t| t.kind == TokenKind::Number && t.text.len() == 4)?;
    let year: i32 = token.text.parse().ok()?;
    let part_of_code = words.is(at + 1, &["/", "-"]) && words.glued(at + 1) && words.is_word(at + 2);
    ((1900..2100).contains(&year) && !part_of_code).then_some(year)
}

fn short_year(words: &Words, at: usize) -> Option<i32> {
    let token = words.get(at).filter(|t| t.kind == TokenKind::Number && t.text.len() == 2)?;
    token.text.parse::<i32>().ok().map(|y| 2000 + y)
}

/// A year that may follow a month or a quarter: `, 2026`, ` of 2026`, `/26`, `'26`, ` FY26`.
fn trailing_year(words: &Words, at: usize) -> Option<(usize, i32)> {
    let at = if words.is(at, &[",", "of", "in", "/", "-"]) { at + 1 } else { at };
    let at = if words.is(at, &["calendar", "fiscal"]) { at + 1 } else { at };
    let at = if words.is(at, &["year"]) { at + 1 } else { at };
    if let Some(year) = year(words, at) {
        return Some((at + 1, year));
    }
    if let Some(found) = fiscal_year(words, at) {
        return Some(found);
    }
    let quote = words.word(at) == "'";
    if quote || (words.before(at, 1) == "/" && words.glued(at)) {
        let at = at + usize::from(quote);
        return short_year(words, at).map(|year| (at + 1, year));
    }
    None
}

fn day_number(words: &Words, at: usize) -> Option<(usize, u32)> {
    let day = words.integer(at).filter(|d| (1..=31).contains(d))?;
    let suffix = words.glued(at + 1) && words.is(at + 1, &["st", "nd", "rd", "th"]);
    Some((at + 1 + usize::from(suffix), day))
}

/// `31 March 2026`, `the 1st of March, 2003`, `March 31, 2026`, `March 31st`.
fn written_date(words: &Words, at: usize) -> Option<(usize, When)> {
    let (month, day, end) = match month_name(words, at) {
        Some(month) => {
            let next = at + 1 + usize::from(words.word(at + 1) == ".");
            let (end, day) = day_number(words, next)?;
            (month, day, end)
        }
        None => {
            let (next, day) = day_number(words, at)?;
            let next = next + usize::from(words.word(next) == "of");
            (month_name(words, next)?, day, next + 1)
        }
    };
    match trailing_year(words, end) {
        Some((end, year)) => {
            let date = NaiveDate::from_ymd_opt(year, month, day);
            Some((end, date.map_or(When::Month { month, year: Some(year) }, When::Date)))
        }
        None => Some((end, When::MonthDay { month, day })),
    }
}

/// `2026-03-31`, and `31/03/2026` where only one reading is possible; else no more than the year is certain.
fn numeric_date(words: &Words, at: usize) -> Option<(usize, When)> {
    let mark = words.word(at + 1);
    let shape =
        matches!(mark, "-" | "/") && words.word(at + 3) == mark && (at + 1..=at + 4).all(|i| words.glued(i));
    if !shape {
        return dotted_date(words, at);
    }
    let (first, second, third) = (words.integer(at)?, words.integer(at + 2)?, words.integer(at + 4)?);
    if let Some(year) = year(words, at) {
        return NaiveDate::from_ymd_opt(year, second, third).map(|d| (at + 5, When::Date(d)));
    }
    let year = year(words, at + 4)?;
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    match (day_first, month_first) {
        (Some(date), None) | (None, Some(date)) => Some((at + 5, When::Date(date))),
        (Some(a), Some(b)) if a == b => Some((at + 5, When::Date(a))),
        // Nobody can tell the day from the month, and the end of the year is neither.
        (Some(_), Some(_)) => Some((at + 5, When::Deadline)),
        (None, None) => None,
    }
}

/// `31.03.2026`
fn dotted_date(words: &Words, at: usize) -> Option<(usize, When)> {
    let token = words.get(at).filter(|t| t.kind == TokenKind::Number && (8..=10).contains(&t.text.len()))?;
    let date = NaiveDate::parse_from_str(&token.text, "%d.%m.%Y").ok()?;
    Some((at + 1, When::Date(date)))
}

fn month(words: &Words, at: usize, after_month: bool) -> Option<(usize, When)> {
    let month = month_name(words, at)?;
    let next = at + 1 + usize::from(words.word(at + 1) == "." && words.word(at).len() <= 4);
    let (end, year) = match trailing_year(words, next) {
        Some((end, year)) => (end, Some(year)),
        None => (at + 1, None),
    };
    let needs_company = words.word(at).len() <= 3 || words.is(at, &["march", "august"]);
    let before = words.before(at, 1);
    let listed = after_month && matches!(before, "," | "and" | "or" | "to" | "-" | "&" | "/");
    let placed = before.is_in(&BEFORE_TIME)
        || (before == "-" && words.before(at, 2).is_one_of(&["mid", "early", "late"]))
        || (before == "of" && OF_MONTH.contains(&words.before(at, 2)));
    // "Their April Media subsidiary" is a name.
    let named = words.is_word(end) && words.capital(end) && month_name(words, end).is_none() && !placed;
    (!(needs_company || named) || year.is_some() || listed || placed)
        .then_some((end, When::Month { month, year }))
}

const OF_MONTH: &[&str] = &[
    "all",
    "most",
    "rest",
    "whole",
    "end",
    "month",
    "months",
    "start",
    "beginning",
    "middle",
    "half",
    "week",
    "day",
    "course",
];

/// `Q2 2026`, `H1`, `second quarter of 2026`, `first half of FY26`, `2026-Q3`.
fn part(words: &Words, at: usize) -> Option<(usize, When)> {
    // `FY26-Q3`, `FY26 Q3`
    if let Some((end, year)) = fiscal_year(words, at).filter(|(end, _)| is_fiscal(words, at..*end)) {
        let next = end + usize::from(words.is(end, &["-", "/", ","]));
        return short_part(words, next).map(|part| (next + 1, part.of_fiscal(Some(year))));
    }
    if let Some(year) = year_before_part(words, at) {
        let next = at + 1 + usize::from(words.is(at + 1, &["-", "/"]));
        return short_part(words, next).map(|part| (next + 1, part.of(Some(year))));
    }
    // `1H26`, `3Q 2026`
    if let Some(found) = number_first(words, at) {
        return Some(found);
    }
    let (end, part) = match short_part(words, at) {
        Some(part) => (at + 1, part),
        None => spelled_part(words, at)?,
    };
    let own = at.checked_sub(1).is_some_and(|before| is_fiscal(words, before..end));
    Some(match trailing_year(words, end) {
        Some((after, year)) if own || is_fiscal(words, end..after) => (after, part.of_fiscal(Some(year))),
        Some((end, year)) => (end, part.of(Some(year))),
        None if own => (end, part.of_fiscal(None)),
        None => (end, part.of(None)),
    })
}

/// All of a company's own year.
fn whole_fiscal(year: i32) -> When {
    When::Fiscal { before: 0, months: 12, year: Some(year) }
}

fn number_first(words: &Words, at: usize) -> Option<(usize, When)> {
    let number = words.integer(at).filter(|_| words.glued(at + 1))?;
    let (letter, year) = words.word(at + 1).split_at_checked(1)?;
    let part = match (letter, number) {
        ("q", 1..=4) => YearPart::Quarter(number),
        ("h", 1..=2) => YearPart::Half(number),
        _ => return None,
    };
    if year.is_empty() {
        let (end, year) = trailing_year(words, at + 2)?;
        return Some((end, part.of(Some(year))));
    }
    let digits: i32 = year.parse().ok()?;
    Some(match year.len() {
        2 => (at + 2, part.of(Some(digits + 2000))),
        4 => (at + 2, part.of(Some(digits))),
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum YearPart {
    Quarter(u32),
    Half(u32),
}

impl YearPart {
    fn of(self, year: Option<i32>) -> When {
        match self {
            YearPart::Quarter(quarter) => When::Quarter { quarter, year },
            YearPart::Half(half) => When::Half { half, year },
        }
    }

    /// The same of a company's own year.
    fn of_fiscal(self, year: Option<i32>) -> When {
        let (before, months) = match self {
            YearPart::Quarter(quarter) => (quarter.saturating_sub(1).saturating_mul(3), 3),
            YearPart::Half(half) => (half.saturating_sub(1).saturating_mul(6), 6),
        };
        When::Fiscal { before, months, year }
    }
}

fn year_before_part(words: &Words, at: usize) -> Option<i32> {
    let token = words.get(at).filter(|t| t.kind == TokenKind::Number && t.text.len() == 4)?;
    let next = at + 1 + usize::from(words.is(at + 1, &["-", "/"]));
    short_part(words, next)?;
    token.text.parse().ok().filter(|y| (1900..2100).contains(y))
}

fn short_part(words: &Words, at: usize) -> Option<YearPart> {
    match words.word(at) {
        "q1" => Some(YearPart::Quarter(1)),
        "q2" => Some(YearPart::Quarter(2)),
        "q3" => Some(YearPart::Quarter(3)),
        "q4" => Some(YearPart::Quarter(4)),
        "h1" => Some(YearPart::Half(1)),
        "h2" => Some(YearPart::Half(2)),
        _ => None,
    }
}

fn spelled_part(words: &Words, at: usize) -> Option<(usize, YearPart)> {
    let mut next = at + 1;
    let number = match words.word(at) {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        _ => {
            let (end, number) = day_number(words, at)?;
            if end == at + 1 {
                return None; // `2 quarters` is a length of time
            }
            next = end;
            number
        }
    };
    if words.is(next, &["calendar", "fiscal"]) {
        next += 1;
    }
    match words.word(next) {
        "quarter" if number <= 4 => Some((next + 1, YearPart::Quarter(number))),
        "half" if number <= 2 && half_of_a_year(words, next + 1) => Some((next + 1, YearPart::Half(number))),
        _ => None,
    }
}

fn half_of_a_year(words: &Words, at: usize) -> bool {
    trailing_year(words, at).is_some()
        || (words.word(at) == "of" && (at + 1..at + 5).any(|i| words.is(i, &["year"])))
}

/// `FY26`, `FY 2026`, `FY2025/26`, `CY26`: by the year in which it ends.
fn fiscal_year(words: &Words, at: usize) -> Option<(usize, i32)> {
    let word = words.word(at);
    let named = |at: usize, year: i32| {
        let end = past_span(words, at);
        (end, if end > at { year.saturating_add(1) } else { year })
    };
    if let Some(tail) = word.strip_prefix("fy").or_else(|| word.strip_prefix("cy")) {
        if tail.is_empty() {
            let year = year(words, at + 1).or_else(|| short_year(words, at + 1))?;
            return Some(named(at + 2, year));
        }
        let year: i32 = tail.parse().ok()?;
        return match tail.len() {
            2 => Some(named(at + 1, year.checked_add(2000)?)),
            4 => Some(named(at + 1, year)),
            _ => None,
        };
    }
    None
}

/// The token after the `/27` of `FY2026/27`.
fn past_span(words: &Words, at: usize) -> usize {
    let span = words.is(at, &["/", "-"]) && words.glued(at) && short_year(words, at + 1).is_some();
    at + 2 * usize::from(span)
}

/// Whether a year is a company's own, which begins on a day that only the company knows.
fn is_fiscal(words: &Words, mut at: std::ops::Range<usize>) -> bool {
    at.any(|at| words.word(at).starts_with("fy") || words.word(at) == "fiscal")
}

/// A year on its own, where the words before it speak of time; `1997 Ford` and `Companies Act 2006` are names.
fn plain_year(words: &Words, at: usize) -> Option<(usize, When)> {
    let year = year(words, at)?;
    let before = words.before(at, 1);
    let listed = matches!(before, "and" | "or" | "-" | "," | "/" | "through" | "to")
        && at.checked_sub(2).is_some_and(|i| self::year(words, i).is_some());
    let within_year = before == "-" && words.before(at, 2).is_one_of(&["mid", "early", "late"]);
    let of_time = within_year || before == "of" && words.before(at, 2).is_in(&OF_YEAR);
    let span = words.is(at + 1, &["/", "-"]) && words.glued(at + 1) && short_year(words, at + 2).is_some();
    let counts = counts_something(words, at, year);
    (!counts
        && (before.is_in(&BEFORE_TIME) || listed || of_time || before == "(" && words.word(at + 1) == ")"))
        .then_some((
            at + 1 + 2 * usize::from(span),
            match (before, within_year) {
                ("fiscal", _) => whole_fiscal(if span { year.saturating_add(1) } else { year }),
                ("year", _) if words.before(at, 2) == "fiscal" => {
                    whole_fiscal(if span { year.saturating_add(1) } else { year })
                }
                // "By mid-2027" is by the middle of it; early and late are no days.
                (_, true) if words.before(at, 2) == "mid" => {
                    NaiveDate::from_ymd_opt(year, 6, 30).map_or(When::Year(year), When::Date)
                }
                _ => When::Year(year),
            },
        ))
}

static OF_YEAR: WordList =
    WordList::new("end start beginning course rest remainder spring summer autumn fall winter season");

/// `to 2000 subscribers` counts subscribers; `for 2026 targets` does not count targets. Only round numbers of the
/// past and the far future are taken for counts.
pub(super) fn counts_something(words: &Words, at: usize, year: i32) -> bool {
    let noun = words.get(at + 1).is_some_and(|t| {
        t.kind == TokenKind::Word && !t.capital && t.text.len() > 3 && t.text.ends_with('s')
    });
    noun && !(1990..2000).contains(&year) && !(2001..2045).contains(&year)
}
