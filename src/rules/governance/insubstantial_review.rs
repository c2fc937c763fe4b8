//! A meeting at which nothing was read, decided or set in motion is not a review.

use crate::facts::HeldReview;
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "insubstantial-review",
    area: Area::Governance,
    remedy: Remedy::Do,
    summary: "the latest review was a review in name only",
    why: "a meeting without figures, decisions or actions keeps the cadence on paper and leaves the alliance \
          where it was",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(latest) = cx.facts.reviews.last() else { return Judged::NotApplicable };
    // Of two on one day, the better one counts.
    let same_day = |review: &&HeldReview| review.date == latest.date;
    if cx.facts.reviews.iter().filter(same_day).any(|review| review.substantive) {
        return Judged::Judged;
    }
    let review = latest.review;
    if review.attended.is_invalid()
        || review.metrics_read.is_invalid()
        || review.decisions.is_invalid()
        || review.actions.is_invalid()
    {
        return Judged::Unknown;
    }
    let missing: Vec<&str> = cx
        .facts
        .sides
        .iter()
        .filter(|side| !review.attended.items().any(|attended| attended == *side))
        .map(|side| cx.record.side_name(side))
        .collect();
    let mut gaps = Vec::new();
    if review.attended.is_absent() {
        gaps.push("the record does not say who attended".to_owned());
    } else if !missing.is_empty() {
        let verb = if missing.len() == 1 { "was" } else { "were" };
        gaps.push(format!("{} {verb} not there", listed(&missing)));
    }
    let done = [
        (review.metrics_read.copied() == Some(true), "no metrics were read"),
        (review.decisions.items().any(|decision| !decision.trim().is_empty()), "nothing was decided"),
        (review.actions.copied().is_some_and(|actions| actions.0 > 0), "no action was set"),
    ];
    let undone: Vec<String> =
        done.iter().filter(|(done, _)| !done).map(|(_, words)| (*words).to_owned()).collect();
    let idle = undone.len() >= 2;
    if idle {
        gaps.extend(undone);
    }
    let path = format!("governance.reviews[{}]", latest.index);
    let path = if idle { path } else { format!("{path}.attended") };
    let sides = cx.facts.sides.join(", ");
    out.warning(path, format!("the review of {} does not count: {}", latest.date, listed(&gaps))).fix(format!(
        "if it was more than that, complete the entry: `attended: [{sides}]` and two of `metrics_read: true`, \
         `decisions: [no change]`, `actions: 2`; otherwise hold a full one"
    ));
    Judged::Judged
}
