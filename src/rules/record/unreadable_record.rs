//! A file that cannot be read as a record at all.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unreadable-record",
    area: Area::Record,
    tiers: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "the file cannot be read as a record",
    why: "an alliance whose file cannot be read is not in the review at all",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unreadable-record.md"),
    check: Check::Engine,
};
