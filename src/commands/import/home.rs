//! The portfolio that a sheet is imported into, with the mapping it keeps.

use std::path::PathBuf;

use anyhow::{Result, anyhow};

use super::super::Session;
use super::super::new::folders;
use super::super::output::{stays_within, why, write_fresh, write_whole};
use super::shown::shown;
use crate::import::mapping::{self, Mapping};
use crate::load::files::{Disk, Files};
use crate::render::escape::terminal;

/// Where the portfolio is, and its `import.yaml`.
pub(super) struct Home {
    /// The folder of `portfolio.yaml`.
    pub(super) root: PathBuf,
    /// The folder of its records.
    pub(super) folder: PathBuf,
    /// The mapping's text as it is there, if it is.
    text: Option<String>,
    /// What it says.
    pub(super) mapping: Mapping,
}

impl Home {
    pub(super) fn find(setting: &Session) -> Result<Self> {
        let (root, folder) = folders(setting);
        let file = root.join(mapping::FILE);
        let text = if file.symlink_metadata().is_ok() {
            let text = Disk.read(&file, &Disk.real(&root));
            Some(text.map_err(|mistake| anyhow!("{}: {}; {}", mapping::FILE, mistake.message, mistake.fix))?)
        } else {
            None
        };
        let mapping = Mapping::read(text.clone().unwrap_or_default())?;
        Ok(Self { root, folder, text, mapping })
    }

    /// Writes the mapping if it says something new, and says what it did. A file that somebody has edited by hand is not
    /// touched: the lines to add are printed.
    pub(super) fn keep(&self, mapping: &Mapping, setting: &Session) -> Result<Option<String>> {
        if *mapping == self.mapping {
            return Ok(None);
        }
        let file = self.root.join(mapping::FILE);
        let shown = shown(&file, setting);
        let written = mapping.written();
        match &self.text {
            None if self.folder == self.root => {
                // There, it would be taken for a record.
                Ok(Some(
                    "the mapping was not kept: the records are in the same folder as portfolio.yaml, where \
                         import.yaml would be mistaken for one"
                        .to_owned(),
                ))
            }
            None => {
                stays_within(&self.root, &file)?;
                write_fresh(&file, &written)
                    .map_err(|error| anyhow!("{shown} could not be written: {}", why(&error)))?;
                Ok(Some(format!(
                    "The mapping is kept in {shown} and used again; change a line there if a column is read wrongly."
                )))
            }
            Some(text) if *text == self.mapping.written() => {
                stays_within(&self.root, &file)?;
                write_whole(&file, &written)
                    .map_err(|error| anyhow!("{shown} could not be written: {}", why(&error)))?;
                Ok(Some(format!("{shown} now has this mapping, too.")))
            }
            Some(_) => {
                let known = self.mapping.written();
                let new: Vec<&str> =
                    written.lines().filter(|line| !known.lines().any(|other| other == *line)).collect();
                Ok(Some(format!(
                    "{shown} has been edited by hand and is left as it is; to keep this mapping, write into it:\n{}",
                    terminal(&new.join("\n")).replace("\\n", "\n")
                )))
            }
        }
    }
}
