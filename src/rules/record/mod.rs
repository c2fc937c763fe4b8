//! The file itself: what the reader and the engine find before any criterion is judged.

use super::rule::Rule;

mod common;

pub mod duplicate_alliance;
pub mod expired_waiver;
pub mod expiring_waiver;
pub mod foreign_currency;
pub mod future_dated_entry;
pub mod impossible_dates;
pub mod incomplete_waiver;
pub mod invalid_value;
pub mod misread_quote;
pub mod overlong_waiver;
pub mod stage_contradiction;
pub mod unknown_field;
pub mod unknown_rule;
pub mod unmatched_override;
pub mod unmatched_waiver;
pub mod unreadable_record;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &unreadable_record::RULE,
    &invalid_value::RULE,
    &unknown_field::RULE,
    &duplicate_alliance::RULE,
    &impossible_dates::RULE,
    &stage_contradiction::RULE,
    &future_dated_entry::RULE,
    &foreign_currency::RULE,
    &misread_quote::RULE,
    &unknown_rule::RULE,
    &expired_waiver::RULE,
    &expiring_waiver::RULE,
    &overlong_waiver::RULE,
    &incomplete_waiver::RULE,
    &unmatched_waiver::RULE,
    &unmatched_override::RULE,
];
