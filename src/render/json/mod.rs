//! The report for programs: version 1 of a form of its own, which only ever gains fields.

mod alliance;
mod attention;
mod finding;
mod health;
mod since;
mod value;

pub(super) use finding::{FindingForm, finding};
pub(super) use since::{LoosenedForm, UnsureForm, loosened, unsure};

use std::collections::BTreeMap;

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use alliance::{AllianceForm, alliance};
use attention::{AttentionForm, WorthForm};
use finding::{WaivedForm, waived};
use since::SinceForm;

use super::stream::{Each, Stream};
use crate::report::catalog::ListedRule;
use crate::report::{CheckResult, ClockSource, Counts, Decision, FocusList, Report as Audit, RuleOutcome};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Report<'r> {
    /// The version of this form; it only ever gains fields.
    version: u32,
    /// What printed it.
    tool: Tool,
    /// Whose portfolio.
    portfolio: Portfolio<'r>,
    /// The date on which everything was judged.
    as_of: String,
    /// Where that date came from: flag, portfolio or today.
    as_of_from: &'static str,
    /// Counts over the whole report.
    summary: Summary,
    /// What everything together brought and took.
    value: WorthForm,
    /// How many alliances each verdict is for, the most urgent first.
    verdicts: Vec<Verdicts>,
    /// What came of the alliances that have ended, where at least three have an outcome: how many came to which.
    endings: BTreeMap<&'r str, usize>,
    /// The alliances by their return on attention.
    attention: AttentionForm<'r>,
    /// The alliances on which somebody has to decide, the most urgent first.
    decide_first: Vec<Decide<'r>>,
    /// What is wrong with the portfolio as a whole or its file.
    findings: Vec<FindingForm<'r>>,
    /// What is wrong there and accepted.
    waived: Vec<WaivedForm<'r>>,
    /// What every portfolio rule said.
    outcomes: &'r [RuleOutcome],
    /// Every file of the portfolio, by path.
    #[cfg_attr(test, schemars(with = "Vec<AllianceForm<'r>>"))]
    alliances: Each<'r, AllianceForm<'r>>,
    /// What a check adds to a report; null for an audit.
    check: Option<Check<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Check<'r> {
    /// Whether every gate is passed.
    passed: bool,
    /// Whether every record could be read and portfolio.yaml has no mistake, so that the gates say something of all.
    complete: bool,
    /// From which severity on it fails.
    fail_on: &'static str,
    /// Why a gate failed, a sentence each.
    failures: Vec<String>,
    /// Whether a failed gate still ends with 0.
    exit_zero: bool,
    /// What was selected and ignored, as typed.
    selection: &'r str,
    /// Findings hidden by the selection.
    deselected: usize,
    /// Findings hidden by the baseline.
    baselined: usize,
    /// Entries of the baseline that nothing matches any more.
    stale_in_baseline: usize,
    /// What to know about what was judged.
    remarks: &'r [String],
    /// What it compares with; null where everything is checked.
    since: Option<SinceForm<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tool {
    /// The program.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Portfolio<'r> {
    /// Our company.
    us: Option<&'r str>,
    /// The portfolio file; null where defaults apply.
    file: Option<&'r str>,
    /// The three-letter code of all amounts of money.
    currency: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Summary {
    /// Files of records.
    records: usize,
    /// Files that could not be read as records.
    unreadable: usize,
    /// Rules that are on somewhere.
    rules_on: usize,
    #[serde(flatten)]
    counts: Counts,
    /// Accepted findings.
    waived: usize,
    /// Live alliances that are called strategic.
    live_strategic: usize,
    /// How many of them have a commercial owner and a full review recorded.
    recalled: usize,
    /// Hours of management a month that live alliances take, as far as recorded.
    hours_per_month: Decimal,
    /// Hours of management a month that there are.
    capacity_hours_per_month: Option<Decimal>,
    /// Whether the whole portfolio was read, so that it was judged as one.
    whole_portfolio: bool,
    /// Whether portfolio.yaml has a mistake, so that settings may not be as meant.
    misconfigured: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Verdicts {
    /// The verdict.
    decision: Decision,
    /// How many alliances it is for.
    alliances: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Decide<'r> {
    /// Its name.
    alliance: &'r str,
    /// What to decide; null where the file could not be read.
    decision: Option<Decision>,
    /// Why, in one line.
    reason: &'r str,
}

/// The schema of the form.
#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft07()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Report>()
}

/// The focus list as JSON, with a line feed at its end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn focus(report: &Audit, list: &FocusList) -> Result<String> {
    #[derive(Serialize)]
    struct Focus<'r> {
        version: u32,
        as_of: String,
        currency: &'r str,
        trailing_months: u32,
        #[serde(flatten)]
        attention: AttentionForm<'r>,
    }
    let focus = Focus {
        version: VERSION,
        as_of: report.as_of.to_string(),
        currency: &report.currency,
        trailing_months: report.worth.months,
        attention: attention::attention(report, list),
    };
    Stream::json(focus).text()
}

/// The list of rules as JSON, with a line feed at its end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn rules(rules: &[ListedRule]) -> Result<String> {
    Stream::json(rules).text()
}

/// The report as JSON, with a line feed at its end.
pub fn report(audit: &Audit) -> Stream<'_> {
    Stream::json(form(audit, None))
}

/// What a check says as JSON: the report, with what it shows and hides, and its gates.
pub fn check(checked: &CheckResult) -> Stream<'_> {
    let (gate, hidden) = (&checked.gate, &checked.hidden);
    let check = Check {
        passed: gate.failures.is_empty(),
        complete: checked.report.is_complete() && !checked.report.misconfigured,
        fail_on: gate.fail_on.word(),
        failures: gate.failures.iter().map(ToString::to_string).collect(),
        exit_zero: gate.exit_zero,
        selection: &hidden.selection,
        deselected: hidden.deselected,
        baselined: hidden.baselined,
        stale_in_baseline: hidden.stale,
        remarks: &checked.remarks,
        since: checked.since.as_ref().map(since::since),
    };
    Stream::json(form(&checked.report, Some(check)))
}

/// A line by itself.
#[derive(Serialize)]
#[serde(untagged)]
enum Line<'r> {
    Finding {
        alliance: Option<&'r str>,
        as_of: String,
        #[serde(flatten)]
        finding: Box<FindingForm<'r>>,
    },
    Loosened {
        loosened: LoosenedForm,
        as_of: String,
    },
    /// A gate that fails beside the findings.
    Gate {
        failed: String,
        file: String,
        line: usize,
        as_of: String,
    },
}

/// Findings alone, an object a line; what a change loosened and other gates that fail come last.
pub fn lines(checked: &CheckResult) -> Stream<'_> {
    let as_of = || checked.report.as_of.to_string();
    Stream::json_lines(move || {
        let findings = checked.report.named_findings().map(move |(alliance, found)| Line::Finding {
            alliance: Some(alliance).filter(|name| !name.is_empty()),
            as_of: as_of(),
            finding: Box::new(finding(found)),
        });
        let loosened = loosened(checked.loosened()).into_iter();
        let failures = checked.other_failures().into_iter().map(move |(failed, at)| Line::Gate {
            failed,
            file: at.file.to_string(),
            line: at.line,
            as_of: as_of(),
        });
        let loosened = loosened.map(move |loosened| Line::Loosened { loosened, as_of: as_of() });
        findings.chain(loosened).chain(failures)
    })
}

fn form<'r>(audit: &'r Audit, check: Option<Check<'r>>) -> Report<'r> {
    Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        portfolio: Portfolio {
            us: audit.us.as_deref(),
            file: audit.portfolio_file.as_deref(),
            currency: &audit.currency,
        },
        as_of: audit.as_of.to_string(),
        as_of_from: match audit.clock {
            ClockSource::Flag => "flag",
            ClockSource::Portfolio => "portfolio",
            ClockSource::Today => "today",
        },
        summary: Summary {
            records: audit.alliances.len(),
            unreadable: audit.unreadable(),
            rules_on: audit.rules_on,
            counts: Counts::of(audit.all_findings()),
            waived: audit.waived_count(),
            live_strategic: audit.focus.strategic,
            recalled: audit.focus.recalled,
            hours_per_month: audit.focus.hours,
            capacity_hours_per_month: audit.focus.capacity,
            whole_portfolio: audit.whole,
            misconfigured: audit.misconfigured,
        },
        value: attention::worth(&audit.worth),
        endings: audit
            .endings()
            .unwrap_or_default()
            .into_iter()
            .map(|(end, count)| (end.word(), count))
            .collect(),
        verdicts: audit
            .verdicts
            .iter()
            .map(|(decision, alliances)| Verdicts { decision: *decision, alliances: *alliances })
            .collect(),
        attention: attention::attention(audit, &audit.attention),
        decide_first: audit
            .decide
            .iter()
            .map(|decide| Decide {
                alliance: &audit.alliances[decide.alliance].name,
                decision: decide.decision,
                reason: &decide.reason,
            })
            .collect(),
        findings: audit.findings.iter().map(finding).collect(),
        waived: audit.waived.iter().map(waived).collect(),
        outcomes: &audit.outcomes,
        alliances: Each::of(|| audit.alliances.iter().map(alliance)),
        check,
    }
}
