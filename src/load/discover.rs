//! Which files are audited: the portfolio found by walking up, its globs, and paths named outright.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

/// The portfolio's file name.
pub const PORTFOLIO: &str = "portfolio.yaml";
/// Where records are when no portfolio says so.
pub const DEFAULT_GLOBS: [&str; 2] = ["alliances/**/*.yaml", "alliances/**/*.yml"];

/// The nearest `portfolio.yaml` in `from` or a folder above it.
pub fn find_portfolio(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(PORTFOLIO)).find(|file| file.is_file())
}

/// The files below `root` that a portfolio's globs name, sorted.
///
/// # Errors
/// When a glob is malformed or leads out of `root`.
pub fn matching(root: &Path, globs: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = BTreeSet::new();
    for glob in globs {
        let pattern = Path::new(glob);
        if pattern.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            bail!(
                "`alliances: {glob}` leads out of the portfolio's folder; give a glob below it, such as `alliances/**/*.yaml`"
            );
        }
        let glob = glob.trim_start_matches("./");
        let set = compile(&[glob])?;
        // Walk only what the glob can reach: a portfolio often lies at the top of a large repository.
        let literal: PathBuf = Path::new(glob)
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
            .collect();
        let start = root.join(&literal);
        if !start.exists() && start.symlink_metadata().is_err() {
            continue;
        }
        files.extend(walk(&start, |path| path.strip_prefix(root).is_ok_and(|below| set.is_match(below))));
    }
    Ok(files.into_iter().collect())
}

/// Every YAML file in a folder, sorted, but for a portfolio's own.
pub fn yaml_in(folder: &Path) -> Vec<PathBuf> {
    walk(folder, |path| {
        path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        }) && path.file_name().is_some_and(|name| name != PORTFOLIO)
    })
    .collect::<BTreeSet<_>>()
    .into_iter()
    .collect()
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

/// Files and links below `start`, without following links to folders or entering hidden ones.
fn walk(start: &Path, wanted: impl Fn(&Path) -> bool) -> impl Iterator<Item = PathBuf> {
    WalkBuilder::new(start).standard_filters(false).hidden(true).follow_links(false).build().filter_map(
        move |entry| match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => None,
            Ok(entry) => Some(entry.into_path()).filter(|path| wanted(path)),
            // A folder that cannot be entered is read as a file, so that it is reported like one.
            Err(error) => place_of(&error),
        },
    )
}

/// The path that an error of the walk is about.
fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}
