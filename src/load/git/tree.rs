//! The files of a commit, as if they lay where the repository is.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, bail};

use super::command::{name, run, too_slow};
use super::objects::{Content, Objects};
use crate::load::files::{Below, Disk, Files, without_dots};
use crate::load::mistake::Mistake;
use crate::load::read::{GONE, decode_text, folder, leads_out, refused, too_large};

/// Most links followed for one path.
const MAX_LINKS: usize = 40;
/// No system follows a link to a longer path.
const LONGEST_TARGET: usize = 4096;
/// What a file begins with that Git LFS keeps elsewhere.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// The files of a commit. Git is asked for a folder when something in it is looked for: a portfolio is often a small part
/// of a large repository.
#[derive(Debug)]
pub struct GitTree {
    top: PathBuf,
    objects: Arc<Objects>,
    listed: Mutex<Listed>,
    /// Whether the content of a file could not be had, which says nothing about the file.
    unanswered: AtomicBool,
}

/// What has been listed so far.
#[derive(Debug)]
struct Listed {
    top: PathBuf,
    commit: String,
    entries: BTreeMap<PathBuf, TreeEntry>,
    /// Folders whose own entries are known.
    folders: HashSet<PathBuf>,
    /// Folders of which everything below is known.
    whole: HashSet<PathBuf>,
    /// Why a folder could not be listed.
    failed: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryKind {
    File,
    Link,
    Folder,
}

#[derive(Debug, Clone)]
struct TreeEntry {
    kind: EntryKind,
    id: String,
}

impl Listed {
    /// What there is by this name.
    fn entry(&mut self, path: &Path) -> Option<&TreeEntry> {
        self.list(path.parent()?, false);
        self.entries.get(path)
    }

    /// Sees to it that the entries of a folder are known, or everything below it.
    fn list(&mut self, folder: &Path, deep: bool) {
        let is_known = |listed: &Self| {
            folder.ancestors().any(|above| listed.whole.contains(above))
                || !deep && listed.folders.contains(folder)
        };
        if self.failed.is_some() || is_known(self) {
            return;
        }
        let id = match self.entry(folder) {
            _ if folder.as_os_str().is_empty() => self.commit.clone(),
            Some(TreeEntry { kind: EntryKind::Folder, id }) => id.clone(),
            _ => return,
        };
        let how = if deep { "-rtz" } else { "-z" };
        match run(&self.top, &["ls-tree", how, "--full-tree", &id]) {
            Ok(told) => self.take(folder, &told),
            Err(error) => self.failed = Some(format!("{error:#}")),
        }
        if deep { &mut self.whole } else { &mut self.folders }.insert(folder.to_path_buf());
    }

    /// Reads what `git ls-tree` prints of a folder.
    fn take(&mut self, folder: &Path, told: &[u8]) {
        let entries = told.split(|byte| *byte == 0).filter_map(|line| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let (about, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
            let mut words = about.split(' ');
            let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
            let kind = match (kind, mode) {
                ("tree", _) => EntryKind::Folder,
                ("blob", "120000") => EntryKind::Link,
                ("blob", _) => EntryKind::File,
                // A submodule is another repository; its files are not in this one.
                _ => return None,
            };
            Some((folder.join(name(path)?), TreeEntry { kind, id: id.to_owned() }))
        });
        self.entries.extend(entries);
    }
}

impl GitTree {
    /// The files of a commit, or of a tree by its name.
    ///
    /// # Errors
    /// When git cannot list it.
    pub(super) fn open(commit: &str, top: &Path, objects: Arc<Objects>) -> Result<Self> {
        let mut listed = Listed {
            top: top.to_path_buf(),
            commit: commit.to_owned(),
            entries: BTreeMap::new(),
            folders: HashSet::new(),
            whole: HashSet::new(),
            failed: None,
        };
        listed.list(Path::new(""), false);
        if let Some(why) = listed.failed {
            bail!(why);
        }
        Ok(Self {
            top: top.to_path_buf(),
            objects,
            listed: Mutex::new(listed),
            unanswered: AtomicBool::new(false),
        })
    }

    fn listed(&self) -> MutexGuard<'_, Listed> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What there is by this name, from the top.
    fn entry(&self, path: &Path) -> Option<TreeEntry> {
        self.listed().entry(path).cloned()
    }

    /// Every file of this name, wherever it lies.
    pub fn named(&self, name: &str) -> Vec<PathBuf> {
        let mut listed = self.listed();
        listed.list(Path::new(""), true);
        let named = listed.entries.iter().filter(|(path, entry)| {
            entry.kind != EntryKind::Folder && path.file_name().is_some_and(|file| file == name)
        });
        named.map(|(path, _)| self.top.join(path)).collect()
    }

    /// A path as a person names it from the top of the repository.
    pub fn shown(&self, path: &Path) -> String {
        super::super::shown(path, &self.top)
    }

    /// A path from the top of the repository; `None` where it lies elsewhere.
    fn below_top(&self, path: &Path) -> Option<PathBuf> {
        below(&self.top, path)
    }

    /// The path with every link followed, from the top; `None` where one leads out of the repository or in circles.
    fn follow(&self, path: &Path) -> Option<PathBuf> {
        let mut left: VecDeque<OsString> =
            self.below_top(path)?.components().map(|part| part.as_os_str().to_owned()).collect();
        let mut at = PathBuf::new();
        let mut links = 0;
        while let Some(part) = left.pop_front() {
            if part == ".." {
                if !at.pop() {
                    return None;
                }
                continue;
            }
            if part == "." {
                continue;
            }
            at.push(part);
            let Some(link) = self.entry(&at).filter(|entry| entry.kind == EntryKind::Link) else { continue };
            links += 1;
            let Ok(Content::Bytes(target)) = self.objects.read(&link.id) else { return None };
            if target.len() > LONGEST_TARGET {
                return None;
            }
            let target = PathBuf::from(name(&target)?);
            if links > MAX_LINKS || target.is_absolute() {
                return None;
            }
            at.pop();
            for part in target.components().rev() {
                left.push_front(part.as_os_str().to_owned());
            }
        }
        Some(at)
    }

    /// That git did not answer, or not in time, where that is so.
    ///
    /// # Errors
    /// What to say about it.
    pub fn answered(&self) -> Result<()> {
        match &self.listed().failed {
            Some(why) => bail!(why.clone()),
            None if self.objects.is_hung() => Err(too_slow()),
            None => Ok(()),
        }
    }

    /// Whether a file was asked for whose content is not in this clone, or git stopped answering.
    pub fn is_unanswered(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed)
    }

    fn has_folder(&self, below: &Path) -> bool {
        if below.as_os_str().is_empty() {
            return !self.listed().entries.is_empty();
        }
        self.entry(below).is_some_and(|entry| entry.kind == EntryKind::Folder)
    }
}

impl Files for GitTree {
    fn is_file(&self, path: &Path) -> bool {
        let entry = self.follow(path).and_then(|path| self.entry(&path));
        entry.is_some_and(|entry| entry.kind != EntryKind::Folder)
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.follow(path).is_some_and(|path| self.has_folder(&path))
    }

    fn exists(&self, path: &Path) -> bool {
        self.is_link(path) || self.is_dir(path) || self.is_file(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        let Some(below) = self.below_top(path) else { return false };
        self.entry(&below).is_some_and(|entry| entry.kind == EntryKind::Link)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.follow(path).map_or_else(|| path.to_path_buf(), |below| self.top.join(below))
    }

    fn below(&self, folder: &Path) -> Below {
        let Some(start) = self.follow(folder) else {
            return Below { files: vec![folder.to_path_buf()], ..Below::default() };
        };
        let mut listed = self.listed();
        listed.list(&start, true);
        let inside = listed.entries.range(start.clone()..).take_while(|(path, _)| path.starts_with(&start));
        let files = inside
            .filter(|(_, entry)| entry.kind != EntryKind::Folder)
            .filter_map(|(path, _)| path.strip_prefix(&start).ok())
            .filter(|rest| !rest.components().any(|part| is_hidden(part.as_os_str().as_encoded_bytes())))
            .map(|rest| if rest.as_os_str().is_empty() { folder.to_path_buf() } else { folder.join(rest) })
            .collect();
        Below { files, ..Below::default() }
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        let below = self.follow(path).ok_or_else(leads_out)?;
        if !self.top.join(&below).starts_with(root) {
            return Err(leads_out());
        }
        let entry = match self.entry(&below) {
            Some(TreeEntry { kind: EntryKind::Folder, .. }) => return Err(folder()),
            None if below.as_os_str().is_empty() => return Err(folder()),
            None => return Err(refused("this file cannot be read: it does not exist").fix(GONE).into()),
            Some(entry) => entry,
        };
        let cannot = |reason: &str| refused(format!("this file cannot be read from git: {reason}"));
        match self.objects.read(&entry.id) {
            Ok(Content::Bytes(bytes)) if bytes.starts_with(LFS) => {
                Err(cannot("it is kept in Git LFS").fix("keep records in git itself: they are small").into())
            }
            Ok(Content::Bytes(bytes)) => decode_text(bytes),
            Ok(Content::TooLarge(size)) => Err(too_large(size)),
            Ok(Content::Missing) => {
                self.unanswered.store(true, Ordering::Relaxed);
                Err(cannot("its content is not in this clone")
                    .fix("fetch it: `git fetch --refetch --no-filter origin`")
                    .into())
            }
            Err(_) => {
                self.unanswered.store(true, Ordering::Relaxed);
                Err(cannot("git stopped answering").into())
            }
        }
    }
}

fn is_hidden(name: &[u8]) -> bool {
    name.starts_with(b".")
}

/// A path from `top`; `None` where it lies elsewhere.
pub(super) fn below(top: &Path, path: &Path) -> Option<PathBuf> {
    let clean = without_dots(path);
    let strip = |path: &Path| path.strip_prefix(top).ok().map(Path::to_path_buf);
    strip(&clean).or_else(|| {
        // Somebody may stand here by way of a link.
        let real = clean.ancestors().find(|folder| folder.exists())?;
        strip(&Disk.real(real).join(clean.strip_prefix(real).ok()?))
    })
}
