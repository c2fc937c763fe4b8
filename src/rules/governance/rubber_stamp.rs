//! Reviews and decisions that were all written down together with the figures they judge.

use std::collections::BTreeSet;

use crate::model::Alliance;
use crate::rules::finding::Findings;
use crate::rules::past::PastContext;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, Severity, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "rubber-stamp",
    area: Area::Governance,
    severities: &[Severity::Note],
    applies: Applies::ANY.at_any_stage(),
    summary: "every review and decision was written down together with the figures it judges",
    why: "figures and judgement written in one go are no judgement: nobody had the figures beforehand",
    options: &[OptionSpec {
        name: "least_entries",
        default: Default::Number(3),
        help: "fewest reviews and decisions from which the habit is reported",
    }],
    check: Check::Past(check),
};

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    if cx.states.is_empty() {
        return Judged::Unknown;
    }
    let mut places: Vec<usize> = Vec::new();
    if let Some(governance) = cx.now.governance.get() {
        for review in governance.reviews.items().filter(|review| review.date.is_set()) {
            let there = |record: &Alliance| {
                record
                    .governance
                    .get()
                    .is_some_and(|it| it.reviews.items().any(|other| other.date == review.date))
            };
            places.extend(cx.first(there).map(|(place, _)| place));
        }
    }
    for decision in cx.now.decisions.items().filter(|decision| decision.date.is_set()) {
        let there = |record: &Alliance| record.decisions.items().any(|other| other.date == decision.date);
        places.extend(cx.first(there).map(|(place, _)| place));
    }
    // What the first commit brings came before anybody wrote it down here.
    places.retain(|place| *place > 0);
    let figures: BTreeSet<usize> = (1..cx.states.len()).filter(|place| brings_figures(cx, *place)).collect();
    let least = usize::try_from(cx.options.number("least_entries")).unwrap_or(usize::MAX).max(1);
    if places.len() < least {
        return Judged::NotApplicable;
    }
    if places.iter().all(|place| figures.contains(place)) {
        let authors: BTreeSet<&str> = places.iter().map(|place| cx.states[*place].author.as_str()).collect();
        let by = match authors.into_iter().collect::<Vec<_>>().as_slice() {
            [only] if !only.is_empty() => format!(", all by {only}"),
            _ => String::new(),
        };
        out.note(
            "governance.reviews",
            format!(
                "each of {} reviews and decisions was written down in the commit that added figures{by}",
                places.len()
            ),
        )
        .fix("write the results down when they come, and the review when it was held");
    }
    Judged::Judged
}

/// Whether a state holds a result that none before it held.
fn brings_figures(cx: &PastContext, place: usize) -> bool {
    let results = |record: &Alliance| -> BTreeSet<(String, String)> {
        let of = record.metrics.items().flat_map(|metric| {
            let known = metric.results.items().filter(|result| result.total.is_set());
            known.filter_map(|result| Some((metric.label().to_owned(), result.period.copied()?.to_string())))
        });
        of.collect()
    };
    let before = results(&cx.states[place - 1].record);
    !results(&cx.states[place].record).is_subset(&before)
}
