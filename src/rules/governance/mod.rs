//! Who runs the alliance, how often it is reviewed, and where its promises are kept.

use super::rule::Rule;

pub mod ageing_issue;
pub(crate) mod common;
pub mod copied_review;
pub mod fading_cadence;
pub mod governance_in_name_only;
pub mod incomplete_approval;
pub mod incomplete_shared_document;
pub mod insubstantial_review;
pub mod late_entry;
pub mod late_ownership;
pub mod low_trust;
pub mod missing_cadence;
pub mod missing_joint_plan;
pub mod missing_owner;
pub mod missing_shared_document;
pub mod missing_sponsor;
pub mod overdue_commitment;
pub mod overdue_review;
pub mod powerless_owner;
pub mod relationship_only_owner;
pub mod rubber_stamp;
pub mod same_person;
pub mod slack_cadence;
pub mod split_accountability;
pub mod stale_trust;
pub mod unanswered_risk;
pub mod undated_commitment;
pub mod unmet_condition;
pub mod unready_to_sign;
pub mod vacant_ownership;
pub mod vanished_entry;

/// Its rules, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &missing_owner::RULE,
    &powerless_owner::RULE,
    &split_accountability::RULE,
    &relationship_only_owner::RULE,
    &vacant_ownership::RULE,
    &missing_sponsor::RULE,
    &missing_joint_plan::RULE,
    &missing_cadence::RULE,
    &slack_cadence::RULE,
    &overdue_review::RULE,
    &insubstantial_review::RULE,
    &missing_shared_document::RULE,
    &incomplete_shared_document::RULE,
    &overdue_commitment::RULE,
    &undated_commitment::RULE,
    &ageing_issue::RULE,
    &fading_cadence::RULE,
    &governance_in_name_only::RULE,
    &low_trust::RULE,
    &stale_trust::RULE,
    &same_person::RULE,
    &copied_review::RULE,
    &unanswered_risk::RULE,
    &unmet_condition::RULE,
    &unready_to_sign::RULE,
    &incomplete_approval::RULE,
    &late_entry::RULE,
    &rubber_stamp::RULE,
    &vanished_entry::RULE,
    &late_ownership::RULE,
];
