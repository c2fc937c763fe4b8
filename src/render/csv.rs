//! A table for a spreadsheet: one writer for every command, so that no cell of any of them is a formula.

use crate::model::exact_decimal;
use crate::render::escape::{cell, terminal};
use anyhow::{Result, anyhow};

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
            row.map(|text| match exact_decimal(&text) {
                Some(_) => text,
                None => cell(&terminal(&text)),
            })
        }),
    )
}

/// Headings and rows, every cell in quotes that is more than one plain word, day or figure: where the list separator is a
/// semicolon, a cell that holds one would be cut in two, and its second half might be a formula. Whoever calls it has made
/// each cell safe.
pub(super) fn written<const COLUMNS: usize>(
    headings: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<String> {
    // The writer's own styles quote either too little or every single word.
    let mut table = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Never).from_writer(Vec::new());
    table.write_record(headings)?;
    for row in rows {
        table.write_record(row.map(quoted))?;
    }
    let bytes = table.into_inner().map_err(|error| anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes)?)
}

fn quoted(cell: String) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if cell.bytes().all(plain) { cell } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_semicolon_or_a_blank_within_a_cell_stays_within_it() {
        let row = ["Tern;=1+1".to_owned(), "Tern Ltd".to_owned(), "2026-01-31".to_owned(), String::new()];
        assert_eq!(
            table(["a", "b", "c", "d"], [row]).expect("a table"),
            "a,b,c,d\n\"Tern;=1+1\",\"Tern Ltd\",2026-01-31,\n"
        );
    }

    #[test]
    fn figures_stay_figures_and_formulas_become_text() {
        let rows = [["-12.5".to_owned(), "-12+A1".to_owned()], ["7".to_owned(), "=1, \"a\"\n".to_owned()]];
        assert_eq!(
            table(["a", "b"], rows).expect("a table"),
            "a,b\n-12.5,\"'-12+A1\"\n7,\"'=1, \"\"a\"\"\\u{a}\"\n"
        );
    }
}
