//! Our own Markdown pages at a terminal: filled to the width, headings, bold words and code in their styles.

use std::fmt::Write;

use anstyle::{Reset, Style};

use super::page::Paper;
use crate::render::style;

/// A page: paragraphs and lists filled, links as their words, tables as lines, examples indented and without the words
/// that make them tests.
pub fn page(markdown: &str, paper: Paper) -> String {
    let mut text = String::new();
    let mut paragraph = String::new();
    let mut example = false;
    let close = |paragraph: &mut String, text: &mut String| {
        if !paragraph.is_empty() {
            let _ = writeln!(text, "{}", filled(&words(paragraph), paper.width));
            paragraph.clear();
        }
    };
    for line in markdown.lines() {
        let heading = line.trim_start_matches('#');
        if line.starts_with("```") {
            close(&mut paragraph, &mut text);
            example = !example;
        } else if example {
            let _ = writeln!(text, "    {line}");
        } else if heading.len() < line.len() {
            close(&mut paragraph, &mut text);
            let _ = writeln!(text, "{}{}{Reset}", style::TITLE, heading.trim_start());
        } else if let Some(row) = line.strip_prefix('|') {
            close(&mut paragraph, &mut text);
            let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
            if cells.iter().any(|cell| cell.contains(|letter| !matches!(letter, '-' | ':'))) {
                let _ = writeln!(text, "{}", filled(&words(&format!("- {}", cells.join(": "))), paper.width));
            }
        } else if line.trim().is_empty() || line.starts_with("- ") {
            close(&mut paragraph, &mut text);
            match line.trim() {
                "" => text.push('\n'),
                item => paragraph.push_str(item),
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    close(&mut paragraph, &mut text);
    if paper.ascii { ascii(&text) } else { text }
}

/// A line broken at words, what follows indented as it begins.
pub fn filled(line: &str, width: usize) -> String {
    let indent = line.len() - line.trim_start().len();
    let hang = indent + if line.trim_start().starts_with("- ") { 2 } else { 0 };
    let (first, rest) = (" ".repeat(indent), " ".repeat(hang));
    let options = textwrap::Options::new(width)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(line.trim_start(), options)
}

/// A paragraph with links as their words, bold words bold and code in its style. Code keeps its quotes, so that it is
/// told apart without colour as well.
fn words(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let link = after.split_once("](").and_then(|(word, target)| Some((word, target.split_once(')')?.1)));
        match link.filter(|(word, _)| !word.contains('[')) {
            Some((word, behind)) => {
                text.push_str(word);
                rest = behind;
            }
            None => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let bold = between(&text, "**", style::TITLE, "");
    between(&bold, "`", style::CODE, "`")
}

/// What stands between two marks, in a style; `kept` stays of the marks.
fn between(text: &str, mark: &str, style: Style, kept: &str) -> String {
    let parts: Vec<&str> = text.split(mark).collect();
    if parts.len() % 2 == 0 {
        // A mark without its other half is a character like any other.
        return text.to_owned();
    }
    let mut styled = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 1 {
            // Each word by itself, so that no style runs over the indent of the next line.
            let words: Vec<String> = part.split(' ').map(|word| format!("{style}{word}{Reset}")).collect();
            let _ = write!(styled, "{kept}{}{kept}", words.join(" "));
        } else {
            styled.push_str(part);
        }
    }
    styled
}

/// Our own typography in ASCII. Letters stay: a name is a name.
fn ascii(text: &str) -> String {
    text.replace('…', "...")
        .replace(['–', '—', '·'], "-")
        .replace(['“', '”'], "\"")
        .replace('’', "'")
        .replace('→', "->")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Paper = Paper { width: 30, ascii: false };

    fn plain(markdown: &str) -> String {
        anstream::adapter::strip_str(&page(markdown, PAPER)).to_string()
    }

    #[test]
    fn paragraphs_are_filled_and_lists_hang() {
        let shown = plain(
            "# Title\n\nA first line that is\ntoo long for it.\n\n- an item that is longer than the line\n",
        );
        assert_eq!(
            shown,
            "Title\n\nA first line that is too long\nfor it.\n\n- an item that is longer than\n  the line\n"
        );
    }

    #[test]
    fn links_are_words_and_examples_are_indented() {
        let shown = plain("See [the page](rules/x.md).\n\n```yaml fires at=a\nkey: value\n```\n");
        assert_eq!(shown, "See the page.\n\n    key: value\n");
    }

    #[test]
    fn bold_and_code_are_styled_and_a_lone_mark_is_not() {
        let (bold, code) = (style::TITLE, style::CODE);
        assert_eq!(words("a **b c** d"), format!("a {bold}b{Reset} {bold}c{Reset} d"));
        assert_eq!(words("a `b` c"), format!("a `{code}b{Reset}` c"));
        assert_eq!(words("5 ` 6"), "5 ` 6");
    }

    #[test]
    fn a_table_is_a_list_of_its_rows() {
        assert_eq!(plain("| a | b |\n|---|---|\n| c | d |\n"), "- a: b\n- c: d\n");
    }

    #[test]
    fn ascii_is_kept() {
        assert_eq!(page("a … b – c", Paper { ascii: true, ..PAPER }), "a ... b - c\n");
    }
}
