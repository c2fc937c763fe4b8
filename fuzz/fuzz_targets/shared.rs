//! What the targets share: inputs from texts, and everything that is made of them.

use alliance::audit::{self, Clock};
use alliance::load::{Inputs, Source, read::decode_text};
use alliance::report::Report;
use chrono::NaiveDate;

use super::{places, sinks};

/// The days on which everything is judged, a plain one and the ends of what can be typed and of time.
pub fn day(choice: u8) -> NaiveDate {
    let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX);
    match choice % 8 {
        0..=3 => date(2026, 11, 22),
        4 => date(0, 1, 1),
        5 => date(9999, 12, 31),
        6 => NaiveDate::MIN,
        _ => NaiveDate::MAX,
    }
}

/// Records, and settings if there are any, as if they had been read from files.
#[allow(dead_code, reason = "one target reads from folders")]
pub fn inputs(records: &[Vec<u8>], portfolio: Option<Vec<u8>>) -> Inputs<'static> {
    let records = records.iter().enumerate().map(|(at, bytes)| {
        Source::new(format!("alliances/{at} =odd, 50% & <evil>.yaml"), decode_text(bytes.clone())).into()
    });
    let portfolio = portfolio.map(|bytes| Source::new("portfolio.yaml".to_owned(), decode_text(bytes)));
    Inputs { portfolio, records: records.collect(), whole: true, ..Inputs::default() }
}

/// Judges, and holds the report to everything that must be so.
pub fn judged(inputs: Inputs, as_of: NaiveDate) -> Report {
    let report = audit::run(inputs, Clock { today: as_of, as_of: Some(as_of) });
    sound(sinks::adds_up(&report));
    sound(places::of_report(&report));
    report
}

/// Holds forms to what their sinks demand.
pub fn printed(forms: Result<Vec<sinks::Form>, String>) {
    match forms {
        Ok(forms) => forms.iter().for_each(|form| sound(sinks::holds(form))),
        Err(what) => panic!("{what}"),
    }
}

fn sound(told: Result<(), String>) {
    if let Err(what) = told {
        panic!("{what}");
    }
}
