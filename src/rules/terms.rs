//! The terms that rules are described in: severities, areas, what a finding rests on and what settles it, whom a rule is
//! about, and what can be set.

use std::fmt;

use serde::Serialize;

use crate::model::{Kind, Stage};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A weakness.
    Warning,
    /// A criterion is not met.
    Error,
}

impl Severity {
    /// Worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word used in output and in `portfolio.yaml`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// A section of the criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// What the arrangement is.
    Identity,
    /// What makes it strategic.
    Strategy,
    /// Question 1 and 2: who brings and who gets what.
    Exchange,
    /// Question 3: how success is measured.
    Metrics,
    /// Question 4: what happens if it does not work.
    Exit,
    /// Who runs it, and how.
    Governance,
    /// What it should become.
    Evolution,
    /// Whether its numbers are honest.
    Measurement,
    /// The portfolio as a whole.
    Portfolio,
    /// The file itself.
    Record,
}

impl Area {
    /// Every area, in the order of a report.
    pub const ALL: [Self; 10] = [
        Self::Identity,
        Self::Strategy,
        Self::Exchange,
        Self::Metrics,
        Self::Exit,
        Self::Governance,
        Self::Evolution,
        Self::Measurement,
        Self::Portfolio,
        Self::Record,
    ];

    /// Its name, as folders, settings and output spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Strategy => "strategy",
            Self::Exchange => "exchange",
            Self::Metrics => "metrics",
            Self::Exit => "exit",
            Self::Governance => "governance",
            Self::Evolution => "evolution",
            Self::Measurement => "measurement",
            Self::Portfolio => "portfolio",
            Self::Record => "record",
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Something is wrong, late or contradictory.
    Fault,
    /// Nothing has been written down.
    Gap,
}

impl Basis {
    /// The word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Gap => "gap",
        }
    }
}

/// What settles a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// We know it: write it down.
    Record,
    /// Ours alone: an owner, a decision, hours.
    Decide,
    /// It needs the partner: terms, floors, a duty in figures.
    Agree,
    /// Hold the review, deliver, pay.
    Do,
}

impl Remedy {
    /// Every remedy, the easiest first.
    pub const ALL: [Self; 4] = [Self::Record, Self::Decide, Self::Agree, Self::Do];

    /// The word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Decide => "decide",
            Self::Agree => "agree",
            Self::Do => "do",
        }
    }
}

/// What an open finding takes from the evidence of the metric it is about, or of all where it is about none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weakens {
    /// Nothing.
    Nothing,
    /// A mark of shaping: one grade, and two of them leave an estimate.
    Mark,
    /// All but an estimate: grade D.
    ToEstimate,
}

/// Which alliances a rule is about: their declared types and stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applies {
    kinds: &'static [Kind],
    stages: &'static [Stage],
}

impl Applies {
    /// Active strategic alliances: most rules.
    pub const STRATEGIC: Self = Self::to(&[Kind::Strategic]);
    /// Active arrangements of any type.
    pub const ANY: Self = Self::to(&[Kind::Strategic, Kind::CoMarketing, Kind::Affiliate, Kind::Sponsorship]);

    /// Active arrangements of these types.
    pub const fn to(kinds: &'static [Kind]) -> Self {
        Self { kinds, stages: &[Stage::Active] }
    }

    /// Also those under negotiation, where a failure is a blocker before signing.
    #[must_use]
    pub const fn or_proposed(self) -> Self {
        Self { stages: &[Stage::Proposed, Stage::Active], ..self }
    }

    /// Also those that are paused: somebody has to decide whether they go on.
    #[must_use]
    pub const fn or_paused(self) -> Self {
        Self { stages: &[Stage::Active, Stage::Paused], ..self }
    }

    /// Also those that are paused, and those whose exit has begun.
    #[must_use]
    pub const fn or_winding_down(self) -> Self {
        Self { stages: &[Stage::Active, Stage::Paused, Stage::WindingDown], ..self }
    }

    /// All but those that are over.
    #[must_use]
    pub const fn until_ended(self) -> Self {
        Self { stages: &[Stage::Proposed, Stage::Active, Stage::Paused, Stage::WindingDown], ..self }
    }

    /// At any stage.
    #[must_use]
    pub const fn at_any_stage(self) -> Self {
        Self { stages: Stage::ALL, ..self }
    }

    /// Whether the stage is one of them.
    pub fn stage(&self, stage: Stage) -> bool {
        self.stages.contains(&stage)
    }

    /// Whether the type is one of them.
    pub fn kind(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The types, for the list of rules.
    pub fn kinds(&self) -> &'static [Kind] {
        self.kinds
    }
}

/// What a rule says about one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The criterion is met.
    Pass,
    /// It is not.
    Fail,
    /// It is not, and somebody has accepted that for a while.
    Waived,
    /// The data to tell is missing; never a pass.
    Unknown,
    /// The rule is not about this record, or not yet.
    NotApplicable,
}

impl Outcome {
    /// The words used in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Waived => "waived",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// What an option is when nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Default {
    /// A whole number, in the unit that the option's name ends with.
    Number(u32),
    /// A lower and an upper bound.
    Range(u32, u32),
    /// A list of words.
    Words(&'static [&'static str]),
}

/// An option of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OptionSpec {
    /// Its key in `portfolio.yaml`.
    pub name: &'static str,
    /// Its value when nobody sets it.
    pub default: Default,
    /// What it does.
    pub help: &'static str,
}
