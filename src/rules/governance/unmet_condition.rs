//! A condition for signing that is not met is a reason not to sign.

use crate::model::Stage;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unmet-condition",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::ANY.or_proposed(),
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "a condition for signing is not met",
    why: "conditions that are signed over are never met afterwards",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.conditions.is_absent() {
        return Judged::NotApplicable;
    }
    // Once it runs, only what is overdue is still said.
    let proposed = cx.facts.stage == Stage::Proposed;
    for (index, condition) in cx.record.conditions.iter() {
        let due = condition.due.get().map(|due| due.0);
        let late = due.is_some_and(|due| due < cx.as_of);
        if !condition.met.is_absent() || !(proposed || late) {
            continue;
        }
        let what = shorten(condition.what.text().unwrap_or("a condition"), 60);
        let day = match due {
            Some(due) if late => format!(", and was due on {due}"),
            Some(due) => format!(", and is due by {due}"),
            None => String::new(),
        };
        let path = if condition.due.is_absent() {
            format!("conditions[{index}]")
        } else {
            format!("conditions[{index}].due")
        };
        out.error(path, format!("the condition \"{what}\" is not met{day}"))
            .fix("have it met and add `met: DATE`, or agree in writing to drop it and remove it");
    }
    if cx.record.conditions.is_invalid() { Judged::Unknown } else { Judged::Judged }
}
