//! A setting for alliances that do not exist changes nothing, and somebody believes it does.

use crate::rules::rule::{Applies, Area, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unmatched-override",
    area: Area::Record,
    applies: Applies::ANY.at_any_stage(),
    summary: "an override matches no alliance of the portfolio",
    why: "an override with a typing error changes nothing, although somebody believes it does",
};
