//! Documents for programs that are written as they come: of a large report there is never a second copy in memory.

use std::borrow::Cow;
use std::io::{self, Write};

use anyhow::Result;
use serde::{Serialize, Serializer};

use super::escape;

/// A document that is not put together before it is written.
pub struct Stream<'r>(Box<Writing<'r>>);

/// Writes a document.
type Writing<'r> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'r;

impl<'r> Stream<'r> {
    /// JSON on many lines, with a line feed at its end.
    pub(super) fn json(value: impl Serialize + 'r) -> Self {
        Self::of(move |out| {
            let mut lines = Escaped { out, held: Vec::new() };
            serde_json::to_writer_pretty(&mut lines, &value)?;
            lines.write_all(b"\n")?;
            lines.end()
        })
    }

    /// An object on each line.
    pub(super) fn json_lines<T: Serialize, I: Iterator<Item = T>>(lines: impl Fn() -> I + 'r) -> Self {
        Self::of(move |out| {
            let mut escaped = Escaped { out, held: Vec::new() };
            for line in lines() {
                serde_json::to_writer(&mut escaped, &line)?;
                escaped.write_all(b"\n")?;
            }
            escaped.end()
        })
    }

    fn of(write: impl Fn(&mut dyn Write) -> io::Result<()> + 'r) -> Self {
        Self(Box::new(write))
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        (self.0)(out)
    }

    /// All of it.
    ///
    /// # Errors
    /// When it is no text, which its types rule out.
    pub fn text(&self) -> Result<String> {
        let mut bytes = Vec::new();
        self.write(&mut bytes)?;
        Ok(String::from_utf8(bytes)?)
    }
}

impl std::fmt::Debug for Stream<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("Stream")
    }
}

/// A list whose items are made when they are written.
pub(super) struct Each<'r, T>(Box<Making<'r, T>>);

/// Makes the items of a list.
type Making<'r, T> = dyn Fn() -> Box<dyn Iterator<Item = T> + 'r> + 'r;

impl<'r, T> Each<'r, T> {
    pub(super) fn of<I: Iterator<Item = T> + 'r>(items: impl Fn() -> I + 'r) -> Self {
        Self(Box::new(move || Box::new(items())))
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// How many bytes are held back until they are written, in whole lines.
const HELD: usize = 64 * 1024;

/// What is written here is JSON, and leaves with nothing in it raw that a terminal or the log of a build would obey.
struct Escaped<'o> {
    out: &'o mut dyn Write,
    held: Vec<u8>,
}

impl Escaped<'_> {
    fn end(mut self) -> io::Result<()> {
        self.pass(self.held.len())
    }

    /// Passes on what is held, up to an end of a line.
    fn pass(&mut self, end: usize) -> io::Result<()> {
        let text = std::str::from_utf8(&self.held[..end]).map_err(io::Error::other)?;
        match escape::json(text) {
            Cow::Borrowed(text) => self.out.write_all(text.as_bytes())?,
            Cow::Owned(text) => self.out.write_all(text.as_bytes())?,
        }
        self.held.drain(..end);
        Ok(())
    }
}

impl Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        // Only what has just come can hold the end of a line that was not passed on before.
        if self.held.len() >= HELD
            && let Some(end) = memchr::memrchr(b'\n', bytes)
        {
            self.pass(self.held.len() - bytes.len() + end + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_in_pieces_is_what_would_come_at_once() {
        let odd = "##[error] \u{9b}31m \u{202e} é ##vso[task] section_start:1";
        let items: Vec<String> = (0..5_000).map(|number| format!("{number} {odd}")).collect();
        let at_once = escape::json(&serde_json::to_string_pretty(&items).expect("JSON")).into_owned() + "\n";
        let stream = Stream::json(Each::of(|| items.iter()));
        assert!(at_once.len() > 3 * HELD);
        assert_eq!(stream.text().expect("text"), at_once);
        let mut pieces = Pieces(0, 0);
        stream.write(&mut pieces).expect("written");
        assert!(pieces.0 > 3 && pieces.1 < 2 * HELD, "{} pieces of at most {}", pieces.0, pieces.1);
    }

    /// Counts the pieces that come, and keeps the size of the largest.
    struct Pieces(usize, usize);

    impl Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            *self = Self(self.0 + 1, self.1.max(bytes.len()));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}
