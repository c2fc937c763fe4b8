//! Two systems that count the same thing differ a little; figures that never do were read once.

use crate::facts::shaping::{Marked, identical};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Rule, Weakens, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "identical-readings",
    area: Area::Measurement,
    doubt: true,
    weakens: Weakens::Mark,
    summary: "both sides' figures are identical to the last digit, although they are said to come from different \
              sources",
    why: "a second reading that was copied from the first confirms nothing",
    options: &[
        OptionSpec { name: "readings", default: Default::Number(4), help: "how many results must be identical to \
                                                                           the digit" },
        OptionSpec { name: "percent", default: Default::Number(75), help: "what share of the results that can be \
                                                                           compared must be identical" },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.headlines.is_empty() {
        return Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE);
    }
    let marked = identical(cx.facts);
    let (equal, of) = sizes(&marked);
    if is_marked(cx, equal, of)
        && let Some(first) = marked.first()
        && let Some(reading) = first.readings.last()
    {
        let names: Vec<String> =
            marked.iter().map(|one| format!("\"{}\"", one.headline.metric.label())).collect();
        out.warning(
            format!("metrics[{}].results[{}]", first.headline.index, reading.index),
            format!("both sides' figures for {} are identical to the last digit in {}", listed(&names), count(i64::from(equal), "result")),
        )
        .evidence(", although their sources are said to be different. Harmless if both read one invoicing \
                   system, or one side rounds to the other's figure")
        .fix("ask each side for its own report; if there is only one system, name it for both under `tracked_by`")
        .label(format!("metrics[{}].tracked_by", first.headline.index), "the sources as recorded");
    }
    Judged::Judged
}

/// How many readings bear the mark, and of how many.
pub(super) fn sizes(marked: &[Marked]) -> (u32, u32) {
    let sum = |pick: fn(&Marked) -> usize| {
        u32::try_from(marked.iter().map(pick).sum::<usize>()).unwrap_or(u32::MAX)
    };
    (sum(|one| one.readings.len()), sum(|one| one.of))
}

/// Whether so many of so many are enough, by the options.
pub(super) fn is_marked(cx: &Context, some: u32, of: u32) -> bool {
    some >= cx.options.number("readings")
        && u64::from(some) * 100 >= u64::from(of) * u64::from(cx.options.number("percent"))
}
