//! A target that is to be reached once has a day, and on that day it is reached or not.

use crate::facts::Reading;
use crate::facts::answers::{AnswerLimits, answered};
use crate::facts::series::is_worse;
use crate::model::Measure;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missed-milestone",
    area: Area::Evolution,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "a milestone was not reached by its date, and no decision since is recorded",
    why: "a date that passes without a word has moved by itself, and so will the next one",
    options: &[OptionSpec {
        name: "answer_days",
        default: Default::Number(90),
        help: "days for which the first decision on it counts as an answer; a second one no longer does",
    }],
    check: Check::Record(check),
};

/// Whether new terms were decided since.
fn has_new_terms(cx: &Context, due: chrono::NaiveDate) -> bool {
    cx.facts.terms_from.is_some_and(|from| from > due)
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if metric.measure.copied() != Some(Measure::Milestone) {
            return Judged::nothing(metric.measure.is_invalid());
        }
        let (Some(due), Some(target)) = (metric.due.get(), metric.target.get()) else {
            return Judged::nothing(metric.due.is_invalid() || metric.target.is_invalid());
        };
        if cx.as_of <= cx.facts.result_due(due.0) {
            return Judged::NotApplicable;
        }
        let reached = |reading: &&Reading| {
            let counted =
                if metric.is_output() { reading.total } else { reading.incremental.or(reading.total) };
            counted.is_some_and(|counted| !is_worse(metric, counted, target.amount))
        };
        // Later than agreed is reached all the same.
        if headline.readings.iter().any(|reading| reached(&reading)) {
            return Judged::Judged;
        }
        let told = headline.readings.iter().rev().find_map(|reading| Some((reading, reading.total?)));
        let Some((last, total)) = told.filter(|_| !metric.results.is_invalid()) else {
            return Judged::Unknown;
        };
        let answer_days = Some(cx.options.number("answer_days"));
        let limits = AnswerLimits { pause_days: answer_days, review: None, ..cx.facts.limits };
        if answered(&cx.facts.decisions, due.0, limits, cx.as_of) || has_new_terms(cx, due.0) {
            return Judged::Judged;
        }
        out.warning(
            format!("metrics[{}].due", headline.index),
            format!(
                "\"{}\" was to reach {} by {due}; the latest result, for {}, is {}",
                metric.label(),
                amount(cx, metric, target.amount),
                last.period,
                amount(cx, metric, total)
            ),
        )
        .fix(
            "record the result if it was reached; if not, decide what follows, and agree a new date with the \
              partner in `revisions`",
        )
        .label(format!("metrics[{}].results[{}]", headline.index, last.index), "the latest result");
        Judged::Judged
    })
}
