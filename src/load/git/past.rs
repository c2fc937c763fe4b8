//! The past of files: every commit along the first parents that wrote one of them down differently, renames followed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use chrono::NaiveDate;

use super::command::{name, run};
use super::objects::Content;
use super::{Commit, Repository};
use crate::load::read::decode_text;

/// Each file of YAML that commits wrote, the newest commit first.
#[derive(Debug)]
pub struct CommitHistory {
    commits: Vec<CommitChanges>,
    /// What each file that is gone is about, by its blob: many records may ask for it, and it is read once.
    about: Mutex<HashMap<String, Option<String>>>,
}

/// What one commit wrote.
#[derive(Debug)]
struct CommitChanges {
    commit: String,
    day: NaiveDate,
    certain: bool,
    author: String,
    /// Each file by its path after the commit.
    files: HashMap<PathBuf, WrittenFile>,
    /// The files that are gone with it, with what they held.
    gone: HashMap<PathBuf, String>,
}

#[derive(Debug, Clone)]
struct WrittenFile {
    blob: String,
    /// Its path before, if it had another one.
    from: Option<PathBuf>,
    /// Whether it was not there before.
    added: bool,
}

/// A file as one commit wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The commit.
    pub commit: String,
    /// The day it was made, or that of the newest commit before it where its own is earlier.
    pub day: NaiveDate,
    /// Whether it is its own day.
    pub certain: bool,
    /// Who made it, by name.
    pub author: String,
    /// The file's text; `None` where it is no text, or not in this clone.
    pub text: Option<String>,
}

impl Repository {
    /// What the first parents of a commit wrote into files of YAML.
    ///
    /// # Errors
    /// When git cannot say.
    pub fn past(&self, commit: &Commit, today: NaiveDate) -> Result<CommitHistory> {
        let parents = self.first_parents(commit, today)?;
        let days: HashMap<&str, (NaiveDate, bool)> =
            parents.iter().map(|it| (it.commit.as_str(), (it.day, it.certain))).collect();
        let asked = [
            "log",
            "--first-parent",
            "-m",
            "--raw",
            "-z",
            "-M50%",
            "-l1000",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv",
            "--format=%x01%H %an",
            commit.id.as_str(),
            "--",
            "*.yaml",
            "*.yml",
            "*.YAML",
            "*.YML",
        ];
        Ok(CommitHistory { commits: parse(&run(&self.top, &asked)?, &days), about: Mutex::default() })
    }

    /// Every state of a file that lies at `path` in the commit that the past was read from, the first one first.
    ///
    /// A file that was taken away and written again has one past, and so has one that was renamed and rewritten at once, where
    /// `about` finds the same in both texts.
    pub fn states(
        &self,
        past: &CommitHistory,
        path: &Path,
        about: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<State> {
        let Ok(below) = path.strip_prefix(&self.top) else { return Vec::new() };
        let mut at = below.to_path_buf();
        let mut states = Vec::new();
        for (place, written) in past.commits.iter().enumerate() {
            let Some(entry) = written.files.get(&at) else { continue };
            let text = self.text(&entry.blob);
            let was_there = || past.commits[place..].iter().any(|older| older.gone.contains_key(&at));
            if let Some(from) = &entry.from {
                at.clone_from(from);
            } else if entry.added && !was_there() {
                // It may have lain elsewhere, and been taken away there with this commit or before.
                let wanted = text.as_deref().and_then(about);
                let moved = wanted.and_then(|wanted| {
                    past.commits[place..].iter().find_map(|older| {
                        let mut gone: Vec<_> = older.gone.iter().collect();
                        gone.sort();
                        let from = gone
                            .into_iter()
                            .find(|(_, blob)| self.about(past, blob, about).as_ref() == Some(&wanted));
                        from.map(|(from, _)| from)
                    })
                });
                if let Some(from) = moved {
                    at.clone_from(from);
                }
            }
            states.push(State {
                commit: written.commit.clone(),
                day: written.day,
                certain: written.certain,
                author: written.author.clone(),
                text,
            });
        }
        states.reverse();
        states
    }

    fn about(
        &self,
        past: &CommitHistory,
        blob: &str,
        about: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let known = || past.about.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(blob) {
            return known.clone();
        }
        let found = self.text(blob).as_deref().and_then(about);
        known().insert(blob.to_owned(), found.clone());
        found
    }

    fn text(&self, blob: &str) -> Option<String> {
        match self.objects.read(blob) {
            Ok(Content::Bytes(bytes)) => decode_text(bytes).ok(),
            Ok(Content::TooLarge(_) | Content::Missing) | Err(_) => None,
        }
    }
}

impl CommitHistory {
    /// The last commit that wrote any file of YAML.
    pub fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// How many files of YAML a commit wrote.
    pub fn files_of(&self, commit: &str) -> usize {
        self.commits.iter().find(|written| written.commit == commit).map_or(0, |written| written.files.len())
    }
}

/// Reads what `git log --raw -z` prints.
fn parse(listed: &[u8], days: &HashMap<&str, (NaiveDate, bool)>) -> Vec<CommitChanges> {
    let mut commits: Vec<CommitChanges> = Vec::new();
    let mut seen = HashSet::new();
    let mut words = listed.split(|byte| *byte == 0);
    while let Some(word) = words.next() {
        let word = word.strip_prefix(b"\n").unwrap_or(word);
        if let Some(header) = word.strip_prefix(b"\x01") {
            let header = String::from_utf8_lossy(header);
            let (commit, author) = header.split_once(' ').unwrap_or((&header, ""));
            let Some((day, certain)) = days.get(commit).copied() else { continue };
            // With `-m` a merge could come once for each parent; the first is the one along the line.
            if seen.insert(commit.to_owned()) {
                commits.push(CommitChanges {
                    commit: commit.to_owned(),
                    day,
                    certain,
                    author: author.to_owned(),
                    files: HashMap::new(),
                    gone: HashMap::new(),
                });
            }
            continue;
        }
        let Some(about) = word.strip_prefix(b":").and_then(|about| std::str::from_utf8(about).ok()) else {
            continue;
        };
        let parts: Vec<&str> = about.split(' ').collect();
        let [_, _, before, after, status] = parts.as_slice() else { continue };
        let path = |bytes: Option<&[u8]>| bytes.and_then(name).map(PathBuf::from);
        let first = path(words.next());
        let is_move = status.starts_with(['R', 'C']);
        let second = if is_move { path(words.next()) } else { None };
        let (Some(written), Some(first)) = (commits.last_mut(), first) else { continue };
        let entry = |from: Option<PathBuf>| WrittenFile {
            blob: (*after).to_owned(),
            from,
            added: status.starts_with('A'),
        };
        match (is_move, second) {
            (true, Some(second)) => drop(written.files.insert(second, entry(Some(first)))),
            (true, None) => {}
            (false, _) if status.starts_with('D') => drop(written.gone.insert(first, (*before).to_owned())),
            (false, _) => drop(written.files.insert(first, entry(None))),
        }
    }
    commits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_lists_is_read_whatever_it_holds() {
        let day: NaiveDate = "2026-01-05".parse().expect("a date");
        let days = HashMap::from([("aa", (day, true)), ("bb", (day, false))]);
        let listed = b"\x01bb A: B\0\n:100644 100644 11 22 R086\0old.yaml\0new.yaml\0:100644 000000 33 00 D\0gone.yaml\0\x01aa C\0\n:000000 100644 00 11 A\0old.yaml\0";
        let commits = parse(listed, &days);
        assert_eq!(commits.len(), 2);
        assert_eq!((commits[0].author.as_str(), commits[0].certain), ("A: B", false));
        let new = &commits[0].files[Path::new("new.yaml")];
        assert_eq!((new.blob.as_str(), new.from.as_deref()), ("22", Some(Path::new("old.yaml"))));
        assert_eq!(commits[0].gone[Path::new("gone.yaml")], "33");
        assert!(commits[1].files[Path::new("old.yaml")].added);
        for cut in 0..listed.len() {
            parse(&listed[..cut], &days);
        }
    }
}
