//! Reviews that were held, and decisions that were taken.

use chrono::NaiveDate;

use crate::model::{Alliance, Decision, DecisionKind, Review};

/// A review that was held, with its place in the file.
#[derive(Debug, Clone, Copy)]
pub struct HeldReview<'a> {
    /// Place in `governance.reviews`.
    pub index: usize,
    /// When.
    pub date: NaiveDate,
    /// Whether every side came and two of three hold: metrics read, a decision taken, actions set.
    pub substantive: bool,
    /// The review.
    pub review: &'a Review,
}

/// A decision that was taken, with its place in the file.
#[derive(Debug, Clone, Copy)]
pub struct Taken<'a> {
    /// Place in `decisions`.
    pub index: usize,
    /// When.
    pub date: NaiveDate,
    /// What.
    pub verdict: DecisionKind,
    /// The decision.
    pub decision: &'a Decision,
}

pub(super) fn reviews<'a>(record: &'a Alliance, sides: &[&str]) -> Vec<HeldReview<'a>> {
    let held = record.governance.get().into_iter().flat_map(|governance| governance.reviews.iter());
    let mut reviews: Vec<_> = held
        .filter_map(|(index, review)| {
            let date = review.date.get()?.0;
            let everyone = sides.iter().all(|side| review.attended.items().any(|attended| attended == side));
            let worked = [
                review.metrics_read.copied() == Some(true),
                review.decisions.items().any(|decision| !decision.trim().is_empty()),
                review.actions.copied().is_some_and(|actions| actions.0 > 0),
            ];
            let substantive = everyone && worked.iter().filter(|held| **held).count() >= 2;
            Some(HeldReview { index, date, substantive, review })
        })
        .collect();
    reviews.sort_by_key(|review| review.date);
    reviews
}

pub(super) fn decisions(record: &Alliance) -> Vec<Taken<'_>> {
    let mut decisions: Vec<_> = record
        .decisions
        .iter()
        .filter_map(|(index, decision)| {
            let verdict = decision.verdict.copied()?;
            // A line that a fix shows and nobody has filled in is no decision. Going on like that is told as just that, and who
            // writes `tbd` has decided, and owes the reason.
            let goes_on = matches!(verdict, DecisionKind::Continue | DecisionKind::Hold);
            let filled_in = decision.why.get().is_none_or(|why| !matches!(why.trim(), "…" | "..."));
            (goes_on || filled_in).then_some(Taken { index, date: decision.date.get()?.0, verdict, decision })
        })
        .collect();
    decisions.sort_by_key(|taken| taken.date);
    decisions
}
