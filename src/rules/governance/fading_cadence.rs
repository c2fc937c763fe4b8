//! Reviews seldom stop; they get further apart.

use chrono::NaiveDate;

use crate::facts::HeldReview;
use crate::model::calendar::{add_days, days_between};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};

use super::common::cadence;

/// The rule.
pub static RULE: Rule = rule! {
    id: "fading-cadence",
    area: Area::Governance,
    remedy: Remedy::Do,
    summary: "reviews have drifted apart without a decision to hold fewer",
    why: "the gap between reviews grows long before the results show it, and nobody chose that",
    options: &[
        OptionSpec {
            name: "least_reviews",
            default: Default::Number(6),
            help: "fewest full reviews from which a trend is read",
        },
        OptionSpec {
            name: "wider_percent",
            default: Default::Number(150),
            help: "length of the last three gaps, in percent of the first three, above which they have widened",
        },
        OptionSpec {
            name: "grace_days",
            default: Default::Number(14),
            help: "how far past the agreed interval a gap may go and still keep to it",
        },
    ],
    check: Check::Record(check),
};

/// How many gaps are compared at either end.
const GAPS: usize = 3;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let reviews: Vec<&HeldReview> = cx.facts.reviews.iter().filter(|review| review.substantive).collect();
    let least = usize::try_from(cx.options.number("least_reviews")).unwrap_or(usize::MAX);
    let (Some(first), Some(last)) = (reviews.get(..=GAPS), reviews.len().checked_sub(GAPS + 1)) else {
        return Judged::NotApplicable;
    };
    if reviews.len() < least {
        return Judged::NotApplicable;
    }
    let last = reviews.get(last..).unwrap_or_default();
    let (early, late) = (span(first), span(last));
    let widened = late.saturating_mul(100)
        >= early.saturating_mul(i64::from(cx.options.number("wider_percent")))
        && late > early;
    if !widened || is_agreed(cx, last) {
        return Judged::Judged;
    }
    let average = |days: i64| (days + 1) / 3;
    let index = last.last().map_or(0, |review| review.index);
    let start = first.first().map_or(0, |review| review.index);
    out.warning(
        format!("governance.reviews[{index}].date"),
        format!(
            "reviews have drifted apart, from every {} days at first to every {} days lately, without a decision \
             to hold fewer",
            average(early),
            average(late)
        ),
    )
    .fix("return to the agreed cadence, or agree a slower one together and record it under `governance.cadence`")
    .label(format!("governance.reviews[{start}].date"), "the first of them");
    Judged::Judged
}

/// Days from the first of these reviews to the last.
fn span(reviews: &[&HeldReview]) -> i64 {
    match (reviews.first(), reviews.last()) {
        (Some(first), Some(last)) => days_between(first.date, last.date),
        _ => 0,
    }
}

/// Whether each gap keeps to the cadence on record: then the slower pace is the agreed one.
fn is_agreed(cx: &Context, reviews: &[&HeldReview]) -> bool {
    let Some(cadence) = cadence(cx).copied() else { return false };
    let grace = cx.options.number("grace_days");
    let latest = |from: NaiveDate| add_days(cadence.after(from, 1), grace);
    reviews.windows(2).all(|pair| matches!(pair, [one, next] if next.date <= latest(one.date)))
}
