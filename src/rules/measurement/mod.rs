//! Whether the numbers tell what would not have happened anyway.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
