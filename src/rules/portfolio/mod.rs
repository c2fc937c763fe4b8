//! How many alliances there are, and whether they are worth the attention.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
