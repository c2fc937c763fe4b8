//! At least one headline metric shows early whether the alliance works.

use crate::model::Indicator;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::either;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-leading-indicator",
    area: Area::Metrics,
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no headline metric is a leading indicator",
    why: "a metric that moves only once the year is lost comes too late to act on",
    check: Check::Record(check),
};

/// What the article names as leading indicators.
pub(super) const LEADING: [Indicator; 4] = [
    Indicator::ReferralVolume,
    Indicator::JointPipeline,
    Indicator::MarketPenetration,
    Indicator::SharedRevenue,
];

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let headlines = &cx.facts.headlines;
    if headlines.is_empty() {
        return if cx.record.metrics.is_invalid() {
            Judged::Unknown
        } else {
            Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE)
        };
    }
    let leads = |indicator: Option<Indicator>| indicator.is_some_and(|one| LEADING.contains(&one));
    if headlines.iter().any(|headline| leads(headline.metric.indicator.copied())) {
        return Judged::Judged;
    }
    if headlines.iter().any(|headline| headline.metric.indicator.is_invalid()) {
        return Judged::Unknown;
    }
    let words: Vec<&str> = LEADING.iter().map(|one| one.word()).collect();
    match headlines.iter().find(|headline| headline.metric.indicator.is_absent()) {
        // One that does not say may be one: ask for the word before asking for a metric.
        Some(unsaid) => {
            let message = format!(
                "\"{}\" does not say what it indicates, and no other metric is a leading one",
                unsaid.metric.label()
            );
            out.warning(format!("metrics[{}].indicator", unsaid.index), message).fix(format!(
                "indicator: {}   # or {}",
                words[0],
                either(&words[1..])
            ));
        }
        None => {
            let message = format!("no headline metric gives an early warning: none is {}", either(&words));
            out.warning("metrics", message)
                .fix("agree one of them with a target and a floor, and judge the alliance by it");
        }
    }
    Judged::Judged
}
