//! Too short a notice leaves no time to hand over, too long a one keeps a dead alliance alive.

use crate::facts::exit::{Clause, notice, notice_path};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

use super::common::terms;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unusual-notice-period",
    area: Area::Exit,
    applies: Applies::STRATEGIC.until_ended(),
    remedy: Remedy::Agree,
    summary: "the notice period is unusually short or long",
    why: "if it is too short there is no time to hand anything over; if it is too long you keep paying for what has stopped working",
    options: &[OptionSpec {
        name: "usual_days",
        default: Default::Range(30, 180),
        help: "the shortest and the longest notice that is not reported",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let exit = match terms(cx.record) {
        Ok(exit) => exit,
        Err(outcome) => return outcome,
    };
    let period = match notice(exit) {
        Clause::Value(period) => period,
        // missing-notice-period speaks.
        Clause::Missing => return Judged::CoveredBy(&crate::rules::exit::missing_notice_period::RULE),
        Clause::Open(_) | Clause::Unknown => return Judged::Unknown,
    };
    let days = period.about_days();
    let (shortest, longest) = cx.options.range("usual_days");
    let (than, fix) = if days < shortest {
        (
            format!("shorter than the usual {shortest} to {longest}: too little time to hand anything over"),
            "agree about 90 days, or as long as the handover list really takes",
        )
    } else if days > longest {
        (
            format!(
                "longer than the usual {shortest} to {longest}: a dead alliance would be kept going that long"
            ),
            "agree about 90 days, and dates for the parts of the handover that take longer",
        )
    } else {
        return Judged::Judged;
    };
    let message = format!("the notice period of {period} is {than}");
    out.warning(notice_path(exit), message).fix(fix);
    Judged::Judged
}
