//! The few styles of the terminal output.

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};

use crate::health::Decision;
use crate::rules::Severity;

/// Code in a sentence.
pub const CODE: Style = AnsiColor::Cyan.on_default();
/// Headings.
pub const TITLE: Style = Style::new().bold();
/// What is said beside.
pub const QUIET: Style = Style::new().dimmed();
/// Errors.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Warnings.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Notes.
pub const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// What to keep and what to build on.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();

/// The style of a verdict's words.
pub fn of_decision(decision: Decision) -> Style {
    match decision {
        Decision::WindDown | Decision::FinishExit | Decision::DoNotSign => ERROR,
        Decision::Restructure | Decision::Reclassify | Decision::DecideTest | Decision::ProveIt => WARNING,
        Decision::Deepen | Decision::ReadyToSign => GOOD,
        Decision::FixThenContinue | Decision::Continue | Decision::Nothing => TITLE,
    }
}

/// The style of a severity's word.
pub fn of(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    }
}

/// The text without colours, which most output never had.
pub fn without_style(text: &str) -> Cow<'_, str> {
    match memchr::memchr(0x1b, text.as_bytes()) {
        Some(_) => Cow::Owned(anstream::adapter::strip_str(text).to_string()),
        None => Cow::Borrowed(text),
    }
}
