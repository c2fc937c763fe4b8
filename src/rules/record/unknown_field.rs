//! A key that is not part of the record.

use crate::rules::rule::{Applies, Area, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unknown-field",
    area: Area::Record,
    applies: Applies::ANY.at_any_stage(),
    summary: "a key is not part of the record",
    why: "a misspelt key is read by nobody: what it says is as good as missing",
};
