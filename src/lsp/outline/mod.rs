//! Which keys stand where, in a text that need not be YAML yet: somebody is typing it.
//!
//! The reader's tree is exact and gives up at the first thing that is no YAML; a text is that most of the time it is
//! written. This goes by lines and indentation, and never gives up. Where the reader has a tree, both say the same: the
//! tests hold it to that.

mod tokens;

use std::ops::Range;

use crate::load::locate::PathSegment;
use tokens::{end_of_quote, key_length, key_of, unquoted};

/// A key of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OutlineKey {
    /// Its field path, such as `metrics[0].agreed`.
    pub(super) path: String,
    /// Its bytes.
    pub(super) span: Range<usize>,
}

/// What is being written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Writing {
    /// A key, or an item of a list, of the field of this path.
    Key(String),
    /// The value of the field of this path.
    Value(String),
    /// A comment, or a line of a longer text.
    Nothing,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) writing: Writing,
    /// Where the word begins that is being written.
    pub(super) start: usize,
    /// The column of that word in its line, in characters.
    pub(super) column: usize,
    /// Whether brackets are open around it.
    pub(super) flow: bool,
}

/// Every key, in the order of the text.
pub(super) fn keys(text: &str) -> Vec<OutlineKey> {
    let mut scanner = Scanner::default();
    scanner.scan(text);
    scanner.keys
}

/// What is being written at a byte.
pub(super) fn at(text: &str, offset: usize) -> Cursor {
    let before = text.get(..offset).unwrap_or(text);
    let mut scanner = Scanner::default();
    scanner.scan(before);
    scanner.last
}

/// The steps of a path, as they are written.
pub(super) fn steps(path: &str) -> Vec<PathSegment<'_>> {
    crate::load::locate::segments(path).collect()
}

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Item(usize),
}

/// A step on the way, with the column at which it stands; in brackets, at none.
#[derive(Debug, Clone)]
struct Frame {
    column: usize,
    step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Map,
    List,
}

/// Brackets that are open: which, and how many steps lead to them.
#[derive(Debug, Clone, Copy)]
struct OpenBracket {
    bracket: Bracket,
    depth: usize,
}

#[derive(Debug)]
struct Scanner {
    frames: Vec<Frame>,
    brackets: Vec<OpenBracket>,
    /// The column of the key whose value is a text of several lines (`|`, `>`), while its lines follow.
    block: Option<usize>,
    /// The quote that is open at the end of a line.
    quote: Option<char>,
    keys: Vec<OutlineKey>,
    last: Cursor,
}

impl Default for Scanner {
    fn default() -> Self {
        let last = Cursor { writing: Writing::Key(String::new()), start: 0, column: 0, flow: false };
        Self { frames: Vec::new(), brackets: Vec::new(), block: None, quote: None, keys: Vec::new(), last }
    }
}

impl Scanner {
    fn scan(&mut self, text: &str) {
        let mut start = 0;
        for line in text.split('\n') {
            self.line(line.trim_end_matches('\r'), start);
            start += line.len() + 1;
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            match &frame.step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Item(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    fn stop(&mut self, writing: Writing, start: usize, column: usize) {
        self.last = Cursor { writing, start, column, flow: !self.brackets.is_empty() };
    }

    fn line(&mut self, line: &str, start: usize) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let rest = &line[indent..];
        let blank = rest.is_empty();
        if let Some(quote) = self.quote {
            return self.quoted(line, 0, start, quote);
        }
        if let Some(column) = self.block {
            if blank || indent > column {
                return self.stop(Writing::Nothing, start + line.len(), indent);
            }
            self.block = None;
        }
        if rest.starts_with('#') || (rest.starts_with("---") && indent == 0) || rest.starts_with('%') {
            return self.stop(Writing::Nothing, start + line.len(), indent);
        }
        if !self.brackets.is_empty() {
            // A key that stands as far left as that before the brackets was written below ones that nobody has closed.
            let opener = self.opener();
            let key = key_of(rest).is_some_and(|(_, after)| after < rest.len() || rest.ends_with(':'));
            if !key || indent > opener {
                return self.flow(line, indent, start);
            }
            self.brackets.clear();
        }
        self.block_line(line, indent, start);
    }

    /// The column of the block key in whose value the brackets are.
    fn opener(&self) -> usize {
        let depth = self.brackets.first().map_or(0, |opened| opened.depth);
        self.frames[..depth.min(self.frames.len())].last().map_or(0, |frame| frame.column)
    }

    /// A line outside of brackets, from its first letter on.
    fn block_line(&mut self, line: &str, indent: usize, start: usize) {
        let mut at = indent;
        loop {
            let rest = &line[at..];
            if rest == "-" || rest.starts_with("- ") {
                self.dash(at);
                let inner = &rest[1..];
                let more = inner.len() - inner.trim_start_matches(' ').len();
                if inner.len() == more {
                    // Nothing behind the dash yet.
                    let path = self.path();
                    return self.stop(Writing::Key(path), start + line.len(), line.chars().count());
                }
                at += 1 + more;
                continue;
            }
            break;
        }
        let rest = &line[at..];
        match key_of(rest) {
            Some((key, after)) => {
                self.frames.truncate(self.keep(at));
                self.key(key, at, start + at..start + at + key_length(rest, after));
                self.value(line, at + after, at, start);
            }
            None if rest.starts_with(['{', '[']) => self.flow(line, at, start),
            None => {
                if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
                    return self.quoted(line, at + 1, start, quote);
                }
                let keep = self.keep(at);
                let saved = self.frames.len();
                let frames = self.frames.split_off(keep.min(saved));
                let path = self.path();
                self.frames.extend(frames);
                let column = line[..at].chars().count();
                self.stop(Writing::Key(path), start + at, column);
            }
        }
    }

    /// How many steps lead to what stands at a column.
    fn keep(&self, column: usize) -> usize {
        self.frames.iter().position(|frame| frame.column >= column).unwrap_or(self.frames.len())
    }

    fn dash(&mut self, column: usize) {
        let keep = self.frames.iter().position(|frame| {
            frame.column > column || (frame.column == column && matches!(frame.step, Step::Item(_)))
        });
        let mut index = 0;
        if let Some(keep) = keep {
            if let Frame { column: at, step: Step::Item(last) } = &self.frames[keep]
                && *at == column
            {
                index = last + 1;
            }
            self.frames.truncate(keep);
        }
        self.frames.push(Frame { column, step: Step::Item(index) });
    }

    fn key(&mut self, key: String, column: usize, span: Range<usize>) {
        self.frames.push(Frame { column, step: Step::Key(key) });
        let path = self.path();
        self.keys.push(OutlineKey { path, span });
    }

    /// What follows a key in its line, from behind the colon.
    fn value(&mut self, line: &str, from: usize, column: usize, start: usize) {
        let blanks = line[from..].len() - line[from..].trim_start_matches([' ', '\t']).len();
        let at = from + blanks;
        let rest = &line[at..];
        match rest.chars().next() {
            // Without a blank behind the colon it is no key yet.
            None if blanks == 0 => self.stop(Writing::Nothing, start + at, at),
            Some('|' | '>') => {
                self.block = Some(column);
                self.stop(Writing::Nothing, start + line.len(), at);
            }
            Some('{' | '[') => self.flow(line, at, start),
            Some(quote @ ('"' | '\'')) => self.quoted(line, at + 1, start, quote),
            Some('#') => self.stop(Writing::Nothing, start + line.len(), at),
            _ => {
                let path = self.path();
                let writing = match rest.contains(" #") {
                    true => Writing::Nothing,
                    false => Writing::Value(path),
                };
                self.stop(writing, start + at, line[..at].chars().count());
            }
        }
    }

    /// A text in quotes outside of brackets, from behind its opening quote or from the beginning of a later line.
    fn quoted(&mut self, line: &str, from: usize, start: usize, quote: char) {
        self.quote = match end_of_quote(&line[from..], quote) {
            Some(_) => None,
            None => Some(quote),
        };
        let path = self.path();
        let writing = if self.quote.is_some() { Writing::Value(path) } else { Writing::Nothing };
        self.stop(writing, start + from, line[..from].chars().count());
    }

    /// A line, or what is left of it, in which brackets are or come open.
    fn flow(&mut self, line: &str, from: usize, start: usize) {
        let mut at = from;
        // Where the word begins that stands before the next sign.
        let mut word: Option<usize> = None;
        // A key or an item of what is around begins anew.
        while at < line.len() {
            let rest = &line[at..];
            let Some(letter) = rest.chars().next() else { break };
            let width = letter.len_utf8();
            match letter {
                '{' | '[' if word.is_none() => self.open(letter),
                '}' | ']' => {
                    word = None;
                    self.close();
                    if self.brackets.is_empty() {
                        let blank = rest[width..].trim_start();
                        if blank.is_empty() || blank.starts_with('#') {
                            return self.stop(Writing::Nothing, start + line.len(), at);
                        }
                    }
                }
                ',' => {
                    word = None;
                    self.next();
                }
                '#' if at == 0 || line[..at].ends_with(' ') => {
                    return self.stop(Writing::Nothing, start + line.len(), at);
                }
                '"' | '\'' if word.is_none() => {
                    let length = match end_of_quote(&rest[width..], letter) {
                        Some(end) => width + end,
                        None => rest.len(),
                    };
                    word = Some(at);
                    at += length;
                    continue;
                }
                ':' if self.ends_key(&rest[width..]) => {
                    if let Some(begin) = word.take() {
                        let key = unquoted(line[begin..at].trim_end());
                        let end = begin + line[begin..at].trim_end().len();
                        self.key(key, usize::MAX, start + begin..start + end);
                    }
                }
                ' ' | '\t' => {}
                _ if word.is_none() => word = Some(at),
                _ => {}
            }
            at += width;
        }
        let begin = word.unwrap_or(line.len());
        let path = self.path();
        let in_value = self.brackets.last().is_some_and(|opened| self.frames.len() > opened.depth);
        let writing = match self.brackets.last().map(|opened| opened.bracket) {
            Some(Bracket::Map) if in_value => Writing::Value(path),
            Some(Bracket::Map) => Writing::Key(path),
            Some(Bracket::List) => Writing::Key(path),
            None => Writing::Nothing,
        };
        self.stop(writing, start + begin, line[..begin].chars().count());
    }

    /// Whether a colon before this ends a key: in a mapping in brackets, behind a key that has no value yet.
    fn ends_key(&self, after: &str) -> bool {
        let fits = after.is_empty() || after.starts_with([' ', '\t', ',', '}', '[', '{', '"', '\'']);
        let opened = self.brackets.last();
        fits && opened.is_some_and(|opened| match opened.bracket {
            Bracket::Map => self.frames.len() == opened.depth,
            Bracket::List => false,
        })
    }

    fn open(&mut self, letter: char) {
        let bracket = if letter == '{' { Bracket::Map } else { Bracket::List };
        self.brackets.push(OpenBracket { bracket, depth: self.frames.len() });
        if bracket == Bracket::List {
            self.frames.push(Frame { column: usize::MAX, step: Step::Item(0) });
        }
    }

    fn close(&mut self) {
        if let Some(opened) = self.brackets.pop() {
            self.frames.truncate(opened.depth);
        }
    }

    fn next(&mut self) {
        let Some(opened) = self.brackets.last().copied() else { return };
        match opened.bracket {
            Bracket::Map => self.frames.truncate(opened.depth),
            Bracket::List => {
                self.frames.truncate(opened.depth + 1);
                if let Some(Frame { step: Step::Item(index), .. }) = self.frames.last_mut() {
                    *index += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
