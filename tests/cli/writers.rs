//! Commands that change records: a full disk, a kill and a second program leave the old bytes or the new ones, never half.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::ci::skipped;
use crate::support::Folder;

/// A record of some 12 KiB, with a metric, a slip that `fix` corrects, and questions that `ask` asks.
fn record() -> String {
    let padding = "# a line of notes that somebody keeps in the file\n".repeat(240);
    format!(
        "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstage: active\nstartd: 2025-03-01\nmetrics:\n  - name: Leads\n    every: month\n{padding}"
    )
}

const RECORD: &str = "alliances/tern.yaml";
const FIGURES: &str = "Month,Partner,Leads\n2026-01,Tern,30\n2026-02,Tern,31\n";
const PARTNERS: &str =
    "Partner,Type,Owner,Notes\nTern,Referral,Priya Nair,Kept\nLark,Referral,Ines Duarte,New\n";

/// Each command that writes, with what it is given on standard input.
const WRITERS: [(&str, &str); 7] = [
    ("log issue tern 'Two CRMs' --severity high --opened 2026-11-02 --as-of 2026-11-22 --yes", ""),
    ("fix --yes", ""),
    ("fix --unsafe --yes", ""),
    ("ask tern --as-of 2026-11-22", "Priya Nair\n2025-03-01\n60\n60\n30\n"),
    ("import results results.csv", ""),
    ("import records partners.csv --update --yes", ""),
    ("export records -o fresh.csv", ""),
];

fn folder() -> Folder {
    Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with(RECORD, record())
        .with("results.csv", FIGURES)
        .with("partners.csv", PARTNERS)
}

/// Runs in a shell, where `$0` is the program.
fn shell(folder: &Folder, script: &str, stdin: &str) -> Output {
    let mut shell = Command::new("bash");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_alliance")]).current_dir(folder.path());
    let mut child =
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    child.wait_with_output().expect("an end")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file with what is in it.
fn files(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for part in ["", "alliances"] {
        for entry in fs::read_dir(folder.file(part)).expect("a folder").flatten() {
            if entry.path().is_file() {
                let name = format!("{part}/{}", entry.file_name().to_string_lossy());
                found.push((name, fs::read(entry.path()).expect("bytes")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn each_command_that_writes_does_so() {
    for (command, stdin) in WRITERS {
        let folder = folder();
        let before = files(&folder);
        let run = shell(&folder, &format!("exec \"$0\" {command}"), stdin);
        assert!(run.status.success(), "{command}: {}{}", text(&run.stdout), text(&run.stderr));
        assert_ne!(files(&folder), before, "{command} is to write something: {}", text(&run.stdout));
    }
}

#[test]
fn a_full_disk_leaves_every_record_as_it_was() {
    for (command, stdin) in WRITERS {
        let folder = folder();
        let before = files(&folder);
        // No file may grow beyond nothing, which is what a full disk comes to.
        let run = shell(&folder, &format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {command}"), stdin);
        let told = text(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{command}: {}{told}", text(&run.stdout));
        assert!(told.contains("written") && !told.contains("os error"), "{command}: {told}");
        assert_eq!(files(&folder), before, "{command}");
    }
}

#[test]
fn a_command_that_is_killed_while_it_writes_leaves_every_record_as_it_was() {
    for (command, stdin) in WRITERS {
        let folder = folder();
        let before = files(&folder);
        let run = shell(&folder, &format!("ulimit -f 0; exec \"$0\" {command}"), stdin);
        assert_eq!(run.status.code(), None, "{command}: {}{}", text(&run.stdout), text(&run.stderr));
        let after: Vec<_> =
            files(&folder).into_iter().filter(|(name, _)| !name.contains("/.alliance-")).collect();
        assert_eq!(after, before, "{command}");
    }
}

#[test]
fn a_record_that_somebody_else_changes_meanwhile_is_left_to_them() {
    let folder = folder();
    assert!(shell(&folder, "rm results.csv; mkfifo results.csv", "").status.success());
    // The records are read before the sheet, which comes only now.
    let mut import = Command::new(env!("CARGO_BIN_EXE_alliance"));
    let import = import.args(["import", "results", "results.csv"]).current_dir(folder.path());
    let import = import.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut pipe = fs::OpenOptions::new().write(true).open(folder.file("results.csv")).expect("a reader");
    let theirs = record().replace("name: Tern\n", "name: Tern\ntier: core\n");
    fs::write(folder.file(RECORD), &theirs).expect("written");
    pipe.write_all(FIGURES.as_bytes()).expect("fed");
    drop(pipe);
    let run = import.wait_with_output().expect("an end");
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stdout));
    assert!(text(&run.stderr).contains("has been changed in the meantime"), "{}", text(&run.stderr));
    assert_eq!(folder.read(RECORD), theirs);
}

/// A program at a terminal of its own.
struct Terminal {
    child: std::process::Child,
    seen: String,
}

impl Terminal {
    /// `None`, and said aloud, where there is no program that makes one.
    fn open(folder: &Folder, command: &str) -> Option<Self> {
        let command = format!("{} {command}", env!("CARGO_BIN_EXE_alliance"));
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(folder.path()).env("ALLIANCE_PAGER", "");
        match script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() {
            Ok(child) => Some(Self { child, seen: String::new() }),
            Err(_) => {
                skipped("there is no `script` to make a terminal");
                None
            }
        }
    }

    /// Reads until this is on the screen.
    fn wait_for(&mut self, wanted: &str) {
        let begun = Instant::now();
        let from = self.seen.len();
        let out = self.child.stdout.as_mut().expect("a pipe");
        while !self.seen.get(from..).is_some_and(|seen| seen.contains(wanted)) {
            let mut byte = [0];
            let read = out.read(&mut byte).expect("a byte");
            assert!(read > 0 && begun.elapsed() < Duration::from_secs(60), "no {wanted} in {}", self.seen);
            self.seen.push(char::from(byte[0]));
        }
    }

    fn type_in(&mut self, line: &str) {
        let keys = self.child.stdin.as_mut().expect("a pipe");
        keys.write_all(format!("{line}\n").as_bytes()).expect("typed");
    }

    /// The rest of the screen, and how it ended.
    fn end(mut self) -> (String, Option<i32>) {
        let mut rest = Vec::new();
        let _ = self.child.stdout.as_mut().expect("a pipe").read_to_end(&mut rest);
        drop(self.child.stdin.take());
        let code = self.child.wait().expect("an end").code();
        (self.seen + &text(&rest), code)
    }
}

#[test]
fn what_was_shown_is_not_written_over_what_somebody_else_wrote_since() {
    for command in ["log issue tern 'Two CRMs' --severity high --opened 2026-11-02 --as-of 2026-11-22", "fix"]
    {
        let folder = folder();
        let Some(mut terminal) = Terminal::open(&folder, command) else { return };
        terminal.wait_for("[y/N]");
        let theirs = record().replace("name: Tern\n", "name: Tern\ntier: core\n");
        fs::write(folder.file(RECORD), &theirs).expect("written");
        terminal.type_in("y");
        let (seen, code) = terminal.end();
        assert_eq!(code, Some(2), "{command}: {seen}");
        assert!(seen.contains("was changed by somebody else"), "{command}: {seen}");
        assert_eq!(folder.read(RECORD), theirs, "{command}");
    }
}

#[test]
fn a_whole_sitting_at_a_terminal() {
    let folder = folder();
    let Some(mut terminal) = Terminal::open(&folder, "ask tern --as-of 2026-11-22") else { return };
    terminal.wait_for("   > ");
    // What somebody else writes between two answers stays.
    let theirs = record().replace("name: Tern\n", "name: Tern\ntier: core\n");
    fs::write(folder.file(RECORD), &theirs).expect("written");
    terminal.type_in("2025-03-01");
    terminal.wait_for("   > ");
    terminal.type_in("");
    terminal.wait_for("   > ");
    terminal.type_in("q");
    let (seen, code) = terminal.end();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("1 answer written, 1 skipped."), "{seen}");
    let text = folder.read(RECORD);
    assert!(text.contains("tier: core\n") && text.len() > theirs.len(), "{text}");
}
