//! What the rules on waivers share: which of them are complete, and until when they hold.

use chrono::NaiveDate;

use crate::model::calendar::add_days;
use crate::model::{LONGEST_WAIVER_DAYS, List, Waiver};

/// A waiver with everything it needs to hold.
pub(super) struct Complete<'a> {
    /// Place in `waivers`.
    pub(super) index: usize,
    /// Which rule it waives.
    pub(super) rule: &'a str,
    /// When it was approved.
    pub(super) approved_on: NaiveDate,
    /// Until when, as written.
    pub(super) until: NaiveDate,
}

impl Complete<'_> {
    /// The last day on which it can hold, whatever it says.
    pub(super) fn longest(&self) -> NaiveDate {
        add_days(self.approved_on, LONGEST_WAIVER_DAYS)
    }

    /// Whether it claims to hold for longer than any waiver does.
    pub(super) fn is_overlong(&self) -> bool {
        self.until > self.longest()
    }
}

/// The parts a waiver lacks, by key, in the order in which they are written.
pub(super) fn lacking(waiver: &Waiver) -> Vec<&'static str> {
    // A blank text says nothing, but is a value to the reader.
    let words = [("rule", &waiver.rule), ("reason", &waiver.reason), ("approved_by", &waiver.approved_by)];
    let dates = [("approved_on", &waiver.approved_on), ("until", &waiver.until)];
    let words = words.into_iter().filter(|(_, text)| !text.is_invalid() && text.text().is_none());
    let dates = dates.into_iter().filter(|(_, date)| date.is_absent());
    words.map(|(key, _)| key).chain(dates.map(|(key, _)| key)).collect()
}

/// The complete ones among some waivers.
pub(super) fn complete(waivers: &List<Waiver>) -> impl Iterator<Item = Complete<'_>> {
    waivers.iter().filter(|(_, waiver)| lacking(waiver).is_empty()).filter_map(|(index, waiver)| {
        Some(Complete {
            index,
            rule: waiver.rule.text()?,
            approved_on: waiver.approved_on.get()?.0,
            until: waiver.until.get()?.0,
        })
    })
}
