//! What a finding is known by from one run to the next.

use std::fmt;

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
}

impl std::hash::Hash for Fingerprint {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.rule.id, &self.scope, &self.field).hash(state);
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let name = match &self.scope {
            FindingScope::Portfolio => "portfolio",
            FindingScope::Alliance(name) => name,
        };
        write!(formatter, "{}:{name}:{}", self.rule.id, self.field)
    }
}
