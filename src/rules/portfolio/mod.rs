//! How many alliances there are, and whether they are worth the attention.

use super::rule::Rule;

pub mod accreting_portfolio;
pub mod common;
pub mod crowded_portfolio;
pub mod exit_debt;
pub mod heaped_results;
pub mod inverted_tiers;
pub mod overdrawn_attention;
pub mod overloaded_owner;
pub mod paper_portfolio;
pub mod poor_return_on_attention;
pub mod thin_portfolio;
pub mod undifferentiated_tiers;
pub mod unrecallable_alliance;
pub mod unrecorded_attention;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &unrecallable_alliance::RULE,
    &crowded_portfolio::RULE,
    &thin_portfolio::RULE,
    &accreting_portfolio::RULE,
    &overdrawn_attention::RULE,
    &unrecorded_attention::RULE,
    &undifferentiated_tiers::RULE,
    &inverted_tiers::RULE,
    &overloaded_owner::RULE,
    &poor_return_on_attention::RULE,
    &paper_portfolio::RULE,
    &exit_debt::RULE,
    &heaped_results::RULE,
];
