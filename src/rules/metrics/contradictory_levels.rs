//! A floor above the target, or a projection below the floor, tells nobody what is good.

use rust_decimal::Decimal;

use super::common::{amount, each_headline};
use crate::facts::series::{is_contradictory, is_lower_better, is_worse};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "contradictory-levels",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    remedy: Remedy::Agree,
    doubt: true,
    summary: "the floor, target and projection of a headline metric contradict each other",
    why: "levels that contradict each other let any result pass for good, or a good one for bad",
    options: &[OptionSpec {
        name: "floor_percent",
        default: Default::Number(10),
        help: "percent of the target below which a floor is too low to stop anybody",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let (metric, path) = (headline.metric, format!("metrics[{}]", headline.index));
        let name = metric.label();
        let level = |field: &crate::model::Field<crate::model::Money>| field.get().map(|money| money.amount);
        let (floor, target) = (level(&metric.floor), level(&metric.target));
        let shown = |number: Decimal| amount(cx, metric, number);
        let (beyond, short) = if is_lower_better(metric) { ("below", "above") } else { ("above", "below") };
        if let Some(worth) = metric.worth.get().filter(|worth| worth.amount < Decimal::ZERO) {
            out.error(
                format!("{path}.worth"),
                format!("one unit of \"{name}\" has a negative worth: {}", worth.amount.normalize()),
            )
            .example("worth: …   # what one of them earns, in the portfolio's currency");
        }
        if let (Some(floor), Some(target), true) = (floor, target, is_contradictory(metric)) {
            out.error(
                format!("{path}.floor"),
                format!(
                    "the floor of \"{name}\", {}, is {beyond} its target, {}",
                    shown(floor),
                    shown(target)
                ),
            )
            .fix(if is_lower_better(metric) {
                "swap them if they are the wrong way round; if more of it is better, write `better: higher`"
            } else {
                "swap them if they are the wrong way round; if less of it is better, write `better: lower`"
            })
            .label(format!("{path}.target"), "the target");
            return Judged::Judged;
        }
        let projected = level(&metric.projected);
        if let (Some(floor), Some(projected)) = (floor, projected)
            && is_worse(metric, projected, floor)
        {
            out.error(
                format!("{path}.projected"),
                format!(
                    "\"{name}\" is projected at {}, which is {short} its floor of {}",
                    shown(projected),
                    shown(floor)
                ),
            )
            .example("projected: …   # what the business case promised each period, or correct the floor")
            .label(format!("{path}.floor"), "the floor");
        }
        let percent = Decimal::from(cx.options.number("floor_percent"));
        if let (Some(floor), Some(target), false) = (floor, target, is_lower_better(metric))
            && let (Some(least), Some(hundredfold)) =
                (target.checked_mul(percent), floor.checked_mul(Decimal::ONE_HUNDRED))
            && hundredfold < least
        {
            out.warning(
                format!("{path}.floor"),
                format!(
                    "the floor of \"{name}\", {}, is under {percent} % of its target of {}",
                    shown(floor),
                    shown(target)
                ),
            )
            .example("floor: …   # the level below which you would seriously discuss ending it")
            .label(format!("{path}.target"), "the target");
        }
        let unusable = metric.floor.is_invalid()
            || metric.target.is_invalid()
            || metric.projected.is_invalid()
            || metric.better.is_invalid();
        if unusable { Judged::Unknown } else { Judged::Judged }
    })
}
