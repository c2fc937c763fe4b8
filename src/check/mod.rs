//! From a report to a verdict for CI: what is shown, what is hidden, and whether the gates are passed.

pub mod baseline;
mod gates;
mod select;
mod shown;
mod since;

pub use gates::Gates;
pub use select::Selection;
pub use since::Earlier;

use crate::report::{CheckResult, GateFailure, Hidden, Report};

use baseline::Baseline;
use shown::withdraw_waivers;

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
