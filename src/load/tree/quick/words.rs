//! The words and sentences of the plain part of YAML: plain, quoted, folded and kept as they are.

use std::ops::Range;

use super::cursor::Quick;
use crate::load::tree::node::{NodeText, narrow};

/// The bytes at which a plain text may end, and those that end it in brackets alone.
const SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    signs[b'\n' as usize] = ENDS_TEXT;
    signs[b'\r' as usize] = ENDS_TEXT;
    signs[b':' as usize] = ENDS_TEXT;
    signs[b'#' as usize] = ENDS_TEXT;
    signs[b',' as usize] = ENDS_TEXT_IN_FLOW;
    signs[b'[' as usize] = ENDS_TEXT_IN_FLOW;
    signs[b']' as usize] = ENDS_TEXT_IN_FLOW;
    signs[b'{' as usize] = ENDS_TEXT_IN_FLOW;
    signs[b'}' as usize] = ENDS_TEXT_IN_FLOW;
    signs
};
const ENDS_TEXT: u8 = 1;
const ENDS_TEXT_IN_FLOW: u8 = 2;

/// A word, number or sentence on one line.
pub(super) struct Scalar {
    pub(super) span: Range<usize>,
    pub(super) text: NodeText,
    pub(super) plain: bool,
}

fn slice(range: Range<usize>) -> NodeText {
    NodeText::Slice(narrow(range.start)..narrow(range.end))
}

impl Quick<'_, '_> {
    pub(super) fn word(&mut self, scalar: Scalar) -> Option<()> {
        self.builder.word(scalar.text, scalar.plain, scalar.span).ok()
    }

    /// A text outside of brackets: a plain one goes on over lines that stand further in than what holds it.
    pub(super) fn sentence(&mut self, scalar: Scalar, outer: usize) -> Option<()> {
        if outer == 0 {
            return None;
        }
        self.next_token()?;
        if !scalar.plain || self.column <= outer {
            return self.word(scalar);
        }
        let mut text = self.text[scalar.span.clone()].to_owned();
        let mut end = scalar.span.end;
        while self.column > outer && !self.commented {
            match self.breaks {
                1 => text.push(' '),
                breaks => text.extend(std::iter::repeat_n('\n', breaks - 1)),
            }
            let line = self.at..self.plain_end(false);
            self.at = line.end;
            end = line.end;
            text.push_str(&self.text[line]);
            self.next_token()?;
        }
        self.builder.word(NodeText::Owned(text.into()), true, scalar.span.start..end).ok()
    }

    /// A scalar on one line, in brackets or not.
    pub(super) fn scalar(&mut self, in_flow: bool) -> Option<Scalar> {
        let start = self.at;
        let first = self.peek()?;
        if matches!(first, b'"' | b'\'') {
            return self.quoted(first);
        }
        let starts = match first {
            b'-' if in_flow => self.bytes.get(start + 1).is_some_and(u8::is_ascii_alphanumeric),
            b'-' => !self.is_blank(start + 1),
            b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@'
            | b'`' => false,
            b'?' | b':' | b' ' | b'\n' | b'\r' => false,
            _ => true,
        };
        if !starts {
            return None;
        }
        self.at = self.plain_end(in_flow);
        Some(Scalar { span: start..self.at, text: slice(start..self.at), plain: true })
    }

    /// A quotation on one line; of what may be escaped, only the quotation mark and the backslash.
    fn quoted(&mut self, quote: u8) -> Option<Scalar> {
        let start = self.at;
        let mut text: Option<String> = None;
        let mut from = start + 1;
        self.at = from;
        loop {
            match self.peek()? {
                b'\n' | b'\r' => return None,
                b'\'' if quote == b'\'' && self.bytes.get(self.at + 1) == Some(&b'\'') => {}
                b'\\' if quote == b'"' && matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\\')) => {}
                b'\\' if quote == b'"' => return None,
                byte if byte == quote => break,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            // What is escaped is kept, and what escapes it is not.
            text.get_or_insert_default().push_str(&self.text[from..self.at]);
            from = self.at + 1;
            self.at += 2;
        }
        let rest = from..self.at;
        self.at += 1;
        let text = match text {
            Some(text) => NodeText::Owned((text + &self.text[rest]).into()),
            None => slice(rest),
        };
        Some(Scalar { span: start..self.at, text, plain: false })
    }

    /// Where a plain text ends that begins at `at`, or goes on there.
    fn plain_end(&self, in_flow: bool) -> usize {
        let signs = if in_flow { ENDS_TEXT | ENDS_TEXT_IN_FLOW } else { ENDS_TEXT };
        let mut end = self.at;
        while let Some(&byte) = self.bytes.get(end) {
            let ends = SIGNS[byte as usize] & signs != 0
                && match byte {
                    b':' => self.is_blank(end + 1) || in_flow && self.is_flow_sign(end + 1),
                    b'#' => self.bytes[end - 1] == b' ',
                    _ => true,
                };
            if ends {
                break;
            }
            end += 1;
        }
        while end > self.at && self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        end
    }

    fn is_flow_sign(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), Some(b',' | b'[' | b']' | b'{' | b'}'))
    }

    /// A text that keeps its lines (`|`) or runs over them (`>`).
    pub(super) fn block_scalar(&mut self, outer: usize) -> Option<()> {
        if outer == 0 {
            return None;
        }
        let folds = self.peek()? == b'>';
        self.at += 1;
        let chomping = self.peek()?;
        if matches!(chomping, b'-' | b'+') {
            self.at += 1;
        }
        self.skip_spaces();
        if self.peek()? == b'#' && self.starts_comment() {
            self.skip_rest_of_line();
        }
        if !self.is_break() {
            return None;
        }
        let (mut breaks, mut widest) = (0, 0);
        let indent = loop {
            self.skip_break();
            self.skip_spaces();
            let spaces = self.at - self.line;
            if !self.is_break() {
                break spaces;
            }
            widest = widest.max(spaces);
            breaks += 1;
        };
        if self.peek().is_none() || indent < outer || widest > indent {
            return None;
        }
        let start = self.at;
        let mut text = "\n".repeat(breaks);
        loop {
            let line = self.at;
            self.skip_rest_of_line();
            let line = &self.text[line..self.at];
            // Lines further in than the first are not folded.
            if folds && line.starts_with(' ') {
                return None;
            }
            text.push_str(line);
            breaks = 0;
            let goes_on = loop {
                if self.peek().is_none() {
                    break false;
                }
                self.skip_break();
                while self.at - self.line < indent && self.peek() == Some(b' ') {
                    self.at += 1;
                }
                if !self.is_break() {
                    break self.at - self.line == indent && self.peek().is_some();
                }
                breaks += 1;
            };
            if !goes_on {
                break;
            }
            if folds && breaks == 0 {
                text.push(' ');
            } else {
                text.extend(std::iter::repeat_n('\n', breaks + usize::from(!folds)));
            }
        }
        if chomping != b'-' {
            text.push('\n');
        }
        if chomping == b'+' {
            text.extend(std::iter::repeat_n('\n', breaks));
        }
        self.builder.word(NodeText::Owned(text.into()), false, start..self.at).ok()?;
        if self.peek().is_none() {
            self.column = 0;
            return Some(());
        }
        self.at = self.line;
        self.token_on_lines()
    }
}
