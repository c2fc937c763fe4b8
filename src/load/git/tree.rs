//! The files of a commit, as if they lay where the repository is.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use super::command::{name, too_slow};
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

/// The files of a commit.
#[derive(Debug)]
pub struct Tree {
    top: PathBuf,
    entries: BTreeMap<PathBuf, Entry>,
    objects: Arc<Objects>,
    /// Whether the content of a file could not be had, which says nothing about the file.
    unanswered: AtomicBool,
}

#[derive(Debug)]
struct Entry {
    link: bool,
    id: String,
}

impl Tree {
    /// Reads what `git ls-tree -r -z` prints.
    pub(super) fn parse(listed: &[u8], top: &Path, objects: Arc<Objects>) -> Self {
        let entries = listed.split(|byte| *byte == 0).filter_map(|line| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let (about, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
            let mut words = about.split(' ');
            let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
            // A submodule is another repository; its files are not in this one.
            let entry = Entry { link: mode == "120000", id: id.to_owned() };
            (kind == "blob").then_some((PathBuf::from(name(path)?), entry))
        });
        Self {
            top: top.to_path_buf(),
            entries: entries.collect(),
            objects,
            unanswered: AtomicBool::new(false),
        }
    }

    /// Every file of this name, wherever it lies.
    pub fn named(&self, name: &str) -> Vec<PathBuf> {
        let named = self.entries.keys().filter(|path| path.file_name().is_some_and(|file| file == name));
        named.map(|path| self.top.join(path)).collect()
    }

    /// A path as a person names it from the top of the repository.
    pub fn shown(&self, path: &Path) -> String {
        super::super::shown(path, &self.top)
    }

    /// A path from the top of the repository; `None` where it lies elsewhere.
    fn below_top(&self, path: &Path) -> Option<PathBuf> {
        let clean = without_dots(path);
        let strip = |path: &Path| path.strip_prefix(&self.top).ok().map(Path::to_path_buf);
        strip(&clean).or_else(|| {
            // Somebody may stand here by way of a link.
            let real = clean.ancestors().find(|folder| folder.exists())?;
            strip(&Disk.real(real).join(clean.strip_prefix(real).ok()?))
        })
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
            let Some(link) = self.entries.get(&at).filter(|entry| entry.link) else { continue };
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

    /// That git did not answer in time, where that is so.
    ///
    /// # Errors
    /// What to say about it.
    pub fn answered(&self) -> Result<()> {
        if self.objects.is_hung() { Err(too_slow()) } else { Ok(()) }
    }

    /// Whether a file was asked for whose content is not in this clone, or git stopped answering.
    pub fn is_unanswered(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed)
    }

    fn has_folder(&self, below: &Path) -> bool {
        let first = self.entries.range(below.to_path_buf()..).next();
        first.is_some_and(|(path, _)| path != below && path.starts_with(below))
    }
}

impl Files for Tree {
    fn is_file(&self, path: &Path) -> bool {
        self.follow(path).is_some_and(|path| self.entries.contains_key(&path))
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.follow(path).is_some_and(|path| self.has_folder(&path))
    }

    fn exists(&self, path: &Path) -> bool {
        self.is_link(path) || self.is_dir(path) || self.is_file(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        let Some(below) = self.below_top(path) else { return false };
        self.entries.get(&below).is_some_and(|entry| entry.link)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.follow(path).map_or_else(|| path.to_path_buf(), |below| self.top.join(below))
    }

    fn below(&self, folder: &Path) -> Below {
        let Some(start) = self.follow(folder) else {
            return Below { files: vec![folder.to_path_buf()], closed: Vec::new() };
        };
        let inside = self.entries.range(start.clone()..).take_while(|(path, _)| path.starts_with(&start));
        let files = inside
            .filter_map(|(path, _)| path.strip_prefix(&start).ok())
            .filter(|rest| !rest.components().any(|part| is_hidden(part.as_os_str().as_encoded_bytes())))
            .map(|rest| if rest.as_os_str().is_empty() { folder.to_path_buf() } else { folder.join(rest) })
            .collect();
        Below { files, closed: Vec::new() }
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        let below = self.follow(path).ok_or_else(leads_out)?;
        if !self.top.join(&below).starts_with(root) {
            return Err(leads_out());
        }
        let Some(entry) = self.entries.get(&below) else {
            return Err(if self.has_folder(&below) {
                folder()
            } else {
                refused("this file cannot be read: it does not exist").fix(GONE).into()
            });
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
