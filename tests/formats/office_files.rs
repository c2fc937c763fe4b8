//! Workbooks and documents for Word: what their readers find in them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::office::{W, files, paragraphs};
use crate::support::{Folder, at_root, run};

const RECORD: &str = "type: strategic\nstage: active\nstarted: 2024-01-01\n";

/// What a command writes into a file.
fn written(folder: &Folder, args: &[&str], file: &str) -> Vec<u8> {
    let run = run(folder.path(), &[args, &["-o", file]].concat(), "");
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    std::fs::read(folder.path().join(file)).expect("the file")
}

/// A copy of the sample portfolio.
fn sample() -> Folder {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect(name);
    let names = ["tern-analytics", "northstar-cloud", "tariff-owl", "quillon-data", "oakline-crm"];
    names.iter().fold(Folder::new().with("portfolio.yaml", read("portfolio.yaml")), |folder, name| {
        let file = format!("alliances/{name}.yaml");
        folder.with(&file, read(&file))
    })
}

fn rows(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = workbook.worksheet_range("Portfolio").expect("the table");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_has_figures_days_and_words() {
    let folder = sample();
    let rows = rows(&written(&folder, &["summary"], "board.xlsx"));
    let column = |heading: &str| {
        let is = |cell: &Data| matches!(cell, Data::String(text) if text == heading);
        rows[0].iter().position(is).unwrap_or_else(|| panic!("{heading}: {:?}", rows[0]))
    };
    let named = |name: &str| {
        let is = |row: &&Vec<Data>| matches!(&row[0], Data::String(text) if text == name);
        rows.iter().find(is).unwrap_or_else(|| panic!("{name}"))
    };
    let text = |text: &str| Data::String(text.to_owned());
    let value = column("Incremental value in 12 months, EUR");
    let tern = named("Tern Analytics");
    assert_eq!(tern[column("Decision")], text("Wind down"));
    assert_eq!(tern[column("Days overdue")], Data::Float(161.0));
    assert_eq!(tern[column("Attention a quarter, EUR")], Data::Float(14_040.0));
    assert_eq!(tern[value], Data::Float(45_400.0));
    for day in ["Decide by", "Last full review", "Notice by", "Earliest exit"] {
        assert!(matches!(tern[column(day)], Data::DateTime(_)), "{day}: {:?}", tern[column(day)]);
    }
    // What is not known is not nothing.
    let owl = named("Tariff Owl");
    assert_eq!((&owl[value], &owl[column("Last full review")]), (&text("not measured"), &text("none")));
    assert_eq!(named("Oakline CRM")[column("Decide by")], Data::Empty);
    // The same figures as the table for programs.
    let json: serde_json::Value =
        serde_json::from_str(&run(folder.path(), &["summary", "-o", "json"], "").stdout).expect("JSON");
    assert_eq!(json["alliances"].as_array().expect("a list").len(), rows.len() - 1);
    for (alliance, row) in json["alliances"].as_array().expect("a list").iter().zip(&rows[1..]) {
        assert_eq!(row[0], text(alliance["alliance"].as_str().expect("a name")));
        if let Some(known) = alliance["incremental_value"].as_str() {
            assert_eq!(row[value], Data::Float(known.parse().expect("a figure")), "{alliance}");
        }
    }
}

#[test]
fn the_workbook_is_ready_to_read_and_to_print() {
    let bytes = written(&sample(), &["summary"], "board.xlsx");
    let files = files(&bytes);
    let part = |name: &str| {
        let text = files.iter().find(|(file, _)| file == name).map(|(_, text)| text.as_str());
        roxmltree::Document::parse(text.expect(name)).expect("XML")
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    let node = |name: &str| {
        sheet.descendants().find(|node| node.tag_name().name() == name).unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(
        (node("pane").attribute("state"), node("pane").attribute("ySplit")),
        (Some("frozen"), Some("1"))
    );
    assert_eq!(node("autoFilter").attribute("ref"), Some("A1:P6"));
    let setup = node("pageSetup");
    assert_eq!(setup.attribute("orientation"), Some("landscape"));
    assert_eq!(setup.attribute("fitToHeight"), Some("0"), "one page wide, as many as needed high");
    assert_eq!(node("pageSetUpPr").attribute("fitToPage"), Some("1"));
    let widths: Vec<f64> = sheet
        .descendants()
        .filter(|node| node.tag_name().name() == "col")
        .filter_map(|node| node.attribute("width")?.parse().ok())
        .collect();
    assert!(!widths.is_empty() && widths.iter().all(|width| (9.0..=50.0).contains(width)), "{widths:?}");
    let styles = part("xl/styles.xml");
    let formats: Vec<&str> = styles.descendants().filter_map(|node| node.attribute("formatCode")).collect();
    assert!(formats.iter().any(|format| format.contains("[$EUR]")), "{formats:?}");
    assert!(formats.contains(&"d mmm yyyy"), "{formats:?}");
}

#[test]
fn no_name_is_a_formula_in_a_workbook() {
    let hostile =
        ["=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "\\t=1", "{=1}", "http://evil.example", "'=1"];
    let folder = hostile.iter().enumerate().fold(Folder::new(), |folder, (at, name)| {
        folder.with(
            &format!("alliances/{at}.yaml"),
            format!("name: \"{name}\"\npartner: P\nowners: {{ us: {{ name: \"{name}\" }} }}\n{RECORD}"),
        )
    });
    let bytes = written(&folder, &["summary", "--as-of", "2026-11-22"], "board.xlsx");
    for row in &rows(&bytes)[1..] {
        assert!(matches!(&row[0], Data::String(_)), "{:?}", row[0]);
    }
    let found: Vec<String> = rows(&bytes)[1..].iter().map(|row| row[0].to_string()).collect();
    for name in &hostile[..3] {
        assert!(found.iter().any(|found| found == name), "{name} stays what it is: {found:?}");
    }
    for (name, text) in files(&bytes).iter().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        let sheet = roxmltree::Document::parse(text).expect("XML");
        let formula = |node: &roxmltree::Node| ["f", "hyperlink"].contains(&node.tag_name().name());
        assert!(!sheet.descendants().any(|node| formula(&node)), "{name}");
    }
}

#[test]
fn the_same_words_are_the_same_bytes() {
    let folder = sample();
    for (args, file) in [
        (["summary"].as_slice(), "board.xlsx"),
        (&["summary"], "board.docx"),
        (&["brief", "tern"], "tern.docx"),
    ] {
        let once = written(&folder, args, file);
        // Archives keep time in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2_100));
        assert!(once == written(&folder, args, file), "{file}");
    }
}

#[test]
fn a_document_is_whole() {
    let folder = sample();
    for (args, file) in [(["summary"].as_slice(), "board.docx"), (&["brief", "tern"], "tern.docx")] {
        let bytes = written(&folder, args, file);
        let files = files(&bytes);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[0], "[Content_Types].xml");
        for (name, text) in &files {
            let part = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            // Every part that is named is there.
            let base =
                name.strip_suffix(".rels").map(|name| if name.starts_with("word/") { "word/" } else { "" });
            for target in part.descendants().filter_map(|node| node.attribute("Target")) {
                let target = format!("{}{target}", base.expect("relations"));
                assert!(names.contains(&target.as_str()), "{name}: {target}");
            }
            for part in part.descendants().filter_map(|node| node.attribute("PartName")) {
                assert!(names.contains(&&part[1..]), "{name}: {part}");
            }
        }
        let text =
            |name: &str| files.iter().find(|(file, _)| file == name).map(|(_, text)| text).expect(name);
        let styles = roxmltree::Document::parse(text("word/styles.xml")).expect("XML");
        let known: Vec<&str> =
            styles.descendants().filter_map(|node| node.attribute((W, "styleId"))).collect();
        let document = roxmltree::Document::parse(text("word/document.xml")).expect("XML");
        let named =
            document.descendants().filter(|node| ["pStyle", "tblStyle"].contains(&node.tag_name().name()));
        for style in named.filter_map(|node| node.attribute((W, "val"))) {
            assert!(known.contains(&style), "{file}: there is no style {style}");
        }
        let number = |node: roxmltree::Node, key: &str| -> u32 {
            node.attribute((W, key)).and_then(|text| text.parse().ok()).expect(key)
        };
        let one = |name: &str| {
            document
                .descendants()
                .find(|node| node.tag_name().name() == name)
                .unwrap_or_else(|| panic!("{name}"))
        };
        let room = number(one("pgSz"), "w") - number(one("pgMar"), "left") - number(one("pgMar"), "right");
        for table in document.descendants().filter(|node| node.has_tag_name((W, "tbl"))) {
            let columns = table.descendants().filter(|node| node.has_tag_name((W, "gridCol")));
            let widths: Vec<u32> = columns.map(|column| number(column, "w")).collect();
            assert!(widths.iter().sum::<u32>() <= room, "{file}: wider than the page: {widths:?}");
            assert!(widths.iter().all(|width| *width > 400), "{file}: {widths:?}");
            for row in table.children().filter(|node| node.has_tag_name((W, "tr"))) {
                let cells = row.children().filter(|node| node.has_tag_name((W, "tc"))).count();
                assert_eq!(cells, widths.len(), "{file}");
            }
        }
    }
}

#[test]
fn a_brief_for_word_says_what_the_brief_says() {
    let folder = sample();
    let words = paragraphs(&written(&folder, &["brief", "tern"], "tern.docx"));
    for said in [
        "Tern Analytics: review brief\n",
        "Wind down. Below its agreed minimum",
        "| Decide by | now, 161 days overdue",
        "| Cost of waiting | 72 hours and EUR 14,040 a quarter |",
        "| Owner | Tomás Reyes",
        "| Earliest exit | 31 August 2027",
        "Why\n- ",
        "The four questions\n| What each side contributes | ",
        "Options\n| Wind down | EUR 42,120 until 31 August 2027, then nothing; notice by 2 July 2027 |",
        "Agenda\n- Decide to wind it down, with notice by 2 July 2027",
    ] {
        assert!(words.contains(said), "{said:?} is missing:\n{words}");
    }
    // Every sentence of the Markdown is there, too.
    let markdown = run(folder.path(), &["brief", "tern", "-o", "markdown"], "").stdout;
    for line in markdown.lines().filter_map(|line| line.strip_prefix("- ")).filter(|line| !line.contains('*'))
    {
        let line = line.replace('\\', "");
        assert!(words.contains(&line), "{line:?} is missing:\n{words}");
    }
}

#[test]
fn a_file_of_another_program_goes_through_a_pipe_as_it_is() {
    let bytes = crate::support::command(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
        &["brief", "tern", "-o", "docx"],
    );
    let output = { bytes }.output().expect("output");
    assert!(paragraphs(&output.stdout).starts_with("Tern Analytics: review brief"));
    let both = at_root(&["summary", "-o", "xlsx", "-o", "docx"]);
    assert_eq!(both.code, 2);
    assert!(both.stderr.contains("cannot both go to standard output"), "{}", both.stderr);
}
