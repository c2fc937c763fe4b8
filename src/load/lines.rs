//! Byte offsets to lines and columns, in time that does not grow with the file.

use std::sync::OnceLock;

/// How many bytes share one count of the characters before them.
const BLOCK: usize = 1024;

/// Where lines begin, and how many characters stand before each block of bytes. Made when first asked.
#[derive(Debug, Default)]
pub(super) struct Lines(OnceLock<Index>);

#[derive(Debug)]
struct Index {
    starts: Vec<usize>,
    /// Empty where every character is one byte, as in most files.
    characters: Vec<usize>,
}

impl Lines {
    /// The line and column, both from 1, of a byte of the text; columns count characters.
    pub(super) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let index = self.0.get_or_init(|| Index::new(text));
        let line = index.starts.partition_point(|start| *start <= offset).max(1);
        let start = index.starts.get(line - 1).copied().unwrap_or(0);
        (line, index.characters_before(text, offset) - index.characters_before(text, start) + 1)
    }
}

impl Index {
    fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1))
            .collect();
        if text.is_ascii() {
            return Self { starts, characters: Vec::new() };
        }
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(characters.last().unwrap_or(&0) + count(block));
        }
        Self { starts, characters }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        if self.characters.is_empty() {
            return offset;
        }
        let block = offset / BLOCK;
        self.characters.get(block).copied().unwrap_or(0) + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        for text in ["name: Çağrı\n日本: 👩\r\n\nlast", "name: Ann\n\r\n\nlast"] {
            agree(&text.repeat(200));
        }
        assert_eq!(Lines::default().position("", 0), (1, 1));
    }

    fn agree(text: &str) {
        let lines = Lines::default();
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            assert_eq!(lines.position(text, offset), (line, column));
        }
    }
}
