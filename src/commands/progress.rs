//! How far a long run is, for a person at a terminal.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run takes before anybody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts records, and shows the count once the run takes long. Nothing is shown where standard error is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: Once,
}

impl Progress {
    /// Starts counting to so many records.
    pub(super) fn new(records: usize, ascii: bool) -> Self {
        let total = u64::try_from(records).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        // The template is ours and compiles; a bar without it would only look plainer.
        if let Ok(style) = ProgressStyle::with_template("{pos} of {len} records {bar:40}") {
            bar.set_style(style.progress_chars(if ascii { "##-" } else { "━━─" }));
        }
        Self { bar, begun: Instant::now(), shown: Once::new() }
    }

    /// One more record is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        if self.begun.elapsed() >= PATIENCE {
            // This target shows nothing unless standard error is a terminal.
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_before_patience_ends() {
        let progress = Progress::new(2, true);
        progress.step();
        assert!(!progress.shown.is_completed() && progress.bar.position() == 1);
        let mut late = Progress::new(2, true);
        late.begun = late.begun.checked_sub(PATIENCE).expect("a clock that runs for longer");
        late.step();
        assert!(late.shown.is_completed());
    }
}
