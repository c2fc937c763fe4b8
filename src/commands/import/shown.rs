//! Paths, texts and tables of a sheet as a terminal shows them.

use std::path::Path;

use unicode_width::UnicodeWidthStr;

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

/// Rows of texts in columns, two blanks apart and indented by two.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..width)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|text| text.width()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
