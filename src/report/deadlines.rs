//! What is coming up, finished: each entry at its place, by date, and what of it to show.

use crate::model::Side;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::Location;
use crate::facts::deadlines::Occasion;
use crate::model::calendar::add_days;

/// Something dated, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// What kind of date it is.
    pub occasion: Occasion,
    /// The day, or the first of several.
    pub date: NaiveDate,
    /// The last of several days.
    pub until: Option<NaiveDate>,
    /// Days from the as-of date, negative when it is past.
    pub days: i64,
    /// Whether its day is past and it is still open.
    pub overdue: bool,
    /// Its place in the report's alliances; `None` for the portfolio.
    pub alliance: Option<usize>,
    /// Whose task it is: a side's id, or `both`; nobody's where it only happens.
    pub by: Option<Side>,
    /// In words.
    pub text: String,
    /// Where.
    pub at: Location,
    /// The field, with list positions where the file has a list.
    pub path: String,
    /// The field that stays the same when its day changes, with list items by name.
    pub series: String,
    /// What stays the same when its day changes: kind, alliance and field, with list items by name.
    pub fingerprint: String,
}

/// The part of what is coming up that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda<'r> {
    /// Past and still open, the oldest first.
    pub overdue: Vec<&'r Deadline>,
    /// Up to the last day shown, the next first.
    pub coming: Vec<&'r Deadline>,
    /// How many days ahead are shown.
    pub days: u32,
    /// The last of them.
    pub last: NaiveDate,
    /// How many entries lie beyond it.
    pub beyond: usize,
}

impl<'r> Agenda<'r> {
    /// What is overdue, and what comes within so many days.
    pub fn within(entries: &'r [Deadline], as_of: NaiveDate, days: u32) -> Self {
        let last = add_days(as_of, days);
        let (overdue, ahead): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.overdue);
        let (coming, beyond): (Vec<_>, Vec<_>) = ahead.into_iter().partition(|entry| entry.date <= last);
        Self { overdue, coming, days, last, beyond: beyond.len() }
    }

    /// Everything that is shown, by date.
    pub fn shown(&self) -> impl Iterator<Item = &'r Deadline> {
        self.overdue.iter().chain(&self.coming).copied()
    }
}

/// Sorts by date, then by alliance and place, and tells apart what would be called the same.
pub fn settle(entries: &mut [Deadline]) {
    // In the order of the files, so that the second of two namesakes stays the second whatever its date.
    let place = |entry: &Deadline| (entry.alliance, entry.at.line, entry.at.column);
    entries.sort_by_cached_key(place);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = entries.iter().map(|entry| {
        let times = seen.entry(&entry.fingerprint).or_default();
        *times += 1;
        *times
    });
    let numbered: Vec<usize> = numbered.collect();
    for (entry, times) in entries.iter_mut().zip(numbered) {
        if times > 1 {
            entry.fingerprint = format!("{}#{times}", entry.fingerprint);
            entry.series = format!("{}#{times}", entry.series);
        }
    }
    entries.sort_by_cached_key(|entry| entry.date);
}
