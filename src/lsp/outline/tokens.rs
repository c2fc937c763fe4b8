//! Single pieces of a line: a key, a text in quotes.

/// The key that a text begins with, and how long it is with its colon.
pub(super) fn key_of(text: &str) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = 1 + end_of_quote(&text[1..], first)?;
        let blanks = text[end..].len() - text[end..].trim_start_matches(' ').len();
        let after = text[end + blanks..].strip_prefix(':')?;
        let ends = after.is_empty() || after.starts_with([' ', '\t']);
        return ends.then(|| (unquoted(&text[..end]), end + blanks + 1));
    }
    if matches!(first, '{' | '[' | '#' | '&' | '*' | '!' | '|' | '>' | ',') {
        return None;
    }
    let mut search = 0;
    loop {
        let at = search + text[search..].find(':')?;
        let after = &text[at + 1..];
        if text[..at].contains(" #") {
            return None;
        }
        if after.is_empty() || after.starts_with([' ', '\t']) {
            return Some((text[..at].trim_end().to_owned(), at + 1));
        }
        search = at + 1;
    }
}

/// How long the key is without its colon and the blanks before that.
pub(super) fn key_length(text: &str, with_colon: usize) -> usize {
    text[..with_colon.saturating_sub(1)].trim_end().len()
}

/// Where the text behind a quote ends, behind the closing one.
pub(super) fn end_of_quote(text: &str, quote: char) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if quote == '"' => drop(letters.next()),
            letter if letter == quote => {
                if quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'') {
                    letters.next();
                    continue;
                }
                return Some(at + 1);
            }
            _ => {}
        }
    }
    None
}

/// A key without its quotes.
pub(super) fn unquoted(text: &str) -> String {
    let inner = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(text).to_owned()
}
