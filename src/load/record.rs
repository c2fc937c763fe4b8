//! A record to be judged, read only then.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use crate::model::{Alliance, FiscalYear};

use super::files::Files;
use super::source::Source;

/// A record to be judged. Most are read only then, so that however many there are, few are in memory at once.
#[derive(Debug)]
pub enum Record<'f> {
    /// Read already.
    Read(Box<Source<Alliance>>),
    /// Not read yet.
    Unread {
        /// Where it is.
        file: PathBuf,
        /// The folder it must not lead out of, with every link followed.
        root: Arc<Path>,
        /// The path as a person would name it.
        shown: String,
        /// Where it is read from.
        files: &'f dyn Files,
        /// The portfolio's own year.
        year: Option<FiscalYear>,
    },
}

impl Record<'_> {
    /// The path as a person would name it.
    pub fn path(&self) -> &str {
        match self {
            Self::Read(source) => &source.path,
            Self::Unread { shown, .. } => shown,
        }
    }

    /// Reads it, unless something is known by its path and its text already.
    ///
    /// # Errors
    /// What is known.
    pub fn read_or<T>(self, known: impl FnOnce(&str, &str) -> Option<T>) -> Result<Source<Alliance>, T> {
        match self {
            Self::Read(source) => Ok(*source),
            Self::Unread { file, root, shown, files, year } => {
                let text = files.read(&file, &root);
                match text.as_ref().ok().and_then(|text| known(&shown, text)) {
                    Some(known) => Err(known),
                    None => Ok(Source::as_far_as_readable(shown, text, year)),
                }
            }
        }
    }

    /// Reads it.
    pub fn read(self) -> Source<Alliance> {
        match self {
            Self::Read(source) => *source,
            Self::Unread { file, root, shown, files, year } => {
                Source::as_far_as_readable(shown, files.read(&file, &root), year)
            }
        }
    }
}

impl From<Source<Alliance>> for Record<'_> {
    fn from(source: Source<Alliance>) -> Self {
        Self::Read(Box::new(source))
    }
}
