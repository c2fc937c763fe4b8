//! When the term is over and nothing renewed it, nothing that was agreed holds any more.

use crate::facts::exit::DecisionWindow;
use crate::model::calendar::days_between;
use crate::model::{Date, Field, Kind, Renewal};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "expired-term",
    area: Area::Exit,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "the term is over, or nearly, and no renewal is recorded",
    why: "after the last day both sides work without an agreement, and nothing protects either of them any more",
    options: &[
        OptionSpec {
            name: "decide_days",
            default: Default::Number(60),
            help: "days before the end of the term by which to decide what follows",
        },
        OptionSpec {
            name: "early_days",
            default: Default::Number(90),
            help: "days before that from which a decision counts if it sets the next one after the term, or \
                   mentions the renewal",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let term = match &cx.record.term {
        Field::Set(term) => term,
        Field::Absent => return Judged::NotApplicable,
        Field::Invalid => return Judged::Unknown,
    };
    // What is to end by notice needs no renewal.
    if term.renews.copied() == Some(Renewal::Automatically) || cx.record.notice_given.is_set() {
        return Judged::NotApplicable;
    }
    if term.renews.is_invalid() || term.ends.is_invalid() {
        return Judged::Unknown;
    }
    let Some(ends) = term.ends.get().map(|ends| ends.0) else { return Judged::NotApplicable };
    if cx.facts.ending.expired.is_none() {
        return ahead(cx, out, ends);
    }
    let signed = cx.record.agreement.get().and_then(|agreement| agreement.signed.last().copied());
    let since: Option<Date> = cx.record.terms_updated.copied().into_iter().chain(signed).max();
    match since.filter(|since| since.0 > ends) {
        Some(since) => {
            let message = format!("new terms were agreed on {since}, but the term still ends on {ends}");
            out.warning("term.ends", message).fix("record the last day of the new term in `term.ends`");
        }
        None => {
            let late = count(days_between(ends, cx.as_of), "day");
            let message =
                format!("the term ended on {ends} without a renewal: for {late} there has been no agreement");
            out.error("term.ends", message).fix(
                "agree another term with the partner and record its last day in `term.ends`; or end the \
                 alliance: `stage: ended`, `ended: YYYY-MM-DD`",
            );
        }
    }
    Judged::Judged
}

/// The last weeks of a term that ends unless somebody acts.
fn ahead(cx: &Context, out: &mut Findings, ends: chrono::NaiveDate) -> Judged {
    // A campaign has rules of its own for the day on which it is over.
    let campaign = cx.facts.kind == Some(Kind::CoMarketing) && cx.record.campaign.is_set();
    let window = DecisionWindow {
        days: cx.options.number("decide_days"),
        early_days: cx.options.number("early_days"),
    };
    if campaign || cx.as_of < window.opens(ends) {
        return Judged::NotApplicable;
    }
    if !window.is_decided(&cx.facts.decisions, ends) {
        let left = match days_between(cx.as_of, ends) {
            0 => "ends today".to_owned(),
            days => format!("ends in {}, on {ends}", count(days, "day")),
        };
        out.warning("term.ends", format!("the term {left}, and no decision on what follows is recorded"))
            .fix("decide whether to agree another term, and record it:")
            .example(format!(
                "decisions:\n  - {{ date: {}, verdict: \
                 continue, why: …, next: YYYY-MM-DD }}   # or wind-down, restructure, deepen",
                cx.as_of
            ));
    }
    Judged::Judged
}
