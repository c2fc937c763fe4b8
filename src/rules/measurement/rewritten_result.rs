//! A result that was changed after its period was reviewed.

use crate::model::{Field, Metric, MetricResult, Money, Period};
use crate::rules::finding::Findings;
use crate::rules::past::{PastContext, PastState, metric, shown};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Weakens, rule};

/// The rule.
pub static RULE: Rule = rule! {
    id: "rewritten-result",
    area: Area::Measurement,
    applies: Applies::ANY.at_any_stage(),
    doubt: true,
    weakens: Weakens::Mark,
    summary: "a result was changed after its period was reviewed, and no reason is recorded",
    why: "what both sides decided on no longer matches the record, so the decision looks right or wrong for no \
          reason",
    check: Check::Past(check),
};

fn check(cx: &PastContext, out: &mut Findings) -> Judged {
    if cx.states.is_empty() {
        return Judged::Unknown;
    }
    for (index, found) in cx.now.metrics.iter() {
        let Some(name) = found.name.text() else { continue };
        let mut gone: Vec<(Period, String)> = Vec::new();
        for (place, result) in found.results.iter() {
            let Some(period) = result.period.copied() else { continue };
            let changes = cx.steps().filter_map(|(before, after)| {
                let was = of(metric(&before.record, name)?, period)?;
                let is = of(metric(&after.record, name)?, period)?;
                let change = changed(was, is).filter(|_| is_reviewed(before, period, after))?;
                Some((change, after))
            });
            let Some((change, after)) = changes.last() else { continue };
            if is_explained(result) {
                continue;
            }
            out.warning(
                format!("metrics[{index}].results[{place}]"),
                format!(
                    "\"{name}\" for {period} was changed {} after it was reviewed: {change}",
                    after.when()
                ),
            )
            .fix(format!(
                "say why in the result: corrected: {{ on: {}, from: {}, why: … }}",
                after.day,
                change.from()
            ));
        }
        for (before, after) in cx.steps() {
            let (Some(was), Some(is)) = (metric(&before.record, name), metric(&after.record, name)) else {
                continue;
            };
            for result in was.results.items().filter(|result| result.total.is_set()) {
                let Some(period) = result.period.copied() else { continue };
                if of(is, period).is_none()
                    && of(found, period).is_none()
                    && is_reviewed(before, period, after)
                {
                    gone.push((period, after.when()));
                }
            }
        }
        if let Some((period, when)) = gone.last() {
            out.warning(
                format!("metrics[{index}].results"),
                format!("\"{name}\" for {period} was reviewed and has been removed {when}"),
            )
            .fix("put it back; if it was wrong, write the right one with `corrected`");
        }
    }
    Judged::Judged
}

fn of(metric: &Metric, period: Period) -> Option<&MetricResult> {
    metric.results.items().find(|result| result.period.copied() == Some(period))
}

/// Whether a review was held on a period between its end and the day of the change.
fn is_reviewed(before: &PastState, period: Period, after: &PastState) -> bool {
    let reviews = before.record.governance.get().map(|governance| governance.reviews.items());
    reviews.is_some_and(|mut reviews| {
        reviews.any(|review| {
            review.date.copied().is_some_and(|date| date.0 >= period.end() && date.0 <= after.day)
        })
    })
}

/// A note says when and why it was corrected.
fn is_explained(result: &MetricResult) -> bool {
    result.corrected.get().is_some_and(|note| note.on.is_set() && note.why.text().is_some())
}

/// What a figure was and is.
struct RewrittenResult {
    figure: &'static str,
    from: String,
    to: String,
}

impl RewrittenResult {
    fn from(&self) -> &str {
        &self.from
    }
}

impl std::fmt::Display for RewrittenResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{} from {} to {}", self.figure, self.from, self.to)
    }
}

/// The first figure that was there and is another one.
fn changed(was: &MetricResult, is: &MetricResult) -> Option<RewrittenResult> {
    let figures: [(&'static str, &Field<Money>, &Field<Money>); 3] = [
        ("total", &was.total, &is.total),
        ("without", &was.without, &is.without),
        ("the partner's total", &was.partner_total, &is.partner_total),
    ];
    figures.into_iter().find_map(|(figure, was, is)| {
        let was = was.get()?;
        let to = match is {
            Field::Set(is) if is.amount == was.amount => return None,
            Field::Set(is) => shown(is),
            Field::Absent => "nothing".to_owned(),
            Field::Invalid => return None,
        };
        Some(RewrittenResult { figure, from: shown(was), to })
    })
}
