//! The file itself: what the reader and the engine find before any criterion is judged.

use super::rule::Rule;

pub mod invalid_value;
pub mod unknown_field;
pub mod unmatched_waiver;
pub mod unreadable_record;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] =
    &[&unreadable_record::RULE, &invalid_value::RULE, &unknown_field::RULE, &unmatched_waiver::RULE];
