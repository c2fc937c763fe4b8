//! Numbers as they are printed: percentages rounded, thousands grouped, money, hours and lengths of time.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::text::count;

use super::calendar::{days_between, months_between};

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

/// A length of time as people say it: in months once there are three of them.
pub fn lapse(from: NaiveDate, to: NaiveDate) -> String {
    match months_between(from, to) {
        months @ 3.. => count(months, "month"),
        _ => count(days_between(from, to), "day"),
    }
}

/// An amount of money as a sentence shows it, in whole units.
pub fn money(amount: Decimal, currency: &str) -> String {
    format!("{currency} {}", grouped(amount.round()))
}

/// An amount of money as a headline shows it: `EUR 1.33m`, `EUR 398k`, `EUR 9,500`.
pub fn money_in_short(amount: Decimal, currency: &str) -> String {
    let (divisor, digits, unit) = match amount.abs() {
        million if million >= Decimal::from(1_000_000) => (1_000_000, 2, "m"),
        thousand if thousand >= Decimal::from(100_000) => (1_000, 0, "k"),
        _ => return money(amount, currency),
    };
    let short = amount.checked_div(Decimal::from(divisor)).unwrap_or(amount).round_dp(digits);
    format!("{currency} {}{unit}", grouped(short))
}

/// A number of hours with its noun.
pub fn hours(hours: Decimal) -> String {
    if hours == Decimal::ONE { "1 hour".to_owned() } else { format!("{} hours", grouped(hours)) }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn numbers_print_grouped() {
        for (text, shown) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.50", "-1,234,567.5")]
        {
            assert_eq!(grouped(text.parse().expect(text)), shown);
        }
    }
}
