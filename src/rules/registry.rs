//! Every rule there is.

use super::rule::{Area, Rule};
use super::{
    evolution, exchange, exit, governance, identity, measurement, metrics, portfolio, record, strategy,
};

/// The rules of each area, in the order of a report.
static BY_AREA: [&[&Rule]; Area::ALL.len()] = [
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
];

/// Every rule, by area in the order of a report.
pub fn all() -> Vec<&'static Rule> {
    BY_AREA.concat()
}

/// A rule by its place among all: what every rule said is kept for every alliance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RuleRef {
    area: u8,
    place: u8,
}

impl From<&'static Rule> for RuleRef {
    fn from(rule: &'static Rule) -> Self {
        let area = rule.area as usize;
        let rules = BY_AREA.get(area).copied().unwrap_or_default();
        let place = rules.iter().position(|known| std::ptr::eq(*known, rule)).unwrap_or_default();
        let narrow = |place: usize| u8::try_from(place).unwrap_or_default();
        Self { area: narrow(area), place: narrow(place) }
    }
}

impl RuleRef {
    /// The rule itself.
    pub fn rule(self) -> &'static Rule {
        let rules = BY_AREA.get(usize::from(self.area)).and_then(|rules| rules.get(usize::from(self.place)));
        rules.copied().unwrap_or(&record::unreadable_record::RULE)
    }
}

impl std::ops::Deref for RuleRef {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        self.rule()
    }
}

impl std::fmt::Debug for RuleRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(self.rule().id)
    }
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.id == id)
}

/// Every rule's id and area.
pub(super) fn known() -> Vec<(&'static str, Area)> {
    all().into_iter().map(|rule| (rule.id, rule.area)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_place() {
        for rule in all() {
            assert_eq!(RuleRef::from(rule).id, rule.id);
        }
        assert!(size_of::<RuleRef>() == 2 && size_of::<Option<RuleRef>>() == 3);
    }
}
