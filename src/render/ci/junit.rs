//! JUnit XML: a suite for each alliance, a case for each rule that has something to say about it.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::render::escape::xml;
use crate::report::{Accepted, CheckResult, GateFailure, ReportedFinding};

/// What one rule says of one alliance.
#[derive(Default)]
struct Case<'r> {
    findings: Vec<&'r ReportedFinding>,
    waived: Vec<&'r Accepted>,
}

/// The report with a suite for the portfolio and for each alliance.
///
/// A finding that passes the gate is no failure: its case passes and its text is the case's output.
pub fn check(checked: &CheckResult) -> String {
    let report = &checked.report;
    let file = report.portfolio_file.as_deref().unwrap_or_default();
    let mut suites = Suites {
        day: format!("{}T00:00:00", report.as_of),
        text: String::new(),
        tests: 0,
        failures: 0,
        errors: 0,
    };
    suites.suite("portfolio", file, true, &report.findings, &report.waived, checked);
    for alliance in &report.alliances {
        let (findings, waived) = (&alliance.findings, &alliance.waived);
        suites.suite(&alliance.name, &alliance.file, alliance.readable, findings, waived, checked);
    }
    suites.loosened(checked);
    suites.gates(checked);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"alliance check\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n",
        suites.tests, suites.failures, suites.errors, suites.text
    )
}

struct Suites {
    /// The day that everything was judged on, as the form has it.
    day: String,
    text: String,
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Suites {
    fn suite(
        &mut self,
        name: &str,
        file: &str,
        readable: bool,
        findings: &[ReportedFinding],
        waived: &[Accepted],
        checked: &CheckResult,
    ) {
        let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
        for finding in findings {
            cases.entry(finding.rule.id).or_default().findings.push(finding);
        }
        for waived in waived {
            cases.entry(waived.finding.rule.id).or_default().waived.push(waived);
        }
        let fails = |case: &Case| case.findings.iter().any(|finding| checked.gate.fails(finding));
        let errors = if readable { 0 } else { cases.values().filter(|case| fails(case)).count() };
        let failures = cases.values().filter(|case| fails(case)).count() - errors;
        let skipped = cases.values().filter(|case| case.findings.is_empty()).count();
        let tests = cases.len().max(1);
        // Of a case no schema knows the file.
        let place = match file {
            "" => String::new(),
            file => format!(" file=\"{}\"", xml(&checked.host_path(file))),
        };
        let _ = writeln!(
            self.text,
            "  <testsuite name=\"{0}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" timestamp=\"{1}\"{2}>",
            xml(name),
            self.day,
            place
        );
        if cases.is_empty() {
            let _ = writeln!(self.text, "    <testcase classname=\"{}\" name=\"no findings\"/>", xml(name));
        }
        for (rule, case) in &cases {
            let fault = if readable { "failure" } else { "error" };
            self.case(name, rule, case, fails(case).then_some(fault));
        }
        self.text += "  </testsuite>\n";
        self.tests += tests;
        self.failures += failures;
        self.errors += errors;
    }

    /// What the change made laxer, each a case.
    fn loosened(&mut self, checked: &CheckResult) {
        let (loosened, fails) = (checked.loosened(), checked.loosening_fails());
        if loosened.is_empty() {
            return;
        }
        let (tests, failures) = (loosened.len(), if fails { loosened.len() } else { 0 });
        let _ = writeln!(
            self.text,
            "  <testsuite name=\"loosened\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" timestamp=\"{}\">",
            self.day
        );
        for loosened in loosened {
            let text = xml(&loosened.with_place());
            let told = if fails {
                format!("<failure message=\"{text}\"/>")
            } else {
                format!("<system-out>{text}</system-out>")
            };
            let _ =
                writeln!(self.text, "    <testcase classname=\"loosened\" name=\"{text}\">{told}</testcase>");
        }
        self.text += "  </testsuite>\n";
        self.tests += tests;
        self.failures += failures;
    }

    /// What fails a run beside its findings: other gates, and what could not be read.
    fn gates(&mut self, checked: &CheckResult) {
        let report = &checked.report;
        // The findings that fail the run are failures of their own suites.
        let by_severity = |failure: &&GateFailure| {
            matches!(failure, GateFailure::Findings { .. } | GateFailure::Loosened { .. })
        };
        let other = checked.gate.failures.iter().filter(|failure| !by_severity(failure));
        let other: Vec<String> = other.map(GateFailure::to_string).collect();
        // Where errors fail the run, each such record is one already.
        let unread =
            (!report.is_complete() && self.errors == 0).then(|| "not every record could be read".to_owned());
        let misset = report.misconfigured.then(|| "portfolio.yaml has errors".to_owned());
        let errors: Vec<String> = unread.into_iter().chain(misset).collect();
        let tests = other.len() + errors.len();
        if tests == 0 {
            return;
        }
        let _ = writeln!(
            self.text,
            "  <testsuite name=\"gates\" tests=\"{tests}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" timestamp=\"{}\">",
            other.len(),
            errors.len(),
            self.day
        );
        let faults = other.iter().map(|text| ("failure", text.as_str()));
        for (fault, text) in faults.chain(errors.iter().map(|text| ("error", text.as_str()))) {
            let _ = writeln!(
                self.text,
                "    <testcase classname=\"gates\" name=\"{0}\"><{fault} message=\"{0}\"/></testcase>",
                xml(text)
            );
        }
        self.text += "  </testsuite>\n";
        self.tests += tests;
        self.failures += other.len();
        self.errors += errors.len();
    }

    fn case(&mut self, alliance: &str, rule: &str, case: &Case, fault: Option<&str>) {
        let first =
            case.findings.first().copied().or_else(|| case.waived.first().map(|waived| &waived.finding));
        let Some(first) = first else { return };
        let _ = writeln!(self.text, "    <testcase classname=\"{}\" name=\"{rule}\">", xml(alliance));
        let told: Vec<String> = case.findings.iter().map(|finding| told(finding)).collect();
        let told = xml(&told.join("\n\n")).replace("&#10;", "\n");
        let _ = match (fault, case.waived.first()) {
            (Some(fault), _) => writeln!(
                self.text,
                "      <{fault} message=\"{}\" type=\"{}\">{told}</{fault}>",
                xml(&first.message),
                first.severity
            ),
            (None, Some(waived)) if case.findings.is_empty() => writeln!(
                self.text,
                "      <skipped message=\"{}\"/>",
                xml(&format!("waived by {} until {}: {}", waived.approved_by, waived.until, waived.reason))
            ),
            (None, _) => writeln!(self.text, "      <system-out>{told}</system-out>"),
        };
        self.text += "    </testcase>\n";
    }
}

/// A finding in full.
fn told(finding: &ReportedFinding) -> String {
    let at = &finding.at;
    let mut text =
        format!("{}:{}:{}: {}: {}", at.file, at.line, at.column, finding.severity, finding.title());
    let _ = write!(text, "\nwhy: {}", finding.rule.why);
    if !finding.fix.is_empty() {
        let _ = write!(text, "\nfix: {}", finding.fix);
    }
    text
}
