//! "Growth" is what everybody expects; only a figure can be disappointed.

use crate::model::{List, US};
use crate::rules::governance::common::is_placeholder;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::missing_expectations;

/// The rule.
pub static RULE: Rule = rule! {
    id: "vague-expectation",
    area: Area::Exchange,
    severities: &[Severity::Note],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no expectation of a side has a figure",
    why: "without a figure each side learns at the end of the year what the other had in mind",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let expects = &cx.record.expects;
    let (mut missing, mut unknown) = (false, expects.is_unreadable());
    for side in &cx.facts.sides {
        let wanted = expects.get(side);
        let stated: Vec<(usize, &String)> = wanted
            .into_iter()
            .flat_map(List::iter)
            .filter(|(_, want)| !want.trim().is_empty() && !is_placeholder(want))
            .collect();
        let counted = |want: &str| {
            want.contains(|letter: char| letter.is_ascii_digit())
                || !cx.facts.reading(want).quantities.is_empty()
                || says_all(want)
        };
        if stated.iter().any(|(_, want)| counted(want)) {
            continue;
        }
        // What cannot be read may have the figure.
        if expects.is_invalid(side) || wanted.is_some_and(List::is_invalid) {
            unknown = true;
            continue;
        }
        let Some((index, _)) = stated.first() else {
            missing = true;
            continue;
        };
        let finding = out.note(
            format!("expects.{side}[{index}]"),
            format!("no expectation of {} has a figure", cx.side(side)),
        );
        finding.fix("- HOW MUCH of what and by when   # for example: EUR 200,000 of new fees a year");
        finding.side(side);
        if *side == US {
            finding.remedy(Remedy::Decide);
        }
    }
    match (unknown, missing && out.is_empty()) {
        (true, _) => Judged::Unknown,
        (false, true) => Judged::CoveredBy(&missing_expectations::RULE),
        (false, false) => Judged::Judged,
    }
}

/// "In every tender" can be seen to be kept or broken like a number.
fn says_all(want: &str) -> bool {
    let words = want.split(|letter: char| !letter.is_alphanumeric());
    words.into_iter().any(|word| ["every", "each", "all"].iter().any(|all| word.eq_ignore_ascii_case(all)))
}
