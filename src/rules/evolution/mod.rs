//! Whether a decision is due, and whether the structure has kept up with it.

use super::rule::Rule;

pub mod common;
pub mod continued_by_default;
pub mod drifting_alliance;
pub mod far_from_target;
pub mod missed_floor;
pub mod missed_milestone;
pub mod missing_outcome;
pub mod overdue_decision;
pub mod passed_stop_line;
pub mod premature_deepening;
pub mod ready_to_deepen;
pub mod self_judged;
pub mod unexecuted_wind_down;
pub mod unexplained_exit;
pub mod unfinished_restructure;
pub mod unfitting_structure;
pub mod unrestructured_deepening;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &overdue_decision::RULE,
    &continued_by_default::RULE,
    &premature_deepening::RULE,
    &ready_to_deepen::RULE,
    &unrestructured_deepening::RULE,
    &unfinished_restructure::RULE,
    &unfitting_structure::RULE,
    &unexecuted_wind_down::RULE,
    &unexplained_exit::RULE,
    &drifting_alliance::RULE,
    &missed_floor::RULE,
    &far_from_target::RULE,
    &missed_milestone::RULE,
    &passed_stop_line::RULE,
    &self_judged::RULE,
    &missing_outcome::RULE,
];
