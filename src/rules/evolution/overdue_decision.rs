//! Going on as before needs no decision, so without a date for one nobody takes it.

use crate::model::calendar::{add_months, days_between};
use crate::model::{DecisionKind, Fix, lapse};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "overdue-decision",
    area: Area::Evolution,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Decide,
    applies: Applies::STRATEGIC.or_paused(),
    doubt: true,
    summary: "it is a long time since anyone decided whether to continue, deepen, restructure or wind down",
    why: "without a decision an alliance continues simply because that takes none, which is rarely the right reason",
    options: &[
        OptionSpec {
            name: "after_months",
            default: Default::Number(12),
            help: "months without a decision before a warning",
        },
        OptionSpec {
            name: "error_after_months",
            default: Default::Number(18),
            help: "months without a decision before an error",
        },
        OptionSpec {
            name: "longest_months",
            default: Default::Number(18),
            help: "months after a decision by which the next one may be set",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let last = cx.facts.last_decision();
    // What is decided and not carried out is unexecuted-wind-down's business.
    if last.is_some_and(|last| last.verdict == DecisionKind::WindDown) {
        return Judged::NotApplicable;
    }
    // What cannot be read may be the decision that is asked for.
    if cx.record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let (longest, usual) = (cx.options.number("longest_months"), cx.options.number("after_months"));
    let usual = usual.min(longest);
    let fix = Fix::from("decide at the next review and record it:").with_example(format!(
        "decisions:\n  - {{ date: {}, verdict: continue, why: …, next: {} }}   # or deepen, restructure, wind-down",
        cx.as_of,
        add_months(cx.as_of, usual)
    ));
    // To hold puts a decision off; it is none of the four.
    let real = cx.facts.decisions.iter().rev().find(|taken| taken.verdict != DecisionKind::Hold);
    let since = real.map(|taken| taken.date).or(cx.facts.launched);
    if let (Some(true), Some(since)) = (cx.facts.is_mature(), since) {
        let overdue = |months| cx.as_of > add_months(since, cx.options.number(months));
        let tier = if overdue("error_after_months") {
            Some(Severity::Error)
        } else {
            overdue("after_months").then_some(Severity::Warning)
        };
        if let Some(tier) = tier {
            let path =
                real.map_or("decisions".to_owned(), |taken| format!("decisions[{}].date", taken.index));
            let message = match real {
                Some(taken) => format!(
                    "the last decision on this alliance, to {}, was {} ago",
                    taken.verdict,
                    lapse(since, cx.as_of)
                ),
                None => format!("no decision is recorded in the {} since launch", lapse(since, cx.as_of)),
            };
            let finding = out.report(tier, path, message).fix(fix);
            if real.is_none() {
                finding.label("started", "the alliance was launched here");
            }
            return Judged::Judged;
        }
    }
    if let Some((last, next)) = last.and_then(|last| Some((last, last.decision.next.get()?.0))) {
        if cx.as_of > next {
            let late = count(days_between(next, cx.as_of), "day");
            out.warning(
                format!("decisions[{}].next", last.index),
                format!("the next decision was due on {next} and is {late} overdue"),
            )
            .fix(fix)
            .label(format!("decisions[{}].date", last.index), "it was set here");
        } else if next > add_months(last.date, longest) {
            out.warning(
                format!("decisions[{}].next", last.index),
                format!("the next decision is set for {next}, {} after the last", lapse(last.date, next)),
            )
            .example(format!(
                "next: {}   # a decision is good for {}; one set further ahead is rarely taken",
                add_months(last.date, usual),
                if usual == 12 { "a year".to_owned() } else { count(usual, "month") }
            ));
        }
        return Judged::Judged;
    }
    match cx.facts.is_mature() {
        Some(true) => Judged::Judged,
        Some(false) => Judged::NotApplicable,
        None => Judged::Unknown,
    }
}
