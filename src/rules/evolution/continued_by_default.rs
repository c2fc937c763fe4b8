//! Continuing is a decision too, and one without a reason was not taken.

use crate::facts::answers::{NoReason, no_reason};
use crate::facts::exit::{DecisionWindow, last_renewal};
use crate::model::calendar::sub_days;
use crate::model::{DecisionKind, Field, Renewal};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::shorten;

/// The rule.
pub static RULE: Rule = rule! {
    id: "continued-by-default",
    area: Area::Evolution,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "the alliance continues without a reason: an unexplained `continue`, or a renewal without a decision",
    why: "an alliance should continue because somebody looked at it and meant it to, not because nothing stopped \
          it",
    options: &[
        OptionSpec {
            name: "window_days",
            default: Default::Number(60),
            help: "days before the last day of notice from which a decision counts as a decision on the renewal",
        },
        OptionSpec {
            name: "early_days",
            default: Default::Number(90),
            help: "days before that from which a decision counts if it sets the next one after that day, or \
                   mentions the renewal",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let unexplained = unexplained(cx, out);
    let renewed = renewed(cx, out);
    match (unexplained, renewed) {
        (Judged::NotApplicable, other) | (other, Judged::NotApplicable) => other,
        (Judged::Unknown, _) | (_, Judged::Unknown) => Judged::Unknown,
        _ => Judged::Judged,
    }
}

/// The decision that stands; what an earlier one did not say has been overtaken.
fn unexplained(cx: &Context, out: &mut Findings) -> Judged {
    let Some(last) = cx.facts.last_decision().filter(|last| last.verdict == DecisionKind::Continue) else {
        return Judged::NotApplicable;
    };
    let why = &last.decision.why;
    if matches!(why, Field::Invalid) {
        return Judged::Unknown;
    }
    if let Some(none) = no_reason(last.decision) {
        let path = format!("decisions[{}].why", last.index);
        let said = why.get().map(|why| shorten(why, 60)).unwrap_or_default();
        let (date, continued) = (last.date, "it was decided to continue");
        let message = match none {
            NoReason::Missing => format!("on {date} {continued}, and no reason is recorded"),
            NoReason::Placeholder => {
                format!("on {date} {continued}, and the only reason recorded is \"{said}\"")
            }
            NoReason::Enthusiasm => format!("on {date} {continued} out of enthusiasm: \"{said}\""),
        };
        out.warning(path, message).example(
            "why: …   # the results and prospects that made continuing better than deepening or winding down",
        );
    }
    Judged::Judged
}

fn renewed(cx: &Context, out: &mut Findings) -> Judged {
    // Notice stops a renewal.
    let Some(term) = cx.record.term.get().filter(|_| cx.record.notice_given.is_absent()) else {
        return Judged::NotApplicable;
    };
    let Some(end) = term.ends.get().map(|end| end.0).filter(|end| *end < cx.as_of) else {
        return Judged::NotApplicable;
    };
    match term.renews.copied() {
        Some(Renewal::Automatically) => {}
        Some(Renewal::ByAgreement | Renewal::Never) => return Judged::NotApplicable,
        None => return Judged::Unknown,
    }
    let Some(months) = term.renewal_months.copied().filter(|months| *months > 0) else {
        return Judged::Unknown;
    };
    if matches!(term.renewal_notice_days, Field::Invalid) || cx.record.decisions.is_invalid() {
        return Judged::Unknown;
    }
    let (renewal, until) = last_renewal(end, months, cx.as_of);
    let deadline = sub_days(renewal, term.renewal_notice_days.copied().unwrap_or(0));
    let window = cx.options.number("window_days");
    let decided = DecisionWindow { days: window, early_days: cx.options.number("early_days") };
    if !decided.is_decided(&cx.facts.decisions, deadline) {
        let finding = out.warning(
            "term.ends",
            format!(
                "the term renewed itself on {renewal} and now runs to {until}; no decision was recorded before \
                 {deadline}, the last day to stop it"
            ),
        );
        let next = sub_days(sub_days(until, term.renewal_notice_days.copied().unwrap_or(0)), window);
        finding
            .fix("decide now whether it should continue, and set the next decision before the next renewal:")
            .example(format!(
                "decisions:\n  - \
             {{ date: {}, verdict: continue, why: …, next: {} }}",
                cx.as_of,
                next.max(cx.as_of)
            ));
        if let Some(last) = cx.facts.last_decision() {
            finding.label(format!("decisions[{}].date", last.index), "the last decision was taken here");
        }
    }
    Judged::Judged
}
