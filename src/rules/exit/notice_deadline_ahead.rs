//! The last weeks in which not renewing is still a choice.

use crate::model::Renewal;
use crate::model::date::{days_between, sub_days};
use crate::rules::rule::{Absorbs, Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "notice-deadline-ahead",
    area: Area::Exit,
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "an automatic renewal is near and nothing has been decided",
    why: "a contract that renews itself decides for you, on a day that is in nobody's calendar",
    options: &[OptionSpec {
        name: "decide_days",
        default: Default::Number(60),
        help: "days before the notice deadline by which to decide",
    }],
    absorbs: Absorbs::all(&[&crate::rules::evolution::overdue_decision::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(term) = cx.record.term.get() else { return none(cx.record.term.is_invalid()) };
    if term.renews.copied() != Some(Renewal::Automatically) {
        return none(term.renews.is_invalid());
    }
    if cx.record.notice_given.is_set() {
        return Judged::NotApplicable;
    }
    let (Some(ends), Some(deadline)) = (cx.facts.term_ends, cx.facts.notice_deadline) else {
        return Judged::Unknown;
    };
    let opened = sub_days(deadline, cx.options.number("decide_days"));
    if !(opened..=deadline).contains(&cx.as_of) {
        return Judged::NotApplicable;
    }
    if cx.facts.last_decision().is_some_and(|taken| taken.date >= opened) {
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
            "the last day to give notice {left}, or it {renewal} on {ends}; \
             nothing has been decided since {opened}"
        ),
    )
    .fix(format!(
        "decisions:\n  - date: YYYY-MM-DD   # by {deadline}\n    \
         verdict: continue   # or wind-down, restructure, deepen\n    why: ONE SENTENCE\n    next: YYYY-MM-DD"
    ))
    .label("term.renewal_notice_days", format!("notice is due by {deadline}"));
    Judged::Judged
}

fn none(invalid: bool) -> Judged {
    if invalid { Judged::Unknown } else { Judged::NotApplicable }
}
