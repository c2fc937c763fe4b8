//! The report for programs: version 1 of a form of its own, which only ever gains fields.

mod health;
mod since;

pub(super) use since::{LoosenedForm, Unsure, loosened, unsure};

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use super::stream::{Each, Stream};

use crate::health::focus::FocusList;
use crate::model::{Edit, Kind, Stage, Yaml};
use crate::report::{
    Accepted, AllianceReport, CheckResult, ClockSource, Counts, Location, Report as Audit, ReportedFinding,
    RuleOutcome,
};
use crate::rules::{self, Outcome};

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
    value: health::Worth,
    /// How many alliances each verdict is for, the most urgent first.
    verdicts: Vec<Verdicts>,
    /// What came of the alliances that have ended, where at least three have an outcome: how many came to which.
    endings: BTreeMap<&'r str, usize>,
    /// The alliances by their return on attention.
    attention: health::Attention<'r>,
    /// The alliances on which somebody has to decide, the most urgent first.
    decide_first: Vec<Decide<'r>>,
    /// What is wrong with the portfolio as a whole or its file.
    findings: Vec<Finding<'r>>,
    /// What is wrong there and accepted.
    waived: Vec<Waived<'r>>,
    /// What every portfolio rule said.
    outcomes: Vec<RuleSaid>,
    /// Every file of the portfolio, by path.
    #[cfg_attr(test, schemars(with = "Vec<Alliance<'r>>"))]
    alliances: Each<'r, Alliance<'r>>,
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
    since: Option<since::Since<'r>>,
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
    /// Open errors.
    errors: usize,
    /// Open warnings.
    warnings: usize,
    /// Open notes.
    notes: usize,
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
    decision: &'static str,
    /// How many alliances it is for.
    alliances: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Decide<'r> {
    /// Its name.
    alliance: &'r str,
    /// What to decide; null where the file could not be read.
    decision: Option<&'static str>,
    /// Why, in one line.
    reason: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Alliance<'r> {
    /// Its name, or its file's.
    name: &'r str,
    /// What it is called in other systems, by system.
    ids: BTreeMap<&'r str, &'r str>,
    /// Its file.
    file: &'r str,
    /// Whether its file could be read as a record.
    readable: bool,
    /// Whether a part of its file could not be read.
    read_in_part: bool,
    /// What it is called.
    #[serde(rename = "type")]
    kind: Option<&'r str>,
    /// Where it is in its life.
    stage: Option<&'r str>,
    /// Who on our side answers for the commercial outcome, otherwise the first owner named.
    owner: Option<&'r str>,
    /// Whether that owner answers for the commercial outcome.
    owner_is_commercial: bool,
    /// The latest review at which something happened.
    last_substantive_review: Option<String>,
    /// Hours of management a month, as recorded.
    hours_per_month: Option<Decimal>,
    /// Last day to prevent the next automatic renewal.
    notice_by: Option<String>,
    /// How it does; null where its file could not be read.
    health: Option<health::Health<'r>>,
    /// What is wrong, worst first.
    findings: Vec<Finding<'r>>,
    /// What is wrong and accepted.
    waived: Vec<Waived<'r>>,
    /// What every rule said.
    outcomes: Vec<RuleSaid>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Finding<'r> {
    /// The rule that found it.
    rule: &'static str,
    /// The area of the rule.
    area: &'static str,
    /// How much it matters: error, warning or note.
    severity: &'static str,
    /// What it rests on: fault (something is wrong, late or contradictory) or gap (nothing has been written down).
    basis: &'static str,
    /// What settles it: record (write it down), decide (ours alone), agree (needs the partner) or do.
    remedy: &'static str,
    /// Whether it stands between a proposal and its signature.
    blocker: bool,
    #[serde(flatten)]
    at: Place<'r>,
    /// The field.
    path: &'r str,
    /// What is wrong.
    message: Cow<'r, str>,
    /// Why it matters.
    why: &'static str,
    /// What to do, or YAML to paste; may be empty.
    fix: String,
    /// What `alliance fix` would do, where there is one certain answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<Correction<'r>>,
    /// The side it is about.
    side: Option<&'r str>,
    /// A second place and what it shows.
    label: Option<Label<'r>>,
    /// Where portfolio.yaml sets the rule.
    setting: Option<Place<'r>>,
    /// What stays the same while the finding does: rule, alliance and field, with list items by name.
    fingerprint: String,
    /// With --since: new, worse or unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
    /// With --since: how much it mattered before.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_before: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Correction<'r> {
    /// The field.
    path: &'r str,
    /// What is changed there: value or key.
    change: &'static str,
    /// The new value, or the new name of the key.
    to: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Place<'r> {
    /// The file, as a person in the current folder would name it.
    file: &'r str,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
    /// The line of the last character that is meant.
    end_line: usize,
    /// The column behind that character.
    end_column: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Label<'r> {
    #[serde(flatten)]
    at: Place<'r>,
    /// What the place shows.
    text: &'r str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Waived<'r> {
    /// The finding.
    finding: Finding<'r>,
    /// Why it is accepted.
    reason: &'r str,
    /// By whom.
    approved_by: &'r str,
    /// Until when.
    until: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RuleSaid {
    /// The rule.
    rule: &'static str,
    /// pass, fail, waived, unknown or not applicable.
    outcome: &'static str,
    /// Failed, but covered by another finding.
    absorbed: bool,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    area: &'static str,
    severities: Vec<&'static str>,
    types: Vec<&'static str>,
    by_date: bool,
    /// Judged with --history alone.
    by_history: bool,
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

/// The schema of the form.
#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::draft07()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Report>()
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
        finding: Box<Finding<'r>>,
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
        endings: audit
            .endings()
            .unwrap_or_default()
            .into_iter()
            .map(|(end, count)| (end.word(), count))
            .collect(),
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
        alliances: Each::of(|| audit.alliances.iter().map(alliance)),
        check,
    }
}

fn alliance(alliance: &AllianceReport) -> Alliance<'_> {
    Alliance {
        name: &alliance.name,
        ids: alliance.ids.iter().map(|(system, id)| (system.as_str(), id.as_str())).collect(),
        file: &alliance.file,
        readable: alliance.readable,
        read_in_part: alliance.in_part,
        kind: alliance.kind.map(Kind::word),
        stage: alliance.stage.map(Stage::word),
        owner: alliance.owner.as_deref(),
        owner_is_commercial: alliance.commercial,
        last_substantive_review: alliance.last_review.map(|date| date.to_string()),
        hours_per_month: alliance.hours_per_month,
        notice_by: alliance.notice_by.map(|date| date.to_string()),
        health: alliance.health.as_ref().map(|health| health::health(alliance, health)),
        findings: alliance.findings.iter().map(finding).collect(),
        waived: alliance.waived.iter().map(waived).collect(),
        outcomes: said(&alliance.outcomes),
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
    let focus = Focus {
        version: VERSION,
        as_of: report.as_of.to_string(),
        currency: &report.currency,
        trailing_months: report.worth.months,
        attention: health::attention(report, list),
    };
    Stream::json(focus).text()
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
            severities: rule.severities.iter().map(|tier| tier.word()).collect(),
            types: rule.applies.kinds().iter().map(|kind| kind.word()).collect(),
            by_date: rule.time_dependent,
            by_history: matches!(rule.check, rules::Check::Past(_)),
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
    Stream::json(rules).text()
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

pub(super) fn finding(finding: &ReportedFinding) -> Finding<'_> {
    Finding {
        rule: finding.rule.id,
        area: finding.rule.area.word(),
        severity: finding.severity.word(),
        basis: finding.basis.word(),
        remedy: finding.remedy.word(),
        blocker: finding.blocker,
        at: place(&finding.at),
        path: &finding.path,
        message: finding.message(),
        why: finding.rule.why,
        fix: finding.fix.to_string(),
        edit: finding.fix.edit.as_deref().and_then(correction),
        side: finding.side.as_deref(),
        label: finding.label.as_deref().map(|(at, text)| Label { at: place(at), text }),
        setting: finding.setting.as_deref().map(place),
        fingerprint: finding.fingerprint.to_string(),
        change: finding.change.map(crate::report::Change::word),
        severity_before: since::before(finding.change),
    }
}

fn correction(edit: &Edit) -> Option<Correction<'_>> {
    let (change, to) = match edit {
        Edit::Set { value: Yaml::Word(to) | Yaml::Text(to), .. } => ("value", to),
        Edit::Rename { to, .. } => ("key", to),
        Edit::Set { .. } | Edit::Add { .. } | Edit::Remove { .. } | Edit::Comment { .. } => return None,
    };
    Some(Correction { path: edit.path(), change, to })
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
