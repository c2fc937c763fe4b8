//! At least one headline metric shows early whether the alliance works.

use crate::model::Indicator;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::either;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-leading-indicator",
    area: Area::Metrics,
    tiers: &[Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    clock: false,
    summary: "no headline metric is a leading indicator",
    why: "a metric that moves only once the year is lost comes too late to act on",
    options: &[],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/missing-leading-indicator.md"),
    check: Check::Record(check),
};

/// What the article names as leading indicators.
pub(super) const LEADING: [Indicator; 4] = [
    Indicator::ReferralVolume,
    Indicator::JointPipeline,
    Indicator::MarketPenetration,
    Indicator::SharedRevenue,
];

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    let headlines = &cx.facts.headlines;
    if headlines.is_empty() {
        return if cx.record.metrics.is_invalid() { Outcome::Unknown } else { Outcome::Fail };
    }
    let leads = |indicator: Option<Indicator>| indicator.is_some_and(|one| LEADING.contains(&one));
    if headlines.iter().any(|headline| leads(headline.metric.indicator.copied())) {
        return Outcome::Pass;
    }
    if headlines.iter().any(|headline| headline.metric.indicator.is_invalid()) {
        return Outcome::Unknown;
    }
    let words: Vec<&str> = LEADING.iter().map(|one| one.word()).collect();
    match headlines.iter().find(|headline| headline.metric.indicator.is_absent()) {
        // One that does not say may be one: ask for the word before asking for a metric.
        Some(unsaid) => {
            let message = format!(
                "\"{}\" does not say what it indicates, and no other metric leads",
                unsaid.metric.label()
            );
            out.warning(format!("metrics[{}].indicator", unsaid.index), message).fix(format!(
                "indicator: {}   # or {}",
                words[0],
                either(&words[1..])
            ));
        }
        None => {
            let message =
                format!("no headline metric shows early whether it works: none is {}", either(&words));
            out.warning("metrics", message)
                .fix("agree on one of them with a target and a floor, and judge the alliance by it");
        }
    }
    Outcome::Pass
}
