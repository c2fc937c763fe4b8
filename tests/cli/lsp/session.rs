//! A whole session, recorded: what an editor sends, and every word of the answers.
//!
//! `tests/cli/lsp/session.txt` has a line for each message, `>` to the server and `<` from it. With `TRYCMD=overwrite` the
//! answers are written anew; read the difference.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::Folder;

#[test]
fn the_recorded_session_is_repeated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let record = root.join("tests/cli/lsp/session.txt");
    let recorded = fs::read_to_string(&record).expect("a session");
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Harbour & Lane\ncurrency: EUR\nas_of: 2026-11-22\n")
        .with("alliances/lark.yaml", fs::read(root.join("alliances/lark-and-linen.yaml")).expect("a record"));
    let mut client = Client::in_folder(folder.path());
    let base = client.uri("");
    let mut played = String::new();
    let mut keep = |sign: char, message: &Value| {
        played += &format!("{sign} {}\n", message.to_string().replace(&base, "$FOLDER"));
    };
    let of = |client: &mut Client| std::mem::take(&mut client.told);
    for told in of(&mut client) {
        keep('<', &told);
    }
    let mut messages = 0;
    for line in recorded.lines() {
        let Some(message) = line.strip_prefix("> ") else {
            assert!(line.starts_with("< ") || line.starts_with('#') || line.is_empty(), "{line}");
            continue;
        };
        let message: Value = serde_json::from_str(&message.replace("$FOLDER", &base)).expect("JSON");
        keep('>', &message);
        let method = message["method"].as_str().expect("a method");
        let is_request = message["request"] == true;
        if is_request {
            let answer = client.ask(method, message["params"].clone());
            for told in of(&mut client) {
                keep('<', &told);
            }
            keep('<', &json!({ "result": answer }));
        } else {
            client.tell(method, message["params"].clone());
            client.wait();
            for told in of(&mut client) {
                keep('<', &told);
            }
        }
        messages += 1;
    }
    client.end();
    assert!(messages >= 8, "only {messages} messages");
    if std::env::var_os("TRYCMD").is_some_and(|how| how == "overwrite") {
        fs::write(&record, &played).expect("written");
    } else {
        assert_eq!(played, recorded, "TRYCMD=overwrite writes it anew");
    }
}
