//! One escaping function per sink: nothing from a file reaches a terminal as anything but text.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

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

/// A line of a file for the terminal, a character for each, so that columns still hold; with it, where the bytes of
/// `span` have gone.
pub fn in_place(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    let mut shown = String::with_capacity(line.len());
    let mut moved = span.clone();
    for (at, letter) in line.char_indices() {
        if at == span.start {
            moved.start = shown.len();
        }
        if at == span.end {
            moved.end = shown.len();
        }
        // A tab is widened by who draws the line.
        shown.push(if letter != '\t' && is_hostile(letter) { '\u{fffd}' } else { letter });
    }
    if span.start >= line.len() {
        moved.start = shown.len();
    }
    if span.end >= line.len() {
        moved.end = shown.len();
    }
    (shown, moved)
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
    // A bare address would become a link: a comment within is nothing to see, and takes it apart.
    escaped.replace("://", ":<!-- -->//").replace("www.", "www<!-- -->.")
}

/// A text for a cell of a spreadsheet, which is text there and no formula; its lines stay lines.
pub fn cell(text: &str) -> String {
    let lines: Vec<Cow<str>> = text.split('\n').map(terminal).collect();
    // At the start of a line a build would take it for a command.
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| if line.starts_with("::") { format!(" {line}") } else { line.into_owned() })
        .collect();
    let quote = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{quote}{}", lines.join("\n"))
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

/// A text for XML, in an element or in double quotes. What XML cannot hold at all is shown as `\u{1b}`.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(letter));
            }
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(letter));
            }
            letter if letter.is_control() => {
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A text for a page, in an element or in quotes. What would hide or turn around what stands beside it is shown as
/// `\u{202e}`.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // Writing to a string cannot fail.
    let _ = write_html(&mut escaped, text);
    escaped
}

/// How templates escape what they are given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Html;

impl askama::filters::Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> std::fmt::Result {
        write_html(&mut out, text)
    }
}

fn write_html(out: &mut impl Write, text: &str) -> std::fmt::Result {
    for letter in text.chars() {
        match letter {
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '&' => out.write_str("&amp;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            letter if is_hostile(letter) => write!(out, "\\u{{{:x}}}", u32::from(letter))?,
            letter => out.write_char(letter)?,
        }
    }
    Ok(())
}

/// The message of a GitHub workflow command; its lines stay lines.
pub fn command_message(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| terminal(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property of a GitHub workflow command.
pub fn command_property(text: &str) -> String {
    terminal(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

/// A path as a URI, relative if it is.
pub fn uri(path: &str) -> String {
    let mut escaped = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// Control characters, line separators, and marks that reorder or hide what stands beside them.
fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{2060}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{cell, command_message, command_property, html, ics, in_place, markdown, terminal, uri, xml};

    #[test]
    fn no_sink_takes_a_text_for_more_than_text() {
        assert_eq!(
            markdown("a|b <i> `c` @team\n[x](y)"),
            "a\\|b &lt;i&gt; \\`c\\` @<!-- -->team<br>\\[x\\](y)"
        );
        assert_eq!(markdown("https://a.b www.a.b"), "https:<!-- -->//a.b www<!-- -->.a.b");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("\t=1\u{1b}"), "'\\u{9}=1\\u{1b}");
        assert_eq!(cell("1-1=0\n-1"), "1-1=0\n-1");
        assert_eq!(
            xml("<a b=\"c\">&\n\u{1b}\u{fffe}"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\\u{1b}\\u{fffe}"
        );
        assert_eq!(html("<b a='\"'>&amp;\n\u{202e}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;\\u{a}\\u{202e}");
        assert_eq!(command_message("50 %\n::error::x\u{7}"), "50 %25%0A::error::x\\u{7}");
        assert_eq!(command_property("a:b,c%d\n"), "a%3Ab%2Cc%25d\\u{a}");
        assert_eq!(uri("alliances/kestrel & co é.yaml"), "alliances/kestrel%20%26%20co%20%C3%A9.yaml");
        assert_eq!(uri("/srv/a:b.yaml"), "file:///srv/a%3Ab.yaml");
    }

    #[test]
    fn columns_hold_where_a_line_is_made_harmless() {
        let line = "a\u{9b}b\tname: \u{202e}x";
        let start = line.find("name").expect("there");
        let (shown, span) = in_place(line, start..start + 4);
        assert_eq!(shown, "a\u{fffd}b\tname: \u{fffd}x");
        assert_eq!(&shown[span], "name");
        assert_eq!(shown.chars().count(), line.chars().count());
        assert_eq!(in_place("ab", 2..2), ("ab".to_owned(), 2..2));
    }

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
