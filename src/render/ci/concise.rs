//! A line for each finding, as compilers and editors know it.

use std::fmt::Write;

use anstyle::Reset;

use crate::render::escape::terminal;
use crate::render::style;
use crate::report::CheckResult;

/// Every finding on a line, then what was read and what is hidden.
pub fn check(checked: &CheckResult, quiet: bool) -> String {
    let mut text = String::new();
    for finding in checked.report.all_findings() {
        let (at, style) = (&finding.at, style::of(finding.severity));
        let _ = writeln!(
            text,
            "{}:{}:{}: {style}{}[{}]{Reset} {}",
            terminal(&at.file),
            at.line,
            at.column,
            finding.severity,
            finding.rule.id,
            terminal(&finding.title())
        );
    }
    text + &ending(checked, quiet)
}

/// The gates that are not passed, and the last line; with `quiet`, only where the run does not end well.
pub(in crate::render) fn ending(checked: &CheckResult, quiet: bool) -> String {
    if quiet && checked.is_well() {
        return String::new();
    }
    let mut text = String::new();
    for remark in checked.remarks() {
        let _ = writeln!(text, "{}note{Reset}: {}", style::NOTE, terminal(remark));
    }
    for loosened in checked.loosened() {
        let told = loosened.with_place();
        let _ = writeln!(text, "{}loosened{Reset}: {}", style::WARNING, terminal(&told));
    }
    for failure in checked.failures() {
        let _ = writeln!(text, "{}{}{Reset}", style::TITLE, terminal(&failure));
    }
    text + &terminal(&checked.summary()) + "\n"
}
