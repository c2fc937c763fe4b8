//! From a report to a verdict for CI: what is shown, what is hidden, and whether the gates are passed.

pub mod baseline;
mod gates;
mod select;
mod since;

pub use gates::Gates;
pub use select::Selection;
pub use since::Earlier;

use crate::report::Accepted;

use crate::report::CheckResult;

use crate::report::Hidden;

use crate::report::ReportedFinding;

use crate::report::Report;
use crate::rules::Outcome;
use crate::rules::record::{invalid_value, unknown_field, unreadable_record};
use baseline::Baseline;

/// What is asked of a check.
#[derive(Debug, Default)]
pub struct CheckOptions<'a> {
    /// Which rules are shown.
    pub selection: Selection,
    /// Whether waived findings count as if nobody had accepted them.
    pub no_waivers: bool,
    /// Findings that are known and not to be shown again.
    pub baseline: Option<&'a Baseline>,
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
    let compared = demands.since.map(|earlier| earlier.compare(&mut report, demands.no_waivers));
    let known = demands.baseline.map(|baseline| baseline.apply(&mut report));
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
    let gate = demands.gates.judge(&report, demands.no_waivers, before.as_deref());
    CheckResult { report, hidden, gate, since, place: None }
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
