//! Runs the program in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is taken away at the end.
pub struct Folder(tempfile::TempDir);

/// How a run ended and what it said.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A record with the three things every record needs.
pub const RECORD: &str = "name: Tern\npartner: Tern Ltd\ntype: co-marketing\n";

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// With a file in it.
    pub fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        let file = self.file(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("written");
        self
    }

    pub fn file(&self, file: &str) -> PathBuf {
        self.path().join(file)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.file(file)).expect("text")
    }

    /// Runs `alliance` here.
    pub fn run(&self, args: &[&str]) -> Run {
        run(self.path(), args, "")
    }
}

pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alliance"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    // The tests may themselves run in a step of GitHub Actions.
    for variable in ["GITHUB_STEP_SUMMARY", "GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE", "PRE_COMMIT_FROM_REF"]
    {
        command.env_remove(variable);
    }
    command
}

/// Runs `alliance` in a folder with something on standard input.
pub fn run(folder: &Path, args: &[&str], stdin: &str) -> Run {
    use std::io::Write;
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // A program that does not read its input may be gone already.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().expect("an end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: status.code().expect("no signal"), stdout: text(stdout), stderr: text(stderr) }
}

/// Runs `alliance` for a reader that takes a few bytes and goes away, as `| head` does.
pub fn half_read(folder: &Path, args: &[&str]) -> Output {
    use std::io::Read;
    let mut child =
        command(folder, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a first line");
    child.wait_with_output().expect("an end")
}

/// Runs `alliance` where the sample portfolio is.
pub fn at_root(args: &[&str]) -> Run {
    run(Path::new(env!("CARGO_MANIFEST_DIR")), args, "")
}

/// The rows of the first table below a heading of `docs/ci.md`, without its head.
pub fn rows_below(heading: &str) -> Vec<Vec<String>> {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md")).expect("docs/ci.md");
    let (_, part) =
        page.split_once(&format!("# {heading}\n")).unwrap_or_else(|| panic!("no part on {heading}"));
    let part = part.split("\n##").next().unwrap_or_default();
    let rows = part.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what is tried"));
    let cells = |row: &str| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}
