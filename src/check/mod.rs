//! From a report to a verdict for CI: what is shown, what is hidden, and whether the gates are passed.

pub mod baseline;
mod gates;
mod select;
mod since;

pub use gates::Gates;
pub use select::Selection;
pub use since::Earlier;

use crate::report::Accepted;

use crate::report::{Loosened, Loosening};

use crate::report::{CheckResult, GateFailure};

use crate::report::Hidden;

use crate::report::ReportedFinding;

use crate::report::Report;
use crate::report::RuleOutcome;
use crate::rules::record::{invalid_value, unknown_field, unreadable_record};
use crate::rules::{Outcome, WaiverPlace};
use baseline::Baseline;

/// What is asked of a check.
#[derive(Debug, Default)]
pub struct CheckOptions<'a> {
    /// Which rules are shown.
    pub selection: Selection,
    /// Whether waived findings count as if nobody had accepted them.
    pub no_waivers: bool,
    /// Findings that are known and not to be shown again, and the file that they stand in.
    pub baseline: Option<(&'a Baseline, &'a str)>,
    /// When it fails.
    pub gates: Gates,
    /// An earlier state: only what has come since is shown and can fail.
    pub since: Option<&'a Earlier>,
}

/// Holds a report to what is asked of it.
pub fn run(mut report: Report, demands: &CheckOptions) -> CheckResult {
    if demands.no_waivers {
        withdraw_waivers(&mut report);
    }
    // Before anything is hidden, so that what nobody looked at is not taken for mended.
    let mut compared = demands.since.map(|earlier| earlier.compare(&mut report, demands.no_waivers));
    let known = demands.baseline.map(|(baseline, file)| match (demands.since, &mut compared) {
        (Some(earlier), Some(beside)) => earlier.hold(baseline, file, &report, beside).apply(&mut report),
        _ => baseline.apply(&mut report),
    });
    let deselected = demands.selection.apply(&mut report);
    let since = compared.map(|compared| compared.narrow(&mut report, &demands.selection));
    let known = known.unwrap_or_default();
    let hidden = Hidden {
        deselected,
        selection: demands.selection.typed(),
        baselined: known.hidden,
        stale: known.stale,
    };
    let (since, before) = since.unzip();
    let mut gate = demands.gates.judge(&report, demands.no_waivers, before.as_deref());
    if let Some(since) = since.as_ref().filter(|since| !since.allowed && !since.loosened.is_empty()) {
        gate.failures.push(GateFailure::Loosened { number: since.loosened.len() });
    }
    CheckResult { report, hidden, gate, since, place: None, remarks: Vec::new(), is_one_of_several: false }
}

/// Opens every waived finding again.
fn withdraw_waivers(report: &mut Report) {
    let reopen = |findings: &mut Vec<ReportedFinding>, waived: &mut Vec<Accepted>| {
        findings.extend(waived.drain(..).map(|waived| waived.finding));
        crate::audit::order(findings);
    };
    reopen(&mut report.findings, &mut report.waived);
    let mut outcomes: Vec<_> = report.outcomes.iter_mut().collect();
    for alliance in &mut report.alliances {
        reopen(&mut alliance.findings, &mut alliance.waived);
        outcomes.extend(&mut alliance.outcomes);
    }
    for said in outcomes.into_iter().filter(|said| said.outcome == Outcome::Waived) {
        said.outcome = Outcome::Fail;
    }
}

/// Opens again what the waivers accept that a change has brought.
fn reopen(report: &mut Report, loosened: &[Loosened]) {
    let is_new = |owner: usize, place: WaiverPlace| {
        loosened.iter().any(|loosened| match &loosened.kind {
            Loosening::Waiver { place: at, owner: whose, .. } => {
                *at == place && whose.is_none_or(|whose| whose == owner)
            }
            _ => false,
        })
    };
    let open = |owner: usize,
                findings: &mut Vec<ReportedFinding>,
                waived: &mut Vec<Accepted>,
                outcomes: &mut [RuleOutcome]| {
        let (new, old) = std::mem::take(waived).into_iter().partition(|it| is_new(owner, it.place));
        *waived = old;
        let new: Vec<Accepted> = new;
        for said in outcomes.iter_mut().filter(|said| said.outcome == Outcome::Waived) {
            if new.iter().any(|waived| waived.finding.rule.id == said.rule.id) {
                said.outcome = Outcome::Fail;
            }
        }
        findings.extend(new.into_iter().map(|waived| waived.finding));
        crate::audit::order(findings);
    };
    let Report { findings, waived, outcomes, alliances, .. } = report;
    // No record has this place: waivers of records never open what is about the portfolio.
    open(usize::MAX, findings, waived, outcomes);
    for alliance in alliances {
        open(alliance.place, &mut alliance.findings, &mut alliance.waived, &mut alliance.outcomes);
    }
}

/// Keeps the findings for which `keep` holds, and says how many it took out.
///
/// What makes a run incomplete or its settings doubtful always stays: else nobody could tell why it ends as it does.
fn retain(report: &mut Report, mut keep: impl FnMut(&ReportedFinding) -> bool) -> usize {
    let before = report.all_findings().count();
    report.findings.retain(|finding| !may_hide(finding, true) || keep(finding));
    for alliance in &mut report.alliances {
        alliance.findings.retain(|finding| !may_hide(finding, false) || keep(finding));
    }
    before - report.all_findings().count()
}

/// Whether a finding may be kept out of sight. A file that could not be read may hold anything, and a mistake in
/// `portfolio.yaml` puts everything in doubt.
fn may_hide(finding: &ReportedFinding, of_portfolio: bool) -> bool {
    let rule = finding.rule.id;
    let about_reading = [&invalid_value::RULE, &unknown_field::RULE];
    rule != unreadable_record::RULE.id
        && !(of_portfolio && about_reading.iter().any(|other| other.id == rule))
}
