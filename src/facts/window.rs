//! When a contribution is due: its dates, else the times its sentence names.

use chrono::{Datelike, NaiveDate};

use super::Facts;
use crate::language::{SentenceReading, When};
use crate::model::calendar::{add_months, sub_days};
use crate::model::{Contribution, Duration, FiscalYear, Period};

/// The days in which something is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub start: NaiveDate,
    /// The last.
    pub end: WindowEnd,
}

/// Where a window ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowEnd {
    /// Its last day.
    On(NaiveDate),
    /// A rhythm that runs on.
    Never,
    /// At an event, or in words that no calendar settles.
    Unknown,
}

/// What stands before a time that is the first day rather than the last.
const OPENING: &[&str] = &["from", "since", "after", "starting", "beginning", "commencing"];
/// What stands before a time that is only the last.
const CLOSING: &[&str] = &["by", "until", "till", "through", "to", "than", "before"];

/// The window of a contribution: the one reading of it, for rules, calendar, brief and page. `None` where nobody can tell
/// when it begins.
pub fn of(contribution: &Contribution, facts: &Facts) -> Option<Window> {
    let sentence = contribution.what.text().unwrap_or("");
    let reading = facts.reading(sentence);
    let (start, end) = read(contribution, sentence, &reading, Around::of(facts))?;
    Some(Window { start: start?, end })
}

/// The last day of a contribution, where a calendar can tell it; also where nobody can tell when it begins.
pub fn last_day(contribution: &Contribution, facts: &Facts) -> Option<NaiveDate> {
    let sentence = contribution.what.text().unwrap_or("");
    let reading = facts.reading(sentence);
    match read(contribution, sentence, &reading, Around::of(facts))?.1 {
        WindowEnd::On(end) => Some(end),
        WindowEnd::Never | WindowEnd::Unknown => None,
    }
}

/// What a sentence leaves to the rest of the record, and to the portfolio.
#[derive(Debug, Clone, Copy)]
struct Around {
    launched: Option<NaiveDate>,
    term_ends: Option<NaiveDate>,
    fiscal: Option<FiscalYear>,
}

impl Around {
    fn of(facts: &Facts) -> Self {
        Self { launched: facts.launched, term_ends: facts.ending.term_ends, fiscal: facts.fiscal }
    }
}

fn read(
    contribution: &Contribution,
    sentence: &str,
    reading: &SentenceReading,
    around: Around,
) -> Option<(Option<NaiveDate>, WindowEnd)> {
    let launched = around.launched;
    if contribution.from.is_invalid() || contribution.until.is_invalid() || contribution.what.is_invalid() {
        return None;
    }
    let from = contribution.from.get().map(|from| from.0);
    let until = contribution.until.get().map(|until| until.0);
    let written = WrittenBounds::of(sentence, reading, from.or(launched), around);
    // What a sentence says of "Q1" begins at launch where that falls into it.
    let first = written.start.map(|start| match launched {
        Some(launched) if written.end.is_none_or(|end| launched <= end) => start.max(launched),
        _ => start,
    });
    let end = match until.or(written.end) {
        Some(end) => WindowEnd::On(end),
        None if written.unsettled && !written.recurring => WindowEnd::Unknown,
        None => WindowEnd::Never,
    };
    Some((from.or(first).or(launched), end))
}

/// The bounds that a sentence sets.
#[derive(Debug, Default)]
struct WrittenBounds {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    /// It names an end that no calendar settles: "within 30 days of signing".
    unsettled: bool,
    /// It names a rhythm.
    recurring: bool,
}

impl WrittenBounds {
    fn of(sentence: &str, reading: &SentenceReading, anchor: Option<NaiveDate>, around: Around) -> Self {
        let Around { term_ends, fiscal, .. } = around;
        let mut written = Self::default();
        // "For six months from 1 July 2026" counts from that day, wherever it stands.
        let opening = reading.windows.iter().find_map(|window| {
            let opens = lead(sentence.get(..window.span.start).unwrap_or("")) == Some(LeadWord::Opening);
            place(window.when, anchor, fiscal).filter(|_| opens).map(|(first, _)| first)
        });
        // "Q4 and Q1" are one after the other, so each is looked for from the one before.
        let mut after = anchor;
        for window in &reading.windows {
            let days = match window.when {
                When::Recurring(_) => {
                    written.recurring = true;
                    continue;
                }
                When::Agreement => {
                    // It ends with the agreement; where that has no end on record, it runs on.
                    match term_ends {
                        Some(ends) => written.end = Some(written.end.map_or(ends, |end| end.max(ends))),
                        None => written.recurring = true,
                    }
                    continue;
                }
                When::Deadline | When::Event => None,
                When::Span => opening
                    .or(anchor)
                    .zip(sentence.get(window.span.clone()).and_then(length))
                    .map(|(start, length)| (start, sub_days(length.after(start), 1))),
                placed => place(placed, after, fiscal),
            };
            let Some((first, last)) = days else {
                written.unsettled = true;
                continue;
            };
            let before = sentence.get(..window.span.start).unwrap_or("");
            let role = lead(before);
            if role != Some(LeadWord::Closing) {
                written.start = Some(written.start.map_or(first, |start| start.min(first)));
            }
            if role != Some(LeadWord::Opening) {
                written.end = Some(written.end.map_or(last, |end| end.max(last)));
            }
            after = Some(first);
        }
        written
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeadWord {
    Opening,
    Closing,
}

/// Which bound the words before a time make of it: "from", or "by the end of".
fn lead(before: &str) -> Option<LeadWord> {
    before.split_whitespace().rev().take(4).find_map(|word| {
        let word = word.to_lowercase();
        match word.trim_matches(|mark: char| !mark.is_alphanumeric()) {
            word if OPENING.contains(&word) => Some(Some(LeadWord::Opening)),
            word if CLOSING.contains(&word) => Some(Some(LeadWord::Closing)),
            "the" | "end" | "of" | "in" | "on" | "at" | "mid" | "beginning" | "start" | "early" | "late" => {
                None
            }
            _ => Some(None),
        }
    })?
}

/// "18 months" in "for 18 months", "six months" in "for six (6) months".
fn length(span: &str) -> Option<Duration> {
    const SPELLED: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number = |word: &str| match SPELLED.iter().position(|spelled| word.eq_ignore_ascii_case(spelled)) {
        Some(number) => number.to_string(),
        None if word.eq_ignore_ascii_case("eighteen") => "18".to_owned(),
        None => word.to_owned(),
    };
    let words: Vec<&str> = span.split_whitespace().filter(|word| !word.starts_with('(')).collect();
    words.windows(2).find_map(|pair| Duration::parse(&format!("{} {}", number(pair[0]), pair[1])))
}

/// First and last day of a place in the calendar; without a year, the first that is not over on `after`.
fn place(when: When, after: Option<NaiveDate>, fiscal: Option<FiscalYear>) -> Option<(NaiveDate, NaiveDate)> {
    let month = |first: u32, months: u32, year: Option<i32>| {
        in_year(year, after, |year| {
            let first = NaiveDate::from_ymd_opt(year, first, 1)?;
            Some((first, sub_days(add_months(first, months), 1)))
        })
    };
    match when {
        When::Date(date) => Some((date, date)),
        When::MonthDay { month, day } => in_year(None, after, |year| {
            let date = NaiveDate::from_ymd_opt(year, month, day)?;
            Some((date, date))
        }),
        When::Month { month: first, year } => month(first, 1, year),
        When::Quarter { quarter, year } => month(quarter.saturating_mul(3).saturating_sub(2), 3, year),
        When::Half { half, year } => month(half.saturating_mul(6).saturating_sub(5), 6, year),
        When::Year(year) => month(1, 12, Some(year)),
        When::Fiscal { before, months, year } => {
            let fiscal = fiscal?;
            in_year(year, after, |year| {
                let period = Period::of_fiscal(year, before, months, fiscal)?;
                Some((period.start(), period.end()))
            })
        }
        When::Recurring(_) | When::Deadline | When::Event | When::Span | When::Agreement => None,
    }
}

fn in_year(
    year: Option<i32>,
    after: Option<NaiveDate>,
    days: impl Fn(i32) -> Option<(NaiveDate, NaiveDate)>,
) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(year) = year {
        return days(year);
    }
    let after = after?;
    // Four more years, for the 29th of February.
    (0..=4).filter_map(|ahead| days(after.year().checked_add(ahead)?)).find(|(_, last)| *last >= after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use crate::model::{Date, Field};

    fn day(text: &str) -> NaiveDate {
        Date::parse(text).map(|date| date.0).expect("a date")
    }

    fn shown(sentence: &str, from: Option<&str>) -> String {
        shown_in(sentence, from, None)
    }

    fn shown_in(sentence: &str, from: Option<&str>, fiscal: Option<FiscalYear>) -> String {
        let contribution = Contribution {
            what: Field::Set(sentence.to_owned()),
            from: from.map_or(Field::Absent, |from| Field::Set(Date(day(from)))),
            ..Contribution::default()
        };
        let read = read(
            &contribution,
            sentence,
            &language::read(sentence),
            Around { launched: Some(day("2025-03-01")), term_ends: Some(day("2027-06-30")), fiscal },
        );
        let Some((Some(start), end)) = read else { return "nothing".to_owned() };
        match end {
            WindowEnd::On(end) => format!("{start} {end}"),
            WindowEnd::Never => format!("{start} on"),
            WindowEnd::Unknown => format!("{start} ?"),
        }
    }

    #[test]
    fn a_companys_own_year_counts_where_the_portfolio_says_when_it_begins() {
        for (sentence, window) in [
            ("Four sends in FY27", "2026-04-01 2027-03-31"),
            ("Four sends in FY2026/27", "2026-04-01 2027-03-31"),
            ("Four sends in fiscal 2027", "2026-04-01 2027-03-31"),
            ("Four sends in fiscal year 2027", "2026-04-01 2027-03-31"),
            ("Four sends in FY27-Q1", "2026-04-01 2026-06-30"),
            ("Four sends in Q3 and Q4 FY27", "2026-10-01 2027-03-31"),
            ("Four sends in FY27 Q3 and Q4", "2026-10-01 2027-03-31"),
            ("Four sends in FY27 Q4 and Q1", "2027-01-01 2027-06-30"),
            ("Four sends in fiscal Q3", "2025-10-01 2025-12-31"),
            ("Four sends in the third fiscal quarter", "2025-10-01 2025-12-31"),
            ("Four sends by the end of Q3 FY26", "2025-03-01 2025-12-31"),
            ("Four sends in H2 of fiscal 2026", "2025-10-01 2026-03-31"),
            ("Four sends in Q3 2026", "2026-07-01 2026-09-30"),
        ] {
            assert_eq!(shown_in(sentence, None, FiscalYear::from_month(4)), window, "{sentence}");
        }
        assert_eq!(shown("Four sends in fiscal Q3", None), "2025-03-01 ?");
        assert_eq!(shown("Four sends in FY27", None), "2025-03-01 ?");
    }

    #[test]
    fn sentences_have_first_and_last_days() {
        for (sentence, from, window) in [
            ("Four sends in Q2 and Q3", None, "2025-04-01 2025-09-30"),
            ("Four sends in Q2 and Q3", Some("2026-07-01"), "2026-07-01 2027-09-30"),
            ("Four sends in Q4 and Q1", None, "2025-10-01 2026-03-31"),
            ("Four sends in Q1", None, "2025-03-01 2025-03-31"),
            ("Four sends in Q2 2026", None, "2026-04-01 2026-06-30"),
            ("Four sends from April to September", None, "2025-04-01 2025-09-30"),
            ("Four sends by the end of June 2026", None, "2025-03-01 2026-06-30"),
            ("Four sends by 30 June 2026", Some("2026-01-01"), "2026-01-01 2026-06-30"),
            ("Four sends by 15 January", None, "2025-03-01 2026-01-15"),
            ("Four sends between 1 May 2026 and 30 June 2026", None, "2026-05-01 2026-06-30"),
            ("Four sends from 1 May 2026", None, "2026-05-01 on"),
            ("Four sends in H1 2026", None, "2026-01-01 2026-06-30"),
            ("Four sends for 18 months", None, "2025-03-01 2026-08-31"),
            ("Four sends within 30 days of signing", None, "2025-03-01 ?"),
            ("Four sends a quarter", None, "2025-03-01 on"),
            ("Exclusive for the term, at least 10 stores", None, "2025-03-01 2027-06-30"),
            ("At least 10 stores for the term of the agreement", None, "2025-03-01 2027-06-30"),
            ("A shared desk for as long as the contract lasts", None, "2025-03-01 2027-06-30"),
            ("A term sheet for the partner", None, "2025-03-01 on"),
            ("Four sends by mid-2027", None, "2025-03-01 2027-06-30"),
            ("Four sends by 03/04/2027", None, "2025-03-01 ?"),
            ("Four sends by 13/04/2027", None, "2025-03-01 2027-04-13"),
            ("Four sends in FY2026/27", None, "2025-03-01 ?"),
            ("Four sends by the end of Q3 FY26", None, "2025-03-01 ?"),
            ("Two webinars a month for six months from 1 July 2026", None, "2026-07-01 2026-12-31"),
            ("Two webinars a month for 18 months", None, "2025-03-01 2026-08-31"),
            ("Four sends a quarter", Some("2025-06-01"), "2025-06-01 on"),
        ] {
            assert_eq!(shown(sentence, from), window, "{sentence}");
        }
    }
}
