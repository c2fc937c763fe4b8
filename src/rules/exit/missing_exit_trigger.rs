//! Nobody wants to be the first to say that it is not working, so a number has to say it.

use std::collections::HashSet;

use crate::model::{Edit, Trigger, Yaml, comparable};
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{listed, nearest, only_near};

use super::common::{terms, trigger_stub};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-exit-trigger",
    area: Area::Exit,
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no agreed condition opens the exit conversation",
    why: "without an agreed level at which to talk, the talk waits until somebody is brave",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if exit.triggers.is_absent() {
        out.warning(
            "exit.triggers",
            "no trigger for an exit conversation is agreed: a metric, a level and for how long",
        )
        .fix(trigger_stub(cx));
        return Judged::Judged;
    }
    let known: Vec<&str> = cx.record.metrics.items().filter_map(|metric| metric.name.text()).collect();
    let folded: HashSet<String> = known.iter().map(|known| comparable(known)).collect();
    for (index, trigger) in exit.triggers.iter() {
        judge(cx, out, index, trigger, (&known, &folded));
    }
    let unnamed = cx.record.metrics.items().any(|metric| metric.name.is_invalid());
    if exit.triggers.is_invalid() || unnamed { Judged::Unknown } else { Judged::Judged }
}

/// Most metrics that a fix lists.
const LISTED: usize = 100;

/// A trigger that can never be met opens nothing. `metrics` are the names of those that there are, as written and folded.
fn judge(
    cx: &Context,
    out: &mut Findings,
    index: usize,
    trigger: &Trigger,
    (known, names): (&[&str], &HashSet<String>),
) {
    // An event needs no level: it happens or it does not.
    if trigger.is_event() {
        return;
    }
    let path = format!("exit.triggers[{index}]");
    let parts = [
        (trigger.metric.is_absent(), "metric", "no metric"),
        (trigger.below.is_absent() && trigger.above.is_absent(), "below", "no level"),
        (trigger.duration.is_absent(), "for", "no duration"),
    ];
    let missing: Vec<_> = parts.into_iter().filter(|part| part.0).collect();
    if let Some((_, field, _)) = missing.first() {
        let named: Vec<&str> = missing.iter().map(|part| part.2).collect();
        out.warning(format!("{path}.{field}"), format!("the exit trigger has {}", listed(&named)))
            .fix(trigger_stub(cx));
        return;
    }
    let Some(name) = trigger.metric.text() else { return };
    // Without metrics, missing-metrics speaks.
    let unnamed = || cx.record.metrics.items().any(|metric| metric.name.is_invalid());
    if known.is_empty() || cx.record.metrics.is_invalid() || unnamed() || names.contains(&comparable(name)) {
        return;
    }
    // Among more than that nobody finds a name, and looking through all of them for each trigger takes minutes.
    let known = known.get(..LISTED).unwrap_or(known);
    let fix = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => {
            let quoted: Vec<String> = known.iter().map(|known| format!("\"{known}\"")).collect();
            format!("name one of the metrics as the record does: {}", quoted.join(", "))
        }
    };
    out.warning(
        format!("{path}.metric"),
        format!("the exit trigger can never be met: no metric is called \"{name}\""),
    )
    .fix(fix)
    .edit(
        only_near(name, known.iter().copied())
            .map(|near| Edit::Set { path: format!("{path}.metric"), value: Yaml::text(near) }),
    );
}
