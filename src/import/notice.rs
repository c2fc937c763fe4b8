//! Lengths of notice as people type them into cells.

use crate::facts::exit::{Clause, notice};
use crate::model::{Exit, Field};

/// A notice period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeCell {
    /// So many days.
    Days(u32),
    /// In other units, in words that the audit reads.
    Words(String),
}

/// Reads `90 days`, `3 months written`, `6 Monate zum Quartalsende`; a bare figure is in the unit that the heading names,
/// else in days.
pub fn notice_cell(text: &str, heading: &str) -> Option<NoticeCell> {
    let text = text.trim();
    let unit = if heading.to_lowercase().contains("month") || heading.to_lowercase().contains("monat") {
        "months"
    } else {
        "days"
    };
    let english = match text.parse::<u32>() {
        Ok(number) => format!("{number} {unit}"),
        Err(_) => in_english(text),
    };
    if let Some(days) = english.strip_suffix(" days").and_then(|days| days.parse().ok()) {
        return Some(NoticeCell::Days(days));
    }
    let exit = Exit { notice: Field::Set(english.clone()), ..Exit::default() };
    matches!(notice(&exit), Clause::Value(_)).then_some(NoticeCell::Words(english))
}

/// The German and shortened words of a notice period in English.
fn in_english(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        // `90d` and `3M` are a figure and a unit.
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (figure, unit) = word.split_at(digits);
        if digits > 0 {
            words.push(figure.to_owned());
        }
        let unit = unit.trim_matches(['-', '.', ',']);
        match unit.to_lowercase().as_str() {
            "" => {}
            "d" | "tage" | "tagen" | "tag" => words.push("days".to_owned()),
            "w" | "wk" | "wks" | "wochen" | "woche" => words.push("weeks".to_owned()),
            "m" | "mo" | "mth" | "mths" | "mos" | "monate" | "monaten" | "monat" => {
                words.push("months".to_owned())
            }
            "y" | "yr" | "yrs" | "jahre" | "jahr" => words.push("years".to_owned()),
            "zum" => words.push("to the".to_owned()),
            "quartalsende" => words.push("end of a quarter".to_owned()),
            "monatsende" => words.push("end of a month".to_owned()),
            "jahresende" => words.push("end of a year".to_owned()),
            _ => words.push(unit.to_owned()),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notice_is_days_or_words_that_the_audit_reads() {
        let read = |text: &str| notice_cell(text, "Notice");
        assert_eq!(read("90 days"), Some(NoticeCell::Days(90)));
        assert_eq!(read("90"), Some(NoticeCell::Days(90)));
        assert_eq!(read("90d"), Some(NoticeCell::Days(90)));
        assert_eq!(read("30 Tage"), Some(NoticeCell::Days(30)));
        assert_eq!(read("3 months written"), Some(NoticeCell::Words("3 months written".to_owned())));
        assert_eq!(
            read("6 Wochen zum Quartalsende"),
            Some(NoticeCell::Words("6 weeks to the end of a quarter".to_owned()))
        );
        assert_eq!(notice_cell("3", "Notice (months)"), Some(NoticeCell::Words("3 months".to_owned())));
        assert_eq!(read("reasonable"), None);
    }
}
