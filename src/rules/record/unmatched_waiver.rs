//! A waiver for nothing: either the gap is closed, or the waiver names the wrong thing.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unmatched-waiver",
    area: Area::Record,
    tiers: &[Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "a waiver is in force for a finding that does not exist",
    why: "a waiver left behind hides the gap when it opens again, and one with a slip in it hides nothing",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unmatched-waiver.md"),
    check: Check::Engine,
};
