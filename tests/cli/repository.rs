//! A git repository of its own, with dates that do not move.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ci::skipped;
use crate::support::{Folder, Run, run};

pub struct Repository(Folder);

impl Repository {
    /// An empty one; `None`, and said aloud, where git is not installed.
    pub fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            skipped("git is not installed");
            return None;
        }
        let repository = Self(Folder::new());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(repository)
    }

    /// With the sample portfolio as its first commit.
    pub fn sample() -> Option<Self> {
        let repository = Self::new()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        repository.write("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"));
        for entry in fs::read_dir(root.join("alliances")).expect("records") {
            let file = entry.expect("a record").path();
            let name = file.file_name().expect("a name").to_str().expect("text");
            repository.write(&format!("alliances/{name}"), fs::read(&file).expect("a record"));
        }
        repository.commit("2026-01-05");
        Some(repository)
    }

    /// With these files as its first commit.
    pub fn of(files: &[(&str, &str)]) -> Option<Self> {
        let repository = Self::new()?;
        for (file, text) in files {
            repository.write(file, text);
        }
        repository.commit("2026-01-05");
        Some(repository)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, file: &str) -> PathBuf {
        self.0.file(file)
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let file = self.0.file(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("written");
    }

    /// Replaces a text in a file, which must be there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.0.read(file);
        assert!(text.contains(from), "{file} does not say {from}");
        self.write(file, text.replacen(from, to, 1));
    }

    /// Commits everything on a day.
    pub fn commit(&self, day: &str) {
        self.git(&["add", "--all"]);
        self.git_on(day, &["commit", "--quiet", "--allow-empty", "--message", day]);
    }

    /// Merges a branch on a day.
    pub fn merge(&self, branch: &str, day: &str) {
        self.git_on(day, &["merge", "--quiet", "--no-ff", "--message", day, branch]);
    }

    pub fn git(&self, args: &[&str]) -> String {
        self.git_on("2026-01-05", args)
    }

    fn git_on(&self, day: &str, args: &[&str]) -> String {
        let date = format!("{day}T12:00:00+00:00");
        let output = Command::new("git")
            .current_dir(self.path())
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false"])
            .args(["-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"])
            .args(args)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .output()
            .expect("git");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Runs `alliance` here.
    pub fn run(&self, args: &[&str]) -> Run {
        run(self.path(), args, "")
    }

    /// What `check` finds beside a revision, a line each without the last ones, and how it ends.
    pub fn brought(&self, args: &[&str]) -> (Vec<String>, i32) {
        let run = self.run(&[&["check", "-o", "concise", "--since"], args].concat());
        assert_eq!(run.stderr, "", "{args:?}");
        let lines = run.stdout.lines().filter(|line| line.contains("]") && line.contains(".yaml:"));
        (lines.map(str::to_owned).collect(), run.code)
    }
}
