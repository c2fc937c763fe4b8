//! A table for a spreadsheet: one writer for every command, so that no cell of any of them is a formula.

use anyhow::{Result, anyhow};
use rust_decimal::Decimal;

use crate::render::escape::{cell, terminal};

/// The headings and one line for each row. A figure stays a figure, also a negative one; everything else is text.
///
/// # Errors
/// When it cannot be written, which memory rules out.
pub fn table<const COLUMNS: usize>(
    headings: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<String> {
    written(
        headings,
        rows.into_iter().map(|row| {
            row.map(|text| match text.parse::<Decimal>() {
                Ok(_) => text,
                Err(_) => cell(&terminal(&text)),
            })
        }),
    )
}

/// Headings and rows as they are, quoted where they have to be: whoever calls it has made each cell safe.
pub(super) fn written<const COLUMNS: usize>(
    headings: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(headings)?;
    for row in rows {
        table.write_record(row)?;
    }
    let bytes = table.into_inner().map_err(|error| anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn figures_stay_figures_and_formulas_become_text() {
        let rows = [["-12.5".to_owned(), "-12+A1".to_owned()], ["7".to_owned(), "=1, \"a\"\n".to_owned()]];
        assert_eq!(
            table(["a", "b"], rows).expect("a table"),
            "a,b\n-12.5,'-12+A1\n7,\"'=1, \"\"a\"\"\\u{a}\"\n"
        );
    }
}
