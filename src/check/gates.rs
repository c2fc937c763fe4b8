//! When a check fails.

use crate::model::{FailOn, Stage};
use crate::report::{AllianceReport, Change, Counts, GateFailure, GateResult, Report};

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
    ///
    /// `before` is what each alliance scored before the change, where only a change is checked.
    pub(super) fn judge(
        self,
        report: &Report,
        no_waivers: bool,
        before: Option<&[GateScores]>,
    ) -> GateResult {
        let mut gate = GateResult { fail_on: self.fail_on, failures: Vec::new(), exit_zero: self.exit_zero };
        let stopping = Counts::of(report.all_findings().filter(|finding| gate.fails(finding)));
        if stopping.total() > 0 {
            gate.failures.push(GateFailure::Findings { counts: stopping, fail_on: self.fail_on });
        }
        if let Some(least) = self.min_score {
            let fell = |place: usize| match before.and_then(|before| before.get(place)) {
                Some(GateScores::Points(points)) => *points >= least,
                Some(GateScores::Unknown) => false,
                Some(GateScores::NotThere) | None => true,
            };
            let lost = report.alliances.iter().enumerate().filter(|(place, alliance)| {
                let ended = alliance.stage == Some(Stage::Ended);
                alliance.readable && !ended && score(alliance, no_waivers).is_none() && fell(*place)
            });
            let lost: Vec<String> = lost.map(|(_, alliance)| alliance.name.clone()).collect();
            if !lost.is_empty() {
                gate.failures.push(GateFailure::Unscored { least, alliances: lost });
            }
            let scored = report.alliances.iter().enumerate();
            let below: Vec<(String, u32)> = scored
                .filter_map(|(place, alliance)| Some((place, &alliance.name, score(alliance, no_waivers)?)))
                .filter(|(place, _, score)| *score < least && fell(*place))
                .map(|(_, name, score)| (name.clone(), score))
                .collect();
            if !below.is_empty() {
                gate.failures.push(GateFailure::BelowScore { least, alliances: below });
            }
        }
        let total = report.all_findings().filter(|finding| finding.change != Some(Change::Revealed)).count();
        if let Some(most) = self.max_findings.filter(|most| total > *most) {
            gate.failures.push(GateFailure::TooMany { total, most });
        }
        gate
    }
}

/// What an alliance scored before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GateScores {
    /// It was not there.
    NotThere,
    /// Nobody can say.
    Unknown,
    /// So many points.
    Points(u32),
}

/// The points that count. What has been accepted passes every gate.
pub(super) fn score(alliance: &AllianceReport, no_waivers: bool) -> Option<u32> {
    let score = alliance.health.as_ref()?.score.as_ref()?;
    Some(if no_waivers { score.raw.score } else { score.honoured.score })
}
