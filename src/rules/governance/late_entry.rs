//! Reviews and results that were written down long after they happened.

use chrono::NaiveDate;

use crate::model::Alliance;
use crate::model::calendar::add_days;
use crate::rules::finding::Findings;
use crate::rules::past::{PastContext, PastState, metric};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, Severity, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-entry",
    area: Area::Governance,
    severities: &[Severity::Note],
    applies: Applies::ANY.at_any_stage(),
    summary: "results or reviews were written down long after they happened",
    why: "what is written down months later is written from memory, by somebody who knows how it turned out",
    options: &[
        OptionSpec {
            name: "review_days",
            default: Default::Number(60),
            help: "days after a review by which it must be in the record",
        },
        OptionSpec {
            name: "result_days",
            default: Default::Number(90),
            help: "days after the end of a period by which its result must be in the record",
        },
    ],
    check: Check::Past(check),
};

/// An entry that was late: what it is, by how many days, and where it first stood.
struct Late<'a> {
    index: usize,
    what: String,
    days: i64,
    state: &'a PastState,
}

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    if cx.states.is_empty() {
        return Judged::Unknown;
    }
    let (reviews, results) = (cx.options.number("review_days"), cx.options.number("result_days"));
    if let Some(governance) = cx.now.governance.get() {
        let late = governance.reviews.iter().filter_map(|(index, review)| {
            let day = review.date.copied()?.0;
            let there = |record: &Alliance| {
                record.governance.get().is_some_and(|governance| {
                    governance
                        .reviews
                        .items()
                        .any(|other| other.date.copied().is_some_and(|other| other.0 == day))
                })
            };
            late(cx, index, day.to_string(), day, reviews, there)
        });
        tell(out, "governance.reviews", "reviews", late.collect());
    }
    for (place, found) in cx.now.metrics.iter() {
        let Some(name) = found.name.text() else { continue };
        let late = found.results.iter().filter_map(|(index, result)| {
            let period = result.period.copied()?;
            let there = |record: &Alliance| {
                metric(record, name).is_some_and(|metric| {
                    metric
                        .results
                        .items()
                        .any(|other| other.period.copied() == Some(period) && other.total.is_set())
                })
            };
            late(cx, index, period.to_string(), period.end(), results, there)
        });
        tell(out, &format!("metrics[{place}].results"), &format!("results of \"{name}\""), late.collect());
    }
    Judged::Judged
}

fn late<'a>(
    cx: &PastContext<'a>,
    index: usize,
    what: String,
    day: NaiveDate,
    most: u32,
    there: impl Fn(&Alliance) -> bool,
) -> Option<Late<'a>> {
    let (place, state) = cx.first(there)?;
    // What the first commit brings happened before anybody wrote it down here.
    let was_kept = cx.states.first().is_some_and(|first| place > 0 && first.day <= add_days(day, most));
    let days = (state.day - day).num_days();
    (was_kept && state.day > add_days(day, most)).then_some(Late { index, what, days, state })
}

fn tell(out: &mut Findings, list: &str, of: &str, late: Vec<Late>) {
    let Some(worst) = late.iter().max_by_key(|late| late.days) else { return };
    let message = match late.len() {
        1 => format!(
            "one of the {of}, {}, was written down {} days late, {}",
            worst.what,
            worst.days,
            worst.state.when()
        ),
        number => format!(
            "{number} {of} were written down late, {} the latest: after {} days, {}",
            worst.what,
            worst.days,
            worst.state.when()
        ),
    };
    out.note(format!("{list}[{}]", worst.index), message)
        .fix("write each down when it happens; a review takes two lines in the record");
}
