//! Everything goes by an alliance's name: two records of one name cannot be told apart.

use crate::model::comparable;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::rules::{AllianceSummary, Findings, PortfolioContext};

/// The rule.
pub static RULE: Rule = rule! {
    id: "duplicate-alliance",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    summary: "two records have the same name",
    why: "waivers, settings and comparisons go by the name, and would be applied to the wrong alliance",
    check: Check::Portfolio(check),
};

fn check(cx: &PortfolioContext, out: &mut Findings) -> Judged {
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, member) in cx.members.iter().enumerate() {
        if member.is_named {
            named.entry(comparable(&member.name)).or_default().push(index);
        }
    }
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for places in named.values_mut() {
        places.sort_by_key(|place| (cx.members.get(*place).map(launch), *place));
        if let Some((first, later)) = places.split_first() {
            copies.extend(later.iter().map(|copy| (*copy, *first)));
        }
    }
    copies.sort_unstable();
    for (copy, first) in copies {
        let (Some(member), Some(other)) = (cx.members.get(copy), cx.members.get(first)) else { continue };
        out.error(
            "name",
            format!("\"{}\" is also the name of another alliance{}", member.name, described(other)),
        )
        .fix("give this one a name of its own, or remove the file if it is a copy")
        .member(copy);
    }
    Judged::Judged
}

/// Of two records the one launched later is likelier to be the copy; one without a date likelier still.
fn launch(member: &AllianceSummary) -> NaiveDate {
    member.started.unwrap_or(NaiveDate::MAX)
}

/// The other record, by what tells it apart.
fn described(member: &AllianceSummary) -> String {
    let partner = member.partner.clone();
    let started = member.started.map(|started| format!("launched on {started}"));
    let known: Vec<String> = partner.into_iter().chain(started).collect();
    if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) }
}
