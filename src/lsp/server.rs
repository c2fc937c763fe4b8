//! The conversation with the editor: who asked what, and which files have to be judged anew.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::catalog::FileKind;
use super::files::{Document, OpenFiles};
use super::lines::TextLines;
use super::project::Project;
use super::protocol::{Diagnostic, DidChange, DidOpen, Encoding, Initialize, OfDocument, PublishDiagnostics};
use super::view::View;
use super::{actions, completion, hints, hover, rename, symbols, uri};
use crate::audit::Clock;
use crate::load::discover::{self, PORTFOLIO};
use crate::load::files::Files;
use crate::load::read::decode_text;

/// What the server is started with.
#[derive(Debug)]
pub struct ServerOptions {
    /// The folder that it was started in.
    pub here: PathBuf,
    /// The portfolio's file, where it was named outright.
    pub portfolio: Option<PathBuf>,
    /// The day on which everything is judged.
    pub clock: Clock,
}

/// Serves an editor over standard input and output, until it says goodbye or goes away.
///
/// # Errors
/// When what comes in is no message of the protocol.
pub fn serve(options: ServerOptions) -> Result<()> {
    let (connection, threads) = Connection::stdio();
    Server::start(&connection, options)?.run(&connection)?;
    drop(connection);
    threads.join().context("the editor has gone away")
}

struct Server {
    options: ServerOptions,
    encoding: Encoding,
    /// The folders that the editor has open.
    roots: Vec<PathBuf>,
    open: OpenFiles,
    projects: Vec<Project>,
    /// Files whose text is another than the one that was judged last.
    changed: BTreeSet<PathBuf>,
    /// Whether anything on the disk may be another.
    stale: bool,
    /// What was last said of each file, and how the editor calls it.
    published: BTreeMap<PathBuf, (String, Vec<Diagnostic>)>,
    /// What stood in the way of judging, so that it is told once.
    told: BTreeSet<String>,
}

impl Server {
    fn start(connection: &Connection, options: ServerOptions) -> Result<Self> {
        let (id, asked) =
            connection.initialize_start().map_err(|error| match error.channel_is_disconnected() {
                true => anyhow!("nothing came in: an editor starts this; docs/editors.md has the settings"),
                false => error.into(),
            })?;
        let asked: Initialize = serde_json::from_value(asked).context("the editor's first message")?;
        let offered = asked.capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
        let bytes = offered.is_some_and(|offered| offered.iter().any(|word| word == Encoding::Utf8.word()));
        let encoding = if bytes { Encoding::Utf8 } else { Encoding::Utf16 };
        let folders: Vec<String> = match asked.workspace_folders {
            Some(folders) => folders.into_iter().map(|folder| folder.uri).collect(),
            None => asked.root_uri.into_iter().collect(),
        };
        connection.initialize_finish(id, capabilities(encoding))?;
        let server = Self {
            options,
            encoding,
            roots: folders.iter().filter_map(|folder| uri::path(folder)).collect(),
            open: OpenFiles::default(),
            projects: Vec::new(),
            changed: BTreeSet::new(),
            stale: true,
            published: BTreeMap::new(),
            told: BTreeSet::new(),
        };
        let watches = "/workspace/didChangeWatchedFiles/dynamicRegistration";
        if asked.capabilities.pointer(watches) == Some(&Value::Bool(true)) {
            let watch = json!({ "registrations": [{
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": [{ "globPattern": "**/*.{yaml,yml}" }] },
            }] });
            send(connection, Request::new(0.into(), "client/registerCapability".to_owned(), watch).into())?;
        }
        Ok(server)
    }

    fn run(mut self, connection: &Connection) -> Result<()> {
        self.refresh(connection)?;
        while let Ok(message) = connection.receiver.recv() {
            let mut next = Some(message);
            // A burst of changes is judged once.
            while let Some(message) = next {
                if self.take(connection, message)? {
                    return Ok(());
                }
                next = connection.receiver.try_recv().ok();
            }
            self.refresh(connection)?;
        }
        Ok(())
    }

    /// Takes one message; whether it was the last.
    fn take(&mut self, connection: &Connection, message: Message) -> Result<bool> {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(true);
                }
                self.refresh(connection)?;
                let id = request.id.clone();
                let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&request)));
                let response = match answer {
                    Ok(Some(Ok(value))) => Response::new_ok(id, value),
                    Ok(Some(Err(error))) => {
                        Response::new_err(id, ErrorCode::InvalidParams as i32, format!("{error:#}"))
                    }
                    Ok(None) => {
                        let unknown = format!("{} is not served", request.method);
                        Response::new_err(id, ErrorCode::MethodNotFound as i32, unknown)
                    }
                    // A fault of ours must not take the editor's help away for the rest of the day.
                    Err(_) => {
                        let fault = "alliance failed here; please report it".to_owned();
                        Response::new_err(id, ErrorCode::InternalError as i32, fault)
                    }
                };
                send(connection, response.into())?;
            }
            Message::Notification(notification) => self.hear(notification),
            // The answer to our only request says nothing.
            Message::Response(_) => {}
        }
        Ok(false)
    }

    /// Takes in what the editor tells. What is no such message is passed over: nobody waits for an answer.
    fn hear(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => {
                let Ok(DidOpen { text_document: opened }) = serde_json::from_value(params) else { return };
                let Some(path) = uri::path(&opened.uri) else { return };
                let text = TextLines::new(opened.text);
                let sound = text.read().to_owned();
                let document = Document { uri: opened.uri, version: Some(opened.version), text, sound };
                self.open.insert(&path, document);
                self.changed.insert(path);
            }
            "textDocument/didChange" => {
                let Ok(DidChange { text_document: id, content_changes }) = serde_json::from_value(params)
                else {
                    return;
                };
                let Some(path) = uri::path(&id.uri) else { return };
                let encoding = self.encoding;
                let Some(document) = self.open.get_mut(&path) else { return };
                for change in content_changes {
                    document.text =
                        std::mem::take(&mut document.text).changed(change.range, &change.text, encoding);
                }
                document.version = id.version.or(document.version);
                self.changed.insert(path);
            }
            "textDocument/didClose" => {
                let Ok(OfDocument { text_document, .. }) = serde_json::from_value(params) else { return };
                let Some(path) = uri::path(&text_document.uri) else { return };
                self.open.remove(&path);
                self.changed.insert(path);
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.stale = true,
            "workspace/didChangeWorkspaceFolders" => {
                let folders = |key: &str| -> Vec<PathBuf> {
                    let folders = params.pointer(&format!("/event/{key}")).and_then(Value::as_array);
                    let uris = folders.into_iter().flatten().filter_map(|folder| folder.get("uri")?.as_str());
                    uris.filter_map(uri::path).collect()
                };
                let (added, removed) = (folders("added"), folders("removed"));
                self.roots.retain(|root| !removed.contains(root));
                self.roots.extend(added);
                self.stale = true;
            }
            _ => {}
        }
    }

    /// Judges what has changed, and says what is different.
    fn refresh(&mut self, connection: &Connection) -> Result<()> {
        if !self.stale && self.changed.is_empty() {
            return Ok(());
        }
        let changed = std::mem::take(&mut self.changed);
        let stale = std::mem::take(&mut self.stale);
        self.find_projects();
        for project in &mut self.projects {
            let real = self.open.real(&project.folder);
            let touched = |path: &PathBuf| super::files::known(path).starts_with(&real);
            if project.judged.is_some() && !stale && !changed.iter().any(touched) {
                continue;
            }
            let (open, clock) = (&self.open, self.options.clock);
            let judged = catch_unwind(AssertUnwindSafe(|| project.judge(open, clock)))
                .unwrap_or_else(|_| Err(anyhow!("alliance failed here; please report it")));
            if let Err(error) = judged {
                let text = crate::render::escape::terminal(&format!("{error:#}")).into_owned();
                if self.told.insert(text.clone()) {
                    let message = json!({ "type": 1, "message": text });
                    send(connection, Notification::new("window/showMessage".to_owned(), message).into())?;
                }
            }
        }
        self.remember_sound(&changed);
        self.publish(connection, &changed)
    }

    /// Keeps the text of a record that could be read, for when it cannot.
    fn remember_sound(&mut self, changed: &BTreeSet<PathBuf>) {
        for path in changed {
            let readable =
                self.projects.iter().filter_map(|project| project.alliance(path)).any(|alliance| {
                    let unreadable = crate::rules::record::unreadable_record::RULE.id;
                    alliance.readable && alliance.findings.iter().all(|finding| finding.rule.id != unreadable)
                });
            if let Some(document) = self.open.get_mut(path).filter(|_| readable) {
                document.sound = document.text.read().to_owned();
            }
        }
    }

    /// The folder of the portfolio that a file belongs to, if it belongs to any.
    fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        if self.options.portfolio.is_some() {
            return Some(self.options.here.clone());
        }
        let found = discover::find_portfolio(&self.open, path.parent()?);
        let nearest = found.and_then(|file| Some(file.parent()?.to_path_buf()));
        nearest.or_else(|| self.roots.iter().find(|root| path.starts_with(root)).cloned())
    }

    /// The portfolios of the folders and files that are open; what was judged of them is kept.
    fn find_projects(&mut self) {
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for root in &self.roots {
            // Any name stands for the files in the folder.
            folders.extend(self.folder_of(&root.join(PORTFOLIO)));
        }
        folders.extend(self.open.iter().filter_map(|(path, _)| self.folder_of(path)));
        let mut known = std::mem::take(&mut self.projects);
        for folder in folders {
            let project = match known.iter().position(|project| project.folder == folder) {
                Some(at) => known.swap_remove(at),
                None => Project::new(folder, self.options.portfolio.clone()),
            };
            self.projects.push(project);
        }
        // What lies deeper decides, where one portfolio lies in another.
        self.projects.sort_by_key(|project| project.folder.components().count());
    }

    fn publish(&mut self, connection: &Connection, changed: &BTreeSet<PathBuf>) -> Result<()> {
        let mut found: BTreeMap<PathBuf, (String, Vec<Diagnostic>)> = BTreeMap::new();
        for project in &self.projects {
            for (path, diagnostics) in project.diagnostics(&self.open, self.encoding) {
                let known = super::files::known(&path);
                let uri = self.open.get(&path).map_or_else(|| uri::of(&path), |open| open.uri.clone());
                found.insert(known, (uri, diagnostics));
            }
        }
        let changed: BTreeSet<PathBuf> = changed.iter().map(|path| super::files::known(path)).collect();
        for (path, (uri, diagnostics)) in &found {
            let before = self.published.get(path);
            let same = before.map(|(_, before)| before) == Some(diagnostics)
                || (before.is_none() && diagnostics.is_empty());
            if same && !changed.contains(path) {
                continue;
            }
            let version = self.open.get(path).and_then(|document| document.version);
            say(
                connection,
                PublishDiagnostics { uri: uri.clone(), version, diagnostics: diagnostics.clone() },
            )?;
        }
        for (path, (uri, before)) in &self.published {
            if !found.contains_key(path) && !before.is_empty() {
                say(
                    connection,
                    PublishDiagnostics { uri: uri.clone(), version: None, diagnostics: Vec::new() },
                )?;
            }
        }
        self.published = found;
        Ok(())
    }

    /// Answers a request; `None` where it is none that is served.
    fn answer(&self, request: &Request) -> Option<Result<Value>> {
        let params = &request.params;
        Some(match request.method.as_str() {
            "textDocument/hover" => self.about(params, |view, asked| hover::at(view, asked.position)),
            "textDocument/completion" => {
                self.about(params, |view, asked| completion::at(view, asked.position))
            }
            "textDocument/codeAction" => self.about(params, |view, asked| {
                actions::within(view, asked.range, asked.context.only.as_deref().unwrap_or_default())
            }),
            "textDocument/codeLens" => self.about(params, |view, _| hints::lenses(view)),
            "textDocument/inlayHint" => self.about(params, |view, asked| hints::within(view, asked.range)),
            "textDocument/documentSymbol" => self.about(params, |view, _| symbols::of(view)),
            "textDocument/prepareRename" => self
                .about(params, |view, asked| rename::name_at(view, asked.position).map(|(range, _)| range)),
            "textDocument/rename" => self.rename(params),
            _ => return None,
        })
    }

    /// Answers about a file of a portfolio; of any other there is nothing to say.
    fn about<T: Serialize>(
        &self,
        params: &Value,
        answer: impl FnOnce(&View, &OfDocument) -> T,
    ) -> Result<Value> {
        let asked: OfDocument = read(params)?;
        let answered = self.view(&asked.text_document.uri).map(|view| answer(&view, &asked));
        Ok(serde_json::to_value(answered)?)
    }

    fn rename(&self, params: &Value) -> Result<Value> {
        let asked: OfDocument = read(params)?;
        let Some(view) = self.view(&asked.text_document.uri) else { return Ok(Value::Null) };
        let edit = rename::everywhere(&view, asked.position, &asked.new_name)?;
        Ok(serde_json::to_value(edit)?)
    }

    fn view(&self, uri: &str) -> Option<View<'_>> {
        let known = super::files::known(&uri::path(uri)?);
        let (path, document) = self.open.iter().find(|(path, _)| *path == known)?;
        let (project, file) =
            self.projects.iter().rev().find_map(|project| Some((project, project.file(path)?)))?;
        let judged = project.judged.as_ref()?;
        let is_portfolio = judged.report.portfolio_file.as_deref() == Some(file);
        let kind = if is_portfolio { FileKind::Portfolio } else { FileKind::Record };
        // What is no text of a record at all has no keys, values or edits.
        decode_text(document.text.raw().as_bytes().to_vec()).ok()?;
        Some(View { project, judged, open: &self.open, document, file, path, kind, encoding: self.encoding })
    }
}

fn read<T: DeserializeOwned>(params: &Value) -> Result<T> {
    serde_json::from_value(params.clone()).context("the request is not as the protocol has it")
}

fn send(connection: &Connection, message: Message) -> Result<()> {
    connection.sender.send(message).map_err(|_| anyhow!("the editor has gone away"))
}

fn say(connection: &Connection, said: PublishDiagnostics) -> Result<()> {
    send(connection, Notification::new("textDocument/publishDiagnostics".to_owned(), said).into())
}

/// What the server can do.
fn capabilities(encoding: Encoding) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": encoding.word(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": [" ", ":", "-", "[", "{", ","] },
            "codeActionProvider": { "codeActionKinds": actions::KINDS },
            "codeLensProvider": {},
            "inlayHintProvider": true,
            "documentSymbolProvider": true,
            "renameProvider": { "prepareProvider": true },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
        "serverInfo": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
    })
}
