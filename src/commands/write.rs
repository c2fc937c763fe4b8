//! Files that are never seen half written, and why one could not be.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
#[cfg(target_os = "linux")]
use rustix::fs::{AtFlags, CWD, linkat};
use tempfile::NamedTempFile;

use crate::load::read;
use crate::render::escape::terminal;

/// A file, whatever it is called: two names of one file are one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// With every link followed, also where the file is not there yet.
    pub(super) path: PathBuf,
    /// The file itself, by the numbers that the system gives it.
    number: Option<(u64, u64)>,
}

impl Place {
    pub(super) fn of(file: &Path) -> Self {
        let path = followed(file).unwrap_or_else(|_| file.to_path_buf());
        let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        let path = folder.zip(path.file_name()).map_or(path.clone(), |(folder, name)| folder.join(name));
        Self { number: number(&path), path }
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.path == other.path || (self.number.is_some() && self.number == other.number)
    }
}

#[cfg(unix)]
pub(super) fn number(file: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    // A device or a pipe, such as /dev/null, holds nothing that could be lost.
    let found = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
pub(super) fn number(_: &Path) -> Option<(u64, u64)> {
    None
}

/// That a file may not be written because it is reached through a link that leads out of a folder.
///
/// # Errors
/// When that is so.
pub(super) fn stays_within(root: &Path, file: &Path) -> Result<()> {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let there = file.ancestors().find(|path| path.symlink_metadata().is_ok());
    let real = there.map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()));
    if real.is_some_and(|real| !real.starts_with(&root) && !root.starts_with(&real)) {
        bail!(
            "{} points outside {} through a link; nothing is written there",
            terminal(&file.display().to_string()),
            terminal(&root.display().to_string())
        );
    }
    Ok(())
}

/// That a file could not be written, why, and what to do.
pub(super) fn not_written(file: &Path, error: &io::Error) -> String {
    format!("{} could not be written: {}", file.display(), why(error))
}

/// Why something could not be written, and what to do, without the system's number or the name of a passing file.
pub fn why(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full; make room, or write elsewhere"
        }
        ErrorKind::FileTooLarge => {
            "the file is larger than this system allows; raise the limit (`ulimit -f`)"
        }
        ErrorKind::NotFound => "its folder does not exist; make it first, or name another",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "permission denied; name a file in a folder that is yours"
        }
        ErrorKind::IsADirectory => "it is a folder; name a file in it",
        ErrorKind::NotADirectory => "the path leads through a file, not a folder; name another",
        _ => return read::plain(error),
    };
    known.to_owned()
}

/// Writes a file so that whoever reads it sees the old one or the new one, whole.
pub(super) fn write_whole(file: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    let text = text.as_ref();
    let old = match fs::metadata(file) {
        // A pipe or a device has no old content to keep, and must not be replaced by a file.
        Ok(metadata) if !metadata.is_file() => {
            return OpenOptions::new().write(true).open(file)?.write_all(text);
        }
        Ok(metadata) => Some(metadata.permissions()),
        Err(_) => None,
    };
    let file = followed(file)?;
    beside(&file, text, old)?.persist(&file)?;
    Ok(())
}

/// Writes a file that must not exist yet: whole, or not at all.
pub(super) fn write_fresh(file: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    beside(file, text.as_ref(), None)?.persist_noclobber(file)?;
    Ok(())
}

/// The file that is meant, through every link: a link stays one, also where the file is not there yet.
pub(super) fn followed(file: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        known => return known,
    }
    let mut file = file.to_path_buf();
    // A loop of links is an error above; this only keeps one that is made meanwhile from holding us.
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&file) else { break };
        file = file.parent().unwrap_or(Path::new(".")).join(target);
    }
    Ok(file)
}

/// The text in a file beside `file`, to be renamed: with the `old` permissions, or what the umask leaves.
pub(super) fn beside(file: &Path, text: &[u8], old: Option<Permissions>) -> io::Result<NamedTempFile<File>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fill = |file: &mut File| {
        file.write_all(text)?;
        if let Some(old) = old.clone() {
            file.set_permissions(plain_mode(old))?;
        }
        file.sync_all()
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".alliance-");
    #[cfg(target_os = "linux")]
    if let Some(mut unnamed) = unnamed(folder) {
        fill(&mut unnamed)?;
        // Where it cannot be given a name, such as without /proc, it is written once more below.
        if let Ok(path) = builder.make_in(folder, |path| give_name(&unnamed, path)) {
            let (_, path) = path.into_parts();
            return Ok(NamedTempFile::from_parts(unnamed, path));
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the umask leaves. The crate's own default is for secrets.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut named = builder.tempfile_in(folder)?;
    fill(named.as_file_mut())?;
    Ok(named)
}

/// A file without a name yet: a run that is killed while it writes leaves nothing behind.
#[cfg(target_os = "linux")]
pub(super) fn unnamed(folder: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
    OpenOptions::new().write(true).mode(0o666).custom_flags(flags).open(folder).ok()
}

#[cfg(target_os = "linux")]
pub(super) fn give_name(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// Permissions without those to run as somebody else: the new file may have another owner.
#[cfg(unix)]
pub(super) fn plain_mode(permissions: Permissions) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    Permissions::from_mode(permissions.mode() & 0o777)
}

#[cfg(not(unix))]
pub(super) fn plain_mode(permissions: Permissions) -> Permissions {
    permissions
}
