//! What an alliance does that could not be had otherwise within a reasonable time.

use super::rule::Rule;

pub(crate) mod common;
pub mod contradicted_strategic_claim;
pub mod convenience_partner;
pub mod enthusiasm_as_value;
pub mod goodwill_only_side;
pub mod mirrored_contributions;
pub mod missing_strategic_test;
pub mod partner_concentration;
pub mod replicable_contributions;
pub mod unfulfilled_claim;
pub mod unproven_strategic_claim;
pub mod unweighed_alternatives;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &missing_strategic_test::RULE,
    &unproven_strategic_claim::RULE,
    &contradicted_strategic_claim::RULE,
    &convenience_partner::RULE,
    &unweighed_alternatives::RULE,
    &mirrored_contributions::RULE,
    &replicable_contributions::RULE,
    &goodwill_only_side::RULE,
    &enthusiasm_as_value::RULE,
    &partner_concentration::RULE,
    &unfulfilled_claim::RULE,
];
