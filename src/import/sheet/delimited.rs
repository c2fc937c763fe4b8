//! CSV and its relatives: the encoding and the separator are found out.

use anyhow::{Result, bail};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::grid::{Cell, MAX_COLUMNS, MAX_ROWS, Row, Sheet};

/// What may separate cells; on equal grounds the first wins.
const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// How much of a text is looked at to find its separator.
const SAMPLE: usize = 64 * 1024;

/// Reads a text file as a sheet.
///
/// # Errors
/// When it is no text.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheet> {
    let text = decode(bytes)?;
    let (text, separator) = match named_separator(&text) {
        Some((separator, rest)) => (rest, separator),
        None => (text.as_str(), separator(&text)),
    };
    // Excel's own line `sep=;` counts as a row there.
    let skipped = usize::from(text.len() < bytes.len() && named_separator(&decode(bytes)?).is_some());
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number = skipped;
    loop {
        let before = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) | Err(_) => break,
        }
        number += 1 + blank_lines(text, before);
        if sheet.rows.len() == MAX_ROWS {
            sheet.cut_off = true;
            break;
        }
        let cells: Vec<Cell> = record.iter().take(MAX_COLUMNS).map(Cell::text).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            sheet.rows.push(Row { number, cells });
        }
    }
    Ok(sheet)
}

/// The lines without anything before the record that is read from `start`: the reader passes over them, a spreadsheet
/// counts them.
fn blank_lines(text: &str, start: usize) -> usize {
    let Some(rest) = text.get(start..) else { return 0 };
    // The reader may stop between the two letters of a line end.
    let rest = match text.as_bytes().get(start.wrapping_sub(1)) {
        Some(b'\r') => rest.strip_prefix('\n').unwrap_or(rest),
        _ => rest,
    };
    let blank = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    blank.replace("\r\n", "\n").chars().count()
}

/// The text of a file: UTF-8, UTF-16, or else Windows-1252.
fn decode(bytes: &[u8]) -> Result<String> {
    let decoded = |encoding: &'static encoding_rs::Encoding| encoding.decode(bytes).0.into_owned();
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return Ok(decoded(UTF_16LE));
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return Ok(decoded(UTF_16BE));
    }
    if memchr::memchr(0, bytes).is_some() {
        // Without a byte-order mark: in UTF-16 every second byte of a mostly Latin text is a nul.
        let nul_at = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let half = bytes.len() / 2;
        return match (nul_at(0) * 10 > half * 7, nul_at(1) * 10 > half * 7) {
            (false, true) => Ok(decoded(UTF_16LE)),
            (true, false) => Ok(decoded(UTF_16BE)),
            _ => bail!("this is not a spreadsheet; give a CSV, TSV, XLSX or ODS file"),
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(decoded(UTF_8)),
        Err(_) => Ok(decoded(WINDOWS_1252)),
    }
}

/// The separator that Excel's first line `sep=;` names, and the text after it.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end().strip_prefix("sep=")?.as_bytes() {
        [separator] if separator.is_ascii() => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator by which most records have the same number of cells.
fn separator(text: &str) -> u8 {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let sample = &text[..end];
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(sample.as_bytes());
        let widths: Vec<usize> = reader
            .byte_records()
            .take(200)
            .filter_map(Result::ok)
            .map(|record| record.len())
            .filter(|width| *width > 1)
            .collect();
        // Records of one width, weighed by it: a comma in each sentence makes two cells of every row, too.
        let alike = widths
            .iter()
            .map(|width| widths.iter().filter(|other| *other == width).count() * width.min(&12))
            .max();
        if let Some(score) = alike.filter(|score| *score > best.0) {
            best = (score, separator);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let sheet = read("x", bytes).expect("a sheet");
        sheet
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(ToString::to_string).collect()))
            .collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn encodings_are_found_out() {
        let text = "Partner;Größe\nBergmann & Söhne;1,5\n";
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark.to_vec(), rest].concat();
        let latin: Vec<u8> =
            text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
        let expected = vec![row(1, &["Partner", "Größe"]), row(2, &["Bergmann & Söhne", "1,5"])];
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
            marked(b"\xFF\xFE", utf16(u16::to_le_bytes)),
            marked(b"\xFE\xFF", utf16(u16::to_be_bytes)),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            latin,
        ] {
            assert_eq!(cells(&bytes), expected);
        }
        // The euro sign of Windows-1252.
        assert_eq!(cells(b"a,b\n\x80 40k,\xE9\n")[1], row(2, &["€ 40k", "é"]));
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        for end in ["\n", "\r\n"] {
            let text = "Title\n\n\nPartner,Notes\nTern,\"two\nlines\"\n\nLark,x\n".replace('\n', end);
            let rows = cells(text.as_bytes());
            let numbers: Vec<usize> = rows.iter().map(|row| row.0).collect();
            assert_eq!(numbers, [1, 4, 5, 7], "{end:?}");
        }
    }

    #[test]
    fn separators_are_found_out() {
        for (text, width) in [
            ("Partner;Ziel\nA, B und C;1,5\nD, E;2,5\n", 2),
            ("Partner\tTarget\nA, B\t1,5\n", 2),
            ("Partner,Target\nA; B,1\n\"C, D\",2\n", 2),
            ("sep=|\nPartner|Target\nA|1\n", 2),
            ("Partner|Target|x\nA|1|y\n", 3),
            ("Partner\nA\n", 1),
        ] {
            assert!(cells(text.as_bytes()).iter().all(|row| row.1.len() == width), "{text}");
        }
        assert_eq!(cells(b"sep=;\na;b\n")[0].0, 2);
    }

    #[test]
    fn any_bytes_are_a_sheet_or_a_message() {
        for seed in 0..2_000_u32 {
            let mut state = seed.wrapping_mul(2_654_435_761);
            let bytes: Vec<u8> = (0..seed % 90)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    b"\",;\n\r\t a=\xFF\xFE\x00\xE9|1"[(state >> 24) as usize % 15]
                })
                .collect();
            let _ = super::super::read("x", bytes);
        }
    }
}
