//! What an editor shows is what `alliance check` prints, byte for byte; what it offers to do is what `alliance fix` does.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::{Client, edited};
use crate::support::{Folder, run};

/// A finding, as both sides say it: file, severity, rule, message, and where it begins and ends.
type Said = (String, u64, String, String, [u64; 4]);

/// The position in UTF-16 of a line and a column in characters, both from 1.
fn utf16(text: &str, line: u64, column: u64) -> [u64; 2] {
    let line_text = text.split('\n').nth(usize::try_from(line).expect("fits") - 1).unwrap_or_default();
    let before = usize::try_from(column).expect("fits") - 1;
    let units: usize = line_text.chars().take(before).map(char::len_utf16).sum();
    [line - 1, u64::try_from(units).expect("fits")]
}

fn by_check(folder: &Path) -> Vec<Said> {
    let report = run(folder, &["check", "-o", "json", "--exit-zero"], "");
    let report: Value = serde_json::from_str(&report.stdout).expect("JSON");
    // The escapes of a terminal stand in no JSON; the form of lines has them.
    let concise = run(folder, &["check", "-o", "concise", "--exit-zero", "--color", "never"], "").stdout;
    let mut findings: Vec<&Value> = report["findings"].as_array().expect("a list").iter().collect();
    for alliance in report["alliances"].as_array().expect("a list") {
        findings.extend(alliance["findings"].as_array().expect("a list"));
    }
    let mut said: Vec<Said> = Vec::new();
    for (finding, line) in findings.iter().zip(concise.lines()) {
        let text = |key: &str| finding[key].as_str().expect(key).to_owned();
        let at = |key: &str| finding["at"].get(key).or(finding.get(key)).and_then(Value::as_u64).expect(key);
        let file = finding["at"].get("file").or(finding.get("file")).and_then(Value::as_str).expect("a file");
        let start =
            format!("{file}:{}:{}: {}[{}] ", at("line"), at("column"), text("severity"), text("rule"));
        let message = line.strip_prefix(&start).unwrap_or_else(|| panic!("{line}: {start}"));
        let content = fs::read(folder.join(file)).unwrap_or_default();
        let content = String::from_utf8(content).unwrap_or_default();
        let content = content.trim_start_matches('\u{feff}');
        let severity = ["error", "warning", "note"].iter().position(|word| *word == text("severity"));
        let [from, to] = [("line", "column"), ("end_line", "end_column")]
            .map(|(line, column)| utf16(content, at(line), at(column)));
        let severity = u64::try_from(severity.expect("a severity") + 1).expect("fits");
        said.push((
            file.to_owned(),
            severity,
            text("rule"),
            message.to_owned(),
            [from[0], from[1], to[0], to[1]],
        ));
    }
    said.sort();
    said
}

fn by_server(client: &Client, folder: &Path) -> Vec<Said> {
    let root = format!("{}/", client.uri(""));
    let mut said = Vec::new();
    for (uri, diagnostics) in &client.diagnostics {
        let file = uri.strip_prefix(&root).unwrap_or_else(|| panic!("{uri} is not in {}", folder.display()));
        for one in diagnostics {
            let text = |key: &str| one[key].as_str().expect(key).to_owned();
            assert_eq!(one["source"], "alliance");
            let place = |end: &str, key: &str| one["range"][end][key].as_u64().expect("a number");
            let range = [
                place("start", "line"),
                place("start", "character"),
                place("end", "line"),
                place("end", "character"),
            ];
            let severity = one["severity"].as_u64().expect("a severity");
            said.push((file.to_owned(), severity, text("code"), text("message"), range));
        }
    }
    said.sort();
    said
}

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["", "examples/healthy", "examples/broken", "examples/ci"]
        .iter()
        .map(|folder| root.join(folder))
        .collect()
}

fn records(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = fs::read_dir(folder.join("alliances"))
        .expect("records")
        .map(|entry| format!("alliances/{}", entry.expect("a file").file_name().to_str().expect("text")))
        .filter(|file| file.ends_with(".yaml"))
        .collect();
    files.push("portfolio.yaml".to_owned());
    files.sort();
    files
}

#[test]
fn an_editor_shows_what_check_prints() {
    let mut findings = 0;
    for folder in samples() {
        let folder = folder.components().collect::<PathBuf>();
        let expected = by_check(&folder);
        let mut client = Client::in_folder(&folder);
        assert_eq!(by_server(&client, &folder), expected, "{}", folder.display());
        for file in records(&folder) {
            let Ok(text) = fs::read_to_string(folder.join(&file)) else { continue };
            // As it is opened; after it was something else; and with the mark that editors keep out of sight.
            client.open(&file, &text);
            client.set(&file, 2, "name: Another\n");
            client.wait();
            client.set(&file, 3, text.trim_start_matches('\u{feff}'));
            client.wait();
            assert_eq!(by_server(&client, &folder), expected, "{file}");
        }
        findings += expected.len();
        client.end();
    }
    assert!(findings > 90, "only {findings} findings");
}

#[test]
fn columns_are_counted_in_bytes_where_that_was_agreed() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n");
    let text = "name: Tern\npartner: Tern Ltd\ntype: co-marketing\nowners: { us: { name: Tomás Çağrı 👩, rôle: x } }\n";
    let folder = folder.with("alliances/tern.yaml", text);
    for (encodings, expected) in [(&["utf-8", "utf-16"][..], 44), (&["utf-16"][..], 38)] {
        let client = Client::with(folder.path(), &["lsp"], encodings);
        assert_eq!(client.offered["capabilities"]["positionEncoding"], encodings[0]);
        let unknown = client.of("alliances/tern.yaml").iter().find(|said| said["code"] == "unknown-field");
        let start = &unknown.expect("a finding")["range"]["start"];
        let line = text.lines().nth(3).expect("a line");
        let column = client.column(line, line.find("rôle").expect("a key"));
        assert_eq!(start, &json!({ "line": 3, "character": column }));
        assert_eq!(column, expected);
        client.end();
    }
}

#[test]
fn what_is_offered_is_what_fix_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/broken");
    let mut corrected = 0;
    for file in records(&root).iter().filter(|file| file.starts_with("alliances/")) {
        let Ok(before) = fs::read_to_string(root.join(file)) else { continue };
        let folder = Folder::new()
            .with("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"))
            .with(file, &before);
        let mut client = Client::in_folder(folder.path());
        let mut text = before.clone();
        client.open(file, &text);
        for version in 2..8 {
            let actions = client.ask_at("textDocument/codeAction", file, 0, 0);
            let actions = actions.as_array().cloned().unwrap_or_default();
            let Some(all) = actions.iter().find(|action| action["kind"] == "source.fixAll.alliance") else {
                break;
            };
            text = edited(&text, &all["edit"]["changes"][client.uri(file)]);
            client.set(file, version, &text);
        }
        client.end();
        let fixed = folder.run(&["fix", "--yes"]);
        let by_fix = folder.read(file);
        assert_eq!(
            text.trim_start_matches('\u{feff}'),
            by_fix.trim_start_matches('\u{feff}'),
            "{}",
            fixed.stderr
        );
        corrected += usize::from(text != before);
    }
    assert!(corrected >= 5, "only {corrected} records were corrected");
}

#[test]
fn each_correction_settles_its_finding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/broken");
    let file = "alliances/many-mistakes.yaml";
    let text = fs::read_to_string(root.join(file)).expect("text");
    let mut client = Client::in_folder(&root);
    client.open(file, &text);
    client.wait();
    let findings = client.of(file).to_vec();
    let mut settled = 0;
    for finding in &findings {
        let start = &finding["range"]["start"];
        let [line, column] = ["line", "character"]
            .map(|key| usize::try_from(start[key].as_u64().expect("a number")).expect("fits"));
        let actions = client.ask_at("textDocument/codeAction", file, line, column);
        for action in actions.as_array().expect("actions") {
            if action["isPreferred"] != true || &action["diagnostics"][0] != finding {
                continue;
            }
            client.set(file, 2, &edited(&text, &action["edit"]["changes"][client.uri(file)]));
            client.wait();
            assert!(!client.of(file).contains(finding), "{action}");
            client.set(file, 3, &text);
            settled += 1;
        }
    }
    assert!(settled >= 3, "only {settled}");
    client.end();
}
