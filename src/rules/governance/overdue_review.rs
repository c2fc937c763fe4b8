//! A cadence is kept or it is not; the date of the last real review tells.

use crate::model::Field;
use crate::model::calendar::add_days;
use crate::rules::rule::{Absorbs, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::{cadence, months};

/// The rule.
pub static RULE: Rule = rule! {
    id: "overdue-review",
    area: Area::Governance,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "the next full review is overdue",
    why: "an agreed cadence that is not kept is how alliances drop off the list of things that matter",
    options: &[OptionSpec {
        name: "grace_days",
        default: Default::Range(7, 14),
        help: "how late a review may be, for cadences of a month or less and for slower ones",
    }],
    absorbs: Absorbs::all(&[&crate::rules::governance::insubstantial_review::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Field::Set(cadence) = cadence(cx) else { return Judged::Unknown };
    let (monthly, slower) = cx.options.range("grace_days");
    let grace = if months(cadence) <= 1 { monthly } else { slower };
    let last = cx.facts.last_substantive();
    let Some(from) = cx.facts.reviewed_from() else { return Judged::Unknown };
    let due = cadence.after(from, 1);
    if cx.as_of <= add_days(due, grace) {
        // Without a review there is nothing to praise yet, and nothing to blame.
        return if last.is_some() { Judged::Judged } else { Judged::NotApplicable };
    }
    let late = count(cx.facts.days_since(due), "day");
    let since = cx.facts.reviews.iter().filter(|review| !review.substantive && review.date > from).count();
    let idle = match i64::try_from(since).unwrap_or(i64::MAX) {
        0 => String::new(),
        1 => "; one meeting since then did not qualify".to_owned(),
        more => format!("; {more} meetings since then did not qualify"),
    };
    let message = match last {
        Some(last) => format!(
            "the last full review was on {}; with {cadence} reviews the next is {late} overdue{idle}",
            last.date
        ),
        None => format!(
            "there has been no full review since launch on {from}; with {cadence} reviews the first is {late} \
             overdue{idle}"
        ),
    };
    let finding = if cx.as_of > add_days(cadence.after(from, 2), grace) {
        out.error("governance.reviews", message)
    } else {
        out.warning("governance.reviews", message)
    };
    let sides = cx.facts.sides.join(", ");
    finding.fix(format!(
        "hold a full review, then record it: `- {{ date: YYYY-MM-DD, attended: [{sides}], metrics_read: true, decisions: [no change], actions: 2 }}`"
    ));
    match last {
        Some(last) => {
            finding.label(format!("governance.reviews[{}].date", last.index), "the last that qualifies")
        }
        None => finding.label("started", "counted from launch"),
    };
    Judged::Judged
}
