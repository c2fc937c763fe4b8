//! GitLab's Code Quality report.

use std::borrow::Cow;
use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use crate::report::CheckResult;
use crate::rules::Severity;

#[derive(Serialize)]
struct Issue<'r> {
    description: Cow<'r, str>,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'r>,
    /// The day that it was judged on, which GitLab passes over.
    as_of: &'r str,
}

#[derive(Serialize)]
struct Place<'r> {
    path: Cow<'r, str>,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Every finding as an issue, with a line feed at the end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn check(checked: &CheckResult) -> Result<String> {
    let as_of = checked.report.as_of.to_string();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut issues: Vec<Issue> = checked
        .report
        .all_findings()
        .map(|finding| {
            let fingerprint = finding.fingerprint.to_string();
            let times = seen.entry(fingerprint.clone()).or_default();
            *times += 1;
            Issue {
                description: finding.message(),
                check_name: finding.rule.id,
                // GitLab shows one issue of each fingerprint.
                fingerprint: match times {
                    1 => fingerprint,
                    times => format!("{fingerprint}#{times}"),
                },
                severity: match finding.severity {
                    _ if finding.blocker => "blocker",
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                location: Place {
                    path: checked.host_path(&finding.at.file),
                    lines: Lines { begin: finding.at.line },
                },
                as_of: &as_of,
            }
        })
        .collect();
    issues.extend(checked.loosened().iter().map(|loosened| {
        let text = loosened.to_string();
        Issue {
            fingerprint: format!("loosened:{}:{text}", loosened.at.file),
            description: Cow::Owned(format!("Loosened: {text}")),
            check_name: "loosened",
            severity: if checked.loosening_fails() { "major" } else { "info" },
            location: Place {
                path: checked.host_path(&loosened.at.file),
                lines: Lines { begin: loosened.at.line },
            },
            as_of: &as_of,
        }
    }));
    let failures = checked.other_failures();
    issues.extend(failures.iter().map(|(text, at)| Issue {
        fingerprint: format!("gate:{}:{text}", at.file),
        description: Cow::Owned(format!("Failed: {text}")),
        check_name: "gate",
        severity: if checked.gate.exit_zero { "info" } else { "major" },
        location: Place { path: checked.host_path(&at.file), lines: Lines { begin: at.line } },
        as_of: &as_of,
    }));
    Ok(crate::render::escape::json(serde_json::to_string_pretty(&issues)?) + "\n")
}
