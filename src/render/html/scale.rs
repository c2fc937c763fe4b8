//! From figures to places on a drawing. The only arithmetic of a page, and the only floats: nothing read from here is printed.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::date::days_between;

/// A straight scale from figures to places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// From the figures `from` to the places `to`; figures that do not span anything all go to the first place.
    pub(super) fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The place of a figure.
    pub(super) fn at(self, figure: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        if span.abs() < f64::EPSILON {
            return self.to.0;
        }
        self.to.0 + (figure - self.from.0) / span * (self.to.1 - self.to.0)
    }
}

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

/// The root of a figure with its sign: a scale on which a few large figures do not press all others to the floor.
pub(super) fn root(figure: f64) -> f64 {
    figure.abs().sqrt().copysign(figure)
}

/// Round figures for a scale of roots, from below zero if need be, each about twice the one before.
pub(super) fn root_ticks(low: f64, high: f64) -> Vec<f64> {
    let largest = low.abs().max(high.abs());
    let mut steps = vec![1.0, 2.0, 5.0];
    while let Some(next) = steps.get(steps.len() - 3).map(|step| step * 10.0).filter(|next| *next <= largest)
    {
        steps.push(next);
    }
    // Only as far below the largest as a label would still stand apart.
    steps.retain(|step| *step <= largest && *step >= largest / 1000.0);
    let below = steps.iter().rev().map(|step| -step).filter(|step| *step >= low);
    let above = steps.iter().copied().filter(|step| *step <= high);
    below.chain([0.0]).chain(above).collect()
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
    fn figures_go_to_their_places() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!([scale.at(0.0), scale.at(2.5), scale.at(10.0)], [100.0, 75.0, 0.0]);
        assert_eq!(Scale::new((3.0, 3.0), (7.0, 9.0)).at(3.0), 7.0);
    }

    #[test]
    fn shares_stay_on_the_drawing() {
        let share = |part: i64, whole: i64| super::share(Decimal::from(part), Decimal::from(whole));
        assert_eq!([share(1, 4), share(5, 4), share(-1, 4), share(1, 0)], [25.0, 100.0, 0.0, 0.0]);
        assert!(super::share(Decimal::MAX, Decimal::MAX).is_finite());
    }

    #[test]
    fn ticks_are_round_and_lie_within() {
        assert_eq!(root_ticks(0.0, 3106.0)[..3], [0.0, 5.0, 10.0]);
        assert_eq!(root_ticks(0.0, 3106.0).last(), Some(&2000.0));
        assert_eq!(root_ticks(-30.0, 6.0), [-20.0, -10.0, -5.0, -2.0, -1.0, 0.0, 1.0, 2.0, 5.0]);
        assert_eq!(root_ticks(0.0, 0.0), [0.0]);
        assert!(root_ticks(-1e27, 1e27).len() < 24);
        assert_eq!([root(9.0), root(-9.0), root(0.0)], [3.0, -3.0, 0.0]);
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
