//! Amounts, rates and lengths of notice as people type them into cells.

use rust_decimal::Decimal;

use super::sheet::Cell;
use crate::facts::exit::{Clause, notice};
use crate::model::{Exit, Field, exact_decimal};

/// What the bare figures of a column prove to stand before decimals: it tells what `1.250` is among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// A point, as in `12.5`.
    Point,
    /// A comma, as in `12,5`.
    Comma,
    /// Nothing does; three digits behind a mark are thousands.
    Open,
}

/// An amount as a cell has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// How much, written out.
    pub value: Decimal,
    /// The sign or code of its currency, as written: `€`, `USD`, `%`.
    pub unit: Option<String>,
    /// How often: `month`, `quarter`, `half-year` or `year`.
    pub every: Option<&'static str>,
    /// Whether it is said to be about so much, or at least or at most.
    pub about: bool,
    /// What else stands in the cell.
    pub rest: String,
}

/// The sign or code before or after an amount, and the code it stands for; a dollar may be that of several countries.
const CURRENCIES: [(&str, &str); 27] = [
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("us$", "USD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("$", "$"),
    ("¥", "¥"),
    ("fr.", "CHF"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("eur", "EUR"),
    ("usd", "USD"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("jpy", "JPY"),
    ("inr", "INR"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("zar", "ZAR"),
];

/// What multiplies the digits before it.
const SCALES: [(&str, u32); 16] = [
    ("k", 1_000),
    ("t", 1_000),
    ("tsd", 1_000),
    ("thousand", 1_000),
    ("tausend", 1_000),
    ("m", 1_000_000),
    ("mm", 1_000_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("mil", 1_000_000),
    ("million", 1_000_000),
    ("millionen", 1_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("billion", 1_000_000_000),
];

impl Amount {
    /// The three-letter code of its currency. A dollar or a yen is the portfolio's, where that is one.
    pub fn currency(&self, portfolio: &str) -> Option<String> {
        let unit = self.unit.as_deref()?.to_lowercase();
        let (_, code) = CURRENCIES.iter().find(|(sign, _)| *sign == unit)?;
        let ours = portfolio.to_ascii_uppercase();
        match *code {
            "$" => ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"].contains(&ours.as_str()).then_some(ours),
            "¥" => ["JPY", "CNY"].contains(&ours.as_str()).then_some(ours),
            code => Some(code.to_owned()),
        }
    }

    /// Whether it is money, be it of an unknown country.
    pub fn is_money(&self) -> bool {
        self.unit.as_deref().is_some_and(|unit| unit != "%")
    }
}

/// Reads a cell as an amount. A number that a workbook stores is taken as it is.
pub fn amount_of(cell: &Cell, decimals: Decimals) -> Option<Amount> {
    match cell {
        Cell::Number(value) => {
            Some(Amount { value: *value, unit: None, every: None, about: false, rest: String::new() })
        }
        Cell::Text(text) => amount(text, decimals),
        Cell::Empty | Cell::Date(_) | Cell::Error(_) => None,
    }
}

/// Reads `€40k`, `150.000`, `1.2m per year`, `EUR 1,250.50`, `5 per quarter`, `15 %`.
pub fn amount(text: &str, decimals: Decimals) -> Option<Amount> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    let mut rest = text;
    let mut about = false;
    let mut unit = None;
    let mut negative = false;
    // Signs before the digits, in any order.
    loop {
        rest = rest.trim_start();
        let lower = rest.to_lowercase();
        if let Some(bound) =
            ["~", "≈", "≥", "≤", ">", "<", "ca.", "ca ", "circa ", "approx.", "about ", "min.", "max."]
                .iter()
                .find(|bound| lower.starts_with(**bound))
        {
            about = true;
            rest = rest.get(bound.len()..)?;
        } else if let Some((sign, after)) = leading_unit(rest).filter(|_| unit.is_none()) {
            unit = Some(sign.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix(['-', '−', '–']).filter(|_| !negative) {
            negative = true;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('+').filter(|_| !negative) {
            rest = after;
        } else {
            break;
        }
    }
    let end = digits_end(rest);
    // Only among bare figures can three digits be decimals; money has none such.
    let decimals = if is_bare(text) { decimals } else { Decimals::Open };
    let value = number(rest.get(..end)?, decimals)?;
    rest = rest.get(end..)?;
    let (factor, after) = scale(rest);
    let value = value.checked_mul(factor)?.normalize();
    let value = if negative { -value } else { value };
    rest = after.trim_start();
    if let Some(after) = rest.strip_prefix('+') {
        about = true;
        rest = after.trim_start();
    }
    if unit.is_none() {
        if let Some(after) = rest.strip_prefix('%') {
            unit = Some("%".to_owned());
            rest = after;
        } else if let Some((sign, after)) = leading_unit(rest) {
            unit = Some(sign.to_owned());
            rest = after;
        }
    }
    let (every, rest) = every_at(rest);
    let rest = rest.trim_matches([' ', '.', ',', ';', '-', '/']).to_owned();
    Some(Amount { value, unit, every, about, rest })
}

/// A sign or code of money at the beginning, and what follows it.
fn leading_unit(text: &str) -> Option<(&str, &str)> {
    let lower: String = text.chars().take(6).flat_map(char::to_lowercase).collect();
    CURRENCIES.iter().find_map(|(sign, _)| {
        let after = lower.strip_prefix(sign)?;
        let word = sign.ends_with(char::is_alphabetic);
        // `eurasia` is no currency.
        let ends = !word || !after.starts_with(char::is_alphabetic);
        let (unit, rest) = (text.get(..sign.len())?, text.get(sign.len()..)?);
        ends.then_some((unit, rest))
    })
}

/// Where the digits end, with what may stand between them.
fn digits_end(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        match letter {
            '0'..='9' => end = at + 1,
            '.' | ',' | '\'' | '’' if at > 0 && next_is_digit => {}
            // A blank between digits groups them only in threes.
            ' ' if at > 0 && next_is_digit => {
                let group = text.get(at + 1..).unwrap_or_default();
                let length = group.bytes().take_while(u8::is_ascii_digit).count();
                if length != 3 {
                    break;
                }
            }
            _ => break,
        }
    }
    end
}

/// Digits with separators, as a number.
fn number(text: &str, decimals: Decimals) -> Option<Decimal> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let bare: String = text.chars().filter(|letter| !matches!(letter, ' ' | '\'' | '’')).collect();
    let (points, commas) = (bare.matches('.').count(), bare.matches(',').count());
    let last_point = bare.rfind('.');
    let last_comma = bare.rfind(',');
    // The mark before the decimals, if there is one.
    let mark = match (last_point, last_comma) {
        (None, None) => None,
        (Some(point), Some(comma)) => Some(if point > comma { '.' } else { ',' }),
        (Some(at), None) if points == 1 => {
            separates_decimals(&bare, at, decimals == Decimals::Point).then_some('.')
        }
        (None, Some(at)) if commas == 1 => {
            separates_decimals(&bare, at, decimals == Decimals::Comma).then_some(',')
        }
        // Several of one kind separate thousands.
        _ => None,
    };
    let (whole, fraction) = match mark {
        Some(mark) => bare.rsplit_once(mark)?,
        None => (bare.as_str(), ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    if !grouped || groups.iter().any(|group| group.is_empty()) || fraction.contains(['.', ',']) {
        return None;
    }
    let digits = groups.concat();
    let text = if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") };
    exact_decimal(&text)
}

/// Whether a single mark stands before decimals. Three digits behind it are thousands, unless the column proves otherwise.
fn separates_decimals(text: &str, at: usize, proved: bool) -> bool {
    let behind = text.len() - at - 1;
    behind != 3 || at > 3 || text.starts_with('0') || proved
}

/// Whether a text is digits and marks and nothing else.
fn is_bare(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '+'))
}

fn scale(text: &str) -> (Decimal, &str) {
    let trimmed = text.trim_start();
    let end = trimmed.find(|letter: char| !letter.is_alphabetic()).unwrap_or(trimmed.len());
    let word = trimmed[..end].to_lowercase();
    // `T€` and `k€` are thousands of euros.
    match SCALES.iter().find(|(name, _)| *name == word) {
        Some((_, factor)) => {
            let after = &trimmed[end..];
            (Decimal::from(*factor), after.strip_prefix('.').unwrap_or(after))
        }
        None => (Decimal::ONE, text),
    }
}

/// How often, at the beginning of what follows an amount.
fn every_at(text: &str) -> (Option<&'static str>, &str) {
    let text = text.trim_start_matches([' ', '/']);
    let mut rest = text;
    for word in ["per", "a", "an", "each", "every", "pro", "p", "je", "im"] {
        if let Some(after) = rest.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)) {
            let after = rest.get(after.len()..).unwrap_or_default();
            if after.starts_with([' ', '.']) {
                rest = after.trim_start_matches([' ', '.']);
                break;
            }
        }
    }
    let end = rest.find(|letter: char| !(letter.is_alphabetic() || letter == '-')).unwrap_or(rest.len());
    match every(&rest[..end]) {
        Some(every) => (Some(every), &rest[end..]),
        None => (None, text),
    }
}

/// The length of the period that a word names.
pub fn every(word: &str) -> Option<&'static str> {
    Some(match word.trim().trim_end_matches('.').to_lowercase().as_str() {
        "month" | "months" | "monthly" | "mo" | "mth" | "monat" | "monatlich" => "month",
        "quarter" | "quarters" | "quarterly" | "qtr" | "q" | "quartal" | "quartalsweise" => "quarter",
        "half-year" | "half-yearly" | "half year" | "halbjahr" | "semester" => "half-year",
        "year" | "years" | "yearly" | "yr" | "y" | "annum" | "annual" | "annually" | "pa" | "jahr"
        | "jährlich" | "a" => "year",
        _ => return None,
    })
}

/// What the bare figures of a column prove.
pub fn decimals<'t>(texts: impl IntoIterator<Item = &'t str>) -> Decimals {
    let (mut point, mut comma) = (false, false);
    for text in texts.into_iter().map(str::trim).filter(|text| is_bare(text)) {
        match (text.rfind('.'), text.rfind(',')) {
            (Some(at), Some(other)) if at > other => point = true,
            (Some(_), Some(_)) => comma = true,
            (Some(at), None) if text.matches('.').count() == 1 => point |= text.len() - at - 1 != 3,
            (None, Some(at)) if text.matches(',').count() == 1 => comma |= text.len() - at - 1 != 3,
            // Several of one kind separate thousands, so that the other stands before decimals.
            (Some(_), None) => comma = true,
            (None, Some(_)) => point = true,
            (None, None) => {}
        }
    }
    match (point, comma) {
        (true, false) => Decimals::Point,
        (false, true) => Decimals::Comma,
        _ => Decimals::Open,
    }
}

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

    fn shown(text: &str) -> String {
        let Some(amount) = amount(text, decimals([text])) else { return "none".to_owned() };
        let mut parts = vec![amount.value.to_string()];
        parts.extend(amount.unit.clone());
        parts.extend(amount.every.map(str::to_owned));
        parts.extend(amount.about.then(|| "about".to_owned()));
        parts.extend((!amount.rest.is_empty()).then(|| format!("({})", amount.rest)));
        parts.join(" ")
    }

    #[test]
    fn every_usual_amount_is_read() {
        for (text, amount) in [
            ("€40k", "40000 €"),
            ("150.000", "150000"),
            ("150,000", "150000"),
            ("1.2m", "1200000"),
            ("1.2m per year", "1200000 year"),
            ("€150k / quarter", "150000 € quarter"),
            ("€120k/yr", "120000 € year"),
            ("EUR 1,250.50", "1250.50 EUR"),
            ("1.250,50 €", "1250.50 €"),
            ("1 250 000 EUR", "1250000 EUR"),
            ("1'250'000 CHF", "1250000 CHF"),
            ("5 per quarter", "5 quarter"),
            ("40", "40"),
            ("15 %", "15 %"),
            ("~10", "10 about"),
            ("50+", "50 about"),
            ("0.125", "0.125"),
            ("1,5", "1.5"),
            ("-12", "-12"),
            ("€0", "0 €"),
            ("T€", "none"),
            ("1,2 Mio. €", "1200000 €"),
            ("20 Tsd. EUR p.a.", "20000 EUR year"),
            ("3 webinars", "3 (webinars)"),
            ("1.234.567", "1234567"),
            ("12,34,567", "none"),
            ("1.2.3", "none"),
            ("many", "none"),
            ("", "none"),
            ("99999999999999999999999999999999999", "none"),
        ] {
            assert_eq!(shown(text).replace("1250.5 ", "1250.50 "), amount, "{text}");
        }
    }

    #[test]
    fn a_column_says_what_its_points_mean() {
        let read = |text: &str, column: &[&str]| {
            amount(text, decimals(column.iter().copied())).map(|amount| amount.value.to_string())
        };
        for (text, column, value) in [
            ("150.000", &["150.000"][..], "150000"),
            ("150.000", &["1.2m", "€1.50"], "150000"),
            ("1.250", &["12.5", "3"], "1.250"),
            ("1,250", &["12.5", "3"], "1250"),
            ("1.250", &["12,5", "3"], "1250"),
            ("€1.250", &["12.5", "3"], "1250"),
            ("1.250,50", &["7"], "1250.50"),
            ("1.250", &["12.5", "12,5"], "1250"),
        ] {
            assert_eq!(read(text, column), read(value, &["0.5"]), "{text} {column:?}");
        }
        // What a workbook stores as a number is one.
        let stored = amount_of(&Cell::Number(Decimal::new(12_125, 3)), Decimals::Open).expect("a number");
        assert_eq!(stored.value.to_string(), "12.125");
    }

    #[test]
    fn currencies_are_those_of_the_sign_or_of_the_portfolio() {
        let currency =
            |text: &str, ours: &str| amount(text, Decimals::Open).and_then(|amount| amount.currency(ours));
        assert_eq!(currency("€5", "USD").as_deref(), Some("EUR"));
        assert_eq!(currency("$5", "USD").as_deref(), Some("USD"));
        assert_eq!(currency("$5", "EUR"), None);
        assert_eq!(currency("5", "EUR"), None);
    }

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
