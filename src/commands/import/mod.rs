//! `alliance import`: what a spreadsheet holds, as records and results.

mod imported;
mod records;
mod results;
mod said;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use unicode_width::UnicodeWidthStr;

use super::new::folders;
use super::output::{stays_within, why, write_fresh, write_whole};
use super::{ExitStatus, Session};
use crate::cli::{Import, ImportCommand, Writing};
use crate::import::mapping::{self, Mapping};
use crate::import::sheet::{self, MAX_BYTES, Sheet};
use crate::load::files::{Disk, Files};
use crate::load::read;
use crate::render::escape::terminal;
use crate::text::shorten;

pub(super) fn run(args: &Import, setting: &Session) -> Result<ExitStatus> {
    let (ImportCommand::Records { file, sheet, map, dates, dry_run, .. }
    | ImportCommand::Results { file, sheet, map, dates, dry_run, .. }) = &args.command;
    let order = dates.map(Into::into);
    let request = Request { file, sheet: sheet.as_deref(), map, order, dry_run: *dry_run };
    match &args.command {
        ImportCommand::Records { update, yes, .. } => {
            let writing = Writing { dry_run: *dry_run, yes: *yes };
            records::run(&request, update.then_some(&writing), setting)
        }
        ImportCommand::Results { replace, .. } => results::run(&request, *replace, setting),
    }
}

/// What was asked for.
struct Request<'a> {
    file: &'a Path,
    sheet: Option<&'a str>,
    map: &'a [String],
    order: Option<crate::import::dates::Order>,
    dry_run: bool,
}

impl Request<'_> {
    /// The sheets of the file.
    fn sheets(&self, setting: &Session) -> Result<Vec<Sheet>> {
        let shown = terminal(&self.file.display().to_string()).into_owned();
        let bytes = bytes(&setting.here.join(self.file)).with_context(|| shown.clone())?;
        let stem = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        sheet::read(&stem, bytes).with_context(|| shown)
    }

    /// The corrections: columns with what they are to be read as.
    fn corrections(&self) -> Result<Vec<(String, String)>> {
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

/// Where the portfolio is, and its `import.yaml`.
struct Home {
    /// The folder of `portfolio.yaml`.
    root: PathBuf,
    /// The folder of its records.
    folder: PathBuf,
    /// The mapping's text as it is there, if it is.
    text: Option<String>,
    /// What it says.
    mapping: Mapping,
}

impl Home {
    fn find(setting: &Session) -> Result<Self> {
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
    fn keep(&self, mapping: &Mapping, setting: &Session) -> Result<Option<String>> {
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

/// A path as it is typed from here.
fn shown(path: &Path, setting: &Session) -> String {
    terminal(&path.strip_prefix(&setting.here).unwrap_or(path).display().to_string()).into_owned()
}

/// A text from a sheet, cut to a width and safe to print.
fn sample(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    terminal(&shorten(&line, width)).into_owned()
}

/// Rows of texts in columns, two blanks apart and indented by two.
fn columns(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..width)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|text| text.width()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
