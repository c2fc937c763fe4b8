//! The plain part of YAML, read in one pass: nearly every record, at a tenth of the parser's work.
//!
//! It tells the builder what the parser would tell it, with the same places, so that a tree is the same whichever of the two
//! read the file. It knows no mistakes: whatever it is not sure of it refuses, and the parser reads the file from its start.
//! So the parser alone says what YAML is, and what is wrong with a file. The tests hold the two together.

use std::ops::Range;

use super::builder::Builder;
use super::node::{NodeId, NodeText};
use cursor::Quick;
use words::Scalar;

mod cursor;
#[cfg(test)]
mod tests;
mod words;

/// Longest key read here, up to its colon, in bytes. The parser has its own limit, in letters.
const MAX_KEY: usize = 1000;

/// Builds the tree of a plain file. If there is none, the parser has to read it, with a new builder.
pub(super) fn read<'t>(text: &'t str, builder: &mut Builder<'t>) -> Option<NodeId> {
    if !is_plain(text) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut quick = Quick { builder, text, bytes, at: 0, line: 0, column: 0, breaks: 0, commented: false };
    quick.token_on_lines()?;
    if quick.column == 0 {
        return None;
    }
    quick.block_node(0)?;
    if quick.column > 0 {
        return None;
    }
    quick.builder.root
}

/// Whether every character is text or ends a line, with or without the carriage return of Windows before the newline.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let control = |byte: &u8| (*byte < b' ') & (*byte != b'\n') & (*byte != b'\r') | (*byte == 0x7f);
    // Without a way out, so that many bytes are looked at in one step.
    !bytes.iter().fold(false, |found, byte| found | control(byte))
        && memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
        && memchr::memchr2_iter(0xc2, 0xef, bytes)
            .filter_map(|at| text.get(at..)?.chars().next())
            .all(|letter| !matches!(letter, '\u{80}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

impl Quick<'_, '_> {
    fn start(&mut self, mapping: bool, at: usize) -> Option<()> {
        self.builder.start(mapping, 0, at..at).ok()
    }

    fn end(&mut self, span: Range<usize>) -> Option<()> {
        self.builder.end(span).ok()
    }

    /// A value that is not there, as the parser writes it.
    fn nothing(&mut self, at: usize) -> Option<()> {
        self.builder.word(NodeText::Owned("~".into()), true, at..at).ok()
    }

    /// Any value that starts at the token, further in than the column `outer` of what holds it.
    fn block_node(&mut self, outer: usize) -> Option<()> {
        if self.is_dash() {
            return self.sequence(false);
        }
        match self.peek()? {
            b'[' | b'{' | b'|' | b'>' => self.value(outer),
            _ => {
                let scalar = self.scalar(false)?;
                if self.is_colon(&scalar) { self.mapping(scalar) } else { self.sentence(scalar, outer) }
            }
        }
    }

    /// A value behind a key or on its own, which is no block collection.
    fn value(&mut self, outer: usize) -> Option<()> {
        match self.peek()? {
            b'[' | b'{' => {
                self.flow()?;
                self.next_token()
            }
            b'|' | b'>' => self.block_scalar(outer),
            _ => {
                let scalar = self.scalar(false)?;
                self.sentence(scalar, outer)
            }
        }
    }

    fn is_dash(&self) -> bool {
        self.peek() == Some(b'-') && self.is_blank(self.at + 1)
    }

    /// Whether a scalar, which was read just now, is a key: goes to its colon.
    fn is_colon(&mut self, scalar: &Scalar) -> bool {
        self.skip_spaces();
        self.peek() == Some(b':') && self.is_blank(self.at + 1) && self.at - scalar.span.start <= MAX_KEY
    }

    /// A mapping in the column of the token, from the colon of its first key on.
    fn mapping(&mut self, first: Scalar) -> Option<()> {
        let column = self.column;
        self.start(true, first.span.start)?;
        let mut key = first;
        loop {
            self.word(key)?;
            let colon = self.at;
            self.at += 1;
            self.skip_spaces();
            if !matches!(self.peek(), None | Some(b'\n' | b'\r' | b'#')) {
                self.value(column)?;
            } else {
                self.next_token()?;
                if self.column > column {
                    self.block_node(column)?;
                } else if self.column == column && self.is_dash() {
                    self.sequence(true)?;
                } else {
                    self.nothing(colon)?;
                }
            }
            // Of what is open, the token belongs to what stands in its column. If nothing does, all of it is closed, and the file refused.
            if self.column != column {
                break;
            }
            key = self.scalar(false)?;
            if !self.is_colon(&key) {
                return None;
            }
        }
        self.end(self.at..self.at)
    }

    /// A list in the column of the token; the parser takes a list in its key's column to start behind its first dash.
    fn sequence(&mut self, in_keys_column: bool) -> Option<()> {
        let column = self.column;
        let mut dash = Some(self.at);
        loop {
            self.at += 1;
            self.skip_spaces();
            let is_empty = matches!(self.peek(), None | Some(b'\n' | b'\r' | b'#'));
            if self.peek() == Some(b'#') {
                self.skip_rest_of_line();
            }
            let item = self.at;
            if let Some(dash) = dash.take() {
                self.start(false, if in_keys_column { item } else { dash })?;
            }
            if !is_empty {
                self.column = item - self.line + 1;
                self.block_node(column)?;
            } else {
                self.next_token()?;
                if self.column > column {
                    self.block_node(column)?;
                } else {
                    self.nothing(item)?;
                }
            }
            if self.column != column || in_keys_column && !self.is_dash() {
                break;
            }
            if !self.is_dash() {
                return None;
            }
        }
        self.end(self.at..self.at)
    }

    /// A list in brackets or a mapping in braces.
    fn flow(&mut self) -> Option<()> {
        let mapping = self.peek() == Some(b'{');
        let close = if mapping { b'}' } else { b']' };
        self.start(mapping, self.at)?;
        self.at += 1;
        loop {
            self.skip_in_flow()?;
            if self.peek() == Some(close) {
                break;
            }
            if mapping {
                let key = self.scalar(true)?;
                if !self.is_colon(&key) {
                    return None;
                }
                self.word(key)?;
                let colon = self.at;
                self.at += 1;
                self.skip_in_flow()?;
                if matches!(self.peek(), Some(b',' | b'}')) {
                    self.nothing(colon)?;
                } else {
                    self.flow_value()?;
                }
            } else {
                self.flow_value()?;
            }
            self.skip_in_flow()?;
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.end(self.at - 1..self.at)
    }

    fn flow_value(&mut self) -> Option<()> {
        if matches!(self.peek()?, b'[' | b'{') {
            return self.flow();
        }
        let scalar = self.scalar(true)?;
        self.word(scalar)
    }

    /// Goes over spaces, line breaks and comments in brackets.
    fn skip_in_flow(&mut self) -> Option<()> {
        loop {
            match self.peek()? {
                b' ' => self.at += 1,
                b'\n' | b'\r' => {
                    self.skip_break();
                    self.is_no_document_mark()?;
                }
                b'#' if self.starts_comment() => self.skip_rest_of_line(),
                b'#' => return None,
                _ => return Some(()),
            }
        }
    }
}
