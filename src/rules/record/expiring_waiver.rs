//! Six weeks are enough to mend what was excused, if somebody is told.

use crate::model::calendar::days_between;
use crate::rules::Findings;
use crate::rules::context::Exceptions;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Rule, Severity, rule};
use crate::text::count;

use super::common::complete;

/// The rule.
pub static RULE: Rule = rule! {
    id: "expiring-waiver",
    area: Area::Record,
    severities: &[Severity::Note],
    applies: Applies::ANY.until_ended(),
    time_dependent: true,
    summary: "a waiver is about to expire",
    why: "what it excuses comes back the day after, and then there is no time left to fix it",
    options: &[OptionSpec {
        name: "ahead_days",
        default: Default::Number(42),
        help: "how long before its last day a waiver is mentioned",
    }],
    check: Check::Waivers(check),
};

fn check(held: &Exceptions, out: &mut Findings) -> Judged {
    if held.waivers.is_absent() {
        return Judged::NotApplicable;
    }
    let ahead = i64::from(held.options.number("ahead_days"));
    // One that claims too long holds shorter than it says; that is another finding.
    for waiver in
        complete(held.waivers).filter(|waiver| !waiver.is_overlong() && waiver.approved_on <= held.as_of)
    {
        let left = days_between(held.as_of, waiver.until);
        if !(0..=ahead).contains(&left) {
            continue;
        }
        let when = if left == 0 { "today".to_owned() } else { format!("in {}", count(left, "day")) };
        out.note(
            format!("waivers[{}].until", waiver.index),
            format!("the waiver of {} expires {when}, on {}", waiver.rule, waiver.until),
        )
        .fix("fix what it excuses by then, or decide now whether to renew it");
    }
    Judged::Judged
}
