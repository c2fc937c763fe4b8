//! A verdict on the page: its word and its colour.

use crate::report::{AllianceReport, Decision};

pub(super) fn verdict_of(alliance: &AllianceReport) -> Option<Decision> {
    Some(alliance.health.as_ref()?.verdict.decision)
}

pub(super) fn word(decision: Option<Decision>) -> &'static str {
    decision.map_or("cannot be read", crate::render::overview::said)
}

/// The class that colours a verdict; its word always stands beside.
pub(super) fn tone(decision: Option<Decision>) -> &'static str {
    match decision {
        Some(Decision::WindDown | Decision::FinishExit | Decision::DoNotSign) | None => "end",
        Some(Decision::Restructure | Decision::Reclassify | Decision::DecideTest | Decision::ProveIt) => {
            "change"
        }
        Some(Decision::Deepen | Decision::ReadyToSign) => "build",
        Some(Decision::FixThenContinue | Decision::Continue | Decision::Nothing) => "keep",
    }
}
