//! What nobody has agreed to measure, nobody can call a success or a failure.

use crate::model::Kind;
use crate::rules::rule::{Absorbs, Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-metrics",
    area: Area::Metrics,
    severities: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing]).or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no metric defines success",
    why: "without an agreed yardstick each side ends the year with its own verdict, and both are right",
    absorbs: Absorbs::all(&[
        &crate::rules::metrics::unfocused_metrics::RULE,
        &crate::rules::metrics::late_metrics::RULE,
        &crate::rules::metrics::one_sided_tracking::RULE,
        &crate::rules::metrics::missing_leading_indicator::RULE,
        &crate::rules::metrics::undefined_metric::RULE,
        &crate::rules::metrics::moved_goalposts::RULE,
        &crate::rules::metrics::sinking_target::RULE,
        &crate::rules::metrics::unmatched_revision::RULE,
        &crate::rules::metrics::demoted_metric::RULE,
        &crate::rules::measurement::unfounded_comparison::RULE,
        &crate::rules::measurement::identical_readings::RULE,
        &crate::rules::measurement::constant_share::RULE,
        &crate::rules::measurement::just_above_level::RULE,
        &crate::rules::measurement::gross_headline::RULE,
        &crate::rules::measurement::missing_counterfactual::RULE,
        &crate::rules::measurement::weak_counterfactual::RULE,
        &crate::rules::measurement::impossible_increment::RULE,
        &crate::rules::measurement::shaped_number::RULE,
        &crate::rules::measurement::met_on_gross_only::RULE,
        &crate::rules::measurement::vanity_metric::RULE,
        &crate::rules::measurement::inflated_scope::RULE,
        &crate::rules::measurement::disputed_metric::RULE,
        &crate::rules::measurement::one_sided_results::RULE,
        &crate::rules::measurement::silent_metric::RULE,
        &crate::rules::evolution::missed_floor::RULE,
        &crate::rules::evolution::far_from_target::RULE,
    ]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if !cx.facts.headlines.is_empty() {
        return Judged::Judged;
    }
    if cx.record.metrics.is_invalid() {
        return Judged::Unknown;
    }
    let supporting = i64::try_from(cx.record.metrics.len()).unwrap_or(i64::MAX);
    if supporting > 0 {
        let message =
            format!("{} recorded, but success is judged by none of them", count(supporting, "metric"));
        out.error("metrics", message)
            .fix("remove `headline: false` from the two or three by which both sides judge success");
    } else {
        out.error("metrics", "no metric defines success").example(block(cx));
    }
    Judged::Judged
}

/// The block to paste, with the sides and the currency it can know.
fn block(cx: &Context) -> String {
    let sources: Vec<String> = cx.facts.sides.iter().map(|side| format!("{side}: …")).collect();
    let sources = sources.join(", ");
    let metric = |name: &str, indicator: &str| {
        format!(
            "  - name: {name}\n    indicator: {indicator}\n    unit: {}\n    agreed: YYYY-MM-DD\n    every: quarter\n    \
             target: …\n    floor: …   # below this it is not working\n    tracked_by: {{ {sources} }}\n    \
             counterfactual: {{ method: matched-market, because: … }}\n",
            cx.currency()
        )
    };
    let blocks = [metric("Joint revenue", "shared-revenue"), metric("Joint pipeline", "joint-pipeline")];
    format!("metrics:\n{}", blocks.concat().trim_end())
}
