//! Two reports side by side: what is new, worse, mended, and what nobody can say. It knows no files, commits or clocks.

pub mod difference;
pub mod history;
pub mod loosened;
mod pairs;
pub mod promises;
mod resolved;
mod rewritten;
pub mod verdicts;

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::report::AllianceReport;

use crate::report::Change;

use crate::report::{Doubt, FindingScope, Fingerprint};

use crate::report::ReportedFinding;

use crate::report::Report;

use crate::report::Unsure;
use crate::rules::record::{invalid_value, unknown_field};
use crate::rules::{Check, Outcome, Severity};

pub use pairs::{Pair, pairs};

/// What two reports say side by side. The later report's findings are marked themselves.
#[derive(Debug)]
pub struct Compared {
    /// The alliances of both, each with its counterpart.
    pub pairs: Vec<Pair>,
    /// What was found before and is not any more.
    pub gone: Vec<Gone>,
}

/// A finding of the earlier report that is not found any more.
#[derive(Debug)]
pub struct Gone {
    /// Its alliance, by its place in the earlier report; none for the portfolio's own.
    pub owner: Option<usize>,
    /// The finding.
    pub finding: ReportedFinding,
    /// Why nobody can call it mended, if so.
    pub doubt: Option<Doubt>,
}

impl Compared {
    /// What is mended, and what nobody can call so.
    pub fn settled(gone: Vec<Gone>) -> (Vec<ReportedFinding>, Vec<Unsure>) {
        let (mut fixed, mut unsure) = (Vec::new(), Vec::new());
        for Gone { finding, doubt, .. } in gone {
            match doubt {
                Some(doubt) => unsure.push(Unsure { finding, doubt }),
                None => fixed.push(finding),
            }
        }
        (fixed, unsure)
    }
}

/// A finding with the alliance it belongs to, by its place; none for the portfolio's own.
type Owned<'r> = (Option<usize>, &'r ReportedFinding);

/// A finding of the earlier report that has no counterpart yet.
struct Before<'r> {
    /// Its fingerprint, with the name that its alliance has today.
    key: Fingerprint,
    /// Its alliance in the earlier report.
    owner: Option<usize>,
    /// Its alliance in the later report.
    now: Option<usize>,
    finding: &'r ReportedFinding,
}

/// Compares two reports, and marks the findings of the later one.
pub fn compare(base: &Report, head: &mut Report) -> Compared {
    let pairs = pairs(base, head);
    let now = |owner: Option<usize>| {
        pairs.iter().find(|pair| owner.is_some() && pair.base == owner).and_then(|pair| pair.head)
    };
    let mut left: Vec<Before> = owned(base)
        .map(|(owner, finding)| Before {
            key: today(base, head, &pairs, owner, finding),
            owner,
            now: now(owner),
            finding,
        })
        // A report on a part says nothing about the rest.
        .filter(|before| head.whole || before.now.is_some())
        .collect();
    let found: Vec<Owned> = owned(head).collect();
    let mut changes: Vec<Option<Change>> = vec![None; found.len()];
    for step in [same, changed_severity, same_place] {
        step(&found, &mut changes, &mut left);
    }
    let before = |now: Option<usize>| {
        let pair = pairs.iter().find(|pair| now.is_some() && pair.head == now)?;
        base.alliances.get(pair.base?)
    };
    let changes: Vec<Change> = found
        .iter()
        .zip(changes)
        .map(|((owner, finding), change)| match change.unwrap_or(Change::New) {
            Change::New | Change::Worse(_) if was_hidden(base, before(*owner), finding) => Change::Revealed,
            change => change,
        })
        .collect();
    let gone = left
        .into_iter()
        .map(|Before { owner, finding, .. }| {
            let doubt = resolved::doubt(head, &pairs, owner, finding);
            Gone { owner, finding: finding.clone(), doubt }
        })
        .collect();
    let of_alliances = head.alliances.iter_mut().flat_map(|alliance| &mut alliance.findings);
    for (finding, change) in head.findings.iter_mut().chain(of_alliances).zip(changes) {
        finding.change = Some(change);
    }
    Compared { pairs, gone }
}

fn owned(report: &Report) -> impl Iterator<Item = Owned<'_>> {
    let of_alliances =
        report.alliances.iter().enumerate().flat_map(|(place, alliance)| {
            alliance.findings.iter().map(move |finding| (Some(place), finding))
        });
    report.findings.iter().map(|finding| (None, finding)).chain(of_alliances)
}

/// A finding's fingerprint with the name that its alliance has today.
fn today(
    base: &Report,
    head: &Report,
    pairs: &[Pair],
    owner: Option<usize>,
    finding: &ReportedFinding,
) -> Fingerprint {
    let FindingScope::Alliance(name) = &finding.fingerprint.scope else { return finding.fingerprint.clone() };
    let renamed = pairs.iter().filter(|pair| owner.is_none() || pair.base == owner).find_map(|pair| {
        let (before, now) = (base.alliances.get(pair.base?)?, head.alliances.get(pair.head?)?);
        (before.name == *name).then(|| finding.fingerprint.renamed(&now.name))
    });
    renamed.unwrap_or_else(|| finding.fingerprint.clone())
}

/// The same finding, as grave as it was.
fn same(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<Before>) {
    let mut known: HashMap<(&Fingerprint, Severity), Vec<usize>> = HashMap::new();
    for (place, before) in left.iter().enumerate() {
        known.entry((&before.key, before.finding.severity)).or_default().push(place);
    }
    let mut taken = vec![false; left.len()];
    for ((_, finding), change) in found.iter().zip(changes) {
        let places = known.get_mut(&(&finding.fingerprint, finding.severity));
        if let Some(place) = places.and_then(Vec::pop) {
            taken[place] = true;
            *change = Some(Change::Unchanged);
        }
    }
    let mut taken = taken.into_iter();
    left.retain(|_| !taken.next().unwrap_or(false));
}

/// The same finding at another severity.
fn changed_severity(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<Before>) {
    match_up(found, changes, left, |(_, finding), before| finding.fingerprint == before.key);
}

/// The same rule at the same place of the same list, where only the words have changed that the item goes by: a sentence
/// that was vague and is put in other vague words is no new finding.
fn same_place(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<Before>) {
    match_up(found, changes, left, |(owner, finding), before| {
        owner.is_some()
            && *owner == before.now
            && finding.path.contains('[')
            && finding.path == before.finding.path
            && finding.side == before.finding.side
            && finding.rule.id == before.finding.rule.id
    });
}

fn match_up(
    found: &[Owned],
    changes: &mut [Option<Change>],
    left: &mut Vec<Before>,
    is_same: impl Fn(&Owned, &Before) -> bool,
) {
    // The worst chooses first, and what comes nearest to it.
    for severity in Severity::ALL {
        for (owned, change) in found.iter().zip(changes.iter_mut()) {
            if change.is_some() || owned.1.severity != severity {
                continue;
            }
            let nearest = (0..left.len())
                .filter(|place| is_same(owned, &left[*place]))
                .max_by_key(|place| left[*place].finding.severity);
            if let Some(place) = nearest {
                let before = left.remove(place).finding.severity;
                *change = Some(match severity.cmp(&before) {
                    Ordering::Greater => Change::Worse(before),
                    Ordering::Equal => Change::Unchanged,
                    Ordering::Less => Change::Better(before),
                });
            }
        }
    }
}

/// Whether a finding may have been there before without being seen.
fn was_hidden(base: &Report, before: Option<&AllianceReport>, finding: &ReportedFinding) -> bool {
    let covered = |alliance: &AllianceReport| {
        let said = alliance.outcomes.iter().find(|said| said.rule.id == finding.rule.id);
        said.is_some_and(|said| said.absorbed && said.outcome == Outcome::Fail)
    };
    match (before, finding.rule.check) {
        (_, Check::Portfolio(_)) => !base.is_complete(),
        (Some(alliance), check) => {
            let by_mistake = !matches!(check, Check::Engine) && resolved::rests_on_mistake(alliance, finding);
            !alliance.is_whole() || covered(alliance) || by_mistake
        }
        (None, _) => false,
    }
}

/// Whether a finding is about how a file is written, and not about what it says.
fn is_of_reader(finding: &ReportedFinding) -> bool {
    finding.rule.id == invalid_value::RULE.id || finding.rule.id == unknown_field::RULE.id
}
