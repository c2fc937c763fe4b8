//! What nobody has agreed to measure, nobody can call a success or a failure.

use crate::model::Kind;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-metrics",
    area: Area::Metrics,
    tiers: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing]).or_proposed(),
    clock: false,
    summary: "there is no metric by which success is judged",
    why: "without an agreed yardstick each side ends the year with its own verdict, and both are right",
    options: &[],
    absorbs: Absorbs::all(&[
        "unfocused-metrics",
        "late-metrics",
        "one-sided-tracking",
        "missing-leading-indicator",
        "undefined-metric",
        "moved-goalposts",
        "gross-headline",
        "missing-counterfactual",
        "weak-counterfactual",
        "impossible-increment",
        "shaped-number",
        "met-on-gross-only",
        "vanity-metric",
        "inflated-scope",
        "disputed-metric",
        "one-sided-results",
        "silent-metric",
    ]),
    page: include_str!("../../../docs/rules/missing-metrics.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    if !cx.facts.headlines.is_empty() {
        return Outcome::Pass;
    }
    if cx.record.metrics.is_invalid() {
        return Outcome::Unknown;
    }
    let supporting = i64::try_from(cx.record.metrics.len()).unwrap_or(i64::MAX);
    if supporting > 0 {
        let message = format!("{} on record, and success is judged by none", count(supporting, "metric"));
        out.error("metrics", message)
            .fix("take `headline: false` away from the two or three by which both sides judge success");
    } else {
        out.error("metrics", "no metric says what success is").fix(block(cx));
    }
    Outcome::Fail
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
