//! Values as YAML: quoted where they must be, in brackets or in lines as the place asks for.

use super::habits::Habits;
use crate::load::layout::Quoting;
use crate::model::Yaml;

/// Columns up to which a mapping or list stays on one line.
const WIDTH: usize = 120;

/// A scalar as it is written, in brackets or not. `like` is how the one was quoted in whose place it comes.
pub(super) fn scalar(value: &str, word: bool, flow: bool, like: Quoting) -> String {
    let bare = fits_bare(value, flow) && (word || !means_something(value));
    match like {
        Quoting::Single if !word && fits_single(value) => single(value),
        Quoting::Double if !word => double(value),
        _ if bare => value.to_owned(),
        _ => double(value),
    }
}

/// A key as it is written.
pub(super) fn key(name: &str, flow: bool) -> String {
    // `on` is a key of the record, and always one here.
    let safe = fits_bare(name, true)
        && (name == "on" || !means_something(name))
        && !name.contains(':')
        && name.len() < 128;
    if safe { name.to_owned() } else { scalar(name, false, flow, Quoting::Double) }
}

/// Whether a text stands for itself without quotes.
fn fits_bare(text: &str, flow: bool) -> bool {
    let indicator = |letter: char| "-?:,[]{}#&*!|>'\"%@`=~".contains(letter);
    // A number may have a sign.
    let negative =
        text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    !text.is_empty()
        && (negative || !text.starts_with(indicator))
        && !text.starts_with("...")
        && text.trim() == text
        && text.chars().all(is_plain)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !(flow && text.contains([',', '[', ']', '{', '}']))
        // In brackets some readers take any colon for the end of a key.
        && !(flow && text.contains(':') && !text.contains("://"))
}

/// Letters that need no escape: no control, no line break, no mark of order.
fn is_plain(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Whether readers of YAML take the bare word for something else than text.
fn means_something(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", ".inf", ".nan"];
    let number = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.chars().all(|letter| letter.is_ascii_digit() || "+-._eExX:".contains(letter));
    number || words.contains(&text.to_ascii_lowercase().as_str()) || text == "<<"
}

/// Whether a bare text is a number, date or keyword, which stays one.
pub(super) fn is_word(text: &str) -> bool {
    fits_bare(text, true)
}

fn fits_single(text: &str) -> bool {
    text.chars().all(is_plain)
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            plain if is_plain(plain) => quoted.push(plain),
            other if u32::from(other) > 0xffff => quoted.push_str(&format!("\\U{:08x}", u32::from(other))),
            other => quoted.push_str(&format!("\\u{:04x}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// A value on one line.
pub(super) fn flow(value: &Yaml, habits: Habits) -> String {
    match value {
        Yaml::Word(word) => scalar(word, true, true, Quoting::Plain),
        Yaml::Text(text) => scalar(text, false, true, Quoting::Plain),
        Yaml::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, habits)).collect();
            format!("[{}]", items.join(", "))
        }
        Yaml::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Yaml::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, value)| format!("{}: {}", key(name, true), flow(value, habits)))
                .collect();
            let blank = if habits.padded { " " } else { "" };
            format!("{{{blank}{}{blank}}}", entries.join(", "))
        }
    }
}

/// A value on one line outside of brackets.
pub(super) fn inline(value: &Yaml, habits: Habits) -> String {
    match value {
        Yaml::Word(word) => scalar(word, true, false, Quoting::Plain),
        Yaml::Text(text) => scalar(text, false, false, Quoting::Plain),
        other => flow(other, habits),
    }
}

/// Whether a value is written on one line: a scalar, or a few of them in brackets.
pub(super) fn stays_on_one_line(value: &Yaml, before: usize, habits: Habits) -> bool {
    let leaf = |value: &Yaml| matches!(value, Yaml::Word(_) | Yaml::Text(_));
    match value {
        Yaml::Word(_) | Yaml::Text(_) => true,
        Yaml::List(items) => items.iter().all(leaf) && before + flow(value, habits).chars().count() <= WIDTH,
        Yaml::Map(entries) => {
            let simple = |value: &Yaml| match value {
                Yaml::List(items) => items.iter().all(leaf),
                Yaml::Map(entries) => entries.is_empty(),
                _ => true,
            };
            entries.iter().all(|(_, value)| simple(value))
                && before + flow(value, habits).chars().count() <= WIDTH
        }
    }
}

/// The lines of a key with its value, the first without its indentation.
pub(super) fn entry(name: &str, value: &Yaml, indent: usize, habits: Habits) -> Vec<String> {
    let name = key(name, false);
    if stays_on_one_line(value, indent + name.chars().count() + 2, habits) {
        return vec![format!("{name}: {}", inline(value, habits))];
    }
    let mut lines = vec![format!("{name}:")];
    lines.extend(below(value, indent, habits));
    lines
}

/// The lines of a collection below its key, which stands `indent` spaces in.
pub(super) fn below(value: &Yaml, indent: usize, habits: Habits) -> Vec<String> {
    let mut lines = Vec::new();
    match value {
        Yaml::List(items) => {
            let indent = indent + habits.dash;
            for value in items {
                let mut own = item(value, indent + 2, stays_on_one_line(value, indent + 2, habits), habits);
                own[0].insert_str(0, &format!("{}- ", " ".repeat(indent)));
                lines.extend(own);
            }
        }
        Yaml::Map(entries) => {
            let indent = indent + habits.step;
            for (name, value) in entries {
                let mut own = entry(name, value, indent, habits);
                own[0].insert_str(0, &" ".repeat(indent));
                lines.extend(own);
            }
        }
        other => lines.push(inline(other, habits)),
    }
    lines
}

/// The lines of a list item whose content stands `indent` spaces in, the first without indentation and dash.
pub(super) fn item(value: &Yaml, indent: usize, one_line: bool, habits: Habits) -> Vec<String> {
    match value {
        Yaml::Map(entries) if !one_line && !entries.is_empty() => {
            let mut lines: Vec<String> = Vec::new();
            for (name, value) in entries {
                let mut own = entry(name, value, indent, habits);
                if !lines.is_empty() {
                    own[0].insert_str(0, &" ".repeat(indent));
                }
                lines.extend(own);
            }
            lines
        }
        other => vec![inline(other, habits)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare_and_texts_quoted_where_they_must_be() {
        let text = |text: &str, flow| scalar(text, false, flow, Quoting::Plain);
        for bare in ["Tern", "EUR 5 a month", "a:b", "x-1", "it's", "50 %"] {
            assert_eq!(text(bare, false), bare);
        }
        for quoted in
            ["", " a", "a: b", "a #b", "- a", "yes", "12", "null", "[x", "a:", "é\u{a0}", "=1", "2026-01-01"]
        {
            assert_eq!(text(quoted, false).chars().next(), Some('"'), "{quoted}");
        }
        assert_eq!(text("a, b", false), "a, b");
        assert_eq!(text("a, b", true), "\"a, b\"");
        assert_eq!(scalar("-12.50", true, true, Quoting::Plain), "-12.50");
        assert_eq!(scalar("it's", false, false, Quoting::Single), "'it''s'");
        assert_eq!(text("a\"b\n\u{9b}", false), "\"a\\\"b\\n\\u009b\"");
    }
}
