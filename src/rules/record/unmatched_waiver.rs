//! A waiver for nothing: either the gap is closed, or the waiver names the wrong thing.

use crate::rules::rule::{Applies, Area, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unmatched-waiver",
    area: Area::Record,
    applies: Applies::ANY.at_any_stage(),
    summary: "a waiver is in force for a finding that does not exist",
    why: "a waiver left behind hides the gap when it opens again, and one with a typing error hides nothing",
};
