//! Changes to records on their way into the files: shown, asked about, written whole or not at all.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use similar::TextDiff;

use super::Session;
use super::output::{not_written, write_whole};
use super::prompt::somebody_is_there;
use crate::cli::Writing;
use crate::load::read::decode_text;
use crate::render::escape::terminal;
use crate::text::listed;

/// What an editor or a spreadsheet may put before a text.
const MARK: &str = "\u{feff}";

/// A record's file as it was read for an edit.
#[derive(Debug)]
pub(super) struct OpenedRecord {
    /// The path as a person would name it.
    pub(super) shown: String,
    file: PathBuf,
    bytes: Vec<u8>,
    /// Its text, without a byte-order mark.
    pub(super) text: String,
}

/// A file with the text that it is to have.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) opened: OpenedRecord,
    pub(super) text: String,
}

/// What became of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// They are in the files.
    Written,
    /// They were only shown, or the answer was no.
    Left,
}

impl OpenedRecord {
    /// Reads a record's file, named as a person would name it.
    pub(super) fn read(shown: &str, setting: &Session) -> Result<Self> {
        let file = setting.here.join(shown);
        let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", terminal(shown)))?;
        let text = decode_text(bytes.clone()).map_err(|mistake| {
            anyhow!("{}: {}; a file like that is never edited", terminal(shown), mistake.message)
        })?;
        Ok(Self { shown: shown.to_owned(), file, bytes, text })
    }

    /// The file with another text.
    pub(super) fn with(self, text: String) -> Changed {
        Changed { opened: self, text }
    }
}

impl Changed {
    /// The change as a unified diff.
    fn diff(&self) -> String {
        let shown = terminal(&self.opened.shown);
        let diff = TextDiff::from_lines(self.opened.text.as_str(), self.text.as_str());
        let diff = diff.unified_diff().context_radius(2).header(&shown, &shown).to_string();
        // The text of a file is a stranger's; a carriage return at the end of a line is only its end.
        diff.lines().map(|line| format!("{}\n", terminal(line.trim_end_matches('\r')))).collect()
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// When the file was changed since it was read, or cannot be written.
    pub(super) fn write(&self) -> Result<()> {
        let OpenedRecord { shown, file, bytes, .. } = &self.opened;
        let now = fs::read(file).with_context(|| format!("{} cannot be read any more", terminal(shown)))?;
        if now != *bytes {
            bail!(
                "{} was changed by somebody else in the meantime and has been left as it is; run this again",
                terminal(shown)
            );
        }
        let mark = if bytes.starts_with(MARK.as_bytes()) { MARK } else { "" };
        write_whole(file, format!("{mark}{}", self.text)).map_err(|error| anyhow!(not_written(file, &error)))
    }
}

impl Session {
    /// Shows changes with what they mean, and writes them, as was asked for.
    ///
    /// # Errors
    /// When nobody can be asked, or a file cannot be written.
    pub(super) fn settle(&self, changes: &[Changed], meaning: &str, writing: &Writing) -> Result<Settled> {
        if !writing.yes {
            let diffs: String = changes.iter().map(Changed::diff).collect();
            let between = if meaning.is_empty() { "" } else { "\n" };
            self.print(&format!("{diffs}{between}{meaning}"))?;
        }
        if writing.dry_run {
            return Ok(Settled::Left);
        }
        if !writing.yes {
            if !somebody_is_there() {
                bail!(
                    "nothing was written: there is no terminal to confirm on; add --yes to write this, or \
                     --dry-run only to look"
                );
            }
            if !self.agreed()? {
                self.print("Nothing was written.\n")?;
                return Ok(Settled::Left);
            }
        }
        let mut written: Vec<String> = Vec::new();
        for change in changes {
            change.write().with_context(|| match written.as_slice() {
                [] => "nothing was written".to_owned(),
                written => format!("only {} was written", listed(written)),
            })?;
            written.push(terminal(&change.opened.shown).into_owned());
        }
        let meaning = if writing.yes { meaning } else { "" };
        self.print(&format!("Wrote {}.\n{meaning}", listed(&written)))?;
        Ok(Settled::Written)
    }

    /// Asks whether to write what was shown.
    fn agreed(&self) -> Result<bool> {
        let answer = self.prompt("Write this? [y/N] ")?;
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(file: &std::path::Path) -> OpenedRecord {
        let bytes = fs::read(file).expect("bytes");
        let text = decode_text(bytes.clone()).expect("a text");
        OpenedRecord { shown: "tern.yaml".to_owned(), file: file.to_path_buf(), bytes, text }
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tern.yaml");
        fs::write(&file, "\u{feff}name: Tern\n").expect("written");
        opened(&file).with("name: Gull\n".to_owned()).write().expect("written");
        assert_eq!(fs::read_to_string(&file).expect("text"), "\u{feff}name: Gull\n");
        let late = opened(&file).with("name: Auk\n".to_owned());
        fs::write(&file, "name: Skua\n").expect("written");
        let refused = late.write().expect_err("refused").to_string();
        assert!(refused.contains("changed by somebody else"), "{refused}");
        assert_eq!(fs::read_to_string(&file).expect("text"), "name: Skua\n");
    }
}
