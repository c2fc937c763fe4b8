//! Every fix as something to do: by whom, by when, for which alliance, and where in which file.

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

use crate::health::Decision;
use crate::model::US;
use crate::render::csv;
use crate::render::document::{self, Part};
use crate::render::text::page::{Paper, as_i64};
use crate::report::{AllianceReport, Report, ReportedFinding};
use crate::rules::Severity;
use crate::rules::exchange::overdue_contribution;
use crate::rules::governance::overdue_commitment;
use crate::text::{count, shorten};

/// The version of the form for programs.
const VERSION: u32 = 1;
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
    pub rule: Option<&'static str>,
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
        what: match verdict.decision {
            Decision::DoNotSign => "do not sign yet: close the gaps first".to_owned(),
            decision => format!("decide: {decision}"),
        },
        because: verdict.headline.clone(),
        rule: None,
        severity: Severity::Error.word(),
        file: first.at.file.to_string(),
        line: first.at.line,
    })
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

fn of_portfolio(finding: &ReportedFinding) -> Action {
    Action {
        owner: NOBODY.to_owned(),
        due: None,
        alliance: None,
        what: finding.advice().map_or_else(
            || match finding.path.as_str() {
                "" => "put the file right".to_owned(),
                path => format!("complete or correct `{path}`: {}", finding.rule.summary),
            },
            str::to_owned,
        ),
        because: finding.headline().to_owned(),
        rule: Some(finding.rule.id),
        severity: finding.severity.word(),
        file: finding.at.file.to_string(),
        line: finding.at.line,
    }
}

/// The list in parts, a heading for each person.
fn parts(report: &Report, actions: &[Action]) -> Vec<Part> {
    let us = report.us.as_deref().unwrap_or("The portfolio");
    let mut parts = vec![Part::Title(
        format!("{us}: to do"),
        format!("{}, as of {}", count(as_i64(actions.len()), "action"), report.as_of),
    )];
    if actions.is_empty() {
        parts.push(Part::Text(
            "Nothing to do: no finding is open and nothing waits for a decision.".to_owned(),
        ));
    }
    for group in actions.chunk_by(|one, other| one.owner == other.owner) {
        let Some(first) = group.first() else { continue };
        let heading =
            if first.owner == NOBODY { "Nobody named: whoever runs the portfolio" } else { &first.owner };
        parts.push(Part::Heading(heading.to_owned()));
        let lines = group.iter().map(|action| {
            let due = action.due.map_or(String::new(), |due| format!("by {due}, "));
            let whose = action.alliance.as_deref().unwrap_or("portfolio");
            format!(
                "{due}{whose}: {} -- {} ({}:{})",
                shorten(&action.what, 160),
                shorten(&action.because, 160),
                action.file,
                action.line
            )
        });
        parts.push(Part::Tasks(lines.collect()));
    }
    parts
}

/// The list for a terminal.
pub fn text(report: &Report, actions: &[Action], paper: Paper) -> String {
    document::text(&parts(report, actions), paper)
}

/// The list as tasks in Markdown.
pub fn markdown(report: &Report, actions: &[Action]) -> String {
    document::markdown(&parts(report, actions))
}

/// The list for a spreadsheet.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn csv(actions: &[Action]) -> Result<String> {
    let headings = ["owner", "due", "alliance", "what", "because", "severity", "rule", "file", "line"];
    let rows = actions.iter().map(|action| {
        [
            action.owner.clone(),
            action.due.map(|due| due.to_string()).unwrap_or_default(),
            action.alliance.clone().unwrap_or_else(|| "portfolio".to_owned()),
            action.what.clone(),
            action.because.clone(),
            action.severity.to_owned(),
            action.rule.unwrap_or("decision").to_owned(),
            action.file.clone(),
            action.line.to_string(),
        ]
    });
    csv::table(headings, rows)
}

/// The list for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(report: &Report, actions: &[Action]) -> Result<String> {
    #[derive(Serialize)]
    struct Listed<'r> {
        version: u32,
        as_of: NaiveDate,
        actions: &'r [Action],
    }
    let mut text = super::escape::json(serde_json::to_string_pretty(&Listed {
        version: VERSION,
        as_of: report.as_of,
        actions,
    })?);
    text.push('\n');
    Ok(text)
}
