//! Revenue, and customers times what one is worth, are the same money.

use crate::facts::ledger::same_deals;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "double-counted-value",
    area: Area::Measurement,
    summary: "revenue, and new customers valued at what one is worth, both count the money of the same deals",
    why: "a value that counts the same deals twice is doubted as a whole as soon as somebody notices",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let pairs = same_deals(cx.facts);
    each_headline(cx, |headline| {
        let Some((sold, _)) = pairs.iter().find(|(_, won)| *won == headline.index) else {
            return Judged::Judged;
        };
        let revenue = cx.facts.headlines.iter().find(|other| other.index == *sold);
        let revenue = revenue.map_or("the revenue", |other| other.metric.label());
        out.warning(
            format!("metrics[{}].worth", headline.index),
            format!("\"{}\" and \"{revenue}\" overlap: the same deals are counted once", headline.metric.label()),
        )
        .fix("remove `worth` and let the customers be a count; or keep `worth`, and leave their revenue out of \
              the other metric with `headline: false`")
        .label(format!("metrics[{sold}].indicator"), "the revenue, which is what counts");
        Judged::Judged
    })
}
