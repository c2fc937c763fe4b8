//! After a year there is something to compare with; a guess is no longer the best there is.

use super::common::{is_method_unusable, is_set_aside, method};
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "weak-counterfactual",
    area: Area::Measurement,
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "after the first year a headline metric still rests on somebody's judgement",
    why: "the people who estimate what would have happened anyway are the ones who want the alliance to look good",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    match cx.facts.is_mature() {
        Some(true) => {}
        Some(false) => return Judged::NotApplicable,
        None => return Judged::Unknown,
    }
    each_headline(cx, |headline| {
        if is_method_unusable(headline.metric) {
            return Judged::Unknown;
        }
        if is_set_aside(cx, headline) {
            return Judged::NotApplicable;
        }
        let Some(method) = method(headline.metric) else {
            return Judged::CoveredBy(&crate::rules::measurement::missing_counterfactual::RULE);
        };
        if matches!(method.grade(), 'A'..='C') {
            return Judged::Judged;
        }
        let name = headline.metric.label();
        let message =
            format!("after its first year \"{name}\" still rests on an estimate (grade {})", method.grade());
        out.warning(format!("metrics[{}].counterfactual.method", headline.index), message).example(
            "method: pre-post   # a year of results can be compared with the year before, better with a market left out",
        );
        Judged::Judged
    })
}
