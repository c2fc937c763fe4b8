//! After a year there is something to compare with; a guess is no longer the best there is.

use super::common::{is_method_unusable, is_set_aside, method};
use crate::rules::metrics::common::{Judged, each_headline};
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = Rule {
    id: "weak-counterfactual",
    area: Area::Measurement,
    tiers: &[Severity::Warning],
    applies: Applies::STRATEGIC,
    clock: true,
    summary: "after the first year a headline metric still rests on somebody's judgement",
    why: "the people who estimate what would have happened anyway are the ones who want the alliance to look good",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/weak-counterfactual.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    match cx.facts.is_mature() {
        Some(true) => {}
        Some(false) => return Outcome::NotApplicable,
        None => return Outcome::Unknown,
    }
    each_headline(cx, |headline| {
        if is_method_unusable(headline.metric) {
            return Judged::Unknown;
        }
        if is_set_aside(cx, headline) {
            return Judged::NotYet;
        }
        let Some(method) = method(headline.metric) else {
            return Judged::Elsewhere;
        };
        if matches!(method.grade(), 'A'..='C') {
            return Judged::Yes;
        }
        let name = headline.metric.label();
        let message =
            format!("after its first year \"{name}\" still rests on an estimate (grade {})", method.grade());
        out.warning(format!("metrics[{}].counterfactual.method", headline.index), message).fix(
            "method: pre-post   # a year of results can be compared with the year before, better with a market left out",
        );
        Judged::Yes
    })
}
