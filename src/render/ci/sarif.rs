//! SARIF 2.1.0, for code scanning.

mod form;

use std::rc::Rc;

use crate::model::{Edit, Yaml};
use crate::render::escape::uri;
use crate::render::stream::{Each, Stream};
use crate::report::{Accepted, Change, CheckResult, Location, ReportedFinding, Rule, Severity, WaiverPlace};

use form::{
    Artifact, ArtifactChange, AsOfProperties, Configuration, Correction, Descriptor, Driver, Fingerprints,
    Help, Invocation, Log, Physical, Region, SarifLocation, SarifReplacement, SarifResult, SarifRun,
    Suppression, Tags, Text, Tool, UriBase,
};

/// What relative paths are relative to: the folder the check ran in, whose path is nobody's business.
const BASE: &str = "%SRCROOT%";

/// Every finding as a result, waived ones as suppressed, with a line feed at the end.
pub fn check(checked: &CheckResult) -> Stream<'_> {
    let report = &checked.report;
    let waived = move || {
        let of_alliances = report.alliances.iter().flat_map(|alliance| &alliance.waived);
        report.waived.iter().chain(of_alliances)
    };
    // Whoever reads this keeps the state of the whole: what was there before is in it, and said to be so.
    let unchanged = move || checked.since.iter().flat_map(|since| &since.unchanged);
    let mut rules: Vec<&'static Rule> = report
        .all_findings()
        .chain(unchanged())
        .chain(waived().map(|waived| &waived.finding))
        .map(|finding| finding.rule)
        .collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    let mut described: Vec<Descriptor> = rules.iter().map(|rule| descriptor(rule)).collect();
    // What stands beside the findings: a kind of its own for each, behind the rules.
    let loosened_level = if checked.loosening_fails() { "error" } else { "note" };
    let loosened_at = described.len();
    if !checked.loosened().is_empty() {
        described.push(LOOSENED.descriptor(loosened_level));
    }
    let failures_at = described.len();
    if !checked.other_failures().is_empty() {
        described.push(GATE.descriptor(checked.failure_severity().word()));
    }
    let rules: Rc<[&Rule]> = rules.into();
    let results = Each::of(move || {
        let (of_open, of_waived) = (Rc::clone(&rules), Rc::clone(&rules));
        let open = report.all_findings().chain(unchanged());
        let open = open.map(move |finding| result(checked, finding, &of_open, Vec::new()));
        let waived = waived()
            .map(move |waived| result(checked, &waived.finding, &of_waived, vec![suppression(waived)]));
        let loosened = checked.loosened().iter().map(move |loosened| {
            let text = format!("Loosened: {loosened}");
            LOOSENED.told(checked, text, &loosened.at, loosened_level, loosened_at)
        });
        let failures = checked.other_failures().into_iter().map(move |(text, at)| {
            let level = checked.failure_severity().word();
            GATE.told(checked, format!("Failed: {text}"), &at, level, failures_at)
        });
        open.chain(waived).chain(loosened).chain(failures)
    });
    let base = UriBase {
        description: Text {
            text: "The top of the repository; where there is none, the folder in which the check ran.",
        },
    };
    let run = SarifRun {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: described,
            },
        },
        invocations: [Invocation { execution_successful: report.is_complete() && !report.misconfigured }],
        original_uri_base_ids: std::collections::BTreeMap::from([(BASE, base)]),
        column_kind: "unicodeCodePoints",
        properties: AsOfProperties { as_of: report.as_of.to_string() },
        results,
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    Stream::json(log)
}

/// What a change made laxer is no finding of a rule, and is told like one.
struct Told {
    id: &'static str,
    summary: &'static str,
    why: &'static str,
}

const LOOSENED: Told = Told {
    id: "loosened",
    summary: "the change relaxes a setting, a waiver or the gate, or removes a record",
    why: "a change that relaxes its own check would pass it whatever else it contains",
};

const GATE: Told = Told {
    id: "gate",
    summary: "a gate fails for a reason that no single finding shows",
    why: "if a run fails for a reason other than its findings, it should say which",
};

impl Told {
    fn descriptor(&self, level: &'static str) -> Descriptor {
        Descriptor {
            id: self.id,
            short_description: Text { text: self.summary },
            full_description: Text { text: self.why },
            help: Help { text: self.why, markdown: self.why.to_owned() },
            default_configuration: Configuration { level },
            properties: Tags { tags: ["record"] },
        }
    }

    fn told<'r>(
        &self,
        checked: &CheckResult,
        text: String,
        at: &Location,
        level: &'static str,
        rule_index: usize,
    ) -> SarifResult<'r> {
        SarifResult {
            rule_id: self.id,
            rule_index,
            level,
            partial_fingerprints: Fingerprints { finding: text.clone() },
            message: Text { text },
            locations: [SarifLocation { id: None, message: None, physical_location: physical(checked, at) }],
            related_locations: Vec::new(),
            baseline_state: checked.since.is_some().then_some("new"),
            fixes: Vec::new(),
            suppressions: Vec::new(),
        }
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.id,
        short_description: Text { text: rule.summary },
        full_description: Text { text: rule.why },
        help: Help { text: rule.why, markdown: page(rule.page) },
        default_configuration: Configuration { level: rule.severity().word() },
        properties: Tags { tags: [rule.area.word()] },
    }
}

/// A page without the words that make its examples tests.
fn page(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| if line.starts_with("```yaml") { "```yaml" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

fn result<'r>(
    checked: &CheckResult,
    finding: &'r ReportedFinding,
    rules: &[&Rule],
    suppressions: Vec<Suppression>,
) -> SarifResult<'r> {
    let mut text = finding.message().into_owned();
    if !finding.fix.is_empty() {
        text += &format!("\nFix: {}", finding.fix);
    }
    let label = finding.label.as_deref().into_iter().map(|(at, text)| (at, text.as_str()));
    let setting = finding.setting.as_deref().map(|at| (at, "set here"));
    SarifResult {
        rule_id: finding.rule.id,
        rule_index: rules.partition_point(|rule| rule.id < finding.rule.id),
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: Text { text },
        locations: [SarifLocation {
            id: None,
            message: None,
            physical_location: physical(checked, &finding.at),
        }],
        related_locations: label
            .chain(setting)
            .enumerate()
            .map(|(id, (at, text))| SarifLocation {
                id: Some(id),
                message: Some(Text { text }),
                physical_location: physical(checked, at),
            })
            .collect(),
        partial_fingerprints: Fingerprints { finding: finding.fingerprint.to_string() },
        baseline_state: finding.change.map(|change| match change {
            Change::New | Change::Revealed => "new",
            Change::Worse(_) | Change::Better(_) => "updated",
            Change::Unchanged => "unchanged",
        }),
        fixes: correction(checked, finding).into_iter().collect(),
        suppressions,
    }
}

/// The correction of what stands at the finding's own place. In quotes or not, a word takes the place of the whole value.
fn correction<'r>(checked: &CheckResult, finding: &'r ReportedFinding) -> Option<Correction<'r>> {
    let text = match finding.fix.edit.as_deref()? {
        Edit::Set { value: Yaml::Word(word), .. } => word,
        // A key that is misspelt is pointed at itself.
        Edit::Rename { to, .. } if finding.is_of_unknown_key() => to,
        _ => return None,
    };
    let Physical { artifact_location, region } = physical(checked, &finding.at);
    let replacements = [SarifReplacement { deleted_region: region, inserted_content: Text { text } }];
    Some(Correction {
        description: Text { text: finding.fix.to_string() },
        artifact_changes: [ArtifactChange { artifact_location, replacements }],
    })
}

fn suppression(waived: &Accepted) -> Suppression {
    Suppression {
        kind: match waived.place {
            WaiverPlace::Record(_) => "inSource",
            WaiverPlace::Portfolio(_) => "external",
        },
        justification: format!(
            "{} (accepted by {} until {})",
            waived.reason, waived.approved_by, waived.until
        ),
    }
}

fn physical(checked: &CheckResult, at: &Location) -> Physical {
    let uri = uri(&checked.host_path(&at.file));
    let uri_base_id = (!uri.starts_with("file:")).then_some(BASE);
    Physical {
        artifact_location: Artifact { uri, uri_base_id },
        region: Region {
            start_line: at.line,
            start_column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
        },
    }
}
