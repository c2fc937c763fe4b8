//! What a verdict is drawn from, and the findings that bear on one.

use crate::facts::exit::EarliestExit;
use crate::facts::inferred_type::Inferred;
use crate::facts::{Facts, Taken};
use crate::model::{Alliance, DecisionKind, Kind, Stage};
use crate::rules::{Area, Basis, Finding, Judgement, Outcome, Remedy, Rule, Severity};

use super::decision::{Day, Decision, VerdictReason, of_finding};
use crate::health::drift::Price;
use crate::health::evidence::Evidence;
use crate::health::value::AllianceValue;

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
    pub value: &'a AllianceValue,
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
pub(super) struct Candidate {
    pub(super) decision: Decision,
    pub(super) headline: String,
    pub(super) reasons: Vec<VerdictReason>,
    pub(super) day: Option<Day>,
    pub(super) change: &'static str,
}

impl Case<'_> {
    /// Whether a criterion is open: failed and not accepted, whatever severity it is set to and whether or not another
    /// finding covers it.
    pub(super) fn is_open(&self, rule: &Rule) -> bool {
        self.judgement.said(rule).is_some_and(|said| said.outcome == Outcome::Fail)
    }

    /// Whether it is called strategic and runs.
    pub(super) fn is_live_strategic(&self) -> bool {
        self.facts.stage == Stage::Active && self.facts.kind == Some(Kind::Strategic)
    }

    pub(super) fn is_waived(&self, rule: &Rule) -> bool {
        self.judgement.said(rule).is_some_and(|said| said.outcome == Outcome::Waived)
    }

    /// What is open, told or covered, and of a kind.
    pub(super) fn findings(&self, such: impl Fn(&Finding) -> bool) -> impl Iterator<Item = &Finding> {
        let open = self.judgement.findings.iter().chain(&self.judgement.covered);
        open.filter(move |finding| such(finding))
    }

    /// What is open and of a kind, as reasons: what is wrong before what is missing.
    pub(super) fn reasons(&self, such: impl Fn(&Finding) -> bool) -> Vec<VerdictReason> {
        let mut found: Vec<&Finding> = self.findings(such).collect();
        found.sort_by_key(|finding| finding.basis == Basis::Gap);
        found.into_iter().map(of_finding).collect()
    }

    pub(super) fn reasons_of(&self, rules: &[&Rule]) -> Vec<VerdictReason> {
        self.reasons(|finding| rules.contains(&finding.rule))
    }

    /// The latest decision, unless it was to wind down and that is behind us.
    pub(super) fn decided_to_end(&self) -> Option<&Taken<'_>> {
        self.facts.last_decision().filter(|last| last.verdict == DecisionKind::WindDown)
    }

    pub(super) fn exit_day(&self) -> Option<Day> {
        self.exit.map(|exit| Day { what: "earliest exit", date: exit.date })
    }
}

/// Whether a finding is a doubt about what the record says: it bars "continue" and "deepen".
pub(super) fn is_doubt(finding: &Finding) -> bool {
    finding.rule.doubt && finding.basis == Basis::Fault && finding.tier >= Severity::Warning
}

/// Whether a finding is mended at the table with the partner, and not in the file.
pub(super) fn is_for_the_table(finding: &Finding) -> bool {
    finding.tier == Severity::Error
        && finding.remedy == Remedy::Agree
        && matches!(finding.rule.area, Area::Exchange | Area::Exit | Area::Metrics)
}

/// The areas whose errors stand between a proposal and its signature: the four questions, and what it is.
pub fn is_blocking(area: Area) -> bool {
    use Area::{Exchange, Exit, Governance, Identity, Metrics, Record, Strategy};
    matches!(area, Identity | Strategy | Exchange | Metrics | Exit | Governance | Record)
}
