//! XLSX and ODS: values as they are stored, and merged cells as people mean them.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Result, anyhow, bail};
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Reader, Xlsx};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::archive::{self, WorkbookKind};
use super::grid::{Cell, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Row, Sheet};
use crate::model::exact_decimal;

/// The most cells that a merge may fill: one over a whole column is meant for its look.
const MAX_MERGED: usize = 2_000;

/// Reads the sheets of a workbook.
///
/// # Errors
/// When it is none that can be read.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>> {
    match archive::check(&bytes)? {
        WorkbookKind::Xlsx => xlsx(bytes),
        WorkbookKind::Ods => ods(bytes),
    }
}

fn damaged() -> anyhow::Error {
    anyhow!("the workbook could not be read; save it again as .xlsx, or save the sheet as CSV")
}

fn xlsx(bytes: Vec<u8>) -> Result<Vec<Sheet>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let mut cut_off = false;
        // A sheet that holds only a chart has no cells to read.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
            let (row, column) = cell.get_position();
            let value = of_xlsx(cell.get_value());
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if value.is_empty() || column >= MAX_COLUMNS {
                continue;
            }
            if rows.len() == MAX_ROWS && !rows.contains_key(&row) {
                cut_off = true;
                break;
            }
            put(rows.entry(row).or_default(), column, value);
        }
        drop(cells);
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        fill(&mut rows, &merged);
        sheets.push(sheet(name, rows, cut_off));
    }
    Ok(sheets)
}

fn ods(bytes: Vec<u8>) -> Result<Vec<Sheet>> {
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => {
            anyhow!(
                "the workbook is protected with a password; save it without one, or save the sheet as CSV"
            )
        }
        _ => damaged(),
    })?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let range = workbook.worksheet_range(&name).map_err(|_| damaged())?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let mut cut_off = false;
        for (row, column, data) in range.used_cells() {
            let value = of_ods(data);
            let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = column.saturating_add(usize::try_from(left).unwrap_or(usize::MAX));
            if value.is_empty() || column >= MAX_COLUMNS {
                continue;
            }
            if rows.len() == MAX_ROWS && !rows.contains_key(&row) {
                cut_off = true;
                break;
            }
            put(rows.entry(row).or_default(), column, value);
        }
        sheets.push(sheet(name, rows, cut_off));
    }
    if sheets.is_empty() {
        bail!("the workbook has no sheet; save it again, or save the sheet as CSV");
    }
    Ok(sheets)
}

fn sheet(name: String, rows: BTreeMap<u32, Vec<Cell>>, cut_off: bool) -> Sheet {
    let rows = rows
        .into_iter()
        .map(|(row, cells)| Row {
            number: usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1),
            cells,
        })
        .collect();
    Sheet { name, rows, cut_off }
}

fn put(cells: &mut Vec<Cell>, column: usize, value: Cell) {
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = value;
    }
}

/// Gives every cell of a merged region the value that the region shows. A title over the whole width stays one cell.
fn fill(rows: &mut BTreeMap<u32, Vec<Cell>>, merged: &[Dimensions]) {
    for region in merged.iter().take(MAX_ROWS) {
        let (first, last) = (region.start, region.end);
        let size = region.len();
        let title = first.0 == last.0 && last.1.saturating_sub(first.1) >= 5;
        if title || size > MAX_MERGED as u64 {
            continue;
        }
        let left = usize::try_from(first.1).unwrap_or(usize::MAX);
        let Some(value) = rows.get(&first.0).and_then(|cells| cells.get(left)).cloned() else { continue };
        if value.is_empty() {
            continue;
        }
        for row in first.0..=last.0 {
            for column in first.1..=last.1 {
                let column = usize::try_from(column).unwrap_or(usize::MAX);
                if column >= MAX_COLUMNS {
                    break;
                }
                let cells = rows.entry(row).or_default();
                if cells.get(column).is_none_or(Cell::is_empty) {
                    put(cells, column, value.clone());
                }
            }
        }
    }
}

fn of_xlsx(data: &DataRef) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell::Number(Decimal::from(*number)),
        DataRef::Float(number) => number_cell(*number),
        DataRef::Bool(yes) => Cell::Text(if *yes { "yes" } else { "no" }.to_owned()),
        DataRef::DateTime(moment) => moment_cell(moment),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn of_ods(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::text(text),
        Data::Int(number) => Cell::Number(Decimal::from(*number)),
        Data::Float(number) => number_cell(*number),
        Data::Bool(yes) => Cell::Text(if *yes { "yes" } else { "no" }.to_owned()),
        Data::DateTime(moment) => moment_cell(moment),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => Cell::text(text),
        Data::Error(error) => Cell::Error(error.to_string()),
        // A kind of cell that this version does not know is shown as it would print.
        #[expect(unreachable_patterns, reason = "the crate may gain kinds of cells")]
        other => Cell::text(&other.to_string()),
    }
}

/// The shortest decimal number that is stored as this one: what the person typed.
fn number_cell(number: f64) -> Cell {
    let text = number.to_string();
    exact_decimal(&text).map_or_else(|| Cell::text(&text), |number| Cell::Number(number.normalize()))
}

fn moment_cell(moment: &ExcelDateTime) -> Cell {
    // Day 0 and what lies before it, or beyond the year 9999, is no day.
    let days = moment.as_f64();
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&days) {
        return number_cell(days);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    date.map_or_else(|| number_cell(days), Cell::Date)
}

fn iso_cell(text: &str) -> Cell {
    let date = text.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    date.map_or_else(|| Cell::text(text), Cell::Date)
}
