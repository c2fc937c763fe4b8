//! From findings to a decision. Three questions, kept apart: is it well built and governed, does it pay, and why
//! should anybody believe that?

pub mod drift;
pub mod evidence;
pub mod focus;
mod grade;
mod metric_value;
pub mod past_evidence;
pub mod score;
pub mod value;
pub mod verdict;

use crate::facts::Facts;
use crate::facts::attention::{Monthly, monthly};
use crate::facts::exit::EarliestExit;
use crate::facts::inferred_type::Inferred;
use crate::model::{Alliance, Portfolio, Stage};
use crate::rules::Judgement;

pub use drift::Price;
pub use evidence::{Evidence, Graded};
pub use grade::{Effect, Grade, GradeTerm, Share, mean, share};
pub use metric_value::{CountsAs, MetricValue, ResultValue, Shared};
pub use past_evidence::PastEvidence;
pub use score::Score;
pub use value::AllianceValue;
pub use verdict::{Decision, Verdict};

/// How an alliance does.
#[derive(Debug, Clone)]
pub struct Health {
    /// How well it is built and governed; none once it is over, or where its file could not be read whole.
    pub score: Option<Score>,
    /// What it is worth.
    pub value: AllianceValue,
    /// How far that can be believed.
    pub evidence: Evidence,
    /// What it is by its record alone.
    pub inferred: Inferred,
    /// What it takes in a month.
    pub monthly: Monthly,
    /// What its drift has cost, where it drifts.
    pub drift: Option<Price>,
    /// The next clean exit, while it runs.
    pub exit: Option<EarliestExit>,
    /// What to decide.
    pub verdict: Verdict,
}

impl Health {
    /// Lets go of how its figures came about, for whoever prints no more than them.
    pub fn forget_arithmetic(&mut self) {
        if let Some(score) = &mut self.score {
            score.terms = Vec::new();
        }
        for metric in &mut self.value.metrics {
            metric.shared = Vec::new();
            for result in &mut metric.results {
                result.readings = Vec::new();
            }
        }
        for graded in &mut self.evidence.metrics {
            graded.terms = Vec::new();
        }
        self.inferred.signals = Vec::new();
    }
}

/// Draws up how an alliance does, from its record, its facts, what the rules said and what git knows of its `past`; `mistakes`
/// are those of its file.
pub fn assess(
    record: &Alliance,
    facts: &Facts,
    portfolio: &Portfolio,
    judgement: &Judgement,
    past: &PastEvidence,
    mistakes: usize,
) -> Health {
    let running = matches!(facts.stage, Stage::Active | Stage::Paused | Stage::WindingDown);
    let value = value::value(record, facts, portfolio);
    let evidence = evidence::evidence(record, facts, &value, judgement, past);
    let inferred = facts.inferred();
    let drift = drift::price(record, facts, portfolio).filter(|_| running);
    let exit = facts.ending.earliest.filter(|_| running);
    let verdict = verdict::verdict(&verdict::Case {
        record,
        facts,
        judgement,
        mistakes,
        inferred,
        value: &value,
        evidence: &evidence,
        price: drift.as_ref(),
        exit,
        currency: portfolio.currency(),
    });
    let whole = mistakes == 0 && facts.stage != Stage::Ended;
    Health {
        score: Score::new(&judgement.said).filter(|_| whole),
        value,
        evidence,
        inferred: inferred.clone(),
        monthly: monthly(record, portfolio),
        drift,
        exit,
        verdict,
    }
}
