//! A target reached with what we would have won anyway is not reached.

use super::common::{is_over, may_have_later, without_result};
use crate::facts::series::is_lower_better;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "met-on-gross-only",
    area: Area::Measurement,
    severities: &[Severity::Error, Severity::Warning, Severity::Note],
    remedy: Remedy::Decide,
    summary: "the total reaches the target, but what the alliance really added does not",
    why: "a review that reads the total celebrates a miss",
    options: &[OptionSpec {
        name: "near_percent",
        default: Default::Number(10),
        help: "percent of the target up to which what the alliance added may fall short before it is more than a note",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        let Some(last) = headline.series.values.iter().rev().find(|reading| reading.total.is_some()) else {
            return without_result(cx, headline);
        };
        if may_have_later(headline, last) {
            return Judged::Unknown;
        }
        let (Some(total), Some(target)) = (last.total, metric.target.get().map(|target| target.amount))
        else {
            return Judged::Unknown;
        };
        // An output claims nothing that would have come anyway, and where less is better there is no gross to hide in.
        if total < target || metric.is_output() || is_lower_better(metric) {
            return Judged::Judged;
        }
        let Some(incremental) = last.incremental else {
            return Judged::Unknown;
        };
        if incremental >= target {
            return Judged::Judged;
        }
        let floor = metric.floor.get().map(|floor| floor.amount).filter(|floor| incremental < *floor);
        let verdict = match floor {
            Some(floor) => format!("below the floor of {}", amount(cx, metric, floor)),
            None => format!("short of the target of {}", amount(cx, metric, target)),
        };
        let message = format!(
            "\"{}\" looks met in {} at {}, but the alliance added {}, {verdict}",
            metric.label(),
            last.period,
            amount(cx, metric, total),
            amount(cx, metric, incremental)
        );
        // A target missed by a little is a near miss on any reading of it.
        let near = target
            .checked_sub(incremental)
            .is_some_and(|short| !is_over(short, cx.options.number("near_percent"), target));
        let (tier, field) = match floor {
            Some(_) => (Severity::Error, "floor"),
            None if near => (Severity::Note, "target"),
            None => (Severity::Warning, "target"),
        };
        out.report(tier, format!("metrics[{}].results[{}].total", headline.index, last.index), message)
            .fix("report what was added, not the total, and take that into the next decision")
            .label(format!("metrics[{}].{field}", headline.index), format!("the {field} it is judged by"));
        Judged::Judged
    })
}
