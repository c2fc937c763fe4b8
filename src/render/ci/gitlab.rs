//! GitLab's Code Quality report.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::render::stream::{Each, Stream};
use crate::report::{CheckResult, Location, Severity};

#[derive(Serialize)]
struct Issue<'r> {
    description: Cow<'r, str>,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Place,
    /// The day that it was judged on, which GitLab passes over.
    as_of: NaiveDate,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Every finding as an issue, with a line feed at the end.
pub fn check(checked: &CheckResult) -> Stream<'_> {
    Stream::json(Each::of(move || {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let issues = checked.report.all_findings().map(move |finding| {
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
                location: place(checked, &finding.at),
                as_of: checked.report.as_of,
            }
        });
        let loosened = checked.loosened().iter().map(|loosened| {
            let text = loosened.to_string();
            Issue {
                fingerprint: format!("loosened:{}:{text}", loosened.at.file),
                description: Cow::Owned(format!("Loosened: {text}")),
                check_name: "loosened",
                severity: if checked.loosening_fails() { "major" } else { "info" },
                location: place(checked, &loosened.at),
                as_of: checked.report.as_of,
            }
        });
        let failures = checked.other_failures().into_iter().map(|(text, at)| Issue {
            fingerprint: format!("gate:{}:{text}", at.file),
            description: Cow::Owned(format!("Failed: {text}")),
            check_name: "gate",
            severity: if checked.gate.exit_zero { "info" } else { "major" },
            location: place(checked, &at),
            as_of: checked.report.as_of,
        });
        issues.chain(loosened).chain(failures)
    }))
}

fn place(checked: &CheckResult, at: &Location) -> Place {
    Place { path: checked.host_path(&at.file).into_owned(), lines: Lines { begin: at.line } }
}
