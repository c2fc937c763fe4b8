//! People reached are not people won.

use crate::model::Indicator;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "vanity-metric",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "success is judged by how many people were reached",
    why: "reach grows with effort and says nothing about revenue, so it can rise all the way to failure",
    absorbs: Absorbs {
        at_least: Severity::Error,
        rules: &[&crate::rules::metrics::missing_leading_indicator::RULE, &crate::rules::measurement::weak_counterfactual::RULE],
    },
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let headlines = &cx.facts.headlines;
    let is_reach = |indicator: Option<Indicator>| indicator == Some(Indicator::Reach);
    if !headlines.is_empty() && headlines.iter().all(|headline| is_reach(headline.metric.indicator.copied()))
    {
        let names: Vec<String> =
            headlines.iter().map(|headline| format!("\"{}\"", headline.metric.label())).collect();
        out.error("metrics", format!("success is judged by reach alone: {}", listed(&names))).fix(
            "judge by what reach is meant to lead to (referral-volume, joint-pipeline, shared-revenue, \
             new-customers) and keep reach as `headline: false`",
        );
        return Judged::Judged;
    }
    each_headline(cx, |headline| {
        let indicator = &headline.metric.indicator;
        if is_reach(indicator.copied()) {
            let message = format!("\"{}\" counts people reached, not business won", headline.metric.label());
            out.warning(format!("metrics[{}].indicator", headline.index), message)
                .fix("headline: false   # keep watching it, and judge success by the others");
        }
        if indicator.is_set() { Judged::Judged } else { Judged::Unknown }
    })
}
