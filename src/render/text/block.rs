//! The part of the report about one alliance: its verdict with the reasons, and its findings in full.

use std::collections::HashSet;
use std::fmt::Write;

use anstyle::Reset;

use super::lines::{counted, shown_score};
use super::page::{Page, as_i64};
use crate::model::{Kind, Stage};
use crate::render::escape::terminal;
use crate::render::style;
use crate::report::deadlines::Agenda;
use crate::report::{Accepted, AllianceReport, Report, ReportedFinding, Severity};
use crate::text::count;

/// The findings on the portfolio as a whole.
pub(super) fn portfolio(page: &mut Page, report: &Report) {
    if report.findings.is_empty() && report.waived.is_empty() {
        return;
    }
    let file = report.portfolio_file.as_deref().unwrap_or_default();
    page.ends(style::TITLE, "The portfolio", &terminal(file));
    page.gap();
    findings(page, &report.findings, &report.waived);
}

/// One alliance.
pub(super) fn alliance(page: &mut Page, alliance: &AllianceReport) {
    page.ends(style::TITLE, &terminal(&alliance.name), &terminal(&alliance.file));
    if alliance.readable {
        let owner = match &alliance.owner {
            Some(owner) if alliance.commercial => format!("owner {}", terminal(owner)),
            Some(owner) => format!("contact {}", terminal(owner)),
            None => "no owner".to_owned(),
        };
        let review = match alliance.last_review {
            Some(date) => format!("last full review {date}"),
            None => "no full review".to_owned(),
        };
        let kind = alliance.kind.map_or("type unknown", Kind::word);
        let stage = alliance.stage.map(Stage::word).unwrap_or_default();
        let counts = counted(page.paper, alliance.counts());
        let mut parts = vec![kind.to_owned(), stage.to_owned(), owner, review];
        parts.extend(shown_score(alliance).map(|score| format!("structure {score}")));
        parts.extend(alliance.health.as_ref().and_then(|health| health.evidence.phrase()));
        parts.push(counts);
        page.wrapped("", &page.paper.parts(parts));
    }
    page.gap();
    verdict(page, alliance);
    let mut explained = HashSet::new();
    for found in alliance.faults() {
        finding(page, found, explained.insert(found.rule.id));
    }
    gaps(page, alliance);
    for found in &alliance.waived {
        waived(page, found);
    }
}

/// How many gaps are worth asking about at a time.
const NEXT_QUESTIONS: usize = 3;

/// What nobody has written down, in one block: how much, and what to ask next and whom.
fn gaps(page: &mut Page, alliance: &AllianceReport) {
    let gaps = alliance.gaps();
    if gaps.is_empty() {
        return;
    }
    let number = count(as_i64(gaps.len()), "gap");
    let errors = gaps.iter().filter(|finding| finding.severity == Severity::Error).count();
    let errors = match errors {
        0 => String::new(),
        errors => format!(" ({})", count(as_i64(errors), "error")),
    };
    let rest = gaps.len().saturating_sub(NEXT_QUESTIONS);
    let more = if rest > 0 { "; `alliance check` lists every one" } else { "" };
    page.wrapped(
        &format!("  {}gaps{Reset}     ", style::WARNING),
        &format!("{number}{errors} in the record. Settle first{more}:"),
    );
    for finding in gaps.iter().take(NEXT_QUESTIONS) {
        let word = if finding.blocker { "must fix before signing" } else { finding.severity.word() };
        let ask = alliance.to_ask(finding);
        page.wrapped(
            "           - ",
            &format!(
                "{}: {} ({word}, {})",
                terminal(&ask),
                terminal(&finding.message()),
                finding.remedy.word()
            ),
        );
        place(page, finding);
    }
    page.gap();
}

/// What to decide, why, and what would change it.
fn verdict(page: &mut Page, alliance: &AllianceReport) {
    let Some(health) = &alliance.health else { return };
    let verdict = &health.verdict;
    let word = verdict.decision.word();
    page.wrapped(
        &format!("  {}{word}{Reset}  ", style::of_decision(verdict.decision)),
        &terminal(&verdict.headline),
    );
    // A single reason is the headline again: only its place is new.
    if let [only] = alliance.why.as_slice() {
        page.line(&format!("    {}({}:{}){Reset}", style::QUIET, terminal(&only.at.file), only.at.line));
    } else {
        for reason in &alliance.why {
            let at = format!("  {}({}:{}){Reset}", style::QUIET, terminal(&reason.at.file), reason.at.line);
            page.wrapped("    - ", &format!("{}{at}", terminal(&reason.text)));
        }
    }
    if !verdict.change.is_empty() {
        let otherwise =
            verdict.otherwise.map(|otherwise| format!(" (then: {otherwise})")).unwrap_or_default();
        page.wrapped("    would change it  ", &format!("{}{otherwise}", verdict.change));
    }
    page.gap();
}

/// What is overdue and what comes up soon.
pub(super) fn coming_up(page: &mut Page, report: &Report) {
    let agenda = Agenda::within(&report.agenda, report.as_of, COMING_UP_DAYS);
    if agenda.shown().next().is_none() {
        return;
    }
    page.styled(style::TITLE, &format!("COMING UP ({COMING_UP_DAYS} days)"));
    let overdue = agenda.overdue.len();
    if overdue > 0 {
        let entries = count(as_i64(overdue), "entry");
        page.line(&format!("  {}overdue{Reset}     {entries}: `alliance calendar` lists them", style::ERROR));
    }
    for entry in agenda.coming.iter().take(COMING_UP) {
        let name = entry.alliance.map_or("portfolio", |place| report.alliances[place].name.as_str());
        page.wrapped(
            &format!("  {}  ", entry.date),
            &format!("{}: {}", terminal(name), terminal(&entry.text)),
        );
    }
    let more = agenda.coming.len().saturating_sub(COMING_UP);
    if more > 0 {
        page.line(&format!("  and {more} more: `alliance calendar`"));
    }
    page.gap();
}

/// How far ahead the report looks, in days.
const COMING_UP_DAYS: u32 = 45;
/// How many entries it shows.
const COMING_UP: usize = 8;

/// Findings in full; why a rule matters is said at its first.
fn findings(page: &mut Page, findings: &[ReportedFinding], accepted: &[Accepted]) {
    let mut explained = HashSet::new();
    for found in findings {
        finding(page, found, explained.insert(found.rule.id));
    }
    for found in accepted {
        waived(page, found);
    }
}

fn finding(page: &mut Page, finding: &ReportedFinding, with_reason: bool) {
    let word = if finding.blocker { "must fix before signing" } else { finding.severity.word() };
    let style = style::of(finding.severity);
    page.wrapped(&format!("  {style}{word:7}{Reset}  "), &terminal(&finding.message()));
    place(page, finding);
    if let Some((at, text)) = finding.label.as_deref() {
        page.wrapped(&format!("           {}:{}  ", terminal(&at.file), at.line), &terminal(text));
    }
    if with_reason {
        page.wrapped("           why  ", finding.rule.why);
    }
    let mut heads = std::iter::once("           fix  ").chain(std::iter::repeat("                "));
    for (line, head) in finding.fix.advice.lines().zip(&mut heads) {
        page.wrapped(head, &terminal(line));
    }
    for (line, head) in finding.fix.example.lines().zip(&mut heads) {
        page.line(&format!("{head}{}", terminal(line)));
    }
    if let Some(command) = finding.applied_by() {
        page.wrapped("                ", &format!("`{}` applies this", terminal(&command)));
    }
    page.gap();
}

fn place(page: &mut Page, finding: &ReportedFinding) {
    let at = &finding.at;
    let _ = writeln!(
        page.text,
        "           {}:{}:{}  {}[{}]{Reset}",
        terminal(&at.file),
        at.line,
        at.column,
        style::QUIET,
        finding.rule.id
    );
}

fn waived(page: &mut Page, waived: &Accepted) {
    page.wrapped("  waived   ", &terminal(&waived.finding.message()));
    place(page, &waived.finding);
    let until = format!(
        "accepted by {} until {}: {}",
        terminal(&waived.approved_by),
        waived.until,
        terminal(&waived.reason)
    );
    page.wrapped("           ", &until);
    page.gap();
}
