//! What a finding is known by from one run to the next.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::rules::Rule;

/// Whose a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FindingScope {
    /// The portfolio's, or its file's.
    Portfolio,
    /// That of the alliance of this name.
    Alliance(String),
}

/// What stays the same while a finding does: its rule, whose it is and its field, with list items by name. Baseline, GitLab
/// and SARIF print it; within a run it is compared as it is, for a name may hold any letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The rule.
    pub rule: &'static Rule,
    /// Whose it is.
    pub scope: FindingScope,
    /// The field.
    pub field: String,
}

impl Fingerprint {
    /// The same of an alliance that has another name now.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Self {
        Self { rule: self.rule, scope: FindingScope::Alliance(name.to_owned()), field: self.field.clone() }
    }

    /// As baselines keep it.
    pub fn printed(&self) -> PrintedFingerprint {
        let name = match &self.scope {
            FindingScope::Portfolio => PORTFOLIO,
            FindingScope::Alliance(name) => name,
        };
        PrintedFingerprint::new(self.rule.id, name, &self.field)
    }
}

impl std::hash::Hash for Fingerprint {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.rule.id, &self.scope, &self.field).hash(state);
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.printed().fmt(formatter)
    }
}

/// What stands in the place of a name where a finding is the portfolio's.
const PORTFOLIO: &str = "portfolio";

/// A fingerprint of an earlier run, as it was printed. Its rule may be none any more, and a name may hold colons, so that
/// only the names of a report tell where the name in it ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrintedFingerprint(String);

impl PrintedFingerprint {
    fn new(rule: &str, name: &str, field: &str) -> Self {
        Self(format!("{rule}:{name}:{field}"))
    }

    /// The same of an alliance that has another name now.
    #[must_use]
    pub fn renamed(&self, name: &str, field: &str) -> Self {
        Self::new(self.rule_id(), name, field)
    }

    /// What its rule was called.
    pub fn rule_id(&self) -> &str {
        self.0.split_once(':').map_or(&self.0, |(rule, _)| rule)
    }

    /// Name and field; `None` where it is no fingerprint at all.
    pub fn name_and_field(&self) -> Option<&str> {
        self.0.split_once(':').map(|(_, rest)| rest)
    }

    /// Whether it may be the portfolio's: so it is, unless an alliance is called like that.
    pub fn may_be_of_portfolio(&self) -> bool {
        self.name_and_field()
            .and_then(|rest| rest.strip_prefix(PORTFOLIO))
            .is_some_and(|rest| rest.starts_with(':'))
    }
}

impl fmt::Display for PrintedFingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
