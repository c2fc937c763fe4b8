//! Decimal numbers from text, exactly as they are written.

use std::borrow::Cow;

use rust_decimal::Decimal;

/// A number in its one accepted form: digits, with at most one `.` and a leading `-`.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
