//! Six weeks are enough to mend what was excused, if somebody is told.

use crate::rules::rule::{Absorbs, Applies, Area, Check, Default, OptionSpec, Outcome, Rule, Severity};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::complete;

/// The rule.
pub static RULE: Rule = Rule {
    id: "expiring-waiver",
    area: Area::Record,
    tiers: &[Severity::Note],
    applies: Applies::ANY.until_ended(),
    clock: true,
    summary: "a waiver is about to run out",
    why: "what it excuses comes back on the day after, and then there is no time left to mend it",
    options: &[OptionSpec {
        name: "ahead_days",
        default: Default::Number(42),
        help: "how long before its last day a waiver is mentioned",
    }],
    absorbs: Absorbs::NOTHING,
    page: include_str!("../../../docs/rules/expiring-waiver.md"),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Outcome {
    if cx.record.waivers.is_absent() {
        return Outcome::NotApplicable;
    }
    let ahead = i64::from(cx.options.number("ahead_days"));
    // One that claims too long holds shorter than it says; that is another finding.
    for waiver in complete(cx.record).filter(|waiver| !waiver.is_overlong() && waiver.approved_on <= cx.as_of)
    {
        let left = cx.facts.days_since(waiver.until).saturating_neg();
        if !(0..=ahead).contains(&left) {
            continue;
        }
        let when = if left == 0 { "today".to_owned() } else { format!("in {}", count(left, "day")) };
        out.note(
            format!("waivers[{}].until", waiver.index),
            format!("the waiver of {} runs out {when}, on {}", waiver.rule, waiver.until),
        )
        .fix("mend what it excuses by then, or decide now whether it is to be approved anew");
    }
    Outcome::Pass
}
