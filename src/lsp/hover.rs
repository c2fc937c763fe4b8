//! What is shown where the pointer rests: what was found there, what the field means, what a date leads to.

use super::catalog::{self, Described};
use super::hints;
use super::outline::{self, Writing, steps};
use super::protocol::{Hover, Markup, Position};
use super::view::View;
use crate::render::escape::{markdown, terminal};
use crate::report::{ReportedFinding, is_yaml};

/// What there is to say about a place; `None` where that is nothing.
pub(super) fn at(view: &View, position: Position) -> Option<Hover> {
    let offset = view.document.text.offset(position, view.encoding);
    let mut parts: Vec<String> = Vec::new();
    let mut range = None;
    for finding in view.project.findings(view.file) {
        // A range without a letter is where it begins.
        let span = &finding.at.span;
        if span.contains(&offset) || (span.start == offset && !finding.path.is_empty()) {
            range = range.or(Some(view.document.text.range(span, view.encoding)));
            parts.push(found(finding));
        }
    }
    if let Some((text, span)) = meaning(view, offset) {
        range = range.or(Some(view.document.text.range(&span, view.encoding)));
        parts.push(text);
    }
    (!parts.is_empty()).then(|| Hover { contents: Markup::markdown(parts.join("\n\n---\n\n")), range })
}

/// A finding: its rule, why it matters and what to do. What is wrong the editor shows itself.
fn found(finding: &ReportedFinding) -> String {
    let rule = finding.rule;
    let mut text =
        format!("**{}** ({}): {}\n\n*Why it matters*: {}", rule.id, finding.severity, rule.summary, rule.why);
    let sentences: Vec<&str> = finding.fix.lines().take_while(|line| !is_yaml(line)).collect();
    let example: Vec<&str> = finding.fix.lines().skip(sentences.len()).collect();
    if !finding.fix.is_empty() {
        text += &format!("\n\n*Fix*: {}", markdown(&sentences.join(" ")));
    }
    if !example.is_empty() {
        text += &fenced(&example);
    }
    text + &format!("\n\n`alliance explain {}` has the whole page.", rule.id)
}

/// Lines of YAML, in a fence that is longer than any in them.
fn fenced(lines: &[&str]) -> String {
    let longest = lines.iter().flat_map(|line| line.split(|letter| letter != '`')).map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    let lines: Vec<_> = lines.iter().map(|line| terminal(line)).collect();
    format!("\n\n{fence}yaml\n{}\n{fence}", lines.join("\n"))
}

/// What the key, or the word of a vocabulary, at a byte means, and its bytes.
fn meaning(view: &View, offset: usize) -> Option<(String, std::ops::Range<usize>)> {
    let text = view.text();
    let key = outline::keys(text).into_iter().find(|key| key.span.contains(&offset));
    if let Some(key) = key {
        let described = catalog::field(view.kind, &steps(&key.path));
        let mut said = described.documentation(view.kind)?.to_owned();
        said += &words(&described, view);
        for hint in hints::all(view).into_iter().filter(|hint| hint.path == key.path) {
            said += &format!("\n\n{}", markdown(&hint.text));
        }
        return Some((said, key.span));
    }
    let rest = text.get(offset..)?;
    let end = offset + rest.find([' ', ',', ']', '}', '\r', '\n']).unwrap_or(rest.len());
    let cursor = outline::at(text, end);
    let (Writing::Value(path) | Writing::Key(path)) = cursor.writing else { return None };
    let word = text.get(cursor.start..end)?.trim_matches(['"', '\'']);
    let described = catalog::field(view.kind, &steps(&path));
    let known = described.words(view.kind).into_iter().find(|known| known.word == word)?;
    Some((format!("`{}`: {}", known.word, known.means), cursor.start..end))
}

/// The words that a field takes, a line each; those of long lists are found by completion.
fn words(described: &Described, view: &View) -> String {
    const MOST: usize = 16;
    let words = described.words(view.kind);
    if words.len() > MOST {
        return String::new();
    }
    let lines = words.iter().map(|word| format!("\n- `{}`: {}", word.word, word.means));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
