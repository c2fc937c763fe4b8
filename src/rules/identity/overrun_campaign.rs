//! A campaign that runs past its end has become something that nobody agreed on.

use crate::model::Kind;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "overrun-campaign",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::to(&[Kind::CoMarketing]),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "a campaign is still live after its end date",
    why: "past its end a campaign runs on terms that nobody agreed, and keeps taking time",
    options: &[
        OptionSpec {
            name: "warn_after_days",
            default: Default::Number(30),
            help: "days past the end after which it should be closed or renewed",
        },
        OptionSpec {
            name: "error_after_days",
            default: Default::Number(90),
            help: "days past the end after which it must be closed or renewed",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(ends) = cx.record.campaign.get().and_then(|campaign| campaign.ends.get()) else {
        return Judged::Unknown;
    };
    let days = cx.facts.days_since(ends.0);
    let tier = if days > i64::from(cx.options.number("error_after_days")) {
        Severity::Error
    } else if days > i64::from(cx.options.number("warn_after_days")) {
        Severity::Warning
    } else {
        return Judged::Judged;
    };
    let message =
        format!("the campaign ended {} ago, on {ends}, and is still recorded as running", count(days, "day"));
    out.report(tier, "campaign.ends", message).fix(
        "decide: close it (`stage: ended` and `ended: YYYY-MM-DD`), agree a new `campaign.ends`, or \
         negotiate what it should become",
    );
    Judged::Judged
}
