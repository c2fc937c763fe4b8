//! What ends with the campaign was the campaign's: an alliance is worth something the day after.

use crate::model::calendar::add_months;
use crate::rules::rule::{Absorbs, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use crate::facts::contributions::{Brings, Lasting, lasting, structural};

/// The rule.
pub static RULE: Rule = rule! {
    id: "campaign-bound-value",
    area: Area::Identity,
    severities: &[Severity::Error],
    remedy: Remedy::Agree,
    summary: "everything either side contributes ends with a campaign",
    why: "an alliance changes how a company works, so its value outlasts any one campaign; this one's does \
          not",
    options: &[OptionSpec {
        name: "within_months",
        default: Default::Number(12),
        help: "months from launch within which everything ends, to be no more than a campaign",
    }],
    absorbs: Absorbs::all(&[&crate::rules::identity::missing_operating_change::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if structural(cx.record).next().is_some() {
        return Judged::Judged;
    }
    let Some(launched) = cx.facts.launched.filter(|_| !cx.record.operating_changes.is_invalid()) else {
        return Judged::Unknown;
    };
    let months = cx.options.number("within_months");
    let brings = Brings::of(cx.record, cx.facts);
    match lasting(&brings, add_months(launched, months), cx.facts) {
        Lasting::Longer => Judged::Judged,
        Lasting::Unknown => Judged::Unknown,
        Lasting::Until(end, path) => {
            let within = count(months, "month");
            let message = format!(
                "every contribution ends by {end}, within {within} of launch, and neither side has changed \
                 how it works"
            );
            out.error(path, message)
                .fix(
                    "call it what it is (`type: co-marketing`), or agree on something that outlasts the \
                      campaign and record it under `operating_changes`",
                )
                .label("started", "the alliance was launched here");
            Judged::Judged
        }
    }
}
