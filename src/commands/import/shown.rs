//! Paths and texts of a sheet as a terminal shows them.

use std::path::Path;

use super::super::Session;
use crate::render::escape::terminal;
use crate::text::shorten;

/// A path as it is typed from here.
pub(super) fn shown(path: &Path, setting: &Session) -> String {
    terminal(&path.strip_prefix(&setting.here).unwrap_or(path).display().to_string()).into_owned()
}

/// A text from a sheet, cut to a width and safe to print.
pub(super) fn sample(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    terminal(&shorten(&line, width)).into_owned()
}
