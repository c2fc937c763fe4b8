//! What a change means: the findings that it settles, those that it brings, and what is next.

use std::collections::HashSet;
use std::fmt::Write;

use super::Session;
use crate::load::{Inputs, Record, Source};
use crate::render::escape::terminal;
use crate::report::{Fingerprint, Report, ReportedFinding, counted};

/// Judges the portfolio as it would be with other texts in some of its files.
pub(super) fn with(mut inputs: Inputs, texts: &[(String, String)], setting: &Session) -> Report {
    let year = inputs.fiscal_year();
    for record in &mut inputs.records {
        if let Some((file, text)) = texts.iter().find(|(file, _)| file == record.path()) {
            *record = Record::from(Source::as_far_as_readable(file.clone(), Ok(text.clone()), year));
        }
    }
    if let Some(portfolio) = &mut inputs.portfolio
        && let Some((file, text)) = texts.iter().find(|(file, _)| **file == *portfolio.path)
    {
        *portfolio = Source::new(file.clone(), Ok(text.clone()));
    }
    setting.judge(inputs)
}

/// What is different for an alliance, by its place, and what comes next there.
pub(super) fn of(before: &Report, after: &Report, place: usize) -> String {
    let mut text = String::new();
    let (old, new) = (findings(before, place), findings(after, place));
    // A record may have thousands.
    let known = |all: &[&ReportedFinding]| -> HashSet<Fingerprint> {
        all.iter().map(|finding| finding.fingerprint.clone()).collect()
    };
    let (was, is) = (known(&old), known(&new));
    for finding in old.iter().filter(|finding| !is.contains(&finding.fingerprint)) {
        let _ = writeln!(text, "Settles: {} ({})", terminal(&finding.headline), finding.rule.id);
    }
    let brought: Vec<_> = new.iter().filter(|finding| !was.contains(&finding.fingerprint)).collect();
    for finding in &brought {
        let _ = writeln!(text, "New: {} ({})", terminal(&finding.headline), finding.rule.id);
    }
    let Some(alliance) = after.alliances.get(place) else { return text };
    match alliance.findings.first() {
        Some(next) if brought.first().is_none_or(|new| new.fingerprint != next.fingerprint) => {
            let _ = writeln!(text, "Next: {} ({})", terminal(&next.headline), next.rule.id);
            if let Some(advice) = next.fix.without_example() {
                let _ = writeln!(text, "      {}", terminal(advice));
            }
        }
        Some(_) => {}
        None => text.push_str("Next: nothing is open here.\n"),
    }
    text
}

/// As many findings that come to light are listed; more are counted.
const LISTED: usize = 3;

/// What is found in some alliances, by their places, only since they were changed.
pub(super) fn brought(before: &Report, after: &Report, places: &[usize]) -> String {
    let own = |report: &'_ Report, place: usize| -> Vec<(Fingerprint, String)> {
        let found = report.alliances.get(place).into_iter().flat_map(|alliance| &alliance.findings);
        found
            .map(|finding| {
                (finding.fingerprint.clone(), format!("{} ({})", finding.headline, finding.rule.id))
            })
            .collect()
    };
    let new: Vec<String> = places
        .iter()
        .flat_map(|place| {
            let (marks, titles): (HashSet<Fingerprint>, HashSet<String>) =
                own(before, *place).into_iter().unzip();
            own(after, *place)
                .into_iter()
                .filter(move |new| !marks.contains(&new.0) && !titles.contains(&new.1))
        })
        .map(|(_, title)| title)
        .collect();
    if new.len() > LISTED {
        return format!(
            "{} can now be seen that could not before; `alliance audit` shows them.\n",
            counted(new.len(), "finding")
        );
    }
    new.iter().map(|title| format!("New: {}\n", terminal(title))).collect()
}

/// The findings on an alliance and on the portfolio as a whole.
fn findings(report: &Report, place: usize) -> Vec<&ReportedFinding> {
    let own = report.alliances.get(place).map(|alliance| alliance.findings.as_slice()).unwrap_or_default();
    own.iter().chain(&report.findings).collect()
}
