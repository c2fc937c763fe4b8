//! A metric needs a unit, a level to reach, a level below which it is not working, and the period that both are for.

use super::common::each_headline;
use crate::model::Measure;
use crate::rules::rule::{Applies, Area, Basis, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "undefined-metric",
    area: Area::Metrics,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::STRATEGIC.or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "a headline metric has no unit, no target or floor, or no period that they are for",
    why: "a name is not a yardstick: without a level to reach and one not to fall below, any result can be \
          called good",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let (metric, path) = (headline.metric, format!("metrics[{}]", headline.index));
        let name = metric.label();
        let every = metric.every.copied().map_or("period", |every| every.word());
        if metric.unit.is_absent() || metric.unit.get().is_some_and(|unit| unit.trim().is_empty()) {
            out.error(format!("{path}.unit"), format!("\"{name}\" does not say what it counts")).example(
                format!(
                    "unit: {}   # the currency, or what is counted: referral, tender, customer",
                    cx.currency()
                ),
            );
        }
        // What is reached once has a day instead of a least for each period.
        let dated = metric.measure.copied() == Some(Measure::Milestone) && !metric.due.is_absent();
        match (metric.target.is_absent(), metric.floor.is_absent() && !dated) {
            (true, true) => {
                let message = format!("\"{name}\" has neither a target nor a floor");
                out.warning(format!("{path}.target"), message).example(format!(
                    "target: …   # what it should reach each {every}\nfloor: …    # below this it is not working"
                ));
            }
            (true, false) => {
                let message = format!("\"{name}\" has a floor but no target");
                out.warning(format!("{path}.target"), message)
                    .example(format!("target: …   # what it should reach each {every}"));
            }
            (false, true) => {
                let message = format!("\"{name}\" has a target but no floor below which it is not working");
                out.warning(format!("{path}.floor"), message).example(format!(
                    "floor: …   # the least that each {every} must show for you to continue"
                ));
            }
            (false, false) => {}
        }
        let has_level = !metric.target.is_absent() || !metric.floor.is_absent();
        if has_level && !headline.says_its_period() {
            let message = format!("\"{name}\" does not say for how long a period its levels are");
            out.warning(format!("{path}.every"), message).example(
                "every: quarter   # month, quarter, half-year or year: what target and floor are for",
            );
        }
        let unusable = metric.unit.is_invalid() || metric.target.is_invalid() || metric.floor.is_invalid();
        if unusable { Judged::Unknown } else { Judged::Judged }
    })
}
