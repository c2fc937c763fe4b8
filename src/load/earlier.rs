//! The same portfolio as it was in a commit, even where it lay elsewhere.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::files::{Files, without_dots};
use super::git::GitTree;
use super::inputs::{record_files, unread};
use super::{Inputs, Source, discover, shown};
use crate::model::Portfolio;

/// What became of the portfolio's file since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// It is where it was, or was and is nowhere.
    Same,
    /// It lay here, from the top of the repository.
    Elsewhere(String),
    /// There was none.
    Nowhere,
}

/// The portfolio of today, as the place to look for that of a commit.
#[derive(Debug, Clone, Copy)]
pub struct Today<'a> {
    /// Its file, if it has one.
    pub portfolio: Option<&'a Path>,
    /// The records and folders that were named, if not all are read.
    pub paths: &'a [PathBuf],
    /// The folder that paths are named from.
    pub here: &'a Path,
}

/// Reads the portfolio of a commit; its records are read when they are judged. What cannot be used is left out: today's files
/// are what is checked.
pub fn read<'t>(tree: &'t GitTree, today: Today) -> (Inputs<'t>, Whereabouts) {
    let Today { portfolio, paths, here } = today;
    let here = tree.real(here);
    let paths = super::as_folders(tree, paths, &here);
    let expected = portfolio.map_or_else(|| here.join(discover::PORTFOLIO), |file| here.join(file));
    let file = find(tree, &expected);
    let whereabouts = match (&file, portfolio) {
        (Some(found), Some(_)) if tree.real(found) == tree.real(&expected) => Whereabouts::Same,
        (Some(found), _) => Whereabouts::Elsewhere(tree.shown(found)),
        (None, Some(_)) => Whereabouts::Nowhere,
        (None, None) => Whereabouts::Same,
    };
    let root = file.as_deref().or(Some(&expected)).and_then(Path::parent).unwrap_or(&here).to_path_buf();
    let source = file
        .as_deref()
        .map(|file| Source::<Portfolio>::new(shown(file, &here), tree.read(file, &tree.real(&root))));
    let settings = source.as_ref();
    let year = settings.and_then(|source| source.value.as_ref()).and_then(Portfolio::fiscal_year);
    let everything = [root.clone()];
    let mut found = match tree.is_dir(&root) {
        true => record_files(tree, &everything, &root, settings, &here, &mut Vec::new())
            .or_else(|_| record_files(tree, &everything, &root, None, &here, &mut Vec::new()))
            .unwrap_or_default(),
        // A folder that was not there yet had no records.
        false => Vec::new(),
    };
    let named: Vec<PathBuf> = paths
        .iter()
        .filter(|path| path.as_os_str() != "-" && tree.exists(&here.join(path)))
        .cloned()
        .collect();
    if !named.is_empty() {
        found.extend(record_files(tree, &named, &root, settings, &here, &mut Vec::new()).unwrap_or_default());
        found.sort();
        // However it is written: a record read twice would be its own duplicate, and hide what is wrong with the portfolio.
        let mut read = HashSet::new();
        found.retain(|(file, _)| read.insert(without_dots(&tree.real(file))));
    }
    let records = unread(tree, found, &here, year);
    (
        Inputs { portfolio: source, records, whole: true, as_signed: Vec::new(), notes: Vec::new() },
        whereabouts,
    )
}

/// The portfolio's file where it is now, else above, else the only one of its name.
fn find(tree: &GitTree, expected: &Path) -> Option<PathBuf> {
    if tree.is_file(expected) {
        return Some(expected.to_path_buf());
    }
    // A portfolio that is still where it was has not moved: it is another one, unless the records here were its own.
    let has_moved = |file: &PathBuf| !file.is_file();
    let above = expected.parent().and_then(|folder| discover::find_portfolio(tree, folder));
    let held = |file: &PathBuf| expected.parent().is_some_and(|folder| held_records(tree, file, folder));
    if let Some(above) = above.filter(|file| has_moved(file) || held(file)) {
        return Some(above);
    }
    let name = expected.file_name()?.to_str()?;
    let named = tree.named(name).into_iter().filter(has_moved).collect::<Vec<_>>();
    <[PathBuf; 1]>::try_from(named).ok().map(|[only]| only)
}

/// Whether records below a folder were those of a portfolio above it: then a new one in between takes them out of its hands.
fn held_records(tree: &GitTree, file: &Path, folder: &Path) -> bool {
    let Some(root) = file.parent() else { return false };
    let settings = Source::<Portfolio>::new(String::new(), tree.read(file, &tree.real(root)));
    let everything = [root.to_path_buf()];
    let found = record_files(tree, &everything, root, Some(&settings), root, &mut Vec::new());
    let folder = tree.real(folder);
    found.is_ok_and(|found| found.iter().any(|(record, _)| tree.real(record).starts_with(&folder)))
}
