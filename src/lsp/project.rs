//! A portfolio that is being edited: judged whenever a file changes, and what is to be said of each of its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::OpenFiles;
use super::lines::TextLines;
use super::protocol::{CodeDescription, Diagnostic, Encoding, Location, Range, Related};
use super::uri;
use crate::audit::{self, Beside, Clock, Detail, Memory};
use crate::load::Inputs;
use crate::render::escape::terminal;
use crate::report::{self, AllianceReport, Report, ReportedFinding};
use crate::rules::Severity;

/// Where what is said comes from, as editors show it.
pub(super) const SOURCE: &str = "alliance";

/// A portfolio, by the folder that its paths start from.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) folder: PathBuf,
    /// Its file, where that was named outright.
    portfolio: Option<PathBuf>,
    pub(super) judged: Option<JudgedProject>,
    memory: Memory,
}

/// What there is to say of a portfolio as it stands in the editor.
#[derive(Debug)]
pub(super) struct JudgedProject {
    pub(super) report: Report,
    /// The texts that were judged, where they are not open.
    texts: BTreeMap<Arc<str>, TextLines>,
    /// Whether its own file cannot be used: then nothing else is judged.
    blind: bool,
}

impl Project {
    pub(super) fn new(folder: PathBuf, portfolio: Option<PathBuf>) -> Self {
        Self { folder, portfolio, judged: None, memory: Memory::default() }
    }

    /// Judges everything as it is now.
    ///
    /// # Errors
    /// What `alliance check` would stop at, such as a pattern for the records that is malformed.
    pub(super) fn judge(&mut self, open: &OpenFiles, clock: Clock) -> anyhow::Result<()> {
        self.judged = None;
        let mut inputs = Inputs::read_from(open, &[], self.portfolio.as_deref(), &self.folder)?;
        let blind = inputs.portfolio.as_ref().is_some_and(|portfolio| portfolio.value.is_none());
        if blind {
            // Without it nobody knows where the records are or how they are to be judged.
            inputs.records.clear();
        }
        let beside = Beside { memory: Some(&self.memory), ..Beside::default() };
        let nothing = inputs.records.is_empty() && inputs.portfolio.is_none();
        let mut report = audit::judge_beside(inputs, clock, Detail::EVERYTHING, beside, &|| {});
        if nothing {
            report.findings.clear();
        }
        let texts = std::mem::take(&mut report.sources)
            .into_iter()
            .map(|source| (source.file, TextLines::new(source.text)))
            .collect();
        self.judged = Some(JudgedProject { report, texts, blind });
        Ok(())
    }

    /// Where a file of the report is.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// The file of the report that is at a path.
    pub(super) fn file(&self, path: &Path) -> Option<&str> {
        let judged = self.judged.as_ref()?;
        let name = path.file_name()?.to_str()?;
        let known = super::files::known(path);
        let files = judged.report.alliances.iter().map(|alliance| &*alliance.file);
        files
            .chain(judged.report.portfolio_file.as_deref())
            .filter(|file| file.rsplit('/').next() == Some(name))
            .find(|file| super::files::known(&self.path(file)) == known)
    }

    /// The alliance whose record is at a path.
    pub(super) fn alliance(&self, path: &Path) -> Option<&AllianceReport> {
        let file = self.file(path)?;
        self.judged.as_ref()?.report.alliances.iter().find(|alliance| &*alliance.file == file)
    }

    /// What was found in a file.
    pub(super) fn findings<'p>(&'p self, file: &'p str) -> impl Iterator<Item = &'p ReportedFinding> {
        let all = self.judged.iter().flat_map(|judged| judged.report.all_findings());
        all.filter(move |finding| &*finding.at.file == file)
    }

    /// Everything that is found, by file, and every file without findings.
    pub(super) fn diagnostics(
        &self,
        open: &OpenFiles,
        encoding: Encoding,
    ) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let Some(judged) = &self.judged else { return found };
        let files = judged.report.alliances.iter().map(|alliance| &*alliance.file);
        for file in files.filter(|_| !judged.blind).chain(judged.report.portfolio_file.as_deref()) {
            found.entry(self.path(file)).or_default();
        }
        for finding in judged.report.all_findings() {
            let path = self.path(&finding.at.file);
            found.entry(path).or_default().push(self.diagnostic(finding, open, encoding));
        }
        found
    }

    /// A finding as editors know it.
    pub(super) fn diagnostic(
        &self,
        finding: &ReportedFinding,
        open: &OpenFiles,
        encoding: Encoding,
    ) -> Diagnostic {
        let place = |at: &report::Location| Location {
            uri: self.uri(&at.file, open),
            range: self.range(at, open, encoding),
        };
        let label = finding.label.as_deref().map(|(at, text)| (at, terminal(text).into_owned()));
        let setting = finding.setting.as_deref().map(|at| (at, "set here".to_owned()));
        Diagnostic {
            range: self.range(&finding.at, open, encoding),
            severity: match finding.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Note => 3,
            },
            code: finding.rule.id,
            code_description: page(finding.rule.id).map(|href| CodeDescription { href }),
            source: SOURCE,
            message: terminal(&finding.title()).into_owned(),
            related_information: label
                .into_iter()
                .chain(setting)
                .map(|(at, message)| Related { location: place(at), message })
                .collect(),
        }
    }

    /// A place of the report in the text that the editor has.
    fn range(&self, at: &report::Location, open: &OpenFiles, encoding: Encoding) -> Range {
        if let Some(document) = open.get(&self.path(&at.file)) {
            return document.text.range(&at.span, encoding);
        }
        let text = self.judged.as_ref().and_then(|judged| judged.texts.get(&at.file));
        text.map(|text| text.range(&at.span, encoding)).unwrap_or_default()
    }

    /// A file's URI, as the editor calls it where it is open.
    pub(super) fn uri(&self, file: &str, open: &OpenFiles) -> String {
        let path = self.path(file);
        open.get(&path).map_or_else(|| uri::of(&path), |document| document.uri.clone())
    }
}

/// Where a rule's page is on the web, once the package says where the project is.
fn page(rule: &str) -> Option<String> {
    let home = option_env!("CARGO_PKG_REPOSITORY").filter(|home| !home.is_empty())?;
    Some(format!("{home}/blob/main/docs/rules/{rule}.md"))
}
