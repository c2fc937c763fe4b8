//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` into a file that is never seen half written.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;
#[cfg(target_os = "linux")]
use rustix::fs::{AtFlags, CWD, linkat};
use tempfile::NamedTempFile;

use super::{Session, without_style};
use crate::check::baseline::Baseline;
use crate::cli::Target;
use crate::load::{Inputs, read};
use crate::render::escape::terminal;

/// A file, whatever it is called: two names of one file are one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// With every link followed, also where the file is not there yet.
    path: PathBuf,
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

    fn is(&self, other: &Self) -> bool {
        self.path == other.path || (self.number.is_some() && self.number == other.number)
    }
}

#[cfg(unix)]
fn number(file: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    // A device or a pipe, such as /dev/null, holds nothing that could be lost.
    let found = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn number(_: &Path) -> Option<(u64, u64)> {
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

/// A form, finished.
pub(super) enum Rendered {
    /// For people or programs that read text.
    Text(String),
    /// A file of another program, such as a workbook.
    Bytes(Vec<u8>),
}

impl From<String> for Rendered {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Session {
    /// Keeps in mind what was read, so that no output replaces it.
    pub(super) fn protect(&self, inputs: &Inputs) {
        let portfolio = inputs.portfolio.iter().map(|portfolio| &*portfolio.path);
        let read = inputs.records.iter().map(|record| record.path()).chain(portfolio);
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(read.map(|path| Place::of(&self.here.join(path))));
    }

    /// What a file is that a report must not replace.
    fn is_input(&self, place: &Place) -> Option<&'static str> {
        let ending = place.path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| ending == "yaml" || ending == "yml") {
            return Some("the name of a record or of settings");
        }
        if self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|read| read.is(place)) {
            return Some("a file that was read");
        }
        Baseline::is_in(&place.path).then_some("a baseline")
    }

    /// Prints or writes every form asked for. Nothing is written before everything has been rendered, so that a run
    /// that fails leaves the files of the last one.
    pub(super) fn deliver<F: ValueEnum, R: Into<Rendered>>(
        &self,
        targets: &[Target<F>],
        render: impl Fn(&F) -> Result<R>,
    ) -> Result<()> {
        let printed: Vec<String> =
            targets.iter().filter(|target| target.file.is_none()).map(ToString::to_string).collect();
        if let [first, second, ..] = printed.as_slice() {
            bail!(
                "`{first}` and `{second}` cannot both go to standard output; give one a file: `-o {second}=FILE`"
            );
        }
        let mut files: Vec<Place> = Vec::new();
        for file in targets.iter().filter_map(|target| target.file.as_ref()) {
            let place = Place::of(&self.here.join(file));
            if let Some(what) = self.is_input(&place) {
                bail!("{} is {what}, which a report may not replace; name another file", file.display());
            }
            if files.iter().any(|other| other.is(&place)) {
                bail!("{} is named for two formats; give each a file of its own", file.display());
            }
            files.push(place);
        }
        let rendered: Vec<Rendered> =
            targets.iter().map(|target| Ok(render(&target.format)?.into())).collect::<Result<_>>()?;
        let unnamed = targets.iter().zip(&rendered).find(|(target, rendered)| {
            target.file.is_none() && matches!(rendered, Rendered::Bytes(_)) && io::stdout().is_terminal()
        });
        if let Some((target, _)) = unnamed {
            bail!(
                "`{target}` is a file for another program, not for a terminal; name one: `-o {target}=FILE`"
            );
        }
        // Files first: a reader that goes away early, as in `| head`, does not keep them from being written. Nor does
        // a file that cannot be written keep back any other output.
        let mut failed: Vec<String> = Vec::new();
        for (target, rendered) in targets.iter().zip(&rendered) {
            if let Some(file) = &target.file {
                let whole = self.here.join(file);
                let written = match rendered {
                    Rendered::Text(text) if is_for_people(&target.format) => {
                        write_whole(&whole, without_style(&self.in_ascii(text)).as_bytes())
                    }
                    Rendered::Text(text) => write_whole(&whole, without_style(text).as_bytes()),
                    Rendered::Bytes(bytes) => write_whole(&whole, bytes),
                };
                failed.extend(written.err().map(|error| not_written(file, &error)));
            }
        }
        for (target, rendered) in targets.iter().zip(&rendered) {
            if target.file.is_none() {
                let printed = match (rendered, is_for_people(&target.format)) {
                    (Rendered::Bytes(bytes), _) => pour(bytes),
                    // `check` speaks to a log, also where somebody watches.
                    (Rendered::Text(text), true) if self.command == "check" => {
                        self.print(&self.in_ascii(text))
                    }
                    (Rendered::Text(text), true) => self.show(text),
                    (Rendered::Text(text), false) => self.print(text),
                };
                failed.extend(printed.err().map(|error| error.to_string()));
            }
        }
        if failed.is_empty() { Ok(()) } else { Err(anyhow!(failed.join("; "))) }
    }
}

/// Prints a file of another program as it is. A reader that has gone away is no error.
fn pour(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(anyhow!("the report could not be printed: {}", why(&error)))
        }
        _ => Ok(()),
    }
}

/// Whether a form is for a terminal, and so keeps to ASCII where that is asked for.
fn is_for_people(format: &impl ValueEnum) -> bool {
    format.to_possible_value().is_some_and(|form| ["text", "concise"].contains(&form.get_name()))
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
fn followed(file: &Path) -> io::Result<PathBuf> {
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
fn beside(file: &Path, text: &[u8], old: Option<Permissions>) -> io::Result<NamedTempFile<File>> {
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
fn unnamed(folder: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
    OpenOptions::new().write(true).mode(0o666).custom_flags(flags).open(folder).ok()
}

#[cfg(target_os = "linux")]
fn give_name(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// Permissions without those to run as somebody else: the new file may have another owner.
#[cfg(unix)]
fn plain_mode(permissions: Permissions) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    Permissions::from_mode(permissions.mode() & 0o777)
}

#[cfg(not(unix))]
fn plain_mode(permissions: Permissions) -> Permissions {
    permissions
}
