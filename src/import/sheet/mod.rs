//! A spreadsheet as rows of cells, whatever kind of file it comes from.

mod archive;
mod delimited;
mod grid;
mod workbook;

use anyhow::{Result, bail};

pub use grid::{Cell, MAX_COLUMNS, MAX_ROWS, Row, Sheet, letters};

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;
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
