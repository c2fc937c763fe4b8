//! Trust is rated by people, and both may have changed since.

use crate::model::Field;
use crate::model::calendar::add_months;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "stale-trust",
    area: Area::Governance,
    severities: &[Severity::Note],
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "the trust between the sides was last rated long ago",
    why: "a decision to deepen rests on how the two teams get on now, not on how they did a year ago",
    options: &[OptionSpec {
        name: "after_months",
        default: Default::Number(12),
        help: "months after which a rating of trust is out of date",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let trust = match &cx.record.trust {
        Field::Set(trust) => trust,
        Field::Absent => return Judged::NotApplicable,
        Field::Invalid => return Judged::Unknown,
    };
    let Some(assessed) = trust.assessed.get() else { return Judged::Unknown };
    let months = cx.options.number("after_months");
    if cx.as_of > add_months(assessed.0, months) {
        out.note("trust.assessed", format!("trust was last rated more than {} ago", count(months, "month")))
            .fix("ask both owners again, separately, and record the day");
    }
    Judged::Judged
}
