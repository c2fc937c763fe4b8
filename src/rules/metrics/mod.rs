//! How success is measured: question 3.

use super::rule::Rule;

pub(super) mod common;

pub mod backdated_agreement;
pub mod contradictory_levels;
pub mod demoted_metric;
pub mod late_metrics;
pub mod missing_leading_indicator;
pub mod missing_metrics;
pub mod moved_goalposts;
pub mod one_sided_tracking;
pub mod silent_goalpost;
pub mod sinking_target;
pub mod undefined_metric;
pub mod unfocused_metrics;
pub mod unmatched_revision;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &missing_metrics::RULE,
    &unfocused_metrics::RULE,
    &late_metrics::RULE,
    &one_sided_tracking::RULE,
    &missing_leading_indicator::RULE,
    &undefined_metric::RULE,
    &moved_goalposts::RULE,
    &contradictory_levels::RULE,
    &sinking_target::RULE,
    &unmatched_revision::RULE,
    &demoted_metric::RULE,
    &backdated_agreement::RULE,
    &silent_goalpost::RULE,
];
