//! Findings as a table for a spreadsheet.

use anyhow::{Result, anyhow};

use super::Checked;
use super::escape::cell;

/// A row for each finding, with headings.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn check(checked: &Checked) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
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
    ])?;
    for (alliance, finding) in checked.report.named_findings() {
        let at = &finding.at;
        let (line, column) = (at.line.to_string(), at.column.to_string());
        let cells = [
            finding.severity.word(),
            finding.rule.id,
            finding.rule.area.word(),
            alliance,
            finding.side.as_deref().unwrap_or_default(),
            &at.file,
            &line,
            &column,
            &finding.path,
            &finding.message,
            &finding.fix,
            &finding.fingerprint,
        ];
        table.write_record(cells.map(cell))?;
    }
    let bytes = table.into_inner().map_err(|error| anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes)?)
}
