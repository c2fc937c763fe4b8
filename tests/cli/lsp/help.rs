//! Hover, completion, lens, hints, outline and rename.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::client::{Client, edited};
use crate::support::Folder;

const PORTFOLIO: &str = "us: Harbour & Lane\ncurrency: EUR\nas_of: 2026-11-22\n";

fn tern() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("alliances/tern-analytics.yaml")).expect("a record")
}

/// A portfolio with one record, and an editor that has it open.
fn open(text: &str) -> (Folder, Client) {
    let folder = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/tern.yaml", text);
    let mut client = Client::in_folder(folder.path());
    client.open("alliances/tern.yaml", text);
    (folder, client)
}

/// The line and column of a mark in a text, which is taken out.
fn marked(text: &str) -> (String, usize, usize) {
    let at = text.find('|').expect("a mark");
    let line = text[..at].matches('\n').count();
    let column = text[..at].rsplit('\n').next().expect("a line").encode_utf16().count();
    (text.replacen('|', "", 1), line, column)
}

/// What is offered at `|`: labels, with what would be written and what it means.
fn offered(text: &str) -> Vec<(String, String, String)> {
    let (text, line, column) = marked(text);
    // The line was begun in a record that could be read.
    let before = text.lines().take(line).map(|line| format!("{line}\n")).collect::<String>();
    let (_folder, mut client) = open(&before);
    client.wait();
    client.set("alliances/tern.yaml", 2, &text);
    let items = client.ask_at("textDocument/completion", "alliances/tern.yaml", line, column);
    let found = items.as_array().expect("a list").iter().map(|item| {
        let written = edited(&text, &Value::Array(vec![item["textEdit"].clone()]));
        let means = item["documentation"]["value"].as_str().or(item["detail"].as_str()).unwrap_or_default();
        (item["label"].as_str().expect("a label").to_owned(), written, means.to_owned())
    });
    let found = found.collect();
    client.end();
    found
}

fn hover(text: &str) -> String {
    let (text, line, column) = marked(text);
    let (_folder, mut client) = open(&text);
    let hover = client.ask_at("textDocument/hover", "alliances/tern.yaml", line, column);
    client.end();
    hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\n";

#[test]
fn keys_and_words_are_offered_with_what_they_mean() {
    for (text, label, written, means) in [
        ("|", "contributions", "\ncontributions:\n  ", "what each side puts in"),
        ("metrics:\n  - name: Leads\n    fl|", "floor", "    floor: ", "Below this it is not working"),
        ("exit:\n  who: |", "either", "who: either", "Any side"),
        ("exit: { wh|", "who", "exit: { who: ", "give notice"),
        ("exit:\n  handover: [cus|", "customers", "handover: [customers", ""),
        ("governance:\n  cadence: fo|", "fortnightly", "cadence: fortnightly", "Every two weeks"),
        ("selection:\n  because:\n    - |", "enthusiasm", "    - enthusiasm", "keen"),
        ("owners:\n  |", "partner", "\n  partner:\n    - ", "partner"),
        ("commitments:\n  - { by: |", "us", "{ by: us", ""),
        ("commitments:\n  - { by: |", "both", "{ by: both", ""),
        ("commitments:\n  - { due: |", "2026-11-22", "{ due: 2026-11-22", "today"),
        ("waivers:\n  - rule: late-m|", "late-metrics", "rule: late-metrics", "agreed"),
        // A line that is no YAML yet.
        ("owners: {\nexit:\n  who: |", "either", "who: either", "Any side"),
    ] {
        let items = offered(&format!("{HEAD}{text}"));
        let item = items.iter().find(|(found, _, _)| found == label);
        let (_, full, meaning) = item.unwrap_or_else(|| panic!("{text}: {label} is not among {items:?}"));
        assert!(full.ends_with(written), "{text}: {full:?}");
        assert!(meaning.contains(means), "{text}: {meaning}");
    }
    let top = offered(&format!("{HEAD}|"));
    assert!(top.iter().all(|(label, _, _)| label != "name"), "a key that is there is not offered again");
    for nowhere in ["# who: |", "objective: |a # b |", "notes: >\n  type: |"] {
        let text = nowhere.replacen('|', if nowhere.matches('|').count() > 1 { "" } else { "|" }, 1);
        assert_eq!(offered(&format!("{HEAD}{text}")), [], "{text}");
    }
}

#[test]
fn metrics_sides_and_periods_are_those_of_the_record() {
    let metrics = "started: 2026-07-01\npartners: { nord: Nord AB, sud: Sud SA }\nmetrics:\n  - name: \"Leads: all\"\n    every: quarter\n    agreed: 2026-01-10\n    results:\n      - { period: 2026-Q1, total: 3, without: 1 }\n";
    let labels = |text: &str| -> Vec<String> {
        offered(&format!("name: Tern\ntype: strategic\n{metrics}{text}"))
            .into_iter()
            .map(|(label, _, _)| label)
            .collect()
    };
    assert_eq!(labels("      - { period: |"), ["2026-Q2", "2026-Q3"]);
    assert_eq!(labels("exit:\n  triggers:\n    - metric: |"), ["Leads: all"]);
    assert_eq!(labels("contributions:\n  |"), ["us", "nord", "sud"]);
    let trigger =
        offered(&format!("name: Tern\ntype: strategic\n{metrics}exit:\n  triggers:\n    - metric: |"));
    assert!(trigger[0].1.ends_with("metric: \"Leads: all\""), "{trigger:?}");
}

#[test]
fn the_pointer_shows_rules_keys_words_and_dates() {
    let text = tern();
    let found = hover(&text.replacen("notice_days: reason", "notice_days: |reason", 1));
    assert!(found.contains("**ambiguous-exit-terms** (error)"), "{found}");
    assert!(found.contains("*Why it matters*") && found.contains("```yaml\nnotice_days: 90"), "{found}");
    assert!(found.contains("`alliance explain ambiguous-exit-terms`"), "{found}");
    let key = hover(&text.replacen("    floor: 10000", "    fl|oor: 10000", 1));
    assert!(key.contains("Below this it is not working"), "{key}");
    let word = hover(&text.replacen("who: either", "who: eit|her", 1));
    assert!(word.starts_with("`either`: Any side"), "{word}");
    let date = hover(&text.replacen("term: { ends", "term: { en|ds", 1));
    assert!(date.contains("notice by 2 Jul 2027"), "{date}");
    assert_eq!(hover("name: Tern\nx-mine: 1|\n"), "");
}

#[test]
fn text_of_a_file_is_text_wherever_it_is_shown() {
    let evil = "\u{1b}]0;x\u{7}[a](http://x) <b> \u{202e}";
    let text = format!(
        "name: \"{}\"\npartner: P\ntype: \"{}\"\nmetrics: [{{ name: \"{0}\" }}]\n",
        "\\e]0;x\\a[a](http://x) <b> \\u202E", "\\e[31m```<b>\\u202E"
    );
    let (_folder, mut client) = open(&text);
    client.wait();
    let mut shown = client.diagnostics.values().flatten().map(Value::to_string).collect::<Vec<_>>();
    for method in [
        "textDocument/codeLens",
        "textDocument/documentSymbol",
        "textDocument/inlayHint",
        "textDocument/codeAction",
    ] {
        shown.push(client.ask_at(method, "alliances/tern.yaml", 2, 8).to_string());
    }
    shown.push(client.ask_at("textDocument/hover", "alliances/tern.yaml", 2, 8).to_string());
    for text in &shown {
        let text: Value = serde_json::from_str(text).expect("JSON");
        let raw = serde_json::to_string(&text).expect("JSON");
        for hostile in ["\\u001b", "\\u0007", "\u{202e}"] {
            assert!(!raw.contains(hostile), "{raw}");
        }
    }
    assert!(shown.iter().any(|text| text.contains("u{1b}")), "{shown:?} {evil:?}");
    client.end();
}

#[test]
fn a_record_says_above_and_beside_what_it_comes_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut client = Client::in_folder(root);
    let file = "alliances/tern-analytics.yaml";
    client.open(file, &tern());
    let lenses = client.ask_at("textDocument/codeLens", file, 0, 0);
    let title = "wind down · structure 59 · evidence C · decide by now, 161 days overdue";
    assert_eq!(lenses[0]["command"]["title"], title, "{lenses}");
    let hints = client.ask(
        "textDocument/inlayHint",
        serde_json::json!({
            "textDocument": { "uri": client.uri(file) },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 900, "character": 0 } },
        }),
    );
    assert_eq!(hints[0]["label"], "notice by 2 Jul 2027, or it renews; ends 31 Aug 2027", "{hints}");
    let line = tern()
        .lines()
        .nth(hints[0]["position"]["line"].as_u64().expect("a line") as usize)
        .expect("a line")
        .to_owned();
    let column = hints[0]["position"]["character"].as_u64().expect("a column") as usize;
    assert!(line[..column].ends_with("ends: 2026-08-31"), "{line}");
    let symbols = client.ask_at("textDocument/documentSymbol", file, 0, 0);
    let metrics = symbols.as_array().expect("a list").iter().find(|symbol| symbol["name"] == "metrics");
    let names: Vec<&Value> = metrics.expect("metrics")["children"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| &item["name"])
        .collect();
    assert_eq!(names, ["Set-up fees on Tern", "Qualified referrals"]);
    client.end();
}

#[test]
fn an_entry_of_today_can_be_begun() {
    let text = tern();
    let (_folder, mut client) = open(&text);
    let actions = client.ask_at("textDocument/codeAction", "alliances/tern.yaml", 1, 0);
    let titled = |title: &str| {
        let all = actions.as_array().expect("a list");
        all.iter()
            .find(|action| action["title"] == title)
            .unwrap_or_else(|| panic!("{title}: {actions}"))
            .clone()
    };
    let uri = client.uri("alliances/tern.yaml");
    let only = client.ask(
        "textDocument/codeAction",
        serde_json::json!({
            "textDocument": { "uri": uri },
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 200, "character": 0 } },
            "context": { "diagnostics": [], "only": ["quickfix"] },
        }),
    );
    let only = only.as_array().expect("a list");
    assert!(only.len() > 2 && only.iter().all(|action| action["kind"] == "quickfix"), "{only:?}");
    let review = edited(&text, &titled("Record a review of today")["edit"]["changes"][&uri]);
    assert!(
        review.contains(
            "attended: [us] }     # Gwen on leave; we talked about the weather\n    - { date: 2026-11-22 }\n"
        ),
        "{review}"
    );
    let decision = edited(&text, &titled("Record a decision of today: wind down")["edit"]["changes"][&uri]);
    assert!(
        decision.contains("date: 2026-11-22")
            && decision.contains("verdict: wind-down")
            && decision.contains("why: \"\""),
        "{decision}"
    );
    client.set("alliances/tern.yaml", 2, &decision);
    client.wait();
    assert!(!client.rules("alliances/tern.yaml").contains(&"unknown-field".to_owned()));
    client.end();
}

#[test]
fn an_alliance_is_renamed_wherever_the_portfolio_names_it() {
    let portfolio = format!(
        "{PORTFOLIO}# what we accept\nwaivers:\n  - {{ rule: late-metrics, alliance: Tern Analytics, reason: x, approved_by: Ann, until: 2026-12-31 }}\n  - {{ rule: missing-owner, alliance: Other, reason: x, approved_by: Ann, until: 2026-12-31 }}\noverrides:\n  - alliances: [tern analytics, Other]\n    rules: {{ late-metrics: off }}\n"
    );
    let folder = Folder::new().with("portfolio.yaml", &portfolio).with("alliances/tern.yaml", tern());
    let mut client = Client::in_folder(folder.path());
    client.open("alliances/tern.yaml", &tern());
    let (line, column) = (tern().lines().position(|line| line.starts_with("name:")).expect("a name"), 8);
    let place = client.ask_at("textDocument/prepareRename", "alliances/tern.yaml", line, column);
    assert_eq!(place["start"]["character"], 6, "{place}");
    assert_eq!(client.ask_at("textDocument/prepareRename", "alliances/tern.yaml", line + 1, 8), Value::Null);
    let rename = |client: &mut Client, file: &str, line: usize, column: usize, name: &str| {
        let uri = client.uri(file);
        client.ask(
            "textDocument/rename",
            serde_json::json!({
                "textDocument": { "uri": uri },
                "position": { "line": line, "character": column },
                "newName": name,
            }),
        )
    };
    let edit = rename(&mut client, "alliances/tern.yaml", line, column, "Tern: Data");
    let record = edited(&tern(), &edit["changes"][client.uri("alliances/tern.yaml")]);
    assert_eq!(record, tern().replacen("name: Tern Analytics", "name: \"Tern: Data\"", 1));
    let renamed = edited(&portfolio, &edit["changes"][client.uri("portfolio.yaml")]);
    let expected = portfolio
        .replace("alliance: Tern Analytics", "alliance: \"Tern: Data\"")
        .replace("[tern analytics", "[\"Tern: Data\"");
    assert_eq!(renamed, expected);
    for bad in ["", "  ", "a\nb"] {
        let refused = rename(&mut client, "alliances/tern.yaml", line, column, bad);
        assert!(refused["message"].as_str().is_some_and(|text| text.contains("one line")), "{refused}");
    }
    // From the portfolio's side, too.
    client.open("portfolio.yaml", &portfolio);
    let line = portfolio.lines().position(|line| line.contains("Tern Analytics")).expect("a waiver");
    let edit = rename(&mut client, "portfolio.yaml", line, 44, "Gull");
    assert_eq!(edit["changes"].as_object().expect("changes").len(), 2, "{edit}");
    client.end();
}
