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
        /// Its folder, with every link followed.
        folder: Arc<Path>,
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

    /// Reads it for a look, as far as it can be told without judging it, and leaves it to be read again.
    pub fn look<T>(&self, see: impl FnOnce(&Source<Alliance>) -> T) -> T {
        match self {
            Self::Read(source) => see(source),
            Self::Unread { file, folder, root, shown, files, year } => {
                let text = files.read_in(file, folder, root);
                let mut source = Source::<Alliance>::as_far_as_readable(shown.clone(), text, *year);
                if let Some(record) = source.value.take() {
                    source.check_identity(&record);
                    source.value = Some(record).filter(|_| !source.cut_off());
                }
                see(&source)
            }
        }
    }

    /// Reads it, unless something is known by its path and its text already.
    ///
    /// # Errors
    /// What is known.
    pub fn read_or<T>(self, known: impl FnOnce(&str, &str) -> Option<T>) -> Result<Source<Alliance>, T> {
        match self {
            Self::Read(source) => Ok(*source),
            Self::Unread { file, folder, root, shown, files, year } => {
                let text = files.read_in(&file, &folder, &root);
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
            Self::Unread { file, folder, root, shown, files, year } => {
                Source::as_far_as_readable(shown, files.read_in(&file, &folder, &root), year)
            }
        }
    }
}

impl From<Source<Alliance>> for Record<'_> {
    fn from(source: Source<Alliance>) -> Self {
        Self::Read(Box::new(source))
    }
}
