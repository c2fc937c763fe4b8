//! One escaping function per sink: nothing from a file reaches a terminal as anything but text.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// A text for the terminal or the log of a build, on one line: control characters, and those that turn the direction of
/// writing, are shown as `\u{1b}`, and what a build would take for a command is taken apart in the same way.
pub fn terminal(text: &str) -> Cow<'_, str> {
    match (shown(text), text.contains("::") || text.contains("##[")) {
        (shown, false) => shown,
        (shown, true) => Cow::Owned(disarmed(&shown, "##\\u{5b}", ":\\u{3a}")),
    }
}

/// What a runner of GitHub Actions obeys. It does so wherever it wraps: `::name` after any blanks that begin a line, and
/// `##[name]` anywhere.
const COMMANDS: [&str; 16] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
];

/// A text in which no command is left: what begins one is replaced by `old` or `new`, which mean the same to a reader.
fn disarmed(text: &str, old: &str, new: &str) -> String {
    let mut left = text;
    let mut safe = String::with_capacity(text.len() + 8);
    while let Some(at) = left.find([':', '#']) {
        safe.push_str(&left[..at]);
        left = &left[at..];
        let begins = |mark: &str| {
            let name = left.strip_prefix(mark)?;
            let such = COMMANDS.iter().find_map(|command| name.strip_prefix(command))?;
            (!such.starts_with(|next: char| next.is_alphanumeric() || "-_".contains(next))).then_some(name)
        };
        let next = left.get(1..).unwrap_or_default();
        let (mark, rest) = match (begins("##["), begins("::")) {
            (Some(name), _) => (old, name),
            (_, Some(name)) => (new, name),
            _ => (&left[..1], next),
        };
        safe.push_str(mark);
        left = rest;
    }
    safe + left
}

/// A text on one line, with what is hostile in it shown as `\u{1b}`.
fn shown(text: &str) -> Cow<'_, str> {
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
        // A build obeys `##[name]` wherever it stands.
        let command = letter == '[' && line[..at].ends_with("##");
        // A tab is widened by who draws the line.
        shown.push(if command || (letter != '\t' && is_hostile(letter)) { '\u{fffd}' } else { letter });
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
    let escaped = escaped.replace("://", ":<!-- -->//").replace("www.", "www<!-- -->.");
    disarmed(&escaped, "##\\[", ":<!-- -->:")
}

/// A text for a cell of a spreadsheet, which is text there and no formula; its lines stay lines.
pub fn cell(text: &str) -> String {
    let lines: Vec<Cow<str>> = text.split('\n').map(terminal).collect();
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
            letter if is_hostile(letter) => {
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => escaped.push(letter),
        }
    }
    disarmed(&escaped, "##&#91;", ":&#58;")
}

/// JSON for a terminal or the log of a build: the same values, with nothing in them raw that either would obey.
pub fn json(text: String) -> String {
    // Between its strings JSON has no letter of these but line feeds.
    let odd = |letter| letter != '\n' && is_hostile(letter);
    let plain = |line: &str| {
        (line.is_ascii() && !line.contains(['\u{7f}', '#'])) || !(line.contains("##[") || line.contains(odd))
    };
    // A report may be large, and is hardly ever more than plain.
    if text.split_inclusive('\n').all(plain) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        if plain(line) {
            escaped.push_str(line);
            continue;
        }
        for letter in line.replace("##[", "##\\u005b").chars() {
            if odd(letter) {
                let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
            } else {
                escaped.push(letter);
            }
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
    let (mut before, mut last) = ('\0', '\0');
    for letter in text.chars() {
        match letter {
            // A page, too, may be printed into the log of a build.
            ':' if last == ':' => out.write_str("&#58;")?,
            '[' if (before, last) == ('#', '#') => out.write_str("&#91;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '&' => out.write_str("&amp;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            letter if is_hostile(letter) => write!(out, "\\u{{{:x}}}", u32::from(letter))?,
            letter => out.write_char(letter)?,
        }
        (before, last) = (last, letter);
    }
    Ok(())
}

/// The message of a GitHub workflow command; its lines stay lines.
pub fn command_message(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| shown(line).replace('%', "%25")).collect();
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
    use super::{
        cell, command_message, command_property, html, ics, in_place, json, markdown, terminal, uri, xml,
    };

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
    fn no_text_is_a_command_to_a_build() {
        assert_eq!(
            terminal("::error::x and ::warning file=y::"),
            ":\\u{3a}error::x and :\\u{3a}warning file=y::"
        );
        assert_eq!(terminal("##[add-mask]x ###[group]"), "##\\u{5b}add-mask]x ###\\u{5b}group]");
        for plain in ["std::error_kind", "a::errors", "a::b", "##[1]", "# :: ##", "::", "Q1::é"] {
            assert_eq!(terminal(plain), plain);
        }
        assert_eq!(cell("a\n::stop-commands::x"), "a\n:\\u{3a}stop-commands::x");
        assert_eq!(markdown("::error::x ##[error]"), ":<!-- -->:error::x \\#\\#\\[error\\]");
        assert_eq!(xml("::error::##[error]"), ":&#58;error::##&#91;error]");
        assert_eq!(html("::error::##[error]"), ":&#58;error:&#58;##&#91;error]");
        assert_eq!(in_place("a: '##[error]'", 3..14).0, "a: '##\u{fffd}error]'");
    }

    #[test]
    fn json_means_the_same_and_holds_nothing_raw() {
        let value = serde_json::json!({ "a": "\u{9b}31m \u{202e}\u{feff} \u{7f}", "b": "##[error]", "é": ["·", "#"] });
        let text = json(serde_json::to_string_pretty(&value).expect("JSON"));
        assert!(
            text.contains("\\u009b31m \\u202e\\ufeff \\u007f") && text.contains("##\\u005berror]"),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
    }

    #[test]
    fn a_calendar_gets_values_and_no_properties() {
        assert_eq!(ics("Kestrel, Co; \\o/"), "Kestrel\\, Co\\; \\\\o/");
        assert_eq!(ics("x\r\nEND:VEVENT"), "x\\\\u{d}\\\\u{a}END:VEVENT");
    }
}
