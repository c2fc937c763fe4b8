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

/// Control characters, line separators, and marks that reorder or hide what stands beside them.
fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::terminal;

    #[test]
    fn control_characters_are_shown_and_letters_left() {
        assert_eq!(terminal("Tern \u{1b}[31mred\u{7}\n"), "Tern \\u{1b}[31mred\\u{7}\\u{a}");
        assert_eq!(terminal("evil \u{202e}txt"), "evil \\u{202e}txt");
        assert_eq!(terminal("Çağrı 日本 العربية 👩‍👩‍👧"), "Çağrı 日本 العربية 👩‍👩‍👧");
    }
}
