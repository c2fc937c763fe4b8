//! One escaping function per sink: nothing from a file reaches a terminal as anything but text.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// A text for the terminal or the log of a build, on one line: control characters, and those that turn the direction of
/// writing or cannot be seen, are shown as `\u{1b}`, and what a build would take for a command is taken apart in the same
/// way.
pub fn terminal(text: &str) -> Cow<'_, str> {
    match (shown(text), may_hold_command(text)) {
        (shown, false) => shown,
        (shown, true) => Cow::Owned(disarmed(&shown, "\\u{5b}", "\\u{3a}")),
    }
}

/// Whether a text holds one of the marks without which there is no command of a build.
fn may_hold_command(text: &str) -> bool {
    const BEFORE_COLON: [&[u8]; 3] = [b":", b"_start", b"_end"];
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b':', b'#', bytes).any(|at| {
        let before = &bytes[..at];
        let ends = |mark: &[u8]| {
            before.len().checked_sub(mark.len()).is_some_and(|from| before[from..].eq_ignore_ascii_case(mark))
        };
        if bytes[at] == b'#' { before.ends_with(b"#") } else { BEFORE_COLON.into_iter().any(ends) }
    })
}

/// What a runner of GitHub Actions obeys after `::`, wherever a line begins so after blanks, in capitals or not.
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

/// Whether a `[` or `:` that follows this text would begin or end a command of a build: `##[group]` and `##vso[…]` of
/// Azure Pipelines (and older GitHub runners), `##teamcity[…]`, `section_start:` of GitLab.
fn opens_command(before: &str, letter: char) -> bool {
    match letter {
        '[' => {
            before.trim_end_matches(|last: char| last.is_ascii_alphabetic() || last == '.').ends_with("##")
        }
        ':' => ["section_start", "section_end"].iter().any(|mark| {
            let end = before.len().checked_sub(mark.len()).and_then(|start| before.get(start..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(mark))
        }),
        _ => false,
    }
}

/// Whether a text begins with the name of a command of GitHub Actions.
fn names_command(text: &str) -> bool {
    COMMANDS.iter().any(|command| {
        let begins = text.get(..command.len()).is_some_and(|name| name.eq_ignore_ascii_case(command));
        begins
            && !text[command.len()..].starts_with(|next: char| next.is_alphanumeric() || "-_".contains(next))
    })
}

/// A text in which no command of any build is left: its bracket or colon is written so that it means the same to a reader.
fn disarmed(text: &str, bracket: &str, colon: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, letter) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + letter.len_utf8()..]);
        match letter {
            '[' if opens_command(before, '[') => safe.push_str(bracket),
            ':' if opens_command(before, ':') => safe.push_str(colon),
            ':' if before.ends_with(':') && names_command(after) => safe.push_str(colon),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A text on one line, with what is hostile in it shown as `\u{1b}`.
fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain || !text.contains(is_hostile) {
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
        // A build obeys these wherever they stand; `::name` only where a line begins, and no line of ours does so.
        let command = opens_command(&line[..at], letter);
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
    disarmed(&escaped, "\\[", "<!-- -->:")
}

/// What makes a spreadsheet take a cell for a formula, in the width of Latin and of East Asian writing.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text for a cell of a spreadsheet, which is text there and no formula; its lines stay lines.
pub fn cell(text: &str) -> String {
    let lines: Vec<Cow<str>> = text.split('\n').map(terminal).collect();
    let quote = if text.starts_with(FORMULA) { "'" } else { "" };
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
    disarmed(&escaped, "&#91;", "&#58;")
}

/// JSON for a terminal or the log of a build: the same values, with nothing in them raw that either would obey.
pub fn json(text: &str) -> Cow<'_, str> {
    // Between its strings JSON has no letter of these but line feeds, and no command fits there.
    let odd = |letter| letter != '\n' && is_hostile(letter);
    let armed = |line: &str| line.char_indices().any(|(at, letter)| opens_command(&line[..at], letter));
    let plain = |line: &str| {
        let marked = line.contains("##") || line.to_ascii_lowercase().contains("section_");
        (line.is_ascii() && !line.contains('\u{7f}') && !marked)
            || !(line.contains(odd) || (marked && armed(line)))
    };
    // A report may be large, and is hardly ever more than plain.
    if text.split_inclusive('\n').all(plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        if plain(line) {
            escaped.push_str(line);
            continue;
        }
        let mut units = [0; 2];
        for (at, letter) in line.char_indices() {
            if odd(letter) || opens_command(&line[..at], letter) {
                for unit in letter.encode_utf16(&mut units) {
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            } else {
                escaped.push(letter);
            }
        }
    }
    Cow::Owned(escaped)
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
    for (at, letter) in text.char_indices() {
        match letter {
            // A page, too, may be printed into the log of a build.
            ':' if text[..at].ends_with(':') || opens_command(&text[..at], ':') => out.write_str("&#58;")?,
            '[' if opens_command(&text[..at], '[') => out.write_str("&#91;")?,
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

/// Control characters, line separators, marks that reorder or hide what stands beside them, and letters that cannot be seen,
/// so that two names that look the same are the same. The two selectors that only choose how an emoji looks are none.
fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A finished page with its own lines, bars and marks in ASCII, each as wide as before. Letters stay what they are.
pub fn ascii(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| {
        Some(match letter {
            '…' => '~',
            '·' | '–' | '—' | '−' | '─' => '-',
            '•' => '*',
            '→' => '>',
            '←' => '<',
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '✓' => '+',
            '✗' => 'x',
            '☐' => 'o',
            '\u{a0}' => ' ',
            _ => return None,
        })
    };
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| plain(letter).unwrap_or(letter)).collect())
}

#[cfg(test)]
mod tests;
