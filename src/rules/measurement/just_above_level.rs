//! A metric that nearly always ends up a little above its floor was perhaps helped there.

use super::identical_readings::is_marked;
use crate::facts::shaping::hugging;
use crate::rules::metrics::common::amount;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Rule, Weakens, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "just-above-level",
    area: Area::Measurement,
    doubt: true,
    weakens: Weakens::Mark,
    summary: "a metric is just above its floor or target nearly every time, although its totals vary by more",
    why: "the difference between two figures that both vary should land anywhere; if it is just above the line every time, somebody may have had the line in mind",
    options: &[
        OptionSpec { name: "readings", default: Default::Number(6), help: "how many results must be just above the level" },
        OptionSpec { name: "percent", default: Default::Number(80), help: "what share of the results with a \
                                                                           `without` must be" },
        OptionSpec { name: "within_percent", default: Default::Number(3), help: "how far above the level still counts as just above it, in percent of the level" },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.headlines.is_empty() {
        return Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE);
    }
    let within = cx.options.number("within_percent");
    for hugging in hugging(cx.facts, within) {
        let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        let (near, of) = (size(hugging.marked.readings.len()), size(hugging.marked.of));
        let Some(last) = hugging.marked.readings.last().filter(|_| is_marked(cx, near, of)) else { continue };
        let (index, metric) = (hugging.marked.headline.index, hugging.marked.headline.metric);
        out.warning(
            format!("metrics[{index}].results[{}]", last.index),
            format!(
                "\"{}\" is at most {within} % better than its {} of {} in {near} of {}",
                metric.label(),
                hugging.level,
                amount(cx, metric, hugging.amount),
                count(i64::from(of), "result"),
            ),
        )
        .evidence(&format!(
            ", while its totals vary by {} from one to the next. Harmless if what the alliance adds is fixed by a \
             contract",
            amount(cx, metric, hugging.moves)
        ))
        .fix("let somebody who is not judged by it read `total` and `without` from their sources for three periods")
        .label(format!("metrics[{index}].{}", hugging.level), "the level");
    }
    Judged::Judged
}
