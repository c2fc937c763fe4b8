//! Exact decimal numbers and money; nothing here ever passes through a float.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A decimal number, exactly as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

impl Deref for Number {
    type Target = Decimal;

    fn deref(&self) -> &Decimal {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&grouped(self.0))
    }
}

/// An amount. `currency` is set only where the file names one: `USD 310000`; a bare number is in the portfolio's.
///
/// Metric levels and results are amounts too: in money where the metric's unit is a currency, otherwise in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much, exactly as written.
    pub amount: Decimal,
    /// The three-letter code that the file gives, if any.
    pub currency: Option<String>,
}

/// A number in its one accepted form: digits, with at most one `.` and a leading `-`.
fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let shaped = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if shaped { exact_decimal(text) } else { None }
}

/// Most digits that any number kept exactly can have, with its point.
const MOST_DIGITS: usize = 64;

/// A decimal number from text, where it can be kept exactly.
pub fn exact_decimal(text: &str) -> Option<Decimal> {
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.get(..1)?, digits),
        None => ("", text),
    };
    // The crate goes one call deeper for each zero at the beginning, and a file may hold a million.
    let significant = digits.trim_start_matches('0');
    let missing = if significant.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    if digits.is_empty() || significant.len() > MOST_DIGITS {
        return None;
    }
    let text = if significant.len() == digits.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("{sign}{missing}{significant}"))
    };
    #[expect(clippy::disallowed_methods, reason = "here is what bounds it")]
    // It refuses what would have to be rounded.
    Decimal::from_str_exact(&text).ok()
}

/// Whether the point may separate thousands, as in `400.000`: amounts of money have no three decimals.
fn is_doubtful(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().trim_start_matches('-').split('.').collect();
    matches!(parts.as_slice(), [whole, thousands]
        if (1..=3).contains(&whole.len()) && *whole != "0" && thousands.len() == 3 && thousands.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What is wrong with a number, and after a line feed what to write.
fn complaint(text: &str, expected: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    if is_doubtful(text) {
        let (whole, thousands) = text.split_once('.').unwrap_or((text, ""));
        return format!(
            "`{shown}` may be thousands or decimals\nwrite `{whole}{thousands}`, or `{text}0` if decimals are meant"
        );
    }
    if super::is_placeholder(text) {
        return format!("`{shown}` is not an amount\nleave the key out until the amount is known");
    }
    // A sign of money or of a bound around the figure is no part of it.
    let inner = text.trim_matches(|edge: char| {
        matches!(edge, '€' | '$' | '£' | '>' | '<' | '≥' | '~' | '+') || edge.is_whitespace()
    });
    let bare: String = inner
        .chars()
        .filter(|letter| !matches!(letter, '_' | ',' | '\'') && !letter.is_whitespace())
        .collect();
    let fix = match decimal(&bare) {
        // `1,5` may be one and a half: only groups of three are surely thousands.
        Some(number) if !inner.contains(',') || inner.split(',').skip(1).all(|group| group.len() == 3) => {
            // A sign that is left out may mean something, and one comma may stand before decimals after all.
            let certain = inner.len() == text.trim().len() && inner.matches(',').count() != 1;
            format!(
                "write digits only: `{number}`{}",
                if certain { format!("\n{number}") } else { String::new() }
            )
        }
        _ => match scaled(&bare) {
            Some(number) if inner.len() == text.trim().len() && !inner.contains(',') => {
                format!("write it out: `{number}`\n{number}")
            }
            Some(number) => format!("write it out: `{number}`"),
            None => "write digits only, with a point before any decimals: `1250.50`".to_owned(),
        },
    };
    format!("expected {expected}, found `{shown}`\n{fix}")
}

/// `1.6m` or `60k` written out.
fn scaled(text: &str) -> Option<Decimal> {
    let factor = match text.chars().last()? {
        'k' | 'K' => 1_000,
        'm' | 'M' => 1_000_000,
        _ => return None,
    };
    decimal(&text[..text.len() - 1])?.checked_mul(Decimal::from(factor)).map(|number| number.normalize())
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        let sure = decimal(text).filter(|_| !is_doubtful(text));
        sure.map(Number).ok_or_else(|| E::custom(complaint(text, "a number")))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(MoneyVisitor)
    }
}

struct MoneyVisitor;

impl Visitor<'_> for MoneyVisitor {
    type Value = Money;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount such as 12500")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
        if let Some(amount) = decimal(text).filter(|_| !is_doubtful(text)) {
            return Ok(Money { amount, currency: None });
        }
        let (left, right) = text.split_once(' ').unwrap_or((text, ""));
        let code = |word: &str| {
            (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| word.to_owned())
        };
        let sure = |text: &str| decimal(text).filter(|_| !is_doubtful(text));
        let named = match (code(left), code(right)) {
            (Some(currency), _) => sure(right.trim()).map(|amount| (amount, currency)),
            (_, Some(currency)) => sure(left).map(|amount| (amount, currency)),
            _ => None,
        };
        match named {
            Some((amount, currency)) => Ok(Money { amount, currency: Some(currency) }),
            // A word of three capitals with nothing behind it, such as `TBC`, is no currency.
            None => {
                let expected = "an amount such as 12500";
                let Some(currency) = code(left).filter(|_| !right.trim().is_empty()) else {
                    return Err(E::custom(complaint(text, expected)));
                };
                // The certain answer is the figure alone, and the currency stays with it.
                let told = complaint(right.trim(), expected);
                Err(E::custom(match told.rsplit_once('\n') {
                    Some((rest, certain)) if rest.contains('\n') => format!("{rest}\n{currency} {certain}"),
                    _ => told,
                }))
            }
        }
    }
}

/// How many of something: a number, or the things themselves in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count(pub u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CountVisitor)
    }
}

struct CountVisitor;

impl<'de> Visitor<'de> for CountVisitor {
    type Value = Count;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("how many, or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Count, E> {
        text.parse().map(Count).map_err(|_| E::custom(complaint(text, "how many, or a list of them")))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Count, E> {
        u32::try_from(number).map(Count).map_err(|_| E::custom("more than can be counted"))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Count, A::Error> {
        let mut count = 0;
        while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Count(count))
    }
}

/// What has been delivered: an amount in the unit of the floor, or simply `true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// So much so far, in the unit of the contribution's floor.
    Amount(Decimal),
    /// All of it, or none of it.
    Whole(bool),
}

impl<'de> Deserialize<'de> for Delivered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DeliveredVisitor)
    }
}

struct DeliveredVisitor;

impl Visitor<'_> for DeliveredVisitor {
    type Value = Delivered;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount to date, or `true`")
    }

    fn visit_bool<E: Error>(self, whole: bool) -> Result<Delivered, E> {
        Ok(Delivered::Whole(whole))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Delivered, E> {
        Ok(Delivered::Amount(number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Delivered, E> {
        decimal(text)
            .filter(|_| !is_doubtful(text))
            .map(Delivered::Amount)
            .ok_or_else(|| E::custom(complaint(text, "an amount to date, or `true`")))
    }
}

/// `part` in whole percent of `whole`; `None` where that has no meaning. It never says 100 or 0 where it is not.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    percent_to(part, whole, 0, &[])
}

/// The same to so many decimals, and one more where rounding would make it 100, 0 or one of `limits` although it is not:
/// 99.96 % is 99.9, and 85.1 % is over 85.
pub fn percent_to(part: Decimal, whole: Decimal, places: u32, limits: &[u32]) -> Option<Decimal> {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let limits =
        || limits.iter().map(|limit| Decimal::from(*limit)).chain([Decimal::ZERO, Decimal::ONE_HUNDRED]);
    let reached = |shown: Decimal| limits().find(|limit| *limit == shown && *limit != exact);
    let shown = exact.round_dp(places);
    if reached(shown).is_none() {
        return Some(shown.normalize());
    }
    let places = places.max(1);
    let shown = exact.round_dp(places);
    let strategy = match reached(shown) {
        Some(limit) if exact > limit => RoundingStrategy::ToPositiveInfinity,
        Some(_) => RoundingStrategy::ToNegativeInfinity,
        None => RoundingStrategy::MidpointNearestEven,
    };
    Some(exact.round_dp_with_strategy(places, strategy).normalize())
}

/// A number with its thousands grouped and no trailing zeros: `1,250,000.5`.
pub fn grouped(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_million_zeros_before_a_number_are_passed_over() {
        for zeros in [0, 1, 70, 1_000_000] {
            let zeros = "0".repeat(zeros);
            let read = |sign: &str, rest: &str| {
                exact_decimal(&format!("{sign}{zeros}{rest}")).map(|number| number.to_string())
            };
            assert_eq!(read("", "12.50").as_deref(), Some("12.50"));
            assert_eq!(read("-", "7").as_deref(), Some("-7"));
            assert_eq!(read("", "0").as_deref(), Some("0"));
            assert_eq!(read("", "0.5").as_deref(), Some("0.5"));
            assert_eq!(read("", "x"), None);
            assert_eq!(decimal(&format!("{zeros}3")), exact_decimal("3"));
        }
        for none in [
            "",
            "-",
            "--1",
            "1e5",
            &"1".repeat(100),
            &"_0".repeat(500_000),
            &format!("0.{}", "0".repeat(99_999)),
        ] {
            assert_eq!(exact_decimal(none), None);
        }
    }

    #[test]
    fn a_percentage_never_rounds_to_a_false_hundred() {
        let percent = |part: &str, places, limits: &[u32]| {
            let part = part.parse().expect("a number");
            percent_to(part, Decimal::ONE_HUNDRED, places, limits).expect("a share").to_string()
        };
        for (part, shown) in [
            ("78.2", "78"),
            ("100", "100"),
            ("99.96", "99.9"),
            ("99.6", "99.6"),
            ("99.4", "99"),
            ("100.3", "100.3"),
            ("100.02", "100.1"),
            ("0", "0"),
            ("0.02", "0.1"),
            ("-0.02", "-0.1"),
            ("85.1", "85"),
        ] {
            assert_eq!(percent(part, 0, &[]), shown, "{part}");
        }
        assert_eq!(percent("85.08", 0, &[85]), "85.1");
        assert_eq!(percent("84.98", 0, &[85]), "84.9");
        assert_eq!(percent("99.96", 1, &[]), "99.9");
    }

    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    fn money(text: &str) -> Result<Money, Error> {
        let text: StrDeserializer<Error> = text.into_deserializer();
        Money::deserialize(text)
    }

    #[test]
    fn amounts_are_exact() {
        for text in ["0", "-12", "1250000.10", "99999999999999999999.99"] {
            assert_eq!(money(text).map(|money| money.amount.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(money("USD 310000").map(|money| money.currency), Ok(Some("USD".to_owned())));
        assert_eq!(money("310000 USD").map(|money| money.currency), Ok(Some("USD".to_owned())));
    }

    #[test]
    fn anything_but_digits_is_refused_with_what_to_write() {
        for (text, fix) in [
            ("1_000", "write digits only: `1000`"),
            ("1,250,000", "write digits only: `1250000`"),
            ("1,5", "write digits only, with a point"),
            ("1.6m", "write it out: `1600000`"),
            ("EUR 60k", "write it out: `60000`"),
            ("1e3", "write digits only, with a point"),
            ("€150k", "write it out: `150000`"),
            ("€ 150,000", "write digits only: `150000`"),
            ("150000€", "write digits only: `150000`"),
            (">100", "write digits only: `100`"),
            ("TBC", "leave the key out until the amount is known"),
            ("lots", "write digits only, with a point"),
            (".5", "write digits only, with a point"),
            ("99999999999999999999999999999999", "write digits only, with a point"),
        ] {
            let message = money(text).expect_err(text).to_string();
            assert!(message.contains(fix), "{text}: {message}");
        }
    }

    #[test]
    fn numbers_print_grouped() {
        for (text, shown) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.50", "-1,234,567.5")]
        {
            assert_eq!(grouped(decimal(text).expect(text)), shown);
        }
    }
}
