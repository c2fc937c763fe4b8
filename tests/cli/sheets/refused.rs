//! What is no sheet, or too much of one.

use std::io::Write;
use std::time::{Duration, Instant};

use super::{done, portfolio, refused, sound};

#[test]
fn what_is_no_partner_sheet_says_so_in_one_message() {
    let rows: String = (0..50_000).map(|row| format!("Partner {row},SI\n")).collect();
    let nameless = "Type,Owner,Start\nSI,Priya,2025-01-01\nSI,Priya,2025-01-01\n";
    for (name, bytes, wanted) in [
        ("empty.csv", Vec::new(), "the file is empty"),
        ("blank.csv", b"\n\n,,\n".to_vec(), "no cells with anything in them"),
        ("words.csv", b"once upon a time\nthere was\n".to_vec(), "no row of headings"),
        ("heads.csv", b"Partner,Type,Owner\n".to_vec(), "no row under the headings"),
        ("nameless.csv", nameless.into(), "no column holds the names"),
        (
            "twice.csv",
            b"Partner,Type\nTern,SI\nTERN,SI\n".to_vec(),
            "the same name is in two rows: `TERN` in rows 2 and 3;",
        ),
        ("long.csv", format!("Partner,Type\n{rows}").into_bytes(), "takes up to 2000 partners"),
        ("binary.csv", b"\x7fELF\x02\x01\x00\x00\x00\x07".to_vec(), "not a spreadsheet"),
        ("damaged.xlsx", b"PK\x03\x04 and no more".to_vec(), "damaged"),
        ("other.xlsx", zipped(&[("readme.txt", b"hello")]), "not a workbook"),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(), "Excel 97-2003"),
        ("locked.xlsx", locked(), "protected with a password"),
        ("locked.ods", locked_ods(), "protected with a password"),
    ] {
        let folder = portfolio("EUR", &[]).with(name, bytes);
        let started = Instant::now();
        let said = refused(&folder, &["import", "records", name]);
        assert!(said.contains(wanted), "{name}: {said}");
        assert!(said.len() < 500, "{name}: {said}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name}");
        assert!(!folder.file("import.yaml").exists(), "{name}");
    }
    let folder = portfolio("EUR", &[]);
    assert!(
        refused(&folder, &["import", "records", "nowhere.csv"])
            .contains("nowhere.csv: it cannot be read: it does not exist")
    );
    assert!(refused(&folder, &["import", "records", "."]).contains("it is a folder"));
}

/// A workbook that Excel has encrypted: a compound file with one stream of that name.
fn locked() -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend([0; 500]);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// A workbook of LibreOffice whose manifest says how its parts are encrypted.
fn locked_ods() -> Vec<u8> {
    let manifest = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
 <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
 <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="4000">
  <manifest:encryption-data manifest:checksum-type="SHA256" manifest:checksum="aGVsbG8=">
   <manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
  </manifest:encryption-data>
 </manifest:file-entry>
</manifest:manifest>"#;
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", &[0x8f; 64]),
    ])
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).expect("a file");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_not_read() {
    let blanks = vec![b' '; 120 * 1024 * 1024];
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &blanks)]);
    assert!(bomb.len() < 1024 * 1024, "{}", bomb.len());
    // The same, with a directory that states a small size.
    let mut lying = bomb.clone();
    let size = u32::try_from(blanks.len()).expect("fits").to_le_bytes();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&64_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, bomb);
    let folder = portfolio("EUR", &[]).with("bomb.xlsx", &bomb).with("lying.xlsx", &lying);
    for name in ["bomb.xlsx", "lying.xlsx"] {
        let said = refused(&folder, &["import", "records", name]);
        assert!(said.contains("unpacks to more than 96 MiB") || said.contains("damaged"), "{name}: {said}");
    }
    // A cell that says it is repeated a million times, in a million rows.
    let many = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16000\"/></table:table-row>";
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", many.as_bytes()),
    ]);
    let folder = portfolio("EUR", &[]).with("many.ods", &ods);
    assert!(refused(&folder, &["import", "records", "many.ods"]).contains("more than 4000000 cells"));
}

#[test]
fn whatever_a_sheet_holds_is_text_in_a_record() {
    let nasty = "Partner,Type,Owner,Notes,Odd\n\
        \"a: b # c\",SI,\"- x\",\"=HYPERLINK(\"\"http://x\"\")\",\"{a: [b\"\n\
        no,SI,\"*x\",\"line\none; &two\",\"!tag\"\n\
        \"../../etc/passwd\",SI,\"%x\",\"\u{1b}[2Jred\",\"'\"\n\
        2026,SI,\"@x\",\"a\tb\",\"\\\"\n";
    let folder = portfolio("EUR", &[]).with("p.csv", nasty);
    let import = folder.run(&["import", "records", "p.csv"]);
    assert!(!done(&import).contains('\u{1b}'), "{}", import.stdout);
    assert!(import.stdout.contains("Wrote 4 records"), "{}", import.stdout);
    assert!(folder.file("alliances/etc-passwd.yaml").exists());
    assert!(folder.read("alliances/a-b-c.yaml").contains("=HYPERLINK"));
    sound(&folder);
}
