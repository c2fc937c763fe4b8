//! A file that cannot be read as a record at all.

use crate::rules::rule::{Applies, Area, Rule, Severity, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unreadable-record",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    summary: "the file cannot be read as a record",
    why: "an alliance whose file cannot be read is not in the review at all",
};
