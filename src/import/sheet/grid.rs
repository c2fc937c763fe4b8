//! Sheets, rows and cells, and how many of them are looked at.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Most rows of one sheet that are looked at, blank ones not counted.
pub const MAX_ROWS: usize = 25_000;
/// Most columns of one sheet that are looked at.
pub const MAX_COLUMNS: usize = 256;
/// Most sheets of a workbook that are looked at.
pub(super) const MAX_SHEETS: usize = 50;

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
}
