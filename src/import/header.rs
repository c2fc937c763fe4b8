//! Where the headings of a sheet are: under title rows, in one row or in two.

use super::columns::{Sure, guess};
use super::sheet::{Cell, Row, Sheet};

/// How many rows are looked at for headings.
const DEEPEST: usize = 40;

/// The headings of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The place among the sheet's rows of the first row of data.
    pub data: usize,
    /// The number of the row, or the last of the two rows, that holds the headings.
    pub row: usize,
    /// A heading for each column.
    pub columns: Vec<Heading>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// What stands above it, where there are two rows of headings.
    pub group: String,
    /// What stands over the column; empty where nothing does.
    pub own: String,
    /// What to call the column: unlike any other of the sheet, also where two have one heading.
    pub name: String,
}

/// Finds the headings: the row, or the two rows, with most names that `known` weighs; `None` where no row has two.
pub fn find(sheet: &Sheet, known: &dyn Fn(&str, &str) -> u32) -> Option<Header> {
    let mut best: Option<(u32, usize, bool)> = None;
    for (at, row) in sheet.rows.iter().enumerate().take(DEEPEST) {
        let below = sheet.rows.get(at + 1).filter(|below| below.number == row.number + 1);
        let single = score(&pair(None, row), known);
        let double = below
            .filter(|below| may_be_headings(row, below))
            .map_or(0, |below| score(&pair(Some(row), below), known));
        for (score, two) in [(single, false), (double, true)] {
            if score >= 3 && best.is_none_or(|(best, ..)| score > best) {
                best = Some((score, at, two));
            }
        }
    }
    let (_, at, two) = best?;
    let row = sheet.rows.get(at)?;
    let (columns, last, data) = if two {
        let below = sheet.rows.get(at + 1)?;
        (pair(Some(row), below), below, at + 2)
    } else {
        (pair(None, row), row, at + 1)
    };
    Some(Header { data, row: last.number, columns: named(columns) })
}

/// Whether two rows together may be headings: no figures, and the upper one more than a title.
fn may_be_headings(upper: &Row, lower: &Row) -> bool {
    let text = |cell: &Cell| matches!(cell, Cell::Empty | Cell::Text(_));
    upper.cells.iter().all(text) && lower.cells.iter().all(text) && upper.filled() >= 2
}

fn score(columns: &[Heading], known: &dyn Fn(&str, &str) -> u32) -> u32 {
    columns.iter().map(|heading| known(&heading.group, &heading.own)).sum()
}

/// The headings of one row, or of two. A heading above reaches over blank cells to its right, as merged cells do.
fn pair(upper: Option<&Row>, lower: &Row) -> Vec<Heading> {
    let width = lower.cells.len().max(upper.map_or(0, |row| row.cells.len()));
    let mut group = String::new();
    (0..width)
        .map(|column| {
            let own = one_line(lower.cell(column));
            let above = upper.map(|row| one_line(row.cell(column))).unwrap_or_default();
            if !above.is_empty() {
                group.clone_from(&above);
            }
            match (own.is_empty(), above.is_empty()) {
                // One heading over both rows.
                (true, false) => Heading { own: above, ..Heading::default() },
                (false, false) if own == above => Heading { own, ..Heading::default() },
                (false, _) if upper.is_some() => Heading { group: group.clone(), own, ..Heading::default() },
                _ => Heading { own, ..Heading::default() },
            }
        })
        .collect()
}

fn one_line(cell: &Cell) -> String {
    cell.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives each column a name of its own.
fn named(mut columns: Vec<Heading>) -> Vec<Heading> {
    let mut seen: Vec<String> = Vec::new();
    for heading in &mut columns {
        let joined = if heading.group.is_empty() {
            heading.own.clone()
        } else {
            format!("{}: {}", heading.group, heading.own)
        };
        let mut name = joined.clone();
        let mut copy = 2;
        while !name.is_empty() && seen.contains(&name) {
            name = format!("{joined} ({copy})");
            copy += 1;
        }
        seen.push(name.clone());
        heading.name = name;
    }
    columns
}

/// How much a heading of a partner sheet counts.
pub fn of_partners(group: &str, own: &str) -> u32 {
    match guess(group, own) {
        Some((_, Sure::Whole)) => 2,
        Some((_, Sure::Part)) => 1,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::read;

    fn header(text: &str) -> Option<Header> {
        let sheets = read("x", text.as_bytes().to_vec()).expect("a sheet");
        find(&sheets[0], &of_partners)
    }

    fn names(text: &str) -> Vec<String> {
        header(text).expect("headings").columns.into_iter().map(|heading| heading.name).collect()
    }

    #[test]
    fn headings_are_found_under_titles() {
        let found =
            header("Partner tracker 2026,,,\n\nPartner,Type,Owner\nTern,SI,Priya\n").expect("headings");
        assert_eq!((found.row, found.data), (3, 2));
        assert_eq!(header("a,b\n1,2\n"), None);
    }

    #[test]
    fn two_rows_of_headings_are_one() {
        assert_eq!(
            names(
                ",,Contract,,Our side,Their side\nPartner,Type,Start,End,Owner,Owner\nTern,SI,2025-01-01,2026-01-01,A,B\n"
            ),
            ["Partner", "Type", "Contract: Start", "Contract: End", "Our side: Owner", "Their side: Owner"]
        );
        assert_eq!(
            names("Partner,Type,Contract,,Notes\n,,Start,End,\nTern,SI,2025-01-01,2026-01-01,x\n"),
            ["Partner", "Type", "Contract: Start", "Contract: End", "Notes"]
        );
    }

    #[test]
    fn one_name_twice_is_told_apart() {
        assert_eq!(
            names("Partner,Notes,Notes,Owner\nTern,a,b,c\n"),
            ["Partner", "Notes", "Notes (2)", "Owner"]
        );
    }
}
