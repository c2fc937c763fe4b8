//! What was said of each record the last time: a record that has not changed need not be judged again.
//!
//! A record is judged by its own text, the portfolio's, and the day, and by nothing else; what concerns several records is
//! judged anew each time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use super::auditor::{Auditor, Detail, Remains};
use crate::load::Record;
use crate::report::AllianceReport;

/// The records that were judged last, for whoever judges the same portfolio again and again.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    held: Option<JudgedBy>,
    records: HashMap<usize, (AllianceReport, Remains)>,
}

/// What every record was held to.
#[derive(Debug, PartialEq)]
pub(super) struct JudgedBy {
    portfolio: String,
    as_of: NaiveDate,
    is_today: bool,
    detail: Detail,
}

impl JudgedBy {
    pub(super) fn of(court: &Auditor) -> Self {
        Self {
            portfolio: court.file.map(|file| format!("{}\n{}", file.path, file.text())).unwrap_or_default(),
            as_of: court.bench.as_of,
            is_today: court.bench.today,
            detail: court.detail,
        }
    }
}

impl Memory {
    /// Forgets everything that was judged by other settings or on another day.
    pub(super) fn hold_to(&self, court: &Auditor) {
        let held = JudgedBy::of(court);
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.held.as_ref() != Some(&held) {
            *remembered = Remembered { held: Some(held), records: HashMap::new() };
        }
    }

    /// Judges a record, unless it is word for word what it was.
    pub(super) fn judge(&self, court: &Auditor, place: usize, record: Record) -> (AllianceReport, Remains) {
        let known = |path: &str, text: &str| {
            let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let (alliance, remains) = remembered.records.get(&place)?;
            let same = remains.text.as_ref().is_some_and(|known| *known.file == *path && known.text == text);
            same.then(|| (alliance.clone(), remains.clone()))
        };
        let judged = match record.read_or(known) {
            Ok(source) => court.judge(place, source),
            Err(known) => return known,
        };
        // What could not be read has no text by which it is known again.
        let text = judged.1.text.as_ref().filter(|text| !text.text.is_empty());
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match text {
            Some(_) => drop(remembered.records.insert(place, judged.clone())),
            None => drop(remembered.records.remove(&place)),
        }
        judged
    }
}
