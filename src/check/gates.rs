//! When a check fails.

use crate::model::FailOn;
use crate::report::{Counts, Gate, Report, counted};

/// When a check fails.
#[derive(Debug, Clone, Copy)]
pub struct Gates {
    /// From which severity on.
    pub fail_on: FailOn,
    /// An alliance with a structure score below this.
    pub min_score: Option<u32>,
    /// More findings than this, of whatever severity.
    pub max_findings: Option<usize>,
    /// Whether the check ends well all the same.
    pub exit_zero: bool,
}

impl Default for Gates {
    fn default() -> Self {
        Self { fail_on: FailOn::Error, min_score: None, max_findings: None, exit_zero: false }
    }
}

impl Gates {
    /// Holds what is shown to the gates.
    pub(super) fn judge(self, report: &Report, no_waivers: bool) -> Gate {
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
        let scores = report.alliances.iter().filter_map(|alliance| {
            let score = alliance.health.as_ref()?.score.as_ref()?;
            // What has been accepted passes every gate.
            let counted = if no_waivers { &score.raw } else { &score.honoured };
            Some((alliance.name.as_str(), counted.score))
        });
        if let Some(least) = self.min_score {
            let below: Vec<String> = scores
                .filter(|(_, score)| *score < least)
                .map(|(name, score)| format!("{name} ({score})"))
                .collect();
            if !below.is_empty() {
                gate.failures.push(format!("structure below {least} points: {}", few(&below)));
            }
        }
        let total = report.all_findings().count();
        if let Some(most) = self.max_findings.filter(|most| total > *most) {
            gate.failures.push(format!("{}; at most {most} are allowed", counted(total, "finding")));
        }
        gate
    }
}

/// The first of a long list.
fn few(names: &[String]) -> String {
    const SHOWN: usize = 5;
    match names.len().saturating_sub(SHOWN) {
        0 => crate::text::listed(names),
        more => format!("{} and {more} more", names[..SHOWN].join(", ")),
    }
}
