//! Of two settings of a rule, which is the laxer one.

use super::effective::{Effective, OptionValue};
use super::rule::{Rule, Severity};

/// What makes a setting of a rule laxer than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Laxer {
    /// It is off.
    Off,
    /// Its findings matter less.
    Severity {
        /// What they were; `None` for what the rule itself says.
        before: Option<Severity>,
        /// What they are.
        now: Option<Severity>,
    },
    /// An option has another value. Nobody can tell which of two values is the stricter one, so any counts.
    Option {
        /// The option.
        name: &'static str,
        /// What it was; `None` for its default.
        before: Option<OptionValue>,
        /// What it is.
        now: Option<OptionValue>,
    },
}

/// In what a setting of a rule is laxer than it was.
pub fn laxer(rule: &Rule, before: &Effective, now: &Effective) -> Vec<Laxer> {
    if before.off {
        return Vec::new();
    }
    if now.off {
        return vec![Laxer::Off];
    }
    let mut found = Vec::new();
    if matters_less(rule, before.severity, now.severity) {
        found.push(Laxer::Severity { before: before.severity, now: now.severity });
    }
    for spec in rule.options {
        let value = |effective: &Effective| {
            effective.options.iter().find(|(name, _)| *name == spec.name).map(|(_, value)| value.clone())
        };
        let (before, now) = (value(before), value(now));
        let or_default = |value: &Option<OptionValue>| value.clone().unwrap_or_else(|| spec.default.into());
        if or_default(&before) != or_default(&now) {
            found.push(Laxer::Option { name: spec.name, before, now });
        }
    }
    found
}

/// Whether some finding of a rule has a lower severity than before.
fn matters_less(rule: &Rule, before: Option<Severity>, now: Option<Severity>) -> bool {
    match (before, now) {
        (_, None) => before.is_some_and(|before| rule.severities.iter().any(|own| *own < before)),
        (None, Some(now)) => now < rule.severity(),
        (Some(before), Some(now)) => now < before,
    }
}

/// Of two settings of a rule what is stricter in either.
pub(super) fn stricter(rule: &Rule, before: Effective, now: Effective) -> Effective {
    if before.off || now.off {
        return if before.off { now } else { before };
    }
    let severity =
        if matters_less(rule, before.severity, now.severity) { before.severity } else { now.severity };
    Effective { off: false, severity, options: before.options }
}
