//! The one-page pre-read for the review of an alliance: the decision first, then what the review goes through.

mod agenda;
mod common;
mod promises;
mod questions;
mod results;
mod standing;
mod theirs;

pub(super) use common::decision;
pub(super) use promises::{issues, promises};
pub(super) use questions::{answers, options};
pub(super) use results::{chart, metrics};
pub(super) use standing::{facts, standing};
pub use theirs::theirs;

use crate::render::document::{Part, spoken};
use crate::report::{AllianceReport, Report};
use crate::text::{capital, clipped, long_day};

use agenda::our_agenda;

/// The brief for our own side, on one page: what to decide, then why, then what to talk about. `sources` adds the places
/// in the files that it rests on.
pub fn ours(report: &Report, alliance: &AllianceReport, sources: bool) -> Vec<Part> {
    let mut parts = vec![Part::Title(format!("{}: review brief", alliance.name), beside(report, alliance))];
    let Some(health) = &alliance.health else {
        parts.push(Part::Callout(
            "Not ready".to_owned(),
            "its file cannot be read, so nothing can be said about the alliance; `alliance audit` says what to fix".to_owned(),
        ));
        return parts;
    };
    let verdict = &health.verdict;
    parts.push(Part::Callout(
        decision(verdict.decision),
        format!("{}.", capital(&clipped(&verdict.headline, REASON))),
    ));
    parts.push(Part::Facts(facts(report, alliance, health)));
    parts.extend(chart(health).map(Part::Chart));
    let mut why = reasons(alliance, sources);
    if verdict.decision.is_needed() && !verdict.change.is_empty() {
        why.push(format!("What would change this: {}", verdict.change));
    }
    if !why.is_empty() {
        parts.push(Part::Heading("Why".to_owned()));
        parts.push(Part::List(why));
    }
    parts.push(Part::Heading("The four questions".to_owned()));
    parts.push(Part::Facts(answers(alliance, health)));
    let options = options(report, alliance, health);
    if !options.is_empty() {
        parts.push(Part::Heading("Options".to_owned()));
        parts.push(Part::Facts(options));
    }
    parts.push(Part::Heading("Agenda".to_owned()));
    parts.push(Part::List(our_agenda(report, alliance, health)));
    spoken(&parts)
}

/// Longest reason, and how many of them there are.
const REASON: usize = 150;

const REASONS: usize = 4;

/// What the decision rests on, what is wrong before what is missing.
fn reasons(alliance: &AllianceReport, sources: bool) -> Vec<String> {
    let said = alliance.why.iter().map(|why| (why.text.as_str(), &why.at));
    // The callout has the first already where it is the only one that says so.
    let headline = alliance.health.as_ref().map_or("", |health| health.verdict.headline.as_str());
    let found = alliance.faults().map(|finding| (finding.headline.as_str(), &finding.at));
    let mut seen: Vec<&str> = vec![headline];
    let mut lines = Vec::new();
    for (text, at) in said.chain(found) {
        if seen.contains(&text) {
            continue;
        }
        seen.push(text);
        lines.push(match sources {
            true => format!("{} ({}:{})", capital(&clipped(text, REASON)), at.file, at.line),
            false => capital(&clipped(text, REASON)),
        });
    }
    let shown = if sources { lines.len() } else { REASONS };
    lines.truncate(shown);
    lines
}

fn beside(report: &Report, alliance: &AllianceReport) -> String {
    let kind = alliance.kind.map(|kind| format!("{kind}, ")).unwrap_or_default();
    let stage = alliance.stage.map(|stage| format!("{stage}, ")).unwrap_or_default();
    format!("{kind}{stage}as of {}", long_day(report.as_of))
}
