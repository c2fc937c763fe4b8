//! Everything an audit reads: the portfolio of some paths, and its records.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::model::{FiscalYear, Portfolio};

use super::discover::LookAlike;
use super::files::{Disk, Files};
use super::record::Record;
use super::source::Source;
use super::{discover, read, shown};

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

    /// The currency of its amounts.
    pub fn currency(&self) -> String {
        let portfolio = self.portfolio.as_ref().and_then(|source| source.value.clone());
        portfolio.unwrap_or_default().currency().to_owned()
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
pub(super) fn unread<'f>(
    files: &'f dyn Files,
    found: Vec<(PathBuf, PathBuf)>,
    here: &Path,
    year: Option<FiscalYear>,
) -> Vec<Record<'f>> {
    let mut known: HashMap<PathBuf, Arc<Path>> = HashMap::new();
    let mut real = |folder: &Path| match known.get(folder) {
        Some(real) => Arc::clone(real),
        None => {
            let real: Arc<Path> = files.real(folder).into();
            known.insert(folder.to_path_buf(), Arc::clone(&real));
            real
        }
    };
    found
        .into_iter()
        .map(|(file, root)| {
            let folder = real(file.parent().unwrap_or(here));
            Record::Unread { shown: shown(&file, here), file, folder, root: real(&root), files, year }
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
pub(super) fn record_files(
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
            let discover::MatchedFiles { files: found, alike, idle } =
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
