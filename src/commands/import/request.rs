//! What `alliance import` is asked for, and the bytes of the sheet.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use super::super::Session;
use crate::import::dates::Order;
use crate::import::sheet::{self, MAX_BYTES, Sheet};
use crate::load::read;
use crate::render::escape::terminal;

/// What was asked for.
pub(super) struct Request<'a> {
    pub(super) file: &'a Path,
    pub(super) sheet: Option<&'a str>,
    pub(super) map: &'a [String],
    pub(super) order: Option<Order>,
    pub(super) dry_run: bool,
}

impl Request<'_> {
    /// The sheets of the file.
    pub(super) fn sheets(&self, setting: &Session) -> Result<Vec<Sheet>> {
        let shown = terminal(&self.file.display().to_string()).into_owned();
        let bytes = bytes(&setting.here.join(self.file)).with_context(|| shown.clone())?;
        let stem = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        sheet::read(&stem, bytes).with_context(|| shown)
    }

    /// The corrections: columns with what they are to be read as.
    pub(super) fn corrections(&self) -> Result<Vec<(String, String)>> {
        self.map
            .iter()
            .map(|pair| match pair.rsplit_once('=') {
                Some((column, word)) if !column.trim().is_empty() && !word.trim().is_empty() => {
                    Ok((column.trim().to_owned(), word.trim().to_owned()))
                }
                _ => bail!(
                    "--map takes 'COLUMN=FIELD', such as 'Renewal date=term.ends'; `{}` is not that",
                    terminal(pair)
                ),
            })
            .collect()
    }
}

/// The bytes of a file that may be a sheet.
fn bytes(file: &Path) -> Result<Vec<u8>> {
    let known = fs::metadata(file).map_err(|error| anyhow!("it cannot be read: {}", read::plain(&error)))?;
    if known.is_dir() {
        bail!("it is a folder; name a CSV, TSV, XLSX or ODS file in it");
    }
    let too_large = || {
        anyhow!(
            "it is larger than {} MiB, far more than a list like this needs; save the one sheet as CSV",
            MAX_BYTES / (1024 * 1024)
        )
    };
    if known.len() > MAX_BYTES {
        return Err(too_large());
    }
    let file = fs::File::open(file).map_err(|error| anyhow!("it cannot be read: {}", read::plain(&error)))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| anyhow!("it cannot be read: {}", read::plain(&error)))?;
    if bytes.len() as u64 > MAX_BYTES { Err(too_large()) } else { Ok(bytes) }
}
