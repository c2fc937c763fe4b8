//! Success is defined before launch, or each side will define it for itself afterwards.

use crate::model::date::days_between;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = Rule {
    id: "late-metrics",
    area: Area::Metrics,
    tiers: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    clock: false,
    summary: "a metric was agreed after launch",
    why: "a yardstick chosen after the results are in measures whatever looks good, and each side picks its own",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/late-metrics.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    if cx.record.metrics.is_absent() {
        return Outcome::Fail;
    }
    for headline in &cx.facts.headlines {
        let (name, path) = (headline.metric.label(), format!("metrics[{}].agreed", headline.index));
        match (headline.metric.agreed.get(), cx.facts.renewed) {
            (Some(agreed), Some(launched)) if agreed.0 > launched => {
                let late = days_between(launched, agreed.0);
                out.error(path, format!("\"{name}\" was agreed {} after launch", count(late, "day")))
                    .fix("agree it now for the next period, and judge only periods after that by it")
                    .label("started", "the alliance was launched here");
            }
            (None, _) => {
                out.warning(path, format!("nobody can tell whether \"{name}\" was agreed before launch"))
                    .fix("agreed: YYYY-MM-DD   # the day both sides agreed on it");
            }
            _ => {}
        }
    }
    Outcome::Pass
}
