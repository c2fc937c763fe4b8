//! Whatever is typed, opened, closed or deleted: the server stays, and says what `check` would say.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::Folder;

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("fits")).expect("fits")
    }
}

const PIECES: [&str; 22] = [
    "",
    "",
    "\n",
    " ",
    "  ",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "é",
    "👩",
    "\r\n",
    "|",
    "&a",
    "*a",
    "metrics:\n  - name: x\n",
    "\u{feff}",
];

#[test]
fn edits_at_any_place_leave_it_standing_and_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(root.join("alliances/tern-analytics.yaml")).expect("a record");
    for seed in [7, 20_261_128, 42] {
        let mut dice = Dice(seed);
        let folder = Folder::new()
            .with("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"))
            .with("alliances/tern.yaml", &source);
        let mut client = Client::in_folder(folder.path());
        // Units of UTF-16, as the client counts them; no half of a letter is ever left.
        let mut text: Vec<char> = source.chars().collect();
        client.open("alliances/tern.yaml", &source);
        for version in 2..160 {
            let start = dice.below(text.len() + 1);
            let end = (start + dice.below(4) * dice.below(12)).min(text.len());
            let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
            let place = |at: usize| {
                let before: String = text[..at].iter().collect();
                // An editor's lines end at `\n`, `\r\n` and `\r`.
                let plain = before.replace("\r\n", "\n").replace('\r', "\n");
                let column = plain.rsplit('\n').next().expect("a line").encode_utf16().count();
                json!({ "line": plain.matches('\n').count(), "character": column })
            };
            // Between `\r` and `\n` no editor has a place.
            let between = |at: usize| at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n');
            if between(start) || between(end) {
                continue;
            }
            let range = json!({ "start": place(start), "end": place(end) });
            let new: String = piece.iter().collect();
            client.change("alliances/tern.yaml", version, json!([{ "range": range, "text": new }]));
            text.splice(start..end, piece);
            if version % 4 == 0 {
                let methods = [
                    "hover",
                    "completion",
                    "codeAction",
                    "codeLens",
                    "inlayHint",
                    "documentSymbol",
                    "prepareRename",
                ];
                let method = format!("textDocument/{}", methods[dice.below(methods.len())]);
                let (line, column) = (dice.below(150), dice.below(90));
                let answer = client.ask_at(&method, "alliances/tern.yaml", line, column);
                assert_ne!(answer["code"], -32603, "{method}: {answer}");
            }
            if version % 40 == 0 {
                let now: String = text.iter().collect();
                same_as_check(&mut client, &folder, &now);
            }
        }
        client.end();
    }
}

/// What is said of a text in the editor is what `check` says of it on the disk.
fn same_as_check(client: &mut Client, folder: &Folder, text: &str) {
    client.wait();
    fs::write(folder.file("alliances/tern.yaml"), text).expect("written");
    let check = folder.run(&["check", "-o", "concise", "--exit-zero", "--color", "never"]).stdout;
    let count =
        |start: &str| check.lines().filter(|line| line.starts_with(start) && line.contains('[')).count();
    let said = client.of("alliances/tern.yaml");
    assert_eq!(said.len(), count("alliances/tern.yaml:"), "{check}\n{said:?}");
    for one in said {
        let message = one["message"].as_str().expect("text");
        let line = one["range"]["start"]["line"].as_u64().expect("a line") + 1;
        let start = format!("alliances/tern.yaml:{line}:");
        // A lone `\r` is the end of a line for an editor, and none for `check`.
        let lone = text.replace("\r\n", "").contains('\r');
        let found = check.lines().any(|said| said.ends_with(message) && (lone || said.starts_with(&start)));
        assert!(found, "{message} at {line} in\n{check}");
    }
}

#[test]
fn files_come_and_go() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("alliances/tern.yaml", "name: Tern\npartner: T\ntype: stratgic\n")
        .with("alliances/latin.yaml", b"name: \xE9\n");
    let mut client = Client::in_folder(folder.path());
    assert!(client.rules("alliances/tern.yaml").contains(&"invalid-value".to_owned()));
    assert_eq!(client.rules("alliances/latin.yaml"), ["unreadable-record"]);
    // What is open stands over what is on the disk, and gives way when it is closed.
    client.open("alliances/tern.yaml", "name: Tern\npartner: T\ntype: sponsorship\nnam: x\n");
    client.wait();
    assert!(client.rules("alliances/tern.yaml").contains(&"unknown-field".to_owned()));
    client.close("alliances/tern.yaml");
    client.wait();
    let rules = client.rules("alliances/tern.yaml");
    assert!(rules.contains(&"invalid-value".to_owned()) && !rules.contains(&"unknown-field".to_owned()));
    // A file that was never saved is judged like any other; a namesake is known.
    client.open("alliances/new.yaml", "name: Tern\npartner: T\ntype: sponsorship\n");
    client.open("alliances/other.yaml", "name: Tern\npartner: U\ntype: sponsorship\n");
    client.wait();
    let rules = [client.rules("alliances/new.yaml"), client.rules("alliances/other.yaml")].concat();
    assert!(rules.contains(&"duplicate-alliance".to_owned()), "{rules:?}");
    client.close("alliances/new.yaml");
    client.close("alliances/other.yaml");
    client.wait();
    assert_eq!(client.of("alliances/new.yaml"), [] as [Value; 0]);
    // Deleted and written by another program.
    fs::remove_file(folder.file("alliances/tern.yaml")).expect("gone");
    fs::write(folder.file("alliances/late.yaml"), "nam: x\n").expect("written");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.wait();
    assert_eq!(client.of("alliances/tern.yaml"), [] as [Value; 0]);
    assert!(client.rules("alliances/late.yaml").contains(&"unknown-field".to_owned()));
    // The portfolio itself: a rule turned off, a mistake, a pattern that cannot be, none at all.
    client.open(
        "portfolio.yaml",
        "us: Us\nas_of: 2026-11-22\nrules: { unknown-field: off }\nalliances: late/**/*.yaml\n",
    );
    client.wait();
    assert_eq!(client.of("alliances/late.yaml"), [] as [Value; 0]);
    client.set("portfolio.yaml", 2, "us: [");
    client.wait();
    assert_eq!(client.rules("portfolio.yaml"), ["unreadable-record"]);
    client.set("portfolio.yaml", 3, "alliances: ../**/*.yaml\n");
    client.wait();
    assert!(
        client.told.iter().any(|told| told["method"] == "window/showMessage"
            && told["params"]["message"].as_str().is_some_and(|text| text.contains("leads out"))),
        "{:?}",
        client.told
    );
    client.close("portfolio.yaml");
    client.wait();
    assert_eq!(client.rules("alliances/latin.yaml"), ["unreadable-record"]);
    client.end();
}

#[test]
fn what_is_no_record_is_left_alone() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("compose.yaml", "services: {}\n");
    let elsewhere = Folder::new().with("other.yaml", "nam: x\n");
    let mut client = Client::in_folder(folder.path());
    client.open("compose.yaml", "services: {}\nnam: x\n");
    client.tell("textDocument/didOpen", json!({ "textDocument": {
        "uri": format!("file://{}/other.yaml", elsewhere.path().display()), "version": 1, "text": "nam: x\n" } }));
    client.tell(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": "untitled:Untitled-1", "version": 1, "text": "a: b" } }),
    );
    client.tell("textDocument/didOpen", json!({ "nonsense": true }));
    client.tell("textDocument/didChange", json!([1, 2]));
    client.tell("$/cancelRequest", json!({ "id": 99 }));
    client.wait();
    assert!(client.diagnostics.values().all(Vec::is_empty), "{:?}", client.diagnostics);
    for method in ["hover", "completion", "codeAction", "codeLens", "documentSymbol", "rename"] {
        let answer = client.ask_at(&format!("textDocument/{method}"), "compose.yaml", 0, 0);
        assert_eq!(answer, Value::Null, "{method}");
    }
    let refused = client.ask("textDocument/hover", json!({ "position": 1 }));
    assert_eq!(refused["code"], -32602, "{refused}");
    client.end();
}
