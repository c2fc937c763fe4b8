//! What runs where: `.ci/run` sets `ALLIANCE_CI=1`, and then nothing may be left out.

use std::io::Write;

/// Whether everything has to run.
pub fn everything() -> bool {
    std::env::var("ALLIANCE_CI").is_ok_and(|value| value == "1")
}

/// Says aloud that a test leaves out what it cannot do here; a failure where everything has to run.
pub fn skipped(why: &str) {
    assert!(!everything(), "SKIPPED, and ALLIANCE_CI=1 allows no skips: {why}");
    // Not by `eprintln!`, which the harness keeps to itself as long as a test passes.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
