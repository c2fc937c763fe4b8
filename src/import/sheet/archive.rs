//! What a zip file holds, looked at before anything reads it: XLSX and ODS files are zip files, and a small one may stand
//! for any amount of memory.

use std::io::{self, Cursor, Read};

use anyhow::{Result, anyhow, bail};
use zip::ZipArchive;
use zip::result::ZipError;

/// Most bytes that a workbook may have when it is unpacked.
const MAX_UNPACKED: u64 = 96 * 1024 * 1024;
/// Most files in a workbook.
const MAX_FILES: usize = 2_000;

/// What kind of workbook it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkbookKind {
    /// Excel's.
    Xlsx,
    /// That of LibreOffice and others.
    Ods,
}

/// Says what kind of workbook it is, once it is known to be of a bearable size.
///
/// # Errors
/// When it is none, is damaged or encrypted, or unpacks to too much.
pub(super) fn check(bytes: &[u8]) -> Result<WorkbookKind> {
    let damaged = |_: ZipError| anyhow!("the workbook is damaged; save it again, or save the sheet as CSV");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let too_large = || {
        anyhow!(
            "the workbook unpacks to more than {} MiB, far more than a list of partners needs; save the one sheet as CSV",
            MAX_UNPACKED / (1024 * 1024)
        )
    };
    if archive.len() > MAX_FILES {
        return Err(too_large());
    }
    // The sizes that the directory states cost nothing to add up, and may be wrong: so everything is unpacked once, too,
    // into nothing.
    let mut stated: u64 = 0;
    for index in 0..archive.len() {
        let file = match archive.by_index_raw(index) {
            Ok(file) => file,
            Err(error) => return Err(damaged(error)),
        };
        if file.encrypted() {
            bail!("the workbook is protected with a password; save it without one, or save the sheet as CSV");
        }
        stated = stated.saturating_add(file.size());
    }
    if stated > MAX_UNPACKED {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(damaged)?;
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink())
            .map_err(|_| anyhow!("the workbook is damaged; save it again, or save the sheet as CSV"))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Ok(WorkbookKind::Xlsx)
    } else if has("xl/workbook.bin") {
        bail!("this is a binary workbook (.xlsb); save it as .xlsx or as CSV")
    } else if has("content.xml") {
        check_ods(&mut archive)?;
        Ok(WorkbookKind::Ods)
    } else {
        bail!("this zip file is not a workbook; give a CSV, TSV, XLSX or ODS file")
    }
}

/// Most cells that the rectangle of an ODS sheet may have.
const MAX_CELLS: usize = 4_000_000;

/// That no ODS sheet stands for more cells than fit: a cell may say that it is repeated a million times.
fn check_ods(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<()> {
    let mut xml = String::new();
    let read = archive.by_name("content.xml").map(|file| file.take(MAX_UNPACKED).read_to_string(&mut xml));
    if !matches!(read, Ok(Ok(_))) {
        bail!("the workbook is damaged or protected with a password; save the sheet as CSV");
    }
    let (mut row, mut column, mut rows_repeated) = (0_usize, 0_usize, 1_usize);
    let (mut last_row, mut last_column) = (0_usize, 0_usize);
    for tag in xml.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let repeated = |what: &str| -> usize {
            let number = tag.split_once(what).and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
            number.and_then(|number| number.parse().ok()).unwrap_or(1)
        };
        if tag.starts_with("table:table-row") && !tag.starts_with("table:table-rows") {
            row = row.saturating_add(rows_repeated);
            rows_repeated = repeated("number-rows-repeated=");
            column = 0;
        } else if tag.starts_with("table:table-cell") || tag.starts_with("table:covered-table-cell") {
            column = column.saturating_add(repeated("number-columns-repeated="));
            if tag.contains("value-type=") {
                last_row = last_row.max(row.saturating_add(rows_repeated));
                last_column = last_column.max(column);
            }
        } else if tag.starts_with("table:table ") {
            (row, column, rows_repeated) = (0, 0, 0);
        }
    }
    if last_row.saturating_mul(last_column) > MAX_CELLS {
        bail!(
            "the workbook has more than {MAX_CELLS} cells, far more than a list of partners needs; save the rows you need as CSV"
        );
    }
    Ok(())
}
