//! What ends with the campaign was the campaign's: an alliance is worth something the day after.

use crate::model::date::add_months;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Default, OptionSpec, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::count;

use crate::facts::contributions::{Brings, Lasting, lasting, structural};

/// The rule.
pub static RULE: Rule = Rule {
    id: "campaign-bound-value",
    area: Area::Identity,
    tiers: &[Severity::Error],
    applies: Applies::STRATEGIC,
    clock: false,
    summary: "everything either side brings ends with a campaign",
    why: "an alliance changes how somebody works, so its value outlasts any one campaign; this one's does not",
    options: &[OptionSpec {
        name: "within_months",
        default: Default::Number(12),
        help: "months from launch within which everything ends, to be no more than a campaign",
    }],
    absorbs: Absorbs::all(&["missing-operating-change"]),
    page: include_str!("../../../docs/rules/campaign-bound-value.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    if structural(cx.record).next().is_some() {
        return Outcome::Pass;
    }
    let Some(launched) = cx.facts.launched.filter(|_| !cx.record.operating_changes.is_invalid()) else {
        return Outcome::Unknown;
    };
    let months = cx.options.number("within_months");
    let brings = Brings::of(cx.record, cx.facts);
    match lasting(&brings, add_months(launched, months), Some(launched), cx.facts) {
        Lasting::Longer => Outcome::Pass,
        Lasting::Unknown => Outcome::Unknown,
        Lasting::Until(end, path) => {
            let within = count(months, "month");
            let message = format!(
                "everything that is contributed ends by {end}, within {within} of launch, and nothing about how \
                 either side operates has changed"
            );
            out.error(path, message)
                .fix("call it what it is, `type: co-marketing`; or agree on what outlasts the campaign and record it under `operating_changes`")
                .label("started", "the alliance was launched here");
            Outcome::Pass
        }
    }
}
