//! A metric that fails is easily made one that nobody judges by.

use super::common::amount;
use crate::facts::Headline;
use crate::facts::answers::held_to_levels;
use crate::facts::ledger::is_value;
use crate::facts::periods::{first_without_result, interval, period_end};
use crate::model::Metric;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "demoted-metric",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "a metric that matters is no longer a headline metric, and it fails or has stopped reporting",
    why: "if you may choose afterwards what success is judged by, some metric always looks good",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.headlines.is_empty() {
        return Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE);
    }
    let mut judged = Judged::nothing(cx.record.metrics.is_invalid());
    for (index, metric) in cx.record.metrics.iter().filter(|(_, metric)| !metric.is_headline()) {
        let aside = Headline::new(index, metric, cx.facts.launched);
        let Some(mattered) = mattered(cx, metric) else { continue };
        judged = Judged::Judged;
        let Some(state) = state(cx, &aside) else { continue };
        let tier = if is_value(metric, cx.currency()) { Severity::Error } else { Severity::Warning };
        let stands_in = cx.facts.headlines.iter().find(|headline| {
            let agreed = headline.metric.agreed.get().map(|agreed| agreed.0);
            agreed.zip(cx.facts.launched).is_some_and(|(agreed, launched)| agreed > launched)
        });
        let stands_in = stands_in.map_or(String::new(), |headline| {
            format!("; \"{}\", agreed after launch, has taken its place", headline.metric.label())
        });
        out.report(
            tier,
            format!("metrics[{index}].headline"),
            format!("\"{}\" {mattered}, has been taken off the headline metrics, and {state}", metric.label()),
        )
        .evidence(&stands_in)
        .example("headline: true   # judge by it again, or record the joint decision that it no longer counts, and \
              why");
    }
    judged
}

/// What shows that success hung on it; `None` for a metric that is only watched.
fn mattered(cx: &Context, metric: &Metric) -> Option<&'static str> {
    let value = |metric: &Metric| is_value(metric, cx.currency());
    let revised = metric
        .revisions
        .items()
        .any(|revision| revision.field.text().is_some_and(|field| field.eq_ignore_ascii_case("headline")));
    let has_level = metric.floor.is_set() || metric.target.is_set();
    let triggers = cx.record.exit.get().into_iter().flat_map(|exit| exit.triggers.items());
    let trigger = triggers
        .filter_map(|trigger| trigger.metric.text())
        .any(|name| metric.name.text().is_some_and(|own| own.eq_ignore_ascii_case(name)));
    if revised {
        Some("was a headline metric")
    } else if has_level && value(metric) && !cx.facts.headlines.iter().any(|headline| value(headline.metric))
    {
        Some("is the only one in money")
    } else {
        (has_level && trigger).then_some("decides the exit")
    }
}

/// How it is seen to fail.
fn state(cx: &Context, aside: &Headline) -> Option<String> {
    let values = held_to_levels(aside, cx.facts.terms_from);
    if let (Some(last), Some(level)) = (values.last(), aside.bad_below())
        && aside.misses(last, level) == Some(true)
    {
        let value = last.incremental.or(last.total).unwrap_or_default();
        return Some(format!(
            "is at {} in {}, below {}",
            amount(cx, aside.metric, value),
            last.period,
            amount(cx, aside.metric, level)
        ));
    }
    let due = first_without_result(cx.facts, aside).zip(interval(aside));
    let (start, months) = due?;
    (cx.as_of > cx.facts.result_due(period_end(start, months))).then(|| match aside.readings.last() {
        Some(last) => format!("has no result since {}", last.period),
        None => "has no result".to_owned(),
    })
}
