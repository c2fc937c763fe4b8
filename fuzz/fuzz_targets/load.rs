//! Any bytes as a record and as a portfolio: never a panic, every mistake at a place inside the file, and one tree whichever of
//! the two readers of YAML made it.

#![no_main]

use alliance::load::Source;
use alliance::load::read::decode_text;
use alliance::load::tree::Tree;
use alliance::model::{Alliance, Portfolio};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/properties/places.rs"]
#[expect(dead_code, reason = "reports are for the other targets")]
mod places;

fuzz_target!(|bytes: &[u8]| {
    let mut record = Source::<Alliance>::new("record.yaml".to_owned(), decode_text(bytes.to_vec()));
    if let Some(value) = record.value.take() {
        record.check_identity(&value);
    }
    let portfolio = Source::<Portfolio>::new("portfolio.yaml".to_owned(), decode_text(bytes.to_vec()));
    if let Ok(text) = decode_text(bytes.to_vec()) {
        assert_ne!(Tree::is_read_alike(&text), Some(false), "the quick reader differs from the parser");
    }
    let told = places::of_mistakes(&record).and(places::of_mistakes(&portfolio));
    if let Err(what) = told {
        panic!("{what}");
    }
});
