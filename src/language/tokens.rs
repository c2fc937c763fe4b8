//! Words, numbers, marks and blacked-out figures, each with its place in the sentence.
use super::{OneOf, WordList};
use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Starts with a letter; digits may follow, so that `Q2` and `FY26` stay whole.
    Word,
    /// Starts with a digit; separators only between digits.
    Number,
    /// A sum or period struck out before publication: `[*]`, `[ *** ]`, `*****`, `____`.
    Redacted,
    /// Any other visible character.
    Mark,
}

#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
    /// Lower case, with curly apostrophes and long dashes made plain.
    pub(super) text: Cow<'a, str>,
    pub(super) capital: bool,
    /// Two letters or more and all of them capitals.
    pub(super) shouted: bool,
    /// No space before it.
    pub(super) glued: bool,
}

/// How much of a text is read, in bytes: nobody promises anything after eight thousand.
const LONGEST: usize = 8_192;

/// A sentence as tokens. Looking past either end finds the empty word, so patterns need no bounds.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub(super) all: Vec<Token<'a>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(sentence: &'a str) -> Self {
        let end =
            (0..=LONGEST.min(sentence.len())).rev().find(|end| sentence.is_char_boundary(*end)).unwrap_or(0);
        let sentence = &sentence[..end];
        let mut all: Vec<Token<'a>> = Vec::new();
        let mut rest = sentence.char_indices().peekable();
        let mut previous_end = usize::MAX;
        while let Some(&(start, first)) = rest.peek() {
            if first.is_whitespace() {
                rest.next();
                continue;
            }
            let (kind, end) = token_at(sentence, start, first);
            while rest.peek().is_some_and(|&(at, _)| at < end) {
                rest.next();
            }
            let raw = &sentence[start..end];
            let letters = || raw.chars().filter(|c| c.is_alphabetic());
            all.push(Token {
                kind,
                span: start..end,
                text: plain(raw),
                capital: first.is_uppercase(),
                shouted: letters().nth(1).is_some() && letters().all(char::is_uppercase),
                glued: previous_end == start,
            });
            previous_end = end;
        }
        Words { all }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.all.get(at)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |t| t.text.as_ref())
    }

    /// The token `back` places before `at`; the empty word before the first.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |i| self.word(i))
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// As `is`, for the long lists.
    pub(super) fn is_in(&self, at: usize, list: &WordList) -> bool {
        self.word(at).is_in(list)
    }

    pub(super) fn reads(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().zip(at..).all(|(w, i)| self.word(i) == *w)
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.get(at).map(|t| t.kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.glued)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.capital)
    }

    /// A number read as an ordinary integer, without separators.
    pub(super) fn integer(&self, at: usize) -> Option<u32> {
        let token = self.get(at).filter(|t| t.kind == TokenKind::Number)?;
        token.text.parse().ok()
    }

    /// Bytes of the sentence covered by tokens `from..to`.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let last = tokens.end.saturating_sub(1).max(tokens.start);
        match (self.get(tokens.start), self.get(last)) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }
}

fn token_at(sentence: &str, start: usize, first: char) -> (TokenKind, usize) {
    let rest = &sentence[start..];
    if let Some(length) = redaction(sentence, start, first) {
        (TokenKind::Redacted, start + length)
    } else if first.is_alphabetic() {
        (TokenKind::Word, start + word_length(rest))
    } else if first.is_ascii_digit() {
        (TokenKind::Number, start + number_length(rest))
    } else if first == '.' && decimal_without_zero(sentence, start) {
        (TokenKind::Number, start + 1 + number_length(&rest[1..]))
    } else {
        (TokenKind::Mark, start + first.len_utf8())
    }
}

fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let apostrophe =
            matches!(c, '\'' | '’') && at > 0 && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !apostrophe {
            return at;
        }
    }
    rest.len()
}

fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // `June 1,1999` has lost a space: no group of thousands has four digits.
    let group = |at: usize| bytes[at] == b'.' || !(at + 1..at + 5).all(digit);
    (0..bytes.len())
        .find(|&at| !(digit(at) || (matches!(bytes[at], b',' | b'.') && digit(at + 1) && group(at))))
        .unwrap_or(bytes.len())
}

/// `$ .17` is a number, `Section.17` is not.
fn decimal_without_zero(sentence: &str, dot: usize) -> bool {
    let opens =
        sentence[..dot].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '$' | '€' | '£'));
    opens && sentence.as_bytes().get(dot + 1).is_some_and(u8::is_ascii_digit)
}

fn redaction(sentence: &str, start: usize, first: char) -> Option<usize> {
    let rest = &sentence[start..];
    match first {
        '[' => {
            let inner =
                rest[1..].find(|c: char| !(is_blot(c) || c.is_whitespace() || matches!(c, '.' | '…')))?;
            let closed = rest[1 + inner..].starts_with(']');
            if closed && rest[1..=inner].contains(is_blot) {
                return Some(inner + 2);
            }
            let crosses = rest[1..].find(|c| c != 'X')?;
            (crosses >= 2 && rest[1 + crosses..].starts_with(']')).then_some(crosses + 2)
        }
        '*' | '_' | '●' | '█' => {
            let run = rest.find(|c| c != first).unwrap_or(rest.len());
            // Markdown emphasis hugs its word; a blacked-out sum stands free.
            let hugs = sentence[..start].chars().next_back().is_some_and(char::is_alphanumeric)
                || rest[run..].chars().next().is_some_and(char::is_alphanumeric);
            (!hugs && run >= 2 * first.len_utf8()).then_some(run)
        }
        _ => None,
    }
}

fn is_blot(c: char) -> bool {
    matches!(c, '*' | '●' | '•' | '_' | '█')
}

fn plain(raw: &str) -> Cow<'_, str> {
    match raw {
        "–" | "—" | "‑" => Cow::Borrowed("-"),
        "’" | "‘" => Cow::Borrowed("'"),
        "“" | "”" => Cow::Borrowed("\""),
        _ if raw.chars().any(|c| c.is_uppercase() || c == '’') => {
            Cow::Owned(raw.to_lowercase().replace('’', "'"))
        }
        _ => Cow::Borrowed(raw),
    }
}
