//! Which slip a person made where the parser gave up: each looked for by itself, around the place that the parser names.

use super::messages::{plain_words, unreadable};
use crate::load::mistake::Mistake;

/// The quotation marks of word processors.
pub(super) const CURLY: [char; 7] =
    ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}'];

/// What is wrong at the place where the parser gave up, which is at or behind the slip, and what it says of it.
pub(super) fn explained(text: &str, at: usize, info: &str) -> Mistake {
    if let Some(tab) = indenting_tab(text, at) {
        return unreadable(tab..tab + 1, "a tab indents this line; YAML allows only spaces")
            .fix("replace the tab with spaces, and set your editor to do so");
    }
    let known = foreign_blank(text, at)
        .or_else(|| too_far_in(text, at))
        .or_else(|| comment_in_brackets(text, at, info))
        .or_else(|| curly_quotes(text, at));
    known.unwrap_or_else(|| {
        let (what, fix) = plain_words(info);
        unreadable(at..at, what).fix(fix)
    })
}

/// The line in which a byte lies, with its place.
fn line_at(text: &str, at: usize) -> (usize, &str) {
    let at = floor_boundary(text, at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    (start, text[start..].lines().next().unwrap_or(""))
}

/// A blank that only looks like one, as Word writes it, in the indentation or behind the colon of a line.
fn foreign_blank(text: &str, at: usize) -> Option<Mistake> {
    let (here, _) = line_at(text, at);
    // The parser points at the line where it lost the thread, which may be the next one.
    let (above, _) = line_at(text, here.saturating_sub(1));
    [above, here].into_iter().find_map(|start| {
        let (_, line) = line_at(text, start);
        let blank =
            line.char_indices().find(|(_, letter)| matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}'))?.0;
        let span = start + blank..start + blank + line[blank..].chars().next()?.len_utf8();
        let what = match line[..blank].trim().is_empty() {
            true => "a non-breaking space indents this line",
            false => "there is a non-breaking space in this line; it only looks like an ordinary space",
        };
        Some(unreadable(span, what).fix("replace it with an ordinary space"))
    })
}

/// A bracket that never closes, because ` #` in a text begins a comment that swallows the end of the line.
fn comment_in_brackets(text: &str, at: usize, info: &str) -> Option<Mistake> {
    if !(info.contains("unclosed bracket") || info.contains("',' or")) {
        return None;
    }
    let (start, line) = line_at(text, at);
    let (above, line_above) = line_at(text, start.saturating_sub(1));
    let (start, hash) = [(start, line), (above, line_above)].into_iter().find_map(|(start, line)| {
        line.contains(['{', '[']).then(|| Some((start, line.find(" #")? + 1))).flatten()
    })?;
    Some(
        unreadable(
            start + hash..start + hash + 1,
            "` #` starts a comment here, so the rest of this line is not read and its bracket is never closed",
        )
        .fix("put the text containing ` #` in double quotes"),
    )
}

/// A sentence in the quotes of a word processor, which are letters to YAML.
fn curly_quotes(text: &str, at: usize) -> Option<Mistake> {
    let (start, line) = line_at(text, at);
    let (quote, letter) = line.char_indices().find(|(_, letter)| CURLY.contains(letter))?;
    let span = start + quote..start + quote + letter.len_utf8();
    Some(
        unreadable(span, format!("`{letter}` is not a quotation mark here, so the text is not in quotes"))
            .fix("type straight quotes: `\"`"),
    )
}

/// A line that stands further in than the one above it, which has its value already: the commonest slip after pasting.
fn too_far_in(text: &str, at: usize) -> Option<Mistake> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let (start, line) = line_at(text, at);
    let above = text[..start].lines().rev().find(|line| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with('#'))
    })?;
    let item = above.trim_start().strip_prefix("- ").map_or(indent(above), |_| indent(above) + 2);
    let (key, value) = above.trim_start().trim_start_matches("- ").split_once(": ")?;
    let value = value.trim();
    let complete = !value.is_empty() && !value.starts_with(['|', '>', '{', '[', '"', '\'', '&', '#']);
    let keyed = line.trim_start().split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    });
    if !(complete && keyed) || indent(line) == item || indent(line) == 0 {
        return None;
    }
    let (deeper, names) =
        (indent(line) > item, key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)));
    (names && (deeper || above.trim_start().starts_with("- "))).then(|| {
        let how = if deeper { "deeper" } else { "less deep" };
        unreadable(
            start + indent(line)..start + line.len(),
            format!("this line is indented {how} than `{key}` above, which already has its value"),
        )
        .fix(format!("line it up with `{key}`: {item} spaces before it"))
    })
}

/// The tab that indents the line at `at` or the one after it, if one does: the parser points beside it.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let line_start = text[..floor_boundary(text, at)].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = line_start;
    for line in text[line_start..].split_inclusive('\n').take(2) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}
