//! What git adds to a grade: levels that it has seen since before launch, levels that moved without a word.

use chrono::NaiveDate;

use super::grade::{Effect, Grade, Term};
use crate::model::{Alliance, Metric};
use crate::rules::Finding;
use crate::rules::metrics::silent_goalpost;
use crate::rules::past::{PastState, metric as of_name};

/// The past of a record and what the rules on it found; empty where nobody asked, or nothing is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct PastEvidence<'a> {
    /// Every state, the first one first.
    pub states: &'a [PastState],
    /// What is open.
    pub findings: &'a [Finding],
}

impl PastEvidence<'_> {
    /// The term on a metric's levels, where the record alone comes to `said`.
    pub(super) fn levels(
        &self,
        record: &Alliance,
        (index, metric): (usize, &Metric),
        launched: Option<NaiveDate>,
        said: Option<Term>,
    ) -> Option<Term> {
        let level = |path: &str| {
            let levels = ["target", "floor", "unit"];
            levels.iter().any(|level| path == format!("metrics[{index}].{level}"))
        };
        let silent = self
            .findings
            .iter()
            .find(|finding| finding.rule.id == silent_goalpost::RULE.id && level(&finding.path));
        if let Some(silent) = silent {
            // Never better than one that the record tells of.
            let text = silent.headline.clone();
            return Some(Term { text, effect: Effect::AtMost(Grade::C), path: silent.path.clone() });
        }
        let Some(since) = self.since(metric, launched) else { return said };
        let is_late =
            metric.agreed.get().zip(record.started.get()).and_then(|(day, start)| day.is_after(start));
        match said {
            // What was agreed late, or changed since, is so whatever git has.
            Some(said) if is_late == Some(true) || said.effect != Effect::AtMost(Grade::B) => Some(said),
            _ => Some(Term {
                text: format!("its levels stand unchanged in git since before launch, {}", since.when()),
                effect: Effect::Confirms,
                path: format!("metrics[{index}]"),
            }),
        }
    }

    /// The state from which on a metric's levels are the same in every one, where it is not later than the launch.
    fn since(&self, metric: &Metric, launched: Option<NaiveDate>) -> Option<&PastState> {
        let launch = launched?;
        if !metric.target.is_set() && !metric.floor.is_set() {
            return None;
        }
        let levels = |metric: &Metric| (metric.unit.clone(), metric.target.clone(), metric.floor.clone());
        let now = levels(metric);
        let has = |state: &PastState| match metric.name.text().and_then(|name| of_name(&state.record, name)) {
            Some(same) => levels(same) == now,
            // It may have been called something else.
            None => state.record.metrics.items().any(|other| levels(other) == now),
        };
        let at_launch = self.states.iter().rposition(|state| state.day <= launch)?;
        if !self.states[at_launch..].iter().all(has) {
            return None;
        }
        self.states[..=at_launch].iter().rev().take_while(|state| has(state)).last()
    }
}
