//! What can be decided about an alliance, and a verdict with its reasons.

use std::fmt;

use chrono::NaiveDate;

use crate::rules::Finding;

/// What can be decided, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is over.
    Nothing,
    /// A proposal with gaps that must be closed before it is signed.
    DoNotSign,
    /// A proposal without them.
    ReadyToSign,
    /// Its end is decided, and has to be carried out.
    FinishExit,
    /// It has stopped working.
    WindDown,
    /// It is not what it is called.
    Reclassify,
    /// It has outgrown its terms, or pays on terms that cannot hold.
    Restructure,
    /// A campaign that was to show something by now.
    DecideTest,
    /// Nobody knows what it adds, or it adds less than it takes.
    ProveIt,
    /// It is ready for a deeper structure.
    Deepen,
    /// Worth keeping once its errors are mended.
    FixThenContinue,
    /// Nothing stands against it.
    Continue,
}

impl Decision {
    /// Every decision, the most urgent first: what costs by waiting, then what is not what it seems, then the rest.
    pub const BY_URGENCY: [Self; 12] = [
        Self::WindDown,
        Self::FinishExit,
        Self::Restructure,
        Self::Reclassify,
        Self::DecideTest,
        Self::ProveIt,
        Self::Deepen,
        Self::DoNotSign,
        Self::ReadyToSign,
        Self::FixThenContinue,
        Self::Continue,
        Self::Nothing,
    ];

    /// The words for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::DoNotSign => "do not sign yet",
            Self::ReadyToSign => "ready to sign",
            Self::FinishExit => "finish the exit",
            Self::WindDown => "wind down",
            Self::Reclassify => "reclassify",
            Self::Restructure => "restructure",
            Self::DecideTest => "decide the test",
            Self::ProveIt => "prove it",
            Self::Deepen => "deepen",
            Self::FixThenContinue => "fix, then continue",
            Self::Continue => "continue",
        }
    }

    /// Its place in [`Self::BY_URGENCY`].
    pub fn urgency(self) -> usize {
        Self::BY_URGENCY.iter().position(|other| *other == self).unwrap_or(Self::BY_URGENCY.len())
    }

    /// Whether somebody has to decide something, rather than go on or see to details.
    pub fn is_needed(self) -> bool {
        !matches!(self, Self::Nothing | Self::FixThenContinue | Self::Continue)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// Why, in a clause, and the field that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictReason {
    /// The clause.
    pub text: String,
    /// The field.
    pub path: String,
}

pub(super) fn reason(text: impl Into<String>, path: impl Into<String>) -> VerdictReason {
    VerdictReason { text: text.into(), path: path.into() }
}

pub(super) fn of_finding(finding: &Finding) -> VerdictReason {
    reason(&finding.headline, finding.path.clone())
}

/// A day that goes with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// What happens on it: `earliest exit`.
    pub what: &'static str,
    /// The day.
    pub date: NaiveDate,
}

/// What to decide about an alliance, and why.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// What.
    pub decision: Decision,
    /// Why, in one line, with the price and the day where there are any.
    pub headline: String,
    /// Everything it rests on.
    pub reasons: Vec<VerdictReason>,
    /// The day that goes with it.
    pub day: Option<Day>,
    /// What would have to change for another verdict.
    pub change: &'static str,
    /// The verdict that would apply then.
    pub otherwise: Option<Decision>,
}

impl Verdict {
    /// The day by which to decide next, where its day is one.
    pub fn decision_day(&self) -> Option<NaiveDate> {
        self.day.filter(|day| ["next decision", "was due"].contains(&day.what)).map(|day| day.date)
    }
}
