//! Before it runs, or while it stands still: a proposal, and a pause.

use crate::model::{DecisionKind, IssueSeverity, Stage};
use crate::rules::Severity;
use crate::text::{long_day, shorten};

use super::super::case::{Case, Found, is_blocking};
use super::super::decision::{Day, Decision, Reason, reason};
use super::super::reasons::{first_of, mistakes, next_decision};

/// Paused: somebody decides on a day whether it goes on.
pub fn paused(case: &Case) -> Option<Found> {
    if case.facts.stage != Stage::Paused {
        return None;
    }
    let day = next_decision(case);
    let ahead = day.as_ref().is_some_and(|day| day.date >= case.facts.as_of);
    let since = case.facts.last_decision().filter(|last| last.verdict == DecisionKind::Hold);
    let since = since.map_or(String::new(), |hold| format!(" since {}", long_day(hold.date)));
    let mut reasons = vec![reason(
        match &day {
            Some(day) if ahead => {
                format!("paused{since}; whether it continues is decided on {}", long_day(day.date))
            }
            Some(day) => {
                format!("paused{since}; the decision whether it continues was due on {}", long_day(day.date))
            }
            None => format!("paused{since}; no date is set to decide whether it continues"),
        },
        "stage",
    )];
    let headline = reasons[0].text.clone();
    if ahead && case.mistakes == 0 {
        return Some(Found { decision: Decision::Nothing, headline, reasons, day, change: "" });
    }
    reasons.extend(case.reasons(|finding| finding.tier == Severity::Error));
    Some(Found {
        decision: Decision::FixThenContinue,
        headline,
        reasons,
        day,
        change: "a recorded decision to continue or to wind down",
    })
}

pub fn proposal(case: &Case) -> Option<Found> {
    if case.facts.stage != Stage::Proposed {
        return None;
    }
    let mut reasons =
        case.reasons(|finding| finding.tier == Severity::Error && is_blocking(finding.rule.area));
    reasons.extend(grave_issues(case));
    if case.mistakes > 0 {
        reasons.insert(0, mistakes(case));
    }
    let day = case.record.started.get().map(|started| Day { what: "planned launch", date: started.0 });
    Some(if reasons.is_empty() {
        Found {
            decision: Decision::ReadyToSign,
            headline: "every question is answered; it can be signed".to_owned(),
            reasons: vec![reason(
                "what each side contributes and wants, how success is measured and how it ends are agreed",
                "stage",
            )],
            day,
            change: "",
        }
    } else {
        Found {
            decision: Decision::DoNotSign,
            headline: first_of(&reasons),
            reasons,
            day,
            change: "these gaps closed, while both sides still want to sign",
        }
    })
}

/// Issues of high severity that nobody has closed.
fn grave_issues(case: &Case) -> Vec<Reason> {
    let issues = case.record.issues.iter();
    issues
        .filter(|(_, issue)| issue.closed.is_absent() && issue.severity.copied() == Some(IssueSeverity::High))
        .map(|(index, issue)| {
            let what = issue.what.text().unwrap_or("an issue");
            reason(format!("a serious issue is open: \"{}\"", shorten(what, 60)), format!("issues[{index}]"))
        })
        .collect()
}
