//! What the arrangement is, whatever it is called.

use super::rule::Rule;

pub mod ambition_downgraded;
pub mod announcement_only;
pub mod campaign_bound_value;
pub mod dependent_party;

pub mod exclusivity_without_alliance;
pub mod incomplete_affiliate_terms;
pub mod incomplete_campaign_terms;
pub mod informal_arrangement;
pub mod mislabelled_type;
pub mod missing_launch_date;
pub mod missing_objective;
pub mod missing_operating_change;
pub mod one_sided_audience;
pub mod over_governed_affiliate;
pub mod overrun_campaign;
pub mod undecided_test;
pub mod undeclared_upgrade;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &mislabelled_type::RULE,
    &missing_objective::RULE,
    &informal_arrangement::RULE,
    &missing_launch_date::RULE,
    &campaign_bound_value::RULE,
    &missing_operating_change::RULE,
    &ambition_downgraded::RULE,
    &announcement_only::RULE,
    &incomplete_campaign_terms::RULE,
    &one_sided_audience::RULE,
    &overrun_campaign::RULE,
    &undecided_test::RULE,
    &incomplete_affiliate_terms::RULE,
    &over_governed_affiliate::RULE,
    &undeclared_upgrade::RULE,
    &dependent_party::RULE,
    &exclusivity_without_alliance::RULE,
];
