//! What happens if it is not working: question 4.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
