//! Attention as a budget: who earns an hour best, and where the hours end.

use std::cmp::Reverse;

use rust_decimal::Decimal;

/// What one alliance asks for and brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Its place in the report.
    pub place: usize,
    /// Hours a month; unknown where they are not on record.
    pub hours: Option<Decimal>,
    /// Incremental money over the trailing months; unknown where it is not proven.
    pub value: Option<Decimal>,
    /// Over how many of the trailing months it took those hours.
    pub months: u32,
    /// Whether the value is what a proposal promises, and nothing of it has been seen.
    pub promised: bool,
    /// Whether any of its metrics counts money; else its value of nothing says only that.
    pub in_money: bool,
    /// Incremental money a month by its latest results; unknown where they prove nothing.
    pub lately: Option<Decimal>,
    /// Whether its verdict is to end it, or its end is decided: it takes no hours once that is done.
    pub ending: bool,
    /// How soon a decision on it is due, the most urgent first: among equals it goes last.
    pub urgency: usize,
}

impl Claim {
    /// Incremental money for an hour: by the latest results with its own hours, not by a year of which the good months may
    /// be long past.
    fn an_hour(&self) -> Option<Decimal> {
        if !self.in_money {
            return None;
        }
        if let Some(lately) = self.lately {
            return lately.checked_div(self.hours?);
        }
        self.value?.checked_div(self.hours?.checked_mul(Decimal::from(self.months))?)
    }
}

/// One alliance in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// What it asks for and brings.
    pub claim: Claim,
    /// Incremental money for an hour.
    pub an_hour: Option<Decimal>,
    /// Hours a month of this one and all above it.
    pub cumulative: Decimal,
    /// Whether the capacity reaches down to it.
    pub fits: bool,
}

/// Alliances by their return on attention.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FocusList {
    /// Hours a month that there are, where that is on record.
    pub capacity: Option<Decimal>,
    /// Best first: proven value, then what nobody knows, then what brings nothing.
    pub ranked: Vec<Ranked>,
    /// Alliances whose hours are not on record.
    pub unrecorded: Vec<usize>,
}

impl FocusList {
    /// Ranks what is asked for. The line is drawn above the first that the capacity does not reach, and nothing below it
    /// counts as fitting: a list is worked through from its top.
    pub fn new(claims: impl IntoIterator<Item = Claim>, capacity: Option<Decimal>) -> Self {
        let (mut claims, unrecorded): (Vec<Claim>, Vec<Claim>) =
            claims.into_iter().partition(|claim| claim.hours.is_some());
        claims.sort_by_key(|claim| {
            // What nobody knows is not nothing, and neither is what counts no money yet; what is to end comes last.
            let rank = match claim.lately.or(claim.value) {
                _ if claim.ending => 3,
                _ if !claim.in_money => 1,
                Some(value) if value > Decimal::ZERO => 0,
                None => 1,
                Some(_) => 2,
            };
            // Among equals the one on which most hangs goes first below the line: the most urgent, with the most hours.
            let equals = (Reverse(claim.urgency), claim.hours, claim.place);
            (rank, Reverse(claim.an_hour().unwrap_or_default()), equals)
        });
        let mut cumulative = Decimal::ZERO;
        let mut fits = true;
        let ranked = claims.into_iter().map(|claim| {
            cumulative = cumulative.saturating_add(claim.hours.unwrap_or_default());
            // The line is drawn after the decisions: what is to end is not among what the hours are for.
            fits &= !claim.ending && capacity.is_none_or(|capacity| cumulative <= capacity);
            // What takes no hours is never where they end.
            let free = claim.hours == Some(Decimal::ZERO);
            Ranked { claim, an_hour: claim.an_hour(), cumulative, fits: fits || free }
        });
        Self {
            capacity,
            ranked: ranked.collect(),
            unrecorded: unrecorded.into_iter().map(|claim| claim.place).collect(),
        }
    }

    /// The list as if some alliances were not there.
    #[must_use]
    pub fn without(&self, gone: impl Fn(usize) -> bool) -> Self {
        let stay = self.ranked.iter().map(|ranked| ranked.claim).filter(|claim| !gone(claim.place));
        let mut list = Self::new(stay, self.capacity);
        list.unrecorded = self.unrecorded.iter().copied().filter(|place| !gone(*place)).collect();
        list
    }

    /// Hours a month of everything in the list.
    pub fn hours(&self) -> Decimal {
        self.ranked.last().map_or(Decimal::ZERO, |last| last.cumulative)
    }

    /// Those whose verdict is to end them, by their places.
    pub fn ending(&self) -> Vec<usize> {
        self.ranked.iter().filter(|ranked| ranked.claim.ending).map(|ranked| ranked.claim.place).collect()
    }

    /// Hours a month once that is done.
    pub fn decided(&self) -> Decimal {
        let stay = self.ranked.iter().filter(|ranked| !ranked.claim.ending);
        stay.filter_map(|ranked| ranked.claim.hours).fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// What the capacity does not reach, and what is to end.
    pub fn below(&self) -> impl Iterator<Item = &Ranked> {
        self.ranked.iter().filter(|ranked| !ranked.fits)
    }

    /// Hours a month that ending everything below the line would free.
    pub fn freed(&self) -> Decimal {
        self.below().filter_map(|ranked| ranked.claim.hours).fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// Incremental money that ending everything below the line would cost, as far as it is known.
    pub fn lost(&self) -> Decimal {
        let values = self.below().filter_map(|ranked| ranked.claim.value);
        values.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(place: usize, hours: Option<i64>, value: Option<i64>) -> Claim {
        let number = |number: i64| Decimal::from(number);
        Claim {
            place,
            hours: hours.map(number),
            value: value.map(number),
            months: 12,
            promised: false,
            in_money: true,
            lately: None,
            ending: false,
            urgency: 0,
        }
    }

    fn places(list: &FocusList) -> Vec<usize> {
        list.ranked.iter().map(|ranked| ranked.claim.place).collect()
    }

    #[test]
    fn the_best_hour_comes_first() {
        let claims = [
            claim(0, Some(10), Some(12_000)), // 100 an hour
            claim(1, Some(1), Some(0)),
            claim(2, Some(5), Some(12_000)), // 200 an hour
            claim(3, Some(5), None),
            claim(4, None, Some(1_000_000)),
            claim(5, Some(5), Some(-600)),
        ];
        let list = FocusList::new(claims, None);
        assert_eq!((places(&list), list.unrecorded.clone()), (vec![2, 0, 3, 1, 5], vec![4]));
        let hours: Vec<Option<Decimal>> = list.ranked.iter().map(|ranked| ranked.an_hour).collect();
        assert_eq!(&hours[..3], &[Some(Decimal::from(200)), Some(Decimal::from(100)), None]);
        assert!(list.ranked.iter().all(|ranked| ranked.fits), "without a capacity there is no line");
    }

    #[test]
    fn the_line_is_where_the_hours_end() {
        let claims = [claim(0, Some(10), Some(30)), claim(1, Some(20), Some(40)), claim(2, Some(1), Some(1))];
        let fits = |capacity: i64| -> Vec<bool> {
            let list = FocusList::new(claims, Some(Decimal::from(capacity)));
            list.ranked.iter().map(|ranked| ranked.fits).collect()
        };
        // By return: 30 for 120 hours, 40 for 240, 1 for 12.
        assert_eq!(fits(31), [true, true, true]);
        assert_eq!(fits(30), [true, true, false]);
        // The third would still fit beside the first, but it is the second's turn.
        assert_eq!(fits(29), [true, false, false]);
        let list = FocusList::new(claims, Some(Decimal::from(29)));
        assert_eq!((list.freed(), list.lost()), (Decimal::from(21), Decimal::from(41)));
        assert_eq!(list.hours(), Decimal::from(31));
    }

    #[test]
    fn what_stands_below_the_line_stays_there() {
        // Hours below nothing are a mistake, and no way back above the line.
        let claims = [claim(0, Some(10), Some(30)), claim(1, Some(-5), Some(0))];
        let list = FocusList::new(claims, Some(Decimal::from(8)));
        assert!(list.ranked.iter().all(|ranked| !ranked.fits));
    }

    #[test]
    fn among_equals_the_most_urgent_goes_first() {
        let equal = |place: usize, hours: i64, urgency: usize| Claim {
            urgency,
            ..claim(place, Some(hours), Some(0))
        };
        let list = FocusList::new([equal(0, 5, 1), equal(1, 9, 7), equal(2, 8, 7)], Some(Decimal::from(17)));
        assert_eq!(places(&list), [2, 1, 0]);
        assert_eq!(list.below().map(|ranked| ranked.claim.place).collect::<Vec<_>>(), [0]);
        let free =
            FocusList::new([claim(0, Some(9), Some(9)), claim(1, Some(0), Some(0))], Some(Decimal::from(8)));
        assert_eq!(
            free.below().map(|ranked| ranked.claim.place).collect::<Vec<_>>(),
            [0],
            "no hours, no end"
        );
    }

    #[test]
    fn what_is_to_end_goes_first_however_well_it_did() {
        let best = Claim { ending: true, ..claim(0, Some(24), Some(90_000)) };
        let leads = Claim { in_money: false, ..claim(2, Some(14), Some(0)) };
        let list = FocusList::new([best, claim(1, Some(10), Some(-5)), leads], Some(Decimal::from(24)));
        assert_eq!(places(&list), [2, 1, 0], "what counts no money yet is unknown, and not nothing");
        assert_eq!(list.below().map(|ranked| ranked.claim.place).collect::<Vec<_>>(), [0]);
        assert_eq!((list.hours(), list.decided()), (Decimal::from(48), Decimal::from(24)));
        assert_eq!((list.ending(), list.ranked[0].an_hour), (vec![0], None));
    }

    #[test]
    fn the_latest_results_rank() {
        let faded = Claim { lately: Some(Decimal::from(10)), ..claim(0, Some(10), Some(90_000)) };
        let grown = Claim { lately: Some(Decimal::from(900)), ..claim(1, Some(10), Some(5_000)) };
        assert_eq!(places(&FocusList::new([faded, grown], None)), [1, 0]);
    }

    #[test]
    fn no_hours_are_no_return() {
        let list = FocusList::new([claim(0, Some(0), Some(5))], Some(Decimal::ZERO));
        assert_eq!((list.ranked[0].an_hour, list.ranked[0].fits), (None, true));
    }
}
