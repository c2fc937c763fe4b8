//! `--select` and `--ignore`: which rules are shown.

use anyhow::{Result, bail};

use crate::report::Report;
use crate::rules::{self, Area, Rule};
use crate::text::nearest;

/// What is shown and what is not.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<Name>,
    ignore: Vec<Name>,
}

/// A rule or an area, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Rule(&'static str),
    Area(Area),
}

impl Name {
    fn word(self) -> &'static str {
        match self {
            Self::Rule(id) => id,
            Self::Area(area) => area.word(),
        }
    }
}

impl Selection {
    /// Reads names of rules and areas.
    ///
    /// # Errors
    /// When there is no rule or area of a name.
    pub fn read(select: &[String], ignore: &[String]) -> Result<Self> {
        let names = |flag: &str, words: &[String]| -> Result<Vec<Name>> {
            words.iter().map(|word| name(flag, word)).collect()
        };
        Ok(Self { select: names("--select", select)?, ignore: names("--ignore", ignore)? })
    }

    /// Whether a rule is shown. A rule's own name weighs more than its area's, and `--ignore` more than `--select`.
    pub(super) fn shows(&self, rule: &Rule) -> bool {
        let (of_rule, of_area) = (Name::Rule(rule.id), Name::Area(rule.area));
        match () {
            () if self.ignore.contains(&of_rule) => false,
            () if self.select.contains(&of_rule) => true,
            () if self.ignore.contains(&of_area) => false,
            () => self.select.is_empty() || self.select.contains(&of_area),
        }
    }

    /// Takes out what is not shown, and says how many findings that were.
    pub(super) fn apply(&self, report: &mut Report) -> usize {
        if self.select.is_empty() && self.ignore.is_empty() {
            return 0;
        }
        report.waived.retain(|waived| self.shows(waived.finding.rule));
        for alliance in &mut report.alliances {
            alliance.waived.retain(|waived| self.shows(waived.finding.rule));
        }
        super::shown::retain(report, |finding| self.shows(finding.rule))
    }

    /// The flags as they were typed; empty where there were none.
    pub fn typed(&self) -> String {
        let flag = |flag: &str, names: &[Name]| {
            let words: Vec<&str> = names.iter().map(|name| name.word()).collect();
            (!words.is_empty()).then(|| format!("{flag} {}", words.join(",")))
        };
        let flags = [flag("--select", &self.select), flag("--ignore", &self.ignore)];
        flags.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn name(flag: &str, word: &str) -> Result<Name> {
    if let Some(rule) = rules::find(word) {
        return Ok(Name::Rule(rule.id));
    }
    if let Some(area) = Area::ALL.into_iter().find(|area| area.word() == word) {
        return Ok(Name::Area(area));
    }
    let rules = rules::all();
    let known = Area::ALL.iter().map(|area| area.word()).chain(rules.iter().map(|rule| rule.id));
    match nearest(word, known) {
        Some(near) => bail!("{flag}: there is no rule or area `{word}`; did you mean `{near}`?"),
        None => bail!("{flag}: there is no rule or area `{word}`; `alliance rules` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(select: &[&str], ignore: &[&str], rule: &str) -> bool {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let selection = Selection::read(&words(select), &words(ignore)).expect("known names");
        selection.shows(rules::find(rule).expect("a rule"))
    }

    #[test]
    fn the_narrower_name_wins_and_ignoring_at_the_same_width() {
        assert!(shown(&[], &[], "late-metrics"));
        assert!(shown(&["metrics"], &[], "late-metrics"));
        assert!(!shown(&["exit"], &[], "late-metrics"));
        assert!(!shown(&[], &["metrics"], "late-metrics"));
        assert!(shown(&["late-metrics"], &["metrics"], "late-metrics"));
        assert!(!shown(&["metrics"], &["late-metrics"], "late-metrics"));
        assert!(!shown(&["metrics"], &["metrics"], "late-metrics"));
        assert!(!shown(&["late-metrics"], &["late-metrics"], "late-metrics"));
        assert!(!shown(&["late-metrics"], &["exit"], "missing-metrics"));
    }
}
