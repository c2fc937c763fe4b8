//! What is to be done: each finding and each decision, by whom and by when.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::US;
use crate::report::Decision;
use crate::report::{AllianceReport, Report, ReportedFinding};
use crate::report::{Basis, Remedy, Severity};
use crate::rules::exchange::overdue_contribution;
use crate::rules::governance::overdue_commitment;
use crate::text::short_day;

/// Whoever runs the portfolio, where no name is on record.
pub(super) const NOBODY: &str = "nobody named";

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
    pub rule: Option<&'static str>,
    /// What settles it; none for a decision.
    #[serde(skip)]
    pub remedy: Option<Remedy>,
    /// Whether it is only that nobody has written something down.
    #[serde(skip)]
    pub gap: bool,
    /// How much it matters.
    pub severity: &'static str,
    /// Where.
    pub file: String,
    /// On which line.
    pub line: usize,
}

/// Everything to do: by person, then by day, what matters most first.
pub fn actions(report: &Report) -> Vec<Action> {
    let mut actions: Vec<(Severity, Action)> = Vec::new();
    for finding in &report.findings {
        actions.push((finding.severity, of_portfolio(finding)));
    }
    for alliance in &report.alliances {
        actions.extend(decision(report, alliance).map(|action| (Severity::Error, action)));
        let due = due(report, alliance);
        actions.extend(
            alliance.findings.iter().map(|finding| (finding.severity, of_finding(alliance, finding, due))),
        );
    }
    // The sort keeps the order of the files among equals.
    actions.sort_by(|(severity, one), (other_severity, other)| {
        let key = |action: &Action| {
            (action.owner == NOBODY, action.owner.clone(), action.due.is_none(), action.due)
        };
        key(one).cmp(&key(other)).then(other_severity.cmp(severity))
    });
    actions.into_iter().map(|(_, action)| action).collect()
}

/// The day by which an alliance is to be decided on, and so also what is wrong with it put right.
pub(super) fn due(report: &Report, alliance: &AllianceReport) -> Option<NaiveDate> {
    report.decide_by(alliance).map(|by| by.due)
}

pub(super) fn decision(report: &Report, alliance: &AllianceReport) -> Option<Action> {
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
        severity: Severity::Error.word(),
        file: first.at.file.to_string(),
        line: first.at.line,
    })
}

/// A decision as an instruction, with the day on which it takes effect where there is one.
fn to_decide(alliance: &AllianceReport, decision: Decision) -> String {
    let exit = alliance.health.as_ref().and_then(|health| health.exit);
    match (decision, exit) {
        (Decision::DoNotSign, _) => "do not sign yet: close the gaps first".to_owned(),
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
    let theirs = finding.side.as_deref().filter(|side| *side != US).and_then(|id| {
        let side = alliance.review_pack.sides.iter().find(|side| side.id == id)?;
        // What is missing on their side is still ours to ask for; a promise of theirs is theirs to keep.
        ([&overdue_commitment::RULE, &overdue_contribution::RULE].contains(&finding.rule))
            .then(|| side.owner.as_ref().map(|owner| format!("{owner} ({})", side.name)))?
    });
    Action {
        owner: theirs.or_else(|| alliance.owner.clone()).unwrap_or_else(|| NOBODY.to_owned()),
        due,
        alliance: Some(alliance.name.clone()),
        ..of_portfolio(finding)
    }
}

/// What to do about a finding whose fix is only YAML to paste.
pub(super) fn instruction(remedy: Remedy) -> &'static str {
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
        rule: Some(finding.rule.id),
        remedy: Some(finding.remedy),
        gap: finding.basis == Basis::Gap,
        severity: finding.severity.word(),
        file: finding.at.file.to_string(),
        line: finding.at.line,
    }
}
