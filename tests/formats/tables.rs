//! JUnit, Markdown and CSV.

use crate::support::Folder;
use crate::{FILE, at_root, expected, of_odd};

#[test]
fn junit_has_a_suite_for_each_alliance() {
    let text = at_root(&["check", "-o", "junit"]).stdout;
    let document = roxmltree::Document::parse(&text).expect("XML");
    let root = document.root_element();
    let suites: Vec<_> = root.children().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), 10, "the portfolio and nine alliances");
    let number = |node: &roxmltree::Node, key: &str| {
        node.attribute(key).and_then(|text| text.parse::<usize>().ok()).expect("a number")
    };
    for suite in &suites {
        let count = |tag: &str| suite.descendants().filter(|node| node.has_tag_name(tag)).count();
        assert_eq!(number(suite, "tests"), count("testcase"), "{suite:?}");
        assert_eq!(number(suite, "failures"), count("failure"));
        assert_eq!(number(suite, "errors"), count("error"));
        assert_eq!(number(suite, "skipped"), count("skipped"));
        assert!(count("testcase") > 0);
    }
    let sum = |key: &str| suites.iter().map(|suite| number(suite, key)).sum::<usize>();
    assert_eq!((number(&root, "tests"), number(&root, "failures")), (sum("tests"), sum("failures")));
    let case = |alliance: &str, rule: &str| {
        document
            .descendants()
            .find(|node| {
                node.attribute("classname") == Some(alliance) && node.attribute("name") == Some(rule)
            })
            .expect(rule)
    };
    let drifting = case("Tern Analytics", "drifting-alliance");
    let suite = drifting.parent_element().expect("a suite");
    assert_eq!(suite.attribute("file"), Some("alliances/tern-analytics.yaml"));
    let told = drifting.descendants().filter_map(|node| node.text()).collect::<String>();
    assert!(told.contains("alliances/tern-analytics.yaml:53:12: error"), "{told}");
    // No attribute that the schema of Jenkins' xUnit plugin does not know.
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let known: &[&str] = match node.tag_name().name() {
            "testsuites" => &["name", "time", "tests", "failures", "errors"],
            "testsuite" => &["name", "tests", "failures", "errors", "skipped", "timestamp", "file", "time"],
            "testcase" => &["name", "classname", "time"],
            "failure" | "error" | "skipped" => &["message", "type"],
            "system-out" => &[],
            other => panic!("`{other}` is in no JUnit schema"),
        };
        for attribute in node.attributes() {
            assert!(known.contains(&attribute.name()), "{attribute:?} of {node:?}");
        }
    }
    assert!(drifting.children().any(|node| node.has_tag_name("failure")));
    // A warning passes the gate.
    assert!(
        case("Tern Analytics", "missing-exit-trigger").children().any(|node| node.has_tag_name("system-out"))
    );
    assert!(case("Lark & Linen", "no findings").children().next().is_none());
    // Two findings of one rule are one case.
    let terms = case("Tern Analytics", "ambiguous-exit-terms");
    let told = terms.descendants().filter_map(|node| node.text()).collect::<String>();
    assert!(
        told.contains("tern-analytics.yaml:98:16") && told.contains("tern-analytics.yaml:102:7"),
        "{told}"
    );
}

#[test]
fn junit_follows_the_gate_and_skips_what_is_waived() {
    let count = |args: &[&str], tag: &str| {
        let text = at_root(&[&["check", "-o", "junit"], args].concat()).stdout;
        let document = roxmltree::Document::parse(&text).expect("XML");
        document.descendants().filter(|node| node.has_tag_name(tag)).count()
    };
    assert!(count(&["--fail-on", "warning"], "failure") > count(&[], "failure"));
    assert_eq!(count(&["--fail-on", "never"], "failure"), 0);
    assert_eq!(count(&[], "skipped"), 1);
    assert_eq!(count(&["--no-waivers"], "skipped"), 0);
}

#[test]
fn junit_holds_what_xml_cannot() {
    let text = of_odd("junit");
    let document = roxmltree::Document::parse(&text).expect("XML");
    let names: Vec<_> = document.descendants().filter_map(|node| node.attribute("classname")).collect();
    assert_eq!(names, ["portfolio", "=Té|rn <b>`@team`\\u{1b}", "=Té|rn <b>`@team`\\u{1b}"]);
    let folder = Folder::new().with("alliances/a.yaml", "name: [");
    let text = folder.run(&["check", "-o", "junit"]).stdout;
    let document = roxmltree::Document::parse(&text).expect("XML");
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("error")).count(), 1);
}

/// The cells of a Markdown table's row, split where a pipe is not escaped.
fn cells(row: &str) -> Vec<String> {
    let hidden = row.replace("\\|", "\u{0}");
    hidden.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

#[test]
fn markdown_is_a_table_with_a_row_for_each_finding() {
    let text = at_root(&["check", "-o", "markdown"]).stdout;
    let rows: Vec<Vec<String>> =
        text.lines().filter(|line| line.starts_with('|')).skip(2).map(cells).collect();
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            assert_eq!(row.len(), 4, "{row:?}");
            let (file, line) = row[1].rsplit_once(':').expect("file:line");
            (row[3].clone(), file.to_owned(), line.parse().expect("a line"))
        })
        .collect();
    assert_eq!(found, expected(&[]));
    assert!(
        text.starts_with("### Alliances: failed\n\n| | where | what is wrong | rule |\n|---|---|---|---|\n"),
        "{text}"
    );
    assert!(text.trim_end().lines().last().is_some_and(|line| line.starts_with("9 records read")), "{text}");
}

#[test]
fn markdown_is_no_markup_of_the_file() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/a.yaml", "name: A\npartner: B\ntype: \"a|b <i> `c` @team [x](y)\"\n");
    let text = folder.run(&["check", "-o", "markdown", "--select", "invalid-value"]).stdout;
    let row = text.lines().find(|line| line.contains("a.yaml")).expect("a row");
    assert_eq!(cells(row).len(), 4, "{row}");
    for raw in ["<i>", " `c`", "@team", "[x]("] {
        assert!(!row.contains(raw), "{raw}: {row}");
    }
}

#[test]
fn a_long_table_is_cut_and_says_so() {
    let metrics: String =
        (0..900).map(|number| format!("  - {{ name: Metric {number}, target: many }}\n")).collect();
    let folder = Folder::new()
        .with("alliances/a.yaml", format!("name: A\npartner: B\ntype: strategic\nmetrics:\n{metrics}"));
    let text = folder.run(&["check", "-o", "markdown", "--select", "invalid-value"]).stdout;
    assert!(text.len() < 65_000, "{}", text.len());
    let rows = text.lines().filter(|line| line.starts_with("| error")).count();
    assert!(
        rows < 900 && text.contains(&format!("\nNot listed here: {} more findings.\n", 900 - rows)),
        "{rows}"
    );
}

#[test]
fn csv_has_a_row_for_each_finding_and_no_formula() {
    let text = at_root(&["check", "-o", "csv"]).stdout;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).expect(name);
    let found: Vec<_> = reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            (
                row[column("rule")].to_owned(),
                row[column("file")].to_owned(),
                row[column("line")].parse().expect("a line"),
            )
        })
        .collect();
    assert_eq!(found, expected(&[]));
    let text = of_odd("csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(&row[column("file")], FILE);
        assert!(row[column("alliance")].starts_with("'=Té|rn"), "{row:?}");
    }
    assert_eq!((&rows[0][column("line")], &rows[0][column("column")]), ("5", "10"));
}
