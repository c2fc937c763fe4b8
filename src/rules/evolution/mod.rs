//! Whether a decision is due, and whether the structure has kept up with it.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
