//! A number that one side has to take on trust settles no argument.

use super::common::each_headline;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "one-sided-tracking",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "a side cannot read a headline metric for itself",
    why: "a side that has to take the number on trust will doubt it on the day it hurts",
    check: Check::Record(check),
};

/// Most sides that are told of one by one for each metric; with more, what is told grows with the square of the record.
const ONE_BY_ONE: usize = 50;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let (name, path) = (headline.metric.label(), format!("metrics[{}].tracked_by", headline.index));
        let tracked = &headline.metric.tracked_by;
        if cx.facts.sides.iter().any(|side| tracked.is_invalid(side)) {
            return Judged::Unknown;
        }
        let source =
            |side: &str| tracked.get(side).map(|source| source.trim()).filter(|source| !source.is_empty());
        let blind: Vec<&str> = cx.facts.sides.iter().copied().filter(|side| source(side).is_none()).collect();
        if blind.len() == cx.facts.sides.len() {
            let sources: Vec<String> = blind.iter().map(|side| format!("{side}: …")).collect();
            out.error(path, format!("no side names where it reads \"{name}\""))
                .fix(format!("tracked_by: {{ {} }}   # each side's own report", sources.join(", ")));
            return Judged::Judged;
        }
        if blind.len() > ONE_BY_ONE {
            out.error(path, format!("{} sides have no source of their own for \"{name}\"", blind.len()))
                .fix("name under `tracked_by` where each side reads it");
            return Judged::Judged;
        }
        for side in &blind {
            let who = cx.side(side);
            out.error(format!("{path}.{side}"), format!("{who} has no source of its own for \"{name}\""))
                .fix(format!("{side}: …   # the report in which {who} reads it without asking"))
                .side(side);
        }
        let sources: Vec<String> =
            cx.facts.sides.iter().filter_map(|side| source(side)).map(str::to_lowercase).collect();
        if let [first, rest @ ..] = sources.as_slice()
            && blind.is_empty()
            && rest.iter().all(|other| other == first)
        {
            let shown = source(cx.facts.sides.first().copied().unwrap_or_default()).unwrap_or_default();
            out.warning(path, format!("all sides read \"{name}\" in the same place, \"{shown}\""))
                .fix("name a record that each side keeps itself, even a rougher one, so that the two can be compared");
        }
        Judged::Judged
    })
}
