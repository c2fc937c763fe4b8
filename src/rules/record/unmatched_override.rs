//! A setting for alliances that do not exist changes nothing, and somebody believes it does.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unmatched-override",
    area: Area::Record,
    tiers: &[Severity::Warning],
    applies: Applies::ANY.at_any_stage(),
    clock: false,
    summary: "an override is for no alliance of the portfolio",
    why: "an override with a slip in its name changes nothing, although somebody believes it does",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/unmatched-override.md"),
    check: Check::Engine,
};
