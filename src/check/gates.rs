//! When a check fails.

use crate::model::FailOn;
use crate::report::{Counts, Gate, Report, counted};

/// When a check fails.
#[derive(Debug, Clone, Copy)]
pub struct Gates {
    /// From which severity on.
    pub fail_on: FailOn,
    /// More findings than this, of whatever severity.
    pub max_findings: Option<usize>,
    /// Whether the check ends well all the same.
    pub exit_zero: bool,
}

impl Default for Gates {
    fn default() -> Self {
        Self { fail_on: FailOn::Error, max_findings: None, exit_zero: false }
    }
}

impl Gates {
    /// Holds what is shown to the gates.
    pub(super) fn judge(self, report: &Report) -> Gate {
        let mut gate = Gate { fail_on: self.fail_on, failures: Vec::new(), exit_zero: self.exit_zero };
        let stopping = Counts::of(report.all_findings().filter(|finding| gate.stops(finding.severity)));
        let stopped: Vec<String> =
            [(stopping.errors, "error"), (stopping.warnings, "warning"), (stopping.notes, "note")]
                .into_iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, word)| counted(number, word))
                .collect();
        if !stopped.is_empty() {
            gate.failures.push(format!(
                "{}; the gate is `fail_on: {}`",
                crate::text::listed(&stopped),
                self.fail_on
            ));
        }
        let total = report.all_findings().count();
        if let Some(most) = self.max_findings.filter(|most| total > *most) {
            gate.failures.push(format!("{}; at most {most} are allowed", counted(total, "finding")));
        }
        gate
    }
}
