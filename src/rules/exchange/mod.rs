//! What each side puts in and what it wants out: questions 1 and 2.

use super::rule::Rule;

pub mod common;
pub mod late_contributions;
pub mod late_expectations;
pub mod lopsided_exchange;
pub mod missing_contributions;
pub mod missing_expectations;
pub mod nothing_owed;
pub mod overdue_contribution;
pub mod vague_contribution;
pub mod vague_expectation;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &missing_contributions::RULE,
    &vague_contribution::RULE,
    &missing_expectations::RULE,
    &vague_expectation::RULE,
    &late_contributions::RULE,
    &late_expectations::RULE,
    &lopsided_exchange::RULE,
    &overdue_contribution::RULE,
    &nothing_owed::RULE,
];
