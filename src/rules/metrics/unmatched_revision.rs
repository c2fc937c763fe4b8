//! A revision says what a level became; where the record says otherwise, one more change was made by nobody.

use rust_decimal::Decimal;

use super::common::each_headline;
use crate::model::{Field, Metric, Money, Revision, exact_decimal, grouped};
use crate::rules::rule::{Area, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unmatched-revision",
    area: Area::Metrics,
    doubt: true,
    summary: "the revisions of a metric do not lead to its recorded level",
    why: "a level that no revision explains was changed by somebody who did not write it down",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if metric.revisions.is_invalid() {
            return Judged::Unknown;
        }
        let mut judged = Judged::NotApplicable;
        for field in ["target", "floor", "unit"] {
            let mut steps: Vec<(usize, &Revision)> = metric
                .revisions
                .iter()
                .filter(|(_, revision)| {
                    revision.field.text().is_some_and(|name| name.eq_ignore_ascii_case(field))
                })
                .collect();
            // By date where every one has one, else as they stand.
            if steps.iter().all(|(_, revision)| revision.date.is_set()) {
                steps.sort_by_key(|(_, revision)| revision.date.get().map(|date| date.0));
            }
            let Some((last, revision)) = steps.last() else { continue };
            judged = Judged::Judged;
            let path =
                |index: &usize, key: &str| format!("metrics[{}].revisions[{index}].{key}", headline.index);
            if let (Some(to), Some(now)) = (revision.to.text(), now(metric, field))
                && !is_same(to, &now)
            {
                out.warning(
                    path(last, "to"),
                    format!(
                        "the {field} of \"{}\" was last revised to {}, but the record says {}",
                        metric.label(),
                        shown(to),
                        shown(&now)
                    ),
                )
                .fix(format!(
                    "set the {field} back to {}, or record the revision that changed it, with the day \
                              and who agreed",
                    shown(to)
                ))
                .label(format!("metrics[{}].{field}", headline.index), format!("the recorded {field}"));
                continue;
            }
            for pair in steps.windows(2) {
                let [(_, before), (index, after)] = pair else { continue };
                if let (Some(to), Some(from)) = (before.to.text(), after.from.text())
                    && !is_same(to, from)
                {
                    out.warning(
                        path(index, "from"),
                        format!(
                            "the {field} of \"{}\" was revised from {}, but the revision before had made it {}",
                            metric.label(),
                            shown(from),
                            shown(to)
                        ),
                    )
                    .fix("record the change between the two, with the day and who agreed, or correct the one that is wrong");
                    break;
                }
            }
        }
        judged
    })
}

/// What the record says today.
fn now(metric: &Metric, field: &str) -> Option<String> {
    let level = |level: &Field<Money>| level.get().map(|level| level.amount.to_string());
    match field {
        "target" => level(&metric.target),
        "floor" => level(&metric.floor),
        _ => metric.unit.text().map(str::to_owned),
    }
}

fn is_same(one: &str, other: &str) -> bool {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.trim().eq_ignore_ascii_case(other.trim()),
        // A level with its currency or in words: nobody can tell.
        _ => true,
    }
}

fn number(text: &str) -> Option<Decimal> {
    exact_decimal(text.trim())
}

fn shown(level: &str) -> String {
    number(level).map_or_else(|| level.to_owned(), grouped)
}
