//! Findings as a table that pastes into a pull request.

use std::fmt::Write;

use crate::render::escape::markdown;
use crate::report::{CheckResult, Counts, counted};

/// Longest table, in bytes: a comment on GitHub takes 65,536 characters.
const LONGEST: usize = 50_000;

/// A heading, a row for each finding, and what was read and what is hidden.
pub fn check(checked: &CheckResult) -> String {
    let report = &checked.report;
    let counts = Counts::of(report.all_findings());
    let title = match (checked.gate.failures.is_empty(), counts.total()) {
        (false, _) => "failed",
        _ if report.misconfigured => "portfolio.yaml has errors",
        _ if !report.is_complete() => "not everything could be read",
        (true, 0) if checked.since.is_some() => "nothing new",
        (true, 0) => "no findings",
        (true, _) => "passed",
    };
    let mut text = format!("### Alliances: {title}\n\n");
    let mut rows = String::new();
    let mut listed = 0;
    for finding in report.all_findings() {
        let row = format!(
            "| {} | {}:{} | {} | {} |\n",
            finding.severity,
            markdown(&finding.at.file),
            finding.at.line,
            markdown(&finding.title()),
            finding.rule.id,
        );
        if rows.len() + row.len() > LONGEST {
            break;
        }
        rows += &row;
        listed += 1;
    }
    if !rows.is_empty() {
        text += "| | where | what is wrong | rule |\n|---|---|---|---|\n";
        text += &rows;
        text.push('\n');
    }
    if counts.total() > listed {
        let _ = writeln!(text, "Not listed here: {}.\n", counted(counts.total() - listed, "more finding"));
    }
    for remark in checked.remarks() {
        let _ = writeln!(text, "Note: {}\n", markdown(remark));
    }
    if !checked.loosened().is_empty() {
        text += "Loosened by this change:\n\n";
        for loosened in checked.loosened() {
            let _ = writeln!(text, "- {}", markdown(&loosened.with_place()));
        }
        text.push('\n');
    }
    for failure in checked.failures() {
        let _ = writeln!(text, "**{}**\n", markdown(&failure));
    }
    let _ = writeln!(text, "{}", markdown(&checked.summary()));
    text
}
