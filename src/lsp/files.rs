//! The files as they are in the editor: what is open there, over what is on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::lines::TextLines;
use crate::load::files::{Below, Disk, Files};
use crate::load::mistake::Mistake;
use crate::load::read::decode_text;

/// A file that is open.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// As the editor calls it.
    pub(super) uri: String,
    pub(super) version: Option<i64>,
    pub(super) text: TextLines,
    /// What it said when it could last be read: a line that is being written must not hide what stands above it.
    pub(super) sound: String,
}

/// Every open file over the disk, by its path with the links of its folder followed.
#[derive(Debug, Default)]
pub(super) struct OpenFiles(BTreeMap<PathBuf, Document>);

/// The path by which a file is known, however it was come by.
pub(super) fn known(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Disk.real(folder).join(name),
        _ => path.to_path_buf(),
    }
}

impl OpenFiles {
    pub(super) fn insert(&mut self, path: &Path, document: Document) {
        self.0.insert(known(path), document);
    }

    pub(super) fn remove(&mut self, path: &Path) {
        self.0.remove(&known(path));
    }

    pub(super) fn get_mut(&mut self, path: &Path) -> Option<&mut Document> {
        self.0.get_mut(&known(path))
    }

    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        // Most files are not open, and their names are enough to tell.
        let name = path.file_name()?;
        if !self.0.keys().any(|open| open.file_name() == Some(name)) {
            return None;
        }
        self.0.get(&known(path))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.0.iter().map(|(path, document)| (path.as_path(), document))
    }
}

impl Files for OpenFiles {
    fn is_file(&self, path: &Path) -> bool {
        self.get(path).is_some() || Disk.is_file(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        Disk.is_dir(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.get(path).is_some() || Disk.exists(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        Disk.is_link(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        Disk.real(path)
    }

    fn below(&self, folder: &Path) -> Below {
        let mut below = Disk.below(folder);
        let real = Disk.real(folder);
        // A file that was never saved is only here.
        for path in self.0.keys().filter(|path| !Disk.exists(path)) {
            let Ok(inner) = path.strip_prefix(&real) else { continue };
            if !inner.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.')) {
                below.files.push(folder.join(inner));
            }
        }
        below
    }

    fn read(&self, path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
        let Some(document) = self.get(path) else { return Disk.read(path, root) };
        // What the disk would refuse for where or what it is, it refuses here too.
        if Disk.exists(path)
            && !path.canonicalize().is_ok_and(|real| real.starts_with(root) && real.is_file())
        {
            return Disk.read(path, root);
        }
        decode_text(document.text.raw().as_bytes().to_vec())
    }
}
