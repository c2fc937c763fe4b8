//! Two reports side by side: what is new, worse, mended, and what nobody can say. It knows no files, commits or clocks.

pub mod difference;
pub mod history;
pub mod loosened;
mod pairs;
pub mod promises;
mod resolved;
pub mod verdicts;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;

use crate::report::{
    AllianceReport, Change, Doubt, FindingScope, Fingerprint, Report, ReportedFinding, Unsure,
};
use crate::rules::{Check, Outcome, Severity};

pub use pairs::{Pair, Pairs, pairs};

/// What two reports say side by side. The later report's findings are marked themselves.
#[derive(Debug)]
pub struct Compared {
    /// The alliances of both, each with its counterpart.
    pub pairs: Pairs,
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
struct EarlierFinding<'r> {
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
    let names = Names::new(base, head, &pairs);
    let mut left: Vec<EarlierFinding> = owned(base)
        .map(|(owner, finding)| EarlierFinding {
            key: names.today(owner, finding),
            owner,
            now: owner.and_then(|owner| pairs.now(owner)),
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
    let before = |now: Option<usize>| base.alliances.get(pairs.before(now?)?);
    let is_base_complete = base.is_complete();
    let changes: Vec<Change> = found
        .iter()
        .zip(changes)
        .map(|((owner, finding), change)| match change.unwrap_or(Change::New) {
            Change::New | Change::Worse(_) if was_hidden(is_base_complete, before(*owner), finding) => {
                Change::Revealed
            }
            change => change,
        })
        .collect();
    let whole = resolved::Whole::of(head, &pairs);
    let gone = left
        .into_iter()
        .map(|EarlierFinding { owner, finding, .. }| {
            let doubt = whole.doubt(owner, finding);
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

/// The names that alliances have today.
struct Names<'r> {
    base: &'r Report,
    head: &'r Report,
    pairs: &'r Pairs,
    /// By the earlier name; of two alliances that shared one, the first.
    by_name: HashMap<&'r str, &'r str>,
}

impl<'r> Names<'r> {
    fn new(base: &'r Report, head: &'r Report, pairs: &'r Pairs) -> Self {
        let mut by_name = HashMap::new();
        for pair in pairs.iter() {
            let both = pair.base.zip(pair.head);
            let both = both.and_then(|(was, is)| Some((base.alliances.get(was)?, head.alliances.get(is)?)));
            if let Some((was, is)) = both {
                by_name.entry(&*was.name).or_insert(&*is.name);
            }
        }
        Self { base, head, pairs, by_name }
    }

    /// A finding's fingerprint with the name that its alliance has today.
    fn today(&self, owner: Option<usize>, finding: &ReportedFinding) -> Fingerprint {
        let FindingScope::Alliance(name) = &finding.fingerprint.scope else {
            return finding.fingerprint.clone();
        };
        let now = match owner {
            None => self.by_name.get(&**name).copied(),
            Some(place) => {
                let was = self.base.alliances.get(place).filter(|was| was.name == *name);
                let is = was.and_then(|_| self.head.alliances.get(self.pairs.now(place)?));
                is.map(|is| is.name.as_str())
            }
        };
        now.map_or_else(|| finding.fingerprint.clone(), |now| finding.fingerprint.renamed(now))
    }
}

/// The same finding, as serious as it was.
fn same(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<EarlierFinding>) {
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
    retain(left, &taken);
}

/// The same finding at another severity.
fn changed_severity(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<EarlierFinding>) {
    let signs: Vec<_> = found.iter().map(|(_, finding)| Some(&finding.fingerprint)).collect();
    let mut signs_before: HashMap<&Fingerprint, Vec<usize>> = HashMap::new();
    for (place, before) in left.iter().enumerate() {
        signs_before.entry(&before.key).or_default().push(place);
    }
    let taken = match_up(found, changes, left, &signs, signs_before);
    retain(left, &taken);
}

/// The same rule at the same place of the same list, where only the words have changed that the item goes by: a sentence
/// that was vague and is put in other vague words is no new finding.
fn same_place(found: &[Owned], changes: &mut [Option<Change>], left: &mut Vec<EarlierFinding>) {
    let sign = |owner: Option<usize>, finding: &'_ ReportedFinding| {
        let owner = owner.filter(|_| finding.path.contains('['))?;
        Some((owner, finding.path.clone(), finding.side.clone(), finding.rule.id))
    };
    let signs: Vec<_> = found.iter().map(|(owner, finding)| sign(*owner, finding)).collect();
    let mut signs_before: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, before) in left.iter().enumerate() {
        if let Some(sign) = sign(before.now, before.finding) {
            signs_before.entry(sign).or_default().push(place);
        }
    }
    let taken = match_up(found, changes, left, &signs, signs_before);
    retain(left, &taken);
}

/// Gives each finding that has none yet the counterpart that comes nearest to it, of those with the same sign; says which
/// of them are taken.
fn match_up<K: Hash + Eq>(
    found: &[Owned],
    changes: &mut [Option<Change>],
    left: &[EarlierFinding],
    signs: &[Option<K>],
    mut signs_before: HashMap<K, Vec<usize>>,
) -> Vec<bool> {
    let mut taken = vec![false; left.len()];
    // The worst chooses first, and what comes nearest to it.
    for severity in Severity::ALL {
        for (((_, finding), sign), change) in found.iter().zip(signs).zip(changes.iter_mut()) {
            if change.is_some() || finding.severity != severity {
                continue;
            }
            let Some(same) = sign.as_ref().and_then(|sign| signs_before.get_mut(sign)) else { continue };
            let nearest = (0..same.len()).max_by_key(|at| left[same[*at]].finding.severity);
            let Some(place) = nearest.map(|at| same.remove(at)) else { continue };
            taken[place] = true;
            let before = left[place].finding.severity;
            *change = Some(match severity.cmp(&before) {
                Ordering::Greater => Change::Worse(before),
                Ordering::Equal => Change::Unchanged,
                Ordering::Less => Change::Better(before),
            });
        }
    }
    taken
}

/// Keeps those that are not taken.
fn retain(left: &mut Vec<EarlierFinding>, taken: &[bool]) {
    let mut taken = taken.iter();
    left.retain(|_| !taken.next().copied().unwrap_or(false));
}

/// Whether a finding may have been there before without being seen.
fn was_hidden(is_base_complete: bool, before: Option<&AllianceReport>, finding: &ReportedFinding) -> bool {
    let covered = |alliance: &AllianceReport| {
        let said = alliance.outcomes.iter().find(|said| said.rule.id == finding.rule.id);
        said.is_some_and(|said| said.absorbed && said.outcome == Outcome::Fail)
    };
    match (before, finding.rule.check) {
        (_, Check::Portfolio(_)) => !is_base_complete,
        (Some(alliance), check) => {
            let by_mistake = !matches!(check, Check::Engine) && resolved::rests_on_mistake(alliance, finding);
            !alliance.is_whole() || covered(alliance) || by_mistake
        }
        (None, _) => false,
    }
}
