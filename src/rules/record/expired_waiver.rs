//! An exception that has run out is a decision that is due.

use crate::model::calendar::days_between;
use crate::rules::Findings;
use crate::rules::context::Exceptions;
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::text::count;

use super::common::complete;

/// The rule.
pub static RULE: Rule = rule! {
    id: "expired-waiver",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    time_dependent: true,
    summary: "a waiver has expired",
    why: "it no longer excuses anything, but leaving it in the file suggests that it does",
    check: Check::Waivers(check),
};

fn check(held: &Exceptions, out: &mut Findings) -> Judged {
    if held.waivers.is_absent() {
        return Judged::NotApplicable;
    }
    // One that claims too long is wrong on any day; that is another finding.
    for waiver in complete(held.waivers).filter(|waiver| !waiver.is_overlong() && waiver.until < held.as_of) {
        let ago = count(days_between(waiver.until, held.as_of), "day");
        out.error(
            format!("waivers[{}].until", waiver.index),
            format!("the waiver of {} expired {ago} ago, on {}", waiver.rule, waiver.until),
        )
        .fix(
            "remove it if the reason no longer applies; otherwise have it renewed, with new dates and the \
              reason why it takes longer",
        );
    }
    Judged::Judged
}
