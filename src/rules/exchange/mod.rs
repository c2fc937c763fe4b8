//! What each side puts in and what it wants out: questions 1 and 2.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
