//! Runs git so that it answers the same everywhere, asks nobody anything, and runs nothing of the repository's.

use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// Git in a folder.
pub(super) fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder)
        // No program that the repository's settings may name, and no way out to a network: not even through a remote whose
        // own protocol they allow, by a git that does not know GIT_NO_LAZY_FETCH yet.
        .args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"])
        .args(["-c", "safe.bareRepository=explicit"])
        // A log that checks signatures runs the program that the settings name for it; none may leave out or colour a commit.
        .args(["-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "color.ui=false"])
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_NO_LAZY_FETCH", "1")
        // What a commit holds is what was committed, whatever stands in for it here.
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_GRAFT_FILE", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .stdin(Stdio::null());
    // Set within a hook, and relative to another folder. The repository is the one that the files lie in.
    for variable in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_SHALLOW_FILE",
    ] {
        git.env_remove(variable);
    }
    git
}

/// Refuses a folder that is made to look like a git repository, or lies in one: its settings would be obeyed, and its
/// commits answer for the files around it. Git knows to refuse it since 2.38.
///
/// # Errors
/// When there is one between the folder and the work tree that it belongs to.
pub(super) fn refuse_embedded(folder: &Path) -> Result<()> {
    let embedded = folder
        .ancestors()
        .take_while(|folder| folder.join(".git").symlink_metadata().is_err())
        .find(|folder| {
            folder.join("HEAD").exists() && folder.join("objects").exists() && folder.join("refs").exists()
        });
    match embedded {
        // Within `.git` git itself says that this is not the place.
        Some(found) if !found.ends_with(".git") => bail!(
            "this is a bare repository, or a folder made to look like one: {} holds HEAD, objects and refs itself; \
             run this in a clone: `git clone {}`",
            found.display(),
            found.display()
        ),
        _ => Ok(()),
    }
}

/// How long git may take to answer once, unless [`PATIENCE_VARIABLE`] says otherwise: a damaged repository, or a disk that is
/// not there any more, must not hold up a build without end.
const PATIENCE: Duration = Duration::from_secs(60);
/// Seconds, for repositories on slow disks.
const PATIENCE_VARIABLE: &str = "ALLIANCE_GIT_SECONDS";

/// How long to wait for an answer of git.
pub(super) fn patience() -> Duration {
    let asked = std::env::var(PATIENCE_VARIABLE).ok().and_then(|seconds| seconds.parse().ok());
    asked.map_or(PATIENCE, Duration::from_secs)
}

/// What is said where git does not answer in time.
pub(super) fn too_slow() -> anyhow::Error {
    anyhow!(
        "git did not answer within {} seconds: the repository may be damaged (run `git fsck`) or on a disk that \
         does not respond; {PATIENCE_VARIABLE} sets another limit",
        patience().as_secs()
    )
}

/// Runs git and says how it ended.
///
/// # Errors
/// When git cannot be started, or does not end in time.
pub(super) fn output(folder: &Path, args: &[&str]) -> Result<Output> {
    let started = git(folder).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| not_started(&error))?;
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let deadline = Instant::now() + patience();
    let mut pause = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() >= deadline {
            let _ = child.kill();
            let _ = child.wait();
            return Err(too_slow());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    // What git started itself may hold its streams open longer than it lives.
    let left = || deadline.saturating_duration_since(Instant::now());
    let stdout = stdout.recv_timeout(left()).map_err(|_| too_slow())?;
    let stderr = stderr.recv_timeout(left()).map_err(|_| too_slow())?;
    Ok(Output { status, stdout, stderr })
}

/// Everything that comes out of a stream, once it ends.
fn drain(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (told, heard) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What has come before a broken pipe is what there is.
            let _ = stream.read_to_end(&mut bytes);
        }
        let _ = told.send(bytes);
    });
    heard
}

/// Runs git, which must end well.
///
/// # Errors
/// When it does not; the message says what to do.
pub(super) fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>> {
    let output = output(folder, args)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("not a git repository") {
        bail!(
            "this folder is not in a git repository, so there is no earlier state to compare with; `git init` starts one"
        );
    }
    if said.contains("dubious ownership") || said.contains("unsafe repository") {
        // Git names the folder that has to be trusted, which may lie above.
        let named = said.split('\'').nth(1).map_or_else(|| folder.display().to_string(), str::to_owned);
        bail!(
            "git does not read this repository because it belongs to another user; if you trust it: `git config \
             --global --add safe.directory '{named}'`"
        );
    }
    let reason = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it ended without a message");
    bail!("git failed: {}", reason.trim_start_matches("fatal: "))
}

pub(super) fn not_started(error: &std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!(
            "git is not installed, or not in the PATH; comparing with an earlier state needs it: https://git-scm.com"
        ),
        _ => anyhow!("git could not be started: {error}"),
    }
}

/// What git said, as text.
///
/// # Errors
/// When it is none.
pub(super) fn line(bytes: Vec<u8>) -> Result<String> {
    Ok(String::from_utf8(bytes).context("git returned output that is not text")?.trim_end().to_owned())
}

/// A path that git printed on a line of its own; it may hold any bytes.
///
/// # Errors
/// When this system cannot name it.
pub(super) fn path(mut bytes: Vec<u8>) -> Result<PathBuf> {
    if bytes.ends_with(b"\n") {
        bytes.pop();
    }
    let text = name(&bytes).context("the name of the repository's folder cannot be read")?;
    Ok(PathBuf::from(text))
}

/// A name in git's own bytes.
#[cfg(unix)]
pub(super) fn name(bytes: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    Some(OsString::from_vec(bytes.to_vec()))
}

/// A name in git's own bytes; `None` where this system cannot have it.
#[cfg(not(unix))]
pub(super) fn name(bytes: &[u8]) -> Option<OsString> {
    std::str::from_utf8(bytes).ok().map(OsString::from)
}
