//! Bytes of a text to the lines and columns of the protocol, and back.

use super::protocol::{Encoding, Position, Range};

/// What an editor may leave before a text; no place of ours counts it.
const MARK: &str = "\u{feff}";

/// A text with the beginnings of its lines, as the protocol counts them: `\n`, `\r\n` and a lone `\r` end one.
#[derive(Debug, Clone, Default)]
pub(super) struct TextLines {
    text: String,
    starts: Vec<usize>,
}

impl TextLines {
    pub(super) fn new(text: String) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { text, starts }
    }

    /// The text as the editor has it.
    pub(super) fn raw(&self) -> &str {
        &self.text
    }

    /// The text as it is read: without a mark of byte order.
    pub(super) fn read(&self) -> &str {
        self.text.strip_prefix(MARK).unwrap_or(&self.text)
    }

    fn mark(&self) -> usize {
        self.text.len() - self.read().len()
    }

    /// The place of a byte of the text as it is read.
    pub(super) fn position(&self, offset: usize, encoding: Encoding) -> Position {
        self.raw_position(offset.saturating_add(self.mark()), encoding)
    }

    /// The place of some bytes of the text as it is read.
    pub(super) fn range(&self, bytes: &std::ops::Range<usize>, encoding: Encoding) -> Range {
        Range { start: self.position(bytes.start, encoding), end: self.position(bytes.end, encoding) }
    }

    /// The byte, of the text as it is read, of a place; the nearest one where there is no such place.
    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.raw_offset(position, encoding).saturating_sub(self.mark())
    }

    fn raw_position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or_default();
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 if before.is_ascii() => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        Position { line: number(line), character: number(column) }
    }

    fn raw_offset(&self, position: Position, encoding: Encoding) -> usize {
        let Some(start) = usize::try_from(position.line).ok().and_then(|line| self.starts.get(line)).copied()
        else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut column = 0;
        for (at, letter) in line.char_indices() {
            column += match encoding {
                Encoding::Utf8 => letter.len_utf8(),
                Encoding::Utf16 => letter.len_utf16(),
            };
            // In the middle of a letter is before it.
            if column > wanted {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The text after one change of the editor.
    pub(super) fn changed(self, range: Option<Range>, new: &str, encoding: Encoding) -> Self {
        let Some(range) = range else { return Self::new(new.to_owned()) };
        let (start, end) = (self.raw_offset(range.start, encoding), self.raw_offset(range.end, encoding));
        let mut text = self.text;
        text.replace_range(start.min(end)..start.max(end), new);
        Self::new(text)
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}name: Çağrı 👩\r\nb\rc: 日本\n\nend";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_as_was_agreed() {
        let text = TextLines::new(TEXT.to_owned());
        let after = text.read().find('\r').expect("a line's end");
        // The mark is one unit or three bytes; the letters of the name are 2 to 4 bytes, the last two units.
        assert_eq!(text.position(after, Encoding::Utf16), at(0, 15));
        assert_eq!(text.position(after, Encoding::Utf8), at(0, 22));
        assert_eq!(text.position(0, Encoding::Utf16), at(0, 1));
        let japan = text.read().find('本').expect("a letter");
        assert_eq!(text.position(japan, Encoding::Utf16), at(2, 4));
        assert_eq!(text.position(japan + 1, Encoding::Utf8), at(2, 6));
        assert_eq!(text.position(usize::MAX, Encoding::Utf16), at(4, 3));
    }

    #[test]
    fn every_place_leads_back_to_its_byte() {
        for encoding in [Encoding::Utf16, Encoding::Utf8] {
            let text = TextLines::new(TEXT.to_owned());
            for (byte, _) in text.read().char_indices() {
                // Between `\r` and `\n` there is no place.
                if text.read()[..byte].ends_with('\r') && text.read()[byte..].starts_with('\n') {
                    continue;
                }
                assert_eq!(text.offset(text.position(byte, encoding), encoding), byte, "{encoding:?}");
            }
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest() {
        let text = TextLines::new("é👩x\nb".to_owned());
        assert_eq!(text.offset(at(0, 2), Encoding::Utf16), 2);
        assert_eq!(text.offset(at(0, 1), Encoding::Utf8), 0);
        assert_eq!(text.offset(at(0, 99), Encoding::Utf16), 7);
        assert_eq!(text.offset(at(9, 0), Encoding::Utf16), 9);
        assert_eq!(text.offset(at(u32::MAX, u32::MAX), Encoding::Utf16), 9);
    }

    #[test]
    fn changes_come_to_what_the_editor_has() {
        let range = |start, end| Some(Range { start, end });
        let text = TextLines::new("name: 👩\nb: 1\n".to_owned());
        let text = text.changed(range(at(0, 6), at(0, 8)), "Ann", Encoding::Utf16);
        assert_eq!(text.raw(), "name: Ann\nb: 1\n");
        // The other way round, and over a line's end.
        let text = text.changed(range(at(1, 1), at(0, 9)), "", Encoding::Utf16);
        assert_eq!(text.raw(), "name: Ann: 1\n");
        assert_eq!(text.changed(None, "x", Encoding::Utf16).raw(), "x");
    }
}
