//! A floor set low enough is never missed; the target says what the alliance was made for.

use rust_decimal::Decimal;

use crate::facts::answers::{held_to_levels, run_below};
use crate::facts::series::is_lower_better;
use crate::model::DecisionKind;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "far-from-target",
    area: Area::Evolution,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "a headline metric stays below half its target, or half its projection",
    why: "an alliance that achieves less than half of its purpose is not the one that was agreed",
    options: &[
        OptionSpec {
            name: "percent",
            default: Default::Number(50),
            help: "the share of the target, or of the projection, that a period must reach",
        },
        OptionSpec {
            name: "periods",
            default: Default::Number(2),
            help: "full periods in a row that fall short of it",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown) {
        return Judged::NotApplicable;
    }
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if metric.target.is_invalid() || metric.floor.is_invalid() {
            return Judged::Unknown;
        }
        let lower = is_lower_better(metric);
        let levels = [
            ("target", metric.target.get(), "its target"),
            ("projected", metric.projected.get(), "what the business case projected"),
        ];
        let readings = held_to_levels(headline, cx.facts.terms_from);
        if readings.is_empty() {
            return Judged::nothing(headline.readings.is_empty() && !cx.facts.first_results_are_ahead());
        }
        let mut told = Judged::NotApplicable;
        for (field, level, what) in levels {
            let Some(level) = level.map(|level| level.amount).filter(|level| *level > Decimal::ZERO) else {
                continue;
            };
            let percent = Decimal::from(cx.options.number("percent"));
            // Where less is better, twice the target is as far off as half of it elsewhere.
            let (part, whole) =
                if lower { (Decimal::ONE_HUNDRED, percent) } else { (percent, Decimal::ONE_HUNDRED) };
            let Some(short) = part.checked_div(whole).and_then(|share| level.checked_mul(share)) else {
                continue;
            };
            let Some(run) = run_below(headline, &readings, short) else {
                told = Judged::Unknown;
                continue;
            };
            told = Judged::Judged;
            let periods = u32::try_from(run.len()).unwrap_or(u32::MAX);
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            if periods < cx.options.number("periods") {
                continue;
            }
            // Below the floor is worse, and said by missed-floor.
            let floor = metric.floor.get().map(|floor| floor.amount);
            if floor.is_some_and(|floor| headline.misses(last, floor) == Some(true)) {
                return Judged::CoveredBy(&crate::rules::evolution::missed_floor::RULE);
            }
            let values: Vec<String> = run
                .iter()
                .rev()
                .take(4)
                .rev()
                .filter_map(|reading| reading.incremental.or(reading.total))
                .map(|value| amount(cx, metric, value))
                .collect();
            let promised =
                metric.projected.get().filter(|_| field == "target").map_or(String::new(), |projected| {
                    format!("; the business case projected {}", amount(cx, metric, projected.amount))
                });
            let half = match (lower, cx.options.number("percent")) {
                (false, 50) => "below half of".to_owned(),
                (false, percent) => format!("below {percent} % of"),
                (true, 50) => "above twice".to_owned(),
                (true, _) => format!("above {} of", amount(cx, metric, short.round_dp(2))),
            };
            out.warning(
                format!("metrics[{}].{field}", headline.index),
                format!(
                    "\"{}\" has been {half} {what} for {}",
                    metric.label(),
                    count(i64::from(periods), "period")
                ),
            )
            .evidence(&format!(
                ", since {}: {} against {} of {}{promised}",
                first.period,
                listed(&values),
                if field == "target" { "a target" } else { "a projection" },
                amount(cx, metric, level)
            ))
            .fix("decide what would get it there and by when, or agree with the partner what it is worth at this \
                  size")
            .label(format!("metrics[{}].results[{}]", headline.index, first.index), "the first result that falls \
                                                                                     short");
            return Judged::Judged;
        }
        told
    })
}
