//! One alliance in the report.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::health::{Decision, Health};
use crate::model::{Ending, Kind, Stage};
use crate::rules::{Area, Basis, Outcome, Remedy, Rule, Severity};

use super::finding::{Accepted, Counts, Location, ReportedFinding, RuleOutcome};
use super::review_pack::ReviewPack;

/// One alliance in the report.
#[derive(Debug, Clone)]
pub struct AllianceReport {
    /// Its place among the report's alliances.
    pub place: usize,
    /// Where its section of a page is: its file's name, so that a link stays when another file comes.
    pub anchor: String,
    /// Its name, or its file's.
    pub name: String,
    /// What it was called before.
    pub aliases: Vec<String>,
    /// What it is called in other systems: the system and the id.
    pub ids: Vec<(String, String)>,
    /// What came of it, once it has ended.
    pub outcome: Option<Ending>,
    /// Its file.
    pub file: Arc<str>,
    /// Whether its file could be read as a record.
    pub readable: bool,
    /// Whether a part of it could not be read.
    pub in_part: bool,
    /// What it is called: its declared type.
    pub kind: Option<Kind>,
    /// Where it is in its life; `None` where the file could not be read.
    pub stage: Option<Stage>,
    /// Who on our side answers for the commercial outcome, else the first owner named.
    pub owner: Option<String>,
    /// Whether that owner answers for the commercial outcome.
    pub commercial: bool,
    /// The latest review at which something happened.
    pub last_review: Option<NaiveDate>,
    /// Hours of management a month, as recorded.
    pub hours_per_month: Option<Decimal>,
    /// Where the agreement is kept, which stays when the alliance is renamed.
    pub reference: Option<String>,
    /// Last day to prevent the next automatic renewal, while it runs.
    pub notice_by: Option<NaiveDate>,
    /// How it does; `None` where its file could not be read.
    pub health: Option<Box<Health>>,
    /// The reasons of its verdict, each at its place.
    pub why: Vec<ReportedReason>,
    /// What its review goes through.
    pub review_pack: ReviewPack,
    /// Its part of the report's agenda, by places there and so by date.
    pub upcoming: Vec<usize>,
    /// What is wrong, worst first, then by area and place.
    pub findings: Vec<ReportedFinding>,
    /// What is wrong and accepted.
    pub waived: Vec<Accepted>,
    /// What every rule said.
    pub outcomes: Vec<RuleOutcome>,
}

impl AllianceReport {
    /// Whether all of its file could be read.
    pub fn is_whole(&self) -> bool {
        self.readable && !self.in_part
    }

    /// Whether somebody has to decide on it, or to mend its file.
    pub fn is_to_decide(&self) -> bool {
        self.health.as_ref().is_none_or(|health| {
            let decision = health.verdict.decision;
            decision.is_needed() || (decision == Decision::FixThenContinue && health.score.is_none())
        })
    }

    /// Whether both sides are bound: it is live, paused or on its way to the end.
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Some(Stage::Active | Stage::Paused | Stage::WindingDown))
    }

    /// Whether its file has mistakes, so that it could not be judged, or not in full.
    pub fn has_mistakes(&self) -> bool {
        !self.readable || self.in_part || self.findings.iter().any(ReportedFinding::is_of_reader)
    }

    /// What is wrong, late or contradictory.
    pub fn faults(&self) -> impl Iterator<Item = &ReportedFinding> {
        self.findings.iter().filter(|finding| finding.basis == Basis::Fault)
    }

    /// What nobody has written down, the next worth asking first: the most serious, and of those the easiest to settle.
    pub fn gaps(&self) -> Vec<&ReportedFinding> {
        let mut gaps: Vec<_> = self.findings.iter().filter(|finding| finding.basis == Basis::Gap).collect();
        let ease =
            |finding: &ReportedFinding| Remedy::ALL.iter().position(|remedy| *remedy == finding.remedy);
        gaps.sort_by_key(|finding| (Reverse(finding.severity), ease(finding)));
        gaps
    }

    /// Whom to ask about a finding: our owner, who has to see the partner about what both must agree on.
    pub fn to_ask(&self, finding: &ReportedFinding) -> String {
        let owner = self.owner.as_deref().unwrap_or("whoever takes it over");
        match finding.remedy {
            Remedy::Agree => format!("{owner}, with the partner"),
            Remedy::Record | Remedy::Decide | Remedy::Do => owner.to_owned(),
        }
    }

    /// How many findings there are.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    /// The worst open finding of an area and how its rules came out together.
    pub fn area(&self, area: Area) -> AreaMark {
        self.standing(|rule| rule.area == area)
    }

    /// The same for any rules that belong together.
    pub fn standing(&self, such: impl Fn(&Rule) -> bool) -> AreaMark {
        let said: Vec<_> = self.outcomes.iter().filter(|said| such(&said.rule)).collect();
        let failed = |tier: Severity| {
            said.iter()
                .any(|said| said.outcome == Outcome::Fail && said.rule.severity() == tier && said.absorbed)
        };
        let worst =
            self.findings.iter().filter(|finding| such(finding.rule)).map(|finding| finding.severity).max();
        match worst {
            Some(Severity::Error) => AreaMark::Error,
            _ if failed(Severity::Error) => AreaMark::Error,
            Some(Severity::Warning) => AreaMark::Warning,
            _ if failed(Severity::Warning) => AreaMark::Warning,
            // A heavy criterion that nobody can judge outweighs light ones that are met.
            _ if said
                .iter()
                .any(|said| said.outcome == Outcome::Unknown && said.rule.severity() == Severity::Error) =>
            {
                AreaMark::Unknown
            }
            _ if said.iter().any(|said| said.outcome == Outcome::Pass) => AreaMark::Met,
            _ if said.iter().any(|said| said.outcome == Outcome::Unknown) => AreaMark::Unknown,
            _ => AreaMark::None,
        }
    }
}

/// How an area stands, in one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaMark {
    /// Nothing wrong.
    Met,
    /// A weakness.
    Warning,
    /// A criterion not met.
    Error,
    /// Too little to tell.
    Unknown,
    /// No rule applies.
    None,
}

/// A reason for a verdict, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Reason", description = ""))]
pub struct ReportedReason {
    /// The reason, as a clause.
    pub text: String,
    /// The field it rests on.
    pub path: String,
    /// Where that is, or its nearest parent.
    #[serde(flatten)]
    pub at: Location,
}
