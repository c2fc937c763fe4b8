//! Whether the numbers tell what would not have happened anyway.

use super::rule::Rule;

mod common;

pub mod constant_share;
pub mod disputed_metric;
pub mod double_counted_value;
pub mod gross_headline;
pub mod identical_readings;
pub mod ignored_baseline;
pub mod impossible_increment;
pub mod inflated_scope;
pub mod just_above_level;
pub mod met_on_gross_only;
pub mod missing_counterfactual;
pub mod one_sided_results;
pub mod rewritten_result;
pub mod shaped_number;
pub mod silent_metric;
pub mod unfitting_result_period;
pub mod unfounded_comparison;
pub mod vanity_metric;
pub mod weak_counterfactual;
pub mod zombie_alliance;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &gross_headline::RULE,
    &missing_counterfactual::RULE,
    &weak_counterfactual::RULE,
    &impossible_increment::RULE,
    &shaped_number::RULE,
    &unfounded_comparison::RULE,
    &constant_share::RULE,
    &just_above_level::RULE,
    &identical_readings::RULE,
    &ignored_baseline::RULE,
    &met_on_gross_only::RULE,
    &vanity_metric::RULE,
    &inflated_scope::RULE,
    &disputed_metric::RULE,
    &one_sided_results::RULE,
    &silent_metric::RULE,
    &unfitting_result_period::RULE,
    &double_counted_value::RULE,
    &zombie_alliance::RULE,
    &rewritten_result::RULE,
];
