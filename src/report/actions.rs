//! What is to be done: each finding and each decision, by whom and by when.

use chrono::NaiveDate;
use serde::Serialize;

use super::{AllianceReport, Report, ReportedFinding};
use crate::health::Decision;
use crate::model::{Kind, Side, Stage};
use crate::rules::exchange::overdue_contribution;
use crate::rules::governance::overdue_commitment;
use crate::rules::{Basis, Remedy, Rule, Severity, evolution, identity, measurement, strategy};
use crate::text::short_day;

/// Whoever runs the portfolio, where no name is on record.
const NOBODY: &str = "nobody named";

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Who: the owner on the side it is about, else ours.
    pub owner: String,
    /// By when: the next review, or the planned launch for what stands before a signature. Today where that is past.
    pub due: Option<NaiveDate>,
    /// For which alliance; none for the portfolio.
    pub alliance: Option<String>,
    /// What to do.
    pub what: String,
    /// What is wrong otherwise.
    pub because: String,
    /// Which rule says so; none for a decision.
    pub rule: Option<&'static Rule>,
    /// What settles it; none for a decision.
    #[serde(skip)]
    pub remedy: Option<Remedy>,
    /// Whether it is only that nobody has written something down.
    #[serde(skip)]
    pub gap: bool,
    /// Whether it is done with once the decision on the alliance is carried out: it is what is decided about, or only of
    /// use to an alliance that goes on as it is.
    #[serde(skip)]
    pub settled_by_decision: bool,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub file: String,
    /// On which line.
    pub line: usize,
}

impl Action {
    /// Whether no name is on record of who has to do it.
    pub fn is_unowned(&self) -> bool {
        self.owner == NOBODY
    }
}

/// Everything to do: by person, then by day, what matters most first.
pub fn actions(report: &Report) -> Vec<Action> {
    let mut actions: Vec<Action> = report.findings.iter().map(of_portfolio).collect();
    for alliance in &report.alliances {
        actions.extend(decision(report, alliance));
        let due = due(report, alliance);
        actions.extend(alliance.findings.iter().map(|finding| of_finding(alliance, finding, due)));
    }
    // The sort keeps the order of the files among equals.
    actions.sort_by(|one, other| {
        let key =
            |action: &Action| (action.is_unowned(), action.owner.clone(), action.due.is_none(), action.due);
        key(one).cmp(&key(other)).then(other.severity.cmp(&one.severity))
    });
    actions
}

/// The day by which an alliance is to be decided on, and so also what is wrong with it put right.
fn due(report: &Report, alliance: &AllianceReport) -> Option<NaiveDate> {
    report.decide_by(alliance).map(|by| by.due)
}

fn decision(report: &Report, alliance: &AllianceReport) -> Option<Action> {
    let verdict = &alliance.health.as_ref()?.verdict;
    let first = alliance.why.first()?;
    verdict.decision.is_needed().then(|| Action {
        owner: alliance.owner.clone().unwrap_or_else(|| NOBODY.to_owned()),
        due: due(report, alliance),
        alliance: Some(alliance.name.clone()),
        what: to_decide(alliance, verdict.decision),
        because: verdict.headline.clone(),
        rule: None,
        remedy: None,
        gap: false,
        settled_by_decision: false,
        severity: Severity::Error,
        file: first.at.file.to_string(),
        line: first.at.line,
    })
}

/// A decision as an instruction, with the day on which it takes effect where there is one.
fn to_decide(alliance: &AllianceReport, decision: Decision) -> String {
    let exit = alliance.health.as_ref().and_then(|health| health.exit);
    match (decision, exit) {
        (Decision::DoNotSign, _) => "do not sign yet: close the gaps first".to_owned(),
        (Decision::FinishExit, Some(exit)) => match exit.notice_by() {
            Some(by) => format!("give notice by {}, and settle the handover", short_day(by)),
            None => format!("finish the exit by {}", short_day(exit.date)),
        },
        (Decision::WindDown, Some(exit)) => match exit.notice_by() {
            Some(by) => format!(
                "decide: wind down, with notice by {} and exit on {}",
                short_day(by),
                short_day(exit.date)
            ),
            None => format!("decide: wind down, with exit on {}", short_day(exit.date)),
        },
        (decision, _) => format!("decide: {decision}"),
    }
}

fn of_finding(alliance: &AllianceReport, finding: &ReportedFinding, due: Option<NaiveDate>) -> Action {
    let theirs = finding.side.as_ref().filter(|side| **side != Side::Us).map(Side::key).and_then(|id| {
        let side = alliance.review_pack.sides.iter().find(|side| side.id == id)?;
        // What is missing on their side is still ours to ask for; a promise of theirs is theirs to keep.
        ([&overdue_commitment::RULE, &overdue_contribution::RULE].contains(&finding.rule))
            .then(|| side.owner.as_ref().map(|owner| format!("{owner} ({})", side.name)))?
    });
    let decided = alliance.health.as_ref().map(|health| health.verdict.decision);
    Action {
        owner: theirs.or_else(|| alliance.owner.clone()).unwrap_or_else(|| NOBODY.to_owned()),
        due,
        alliance: Some(alliance.name.clone()),
        settled_by_decision: decided.is_some_and(|decision| settles(decision, finding.rule)),
        ..of_portfolio(finding)
    }
}

/// What to do about a finding whose fix is only YAML to paste.
pub fn instruction(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Agree => "settle it with the partner and record what is agreed",
        Remedy::Decide => "decide it and record the decision",
        Remedy::Do => "do it and record the day",
        Remedy::Record => "write it down",
    }
}

fn of_portfolio(finding: &ReportedFinding) -> Action {
    Action {
        owner: NOBODY.to_owned(),
        due: None,
        alliance: None,
        what: finding
            .fix
            .without_example()
            .map_or_else(|| instruction(finding.remedy).to_owned(), str::to_owned),
        because: finding.headline.clone(),
        rule: Some(finding.rule),
        remedy: Some(finding.remedy),
        gap: finding.basis == Basis::Gap,
        settled_by_decision: false,
        severity: finding.severity,
        file: finding.at.file.to_string(),
        line: finding.at.line,
    }
}

/// Whether carrying a decision out also settles what a rule finds. Nobody agrees on a trigger, a plan or a sponsor for an
/// alliance that ends, or on a second metric for one that is going to be called an affiliate.
fn settles(decision: Decision, rule: &Rule) -> bool {
    let is_moot = match decision {
        Decision::WindDown | Decision::FinishExit => !rule.applies.stage(Stage::WindingDown),
        Decision::Reclassify => rule.applies.kinds() == [Kind::Strategic],
        _ => false,
    };
    is_moot || is_subject(decision, rule)
}

/// Whether what a rule finds is the subject of a decision.
fn is_subject(decision: Decision, rule: &Rule) -> bool {
    let rules: &[&Rule] = match decision {
        Decision::WindDown => &[&evolution::drifting_alliance::RULE, &measurement::zombie_alliance::RULE],
        Decision::Reclassify => &[&identity::mislabelled_type::RULE, &strategy::mirrored_contributions::RULE],
        Decision::Restructure => {
            &[&evolution::unrestructured_deepening::RULE, &identity::undeclared_upgrade::RULE]
        }
        Decision::Deepen => &[&evolution::ready_to_deepen::RULE],
        Decision::DecideTest => &[&identity::undecided_test::RULE, &identity::overrun_campaign::RULE],
        _ => &[],
    };
    rules.contains(&rule)
}
