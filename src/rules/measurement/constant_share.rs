//! What we would have won anyway moves with the market; where it is always the same share, nobody has looked.

use std::collections::BTreeSet;

use super::identical_readings::{is_marked, sizes};
use crate::facts::shaping::constant_share;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Rule, Weakens, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "constant-share",
    area: Area::Measurement,
    doubt: true,
    weakens: Weakens::Mark,
    summary: "what we would have won anyway is always the same share of the total, under a method that measures",
    why: "a constant share is an estimate, whatever the method is called",
    options: &[
        OptionSpec { name: "readings", default: Default::Number(4), help: "how many results must have the same \
                                                                           share" },
        OptionSpec { name: "percent", default: Default::Number(75), help: "what share of the results with a \
                                                                           `without` must have it" },
        OptionSpec { name: "totals", default: Default::Number(3), help: "how many different totals there must be among them" },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.facts.headlines.is_empty() {
        return Judged::CoveredBy(&crate::rules::metrics::missing_metrics::RULE);
    }
    let Some((share, marked)) = constant_share(cx.facts) else { return Judged::NotApplicable };
    let (same, of) = sizes(&marked);
    let totals: BTreeSet<_> =
        marked.iter().flat_map(|one| &one.readings).filter_map(|reading| reading.total).collect();
    let enough = u32::try_from(totals.len()).unwrap_or(u32::MAX) >= cx.options.number("totals");
    if is_marked(cx, same, of)
        && enough
        && let Some(first) = marked.first()
        && let Some(reading) = first.readings.last()
    {
        let names: Vec<String> =
            marked.iter().map(|one| format!("\"{}\"", one.headline.metric.label())).collect();
        out.warning(
            format!("metrics[{}].results[{}].without", first.headline.index, reading.index),
            format!(
                "what we would have won anyway is always {} % of {}, in {}",
                share.normalize(),
                listed(&names),
                count(i64::from(same), "result")
            ),
        )
        .evidence(
            ": a rule of thumb, not a comparison. Harmless if a contract or a price list fixes the share",
        )
        .fix(
            "measure `without` on the customers or the market left out; or call it what it is: method: \
              expert-estimate",
        )
        .label(format!("metrics[{}].counterfactual.method", first.headline.index), "what it is called");
    }
    Judged::Judged
}
