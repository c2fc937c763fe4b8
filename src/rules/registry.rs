//! Every rule there is.

use super::rule::{Area, Rule};
use super::{
    evolution, exchange, exit, governance, identity, measurement, metrics, portfolio, record, strategy,
};

/// Every rule, by area in the order of a report.
pub fn all() -> Vec<&'static Rule> {
    [
        identity::RULES,
        strategy::RULES,
        exchange::RULES,
        metrics::RULES,
        exit::RULES,
        governance::RULES,
        evolution::RULES,
        measurement::RULES,
        portfolio::RULES,
        record::RULES,
    ]
    .concat()
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.id == id)
}

/// Every rule's id and area.
pub(super) fn known() -> Vec<(&'static str, Area)> {
    all().into_iter().map(|rule| (rule.id, rule.area)).collect()
}
