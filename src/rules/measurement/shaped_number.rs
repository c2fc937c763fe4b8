//! On a rough comparison, an alliance to which nearly everything is owed is more likely a figure than a fact.

use rust_decimal::Decimal;

use super::common::{is_method_unusable, is_over, method, percent, recent, without_result};
use crate::facts::Reading;
use crate::facts::ledger::is_value;
use crate::model::{Indicator, Method, Metric};
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Weakens, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "shaped-number",
    area: Area::Measurement,
    remedy: Remedy::Do,
    doubt: true,
    weakens: Weakens::Mark,
    summary: "nearly all of a result is credited to the alliance, on a rough comparison",
    why: "some of it would have come anyway; a comparison that finds next to none of that has not looked",
    options: &[OptionSpec {
        name: "percent",
        default: Default::Number(90),
        help: "the share of a total that a comparison of grade C or weaker may credit to the alliance",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let limit = cx.options.number("percent");
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if is_method_unusable(metric) {
            return Judged::Unknown;
        }
        if metric.is_output() {
            return Judged::NotApplicable;
        }
        let counted: Vec<&Reading> = recent(cx, headline).filter(|reading| reading.total.is_some()).collect();
        if counted.is_empty() {
            return without_result(cx, headline);
        }
        let method = method(metric);
        let grade = method.unwrap_or(Method::None).grade();
        if matches!(grade, 'A' | 'B') {
            return Judged::Judged;
        }
        // A saving is measured against the time before already; and of what did not exist then, none was to come.
        let saving = metric.indicator.copied() == Some(Indicator::CostSaving);
        if method == Some(Method::PrePost)
            && (saving || (!is_value(metric, cx.currency()) && is_of_nothing_before(metric)))
        {
            return Judged::Judged;
        }
        // More than the total is impossible-increment's to say.
        let shaped = |reading: &Reading| match (reading.incremental, reading.total) {
            (Some(incremental), Some(total)) => {
                total > Decimal::ZERO && incremental <= total && is_over(incremental, limit, total)
            }
            _ => false,
        };
        let found: Vec<&Reading> = counted.iter().copied().filter(|reading| shaped(reading)).collect();
        let Some((last, earlier)) = found.split_last() else {
            let known = counted.iter().all(|reading| reading.incremental.is_some());
            return if known { Judged::Judged } else { Judged::Unknown };
        };
        let total = last.total.unwrap_or_default();
        let share = last.incremental.and_then(|incremental| percent(incremental, total)).unwrap_or_default();
        let basis = match method {
            Some(Method::PrePost) => "a comparison with the time before",
            Some(_) => "an estimate",
            None => "no comparison at all",
        };
        let also = match i64::try_from(earlier.len()).unwrap_or(i64::MAX) {
            0 => String::new(),
            others => format!(", as in {} before", count(others, "period")),
        };
        let message = format!(
            "{share} % of the {} of \"{}\" in {} is credited to the alliance{also}, on {basis} (grade {grade})",
            amount(cx, metric, total),
            metric.label(),
            last.period
        );
        out.warning(format!("metrics[{}].results[{}].without", headline.index, last.index), message)
            .fix("look again for what we would have won anyway, or prove it: leave some customers or a market out \
                  and compare")
            .label(format!("metrics[{}].counterfactual.method", headline.index), "the comparison it rests on");
        Judged::Judged
    })
}

/// Whether the record says that there was none of it before: a baseline of nothing, or "none before launch".
fn is_of_nothing_before(metric: &Metric) -> bool {
    let baseline = metric.baseline.get().and_then(|baseline| baseline.value.get());
    if let Some(value) = baseline {
        return value.amount <= Decimal::ZERO;
    }
    let because = metric.counterfactual.get().and_then(|counterfactual| counterfactual.because.text());
    because.is_some_and(|because| {
        let because = because.to_lowercase();
        let mut words = because.split(|letter: char| !letter.is_alphanumeric());
        let none = words
            .clone()
            .any(|word| matches!(word, "none" | "no" | "nothing" | "zero" | "never" | "nobody" | "0"));
        let then = words.any(|word| {
            matches!(word, "before" | "launch" | "until" | "earlier" | "start" | "existed" | "previously")
        });
        none && then
    })
}
