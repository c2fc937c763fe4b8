//! What stands in a document for Word and in a workbook, by readers that are not ours.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

/// The files of an archive: their names and texts, in its order.
pub fn files(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// The paragraphs of a document, a line each; the cells of a row of a table stand side by side.
pub fn paragraphs(bytes: &[u8]) -> String {
    let files = files(bytes);
    let (_, body) = files.iter().find(|(name, _)| name == "word/document.xml").expect("a document");
    let document = roxmltree::Document::parse(body).expect("XML");
    let text = |node: roxmltree::Node| -> String {
        node.descendants().filter(|node| node.has_tag_name((W, "t"))).filter_map(|node| node.text()).collect()
    };
    let mut lines = Vec::new();
    let body = document.root_element().first_element_child().expect("a body");
    for node in body.children().filter(roxmltree::Node::is_element) {
        if node.has_tag_name((W, "tbl")) {
            for row in node.children().filter(|node| node.has_tag_name((W, "tr"))) {
                let cells = row.children().filter(|node| node.has_tag_name((W, "tc"))).map(text);
                lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
            }
        } else if node.has_tag_name((W, "p")) {
            let mark = if node.descendants().any(|node| node.has_tag_name((W, "numPr"))) { "- " } else { "" };
            lines.push(format!("{mark}{}", text(node)).trim_end().to_owned());
        }
    }
    lines.join("\n") + "\n"
}

/// The namespace of documents.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A cell, told by its kind.
pub fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => format!("{text:?}"),
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) => {
            let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day")
                + chrono::Duration::days(day.as_f64() as i64);
            day.to_string()
        }
        other => format!("{other:?}"),
    }
}

/// The sheets of a workbook, a line for each row; text stands in quotes.
pub fn cells(bytes: &[u8]) -> String {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut lines = Vec::new();
    for name in workbook.sheet_names() {
        lines.push(format!("# {name}"));
        let range = workbook.worksheet_range(&name).expect("a sheet");
        lines.extend(range.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")));
    }
    lines.join("\n") + "\n"
}
