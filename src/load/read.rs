//! Bytes to text, within limits: what is no small UTF-8 file becomes a message, never a hang or a crash.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::mistake::{Mistake, MistakeKind};

/// Largest file read, in bytes.
pub const MAX_BYTES: u64 = 1024 * 1024;

/// What to do about a file that was found a moment ago and is not there.
pub(super) const GONE: &str = "if it is a link, fix or remove it; if not, run this again";

/// Reads a record's file, which must lie in `root` once every link is followed.
///
/// # Errors
/// Why it cannot be read.
pub fn read_file(path: &Path, root: &Path) -> Result<String, Box<Mistake>> {
    let real = path.canonicalize().map_err(cannot)?;
    if !real.starts_with(root) {
        return Err(leads_out());
    }
    let metadata = fs::metadata(&real).map_err(cannot)?;
    read_real(&real, &metadata)
}

/// The same where it is known where the file's folder lies once every link is followed: most records are no links, and
/// there are many in a folder.
///
/// # Errors
/// Why it cannot be read.
pub fn read_in(path: &Path, folder: &Path, root: &Path) -> Result<String, Box<Mistake>> {
    let real = path.file_name().map(|name| folder.join(name)).filter(|real| real.starts_with(root));
    let plain = real.and_then(|real| {
        let metadata = real.symlink_metadata().ok().filter(|found| !found.is_symlink())?;
        Some((real, metadata))
    });
    match plain {
        Some((real, metadata)) => read_real(&real, &metadata),
        None => read_file(path, root),
    }
}

fn cannot(error: std::io::Error) -> Mistake {
    let fix = match error.kind() {
        ErrorKind::PermissionDenied => "allow reading it, or move it out of the portfolio's folder",
        ErrorKind::NotFound => GONE,
        _ => "fix the file, or move it out of the portfolio's folder",
    };
    refused(format!("this file cannot be read: {}", plain(&error))).fix(fix)
}

/// Reads what is no link.
fn read_real(real: &Path, metadata: &fs::Metadata) -> Result<String, Box<Mistake>> {
    if metadata.is_dir() {
        return Err(folder());
    }
    // Opening a pipe would wait for somebody to write into it.
    if !metadata.is_file() {
        return Err(refused("this is not a regular file").fix("keep only YAML files here").into());
    }
    if metadata.len() > MAX_BYTES {
        return Err(too_large(metadata.len()));
    }
    read_within(open(real).map_err(cannot)?, metadata.len())
}

/// Opens a file that was no link and no pipe a moment ago: one that has become either since is not followed or waited for.
#[cfg(unix)]
fn open(real: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    fs::OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(real)
}

#[cfg(not(unix))]
fn open(real: &Path) -> std::io::Result<fs::File> {
    fs::File::open(real)
}

/// Reads text from anything, within the limit.
///
/// # Errors
/// Why it cannot be read, or what the bytes are instead.
pub fn read_text(source: impl Read) -> Result<String, Box<Mistake>> {
    read_within(source, 0)
}

/// The same where so many bytes are expected: they come in one piece.
fn read_within(source: impl Read, expected: u64) -> Result<String, Box<Mistake>> {
    // One more, so that the end is met without asking for more memory.
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(MAX_BYTES)).unwrap_or(0) + 1);
    source
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refused(format!("this cannot be read: {}", plain(&error))))?;
    decode_text(bytes)
}

/// Checks that the bytes are a small UTF-8 text, and takes off a byte-order mark.
///
/// # Errors
/// What they are instead.
pub fn decode_text(mut bytes: Vec<u8>) -> Result<String, Box<Mistake>> {
    let size = bytes.len() as u64;
    if size > MAX_BYTES {
        return Err(too_large(size));
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(refused("this file is UTF-16, and records are UTF-8")
            .fix("save it again as UTF-8")
            .into());
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(refused("this is a binary file, not a record")
            .fix("move it out of the folder, or list the records' folder in `alliances:` of portfolio.yaml")
            .into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1;
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() + 1;
        refused(format!("the byte {:#04x} at line {line}, column {column} is not UTF-8", bytes[at]))
            .fix("save the file again as UTF-8")
            .into()
    })
}

pub(super) fn refused(message: impl Into<String>) -> Mistake {
    Mistake::new(MistakeKind::Unreadable, 0..0, message)
}

pub(super) fn leads_out() -> Box<Mistake> {
    refused("this link points outside the portfolio's folder")
        .fix("put the file itself into the folder, or run the audit from a folder that contains both")
        .into()
}

pub(super) fn folder() -> Box<Mistake> {
    refused("this folder cannot be read, so none of its records can be either")
        .fix("allow reading it, or move it out of the portfolio's folder")
        .into()
}

pub(super) fn folder_for_portfolio() -> Box<Mistake> {
    refused("this is a folder; the portfolio's file should be here")
        .fix("give the folder another name; `alliance init` writes a portfolio.yaml")
        .into()
}

pub(super) fn too_large(bytes: u64) -> Box<Mistake> {
    refused(format!("this file has {bytes} bytes; a record has at most {MAX_BYTES}"))
        .fix("a record is a few kilobytes of YAML; move anything else out of the folder")
        .into()
}

/// An I/O error in plain words, without the system's number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode_text(bytes.to_vec()).expect_err("refused").message
    }

    #[cfg(unix)]
    #[test]
    fn a_known_folder_opens_no_way_out_of_the_portfolio() {
        use std::os::unix::fs::symlink;
        let top = tempfile::tempdir().expect("a folder");
        let top = top.path().canonicalize().expect("a path");
        let (root, outside) = (top.join("root"), top.join("outside"));
        for folder in [&root, &outside] {
            fs::create_dir(folder).expect("made");
            fs::write(folder.join("a.yaml"), "name: A").expect("written");
        }
        symlink(outside.join("a.yaml"), root.join("out.yaml")).expect("linked");
        symlink(root.join("a.yaml"), root.join("in.yaml")).expect("linked");
        symlink(&outside, root.join("folder")).expect("linked");
        let read = |file: &str, folder: &Path| read_in(&root.join(file), folder, &root);
        let refused = |read: Result<String, Box<Mistake>>| read.expect_err("refused").message;
        assert_eq!(read("a.yaml", &root).as_deref(), Ok("name: A"));
        assert_eq!(read("in.yaml", &root).as_deref(), Ok("name: A"));
        assert!(refused(read("out.yaml", &root)).contains("points outside"));
        assert!(refused(read("folder/a.yaml", &outside)).contains("points outside"));
        assert!(refused(read("gone.yaml", &root)).contains("does not exist"));
        // One that has become a link since it was looked at is not followed.
        assert!(open(&root.join("out.yaml")).is_err());
    }

    #[test]
    fn only_small_utf8_is_text() {
        assert_eq!(decode_text(b"\xEF\xBB\xBFname: A".to_vec()).as_deref(), Ok("name: A"));
        assert!(message(b"name: \xE9t\xE9").contains("the byte 0xe9 at line 1, column 7"));
        assert!(message(b"a: 1\nb: \xC3\xA9\xFF").contains("at line 2, column 5"));
        assert!(message(b"\xFF\xFEn\0").contains("UTF-16"));
        assert!(message(b"\x7FELF\0").contains("binary"));
        let limit = usize::try_from(MAX_BYTES).expect("fits");
        assert!(decode_text(vec![b'#'; limit]).is_ok());
        assert!(message(&vec![b'#'; limit + 1]).contains("at most 1048576"));
    }
}
