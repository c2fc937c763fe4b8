//! Exact decimal numbers and money; nothing here ever passes through a float.

use std::fmt;
use std::ops::Deref;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::decimal::decimal;
use super::near_number::{NearNumber, near_number};
use super::printed::grouped;
use super::refusal::{Advice, Refusal};

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

impl Money {
    /// Whether it is in this currency: named, or because it names none.
    pub fn is_in(&self, currency: &str) -> bool {
        self.currency.as_deref().is_none_or(|code| code == currency)
    }
}

/// Whether the point may separate thousands, as in `400.000`: amounts of money have no three decimals.
pub(super) fn is_doubtful(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().trim_start_matches('-').split('.').collect();
    matches!(parts.as_slice(), [whole, thousands]
        if (1..=3).contains(&whole.len()) && *whole != "0" && thousands.len() == 3 && thousands.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Why a text is no number, and what to write.
pub(super) fn complaint(text: &str, expected: &str) -> Refusal {
    let shown: String = text.chars().take(40).collect();
    if is_doubtful(text) {
        let (whole, thousands) = text.split_once('.').unwrap_or((text, ""));
        return Refusal::new(
            format!("`{shown}` may be thousands or decimals"),
            format!("write `{whole}{thousands}`, or `{text}0` if decimals are meant"),
        );
    }
    if super::is_placeholder(text) {
        return Refusal::new(
            format!("`{shown}` is not an amount"),
            "leave the key out until the amount is known",
        );
    }
    let advice = match near_number(text) {
        Some(NearNumber::Certain(number, what)) => Advice::certain(format!("{what}: `{number}`"), number),
        Some(NearNumber::Likely(number, what)) => format!("{what}: `{number}`").into(),
        Some(NearNumber::Advice(advice)) => advice.into(),
        None => "write digits only, with a point before any decimals: `1250.50`".into(),
    };
    Refusal::new(format!("expected {expected}, found `{shown}`"), advice)
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
                let mut refusal = complaint(right.trim(), expected);
                if let Some(number) = &mut refusal.advice.certain {
                    *number = format!("{currency} {number}");
                }
                Err(E::custom(refusal))
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
            ("1,5", "write digits only: `1.5`"),
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
}
