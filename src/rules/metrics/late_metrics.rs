//! Success is defined before launch, or each side will define it for itself afterwards.

use chrono::NaiveDate;

use super::common::each_headline;
use crate::facts::Headline;
use crate::facts::agreements::lateness;
use crate::facts::answers::held_to_levels;
use crate::model::{Field, PastDate, Stage};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "late-metrics",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Do,
    summary: "a metric was agreed after launch",
    why: "a yardstick chosen after the results are in measures whatever looks good, and each side picks its own",
    check: Check::Record(check),
};

/// The day by which metrics had to be agreed.
enum LatestDay {
    /// This one: the date, the field that holds it, and what happened then.
    Day(PastDate, &'static str, &'static str),
    /// None yet: it is a proposal, or its new terms are still being agreed.
    Ahead,
    /// Nobody can tell.
    Unknown,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let limit = limit(cx);
    each_headline(cx, |headline| {
        let (name, path) = (headline.metric.label(), format!("metrics[{}].agreed", headline.index));
        match (&headline.metric.agreed, &limit) {
            (Field::Set(agreed), LatestDay::Day(day, field, event)) => {
                let Some(late) = agreed.is_after(day) else { return Judged::Unknown };
                if late && !is_held_to(cx, headline, agreed.0) {
                    let late = lateness(day, agreed);
                    out.error(path, format!("\"{name}\" was agreed {late} after {event}"))
                        .fix("use it for the periods that began after it was agreed: this finding goes once the \
                              first of them has been read and judged")
                        .label(*field, format!("{event} was here"));
                }
                Judged::Judged
            }
            (Field::Set(_), LatestDay::Ahead) => Judged::Judged,
            (Field::Absent, _) => {
                let message = if cx.facts.stage == Stage::Proposed {
                    format!("\"{name}\" has no date on which both sides agreed to it")
                } else {
                    format!("it is not recorded whether \"{name}\" was agreed before launch")
                };
                out.warning(path, message).example("agreed: YYYY-MM-DD   # the day both sides agreed to it");
                Judged::Judged
            }
            (Field::Set(_), LatestDay::Unknown) | (Field::Invalid, _) => Judged::Unknown,
        }
    })
}

/// Whether a full period that began once it was agreed has been read, and judged at a review or by a decision: from then on
/// it is a yardstick like any other.
fn is_held_to(cx: &Context, headline: &Headline, agreed: NaiveDate) -> bool {
    let reviews = cx.facts.reviews.iter().filter(|review| review.substantive).map(|review| review.date);
    let judged = reviews.chain(cx.facts.decisions.iter().map(|taken| taken.date)).max();
    let read =
        held_to_levels(headline, Some(agreed)).into_iter().find(|reading| reading.incremental.is_some());
    read.zip(judged).is_some_and(|(read, judged)| judged > read.period.end())
}

fn limit(cx: &Context) -> LatestDay {
    match (cx.facts.launched, cx.facts.renewed) {
        _ if cx.facts.stage == Stage::Proposed => LatestDay::Ahead,
        (Some(launched), Some(renewed)) if renewed > launched => match &cx.record.terms_updated {
            // A decision to restructure comes before the terms that carry it out, and so before their metrics.
            Field::Set(terms) if terms.0 >= renewed => {
                LatestDay::Day((*terms).into(), "terms_updated", "the new terms")
            }
            Field::Set(_) | Field::Absent => LatestDay::Ahead,
            Field::Invalid => LatestDay::Unknown,
        },
        (Some(_), _) => match cx.record.started.copied() {
            Some(started) => LatestDay::Day(started, "started", "launch"),
            None => LatestDay::Unknown,
        },
        (None, _) => LatestDay::Unknown,
    }
}
