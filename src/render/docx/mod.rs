//! A document for Word: WordprocessingML in an archive, and the same bytes for the same words.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use unicode_width::UnicodeWidthStr;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::document::{Part, sentence};
use super::escape::xml;
use super::text::page::Column;
use crate::text::capital;

/// What is the same in every document; its first is what a reader of archives looks at first.
const FIXED: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("types.xml")),
    ("_rels/.rels", include_str!("package.rels")),
    ("word/_rels/document.xml.rels", include_str!("document.rels")),
    ("word/styles.xml", include_str!("styles.xml")),
    ("word/numbering.xml", include_str!("numbering.xml")),
    ("word/settings.xml", include_str!("settings.xml")),
];
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// Which way a page of A4 lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Higher than wide.
    Upright,
    /// Wider than high, for a table.
    Across,
}

impl Orientation {
    /// Width and height in twentieths of a point.
    fn size(self) -> (u32, u32) {
        match self {
            Self::Upright => (11_906, 16_838),
            Self::Across => (16_838, 11_906),
        }
    }

    /// The width between the margins.
    fn room(self) -> u32 {
        self.size().0 - 2 * MARGIN
    }
}

/// 17 mm.
const MARGIN: u32 = 964;

/// The document.
///
/// # Errors
/// When it is larger than an archive can be.
pub fn document(parts: &[Part], sheet: Orientation) -> Result<Vec<u8>> {
    let title = parts.iter().find_map(|part| match part {
        Part::Title(title, beside) => Some((title.as_str(), beside.as_str())),
        _ => None,
    });
    let (title, beside) = title.unwrap_or_default();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // An archive has a date for each of its files; a fixed one, so that the same words are the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let made = [
        ("word/document.xml", body(parts, sheet)),
        ("word/footer1.xml", footer(&format!("{title}, {beside}"), sheet)),
        ("docProps/core.xml", properties(title)),
    ];
    let fixed = FIXED.iter().map(|(name, text)| (*name, *text));
    for (name, text) in fixed.chain(made.iter().map(|(name, text)| (*name, text.as_str()))) {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn properties(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        xml(title)
    )
}

/// Whose it is, and which page of how many.
fn footer(text: &str, sheet: Orientation) -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\"{name}\">{}</w:fldSimple>", run("1", ""));
    format!(
        "{HEAD}<w:ftr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}</w:p></w:ftr>",
        sheet.room(),
        run(text, ""),
        field("PAGE"),
        run(" of ", ""),
        field("NUMPAGES"),
    )
}

fn body(parts: &[Part], sheet: Orientation) -> String {
    let mut out = format!("{HEAD}<w:document {MAIN}><w:body>");
    for part in parts {
        match part {
            Part::Title(title, beside) => {
                paragraph(&mut out, "Title", &run(title, ""));
                paragraph(&mut out, "Subtitle", &run(beside, ""));
            }
            Part::Callout(word, why) => {
                let word = run(&format!("{word}. "), "<w:b/>");
                paragraph(&mut out, "Decision", &(word + &run(why, "")));
            }
            Part::Heading(text) => paragraph(&mut out, "Heading1", &run(text, "")),
            Part::Minor(text) => paragraph(&mut out, "Heading2", &run(text, "")),
            Part::Text(text) => paragraph(&mut out, "Normal", &run(text, "")),
            Part::List(items) => list(&mut out, "ListBullet", 1, items),
            Part::Tasks(items) => list(&mut out, "Task", 2, items),
            Part::Facts(facts) => facts_table(&mut out, facts, sheet),
            Part::Chart(levels) => {
                paragraph(&mut out, "Normal", &run(&levels.title, "<w:b/>"));
                let bars = run(&levels.line(false), "") + &run("  ", "");
                paragraph(&mut out, "Normal", &(bars + &run(&levels.in_words(), "")));
            }
            Part::Table(columns, rows) => table(&mut out, columns, rows, sheet),
        }
    }
    let (width, height) = sheet.size();
    let across = if sheet == Orientation::Across { " w:orient=\"landscape\"" } else { "" };
    let _ = write!(
        out,
        "<w:sectPr><w:footerReference xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{across}/><w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"500\" w:footer=\"450\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    out
}

/// A text in one look, which is markup.
fn run(text: &str, look: &str) -> String {
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text))
}

fn paragraph(out: &mut String, style: &str, runs: &str) {
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>");
}

/// Each item names its list itself: not every reader follows a style to it.
fn list(out: &mut String, style: &str, number: u8, items: &[String]) {
    for item in items {
        let _ = write!(
            out,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr></w:pPr>{}</w:p>",
            run(&capital(item), "")
        );
    }
}

fn opened(out: &mut String, style: &str, widths: &[u32]) {
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>()
    );
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

/// After a table comes a paragraph, or Word takes two of them for one.
fn closed(out: &mut String) {
    out.push_str(
        "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>",
    );
}

fn cell(out: &mut String, width: u32, style: &str, right: bool, runs: &str) {
    let right = if right { "<w:jc w:val=\"right\"/>" } else { "" };
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{right}</w:pPr>{runs}</w:p></w:tc>"
    );
}

fn facts_table(out: &mut String, facts: &[(String, String)], sheet: Orientation) {
    let longest = facts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let names = (twips(longest) + 200).min(sheet.room() / 4);
    let widths = [names, sheet.room() - names];
    opened(out, "TableNormal", &widths);
    for (name, fact) in facts {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        cell(out, widths[0], "Fact", false, &run(name, "<w:color w:val=\"5D6268\"/>"));
        cell(out, widths[1], "Fact", false, &run(fact, ""));
        out.push_str("</w:tr>");
    }
    closed(out);
}

fn table(out: &mut String, columns: &[Column], rows: &[Vec<String>], sheet: Orientation) {
    let widths = widths(columns, rows, sheet.room());
    opened(out, "Figures", &widths);
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in columns.iter().zip(&widths) {
        cell(out, *width, "Cell", column.right, &run(&sentence(column.heading), "<w:b/>"));
    }
    out.push_str("</w:tr>");
    for row in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((text, column), width) in row.iter().zip(columns).zip(&widths) {
            cell(out, *width, "Cell", column.right, &run(text, ""));
        }
        out.push_str("</w:tr>");
    }
    closed(out);
}

/// About how wide letters of a cell are, in twentieths of a point.
fn twips(letters: usize) -> u32 {
    u32::try_from(letters).unwrap_or(u32::MAX).saturating_mul(98)
}

/// Longest word that a column keeps whole, and letters of a cell beyond which it claims no more room.
const WORD: usize = 14;
const LINE: usize = 48;

/// The widths of the columns, which fill the room: each its longest word first, then what its longest cell would like.
fn widths(columns: &[Column], rows: &[Vec<String>], room: u32) -> Vec<u32> {
    let texts = |at: usize| {
        let heading = columns.get(at).map(|column| column.heading);
        heading.into_iter().chain(rows.iter().filter_map(move |row| row.get(at).map(String::as_str)))
    };
    let least = |at: usize| {
        texts(at).flat_map(str::split_whitespace).map(UnicodeWidthStr::width).max().unwrap_or(0).min(WORD)
    };
    let wished = |at: usize| texts(at).map(UnicodeWidthStr::width).max().unwrap_or(0).min(LINE);
    let least: Vec<u32> = (0..columns.len()).map(|at| twips(least(at)) + 140).collect();
    let wished: Vec<u32> = (0..columns.len()).map(|at| twips(wished(at)) + 140).collect();
    let more: Vec<u32> =
        wished.iter().zip(&least).map(|(wished, least)| wished.saturating_sub(*least)).collect();
    let (used, all) = (least.iter().sum::<u32>(), more.iter().sum::<u32>().max(1));
    match room.checked_sub(used) {
        Some(left) => {
            let share =
                |more: u32| u32::try_from(u64::from(left) * u64::from(more) / u64::from(all)).unwrap_or(0);
            least.iter().zip(&more).map(|(least, more)| least + share(*more)).collect()
        }
        // More columns than there is room for: each in proportion.
        None => {
            let fit =
                |least: u32| u32::try_from(u64::from(least) * u64::from(room) / u64::from(used)).unwrap_or(0);
            least.into_iter().map(fit).collect()
        }
    }
}
