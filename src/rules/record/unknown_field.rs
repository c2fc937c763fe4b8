//! A key that is not part of the record.

use crate::rules::rule::{Applies, Area, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unknown-field",
    area: Area::Record,
    applies: Applies::ANY.at_any_stage(),
    summary: "a key is not part of the record",
    why: "nothing reads a misspelt key, so what it says is lost",
};
