//! A level that was changed without a word in the record.

use crate::model::{Metric, Money};
use crate::rules::finding::Findings;
use crate::rules::past::{PastContext, PastState, metric, shown};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "silent-goalpost",
    area: Area::Metrics,
    applies: Applies::ANY.at_any_stage(),
    doubt: true,
    summary: "a target, floor, unit, scope or comparison was changed without an entry in `revisions`",
    why: "a line that can move unannounced was never a line: anyone reading the record now holds the results \
          against a promise nobody made",
    check: Check::Past(check),
};

/// What both sides agree on, as words to compare.
fn values(metric: &Metric) -> [(&'static str, Option<String>); 6] {
    let money = |money: Option<&Money>| money.map(shown);
    let method = metric.counterfactual.get().and_then(|it| it.method.copied());
    [
        ("target", money(metric.target.get())),
        ("floor", money(metric.floor.get())),
        ("unit", metric.unit.text().map(str::to_owned)),
        ("scope", metric.scope.copied().map(|scope| scope.word().to_owned())),
        ("headline", Some(if metric.is_headline() { "true" } else { "false" }.to_owned())),
        ("counterfactual", method.map(|method| method.word().to_owned())),
    ]
}

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    if cx.states.is_empty() {
        return Judged::Unknown;
    }
    let Some(launch) = cx.now.started.copied().map(|day| day.0) else { return Judged::Unknown };
    for (index, found) in cx.now.metrics.iter() {
        let Some(name) = found.name.text() else { continue };
        let mut moved: Vec<(&'static str, String, String, &PastState)> = Vec::new();
        for (before, after) in cx.steps().filter(|(_, after)| after.day > launch) {
            let (Some(was), Some(is)) = (metric(&before.record, name), metric(&after.record, name)) else {
                continue;
            };
            for ((field, was), (_, is)) in values(was).into_iter().zip(values(is)) {
                // What was not there before is late, which another rule says.
                let Some(was) = was else { continue };
                let is = is.unwrap_or_else(|| "nothing".to_owned());
                if was != is {
                    moved.push((field, was, is, after));
                }
            }
        }
        let fields = values(found).map(|(field, _)| field);
        for field in fields {
            let changes: Vec<_> = moved.iter().filter(|(other, ..)| *other == field).collect();
            let told = found.revisions.items().filter(|revision| {
                revision.field.text().is_some_and(|text| text.split('.').next() == Some(field))
            });
            let told = told.count();
            let Some((_, was, is, after)) = changes.last().filter(|_| changes.len() > told) else { continue };
            let when = after.when();
            let others = match changes.len() - told {
                1 => String::new(),
                number => format!(", the last of {number} changes"),
            };
            out.warning(
                format!("metrics[{index}].{field}"),
                format!(
                    "`{field}` of \"{name}\" was changed from {was} to {is} {when}{others} without an entry \
                         in `revisions`"
                ),
            )
            .fix(format!(
                "revisions:\n  - {{ date: {}, field: {field}, from: {was}, to: {is}, agreed_by: [] }}",
                after.day
            ));
        }
    }
    Judged::Judged
}
