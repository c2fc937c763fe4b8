//! A value of the wrong form, with the rest of the record sound.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "invalid-value",
    area: Area::Record,
    tiers: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "a value is of the wrong form",
    why: "what cannot be read cannot be judged: every rule about it has to stay silent",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/invalid-value.md"),
    check: Check::Engine,
};
