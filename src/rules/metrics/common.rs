//! What the rules on metrics and on their results share.

use rust_decimal::Decimal;

use crate::facts::Headline;
use crate::model::{Metric, grouped};
use crate::rules::{Context, Judged};
use crate::text::count;

/// Judges each metric by which success is judged, and puts together what that says of the alliance.
pub(crate) fn each_headline<'a>(
    cx: &Context<'a>,
    mut judge: impl FnMut(&'a Headline<'a>) -> Judged,
) -> Judged {
    if cx.facts.headlines.is_empty() {
        // missing-metrics speaks of the gap.
        return if cx.record.metrics.is_invalid() {
            Judged::Unknown
        } else {
            Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE)
        };
    }
    let judged: Vec<Judged> = cx.facts.headlines.iter().map(&mut judge).collect();
    let covered = judged.iter().find(|judged| matches!(judged, Judged::CoveredBy(_)));
    if let Some(covered) = covered {
        *covered
    } else if judged.contains(&Judged::Unknown) || cx.record.metrics.is_invalid() {
        Judged::Unknown
    } else if judged.contains(&Judged::Judged) {
        Judged::Judged
    } else {
        Judged::NotApplicable
    }
}

/// An amount of a metric for a sentence: `EUR 510,000`, `17 referrals`, `12 %`.
pub(crate) fn amount(cx: &Context, metric: &Metric, number: Decimal) -> String {
    let shown = grouped(number);
    match metric.unit.text() {
        None => shown,
        Some(unit) if unit.eq_ignore_ascii_case(cx.currency()) => format!("{unit} {shown}"),
        Some("%" | "percent") => format!("{shown} %"),
        Some(unit) if number == Decimal::ONE || unit.ends_with('s') => format!("{shown} {unit}"),
        Some(unit) => format!("{shown}{}", count(0, unit).trim_start_matches('0')),
    }
}
