//! The last weeks in which not renewing is still a choice.

use crate::facts::exit::{DecisionWindow, NoticeDeadline};
use crate::model::Renewal;
use crate::model::calendar::days_between;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings, Options};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "notice-deadline-ahead",
    area: Area::Exit,
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "an automatic renewal is near and no decision is recorded",
    why: "a contract that renews itself decides for you, on a day that is in nobody's calendar",
    options: &[
        OptionSpec {
            name: "decide_days",
            default: Default::Number(60),
            help: "days before the notice deadline by which to decide",
        },
        OptionSpec {
            name: "early_days",
            default: Default::Number(90),
            help: "days before that from which a decision counts if it sets the next one after the deadline, or \
                   mentions the renewal",
        },
    ],
    absorbs: Absorbs::all(&[&crate::rules::evolution::overdue_decision::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(term) = cx.record.term.get() else { return Judged::nothing(cx.record.term.is_invalid()) };
    if term.renews.copied() != Some(Renewal::Automatically) {
        return Judged::nothing(term.renews.is_invalid());
    }
    if cx.record.notice_given.is_set() {
        return Judged::NotApplicable;
    }
    let Some(NoticeDeadline { date: deadline, ends }) = cx.facts.ending.deadline else {
        return Judged::Unknown;
    };
    let window = window(&cx.options);
    let opened = window.opens(deadline);
    if !(opened..=deadline).contains(&cx.as_of) {
        return Judged::NotApplicable;
    }
    if window.is_decided(&cx.facts.decisions, deadline) {
        return Judged::Judged;
    }
    let left = match days_between(cx.as_of, deadline) {
        0 => "is today".to_owned(),
        days => format!("is in {}, on {deadline}", count(days, "day")),
    };
    let renewal = match term.renewal_months.copied() {
        Some(months) if months > 0 => format!("renews itself for {}", count(months, "month")),
        _ => "renews itself".to_owned(),
    };
    out.warning(
        "term.ends",
        format!(
            "the last day to give notice {left}, or it {renewal} on {ends}; no decision is recorded since \
             {opened}"
        ),
    )
    .example(format!(
        "decisions:\n  - date: YYYY-MM-DD   # by {deadline}\n    \
         verdict: continue   # or wind-down, restructure, deepen\n    why: ONE SENTENCE\n    next: YYYY-MM-DD"
    ))
    .label("term.renewal_notice_days", format!("notice is due by {deadline}"));
    Judged::Judged
}

/// When a decision counts as one on the renewal, as this rule is set.
pub fn window(options: &Options) -> DecisionWindow {
    DecisionWindow { days: options.number("decide_days"), early_days: options.number("early_days") }
}
