//! From figures to places on a drawing. The only arithmetic of a page, and the only floats: nothing read from here is printed.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::calendar::days_between;

/// A figure as a place takes it.
pub(super) fn float(figure: Decimal) -> f64 {
    figure.to_f64().filter(|figure| figure.is_finite()).unwrap_or_default()
}

/// How much of `whole` a part is, in percent between 0 and 100.
pub(super) fn share(part: Decimal, whole: Decimal) -> f64 {
    if whole <= Decimal::ZERO {
        return 0.0;
    }
    (float(part) / float(whole) * 100.0).clamp(0.0, 100.0)
}

/// Where a day lies between two, in percent; `None` outside.
pub(super) fn on_axis(day: NaiveDate, from: NaiveDate, to: NaiveDate) -> Option<f64> {
    (from <= day && day <= to).then(|| clamped(day, from, to))
}

/// Where a day lies between two, in percent, at the nearer end if outside.
pub(super) fn clamped(day: NaiveDate, from: NaiveDate, to: NaiveDate) -> f64 {
    let days = |until: NaiveDate| Decimal::from(days_between(from, until));
    share(days(day), days(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::model::Date::parse(text).expect("a date").0
    }

    #[test]
    fn shares_stay_on_the_drawing() {
        let share = |part: i64, whole: i64| super::share(Decimal::from(part), Decimal::from(whole));
        assert_eq!([share(1, 4), share(5, 4), share(-1, 4), share(1, 0)], [25.0, 100.0, 0.0, 0.0]);
        assert!(super::share(Decimal::MAX, Decimal::MAX).is_finite());
    }

    #[test]
    fn days_lie_between_their_neighbours() {
        let (from, to) = (day("2026-01-01"), day("2026-01-11"));
        assert_eq!(on_axis(day("2026-01-06"), from, to), Some(50.0));
        assert_eq!(on_axis(day("2026-01-12"), from, to), None);
        assert_eq!(
            [clamped(day("2025-01-01"), from, to), clamped(day("2027-01-01"), from, to)],
            [0.0, 100.0]
        );
    }
}
