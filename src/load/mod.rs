//! From files to typed records, with the place of every field: discover, read, parse, decode, locate.

pub mod changes;
pub mod decode;
pub mod discover;
pub mod earlier;
pub mod files;
pub mod git;
mod identity;
pub mod layout;
mod lines;
pub mod locate;
pub mod mistake;
pub mod read;
mod salvage;
mod synonyms;
pub mod tree;

use std::collections::HashSet;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;

use crate::model::{Alliance, FiscalYear, Portfolio};
use discover::LookAlike;
use files::{Disk, Files};
use lines::Lines;
use mistake::{MAX_MISTAKES, Mistake, MistakeKind};
use tree::Tree;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that is meant.
    pub span: Range<usize>,
    /// The field path with list positions only where the file has a list.
    pub path: String,
}

/// A file as it was read: its value as far as it could be used, and its mistakes with their places.
#[derive(Debug, Default)]
pub struct Source<T> {
    /// The path as a person would name it from where they stand.
    pub path: Arc<str>,
    /// The file's name without its ending.
    pub stem: String,
    /// What the file says; `None` where it could not be read at all.
    pub value: Option<T>,
    /// Everything wrong with it.
    pub mistakes: Vec<Mistake>,
    /// Keys of the file that are there and could not be read; the value is of the rest.
    pub broken: Vec<String>,
    tree: Option<Tree>,
    lines: Lines,
    /// The text of a file that is no YAML, for the place of its one mistake.
    text: String,
}

impl<T: DeserializeOwned + Default> Source<T> {
    /// Reads a file's text, or keeps the reason why there is none. What it says of a company's own year is refused.
    pub fn new(path: String, text: Result<String, Box<Mistake>>) -> Self {
        Self::in_year(path, text, None)
    }

    /// The same in a portfolio that says when its own year begins.
    pub fn in_year(path: String, text: Result<String, Box<Mistake>>, year: Option<FiscalYear>) -> Self {
        Self::of(path, text, year, false)
    }

    /// The same of a file that may be no YAML in places: what can be read all the same is its value, and [`Source::broken`]
    /// names the rest.
    pub fn as_far_as_readable(
        path: String,
        text: Result<String, Box<Mistake>>,
        year: Option<FiscalYear>,
    ) -> Self {
        Self::of(path, text, year, true)
    }

    fn of(path: String, text: Result<String, Box<Mistake>>, year: Option<FiscalYear>, in_part: bool) -> Self {
        let stem =
            Path::new(&path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut source = Self {
            path: path.into(),
            stem,
            value: None,
            mistakes: Vec::new(),
            broken: Vec::new(),
            tree: None,
            lines: Lines::default(),
            text: String::new(),
        };
        let mut slips = Vec::new();
        let parsed = text
            .map_err(|mistake| (String::new(), mistake))
            .and_then(|text| Tree::parse(text, &mut source.mistakes));
        let parsed = parsed.or_else(|(text, mistake)| {
            let rest = if in_part && mistake.is_slip { salvage::rest(&text, &mistake) } else { None };
            let Some(rest) = rest else { return Err((text, mistake)) };
            source.mistakes = rest.mistakes;
            source.broken = rest.broken;
            slips = rest.slips;
            Ok(rest.tree)
        });
        match parsed {
            Ok(tree) => {
                source.mistakes.sort_by_key(|mistake| mistake.span.start);
                // More are never listed, and each takes a walk through the file.
                for mistake in source.mistakes.iter_mut().take(MAX_MISTAKES) {
                    // The parser knows a mistake's key, the tree where that key is.
                    let parent = tree.path_at(mistake.span.start);
                    mistake.path = [parent, std::mem::take(&mut mistake.path)]
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(".");
                }
                if matches!(tree.value(tree.root()), tree::Value::Mapping(_)) {
                    source.value = Some(decode::decode(&tree, year, &source.broken, &mut source.mistakes));
                } else {
                    let span = tree.span(tree.root());
                    source.mistakes.push(
                        Mistake::new(MistakeKind::Unreadable, span.start..span.start, "the file needs lines like \
                                                                                       `name: Corvid`: keys, \
                                                                                       each with its value")
                            .fix("start with `name:`, `partner:` and `type:`; `alliance new NAME` prints a whole record"),
                    );
                }
                for mistake in source.mistakes.iter_mut().take(MAX_MISTAKES) {
                    mistake.keep_one_key(|path| locate::key(&tree, path).is_some());
                }
                source.tree = Some(tree);
            }
            Err((text, mistake)) => {
                source.text = text;
                source.mistakes.push(*mistake);
            }
        }
        source.mistakes.append(&mut slips);
        source.mistakes.sort_by_key(|mistake| mistake.span.start);
        if source.cut_off() {
            source.value = None;
        }
        source
    }
}

impl<T> Source<T> {
    /// Keeps the first of very many mistakes, and says whether there were more: then it is no record.
    pub fn cut_off(&mut self) -> bool {
        let Some(beyond) = self.mistakes.get(MAX_MISTAKES) else { return false };
        let message = format!(
            "{} mistakes in all: this is not a record; the first {MAX_MISTAKES} are listed",
            self.mistakes.len()
        );
        let rest = Mistake::new(MistakeKind::Unreadable, beyond.span.clone(), message)
            .fix("`alliance new NAME` prints a record to start from");
        self.mistakes.truncate(MAX_MISTAKES);
        self.mistakes.push(rest);
        true
    }

    /// The place of a field, or of its nearest existing parent.
    pub fn place(&self, path: &str) -> Place {
        match &self.tree {
            Some(tree) => {
                let found = locate::locate(tree, path);
                self.place_of_span(found.span, found.path)
            }
            None => self.place_of_span(0..0, path.to_owned()),
        }
    }

    /// The bytes of a field, or of its nearest existing parent.
    pub fn span_of(&self, path: &str) -> Range<usize> {
        self.place(path).span
    }

    /// The bytes of a field's key, if the field is there.
    fn key_span(&self, path: &str) -> Option<Range<usize>> {
        locate::key(self.tree.as_ref()?, path)
    }

    /// A field path in which list items go by what they are called instead of where they stand.
    pub fn stable_path(&self, path: &str) -> String {
        self.tree.as_ref().map_or_else(|| path.to_owned(), |tree| locate::stable(tree, path))
    }

    /// The place of a mistake.
    pub fn place_of(&self, mistake: &Mistake) -> Place {
        self.place_of_span(mistake.span.clone(), mistake.path.clone())
    }

    /// The place of a span of the file.
    pub fn place_of_span(&self, span: Range<usize>, path: String) -> Place {
        let text = self.text();
        // The parser may point into the middle of a character that it refuses.
        let start = (0..=span.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (line, column) = self.lines.position(text, start);
        Place { line, column, span: start..span.end.max(start), path }
    }

    /// Gives up everything but the file's path and text.
    pub fn into_text(self) -> (Arc<str>, String) {
        (self.path, self.tree.map_or(self.text, Tree::into_text))
    }

    /// The file's text, empty where it could not be read.
    pub fn text(&self) -> &str {
        self.tree.as_ref().map_or(&self.text, Tree::text)
    }
}

/// A record to be judged. Most are read only then, so that however many there are, few are in memory at once.
#[derive(Debug)]
pub enum Record<'f> {
    /// Read already.
    Read(Box<Source<Alliance>>),
    /// Not read yet.
    Unread {
        /// Where it is.
        file: PathBuf,
        /// The folder it must not lead out of, with every link followed.
        root: Arc<Path>,
        /// The path as a person would name it.
        shown: String,
        /// Where it is read from.
        files: &'f dyn Files,
        /// The portfolio's own year.
        year: Option<FiscalYear>,
    },
}

impl Record<'_> {
    /// The path as a person would name it.
    pub fn path(&self) -> &str {
        match self {
            Self::Read(source) => &source.path,
            Self::Unread { shown, .. } => shown,
        }
    }

    /// Reads it, unless something is known by its path and its text already.
    ///
    /// # Errors
    /// What is known.
    pub fn read_or<T>(self, known: impl FnOnce(&str, &str) -> Option<T>) -> Result<Source<Alliance>, T> {
        match self {
            Self::Read(source) => Ok(*source),
            Self::Unread { file, root, shown, files, year } => {
                let text = files.read(&file, &root);
                match text.as_ref().ok().and_then(|text| known(&shown, text)) {
                    Some(known) => Err(known),
                    None => Ok(Source::as_far_as_readable(shown, text, year)),
                }
            }
        }
    }

    /// Reads it.
    pub fn read(self) -> Source<Alliance> {
        match self {
            Self::Read(source) => *source,
            Self::Unread { file, root, shown, files, year } => {
                Source::as_far_as_readable(shown, files.read(&file, &root), year)
            }
        }
    }
}

impl From<Source<Alliance>> for Record<'_> {
    fn from(source: Source<Alliance>) -> Self {
        Self::Read(Box::new(source))
    }
}

/// Everything an audit reads.
#[derive(Debug, Default)]
pub struct Inputs<'f> {
    /// `portfolio.yaml`, if there is one.
    pub portfolio: Option<Source<Portfolio>>,
    /// The records, sorted by path.
    pub records: Vec<Record<'f>>,
    /// Whether these are all records of the portfolio, so that it can be judged as one.
    pub whole: bool,
    /// Records, by their places, that are to be counted as if they were signed.
    pub as_signed: Vec<usize>,
    /// What to tell of files that look like records and are none, or like copies of one.
    pub notes: Vec<String>,
}

impl<'f> Inputs<'f> {
    /// Finds and reads a portfolio and its records.
    ///
    /// `portfolio` names the file outright; else it is looked for from the first of `paths`, or from `here`. With
    /// no `paths`, all its records are read; `-` is one record on `stdin`.
    ///
    /// # Errors
    /// When a path does not exist, paths belong to several portfolios, or a glob is malformed.
    pub fn read(paths: &[PathBuf], portfolio: Option<&Path>, here: &Path, stdin: impl Read) -> Result<Self> {
        Self::read_with(&Disk, paths, portfolio, here, stdin)
    }

    /// The same among other files.
    ///
    /// # Errors
    /// As [`Inputs::read`].
    pub fn read_with(
        files: &'f dyn Files,
        paths: &[PathBuf],
        portfolio: Option<&Path>,
        here: &Path,
        stdin: impl Read,
    ) -> Result<Self> {
        let mut inputs = Self::read_from(files, paths, portfolio, here)?;
        if paths.iter().any(|path| path.as_os_str() == "-") {
            let text = read::read_text(stdin);
            let year = inputs.fiscal_year();
            inputs.records.push(Source::as_far_as_readable("<stdin>".to_owned(), text, year).into());
        }
        Ok(inputs)
    }

    /// Finds and reads a portfolio and its records among `files`.
    ///
    /// # Errors
    /// As [`Inputs::read`].
    pub fn read_from(
        files: &'f dyn Files,
        paths: &[PathBuf],
        portfolio: Option<&Path>,
        here: &Path,
    ) -> Result<Self> {
        let paths = &as_folders(files, paths, here)[..];
        let file = match portfolio {
            Some(file) if files.is_file(&here.join(file)) => Some(file.to_path_buf()),
            Some(file) => {
                bail!("{} does not exist or is not a file; give the path of a portfolio.yaml", file.display())
            }
            None => common_portfolio(files, paths, here)?,
        };
        let file = file.map(|file| here.join(file));
        let source = file.as_deref().map(|file| {
            let folder = file.parent().unwrap_or(here);
            let text = if files.is_dir(file) {
                Err(read::folder_for_portfolio())
            } else {
                files.read(file, &files.real(folder))
            };
            Source::<Portfolio>::new(shown(file, here), text)
        });
        if let Some(source) = &source {
            refuse_bad_globs(source)?;
        }
        let root = file.as_deref().and_then(Path::parent).unwrap_or(here);
        let mut notes = Vec::new();
        let found = record_files(files, paths, root, source.as_ref(), here, &mut notes)?;
        let year = source.as_ref().and_then(|source| source.value.as_ref()).and_then(Portfolio::fiscal_year);
        let records = unread(files, found, here, year);
        let real_root = files.real(root);
        let whole = paths.is_empty() || paths.iter().any(|path| files.real(&here.join(path)) == real_root);
        Ok(Self { portfolio: source, records, whole, as_signed: Vec::new(), notes })
    }

    /// The portfolio's own year, where it says when that begins.
    pub fn fiscal_year(&self) -> Option<FiscalYear> {
        self.portfolio.as_ref()?.value.as_ref()?.fiscal_year()
    }

    /// Sorts paths by the portfolio that they belong to, in the order in which they are named.
    ///
    /// # Errors
    /// When a path does not exist.
    pub fn by_portfolio(paths: &[PathBuf], here: &Path) -> Result<Vec<Vec<PathBuf>>> {
        let mut groups: Vec<(Option<PathBuf>, Vec<PathBuf>)> = Vec::new();
        for path in paths {
            let one = std::slice::from_ref(path);
            // What comes on standard input belongs to the portfolio of the folder.
            let portfolio = common_portfolio(&Disk, &as_folders(&Disk, one, here), here)?;
            match groups.iter_mut().find(|(known, _)| *known == portfolio) {
                Some((_, group)) => group.push(path.clone()),
                None => groups.push((portfolio, vec![path.clone()])),
            }
        }
        Ok(groups.into_iter().map(|(_, group)| group).collect())
    }

    /// Counts a record as if it were signed: one of these, or one from elsewhere.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn add_as_signed(&mut self, file: &Path, here: &Path) -> Result<()> {
        let full = here.join(file);
        if !full.is_file() {
            bail!("{} does not exist or is not a file; give the path of one record", file.display());
        }
        let path = shown(&full, here);
        let known = self.records.iter().position(|record| record.path() == path);
        if known.is_none() {
            let folder = full.parent().unwrap_or(here);
            let text = Disk.read(&full, &Disk.real(folder));
            self.records.push(Source::as_far_as_readable(path, text, self.fiscal_year()).into());
        }
        self.as_signed.push(known.unwrap_or(self.records.len() - 1));
        Ok(())
    }
}

/// The paths, with the folder in place of a portfolio's own file: whoever names that means all of it.
pub(crate) fn as_folders(files: &dyn Files, paths: &[PathBuf], here: &Path) -> Vec<PathBuf> {
    let folder = |path: &PathBuf| {
        let is_portfolio = path.file_name().is_some_and(|name| name == discover::PORTFOLIO);
        let parent = path.parent().filter(|_| is_portfolio && files.is_file(&here.join(path)))?;
        Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_path_buf() })
    };
    paths.iter().map(|path| folder(path).unwrap_or_else(|| path.clone())).collect()
}

/// Records that are there, to be read when they are judged.
fn unread<'f>(
    files: &'f dyn Files,
    found: Vec<(PathBuf, PathBuf)>,
    here: &Path,
    year: Option<FiscalYear>,
) -> Vec<Record<'f>> {
    let mut last: Option<(PathBuf, Arc<Path>)> = None;
    found
        .into_iter()
        .map(|(file, folder)| {
            let root = match &last {
                Some((known, root)) if *known == folder => Arc::clone(root),
                _ => Arc::from(files.real(&folder)),
            };
            last = Some((folder, Arc::clone(&root)));
            Record::Unread { shown: shown(&file, here), file, root, files, year }
        })
        .collect()
}

/// How spreadsheets end.
const SHEETS: [&str; 6] = ["csv", "tsv", "xlsx", "xls", "xlsm", "ods"];

/// The file of the portfolio that all paths belong to, if there is one.
///
/// # Errors
/// When a path does not exist, or they belong to several.
pub(crate) fn portfolio_of(files: &dyn Files, paths: &[PathBuf], here: &Path) -> Result<Option<PathBuf>> {
    common_portfolio(files, &as_folders(files, paths, here), here)
}

/// The portfolio that all paths belong to.
fn common_portfolio(files: &dyn Files, paths: &[PathBuf], here: &Path) -> Result<Option<PathBuf>> {
    let mut found: Option<(Option<PathBuf>, &Path)> = None;
    for path in paths.iter().filter(|path| path.as_os_str() != "-") {
        let full = here.join(path);
        if !files.exists(&full) {
            bail!(
                "{} does not exist; name a record, a folder of records, or a folder with a portfolio.yaml",
                path.display()
            );
        }
        let ending =
            full.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if SHEETS.contains(&ending.as_str()) && !files.is_dir(&full) {
            let quote = if path.to_string_lossy().contains(' ') { "\"" } else { "" };
            bail!(
                "{0} is a spreadsheet, and records are YAML files; this creates a record for each of its rows: \
                 `alliance import records {quote}{0}{quote}`",
                path.display()
            );
        }
        let from = if files.is_dir(&full) { full } else { full.parent().unwrap_or(here).to_path_buf() };
        let portfolio = discover::find_portfolio(files, &files.real(&from));
        match &found {
            Some((other, first)) if *other != portfolio => bail!(
                "{} and {} belong to different portfolios; audit them one by one, or name one with --portfolio",
                first.display(),
                path.display()
            ),
            Some(_) => {}
            None => found = Some((portfolio, path)),
        }
    }
    Ok(match found {
        Some((portfolio, _)) => portfolio,
        None => discover::find_portfolio(files, here),
    })
}

/// What to tell of a file that looks like a record.
fn note(file: &LookAlike, here: &Path) -> String {
    let shown = shown(&file.path, here);
    let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if file.read {
        return format!(
            "{shown} looks like a copy but is read as an alliance of its own: delete it, or rename it"
        );
    }
    let lower = name.to_lowercase();
    if name.starts_with("~$") {
        return format!("{shown} is not read: an office program left it behind, and it can be deleted");
    }
    match lower.find(".yaml.").or_else(|| lower.find(".yml.")) {
        Some(at) => {
            let plain = name.get(..at).unwrap_or_default();
            format!("{shown} is not read: if it is a record, rename it to {plain}.yaml")
        }
        None => format!(
            "{shown} is not read: nothing in `alliances:` of portfolio.yaml matches it; rename it to .yaml, or add a pattern"
        ),
    }
}

/// Names the first glob that cannot be followed, at its place.
fn refuse_bad_globs(source: &Source<Portfolio>) -> Result<()> {
    let globs = source.value.iter().flat_map(|portfolio| portfolio.alliances.iter());
    for (index, glob) in globs {
        discover::sound(glob).with_context(|| at_glob(source, index))?;
    }
    Ok(())
}

/// The place of a glob, as `file:line:column`.
fn at_glob(source: &Source<Portfolio>, index: usize) -> String {
    let place = source.place(&format!("alliances[{index}]"));
    format!("{}:{}:{}", source.path, place.line, place.column)
}

/// The records to read, each with the folder it must not lead out of.
fn record_files(
    files: &dyn Files,
    paths: &[PathBuf],
    root: &Path,
    source: Option<&Source<Portfolio>>,
    here: &Path,
    notes: &mut Vec<String>,
) -> Result<Vec<(PathBuf, PathBuf)>> {
    let settings = source.and_then(|source| source.value.as_ref());
    let given: Vec<&str> =
        settings.iter().flat_map(|portfolio| portfolio.alliances.items().map(String::as_str)).collect();
    let set = source.filter(|_| !given.is_empty());
    let globs = if given.is_empty() { discover::DEFAULT_GLOBS.to_vec() } else { given };
    let mut records = Vec::new();
    let whole = [root.to_path_buf()];
    let paths = if paths.is_empty() { &whole } else { paths };
    for path in paths.iter().filter(|path| path.as_os_str() != "-") {
        let full = here.join(path);
        if !files.is_dir(&full) {
            let folder = full.parent().unwrap_or(here).to_path_buf();
            records.push((full, folder));
            continue;
        }
        let mut found = if files.real(&full) == files.real(root) {
            let discover::Matched { files: found, alike, idle } =
                discover::matching_and_alike(files, &full, &globs)?;
            notes.extend(alike.iter().map(|file| note(file, here)));
            // Where nothing is found at all, that is said in one message.
            if let Some(source) = set.filter(|_| !found.is_empty()) {
                let idle = idle.into_iter().map(|index| {
                    format!("{}: nothing matches `alliances: {}`", at_glob(source, index), globs[index])
                });
                notes.extend(idle);
            }
            found
        } else {
            discover::yaml_in(files, &full)?
        };
        // A folder of records need not be a portfolio's.
        if found.is_empty() && settings.is_none() && path != &whole[0] {
            found = discover::yaml_in(files, &full)?;
        }
        records.extend(found.into_iter().map(|file| (file, full.clone())));
    }
    records.sort();
    // However often and in whatever way a file is named, it is read once.
    let mut seen = HashSet::new();
    let mut last: Option<(PathBuf, PathBuf)> = None;
    records.retain(|(file, _)| {
        if files.is_link(file) {
            return true;
        }
        // What is no link itself lies where its folder does, and most files lie in the folder of the one before.
        let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
            return seen.insert(files.real(file));
        };
        let real = match last.take().filter(|(known, _)| known == folder) {
            Some((_, real)) => real,
            None => files.real(folder),
        };
        let new = seen.insert(real.join(name));
        last = Some((folder.to_path_buf(), real));
        new
    });
    Ok(records)
}

/// A path as a person in `here` would name it, with forward slashes.
pub(crate) fn shown(path: &Path, here: &Path) -> String {
    let below = path.strip_prefix(here).or_else(|_| path.strip_prefix(Disk.real(here))).unwrap_or(path);
    let parts: Vec<_> =
        below.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    let mut text = String::new();
    for part in parts {
        let part = part.as_os_str().to_string_lossy();
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        text.push_str(&part);
    }
    text
}
