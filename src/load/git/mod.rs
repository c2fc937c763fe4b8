//! Git, by its own command: revisions, and the files of a commit, without a checkout and without running anything else.

mod command;
mod objects;
mod past;
mod tree;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use chrono::NaiveDate;

use crate::text::listed;

use command::{line, output, run};
use objects::Objects;
pub use past::{CommitHistory, State};
pub use tree::GitTree;

/// The oldest git that knows every option used here.
const OLDEST: (u32, u32) = (2, 30);

/// A repository with files.
#[derive(Debug)]
pub struct Repository {
    /// Its top folder.
    top: PathBuf,
    /// Whether it has only a part of the history.
    shallow: bool,
    objects: Arc<Objects>,
}

/// A commit, by the words it was asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// As it was typed.
    pub revision: String,
    /// Its full name.
    pub id: String,
}

impl Commit {
    /// The first digits of its name, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

/// A commit of a history, with the day it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The commit's full name.
    pub commit: String,
    /// The name of its whole content.
    pub tree: String,
    /// The day, where it was made; that of the newest commit before it where its own is earlier.
    pub day: NaiveDate,
    /// Whether it is its own day. Otherwise it came on that day or later, and nobody knows when.
    pub certain: bool,
}

impl Repository {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// When there is none, git is missing or too old, or refuses; the message says what to do.
    pub fn open(folder: &Path) -> Result<Self> {
        command::refuse_embedded(folder)?;
        let version = line(run(folder, &["--version"])?)?;
        if let Some(found) = parse_version(&version).filter(|found| *found < OLDEST) {
            bail!("git {}.{} is too old; install git {}.{} or newer", found.0, found.1, OLDEST.0, OLDEST.1);
        }
        let asked = ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository"];
        let answer = line(run(folder, &asked)?)?;
        let answers: Vec<&str> = answer.lines().collect();
        if answers.first() == Some(&"true") {
            bail!(
                "this is a bare repository, which has no files of its own; run this in a clone: `git clone {}`",
                folder.display()
            );
        }
        if answers.get(1) == Some(&"false") {
            bail!("this folder belongs to git itself; run this in the folder of your portfolio");
        }
        let top = command::path(run(folder, &["rev-parse", "--show-toplevel"])?)?;
        let objects = Arc::new(Objects::new(&top));
        Ok(Self { top, shallow: answers.get(2) == Some(&"true"), objects })
    }

    /// Finds a commit by whatever git understands: a branch, a tag, `HEAD~3`, the beginning of a name.
    ///
    /// # Errors
    /// When there is no such commit here; the message says how to get it.
    pub fn commit(&self, revision: &str) -> Result<Commit> {
        if let Some(id) = self.resolve(revision)? {
            self.is_one_thing(revision)?;
            return Ok(Commit { revision: revision.to_owned(), id });
        }
        if !is_plain(revision) {
            bail!("there is no revision `{revision}` here; give a branch, a tag or a commit, such as `main`");
        }
        if revision == "HEAD" {
            bail!("this repository has no commit yet, so it has no past");
        }
        let remote = format!("origin/{revision}");
        if self.resolve(&remote)?.is_some() {
            bail!("there is no revision `{revision}` here; did you mean `{remote}`?");
        }
        let branch = revision.strip_prefix("origin/").unwrap_or(revision);
        if self.shallow {
            bail!(
                "there is no revision `{revision}` in this shallow clone; fetch it: \
                 `git fetch --depth=1000 origin {branch}:refs/remotes/origin/{branch}` (in GitHub Actions, `fetch-depth: 0` at the checkout)"
            );
        }
        bail!(
            "there is no revision `{revision}` here; `git branch --all` lists the branches, and `git fetch origin {branch}` gets one"
        );
    }

    /// The last commit that two have in common.
    ///
    /// # Errors
    /// When there is none, or it is not in this clone.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit> {
        let found = output(&self.top, &["merge-base", &one.id, &other.id])?;
        let id = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        if found.status.success() && !id.is_empty() {
            return Ok(Commit { revision: one.revision.clone(), id });
        }
        if self.shallow {
            bail!(
                "this clone is shallow and does not contain the commit at which `{}` and `{}` diverged; fetch it: \
                 `git fetch --unshallow origin` (in GitHub Actions, `fetch-depth: 0` at the checkout)",
                one.revision,
                other.revision
            );
        }
        bail!(
            "`{}` and `{}` have no commit in common; name a revision that this branch came from",
            one.revision,
            other.revision
        );
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// When git cannot list them.
    pub fn tree(&self, commit: &str) -> Result<GitTree> {
        GitTree::open(commit, &self.top, Arc::clone(&self.objects))
    }

    /// What stands before the first commit: nothing. `None` where there is a commit.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn before_the_first(&self) -> Result<Option<Commit>> {
        if self.resolve("HEAD")?.is_some() {
            return Ok(None);
        }
        let id = line(run(&self.top, &["hash-object", "-t", "tree", "--stdin"])?)?;
        Ok(Some(Commit { revision: "HEAD".to_owned(), id }))
    }

    /// Every first parent of a commit, the commit first.
    ///
    /// # Errors
    /// When git cannot list them.
    pub fn first_parents(&self, commit: &Commit, today: NaiveDate) -> Result<Vec<Dated>> {
        let asked = ["rev-list", "--first-parent", "--format=%H %T %cs", commit.id.as_str()];
        let listed = line(run(&self.top, &asked)?)?;
        // Lines of two words, `commit NAME`, stand between.
        let parents = listed.lines().filter_map(|line| {
            let mut words = line.split(' ');
            let (commit, tree) = (words.next()?.to_owned(), words.next()?.to_owned());
            let day = words.next()?.parse().ok()?;
            Some(Dated { commit, tree, day, certain: true })
        });
        let mut parents: Vec<Dated> = parents.collect();
        settle_days(&mut parents, today);
        Ok(parents)
    }

    /// The files that a sparse checkout leaves out, from the top; none where git cannot say.
    pub fn left_out_of_checkout(&self) -> HashSet<PathBuf> {
        let listed = output(&self.top, &["ls-files", "-t", "-z"]).ok().filter(|found| found.status.success());
        let listed = listed.map(|found| found.stdout).unwrap_or_default();
        let entries = listed.split(|byte| *byte == 0).filter_map(|entry| entry.strip_prefix(b"S "));
        entries.filter_map(command::name).map(PathBuf::from).collect()
    }

    /// A path from the top, whether or not there is something, and by whatever links somebody stands here; `None` where it
    /// lies elsewhere.
    pub fn from_top(&self, path: &Path) -> Option<PathBuf> {
        tree::below(&self.top, path)
    }

    /// Its top folder.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The folder in which git keeps what it knows, shared by all work trees; `None` where it lies among the files.
    pub fn own_folder(&self) -> Option<PathBuf> {
        let usual = self.top.join(".git");
        // Most often there is no need to ask.
        if usual.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return Some(usual);
        }
        let folder = command::path(run(&self.top, &["rev-parse", "--git-common-dir"]).ok()?).ok()?;
        let folder = self.top.join(folder).canonicalize().ok()?;
        // What lies among the files may come with a commit.
        (!folder.starts_with(&self.top) || folder.starts_with(&usual)).then_some(folder)
    }

    /// A path from the top, with every link followed; `None` where it leads elsewhere.
    pub fn below_top(&self, path: &Path) -> Option<PathBuf> {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let folder = real(path.parent()?);
        folder.join(path.file_name()?).strip_prefix(real(&self.top)).ok().map(Path::to_path_buf)
    }

    /// Whether the history is cut off in this clone.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// That a name is not that of a tag and of a branch which lead to different commits: git would take the tag, and whoever
    /// may push one could so choose what a change is compared with.
    fn is_one_thing(&self, revision: &str) -> Result<()> {
        let name = revision.split(['~', '^', '@', ':']).next().unwrap_or_default();
        if !is_plain(name) || name == "HEAD" || name.starts_with("refs/") {
            return Ok(());
        }
        let places =
            ["refs", "refs/tags", "refs/heads", "refs/remotes"].map(|above| format!("{above}/{name}"));
        let mut found: Vec<(String, String)> = Vec::new();
        let format = "--format=%(refname) %(objectname) %(*objectname)";
        let mut args = vec!["for-each-ref", format];
        args.extend(places.iter().map(String::as_str));
        let names = output(&self.top, &args)?;
        for line in String::from_utf8_lossy(&names.stdout).lines() {
            let mut words = line.split_whitespace();
            let (Some(place), Some(id)) = (words.next(), words.next()) else { continue };
            // A place also stands for all that lies below it.
            if places.iter().any(|known| known == place) {
                // A tag with a message leads on to its commit.
                found.push((place.to_owned(), words.next().unwrap_or(id).to_owned()));
            }
        }
        match found.as_slice() {
            [(first, one), rest @ ..] if rest.iter().any(|(_, other)| other != one) => {
                let places: Vec<&String> = found.iter().map(|(place, _)| place).collect();
                let branch = places.iter().find(|place| !place.starts_with("refs/tags/")).copied();
                bail!(
                    "`{name}` is the name of several things here, {}, which are different commits; write which of them is \
                     meant, such as `{}`",
                    listed(&places),
                    branch.unwrap_or(first)
                )
            }
            _ => Ok(()),
        }
    }

    fn resolve(&self, revision: &str) -> Result<Option<String>> {
        // No name of a branch begins so, and nothing typed must ever be taken for an option.
        if revision.is_empty() || revision.starts_with('-') || revision.contains('\0') {
            return Ok(None);
        }
        let commit = format!("{revision}^{{commit}}");
        let found = output(&self.top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let id = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        Ok(Some(id).filter(|id| found.status.success() && !id.is_empty()))
    }
}

/// Sees to it that no commit, the newest first, is older than the one before it: a day that was rewritten or comes from a
/// wrong clock says nothing, except that the commit came later. A day that is still to come moves no other.
fn settle_days(commits: &mut [Dated], today: NaiveDate) {
    let mut latest = NaiveDate::MIN;
    for commit in commits.iter_mut().rev() {
        if commit.day < latest {
            commit.day = latest;
            commit.certain = false;
        } else if commit.day <= today {
            latest = commit.day;
        }
    }
}

/// Whether a text may be the name of a branch, a tag or a commit that could be fetched.
fn is_plain(revision: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
    !revision.is_empty() && !revision.starts_with('-') && revision.bytes().all(plain)
}

/// The numbers of `git version 2.47.3`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(2)?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_commit_is_older_than_the_one_before_it() {
        let settled = |days: [&str; 4]| {
            // As git lists them, the newest first.
            let mut commits: Vec<Dated> = days
                .iter()
                .rev()
                .map(|day| Dated {
                    commit: String::new(),
                    tree: String::new(),
                    day: day.parse().expect("a date"),
                    certain: true,
                })
                .collect();
            settle_days(&mut commits, "2026-11-22".parse().expect("a date"));
            let shown = commits.iter().rev();
            shown.map(|it| format!("{}{}", it.day, if it.certain { "" } else { "?" })).collect::<Vec<_>>()
        };
        let straight = ["2026-01-05", "2026-01-05", "2026-03-15", "2026-09-01"];
        assert_eq!(settled(straight), straight);
        assert_eq!(
            settled(["2026-03-15", "2025-01-01", "2026-03-14", "2026-06-10"]),
            ["2026-03-15", "2026-03-15?", "2026-03-15?", "2026-06-10"]
        );
        // A clock that was ahead makes no other commit doubtful.
        assert_eq!(
            settled(["2026-03-15", "2036-01-01", "2026-04-01", "2026-06-10"]),
            ["2026-03-15", "2036-01-01", "2026-04-01", "2026-06-10"]
        );
    }

    #[test]
    fn versions_are_read_however_they_are_decorated() {
        assert_eq!(parse_version("git version 2.47.3"), Some((2, 47)));
        assert_eq!(parse_version("git version 2.39.5 (Apple Git-154)"), Some((2, 39)));
        assert_eq!(parse_version("git version 2.45.1.windows.1"), Some((2, 45)));
        assert_eq!(parse_version("hub"), None);
        assert!((2, 9) < OLDEST && OLDEST <= (2, 30));
    }
}
