//! What a number that is written another way was meant to be: for the fix of a mistake, never for the value.

use rust_decimal::Decimal;

use super::decimal::decimal;

/// What to do about a text that holds a number in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearNumber {
    /// It is this number and no other; with how to write it.
    Certain(Decimal, &'static str),
    /// This number, if what was left out means nothing; with how to write it.
    Likely(Decimal, &'static str),
    /// What to do, where no one number is meant.
    Advice(String),
}

/// Words and signs before a number that only say that it is none that was counted.
const ABOUT: &[&str] =
    &["approximately", "approx.", "approx", "circa", "about", "around", "roughly", "ca.", "ca", "c."];
/// Words after a number that say how large it is.
const SCALES: &[(&str, i64)] = &[
    ("k", 1_000),
    ("tsd", 1_000),
    ("thousand", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("million", 1_000_000),
    ("bn", 1_000_000_000),
    ("billion", 1_000_000_000),
];
/// Words that make a rate of a number: its figure alone may be of another period than the key means.
const RATES: &[&str] =
    &["per", "a", "an", "each", "every", "weekly", "daily", "yearly", "annually", "pa", "p"];

const DIGITS_ONLY: &str = "write digits only";
const ALONE: &str = "write the number alone";

/// The number that a text was meant to be; `None` where it is nothing like one.
pub fn near_number(text: &str) -> Option<NearNumber> {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return match near_number(inner)? {
            NearNumber::Certain(number, _) | NearNumber::Likely(number, _) => Some(NearNumber::Likely(
                -number,
                "if the brackets stand for a negative number, write a minus sign",
            )),
            advice @ NearNumber::Advice(_) => Some(advice),
        };
    }
    let bare = without_signs(text);
    if let Some((from, _)) = range(bare).filter(|(from, to)| from < to) {
        return Some(NearNumber::Advice(format!("write one number, such as the lower of the two: `{from}`")));
    }
    if let Some(digits) = mistyped(bare).and_then(|digits| decimal(&digits)) {
        return Some(NearNumber::Likely(digits, "write a zero for the letter O"));
    }
    let end = bare.find(|letter: char| !is_of_number(letter)).unwrap_or(bare.len());
    let figures = bare.get(..end)?.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let rest = bare.get(figures.len()..)?.trim();
    let (number, one_answer) = figure(figures)?;
    let unsigned = bare.len() == text.len() && one_answer;
    if rest.is_empty() {
        return Some(sure(unsigned)(number, DIGITS_ONLY));
    }
    let words: Vec<String> = rest
        .split(|letter: char| !letter.is_alphanumeric() && letter != '%')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.iter().any(|word| word.contains('%')) || matches!(words.as_slice(), [only] if only == "percent")
    {
        return Some(NearNumber::Advice(format!(
            "write `{number}` where the unit is per cent; an amount is written out, not as a share"
        )));
    }
    let first = words.first()?.as_str();
    if let Some((_, factor)) = SCALES.iter().find(|(scale, _)| *scale == first) {
        let number = number.checked_mul(Decimal::from(*factor))?.normalize();
        let certain = unsigned && words.len() == 1 && !figures.contains(',');
        return Some(sure(certain)(number, "write it out"));
    }
    // Digits behind it may be a second number.
    if rest.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    if rest.contains('/') || words.iter().any(|word| RATES.contains(&word.as_str())) {
        return Some(NearNumber::Advice(
            "write the number alone, for the period that this key means".to_owned(),
        ));
    }
    Some(NearNumber::Likely(number, ALONE))
}

fn sure(is_certain: bool) -> fn(Decimal, &'static str) -> NearNumber {
    if is_certain { NearNumber::Certain } else { NearNumber::Likely }
}

/// Whether a letter can stand within a number, as people write it.
fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit()
        || letter.is_whitespace()
        || matches!(letter, '.' | ',' | '\'' | '’' | '_' | '-' | '−')
}

/// Without a sign of money, of a bound or of a guess around the figure: none is part of it.
fn without_signs(text: &str) -> &str {
    let is_sign = |edge: char| {
        matches!(edge, '€' | '$' | '£' | '>' | '<' | '≥' | '≤' | '~' | '≈' | '+' | '=')
            || edge.is_whitespace()
    };
    let bare = text.trim_matches(is_sign);
    let lower = bare.to_ascii_lowercase();
    let about = ABOUT.iter().find(|word| {
        lower.strip_prefix(**word).is_some_and(|rest| {
            rest.starts_with(|next: char| next.is_whitespace() || next.is_ascii_digit() || is_sign(next))
        })
    });
    about.map_or(bare, |word| bare.get(word.len()..).unwrap_or(bare).trim_matches(is_sign))
}

/// `9O` with zeros for its letters. An `l` may stand for litres, and is left alone.
fn mistyped(text: &str) -> Option<String> {
    let is_digits = text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, 'O' | 'o'));
    let meant = text.replace(['O', 'o'], "0");
    (is_digits && meant != text).then_some(meant)
}

/// The two ends of `10-20` or `10 to 20`.
fn range(text: &str) -> Option<(Decimal, Decimal)> {
    let parts = [" to ", "–", "—", "..", "-"].iter().find_map(|mark| text.split_once(mark))?;
    let end = |part: &str| figure(part.trim()).map(|(number, _)| number);
    Some((end(parts.0)?, end(parts.1)?))
}

/// A number with whatever people put between its digits, and whether it can be no other.
fn figure(text: &str) -> Option<(Decimal, bool)> {
    let text = text.trim();
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '\'' | '’'))
        .map(|letter| if letter == '−' { '-' } else { letter })
        .collect();
    let groups = |mark: char| {
        let mut parts = plain.trim_start_matches('-').split(mark);
        parts.next().is_some_and(|first| (1..=3).contains(&first.len()))
            && parts.all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match (plain.matches(',').count(), plain.matches('.').count()) {
        (0, 0 | 1) => decimal(&plain).map(|number| (number, true)),
        // One comma may stand before decimals after all, as in `1,250`.
        (1, 0) if groups(',') => decimal(&plain.replace(',', "")).map(|number| (number, false)),
        // A comma before one or two digits stands where we have a point.
        (1, 0) if plain.rsplit(',').next().is_some_and(|last| matches!(last.len(), 1 | 2)) => {
            decimal(&plain.replace(',', ".")).map(|number| (number, false))
        }
        (_, 0) if groups(',') => decimal(&plain.replace(',', "")).map(|number| (number, true)),
        (0, 2..) if groups('.') => decimal(&plain.replace('.', "")).map(|number| (number, true)),
        // Of two marks the last stands before the decimals: `1.250,50` and `1,250.50`.
        (1.., 1) if plain.rfind(',') < plain.rfind('.') => {
            decimal(&plain.replace(',', "")).map(|number| (number, true))
        }
        (1, 1..) if plain.rfind('.') < plain.rfind(',') => {
            decimal(&plain.replace('.', "").replace(',', ".")).map(|number| (number, true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match near_number(text) {
            Some(NearNumber::Certain(number, what)) => format!("{what}: {number}!"),
            Some(NearNumber::Likely(number, what)) => format!("{what}: {number}"),
            Some(NearNumber::Advice(advice)) => advice,
            None => "?".to_owned(),
        }
    }

    #[test]
    fn numbers_in_other_forms_are_told_as_ours() {
        for (text, ours) in [
            ("1 000", "write digits only: 1000!"),
            ("1_000", "write digits only: 1000!"),
            ("1'250'000", "write digits only: 1250000!"),
            ("1,250,000", "write digits only: 1250000!"),
            ("1.250.000", "write digits only: 1250000!"),
            ("1,250.50", "write digits only: 1250.50!"),
            ("1.250,50", "write digits only: 1250.50!"),
            ("1 250,50", "write digits only: 1250.50"),
            ("1,250", "write digits only: 1250"),
            ("1,5", "write digits only: 1.5"),
            ("€150k", "write it out: 150000"),
            ("150 k", "write it out: 150000!"),
            ("1.6 million", "write it out: 1600000!"),
            ("2bn", "write it out: 2000000000!"),
            ("~20", "write digits only: 20"),
            ("approx. 20", "write digits only: 20"),
            ("about 1.5k", "write it out: 1500"),
            ("20h", "write the number alone: 20"),
            ("20 hours", "write the number alone: 20"),
            ("25 leads", "write the number alone: 25"),
            ("20 hours a week", "write the number alone, for the period that this key means"),
            ("20 h/week", "write the number alone, for the period that this key means"),
            ("10-20", "write one number, such as the lower of the two: `10`"),
            ("10 to 20", "write one number, such as the lower of the two: `10`"),
            ("10–20", "write one number, such as the lower of the two: `10`"),
            ("10 %", "write `10` where the unit is per cent; an amount is written out, not as a share"),
            ("(1,500)", "if the brackets stand for a negative number, write a minus sign: -1500"),
            ("4/5", "?"),
            ("2026-Q3", "?"),
            ("20l", "write the number alone: 20"),
            ("9O", "write a zero for the letter O: 90"),
            ("lots", "?"),
            ("", "?"),
            ("1.2.3", "?"),
            ("-", "?"),
            ("~", "?"),
            ("()", "?"),
        ] {
            assert_eq!(said(text), ours, "{text}");
        }
    }
}
