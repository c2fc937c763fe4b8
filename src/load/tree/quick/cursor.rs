//! Where the quick reader stands in a file, and how it goes on to the next token.

use crate::load::tree::builder::Builder;

/// Columns count from 1. What holds the root stands in column 0, and so does the end of the file.
pub(super) struct Quick<'b, 't> {
    pub(super) builder: &'b mut Builder<'t>,
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    /// Where the line of `at` starts.
    pub(super) line: usize,
    /// The column of the token at `at`, outside of brackets.
    pub(super) column: usize,
    /// How many lines further down it stands than what was before it.
    pub(super) breaks: usize,
    /// Whether there is a comment between the two.
    pub(super) commented: bool,
}

impl Quick<'_, '_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a word or sign ends at a byte: there is a space, or the end of the line.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
    }

    /// Whether the line ends here, and the file does not.
    pub(super) fn is_break(&self) -> bool {
        matches!(self.peek(), Some(b'\n' | b'\r'))
    }

    pub(super) fn skip_break(&mut self) {
        self.at += if self.peek() == Some(b'\r') { 2 } else { 1 };
        self.line = self.at;
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    pub(super) fn skip_rest_of_line(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at = memchr::memchr2(b'\n', b'\r', rest).map_or(self.bytes.len(), |end| self.at + end);
    }

    /// Whether a `#` here begins a comment.
    pub(super) fn starts_comment(&self) -> bool {
        self.at == self.line || self.bytes[self.at - 1] == b' '
    }

    /// Goes on to the next token outside of brackets, from a line on which nothing else may stand.
    pub(super) fn next_token(&mut self) -> Option<()> {
        self.breaks = 0;
        self.commented = false;
        self.skip_spaces();
        if self.peek() == Some(b'#') {
            if !self.starts_comment() {
                return None;
            }
            self.commented = true;
            self.skip_rest_of_line();
        }
        match self.peek() {
            None => {
                self.column = 0;
                Some(())
            }
            Some(b'\n' | b'\r') => {
                self.skip_break();
                self.breaks = 1;
                self.token_on_lines()
            }
            Some(_) => None,
        }
    }

    /// Goes on to the next token from the start of a line.
    pub(super) fn token_on_lines(&mut self) -> Option<()> {
        loop {
            self.skip_spaces();
            if self.peek() == Some(b'#') {
                self.commented = true;
                self.skip_rest_of_line();
            }
            match self.peek() {
                None => {
                    self.column = 0;
                    return Some(());
                }
                Some(b'\n' | b'\r') => {
                    self.skip_break();
                    self.breaks += 1;
                }
                Some(_) => break,
            }
        }
        self.column = self.at - self.line + 1;
        self.is_no_document_mark()
    }

    /// Refuses the marks between documents, which stand at the start of a line.
    pub(super) fn is_no_document_mark(&self) -> Option<()> {
        let rest = &self.bytes[self.at..];
        (self.at > self.line || !(rest.starts_with(b"---") || rest.starts_with(b"..."))).then_some(())
    }
}
