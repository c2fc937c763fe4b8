//! The contents of a repository's files, from one `git cat-file` that stays open.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};

use super::command::{git, patience};
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
    /// Whether git has once failed to answer in time: it is not asked again.
    hung: AtomicBool,
}

#[derive(Debug)]
struct Conversation {
    child: Child,
    ask: Option<ChildStdin>,
    /// What a thread of its own reads: one that hangs can be left behind.
    answers: Receiver<std::io::Result<Content>>,
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
        Self { folder: folder.to_path_buf(), open: Mutex::new(None), hung: AtomicBool::new(false) }
    }

    /// The content of one object.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub(super) fn read(&self, id: &str) -> std::io::Result<Content> {
        if self.is_hung() {
            return Err(std::io::ErrorKind::TimedOut.into());
        }
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut conversation = match open.take() {
            Some(conversation) => conversation,
            None => self.start()?,
        };
        let content = conversation.ask(id).inspect_err(|error| {
            let late = error.kind() == std::io::ErrorKind::TimedOut;
            self.hung.fetch_or(late, Ordering::Relaxed);
        })?;
        // What is too large has been announced and not read: a new conversation is cheaper than listening to the end.
        if !matches!(content, Content::TooLarge(_)) {
            *open = Some(conversation);
        }
        Ok(content)
    }

    /// Whether git has once failed to answer in time.
    pub(super) fn is_hung(&self) -> bool {
        self.hung.load(Ordering::Relaxed)
    }

    fn start(&self) -> std::io::Result<Conversation> {
        let mut child = git(&self.folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let ask = child.stdin.take();
        let mut answer = child.stdout.take().map(BufReader::new).ok_or(std::io::ErrorKind::BrokenPipe)?;
        let (told, answers) = channel();
        std::thread::spawn(move || {
            loop {
                let content = content(&mut answer);
                let last = !matches!(content, Ok(Content::Bytes(_) | Content::Missing));
                if told.send(content).is_err() || last {
                    break;
                }
            }
        });
        Ok(Conversation { child, ask, answers })
    }
}

impl Conversation {
    fn ask(&mut self, id: &str) -> std::io::Result<Content> {
        let ask = self.ask.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        writeln!(ask, "{id}")?;
        ask.flush()?;
        match self.answers.recv_timeout(patience()) {
            Ok(content) => content,
            Err(RecvTimeoutError::Disconnected) => Err(std::io::ErrorKind::UnexpectedEof.into()),
            Err(RecvTimeoutError::Timeout) => Err(std::io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The next object that git tells.
fn content(answer: &mut BufReader<ChildStdout>) -> std::io::Result<Content> {
    let mut header = String::new();
    // No header is longer than two names and a size.
    if answer.take(1024).read_line(&mut header)? == 0 {
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
    answer.take(size + 1).read_to_end(&mut bytes)?;
    if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Content::Bytes(bytes))
}
