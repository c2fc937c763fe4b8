//! `alliance export`: records and results as sheets that `alliance import` reads.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Result, anyhow, bail};

use super::output::{why, write_fresh};
use super::{ExitStatus, Session};
use crate::cli::{Export, ExportCommand};
use crate::import::export::{Exported, Table, records, results};
use crate::render::escape::terminal;
use crate::report::counted;
use crate::text::listed;

pub(super) fn run(args: &Export, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let mut unreadable: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for record in inputs.records {
        let path = terminal(record.path()).into_owned();
        match Exported::of(record.read()) {
            Some(exported) => found.push(exported),
            None => unreadable.push(path),
        }
    }
    let (ExportCommand::Records { output } | ExportCommand::Results { output }) = &args.command;
    let table = match &args.command {
        ExportCommand::Records { .. } => records(&found),
        ExportCommand::Results { .. } => results(&found),
    };
    match output {
        None => setting.print(&table.csv()?)?,
        Some(file) => {
            write(&table, file, setting)?;
            setting.print(&format!(
                "wrote {} into {}\n",
                counted(table.rows.len(), "row"),
                terminal(&file.display().to_string())
            ))?;
        }
    }
    if !table.left_out.is_empty() {
        setting.tell(&format!("not in the sheet: {}", listed(&table.left_out)));
    }
    if unreadable.is_empty() {
        return Ok(ExitStatus::Done);
    }
    setting.tell(&format!(
        "{} could not be read and are not in the sheet: `alliance check` says why",
        listed(&unreadable)
    ));
    Ok(ExitStatus::Incomplete)
}

/// Writes a file that must not be there yet: somebody may have filled in the last one.
fn write(table: &Table, file: &Path, setting: &Session) -> Result<()> {
    let shown = terminal(&file.display().to_string()).into_owned();
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let bytes = match ending.as_deref() {
        // The mark by which Excel knows that a CSV is UTF-8.
        Some("csv") => format!("\u{feff}{}", table.csv()?).into_bytes(),
        Some("xlsx") => table.xlsx(setting.as_of.unwrap_or(setting.today))?,
        _ => bail!(
            "a sheet is written as .csv or .xlsx; name the file so: -o {}.xlsx",
            terminal(&file.with_extension("").display().to_string())
        ),
    };
    match write_fresh(&setting.here.join(file), bytes) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(
                "{shown} already exists and is left as it is, since somebody may have filled it in; name another \
                 file"
            )
        }
        Err(error) => Err(anyhow!("{shown} could not be written: {}", why(&error))),
    }
}
