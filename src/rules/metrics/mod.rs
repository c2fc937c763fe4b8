//! How success is measured: question 3.

use super::rule::Rule;

pub mod late_metrics;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[&late_metrics::RULE];
