//! The difference between two states, alliance by alliance, ready to be printed.

use std::collections::HashMap;

use super::loosened::{FateOf, loosened};
use super::{Compared, Gone, Pair, compare, pairs};
use crate::load::Source;
use crate::load::changes::{FieldChange, changes};
use crate::model::{Alliance, Portfolio};
use crate::report::difference::{AllianceState, ChangedRecord, Difference, Presence, Tally};
use crate::report::{AllianceReport, Change, Doubt, Report, ReportedFinding};

/// Lays two reports side by side; `names` are what the two states are called. Of an alliance `only`, or of everything.
pub fn difference(
    base: &Report,
    mut head: Report,
    names: [String; 2],
    remarks: Vec<String>,
    fate: &FateOf,
    only: Option<&str>,
) -> Difference {
    let Compared { pairs, gone } = compare(base, &mut head);
    let mut gone_of: HashMap<Option<usize>, Vec<Gone>> = HashMap::new();
    for gone in gone {
        gone_of.entry(gone.owner).or_default().push(gone);
    }
    let mut gone = |owner: Option<usize>| gone_of.remove(&owner).unwrap_or_default();
    let texts = [texts(base), texts(&head)];
    let mut loosened = loosened(base, &head, &pairs, fate);
    let mut entries = vec![portfolio(base, &head, &texts, gone(None))];
    entries.extend(pairs.iter().map(|pair| {
        // One that is new has nothing that could be gone.
        let gone = pair.base.map(|base| gone(Some(base))).unwrap_or_default();
        alliance(base, &head, &texts, pair, gone)
    }));
    let mut incremental = [base.worth.incremental, head.worth.incremental];
    if let Some(only) = only {
        entries.retain(|entry| entry.name.as_deref() == Some(only));
        loosened.retain(|loosened| loosened.alliances.iter().any(|name| name == only));
        // Its entry has its own.
        incremental[0] = incremental[1];
    }
    let tally = tally(&entries);
    entries.retain(ChangedRecord::says_something);
    Difference {
        us: head.us.clone(),
        currency: head.currency.clone(),
        as_of: head.as_of,
        as_of_before: base.as_of,
        names,
        tally,
        incremental,
        entries,
        loosened,
        remarks,
    }
}

fn tally(entries: &[ChangedRecord]) -> Tally {
    let mut tally = Tally::default();
    for entry in entries {
        tally.unchanged += entry.unchanged;
        tally.fixed += entry.fixed.len();
        for unsure in &entry.unsure {
            match unsure.doubt {
                Doubt::Removed => tally.removed += 1,
                _ => tally.unsure += 1,
            }
        }
        for finding in &entry.findings {
            match finding.change {
                Some(Change::New) => tally.new += 1,
                Some(Change::Worse(_)) => tally.worse += 1,
                Some(Change::Revealed) => tally.revealed += 1,
                Some(Change::Better(_)) => tally.better += 1,
                Some(Change::Unchanged) | None => {}
            }
        }
    }
    tally
}

/// The texts of a state, by their files.
type Texts<'r> = HashMap<&'r str, &'r str>;

fn texts(report: &Report) -> Texts<'_> {
    report.sources.iter().map(|source| (&*source.file, source.text.as_str())).collect()
}

fn portfolio(base: &Report, head: &Report, texts: &[Texts; 2], gone: Vec<Gone>) -> ChangedRecord {
    let (before, now) = (base.portfolio_file.as_deref(), head.portfolio_file.as_deref());
    let fields = match (before, now) {
        (Some(before), Some(now)) => fields::<Portfolio>(texts, before, now),
        _ => Vec::new(),
    };
    let (fixed, unsure) = Compared::settled(gone);
    ChangedRecord {
        name: None,
        name_before: None,
        file: now.or(before).unwrap_or_default().to_owned(),
        file_before: before.filter(|before| now.is_some_and(|now| now != *before)).map(str::to_owned),
        presence: Presence::Both,
        standing: [None, None],
        fields,
        findings: told(&head.findings),
        fixed,
        unsure,
        unchanged: unchanged(&head.findings),
    }
}

fn alliance(base: &Report, head: &Report, texts: &[Texts; 2], pair: Pair, gone: Vec<Gone>) -> ChangedRecord {
    let before = pair.base.and_then(|place| base.alliances.get(place));
    let now = pair.head.and_then(|place| head.alliances.get(place));
    let (name, file) = match (now, before) {
        (Some(it), _) | (None, Some(it)) => (it.name.clone(), it.file.to_string()),
        (None, None) => (String::new(), String::new()),
    };
    let (fixed, unsure) = Compared::settled(gone);
    // Of a portfolio that has moved, that is said once and not for every file.
    let moved = before
        .zip(now)
        .is_some_and(|(before, now)| pairs::below(base, &before.file) != pairs::below(head, &now.file));
    ChangedRecord {
        name_before: before.map(|it| it.name.clone()).filter(|before| *before != name),
        file_before: before.map(|it| it.file.to_string()).filter(|_| moved),
        name: Some(name),
        file,
        presence: match (before, now) {
            (None, _) => Presence::Added,
            (_, None) => Presence::Removed,
            _ => Presence::Both,
        },
        standing: [before.and_then(standing), now.and_then(standing)],
        fields: match (before, now) {
            (Some(before), Some(now)) => fields::<Alliance>(texts, &before.file, &now.file),
            _ => Vec::new(),
        },
        findings: now.map(|it| told(&it.findings)).unwrap_or_default(),
        fixed,
        unsure,
        unchanged: now.map(|it| unchanged(&it.findings)).unwrap_or_default(),
    }
}

fn unchanged(findings: &[ReportedFinding]) -> usize {
    findings.iter().filter(|finding| finding.change == Some(Change::Unchanged)).count()
}

/// How an alliance stood; `None` where its file could not be read.
fn standing(alliance: &AllianceReport) -> Option<AllianceState> {
    let health = alliance.health.as_ref()?;
    Some(AllianceState {
        verdict: health.verdict.decision,
        score: health.score.as_ref().map(|score| score.raw.score),
        incremental: health.value.known,
    })
}

/// The findings that are not as they were, the worst first as they stand.
fn told(findings: &[ReportedFinding]) -> Vec<ReportedFinding> {
    findings.iter().filter(|finding| finding.change != Some(Change::Unchanged)).cloned().collect()
}

fn fields<T: serde::de::DeserializeOwned + Default>(
    [texts_before, texts_now]: &[Texts; 2],
    before: &str,
    now: &str,
) -> Vec<FieldChange> {
    match (texts_before.get(before), texts_now.get(now)) {
        (Some(old), Some(new)) if old != new => {
            let source = |file: &str, text: &str| Source::<T>::new(file.to_owned(), Ok(text.to_owned()));
            changes(&source(before, old), &source(now, new))
        }
        _ => Vec::new(),
    }
}
