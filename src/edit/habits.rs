//! How a file is written: its line ends and indentation, which an edit follows.

use crate::load::layout::{Layout, Shape, Style};

/// The habits of one file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// How its lines end.
    pub(super) end: &'static str,
    /// Spaces by which what is below a key stands further in.
    pub(super) step: usize,
    /// Spaces by which the dashes of a list stand further in than its key.
    pub(super) dash: usize,
    /// Whether a blank stands inside braces.
    pub(super) padded: bool,
    /// Whether blank lines part the blocks at the top.
    pub(super) parted: bool,
}

impl Habits {
    /// Those of the samples, where there is no file.
    pub(super) const DEFAULT: Self = Self { end: "\n", step: 2, dash: 2, padded: true, parted: true };

    pub(super) fn of(text: &str, layout: &Layout) -> Self {
        let end = match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if text[at..].starts_with('\r') => "\r",
            _ => "\n",
        };
        let (mut step, mut dash, mut padded) = (None, None, None);
        for node in layout.nodes() {
            if let Shape::Mapping(Style::Flow, entries) = &node.shape
                && !entries.is_empty()
                && padded.is_none()
            {
                padded = Some(text[node.span.start..].starts_with("{ "));
            }
            let Shape::Mapping(Style::Block, entries) = &node.shape else { continue };
            let outer = column(text, node.span.start);
            for (_, value) in entries {
                let value = layout.node(*value);
                let inner = || column(text, value.span.start).checked_sub(outer);
                match value.shape {
                    Shape::Mapping(Style::Block, _) => step = step.or_else(inner),
                    Shape::Sequence(Style::Block, _) => dash = dash.or_else(inner),
                    _ => {}
                }
            }
        }
        let step = step.filter(|step| (1..=8).contains(step)).unwrap_or(2);
        Self {
            end,
            step,
            dash: dash.filter(|dash| *dash <= 8).unwrap_or(step.min(2)),
            padded: padded.unwrap_or(true),
            parted: parted(text, layout),
        }
    }
}

/// Whether a blank line stands before a key at the top.
fn parted(text: &str, layout: &Layout) -> bool {
    let Shape::Mapping(Style::Block, entries) = &layout.node(layout.root()).shape else { return false };
    entries.iter().skip(1).any(|(key, _)| {
        let before = &text[..layout.node(*key).span.start];
        before.ends_with("\n\n") || before.ends_with("\r\n\r\n") || before.ends_with("\r\r")
    })
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end)
}

/// Where the next line begins after a line's end.
pub(super) fn after_line(text: &str, end: usize) -> usize {
    if text[end..].starts_with("\r\n") { end + 2 } else { (end + 1).min(text.len()) }
}

/// How many bytes stand before a byte in its line: spaces and dashes, where a block begins.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}
