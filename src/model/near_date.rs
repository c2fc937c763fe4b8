//! What a day or a period that is written another way was meant to be: for the fix of a mistake, never for the value.

use chrono::{Days, NaiveDate};

use super::calendar::month_number;
use super::period::Period;
use super::refusal::{Advice, Refusal};

/// The first day number of a spreadsheet: 30 December 1899, since it counts a 29 February 1900 that never was.
const SHEET_START: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);
/// Day numbers of a spreadsheet that are likely days: 1990 to 2050.
const SHEET_DAYS: std::ops::Range<u64> = 32_874..54_789;

/// What to write in the place of a text that is no date; `None` where it is nothing like one.
pub(super) fn fix_of_date(text: &str) -> Option<Advice> {
    let text = plain(text);
    if ["today", "now", "heute"].contains(&text.to_lowercase().as_str()) {
        return Some(
            "write the day, such as `2026-03-31`; where each run is to judge on its own day, leave the key out"
                .into(),
        );
    }
    if let Some(day) = end_of(&text) {
        return Some(Advice::write(day));
    }
    let text =
        text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(&*text, |(date, _)| date);
    if let Some(day) = written(text).or_else(|| of_sheet(text)).or_else(|| compact(text)) {
        return Some(Advice::write(day));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if let ([_, _, _], [one, two, three]) = (parts.as_slice(), numbers.as_slice()) {
        let day = |year: u32, month: u32, day: u32| {
            let year = if year < 100 { year + 2000 } else { year };
            i32::try_from(year)
                .ok()
                .filter(|year| (1900..=2999).contains(year))
                .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        };
        if parts[0].len() == 4 {
            return day(*one, *two, *three).map(Advice::write);
        }
        // With points the day comes first; with slashes the country of the author tells.
        let (first, second) = (day(*three, *two, *one), day(*three, *one, *two));
        return match (first, second) {
            (Some(first), Some(second)) if first != second && !text.contains('.') => Some(
                format!("write `{first}` if the day comes first, or `{second}` if the month does").into(),
            ),
            (Some(date), _) | (None, Some(date)) => Some(Advice::write(date)),
            (None, None) => None,
        };
    }
    None
}

/// What to write in the place of a text that names a longer time than the day that is wanted; `None` where it names none.
pub(super) fn fix_of_part(text: &str) -> Option<Advice> {
    let text = plain(text).to_lowercase();
    if let Some(half) = text.strip_prefix("mid").map(|rest| rest.trim_start_matches(['-', ' '])) {
        let year = year(half).filter(|_| half.len() == 4)?;
        return Some(format!("write a day, such as `{year}-06-30`").into());
    }
    let part = Period::parse(&text).or_else(|| period(&text))?;
    let (last, first) = (part.end(), part.start());
    Some(format!("write a day, such as the last, `{last}`, or the first, `{first}`").into())
}

/// The last day of what `end of 2027`, `end of Q3 2027`, `year-end 2027` or `EOY 2027` name.
fn end_of(text: &str) -> Option<NaiveDate> {
    let lower = text.to_lowercase();
    let lower = lower.trim_start_matches("by ").trim_start_matches("the ").trim_start();
    let named = ["end of ", "end ", "end-", "year-end ", "year end ", "eoy ", "eoy-", "eoy"];
    let rest = named.iter().find_map(|prefix| lower.strip_prefix(prefix))?.trim();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    if lower.starts_with("year") || lower.starts_with("eoy") {
        return NaiveDate::from_ymd_opt(year(rest)?, 12, 31);
    }
    match year(rest).filter(|_| rest.len() == 4) {
        Some(year) => NaiveDate::from_ymd_opt(year, 12, 31),
        None => Period::parse(&rest.to_uppercase()).or_else(|| period(rest)).map(|period| period.end()),
    }
}

/// What to write in the place of a text that is no period; `None` where it is nothing like one.
pub(super) fn fix_of_period(text: &str) -> Option<Advice> {
    period(text).map(Advice::write)
}

/// What to say of a text that names a period of a company's own year: it cannot be read without knowing when that begins,
/// or is written otherwise.
pub(super) fn fix_of_fiscal(text: &str) -> Option<Refusal> {
    let name = fiscal_name(text)?;
    let shown: String = text.chars().take(40).collect();
    Some(if name == text {
        Refusal::new(
            format!(
                "`{shown}` is a fiscal period, and portfolio.yaml does not say when the fiscal year starts"
            ),
            format!(
                "write `fiscal_year_starts: 04` in portfolio.yaml if it starts in April ({name} is then in the \
                 year that ends in {}), or the calendar's months",
                fiscal_end(&name)
            ),
        )
    } else {
        Refusal::new(format!("expected a period like 2026-Q3, found `{shown}`"), Advice::write(name))
    })
}

fn fiscal_end(name: &str) -> String {
    let year: String = name.chars().skip(2).take_while(char::is_ascii_digit).collect();
    if year.len() == 2 { format!("20{year}") } else { year }
}

/// `FY26-Q3` for `FY26-Q3`, `Q3 FY26`, `FY2025/26 Q3`, `fy26q3` and the like.
fn fiscal_name(text: &str) -> Option<String> {
    if Period::is_fiscal_name(text) {
        return Some(text.to_owned());
    }
    let text = plain(text).to_lowercase();
    let mut marks = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined: String = marks.by_ref().map(|word| format!("{word} ")).collect();
    let joined = joined.replace("fiscal year", "fy").replace("fiscal", "fy").replace("fy ", "fy");
    let mut part = String::new();
    let mut years: Vec<String> = Vec::new();
    let mut own = false;
    for word in joined.split(' ').filter(|word| !word.is_empty()) {
        let (word, glued) = match word.find(['q', 'h']).filter(|at| *at > 2) {
            Some(at) => word.split_at(at),
            None => (word, ""),
        };
        for word in [word, glued].into_iter().filter(|word| !word.is_empty()) {
            match word.strip_prefix("fy") {
                Some(year) => {
                    own = true;
                    years.push(year.to_owned());
                }
                None if word.starts_with(['q', 'h']) && part.is_empty() => part = word.to_uppercase(),
                None => years.push(word.to_owned()),
            }
        }
    }
    let year = match years.as_slice() {
        [year] => year.clone(),
        // `FY2025/26` ends in 2026.
        [first, second] => {
            let (first, second): (i32, i32) = (first.parse().ok()?, second.parse().ok()?);
            (first % 100 + 1 == second % 100).then(|| format!("{:02}", second % 100))?
        }
        _ => return None,
    };
    let name = format!("FY{year}{}{part}", if part.is_empty() { "" } else { "-" });
    (own && Period::is_fiscal_name(&name)).then_some(name)
}

impl Period {
    /// The period that is surely meant by another way to write it: `Q3 2026`, `2026q3`, `Sep 2026`, `2026-9`.
    pub fn near_miss(text: &str) -> Option<Self> {
        period(text)
    }
}

/// The period that is meant by `Oct-26`, `Q3 2026`, `H1/26`, `10/2026`, `2026-9` or the last day of a month.
pub(super) fn period(text: &str) -> Option<Period> {
    let text = plain(text).to_lowercase();
    if let Some(day) = written(&text).or_else(|| text.parse().ok()) {
        return Period::around(day, 1);
    }
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let glued = match *words.as_slice() {
        // "2026q3", "3q26"
        [word] => {
            let at = word.find(['q', 'h'])?;
            let (before, after) = word.split_at(at);
            if before.len() == 1 {
                vec![format!("{}{before}", &after[..1]), after[1..].to_owned()]
            } else {
                vec![before.to_owned(), after.to_owned()]
            }
        }
        [one, two] => vec![one.to_owned(), two.to_owned()],
        _ => return None,
    };
    let (part, year) = match (year(&glued[0]), year(&glued[1])) {
        (Some(year), _) if glued[0].len() == 4 => (&glued[1], year),
        (_, Some(year)) => (&glued[0], year),
        _ => return None,
    };
    let part = match month(part) {
        Some(month) => format!("{month:02}"),
        None => match part.parse::<u32>() {
            Ok(number) => format!("{number:02}"),
            Err(_) => part.to_uppercase(),
        },
    };
    Period::parse(&format!("{year}-{part}"))
}

/// With the dashes and blanks of word processors made plain.
fn plain(text: &str) -> String {
    let plain = |letter: char| match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2007}' => ' ',
        other => other,
    };
    text.trim().chars().map(plain).collect()
}

/// `3 April 2025`, `April 3, 2025`, `3-Apr-25`, `Friday the 3rd of April 2025`.
fn written(text: &str) -> Option<NaiveDate> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let adds_nothing = |word: &str| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "the" | "of" | "on" | "by")
            || (WEEKDAYS.iter().any(|day| word.starts_with(day)) && !word.ends_with(char::is_numeric))
    };
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && !adds_nothing(word)).collect();
    let [one, two, three] = *words.as_slice() else { return None };
    let (day, month) = match (month(one), month(two)) {
        (Some(month), None) => (two, month),
        (None, Some(month)) => (one, month),
        _ => return None,
    };
    let day = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
    NaiveDate::from_ymd_opt(year(three)?, month, day)
}

/// `20250403`.
fn compact(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = number(0..4).filter(|year| shaped && (1900..=2099).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(4..6)?, number(6..8)?)
}

/// A day number of a spreadsheet.
fn of_sheet(text: &str) -> Option<NaiveDate> {
    let days = text.parse().ok().filter(|days| SHEET_DAYS.contains(days))?;
    SHEET_START?.checked_add_days(Days::new(days))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    // "Sept" is short for what is spelled otherwise.
    month_number(if word == "sept" { "sep" } else { &word })
}

fn year(word: &str) -> Option<i32> {
    let year: i32 = word.strip_prefix("fy").map_or_else(|| word.parse().ok(), |_| None)?;
    match word.len() {
        4 => Some(year).filter(|year| (1900..=2999).contains(year)),
        2 => Some(year + 2000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_other_forms_are_told_as_ours() {
        for (text, fix) in [
            ("2026-1-5", "write `2026-01-05`"),
            ("2026/01/05", "write `2026-01-05`"),
            ("2025\u{2011}04\u{2011}03", "write `2025-04-03`"),
            ("13/04/2025", "write `2025-04-13`"),
            ("04/13/2025", "write `2025-04-13`"),
            ("03.04.2025", "write `2025-04-03`"),
            ("3/4/2025", "write `2025-04-03` if the day comes first, or `2025-03-04` if the month does"),
            ("4/4/2025", "write `2025-04-04`"),
            ("3 April 2025", "write `2025-04-03`"),
            ("April 3rd, 2025", "write `2025-04-03`"),
            ("3-Apr-25", "write `2025-04-03`"),
            ("45750", "write `2025-04-03`"),
            ("20250403", "write `2025-04-03`"),
            ("1st of April 2025", "write `2025-04-01`"),
            ("by the 3rd of April, 2025", "write `2025-04-03`"),
            ("Thu 3 April 2025", "write `2025-04-03`"),
            ("Thursday, April 3, 2025", "write `2025-04-03`"),
            ("end of 2027", "write `2027-12-31`"),
            ("End of Q3 2027", "write `2027-09-30`"),
            ("by the end of February 2028", "write `2028-02-29`"),
            ("end-2027", "write `2027-12-31`"),
            ("EOY 2027", "write `2027-12-31`"),
            ("2026-03-31T10:00:00", "write `2026-03-31`"),
        ] {
            assert_eq!(fix_of_date(text).unwrap_or_default().text, fix, "{text}");
        }
        for text in [
            "soon",
            "",
            "2026",
            "31/02/2025",
            "1/2/3/4",
            "99999999999999999999",
            "Sept",
            "20251403",
            "end",
            "end of time",
        ] {
            assert_eq!(fix_of_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_longer_time_is_told_with_its_days() {
        for (text, fix) in [
            ("2027", "write a day, such as the last, `2027-12-31`, or the first, `2027-01-01`"),
            ("2027-06", "write a day, such as the last, `2027-06-30`, or the first, `2027-06-01`"),
            ("Q3 2027", "write a day, such as the last, `2027-09-30`, or the first, `2027-07-01`"),
            ("June 2027", "write a day, such as the last, `2027-06-30`, or the first, `2027-06-01`"),
            ("mid-2027", "write a day, such as `2027-06-30`"),
        ] {
            assert_eq!(fix_of_part(text).unwrap_or_default().text, fix, "{text}");
        }
        for text in ["soon", "", "mid", "midsummer", "FY26"] {
            assert_eq!(fix_of_part(text), None, "{text}");
        }
    }

    #[test]
    fn periods_of_a_companys_year_are_told_apart() {
        for (text, ours) in [
            ("FY26-Q3", "FY26-Q3"),
            ("FY26", "FY26"),
            ("Q3 FY26", "FY26-Q3"),
            ("FY26 Q3", "FY26-Q3"),
            ("fy26q3", "FY26-Q3"),
            ("FY 2026", "FY2026"),
            ("fiscal 2026", "FY2026"),
            ("Fiscal year 2026, H1", "FY2026-H1"),
            ("FY2025/26", "FY26"),
            ("FY25-26 Q4", "FY26-Q4"),
        ] {
            assert_eq!(fiscal_name(text).as_deref(), Some(ours), "{text}");
        }
        for text in ["FY", "FY26-Q5", "FY26/28", "2026-Q3", "Q3", "fiscal", "FY26 27 28", "é", "fyé"] {
            assert_eq!(fiscal_name(text), None, "{text}");
        }
        let advice = |text| fix_of_fiscal(text).expect("a reason").advice;
        assert!(advice("FY26").text.contains("`fiscal_year_starts: 04`"));
        assert_eq!(advice("Q3 FY26").certain.as_deref(), Some("FY26-Q3"));
    }

    #[test]
    fn periods_in_other_forms_are_told_as_ours() {
        for (text, ours) in [
            ("Oct-26", "2026-10"),
            ("Sept 2026", "2026-09"),
            ("September 2026", "2026-09"),
            ("Q3 2026", "2026-Q3"),
            ("q3/26", "2026-Q3"),
            ("2026 Q3", "2026-Q3"),
            ("2026Q3", "2026-Q3"),
            ("3Q26", "2026-Q3"),
            ("H1 2026", "2026-H1"),
            ("2026-9", "2026-09"),
            ("10/2026", "2026-10"),
            ("2026-10-31", "2026-10"),
        ] {
            assert_eq!(period(text).map(|period| period.to_string()).as_deref(), Some(ours), "{text}");
        }
        for text in ["FY26", "FY26-Q3", "2026-Q7", "soon", "", "13/2026", "h", "é", "q", "1q"] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
