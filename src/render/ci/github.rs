//! Annotations for GitHub Actions: workflow commands, the worst first.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::render::ci::concise::ending;
use crate::render::escape::{command_message, command_property};
use crate::report::{CheckResult, Counts, ReportedFinding, Severity, counted};
use crate::text::listed;

/// How many annotations of each level GitHub shows of one step.
const SHOWN: usize = 10;

/// Every finding as an annotation, then what was read and what is hidden.
pub fn check(checked: &CheckResult, quiet: bool) -> String {
    let mut findings: Vec<&ReportedFinding> = checked.report.all_findings().collect();
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let at = &finding.at;
        let _ = write!(
            text,
            "::{level} file={},line={}",
            command_property(&checked.host_path(&at.file)),
            at.line
        );
        // GitHub marks columns only within one line.
        if at.end_line == at.line {
            let _ = write!(text, ",endLine={},col={},endColumn={}", at.line, at.column, at.end_column);
        }
        let fix = if finding.fix.is_empty() { String::new() } else { format!("\nFix: {}", finding.fix) };
        let _ = writeln!(
            text,
            ",title={}::{}",
            command_property(finding.rule.id),
            command_message(&format!("{}{fix}", finding.title()))
        );
    }
    let level = if checked.loosening_fails() { "error" } else { "notice" };
    for loosened in checked.loosened() {
        let at = &loosened.at;
        let _ = writeln!(
            text,
            "::{level} file={},line={},title=loosened::{}",
            command_property(&checked.host_path(&at.file)),
            at.line,
            command_message(&loosened.to_string())
        );
    }
    let level = if checked.gate.exit_zero { "notice" } else { "error" };
    for (failure, at) in checked.other_failures() {
        let _ = writeln!(
            text,
            "::{level} file={},line={},title=gate::{}",
            command_property(&checked.host_path(&at.file)),
            at.line,
            command_message(&failure)
        );
    }
    let counts = Counts::of(checked.report.all_findings());
    let beyond: Vec<String> =
        [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
            .into_iter()
            .filter(|(number, _)| *number > SHOWN)
            .map(|(number, word)| counted(number - SHOWN, word))
            .collect();
    if !beyond.is_empty() {
        let _ = writeln!(
            text,
            "GitHub shows {SHOWN} annotations of each level for a step; {} more in this log only",
            listed(&beyond)
        );
    }
    text + &ending(checked, quiet)
}
