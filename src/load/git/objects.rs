//! The contents of a repository's files, from one `git cat-file` that stays open.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use super::command::git;
use crate::load::read::MAX_BYTES;

/// What an object's name leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The file's bytes.
    Bytes(Vec<u8>),
    /// More than any record has.
    TooLarge(u64),
    /// Nothing in this clone.
    Missing,
}

/// The objects of one repository.
#[derive(Debug)]
pub(super) struct Objects {
    folder: PathBuf,
    open: Mutex<Option<Conversation>>,
}

#[derive(Debug)]
struct Conversation {
    child: Child,
    ask: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // With nobody left to ask, it ends by itself; one that is still telling is told to stop.
        self.ask = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Objects {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), open: Mutex::new(None) }
    }

    /// The content of one object.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub(super) fn read(&self, id: &str) -> std::io::Result<Content> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut conversation = match open.take() {
            Some(conversation) => conversation,
            None => self.start()?,
        };
        let content = conversation.ask(id)?;
        // What is too large has been announced and not read: a new conversation is cheaper than listening to the end.
        if !matches!(content, Content::TooLarge(_)) {
            *open = Some(conversation);
        }
        Ok(content)
    }

    fn start(&self) -> std::io::Result<Conversation> {
        let mut child = git(&self.folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let ask = child.stdin.take();
        let answer = child.stdout.take().map(BufReader::new).ok_or(std::io::ErrorKind::BrokenPipe)?;
        Ok(Conversation { child, ask, answer })
    }
}

impl Conversation {
    fn ask(&mut self, id: &str) -> std::io::Result<Content> {
        let ask = self.ask.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        writeln!(ask, "{id}")?;
        ask.flush()?;
        let mut header = String::new();
        if self.answer.read_line(&mut header)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        // `ID blob SIZE`, or `ID missing`.
        let Some(size) = header.trim_end().split(' ').nth(2).and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(Content::Missing);
        };
        if size > MAX_BYTES {
            return Ok(Content::TooLarge(size));
        }
        let mut bytes = Vec::new();
        (&mut self.answer).take(size + 1).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Content::Bytes(bytes))
    }
}
