//! The manual and the completions: whole, and such as their readers take.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use alliance::cli::Cli;
use clap::CommandFactory;

use crate::ci::skipped;
use crate::support::{Folder, at_root};

fn commands() -> BTreeSet<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_command_has_a_page() {
    let folder = Folder::new();
    let man = folder.run(&["man", "share/man1"]);
    assert_eq!(man.code, 0, "{}", man.stderr);
    let mut pages = BTreeSet::new();
    for entry in fs::read_dir(folder.file("share/man1")).expect("a folder") {
        let file = entry.expect("an entry").path();
        let page = fs::read_to_string(&file).expect("text");
        assert!(page.contains(".SH NAME\n") && page.contains(".SH SYNOPSIS\n"), "{}", file.display());
        pages.insert(file.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned());
    }
    let expected: BTreeSet<String> = commands()
        .into_iter()
        .map(|command| format!("alliance-{command}"))
        .chain(["alliance".to_owned()])
        .collect();
    assert_eq!(pages, expected);
    assert_eq!(man.stdout, format!("wrote {} pages into share/man1\n", pages.len()));
}

#[test]
fn examples_keep_their_columns() {
    let folder = Folder::new();
    folder.run(&["man", "."]);
    let page = folder.read("alliance-new.1");
    let notes = page.split(".SH NOTES\n").nth(1).expect("notes");
    assert!(notes.starts_with(".nf\n"), "{notes}");
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = at_root(&["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (0, ""), "{shell}");
        for command in commands() {
            assert!(script.stdout.contains(&command), "{shell} does not know {command}");
        }
    }
    assert_eq!(at_root(&["completions", "dos"]).code, 2);
}

#[test]
fn bash_takes_its_completions() {
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn()
    else {
        skipped("bash is not installed");
        return;
    };
    let script = at_root(&["completions", "bash"]).stdout;
    bash.stdin.take().expect("a pipe").write_all(script.as_bytes()).expect("read");
    let said = bash.wait_with_output().expect("an end");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn every_command_explains_itself() {
    for command in commands() {
        let help = at_root(&[&command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.stdout.contains("Usage: alliance "), "{}", help.stdout);
    }
}
