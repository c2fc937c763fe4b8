//! Who runs the alliance, how often it is reviewed, and where its promises are kept.

use super::rule::Rule;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[];
