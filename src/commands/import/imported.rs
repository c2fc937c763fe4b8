//! What a sheet said when it was last read, beside the schemas in `.alliance`: by it a later import tells what has changed in
//! the sheet from what a person has changed in the record.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow};

use super::super::output::{stays_within, why, write_whole};
use super::home::Home;
use crate::edit::{self, Plain};
use crate::import::record::{Imported, as_name};

/// Below the portfolio's folder.
const FILE: &str = ".alliance/imported.json";

/// The texts of records as their rows would have written them, by the names of the alliances.
#[derive(Debug, Default)]
pub(super) struct LastRead(BTreeMap<String, String>);

impl LastRead {
    /// What is kept; nothing where there is none, or it cannot be read: then only what is empty is filled in.
    pub(super) fn of(home: &Home) -> Self {
        let text = fs::read_to_string(home.root.join(FILE)).unwrap_or_default();
        Self(serde_json::from_str(&text).unwrap_or_default())
    }

    /// What a row said.
    pub(super) fn get(&self, imported: &Imported) -> Option<Plain> {
        edit::plain(self.0.get(&as_name(&imported.name))?).ok()
    }

    /// Keeps what rows say now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn keep<'i>(&mut self, rows: impl Iterator<Item = &'i Imported>, home: &Home) -> Result<()> {
        let before = self.0.clone();
        self.0.extend(rows.map(|row| (as_name(&row.name), row.text.clone())));
        if self.0 == before {
            return Ok(());
        }
        let file = home.root.join(FILE);
        stays_within(&home.root, &file)?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| anyhow!("{FILE} could not be written: {}", why(&error)))?;
        }
        let text = serde_json::to_string_pretty(&self.0).context("what was read cannot be kept")? + "\n";
        write_whole(&file, &text).map_err(|error| anyhow!("{FILE} could not be written: {}", why(&error)))
    }
}
