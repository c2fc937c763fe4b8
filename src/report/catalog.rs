//! The rules as they are listed.

use serde::Serialize;

use crate::model::Kind;
use crate::rules::{self, Area, Check, OptionSpec, Severity};

/// A rule in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedRule {
    /// What it is called.
    pub id: &'static str,
    /// Its section of the criteria.
    pub area: Area,
    /// What it may report, worst first.
    pub severities: &'static [Severity],
    /// The types it is about.
    pub types: Vec<&'static str>,
    /// Whether the calendar alone can change its outcome.
    pub by_date: bool,
    /// Whether it is judged with --history alone.
    pub by_history: bool,
    /// What is wrong when it fires.
    pub summary: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What can be set.
    pub options: &'static [OptionSpec],
}

/// Every rule, by area.
pub fn catalog() -> Vec<ListedRule> {
    let listed = rules::all().into_iter().map(|rule| ListedRule {
        id: rule.id,
        area: rule.area,
        severities: rule.severities,
        types: rule.applies.kinds().iter().map(|kind: &Kind| kind.word()).collect(),
        by_date: rule.time_dependent,
        by_history: matches!(rule.check, Check::Past(_)),
        summary: rule.summary,
        why: rule.why,
        options: rule.options,
    });
    listed.collect()
}
