//! A spreadsheet as rows of cells, whatever kind of file it comes from.

mod archive;
mod delimited;
mod workbook;

use std::fmt;

use anyhow::{Result, bail};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Most rows of one sheet that are looked at, blank ones not counted.
pub const MAX_ROWS: usize = 25_000;
/// Most columns of one sheet that are looked at.
pub const MAX_COLUMNS: usize = 256;
/// Most sheets of a workbook that are looked at.
const MAX_SHEETS: usize = 50;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// A text, without blanks at its ends.
    Text(String),
    /// A number, as the workbook stores it.
    Number(Decimal),
    /// A day, as the workbook stores it.
    Date(NaiveDate),
    /// What a spreadsheet shows in place of a value it could not compute: `#REF!`.
    Error(String),
}

impl Cell {
    /// A cell for a text, with the marks and blanks taken off that only a program sees.
    pub fn text(text: &str) -> Self {
        let clean: String = text
            .chars()
            .map(|letter| if matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}') { ' ' } else { letter })
            .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
            .filter(|letter| !matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}'))
            .collect();
        let clean = clean.trim();
        // An apostrophe before a sign keeps a spreadsheet from taking a text for a formula; it is no part of the text.
        let clean = match clean.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => clean,
        };
        if clean.is_empty() {
            return Self::Empty;
        }
        // A line end says that semicolons separate nothing: so an export marks one sentence that holds them.
        let marked = clean.contains(';')
            && !clean.contains('\n')
            && text.trim_end_matches([' ', '\r']).ends_with('\n');
        Self::Text(if marked { format!("{clean}\n") } else { clean.to_owned() })
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Error(text) => formatter.write_str(text),
            Self::Number(number) => write!(formatter, "{}", number.normalize()),
            Self::Date(date) => write!(formatter, "{date}"),
        }
    }
}

/// A row with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number that the spreadsheet shows beside it, from 1.
    pub number: usize,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(EMPTY)
    }

    /// How many cells have something in them.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name; that of the file, where the file is no workbook.
    pub name: String,
    /// Its rows, blank ones left out.
    pub rows: Vec<Row>,
    /// Whether there are more rows than are looked at.
    pub cut_off: bool,
}

impl Sheet {
    /// A cell as the spreadsheet calls it: `Partners!F7`, `'Partners 2026'!F7`.
    pub fn address(&self, row: usize, column: usize) -> String {
        let plain = self.name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let name = if plain { self.name.clone() } else { format!("'{}'", self.name.replace('\'', "''")) };
        format!("{name}!{}{row}", letters(column))
    }
}

/// The letters above a column, from 0: `A`, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Reads the sheets of a file. `name` is what to call the only sheet of a text file.
///
/// # Errors
/// When it is none that can be read; the message says why and what to do.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<Sheet>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bail!("the file is empty; save the sheet again, or name another file");
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        workbook::read(bytes)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        // Excel encrypts a workbook inside the container that .xls files use.
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if memchr::memmem::find(&bytes, &encrypted).is_some() {
            bail!(
                "the workbook is protected with a password; save it without one (File, Info, Protect Workbook), or save the sheet as CSV"
            );
        }
        bail!(
            "this is an Excel 97-2003 workbook (.xls) or another old Office file; save it as .xlsx or as CSV"
        );
    } else {
        vec![delimited::read(name, &bytes)?]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        bail!("the sheet has no cells with anything in them; save it again, or name another file");
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_by_the_letters_of_a_spreadsheet() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
        let sheet = |name: &str| Sheet { name: name.to_owned(), ..Sheet::default() };
        assert_eq!(sheet("Partners").address(7, 5), "Partners!F7");
        assert_eq!(sheet("Ann's 2026").address(7, 5), "'Ann''s 2026'!F7");
    }

    #[test]
    fn what_only_a_program_sees_is_no_part_of_a_cell() {
        assert_eq!(Cell::text("\u{feff} Tern\u{a0}Ltd "), Cell::Text("Tern Ltd".to_owned()));
        assert_eq!(Cell::text("'=1+1"), Cell::Text("=1+1".to_owned()));
        assert_eq!(Cell::text("'twas"), Cell::Text("'twas".to_owned()));
        assert_eq!(Cell::text(" \t"), Cell::Empty);
    }

    #[test]
    fn what_is_no_sheet_says_what_to_do() {
        let refused = |bytes: &[u8]| read("x", bytes.to_vec()).expect_err("refused").to_string();
        assert!(refused(b"").contains("empty"));
        assert!(refused(b" \r\n\n").contains("empty"));
        assert!(refused(b"\xD0\xCF\x11\xE0 and more").contains(".xls"));
        let mut locked = b"\xD0\xCF\x11\xE0".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(refused(&locked).contains("password"));
        assert!(refused(b"PK\x03\x04 and nothing more").contains("damaged"));
        assert!(refused(b"\x7fELF\x00\x01\x02").contains("not a spreadsheet"));
        assert!(refused(b",,,\n,,,\n").contains("no cells"));
    }
}
