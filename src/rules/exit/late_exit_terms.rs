//! The end is easy to talk about before the beginning, and only then.

use crate::facts::agreements::lateness;
use crate::model::Date;
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-exit-terms",
    area: Area::Exit,
    severities: &[Severity::Warning, Severity::Note],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Do,
    summary: "the exit terms were agreed after launch",
    why: "once the alliance is running, whoever asks for exit terms seems to want out",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    if exit.agreed.is_absent() {
        out.note("exit.agreed", "it is not recorded whether the exit terms were agreed before launch")
            .fix("agreed: YYYY-MM-DD   # the day both sides first agreed to them");
        return Judged::Judged;
    }
    let Some(agreed) = exit.agreed.get() else { return Judged::Unknown };
    let Some(launched) = cx.facts.renewed else {
        // What has not begun cannot be late.
        let proposed = cx.facts.stage == crate::model::Stage::Proposed;
        return if proposed { Judged::Judged } else { Judged::Unknown };
    };
    let restarted = cx.facts.decisions.iter().find(|taken| taken.date == launched);
    let from = match (restarted, cx.record.started.copied()) {
        (None, Some(started)) => started,
        _ => Date(launched).into(),
    };
    let Some(is_late) = agreed.is_after(&from) else { return Judged::Unknown };
    if is_late {
        let (event, label) = match restarted {
            Some(taken) => {
                ("the restructuring", (format!("decisions[{}].date", taken.index), "decided here"))
            }
            None => ("launch", ("started".to_owned(), "the alliance was launched here")),
        };
        let message = format!("the exit terms were agreed {} after {event}", lateness(&from, agreed));
        out.warning("exit.agreed", message)
            .fix("have both sides confirm the terms in writing while nobody needs them, then waive this")
            .label(label.0, label.1);
    }
    Judged::Judged
}
