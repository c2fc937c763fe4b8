//! What the arrangement is: why alliances get confused with co-marketing and affiliates.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
