//! Said to be agreed before launch, and first written down after it.

use chrono::NaiveDate;

use crate::model::calendar::add_days;
use crate::model::{Alliance, Metric, same_name};
use crate::rules::finding::Findings;
use crate::rules::past::{PastContext, metric};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, Weakens, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "backdated-agreement",
    area: Area::Metrics,
    applies: Applies::ANY.at_any_stage(),
    doubt: true,
    weakens: Weakens::Mark,
    summary: "something recorded as agreed before launch was first written down after it",
    why: "a level written down once the results are in describes them; it is not a promise",
    options: &[OptionSpec {
        name: "grace_days",
        default: Default::Number(30),
        help: "days after launch within which the agreement may still be written down",
    }],
    check: Check::Past(check),
};

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    let Some(launch) = cx.now.started.copied().map(|day| day.0) else { return Judged::Unknown };
    let Some(first) = cx.states.first() else { return Judged::Unknown };
    let limit = add_days(launch, cx.options.number("grace_days"));
    // A history that begins after launch shows nothing of what was there before.
    if first.day > limit {
        return Judged::Unknown;
    }
    for (index, found) in cx.now.metrics.iter() {
        let Some(name) = found.name.text() else { continue };
        let path = format!("metrics[{index}].agreed");
        let there =
            |record: &Alliance| metric(record, name).is_some() || is_under_another_name(cx, record, found);
        judge(
            cx,
            out,
            ClaimedDay { what: format!("\"{name}\""), path, limit },
            found.agreed.copied().map(|day| day.0),
            there,
        );
    }
    for (side, list) in cx.now.contributions.iter() {
        for (index, found) in list.iter() {
            let Some(what) = found.what.text() else { continue };
            let path = format!("contributions.{side}[{index}].agreed");
            let there = |record: &Alliance| {
                record.contributions.get(side).is_some_and(|list| {
                    list.items().any(|other| {
                        other.what.text().is_some_and(|other| same_name(other, what))
                            || (other.amount.is_set()
                                && other.amount == found.amount
                                && other.unit == found.unit)
                    })
                })
            };
            let claim = ClaimedDay { what: format!("\"{what}\""), path, limit };
            judge(cx, out, claim, found.agreed.copied().map(|day| day.0), there);
        }
    }
    if let Some(exit) = cx.now.exit.get() {
        let there =
            |record: &Alliance| record.exit.get().is_some_and(|exit| *exit != crate::model::Exit::default());
        let claim = ClaimedDay { what: "the exit clause".to_owned(), path: "exit.agreed".to_owned(), limit };
        judge(cx, out, claim, exit.agreed.copied().map(|day| day.0), there);
    }
    Judged::Judged
}

/// Something that is said to be agreed.
struct ClaimedDay {
    what: String,
    path: String,
    /// The last day by which it should have been written down.
    limit: NaiveDate,
}

fn judge(
    cx: &PastContext,
    out: &mut Findings,
    claim: ClaimedDay,
    agreed: Option<NaiveDate>,
    there: impl Fn(&Alliance) -> bool,
) {
    let ClaimedDay { what, path, limit } = claim;
    let Some(agreed) = agreed.filter(|agreed| *agreed <= limit) else { return };
    let Some((place, state)) = cx.first(there) else { return };
    if place > 0 && state.day > limit {
        out.warning(
            path,
            format!(
                "{what} is recorded as agreed on {agreed} but was first written down {}; the record had existed \
                 since {}",
                state.when(),
                cx.states[0].day
            ),
        )
        .fix("write the day on which both sides actually agreed to it");
    }
}

/// Whether a metric is there that this one took the place of with the same levels.
fn is_under_another_name(cx: &PastContext, record: &Alliance, metric: &Metric) -> bool {
    record.metrics.items().any(|other| {
        let is_still_there = cx.now.metrics.items().any(|now| {
            now.name.text().zip(other.name.text()).is_some_and(|(now, other)| same_name(now, other))
        });
        !is_still_there
            && (other.target.is_set() || other.floor.is_set())
            && (&other.unit, &other.target, &other.floor) == (&metric.unit, &metric.target, &metric.floor)
    })
}
