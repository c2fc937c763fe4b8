//! Totals say what the alliance touched; only the part that would not have come anyway says what it is worth.

use super::common::{
    counts_delays, is_early, is_method_unusable, is_set_aside, method, recent, without_result,
};
use crate::facts::Reading;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "gross-headline",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Do,
    summary: "a headline result is a total: what we would have won anyway has not been deducted",
    why: "a gross number credits the alliance with customers who were on their way already",
    options: &[OptionSpec {
        name: "error_after_months",
        default: Default::Number(6),
        help: "how long after launch gross results are only a warning",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let early = is_early(cx, cx.options.number("error_after_months"));
    let tier = if early { Severity::Warning } else { Severity::Error };
    each_headline(cx, |headline| {
        if is_set_aside(cx, headline) {
            return Judged::NotApplicable;
        }
        let metric = headline.metric;
        let counted: Vec<&Reading> = recent(cx, headline).filter(|reading| reading.total.is_some()).collect();
        let gross: Vec<&Reading> =
            counted.iter().copied().filter(|reading| reading.result.without.is_absent()).collect();
        let Some(last) = gross.last() else {
            return if counted.is_empty() { without_result(cx, headline) } else { Judged::Judged };
        };
        if is_method_unusable(metric) {
            return Judged::Unknown;
        }
        let Some(method) = method(metric) else {
            // Without a comparison there is nothing to take off: missing-counterfactual asks for that first.
            return Judged::CoveredBy(&crate::rules::measurement::missing_counterfactual::RULE);
        };
        let name = metric.label();
        let message = match last.total {
            Some(total) if gross.len() == 1 => format!(
                "the {} of \"{name}\" in {} is a total: what we would have won anyway has not been deducted",
                amount(cx, metric, total),
                last.period
            ),
            _ => {
                let periods: Vec<String> = gross.iter().map(|reading| reading.period.to_string()).collect();
                format!(
                    "the results of \"{name}\" for {} are totals: what we would have won anyway has not been \
                     deducted",
                    listed(&periods)
                )
            }
        };
        // What a delay would have been is worth knowing, and its total is no gross figure.
        let tier = if counts_delays(cx, headline) { Severity::Warning } else { tier };
        out.report(tier, format!("metrics[{}].results[{}].without", headline.index, last.index), message)
            .example(format!(
                "without: …   # what {} would have been without the alliance, by {method}",
                last.period
            ))
            .label(
                format!("metrics[{}].counterfactual.method", headline.index),
                "the comparison that was agreed",
            );
        Judged::Judged
    })
}
