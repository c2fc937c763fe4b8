//! A key that is not part of the record.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-field",
    area: Area::Record,
    tiers: &[Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "a key is not part of the record",
    why: "a misspelt key is read by nobody: what it says is as good as missing",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unknown-field.md"),
    check: Check::Engine,
};
