//! Two or three metrics: one can be reached at the expense of everything else, and of six one always shines.

use crate::model::Indicator;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, either};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfocused-metrics",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Agree,
    summary: "success is judged by too few or too many metrics",
    why: "a single metric can be met while the alliance fails, and among many there is always one that looks good",
    options: &[
        OptionSpec {
            name: "ideal",
            default: Default::Range(2, 3),
            help: "how many headline metrics are right, from and to",
        },
        OptionSpec {
            name: "too_many",
            default: Default::Number(5),
            help: "number of headline metrics above which it is an error",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let headlines = &cx.facts.headlines;
    if headlines.is_empty() {
        return if cx.record.metrics.is_invalid() {
            Judged::Unknown
        } else {
            Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE)
        };
    }
    let number = u32::try_from(headlines.len()).unwrap_or(u32::MAX);
    let (least, most) = cx.options.range("ideal");
    let ideal = match most.saturating_sub(least) {
        0 => least.to_string(),
        1 => format!("{least} or {most}"),
        _ => format!("{least} to {most}"),
    };
    if number < least {
        let message = match headlines.as_slice() {
            [only] => {
                format!("only one headline metric, \"{}\"; agree {ideal}", only.metric.label())
            }
            _ => format!("success is judged by {}; agree {ideal}", count(number, "metric")),
        };
        out.warning("metrics", message).fix(another(cx));
    } else if number > most {
        let tier = if number > cx.options.number("too_many") { Severity::Error } else { Severity::Warning };
        let message = format!("success is judged by {number} metrics at once; {ideal} are enough");
        out.report(tier, "metrics", message).fix(format!(
            "keep the {most} that would make you end or extend the alliance, and mark the others `headline: \
             false`"
        ));
    }
    Judged::Judged
}

/// Which metric to add: one that is recorded already, else one of the leading indicators not yet used.
fn another(cx: &Context) -> String {
    let supporting = cx.record.metrics.items().find(|metric| !metric.is_headline());
    if let Some(name) = supporting.and_then(|metric| metric.name.text()) {
        return format!("judge by \"{name}\" too (remove its `headline: false`), or agree another");
    }
    let used = |indicator: &Indicator| {
        cx.facts.headlines.iter().any(|headline| headline.metric.indicator.copied() == Some(*indicator))
    };
    let free: Vec<&str> = super::missing_leading_indicator::LEADING
        .iter()
        .filter(|one| !used(one))
        .map(|one| one.word())
        .collect();
    format!("agree another that both sides can read: {}", either(&free))
}
