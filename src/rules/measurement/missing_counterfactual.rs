//! Without a way to tell what would have happened anyway, no number says what the alliance is worth.

use super::common::{is_early, is_method_unusable, is_set_aside, method};
use crate::model::Stage;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{
    Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule,
};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-counterfactual",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no method is recorded for telling what would have happened without the alliance",
    why: "the honest question is not what the alliance produced, but what would be missing without it",
    options: &[OptionSpec {
        name: "error_after_months",
        default: Default::Number(6),
        help: "how long after launch a metric may go without a comparison before that is an error",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let early = cx.facts.stage == Stage::Proposed || is_early(cx, cx.options.number("error_after_months"));
    let tier = if early { Severity::Warning } else { Severity::Error };
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if is_method_unusable(metric) {
            return Judged::Unknown;
        }
        if is_set_aside(cx, headline) {
            return Judged::NotApplicable;
        }
        if method(metric).is_some() {
            return Judged::Judged;
        }
        let name = metric.label();
        let declared =
            metric.counterfactual.get().is_some_and(|counterfactual| counterfactual.method.is_set());
        let (message, fix) = if declared {
            (
                format!("\"{name}\" is recorded as compared with nothing (`none`)"),
                "method: pre-post   # the year before is a start; a market or customers left out prove more",
            )
        } else {
            (
                format!(
                    "no method is recorded for telling what \"{name}\" would have been without the alliance"
                ),
                "counterfactual: { method: …, because: … }   # matched-market, holdout, difference-in-differences or pre-post",
            )
        };
        out.report(tier, format!("metrics[{}].counterfactual.method", headline.index), message).example(fix);
        Judged::Judged
    })
}
