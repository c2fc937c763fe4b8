//! The report for programs: version 1 of a form of its own, which only ever gains fields.

mod health;
mod since;

pub(super) use since::{Unsure, unsure};

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Accepted, Checked, ClockSource, Counts, Located, Location, Report as Audit, RuleOutcome};
use crate::health::focus::FocusList;
use crate::rules::{self, Outcome};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    tool: Tool,
    portfolio: Portfolio<'r>,
    as_of: String,
    as_of_from: &'static str,
    summary: Summary,
    value: health::Worth,
    verdicts: Vec<Verdicts>,
    attention: health::Attention<'r>,
    decide_first: Vec<Decide<'r>>,
    findings: Vec<Finding<'r>>,
    waived: Vec<Waived<'r>>,
    outcomes: Vec<RuleSaid>,
    alliances: Vec<Alliance<'r>>,
    /// What a check adds to a report; null for an audit.
    check: Option<Check<'r>>,
}

#[derive(Serialize)]
struct Check<'r> {
    passed: bool,
    fail_on: &'static str,
    failures: &'r [String],
    exit_zero: bool,
    selection: &'r str,
    deselected: usize,
    baselined: usize,
    stale_in_baseline: usize,
    /// What it compares with; null where everything is checked.
    since: Option<since::Since<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Portfolio<'r> {
    us: Option<&'r str>,
    file: Option<&'r str>,
    currency: &'r str,
}

#[derive(Serialize)]
struct Summary {
    records: usize,
    unreadable: usize,
    rules_on: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    live_strategic: usize,
    recalled: usize,
    hours_per_month: Decimal,
    capacity_hours_per_month: Option<Decimal>,
    whole_portfolio: bool,
    misconfigured: bool,
}

#[derive(Serialize)]
struct Verdicts {
    decision: &'static str,
    alliances: usize,
}

#[derive(Serialize)]
struct Decide<'r> {
    alliance: &'r str,
    decision: Option<&'static str>,
    reason: &'r str,
}

#[derive(Serialize)]
struct Alliance<'r> {
    name: &'r str,
    file: &'r str,
    readable: bool,
    #[serde(rename = "type")]
    kind: Option<&'r str>,
    stage: Option<&'r str>,
    owner: Option<&'r str>,
    owner_is_commercial: bool,
    last_substantive_review: Option<String>,
    hours_per_month: Option<Decimal>,
    notice_by: Option<String>,
    health: Option<health::Health<'r>>,
    findings: Vec<Finding<'r>>,
    waived: Vec<Waived<'r>>,
    outcomes: Vec<RuleSaid>,
}

#[derive(Serialize)]
pub(super) struct Finding<'r> {
    rule: &'static str,
    area: &'static str,
    severity: &'static str,
    blocker: bool,
    #[serde(flatten)]
    at: Place<'r>,
    path: &'r str,
    message: &'r str,
    why: &'static str,
    fix: &'r str,
    side: Option<&'r str>,
    label: Option<Label<'r>>,
    setting: Option<Place<'r>>,
    fingerprint: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_before: Option<&'static str>,
}

#[derive(Serialize)]
struct Place<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Label<'r> {
    #[serde(flatten)]
    at: Place<'r>,
    text: &'r str,
}

#[derive(Serialize)]
struct Waived<'r> {
    finding: Finding<'r>,
    reason: &'r str,
    approved_by: &'r str,
    until: String,
}

#[derive(Serialize)]
struct RuleSaid {
    rule: &'static str,
    outcome: &'static str,
    absorbed: bool,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    area: &'static str,
    severities: Vec<&'static str>,
    types: Vec<&'static str>,
    by_date: bool,
    summary: &'static str,
    why: &'static str,
    options: Vec<RuleOption>,
}

#[derive(Serialize)]
struct RuleOption {
    name: &'static str,
    default: Value,
    help: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Number(u32),
    Range([u32; 2]),
    Words(&'static [&'static str]),
}

/// The report as JSON, with a line feed at its end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn report(audit: &Audit) -> Result<String> {
    printed(&form(audit, None))
}

/// What a check says as JSON: the report, with what it shows and hides, and its gates.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn check(checked: &Checked) -> Result<String> {
    let (gate, hidden) = (&checked.gate, &checked.hidden);
    let check = Check {
        passed: gate.failures.is_empty(),
        fail_on: gate.fail_on.word(),
        failures: &gate.failures,
        exit_zero: gate.exit_zero,
        selection: &hidden.selection,
        deselected: hidden.deselected,
        baselined: hidden.baselined,
        stale_in_baseline: hidden.stale,
        since: checked.since.as_ref().map(since::since),
    };
    printed(&form(&checked.report, Some(check)))
}

fn form<'r>(audit: &'r Audit, check: Option<Check<'r>>) -> Report<'r> {
    let counts = Counts::of(audit.all_findings());
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
            errors: counts.errors,
            warnings: counts.warnings,
            notes: counts.notes,
            waived: audit.waived_count(),
            live_strategic: audit.focus.strategic,
            recalled: audit.focus.recalled,
            hours_per_month: audit.focus.hours,
            capacity_hours_per_month: audit.focus.capacity,
            whole_portfolio: audit.whole,
            misconfigured: audit.misconfigured,
        },
        value: health::worth(&audit.worth),
        verdicts: audit
            .verdicts
            .iter()
            .map(|(decision, alliances)| Verdicts { decision: decision.word(), alliances: *alliances })
            .collect(),
        attention: health::attention(audit, &audit.attention),
        decide_first: audit
            .decide
            .iter()
            .map(|decide| Decide {
                alliance: &audit.alliances[decide.alliance].name,
                decision: decide.decision.map(|decision| decision.word()),
                reason: &decide.reason,
            })
            .collect(),
        findings: audit.findings.iter().map(finding).collect(),
        waived: audit.waived.iter().map(waived).collect(),
        outcomes: said(&audit.outcomes),
        alliances: audit
            .alliances
            .iter()
            .map(|alliance| Alliance {
                name: &alliance.name,
                file: &alliance.file,
                readable: alliance.readable,
                kind: alliance.kind,
                stage: alliance.stage,
                owner: alliance.owner.as_deref(),
                owner_is_commercial: alliance.commercial,
                last_substantive_review: alliance.last_review.map(|date| date.to_string()),
                hours_per_month: alliance.hours_per_month,
                notice_by: alliance.notice_by.map(|date| date.to_string()),
                health: alliance.health.as_ref().map(|health| health::health(alliance, health)),
                findings: alliance.findings.iter().map(finding).collect(),
                waived: alliance.waived.iter().map(waived).collect(),
                outcomes: said(&alliance.outcomes),
            })
            .collect(),
        check,
    }
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
        attention: health::Attention<'r>,
    }
    printed(&Focus {
        version: VERSION,
        as_of: report.as_of.to_string(),
        currency: &report.currency,
        trailing_months: report.worth.months,
        attention: health::attention(report, list),
    })
}

/// The list of rules as JSON, with a line feed at its end.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn rules(rules: &[&'static rules::Rule]) -> Result<String> {
    let rules: Vec<Rule> = rules
        .iter()
        .map(|rule| Rule {
            id: rule.id,
            area: rule.area.word(),
            severities: rule.tiers.iter().map(|tier| tier.word()).collect(),
            types: rule.applies.kinds().iter().map(|kind| kind.word()).collect(),
            by_date: rule.clock,
            summary: rule.summary,
            why: rule.why,
            options: rule
                .options
                .iter()
                .map(|option| RuleOption {
                    name: option.name,
                    default: match option.default {
                        rules::Default::Number(number) => Value::Number(number),
                        rules::Default::Range(low, high) => Value::Range([low, high]),
                        rules::Default::Words(words) => Value::Words(words),
                    },
                    help: option.help,
                })
                .collect(),
        })
        .collect();
    printed(&rules)
}

fn printed(value: &impl Serialize) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

fn place(at: &Location) -> Place<'_> {
    Place {
        file: &at.file,
        line: at.line,
        column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
    }
}

pub(super) fn finding(finding: &Located) -> Finding<'_> {
    Finding {
        rule: finding.rule.id,
        area: finding.rule.area.word(),
        severity: finding.severity.word(),
        blocker: finding.blocker,
        at: place(&finding.at),
        path: &finding.path,
        message: &finding.message,
        why: finding.rule.why,
        fix: &finding.fix,
        side: finding.side.as_deref(),
        label: finding.label.as_ref().map(|(at, text)| Label { at: place(at), text }),
        setting: finding.setting.as_ref().map(place),
        fingerprint: &finding.fingerprint,
        change: finding.change.map(super::Change::word),
        severity_before: since::before(finding.change),
    }
}

fn waived(waived: &Accepted) -> Waived<'_> {
    Waived {
        finding: finding(&waived.finding),
        reason: &waived.reason,
        approved_by: &waived.approved_by,
        until: waived.until.to_string(),
    }
}

fn said(outcomes: &[RuleOutcome]) -> Vec<RuleSaid> {
    outcomes
        .iter()
        .map(|said| RuleSaid {
            rule: said.rule.id,
            outcome: match said.outcome {
                Outcome::Pass => "pass",
                Outcome::Fail => "fail",
                Outcome::Waived => "waived",
                Outcome::Unknown => "unknown",
                Outcome::NotApplicable => "not applicable",
            },
            absorbed: said.absorbed,
        })
        .collect()
}
