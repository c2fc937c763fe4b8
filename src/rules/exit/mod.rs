//! What happens if it does not work: question 4.

use super::rule::Rule;

pub mod ambiguous_exit_terms;
pub mod common;
pub mod copied_notice_period;
pub mod expired_term;
pub mod ineffective_notice;
pub mod late_exit_terms;
pub mod missed_notice_deadline;
pub mod missing_dispute_path;
pub mod missing_exit_terms;
pub mod missing_exit_trigger;
pub mod missing_handover;
pub mod missing_notice_period;
pub mod notice_deadline_ahead;
pub mod one_sided_exit;
pub mod open_exclusivity;
pub mod stakes_without_way_back;
pub mod tripped_exit_trigger;
pub mod unclear_renewal;
pub mod uncovered_handover;
pub mod unusual_notice_period;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &missing_exit_terms::RULE,
    &tripped_exit_trigger::RULE,
    &missing_notice_period::RULE,
    &unusual_notice_period::RULE,
    &one_sided_exit::RULE,
    &missing_handover::RULE,
    &missing_dispute_path::RULE,
    &uncovered_handover::RULE,
    &missing_exit_trigger::RULE,
    &ambiguous_exit_terms::RULE,
    &late_exit_terms::RULE,
    &notice_deadline_ahead::RULE,
    &stakes_without_way_back::RULE,
    &open_exclusivity::RULE,
    &missed_notice_deadline::RULE,
    &expired_term::RULE,
    &unclear_renewal::RULE,
    &ineffective_notice::RULE,
    &copied_notice_period::RULE,
];
