//! Days as people say them: `today`, `yesterday`, `3 Nov`, `2026-11-03`.

use chrono::{Datelike, NaiveDate};

use crate::model::calendar::{add_days, sub_days};
use crate::model::{Date, Refusal, month_number};

/// On which side of today a day without a year lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// It has been: `3 Nov` is the last one.
    Past,
    /// It is to come: `3 Nov` is the next one.
    Future,
}

/// Reads a day.
///
/// # Errors
/// Why it is none, and what to write.
pub fn day(text: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, Refusal> {
    let plain = text.trim().to_lowercase();
    match plain.as_str() {
        "today" | "now" => return Ok(today),
        "yesterday" => return Ok(sub_days(today, 1)),
        "tomorrow" => return Ok(add_days(today, 1)),
        _ => {}
    }
    let shift = plain.strip_suffix('d').and_then(|days| days.strip_prefix(['+', '-']));
    if let Some(days) = shift.and_then(|days| days.parse().ok()) {
        return Ok(if plain.starts_with('+') { add_days(today, days) } else { sub_days(today, days) });
    }
    let words: Vec<&str> = plain.split([' ', ',']).filter(|word| !word.is_empty() && *word != "of").collect();
    let number = |word: &str| -> Option<u32> {
        ["st", "nd", "rd", "th", "."]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word)
            .parse()
            .ok()
    };
    let parts = match words.as_slice() {
        [one, other] => match (number(one), month_number(other)) {
            (Some(day), Some(month)) => Some((day, month)),
            _ => month_number(one).and_then(|month| Some((number(other)?, month))),
        },
        _ => None,
    };
    let Some((day, month)) = parts else {
        return Date::parse(text.trim())
            .or_else(|refusal| {
                let certain = refusal.advice.certain.as_deref();
                certain.and_then(|day| Date::parse(day).ok()).ok_or(refusal)
            })
            .map(|date| date.0);
    };
    let this = today.year();
    // The 29th of February lies in one year out of four.
    let years: Vec<i32> = match lean {
        Lean::Past => (this - 8..=this).rev().collect(),
        Lean::Future => (this..=this + 8).collect(),
    };
    let fits = |date: &NaiveDate| match lean {
        Lean::Past => *date <= today,
        Lean::Future => *date >= today,
    };
    let days = years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    days.into_iter()
        .find(fits)
        .ok_or_else(|| Refusal::new(format!("`{}` is not a day", text.trim()), Date::FORM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_say_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let past = |text: &str| day(text, today, Lean::Past).map(|day| day.to_string()).unwrap_or_default();
        let next = |text: &str| day(text, today, Lean::Future).map(|day| day.to_string()).unwrap_or_default();
        for (text, expected) in [
            ("today", "2026-11-22"),
            ("Yesterday", "2026-11-21"),
            ("3 Nov", "2026-11-03"),
            ("Nov 3", "2026-11-03"),
            ("3rd of November", "2026-11-03"),
            ("24 december", "2025-12-24"),
            ("November 3, 2024", "2024-11-03"),
            ("29 Feb", "2024-02-29"),
            ("2026-11-03", "2026-11-03"),
            ("-7d", "2026-11-15"),
            ("3 Nov 26", "2026-11-03"),
        ] {
            assert_eq!(past(text), expected, "{text}");
        }
        assert_eq!(next("3 Nov"), "2027-11-03");
        assert_eq!(next("24 dec"), "2026-12-24");
        assert_eq!(next("+30d"), "2026-12-22");
        for text in ["", "soon", "31 Feb", "32 Nov", "03/11/2026", "Nov", "0 Nov"] {
            assert_eq!(past(text), "", "{text}");
        }
        assert_eq!(past("13.02.2026"), "2026-02-13");
    }
}
