//! Amounts and rates as people type them into cells, and the texts of a cell.

use rust_decimal::Decimal;

use super::sheet::Cell;
use crate::model::exact_decimal;

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

/// A text without line ends: its lines as the parts of a list.
pub(super) fn one_line(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The texts of a cell: its lines where it has several, else what semicolons separate.
pub(super) fn several(text: &str) -> Vec<String> {
    let mark = if text.contains('\n') { '\n' } else { ';' };
    text.split(mark)
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
