//! Findings as a table for a spreadsheet.

use crate::model::Side;
use anyhow::Result;

use crate::render::csv;
use crate::render::escape::cell;
use crate::report::CheckResult;

/// A row for each finding, with headings.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn check(checked: &CheckResult) -> Result<String> {
    let headings = [
        "severity",
        "rule",
        "area",
        "alliance",
        "side",
        "file",
        "line",
        "column",
        "field",
        "message",
        "fix",
        "fingerprint",
        "as of",
    ];
    let as_of = checked.report.as_of.to_string();
    let rows = checked.report.named_findings().map(|(alliance, finding)| {
        let at = &finding.at;
        let (line, column) = (at.line.to_string(), at.column.to_string());
        let cells = [
            finding.severity.word(),
            finding.rule.id,
            finding.rule.area.word(),
            alliance,
            finding.side.as_ref().map_or("", Side::key),
            &at.file,
            &line,
            &column,
            &finding.path,
            &finding.message(),
            &finding.fix.to_string(),
            &finding.fingerprint.to_string(),
            &as_of,
        ];
        cells.map(cell)
    });
    let fails = if checked.loosening_fails() { "error" } else { "note" };
    let loosened = checked.loosened().iter().map(|loosened| {
        let (line, column) = (loosened.at.line.to_string(), loosened.at.column.to_string());
        let (message, names) = (loosened.to_string(), loosened.alliances.join(", "));
        let kind = loosened.kind.word();
        let cells = [
            fails,
            "loosened",
            kind,
            &names,
            "",
            &loosened.at.file,
            &line,
            &column,
            "",
            &message,
            "",
            "",
            &as_of,
        ];
        cells.map(cell)
    });
    let severity = checked.failure_severity().word();
    let gates = checked.other_failures().into_iter().map(|(message, at)| {
        let (line, column) = (at.line.to_string(), at.column.to_string());
        let cells =
            [severity, "gate", "gate", "", "", &at.file, &line, &column, "", &message, "", "", &as_of];
        cells.map(cell)
    });
    csv::written(headings, rows.chain(loosened).chain(gates))
}
