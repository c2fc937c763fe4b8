//! The baseline: findings that are known and accepted as a start, so that a check fails only on what comes after.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::shown::{may_hide, retain};
use crate::report::{AllianceReport, PrintedFingerprint, Report, ReportedFinding, RuleOutcome};
use crate::rules::record::invalid_value;
use crate::rules::{self, Check, Outcome, Severity};

/// The file's usual name, beside `portfolio.yaml`.
pub const FILE: &str = "alliance-baseline.json";
/// The version of the form.
const VERSION: u64 = 1;
/// No baseline has more bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// More of one finding than this no portfolio has.
const MOST: usize = 1_000_000;

/// A finding as a baseline knows it: its fingerprint, and how much it mattered.
type KnownKey = (PrintedFingerprint, Severity);

/// Known findings, with how often each is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline(BTreeMap<KnownKey, usize>);

/// What a baseline means for a report.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BaselineEffect {
    /// How many findings it hides.
    pub hidden: usize,
    /// How many of its findings are gone.
    pub stale: usize,
}

#[derive(Deserialize)]
struct BaselineForm {
    version: u64,
    findings: Vec<KnownFinding>,
}

#[derive(Serialize, Deserialize)]
struct KnownFinding {
    fingerprint: PrintedFingerprint,
    severity: String,
    count: usize,
}

impl Baseline {
    /// Whether a file holds a baseline, be it of a later version.
    pub fn is_in(file: &Path) -> bool {
        let regular = std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= MAX_BYTES);
        let Some(text) = regular.then(|| std::fs::read_to_string(file).ok()).flatten() else { return false };
        let value = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text);
        value.is_ok_and(|value| {
            value.len() == 2 && ["version", "findings"].iter().all(|key| value.contains_key(*key))
        })
    }

    /// Reads a baseline's text.
    ///
    /// # Errors
    /// When it is damaged or of a newer version.
    pub fn parse(text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            version: u64,
        }
        let again = "restore it, or write a new one with `alliance baseline write --force`";
        let version: Version = serde_json::from_str(text)
            .with_context(|| format!("this is not a baseline, or it is damaged; {again}"))?;
        if version.version > VERSION {
            bail!(
                "this baseline has version {}, and this alliance reads version {VERSION}; update alliance, or {again}",
                version.version
            );
        }
        let form: BaselineForm =
            serde_json::from_str(text).with_context(|| format!("this baseline is damaged; {again}"))?;
        if form.version != VERSION {
            bail!("there is no version {} of a baseline; {again}", form.version);
        }
        let mut known = BTreeMap::new();
        for entry in form.findings {
            let Some(severity) = Severity::parse(&entry.severity) else {
                bail!("unknown severity `{}`, so this baseline is damaged; {again}", entry.severity);
            };
            if entry.count > MOST {
                bail!(
                    "`{}` is listed {} times, so this baseline is damaged; {again}",
                    entry.fingerprint,
                    entry.count
                );
            }
            let count: &mut usize = known.entry((entry.fingerprint, severity)).or_default();
            *count = count.saturating_add(entry.count);
        }
        known.retain(|_, count| *count > 0);
        Ok(Self(known))
    }

    /// The findings of a report that a baseline may hold.
    pub fn of(report: &Report) -> Self {
        let mut known = BTreeMap::new();
        for finding in holdable(report) {
            *known.entry(key(finding)).or_default() += 1;
        }
        Self(known)
    }

    /// The file's text: a line for each finding, sorted, so that a change to it reads well.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which its types rule out.
    pub fn text(&self) -> Result<String> {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
        for (place, ((fingerprint, severity), count)) in self.0.iter().enumerate() {
            let entry = KnownFinding {
                fingerprint: fingerprint.clone(),
                severity: severity.word().to_owned(),
                count: *count,
            };
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\n    {}", serde_json::to_string(&entry)?);
        }
        Ok(text + if self.0.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" })
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.0.values().sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings of a report, and of its own those that the report could not look at again.
    #[must_use]
    pub fn renewed(&self, report: &Report) -> Self {
        let mut renewed = Self::of(report);
        for (key, count) in self.compare(report).unchecked {
            *renewed.0.entry(key).or_default() += count;
        }
        renewed
    }

    /// Without what a report shows to be gone.
    #[must_use]
    pub fn pruned(self, report: &Report) -> Self {
        let mut pruned = self.under_todays_names(report);
        for (key, gone) in self.compare(report).stale {
            if let Some(count) = pruned.0.get_mut(&key) {
                *count -= gone;
            }
        }
        pruned.0.retain(|_, count| *count > 0);
        pruned
    }

    /// The same findings where an alliance has taken another name since and lists the old one under `aliases`. A name that
    /// some alliance still has is that alliance's.
    fn under_todays_names(&self, report: &Report) -> Self {
        let taken: HashSet<&str> = report.alliances.iter().map(|alliance| alliance.name.as_str()).collect();
        let mut renamed = ByName::default();
        for alliance in &report.alliances {
            let aliases = alliance.aliases.iter().map(String::as_str).filter(|alias| !taken.contains(alias));
            aliases.for_each(|alias| renamed.add(alias, alliance.name.as_str()));
        }
        let mut known = BTreeMap::new();
        for ((fingerprint, severity), count) in &self.0 {
            let found = fingerprint.name_and_field().and_then(|rest| renamed.find(rest));
            let today = found.map(|(name, field)| fingerprint.renamed(name, field));
            let key = (today.unwrap_or_else(|| fingerprint.clone()), *severity);
            *known.entry(key).or_default() += count;
        }
        Self(known)
    }

    /// Only what an earlier one knew too, and how many findings it knows beyond that.
    pub(super) fn held_to(&self, before: &Self, report: &Report) -> (Self, usize) {
        let mut left = before.under_todays_names(report).0;
        let mut held = BTreeMap::new();
        let mut more = 0;
        for ((fingerprint, severity), count) in self.under_todays_names(report).0 {
            let mut open = count;
            // What was known at a higher severity is known at a lower one.
            for known in Severity::ALL.into_iter().rev().filter(|known| *known >= severity) {
                if let Some(left) = left.get_mut(&(fingerprint.clone(), known)) {
                    let taken = open.min(*left);
                    *left -= taken;
                    open -= taken;
                }
            }
            more += open;
            if count > open {
                held.insert((fingerprint, severity), count - open);
            }
        }
        (Self(held), more)
    }

    /// How many findings of a report it may hold and does not know.
    pub fn unknown(&self, report: &Report) -> usize {
        let covered: usize = self.compare(report).covered.values().sum();
        holdable(report).count() - covered
    }

    /// Takes the known findings out of a report.
    pub(super) fn apply(&self, report: &mut Report) -> BaselineEffect {
        let Coverage { mut covered, stale, .. } = self.compare(report);
        let hidden = retain(report, |finding| match covered.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        BaselineEffect { hidden, stale: stale.values().sum() }
    }

    /// Which findings it covers, and which of its own are gone. A finding that has become worse is not covered.
    fn compare(&self, report: &Report) -> Coverage {
        let mut left = self.under_todays_names(report).0;
        let mut covered = BTreeMap::new();
        let mut open = BTreeSet::new();
        // A worse finding has fewer entries that cover it, so it chooses first.
        for severity in Severity::ALL {
            for finding in holdable(report).filter(|finding| finding.severity == severity) {
                if take(&mut left, finding) {
                    *covered.entry(key(finding)).or_default() += 1;
                } else {
                    open.insert(finding.fingerprint.printed());
                }
            }
        }
        // One that is still there and has become worse is not gone.
        left.retain(|(fingerprint, _), _| !open.contains(fingerprint));
        let checked = Checked::of(report);
        let (stale, unchecked) =
            left.into_iter().partition(|((fingerprint, _), _)| checked.was_rechecked(fingerprint));
        Coverage { covered, stale, unchecked }
    }
}

/// A baseline beside a report.
struct Coverage {
    covered: BTreeMap<KnownKey, usize>,
    stale: BTreeMap<KnownKey, usize>,
    unchecked: BTreeMap<KnownKey, usize>,
}

fn key(finding: &ReportedFinding) -> KnownKey {
    (finding.fingerprint.printed(), finding.severity)
}

/// Takes one of the entries that cover a finding: the least severe that will do.
fn take(left: &mut BTreeMap<KnownKey, usize>, finding: &ReportedFinding) -> bool {
    let covers = Severity::ALL.into_iter().rev().filter(|severity| *severity >= finding.severity);
    for severity in covers {
        let key = (finding.fingerprint.printed(), severity);
        if let Some(count) = left.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                left.remove(&key);
            }
            return true;
        }
    }
    false
}

/// The findings that a baseline may hold. What could not be read is never known, for nobody can say what it hides.
fn holdable(report: &Report) -> impl Iterator<Item = &ReportedFinding> {
    let of_portfolio = report.findings.iter().filter(|finding| may_hide(finding, true));
    let of_alliances = report.alliances.iter().flat_map(|alliance| &alliance.findings);
    of_portfolio
        .chain(of_alliances.filter(|finding| may_hide(finding, false)))
        .filter(|finding| finding.rule.id != invalid_value::RULE.id)
}

/// Things by the names of alliances, as fingerprints begin with them behind their rules.
struct ByName<'r, T> {
    known: HashMap<&'r str, (usize, T)>,
    longest: usize,
}

impl<T> Default for ByName<'_, T> {
    fn default() -> Self {
        Self { known: HashMap::new(), longest: 0 }
    }
}

impl<'r, T: Copy> ByName<'r, T> {
    /// Of two of one name the first counts.
    fn add(&mut self, name: &'r str, it: T) {
        let next = self.known.len();
        self.known.entry(name).or_insert((next, it));
        self.longest = self.longest.max(name.len());
    }

    /// What the rest of a fingerprint begins with, and its field. A name may hold colons, so that several may fit: of these
    /// too, the first.
    fn find<'f>(&self, rest: &'f str) -> Option<(T, &'f str)> {
        let ends = rest.match_indices(':').map(|(at, _)| at).take_while(|at| *at <= self.longest);
        let fits = ends.filter_map(|at| Some((self.known.get(rest.get(..at)?)?, rest.get(at + 1..)?)));
        let ((_, it), field) = fits.min_by_key(|((order, _), _)| *order)?;
        Some((*it, field))
    }
}

/// What a run looked at.
struct Checked<'r> {
    report: &'r Report,
    by_name: ByName<'r, &'r AllianceReport>,
    is_all: bool,
}

impl<'r> Checked<'r> {
    fn of(report: &'r Report) -> Self {
        let mut by_name = ByName::default();
        report.alliances.iter().for_each(|alliance| by_name.add(alliance.name.as_str(), alliance));
        Self { report, by_name, is_all: report.whole && report.is_complete() }
    }

    /// Whether this run could tell that a finding is gone. What was not read, or could not be judged, is not mended.
    fn was_rechecked(&self, fingerprint: &PrintedFingerprint) -> bool {
        let Some(rest) = fingerprint.name_and_field() else { return true };
        let rule = fingerprint.rule_id();
        let silent = |outcomes: &[RuleOutcome]| {
            outcomes.iter().any(|said| {
                said.rule.id == rule
                    && (said.absorbed || matches!(said.outcome, Outcome::Unknown | Outcome::Waived))
            })
        };
        let of_portfolio = rules::find(rule).is_some_and(|rule| matches!(rule.check, Check::Portfolio(_)));
        // An alliance may be called `portfolio`, so its rule says whose a finding is before its name does.
        match self.by_name.find(rest).filter(|_| !of_portfolio) {
            Some((alliance, _)) => alliance.is_whole() && !silent(&alliance.outcomes),
            None if of_portfolio || fingerprint.may_be_of_portfolio() => {
                self.is_all && !silent(&self.report.outcomes)
            }
            // An alliance that is gone takes its findings with it, if everything was read.
            None => self.is_all,
        }
    }
}
