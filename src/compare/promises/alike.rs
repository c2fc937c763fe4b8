//! When two wordings, and two values, say the same.

use rust_decimal::Decimal;

use crate::model::{comparable, exact_decimal};

/// How alike two wordings are that differ by a typing mistake, from 0 to 1.
const SLIP: f64 = 0.85;

/// Whether two wordings differ only by a typing mistake: the same figures, and nearly the same letters.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let figures = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
    letters(one) > 3
        && one.len() < 400
        && other.len() < 400
        && figures(one) == figures(other)
        && strsim::normalized_damerau_levenshtein(&comparable(one), &comparable(other)) >= SLIP
}

/// A value as it is compared: figures without separators, words without capitals.
pub(super) fn plain(value: &str) -> String {
    let value = comparable(value.trim().trim_end_matches('.'));
    let bare: String =
        value.chars().filter(|letter| !matches!(letter, ',' | '_' | '\'' | ' ' | '\u{a0}')).collect();
    let (digits, factor) = match bare.chars().last() {
        Some('k') => (&bare[..bare.len() - 1], Decimal::ONE_THOUSAND),
        Some('m') => (&bare[..bare.len() - 1], Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND),
        _ => (bare.as_str(), Decimal::ONE),
    };
    let is_figure = digits.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    match exact_decimal(digits).and_then(|number| number.checked_mul(factor)) {
        Some(number) if is_figure => number.normalize().to_string(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_read_differently_may_be_the_same() {
        for same in ["500000", "500,000", "500 000", "500k", "0.5m", "500000.00"] {
            assert_eq!(plain(same), "500000", "{same}");
        }
        assert_ne!(plain("500"), plain("50"));
        assert_eq!(plain("Next  Quarter."), plain("next quarter"));
        assert_eq!(plain("k"), "k");
        assert_eq!(plain("müm"), "müm");
    }

    #[test]
    fn a_slip_changes_letters_and_never_figures() {
        assert!(is_slip("Qualified referals", "Qualified referrals"));
        assert!(!is_slip("Qualified referrals", "Referrals"));
        assert!(!is_slip("20 leads a quarter", "10 leads a quarter"));
        assert!(!is_slip("EUR", "USD"));
    }
}
