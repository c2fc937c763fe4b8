//! An issue that outlives two reviews has been looked at twice and left.

use crate::model::{Issue, IssueSeverity};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, shorten};

use super::common::cadence;

/// The rule.
pub static RULE: Rule = rule! {
    id: "ageing-issue",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "an issue has been open too long",
    why: "a problem that both sides have got used to is settled by the side that loses patience first",
    options: &[
        OptionSpec {
            name: "most_intervals",
            default: Default::Number(2),
            help: "how many review intervals an issue may stay open",
        },
        OptionSpec {
            name: "high_error_after_days",
            default: Default::Number(30),
            help: "how many days an issue of high severity may stay open",
        },
    ],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if cx.record.issues.is_absent() {
        return Judged::NotApplicable;
    }
    let mut unknown = cx.record.issues.is_invalid();
    for (index, issue) in cx.record.issues.iter().filter(|(_, issue)| issue.closed.is_absent()) {
        unknown |= !judged(cx, index, issue, out);
    }
    if unknown { Judged::Unknown } else { Judged::Judged }
}

/// Judges one open issue; false where nobody can tell.
fn judged(cx: &Context, index: usize, issue: &Issue, out: &mut Findings) -> bool {
    let Some(opened) = issue.opened.get() else { return false };
    let days = cx.facts.days_since(opened.0);
    let what = shorten(issue.what.text().unwrap_or("no description"), 60);
    let path = format!("issues[{index}].opened");
    let fix = "settle it at the next review, or give one person a date for it; then add `closed: YYYY-MM-DD`";
    let high = issue.severity.copied() == Some(IssueSeverity::High);
    if high && days > i64::from(cx.options.number("high_error_after_days")) {
        let age = count(days, "day");
        out.error(path, format!("\"{what}\" is a serious issue and has been open for {age}"))
            .fix(fix)
            .label(format!("issues[{index}].severity"), "high: it endangers the alliance");
        return true;
    }
    let Some(cadence) = cadence(cx).copied() else { return false };
    let intervals = cx.options.number("most_intervals");
    if cx.as_of > cadence.after(opened.0, intervals) {
        let (age, most) = (count(days, "day"), count(intervals, "review"));
        out.warning(
            path,
            format!("\"{what}\" has been open for {age}: {most} at a {cadence} cadence have not settled it"),
        )
        .fix(fix)
        .label("governance.cadence", "reviewed this often");
    }
    // Without a severity it may be one of the serious ones.
    issue.severity.is_set() || days <= i64::from(cx.options.number("high_error_after_days"))
}
