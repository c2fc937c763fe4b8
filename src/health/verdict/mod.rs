//! What to decide about an alliance: the first verdict that applies, with its reasons and the fields they rest on.

mod conditions;

use std::fmt;

use chrono::NaiveDate;

use crate::facts::exit::EarliestExit;
use crate::facts::inferred_type::Inferred;
use crate::facts::{Facts, Taken};
use crate::model::{Alliance, DecisionKind};
use crate::rules::{Area, Basis, Finding, Judgement, Outcome, Remedy, Rule, Severity};

use super::drift::Price;
use super::evidence::Evidence;
use super::value::Value;

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
pub struct Reason {
    /// The clause.
    pub text: String,
    /// The field.
    pub path: String,
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
    pub reasons: Vec<Reason>,
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

/// What a verdict is drawn from.
#[derive(Debug)]
pub struct Case<'a> {
    /// The record as it stood.
    pub record: &'a Alliance,
    /// What is derived from it.
    pub facts: &'a Facts<'a>,
    /// What the rules said.
    pub judgement: &'a Judgement,
    /// How many mistakes its file has.
    pub mistakes: usize,
    /// What it is by its record alone.
    pub inferred: &'a Inferred,
    /// What it is worth.
    pub value: &'a Value,
    /// How far that can be believed.
    pub evidence: &'a Evidence,
    /// What its drift has cost, where it drifts.
    pub price: Option<&'a Price>,
    /// The next clean exit.
    pub exit: Option<EarliestExit>,
    /// The portfolio's currency.
    pub currency: &'a str,
}

/// A verdict that applies, before it is known which comes first.
struct Found {
    decision: Decision,
    headline: String,
    reasons: Vec<Reason>,
    day: Option<Day>,
    change: &'static str,
}

/// Draws the verdict: the first that applies.
pub fn verdict(case: &Case) -> Verdict {
    let order: [fn(&Case) -> Option<Found>; 13] = [
        conditions::nothing,
        conditions::proposal,
        conditions::finish_exit,
        conditions::paused,
        conditions::wind_down,
        conditions::reclassify,
        conditions::restructure,
        conditions::decide_test,
        conditions::prove_it,
        conditions::negotiate,
        conditions::deepen,
        conditions::fix,
        |case| Some(conditions::go_on(case)),
    ];
    // Two ways to the same verdict are one: "then" is another.
    let mut seen = Vec::new();
    let mut found = order.iter().filter_map(|ask| ask(case)).filter(|found| {
        let fresh = !seen.contains(&found.decision);
        seen.push(found.decision);
        fresh
    });
    let first = found.next().unwrap_or_else(|| conditions::go_on(case));
    // An end, a proposal and a plain "continue" have no second best.
    let otherwise = match first.decision {
        Decision::Nothing | Decision::ReadyToSign | Decision::Continue | Decision::FinishExit => None,
        Decision::DoNotSign => Some(Decision::ReadyToSign),
        _ => found.next().map(|next| next.decision),
    };
    let mut first = first;
    let mended_first = [Decision::DoNotSign, Decision::FixThenContinue, Decision::Nothing];
    if case.mistakes > 0 && !mended_first.contains(&first.decision) {
        let mistakes = conditions::mistakes(case);
        first.headline = format!("{}; {}", first.headline, mistakes.text);
        first.reasons.push(mistakes);
    }
    Verdict {
        decision: first.decision,
        headline: first.headline,
        reasons: first.reasons,
        day: first.day,
        change: first.change,
        otherwise,
    }
}

impl Case<'_> {
    /// Whether a criterion is open: failed and not accepted, whatever severity it is set to and whether or not another
    /// finding covers it.
    fn is_open(&self, rule: &Rule) -> bool {
        self.judgement.said(rule).is_some_and(|said| said.outcome == Outcome::Fail)
    }

    fn is_waived(&self, rule: &Rule) -> bool {
        self.judgement.said(rule).is_some_and(|said| said.outcome == Outcome::Waived)
    }

    /// What is open, told or covered, and of a kind.
    fn findings(&self, such: impl Fn(&Finding) -> bool) -> impl Iterator<Item = &Finding> {
        let open = self.judgement.findings.iter().chain(&self.judgement.covered);
        open.filter(move |finding| such(finding))
    }

    /// What is open and of a kind, as reasons: what is wrong before what is missing.
    fn reasons(&self, such: impl Fn(&Finding) -> bool) -> Vec<Reason> {
        let mut found: Vec<&Finding> = self.findings(such).collect();
        found.sort_by_key(|finding| finding.basis == Basis::Gap);
        found.into_iter().map(conditions::of_finding).collect()
    }

    fn reasons_of(&self, rules: &[&Rule]) -> Vec<Reason> {
        self.reasons(|finding| rules.contains(&finding.rule))
    }

    /// The latest decision, unless it was to wind down and that is behind us.
    fn decided_to_end(&self) -> Option<&Taken<'_>> {
        self.facts.last_decision().filter(|last| last.verdict == DecisionKind::WindDown)
    }

    fn exit_day(&self) -> Option<Day> {
        self.exit.map(|exit| Day { what: "earliest exit", date: exit.date })
    }
}

/// Whether a finding is a doubt about what the record says: it bars "continue" and "deepen".
fn is_doubt(finding: &Finding) -> bool {
    finding.rule.doubt && finding.basis == Basis::Fault && finding.tier >= Severity::Warning
}

/// Whether a finding is mended at the table with the partner, and not in the file.
fn is_for_the_table(finding: &Finding) -> bool {
    finding.tier == Severity::Error
        && finding.remedy == Remedy::Agree
        && matches!(finding.rule.area, Area::Exchange | Area::Exit | Area::Metrics)
}

/// The areas whose errors stand between a proposal and its signature: the four questions, and what it is.
pub fn is_blocking(area: Area) -> bool {
    use Area::{Exchange, Exit, Governance, Identity, Metrics, Record, Strategy};
    matches!(area, Identity | Strategy | Exchange | Metrics | Exit | Governance | Record)
}
