//! Periods of a company's own year as people type them: `FY26-Q3`, `Q3 FY26`, `FY 2026`, `FY25/26 Q1`, `FY26 P03`.

use crate::model::{FiscalYear, Period};

/// A period of a company's own year, by the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalName {
    /// The year in which it ends.
    year: i32,
    /// Months of the year before it.
    before: u32,
    months: u32,
}

impl FiscalName {
    /// Reads a text that is nothing else.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = words(text)?;
        let at = words.iter().position(|word| matches!(word.as_str(), "FY" | "GJ"))?;
        words.remove(at);
        let (first, digits) = (at < words.len()).then(|| words.remove(at)).and_then(|word| number(&word))?;
        if !matches!(digits, 2 | 4) {
            return None;
        }
        let mut year =
            if digits == 2 { i32::try_from(first).ok()? + 2000 } else { i32::try_from(first).ok()? };
        // `FY25/26` ends in the latter.
        let next = words.get(at).and_then(|word| number(word));
        if let Some((second, _)) = next.filter(|(second, digits)| {
            matches!(digits, 2 | 4) && (*second == first + 1 || *second == first % 100 + 1)
        }) {
            words.remove(at);
            year = i32::try_from(if second < 100 { second + 2000 } else { second }).ok()?;
        }
        let (before, months) = match words.as_slice() {
            [] => (0, 12),
            [part, which] => {
                let (which, _) = number(which)?;
                let (months, most) = match part.as_str() {
                    "Q" => (3, 4),
                    "H" => (6, 2),
                    "P" | "M" => (1, 12),
                    _ => return None,
                };
                let which = which.checked_sub(1).filter(|which| *which < most)?;
                (which * months, months)
            }
            _ => return None,
        };
        Some(Self { year, before, months })
    }

    /// Its days, where the year begins in this month. A single month is called as in the calendar.
    pub fn period(self, year: FiscalYear) -> Option<Period> {
        let period = Period::of_fiscal(self.year, self.before, self.months, year)?;
        if self.months == 1 { Period::around(period.start(), 1) } else { Some(period) }
    }
}

fn number(word: &str) -> Option<(u32, usize)> {
    Some((word.parse().ok()?, word.len()))
}

/// The runs of letters and of digits, in capitals; `None` where anything but marks between them stands there.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut apart = true;
    if text.len() > 40 {
        return None;
    }
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            let kind = |other: char| other.is_ascii_digit() == letter.is_ascii_digit();
            match words.last_mut().filter(|last| !apart && last.ends_with(kind)) {
                Some(last) => last.push(letter.to_ascii_uppercase()),
                None => words.push(letter.to_ascii_uppercase().to_string()),
            }
            apart = false;
        } else if matches!(letter, ' ' | '-' | '/' | '_' | '.' | ',' | '\'' | '’' | '–' | '(' | ')') {
            apart = true;
        } else {
            return None;
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_name_is_read() {
        let april = FiscalYear::from_month(4).expect("a month");
        for (text, period) in [
            ("FY26-Q3", "FY26-Q3"),
            ("Q3 FY26", "FY26-Q3"),
            ("FY2026 Q3", "FY26-Q3"),
            ("fy26q3", "FY26-Q3"),
            ("Q3-FY'26", "FY26-Q3"),
            ("FY25/26", "FY26"),
            ("FY 2025/26 H1", "FY26-H1"),
            ("FY2025-2026", "FY26"),
            ("FY99/00", "none"),
            ("GJ 2026 (Q1)", "FY26-Q1"),
            ("FY26 P03", "2025-06"),
            ("FY26 M12", "2026-03"),
            ("FY26", "FY26"),
            ("FY26-Q5", "none"),
            ("FY26 Q", "none"),
            ("FY", "none"),
            ("FY123", "none"),
            ("FY26 target", "none"),
            ("2026-Q3", "none"),
            ("FY26 Q3 Q4", "none"),
            ("FY25/27", "none"),
        ] {
            let read = FiscalName::read(text).and_then(|name| name.period(april));
            assert_eq!(read.map_or_else(|| "none".to_owned(), |period| period.to_string()), period, "{text}");
        }
    }
}
