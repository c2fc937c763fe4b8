//! One escaping function per sink: nothing from a file reaches a terminal as anything but text.

use std::borrow::Cow;
use std::fmt::Write;

/// A text for the terminal, on one line: control characters, and those that turn the direction of writing, are shown as `\u{1b}`.
pub fn terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hostile(letter) {
            let _ = write!(escaped, "\\u{{{:x}}}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

/// A text for a cell of a Markdown table: on one line, without markup, links or mentions of its own.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("<br>"),
            '\r' => {}
            // A comment is no part of a name, so that nobody is notified.
            '@' => escaped.push_str("@<!-- -->"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if is_hostile(letter) => {
                let _ = write!(escaped, "\\\\u{:x}", u32::from(letter));
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A text for a cell of a spreadsheet, which is text there and no formula.
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text for a calendar file, as the value of a property.
pub fn ics(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in terminal(text).chars() {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Control characters, line separators, and marks that reorder or hide what stands beside them.
fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{ics, terminal};

    #[test]
    fn control_characters_are_shown_and_letters_left() {
        assert_eq!(terminal("Tern \u{1b}[31mred\u{7}\n"), "Tern \\u{1b}[31mred\\u{7}\\u{a}");
        assert_eq!(terminal("evil \u{202e}txt"), "evil \\u{202e}txt");
        assert_eq!(terminal("Çağrı 日本 العربية 👩‍👩‍👧"), "Çağrı 日本 العربية 👩‍👩‍👧");
    }

    #[test]
    fn a_calendar_gets_values_and_no_properties() {
        assert_eq!(ics("Kestrel, Co; \\o/"), "Kestrel\\, Co\\; \\\\o/");
        assert_eq!(ics("x\r\nEND:VEVENT"), "x\\\\u{d}\\\\u{a}END:VEVENT");
    }
}
