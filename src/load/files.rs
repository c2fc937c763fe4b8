//! Where files come from: the disk, or a commit. Discovery and reading are the same for both.

use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::mistake::Mistake;
use super::read;

/// What is below a folder.
#[derive(Debug, Default)]
pub struct Below {
    /// Files, and links to anything.
    pub files: Vec<PathBuf>,
    /// What could not be looked into; there may be records in it, so it is reported like one.
    pub closed: Vec<PathBuf>,
    /// Whether there is more than is looked at.
    pub too_many: bool,
}

/// Most files and folders that are looked at below one folder: no portfolio lies among more.
pub const MAX_WALKED: usize = 250_000;

/// A path with its `.` and `..` carried out, without a look at what is there.
pub fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    clean
}

/// Something that holds files. Paths are absolute.
pub trait Files: Sync + std::fmt::Debug {
    /// Whether there is a file, or a link to one.
    fn is_file(&self, path: &Path) -> bool;
    /// Whether there is a folder, or a link to one.
    fn is_dir(&self, path: &Path) -> bool;
    /// Whether there is anything, be it a link that leads nowhere.
    fn exists(&self, path: &Path) -> bool;
    /// Whether there is a link.
    fn is_link(&self, path: &Path) -> bool;
    /// The path with every link followed, or as it is where that fails.
    fn real(&self, path: &Path) -> PathBuf;
    /// Files and links below a folder, without following links to folders or entering hidden ones.
    fn below(&self, folder: &Path) -> Below;
    /// A record's text. The file must lie in `root` once every link is followed.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>>;
    /// The same of a file whose folder, with every link followed, is known.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read_in(&self, path: &Path, _folder: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        self.read(path, root)
    }
}

/// Files as they lie on the disk.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

impl Files for Disk {
    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn exists(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn is_link(&self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn real(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    }

    fn below(&self, folder: &Path) -> Below {
        walk(folder, MAX_WALKED)
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        read::read_file(path, root)
    }

    fn read_in(&self, path: &Path, folder: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        read::read_in(path, folder, root)
    }
}

/// What lies below a folder, of no more than so many files and folders.
fn walk(folder: &Path, most: usize) -> Below {
    let mut below = Below::default();
    let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(false).build();
    for (number, entry) in walk.enumerate() {
        if number == most {
            below.too_many = true;
            break;
        }
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) => below.files.push(entry.into_path()),
            Err(error) => below.closed.extend(place_of(&error)),
        }
    }
    below
}

/// Other files, with a text of one's own in the place of one of them.
#[derive(Debug)]
pub struct Overlaid<'f> {
    /// All the others.
    pub files: &'f dyn Files,
    /// The one.
    pub path: PathBuf,
    /// What it says, or why it cannot be read.
    pub text: Result<String, Box<Mistake>>,
}

impl Overlaid<'_> {
    fn is_here(&self, path: &Path) -> bool {
        without_dots(path) == self.path
    }
}

impl Files for Overlaid<'_> {
    fn is_file(&self, path: &Path) -> bool {
        self.is_here(path) || self.files.is_file(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        !self.is_here(path) && self.files.is_dir(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.is_here(path) || self.files.exists(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        !self.is_here(path) && self.files.is_link(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.files.real(path)
    }

    fn below(&self, folder: &Path) -> Below {
        self.files.below(folder)
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        if self.is_here(path) { self.text.clone() } else { self.files.read(path, root) }
    }

    fn read_in(&self, path: &Path, folder: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        if self.is_here(path) { self.text.clone() } else { self.files.read_in(path, folder, root) }
    }
}

/// The path that an error of the walk is about.
fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_ends_where_there_is_too_much() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..10 {
            std::fs::write(folder.path().join(format!("{number}.yaml")), "").expect("a file");
        }
        // The folder itself is one of them.
        let below = walk(folder.path(), 11);
        assert!(!below.too_many && below.files.len() == 10);
        let below = walk(folder.path(), 10);
        assert!(below.too_many && below.files.len() == 9);
    }
}
