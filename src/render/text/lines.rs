//! Lines that several pages of the terminal have.

use super::page::{Page, Paper, as_i64};
use crate::model::Ending;
use crate::render::escape::terminal;
use crate::render::style;
use crate::report::{AllianceReport, ClockSource, Counts, Report};
use crate::rules::Severity;
use crate::text::{count, listed};

/// Whose portfolio, how many records, and on which day they were judged.
pub(crate) fn header(page: &mut Page, report: &Report) {
    let paper = page.paper;
    let us = report.us.as_deref().map(|us| format!("{}{}", terminal(us), paper.dot())).unwrap_or_default();
    let pinned = match report.clock {
        ClockSource::Portfolio => " (pinned by portfolio.yaml)",
        ClockSource::Flag | ClockSource::Today => "",
    };
    let right = paper
        .parts([count(as_i64(report.alliances.len()), "record"), format!("as of {}{pinned}", report.as_of)]);
    page.ends(style::TITLE, &format!("{us}alliance portfolio"), &right);
    page.rule();
    if report.portfolio_file.is_none() {
        page.wrapped("", "No portfolio.yaml was found here or above: every rule is at its default, amounts are in EUR, and no capacity is known.");
    }
}

/// What came of an alliance, in a sentence.
pub(super) fn came_to(ending: Ending) -> &'static str {
    match ending {
        Ending::Achieved => "did what they were made for",
        Ending::Partly => "did some of it",
        Ending::Failed => "failed",
        Ending::Overtaken => "were overtaken by something else",
        Ending::Refused => "were turned down",
    }
}

/// What came of those that have ended.
pub(super) fn endings(page: &mut Page, report: &Report) {
    if let Some(endings) = report.endings() {
        let all: usize = endings.iter().map(|(_, count)| count).sum();
        let each: Vec<String> =
            endings.iter().map(|(ending, count)| format!("{count} {}", came_to(*ending))).collect();
        page.wrapped("", &format!("Of {all} alliances that have ended here, {}.", listed(&each)));
    }
}

/// `2 errors · 1 warning`.
pub(crate) fn counted(paper: Paper, counts: Counts) -> String {
    if counts.total() == 0 {
        return "no findings".to_owned();
    }
    let found = Severity::ALL.into_iter().map(|severity| (counts.of_severity(severity), severity));
    let found = found.filter(|(number, _)| *number > 0);
    paper.parts(found.map(|(number, severity)| count(as_i64(number), severity.word())))
}

/// A score with its band, and what it would be if accepted exceptions counted as met.
pub(crate) fn shown_score(alliance: &AllianceReport) -> Option<String> {
    let score = alliance.health.as_ref()?.score.as_ref()?;
    let honoured = match score.honoured.score {
        same if same == score.raw.score => String::new(),
        honoured => format!(", {honoured} with what is accepted"),
    };
    let before = match score.raw.average {
        average if average == score.raw.score => String::new(),
        average => format!(", {average} before the cap"),
    };
    Some(format!("{} of 100 ({}{before}{honoured})", score.raw.score, score.band()))
}
