//! An exception without a near end is a change of the rules that nobody has decided.

use crate::model::LONGEST_WAIVER_DAYS;
use crate::rules::Findings;
use crate::rules::context::Exceptions;
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::text::count;

use super::common::{Complete, complete};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overlong-waiver",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    summary: "a waiver runs for longer than half a year",
    why: "an exception that outlives two quarterly reviews has become the way things are done",
    check: Check::Waivers(check),
};

fn check(held: &Exceptions, out: &mut Findings) -> Judged {
    if held.waivers.is_absent() {
        return Judged::NotApplicable;
    }
    for waiver in complete(held.waivers).filter(Complete::is_overlong) {
        let most = count(LONGEST_WAIVER_DAYS, "day");
        let last = waiver.longest();
        out.error(
            format!("waivers[{}].until", waiver.index),
            format!(
                "the waiver of {} runs until {}; {most} is the maximum, so it ends on {last}",
                waiver.rule, waiver.until
            ),
        )
        .example(format!(
            "until: {last}   # or earlier; to relax the rule for good, set it in portfolio.yaml"
        ))
        .label(format!("waivers[{}].approved_on", waiver.index), format!("the {most} count from here"));
    }
    Judged::Judged
}
