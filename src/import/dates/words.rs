//! The words and marks of days and periods.

/// Months by the first letters that tell them apart, in English and German.
const MONTHS: [(&str, u32); 44] = [
    ("jan", 1),
    ("january", 1),
    ("januar", 1),
    ("jänner", 1),
    ("feb", 2),
    ("february", 2),
    ("februar", 2),
    ("febr", 2),
    ("mar", 3),
    ("march", 3),
    ("mär", 3),
    ("märz", 3),
    ("mrz", 3),
    ("maerz", 3),
    ("apr", 4),
    ("april", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("june", 6),
    ("juni", 6),
    ("jul", 7),
    ("july", 7),
    ("juli", 7),
    ("aug", 8),
    ("august", 8),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("oct", 10),
    ("october", 10),
    ("okt", 10),
    ("oktober", 10),
    ("nov", 11),
    ("november", 11),
    ("dec", 12),
    ("december", 12),
    ("dez", 12),
    ("dezember", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("avr", 4),
];

/// Words that may stand before a time and change nothing.
pub(super) const BEFORE: [&str; 17] = [
    "until", "till", "to", "by", "ends", "end", "on", "from", "since", "signed", "bis", "ab", "seit", "zum",
    "am", "ending", "of",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateToken<'t> {
    Number(&'t str),
    Word(&'t str),
    Mark(char),
}

/// Tokens with the byte at which each ends.
pub(super) fn tokens(text: &str) -> Vec<(DateToken<'_>, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let run = |wanted: fn(char) -> bool| {
            text[at..]
                .char_indices()
                .find(|(_, letter)| !wanted(*letter))
                .map_or(text.len(), |(end, _)| at + end)
        };
        let (token, end) = if first.is_ascii_digit() {
            let end = run(|letter| letter.is_ascii_digit());
            (Some(DateToken::Number(&text[at..end])), end)
        } else if first.is_alphabetic() {
            let end = run(char::is_alphabetic);
            (Some(DateToken::Word(&text[at..end])), end)
        } else {
            let end = at + first.len_utf8();
            ((!first.is_whitespace()).then_some(DateToken::Mark(first)), end)
        };
        tokens.extend(token.map(|token| (token, end)));
        at = end;
    }
    tokens
}

pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}
