//! Which files are audited: the portfolio found by walking up, its globs, and paths named outright.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::files::{Files, MAX_WALKED};

/// The portfolio's file name.
pub const PORTFOLIO: &str = "portfolio.yaml";
/// Where records are when no portfolio says so.
pub const DEFAULT_GLOBS: [&str; 2] = ["alliances/**/*.yaml", "alliances/**/*.yml"];

/// The nearest `portfolio.yaml` in `from` or a folder above it, be it one that cannot be read: to pass over it would be
/// to judge by other rules than those that were meant.
pub fn find_portfolio(files: &dyn Files, from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(PORTFOLIO)).find(|file| files.exists(file))
}

/// The files below `root` that a portfolio's globs name, sorted.
///
/// # Errors
/// When a glob is malformed or leads out of `root`.
pub fn matching(files: &dyn Files, root: &Path, globs: &[&str]) -> Result<Vec<PathBuf>> {
    matching_and_alike(files, root, globs).map(|found| found.files)
}

/// What globs name.
#[derive(Debug, Default)]
pub struct MatchedFiles {
    /// The files, sorted.
    pub files: Vec<PathBuf>,
    /// Files that look like records and are none, or like copies of one.
    pub alike: Vec<LookAlike>,
    /// The globs that name no file, by their places.
    pub idle: Vec<usize>,
}

/// Whether a glob can be followed.
///
/// # Errors
/// When it is malformed, names a folder instead of its files, or leads out of the portfolio's folder.
pub fn sound(glob: &str) -> Result<()> {
    if glob.contains('\\') {
        bail!(
            "`alliances: {glob}` has a backslash; write `/` between folders: `{}`",
            glob.replace('\\', "/")
        );
    }
    if glob.ends_with('/') || glob == "." {
        bail!(
            "`alliances: {glob}` names a folder; name its files: `{}/**/*.yaml`",
            glob.trim_end_matches('/')
        );
    }
    let parts = Path::new(glob).components();
    if parts.clone().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        bail!(
            "`alliances: {glob}` points outside the portfolio's folder; give a glob below it, such as `alliances/**/*.yaml`"
        );
    }
    compile(&[glob]).map(|_| ())
}

/// What is said of a folder with more in it than is looked at.
fn crowded(folder: &Path) -> anyhow::Error {
    anyhow!(
        "more than {MAX_WALKED} files and folders lie below {}; name the folder that holds the records, here or at the beginning of each pattern in `alliances:`",
        folder.display()
    )
}

/// The same as [`matching`], and what else there is to tell.
///
/// # Errors
/// As [`matching`].
pub fn matching_and_alike(files: &dyn Files, root: &Path, globs: &[&str]) -> Result<MatchedFiles> {
    let mut found = BTreeSet::new();
    let mut others = BTreeSet::new();
    let mut idle = Vec::new();
    for (place, glob) in globs.iter().enumerate() {
        sound(glob)?;
        let glob = glob.trim_start_matches("./");
        let set = compile(&[glob])?;
        // Walk only what the glob can reach: a portfolio often lies at the top of a large repository.
        let literal: PathBuf = Path::new(glob)
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
            .collect();
        let start = root.join(&literal);
        if !files.exists(&start) {
            idle.push(place);
            continue;
        }
        let named = |path: &PathBuf| path.strip_prefix(root).is_ok_and(|below| set.is_match(below));
        let below = files.below(&start);
        if below.too_many {
            return Err(crowded(&start));
        }
        let (matched, rest): (Vec<PathBuf>, Vec<PathBuf>) = below.files.into_iter().partition(named);
        if matched.is_empty() && below.closed.is_empty() {
            idle.push(place);
        }
        found.extend(matched);
        others.extend(rest);
        found.extend(below.closed);
    }
    let folders: BTreeSet<&Path> = found.iter().filter_map(|path| path.parent()).collect();
    let beside = |path: &&PathBuf| path.parent().is_some_and(|folder| folders.contains(folder));
    let unread = others.iter().filter(|path| !found.contains(*path));
    let alike = unread
        .filter(|path| is_mistaken(path) || beside(path) && is_yaml(path))
        .map(|path| LookAlike { path: path.clone(), read: false })
        .chain(
            found
                .iter()
                .filter(|path| is_copy(path))
                .map(|path| LookAlike { path: path.clone(), read: true }),
        )
        .collect();
    Ok(MatchedFiles { files: found.into_iter().collect(), alike, idle })
}

/// A file that looks like a record and is not read, or is read and looks like a copy of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookAlike {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is read, all the same.
    pub read: bool,
}

fn lower_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn is_yaml(path: &Path) -> bool {
    let name = lower_name(path);
    name != PORTFOLIO && (name.ends_with(".yaml") || name.ends_with(".yml"))
}

/// What a text editor, an office program or a file manager makes of a record: `x.yaml.txt`, `~$x.yaml`.
fn is_mistaken(path: &Path) -> bool {
    let name = lower_name(path);
    let endings = [".yaml.txt", ".yml.txt", ".yaml.bak", ".yaml.docx", ".yaml.rtf"];
    endings.iter().any(|ending| name.ends_with(ending)) || (name.starts_with("~$") && is_yaml(path))
}

/// `x - Copy.yaml`, as file managers name a copy.
fn is_copy(path: &Path) -> bool {
    let name = lower_name(path);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    [" - copy", " - kopie", " copy", " (1)", " (2)"].iter().any(|end| stem.ends_with(end))
        || stem.contains(" - copy (")
        || name.starts_with("~$")
}

/// Every YAML file in a folder, sorted, but for a portfolio's own.
///
/// # Errors
/// When there is too much in it.
pub fn yaml_in(files: &dyn Files, folder: &Path) -> Result<Vec<PathBuf>> {
    let wanted = |path: &PathBuf| {
        path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        }) && path.file_name().is_some_and(|name| name != PORTFOLIO)
    };
    if files.real(folder).parent().is_none() {
        bail!("{} is everything on this machine; name the folder that holds the records", folder.display());
    }
    let below = files.below(folder);
    if below.too_many {
        return Err(crowded(folder));
    }
    let found: BTreeSet<PathBuf> = below.files.into_iter().filter(wanted).chain(below.closed).collect();
    Ok(found.into_iter().collect())
}

/// Compiles globs in which `*` stays within a folder.
///
/// # Errors
/// When one is malformed.
pub fn compile(globs: &[&str]) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let glob = GlobBuilder::new(glob)
            .literal_separator(true)
            .case_insensitive(true)
            .build()
            .with_context(|| format!("the glob `{glob}` is malformed"))?;
        set.add(glob);
    }
    Ok(set.build()?)
}
