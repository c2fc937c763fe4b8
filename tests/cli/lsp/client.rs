//! An editor, as far as the server can tell: it starts the program and speaks the protocol to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::command;

/// A server, and what it has said of each file.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<Value>,
    next: i64,
    pub diagnostics: BTreeMap<String, Vec<Value>>,
    /// What came in beside the answers, since last looked at.
    pub told: Vec<Value>,
    /// What the server can do.
    pub offered: Value,
    bytes: bool,
    root: PathBuf,
}

impl Client {
    /// An editor that has a folder open and counts columns in UTF-16.
    pub fn in_folder(folder: &Path) -> Self {
        Self::with(folder, &["lsp"], &["utf-16"])
    }

    pub fn with(folder: &Path, args: &[&str], encodings: &[&str]) -> Self {
        let mut child = command(folder, args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, said) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        let mut client = Self {
            child,
            input,
            said,
            next: 1,
            diagnostics: BTreeMap::new(),
            told: Vec::new(),
            offered: Value::Null,
            bytes: encodings[0] == "utf-8",
            root: folder.to_path_buf(),
        };
        let uri = client.uri("");
        client.offered = client.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": uri,
                "workspaceFolders": [{ "uri": uri, "name": "portfolio" }],
                "capabilities": { "general": { "positionEncodings": encodings } },
            }),
        );
        client.tell("initialized", json!({}));
        client.wait();
        client
    }

    /// The URI of a file below the folder.
    pub fn uri(&self, file: &str) -> String {
        let path = if file.is_empty() { self.root.clone() } else { self.root.join(file) };
        let path = path.display().to_string().replace('\\', "/");
        if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().expect("a pipe");
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server takes it");
        input.flush().expect("the server takes it");
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks and waits: the result, or the error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.said.recv_timeout(Duration::from_secs(60)).expect("an answer");
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                return message.get("result").or(message.get("error")).cloned().unwrap_or(Value::Null);
            }
            self.hear(message);
        }
    }

    fn hear(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("a URI").to_owned();
            let found = message["params"]["diagnostics"].as_array().expect("a list").clone();
            self.diagnostics.insert(uri, found);
        }
        self.told.push(message);
    }

    /// Waits until everything that was told is dealt with: answers come in turn.
    pub fn wait(&mut self) {
        let answer = self.ask("alliance/nothing", json!({}));
        assert_eq!(answer["code"], -32601, "{answer}");
    }

    pub fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Gives an open file another text.
    pub fn set(&mut self, file: &str, version: i64, text: &str) {
        self.change(file, version, json!([{ "text": text }]));
    }

    pub fn change(&mut self, file: &str, version: i64, changes: Value) {
        let document = json!({ "uri": self.uri(file), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    pub fn close(&mut self, file: &str) {
        let document = json!({ "uri": self.uri(file) });
        self.tell("textDocument/didClose", json!({ "textDocument": document }));
    }

    /// Asks about a place: the line and column, both from 0.
    pub fn ask_at(&mut self, method: &str, file: &str, line: usize, column: usize) -> Value {
        let position = json!({ "line": line, "character": column });
        self.ask(
            method,
            json!({
                "textDocument": { "uri": self.uri(file) },
                "position": position,
                "range": { "start": position, "end": position },
                "context": { "diagnostics": [] },
            }),
        )
    }

    /// What was last said of a file.
    pub fn of(&self, file: &str) -> &[Value] {
        self.diagnostics.get(&self.uri(file)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rules of what was last said of a file.
    pub fn rules(&self, file: &str) -> Vec<String> {
        let code = |said: &Value| said["code"].as_str().expect("a rule").to_owned();
        self.of(file).iter().map(code).collect()
    }

    /// The column, in the units that were agreed, of a byte of a line.
    pub fn column(&self, line: &str, byte: usize) -> usize {
        if self.bytes { byte } else { line[..byte].encode_utf16().count() }
    }

    /// Says goodbye; the server must end well and have complained of nothing.
    pub fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        drop(self.input.take());
        let mut complaints = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut complaints).expect("text");
        assert_eq!(complaints, "");
        assert!(self.child.wait().expect("an end").success());
    }
}

/// A test that fails leaves no server behind.
impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        from.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end() {
            "" => break,
            head => {
                if let Some(number) = head.strip_prefix("Content-Length: ") {
                    length = number.parse().expect("a length");
                }
            }
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}

/// A text after edits, which must not touch one another. Columns are in UTF-16.
pub fn edited(text: &str, edits: &Value) -> String {
    let offset = |position: &Value| {
        let (line, column) = (position["line"].as_u64(), position["character"].as_u64());
        let line = usize::try_from(line.expect("a line")).expect("fits");
        let mut left = usize::try_from(column.expect("a column")).expect("fits");
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut at = start;
        for letter in text[start..].chars() {
            if left == 0 || letter == '\n' {
                break;
            }
            left -= letter.len_utf16();
            at += letter.len_utf8();
        }
        at
    };
    let mut pieces: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().expect("a text"))
        })
        .collect();
    pieces.sort();
    let mut text = text.to_owned();
    for (start, end, new) in pieces.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}
