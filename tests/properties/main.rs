//! Whatever a record says: every rule, figure and form bears it, nothing of it gets out as more than text, and every
//! place that is named lies inside its file.
//!
//! `PROPTEST_CASES=1000 cargo test --test properties` looks longer.

#[path = "../cli/ci.rs"]
#[expect(dead_code, reason = "nothing is skipped here")]
mod ci;
#[path = "../rules/healthy.rs"]
mod healthy;
#[path = "../cli/office.rs"]
#[expect(dead_code, reason = "what only the tests of the command line need")]
mod office;

mod comparing;
mod doubt;
mod edits;
mod encode;
mod ends;
mod fills;
mod growth;
mod metamorphic;
mod periods;
mod places;
mod reports;
mod shape;
mod sinks;
mod terms;

use alliance::audit::{self, Clock};
use alliance::load::{Inputs, Source};
use alliance::model::Date;
use alliance::report::Report;
use chrono::NaiveDate;
use proptest::prelude::*;
use shape::{Draw, Odd};

/// Records and settings, as if they had been read from files with hostile names.
fn inputs(records: &[String], portfolio: Option<String>) -> Inputs<'static> {
    let records = records.iter().enumerate().map(|(at, text)| {
        Source::new(format!("alliances/{at} =odd, 50% & <evil>.yaml"), Ok(text.clone())).into()
    });
    let portfolio = portfolio.map(|text| Source::new("portfolio.yaml".to_owned(), Ok(text)));
    Inputs { portfolio, records: records.collect(), whole: true, ..Inputs::default() }
}

fn judged(inputs: Inputs, as_of: NaiveDate) -> Report {
    audit::run(inputs, Clock { today: as_of, as_of: Some(as_of) })
}

fn day(text: &str) -> NaiveDate {
    Date::parse(text).expect("a date").0
}

/// Fewer than usual, since each takes a tenth of a second where nothing is optimised, and a quarter of these outside of
/// `.ci/run`; `PROPTEST_CASES` says otherwise.
fn cases(few: u32) -> ProptestConfig {
    let few = if ci::everything() { few } else { few.div_ceil(4) };
    let cases =
        if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { few };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

/// What a record is drawn from: a run of bytes is a run of choices, and fewer and smaller ones a simpler record.
fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..1200)
}

fn odd() -> impl Strategy<Value = Odd> {
    prop_oneof![Just(Odd::Sound), Just(Odd::Wrong)]
}

/// The days that matter: a plain one, and the ends of what can be written and of time itself.
fn days() -> impl Strategy<Value = NaiveDate> {
    let ends = [day("0000-01-01"), day("0001-01-01"), day("9999-12-31"), NaiveDate::MIN, NaiveDate::MAX];
    prop_oneof![Just(day("2026-11-22")), prop::sample::select(ends.to_vec())]
}

fn drawn(choices: &[u8], odd: Odd) -> serde_json::Value {
    Draw::new(choices, odd).record()
}
