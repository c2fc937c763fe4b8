//! Two sides that read different numbers are not looking at the same alliance.

use rust_decimal::Decimal;

use super::common::{Theirs, is_over, percent, theirs, without_result};
use crate::model::US;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "disputed-metric",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning],
    remedy: Remedy::Agree,
    summary: "our number and the partner's differ",
    why: "until both sides read the same number, every review is about the number and none about the alliance",
    options: &[
        OptionSpec {
            name: "percent",
            default: Default::Number(10),
            help: "how far a partner's total may be from ours, in percent of ours",
        },
        OptionSpec {
            name: "error_percent",
            default: Default::Number(25),
            help: "distance from which it is an error, in percent of ours",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let (limit, error) = (cx.options.number("percent"), cx.options.number("error_percent"));
    each_headline(cx, |headline| {
        let metric = headline.metric;
        if headline.readings.is_empty() {
            return without_result(cx, headline);
        }
        let mut judged = Judged::Judged;
        for side in cx.facts.sides.iter().copied().filter(|side| *side != US) {
            // The latest period that both have read: an older difference has been settled or outlived.
            let both =
                headline.readings.iter().rev().find_map(|reading| match theirs(reading.result, side) {
                    // Both as they stand in the file: of a count to date each is all there has been.
                    Theirs::Read(their, field) => {
                        Some((reading, reading.result.total.get()?.amount, their.amount, field))
                    }
                    Theirs::Missing(_) | Theirs::Unusable => None,
                });
            let Some((reading, ours, their, field)) = both else {
                judged = Judged::Unknown;
                continue;
            };
            let Some(apart) = their.checked_sub(ours) else { continue };
            if !is_over(apart.abs(), limit, ours.abs()) {
                continue;
            }
            // One referral more or less is worth a question, never an alarm.
            let by_one = apart.abs() == Decimal::ONE && ours.is_integer();
            let grave = is_over(apart.abs(), error, ours.abs()) && !by_one;
            let direction = if apart > Decimal::ZERO { "above" } else { "below" };
            let distance = match percent(apart.abs(), ours.abs()) {
                Some(percent) => format!("{percent} % {direction} ours"),
                None => format!("{direction} ours"),
            };
            let message = format!(
                "{} reads \"{}\" in {} as {}, {distance} of {}",
                cx.side(side),
                metric.label(),
                reading.period,
                amount(cx, metric, their),
                amount(cx, metric, ours)
            );
            let path = format!("metrics[{}].results[{}]", headline.index, reading.index);
            out.report(
                if grave { Severity::Error } else { Severity::Warning },
                format!("{path}.{field}"),
                message,
            )
            .fix("compare both reports line by line, agree what counts, and correct the one that is wrong")
            .label(format!("{path}.total"), "our number")
            .side(side);
        }
        judged
    })
}
