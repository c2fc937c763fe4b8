//! A value of the wrong form, with the rest of the record sound.

use crate::rules::rule::{Applies, Area, Rule, Severity, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "invalid-value",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    summary: "a value has the wrong form",
    why: "what cannot be read cannot be judged: every rule about it has to stay silent",
};
