//! What `alliance history` keeps for its next run: among git's own files, and only what can be trusted.

use std::fs;
use std::path::PathBuf;

use crate::repository::Repository;
use crate::support::command;

const ARGS: [&str; 3] = ["history", "--since", "2026-01-01"];

fn file(repository: &Repository) -> PathBuf {
    repository.file(".git/alliance/history.json")
}

/// What is printed, and what git was asked.
fn traced(repository: &Repository, args: &[&str]) -> (String, String) {
    let trace = repository.file(".git/trace");
    let _ = fs::remove_file(&trace);
    let output = command(repository.path(), args).env("GIT_TRACE", &trace).output().expect("an end");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).expect("text"), fs::read_to_string(trace).expect("a trace"))
}

fn printed(repository: &Repository) -> String {
    repository.run(&ARGS).stdout
}

#[test]
fn the_second_run_reads_nothing_and_says_the_same() {
    let Some(repository) = Repository::sample() else { return };
    let (first, asked) = traced(&repository, &ARGS);
    assert!(asked.contains("ls-tree") && asked.contains("cat-file"), "{asked}");
    let (second, asked) = traced(&repository, &ARGS);
    assert!(!asked.contains("ls-tree") && !asked.contains("cat-file"), "{asked}");
    assert_eq!(first, second);
    // Verdicts come from the same, and another span needs only what is new in it.
    let (verdicts, asked) = traced(&repository, &["history", "--verdicts", "--since", "2026-01-01"]);
    assert!(!asked.contains("cat-file"), "{asked}");
    let fresh = repository.run(&["history", "--verdicts", "--since", "2026-01-01", "--no-cache"]);
    assert_eq!(verdicts, fresh.stdout);
    assert!(repository.git(&["status", "--porcelain"]).is_empty(), "nothing of it is in the work tree");
}

#[test]
fn what_changes_is_judged_again() {
    let Some(repository) = Repository::sample() else { return };
    let before = printed(&repository);
    repository.replace("alliances/tern-analytics.yaml", "name: Tern Analytics", "name: Tern Analytica");
    repository.git(&["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    assert!(before.contains("Tern Analytics") && printed(&repository).contains("Tern Analytica"));
    // The settings are part of what was committed, and the day of what is asked.
    repository.replace("portfolio.yaml", "currency: EUR", "currency: EUR\nrules: { late-metrics: off }");
    repository.git(&["commit", "--quiet", "--amend", "--all", "--no-edit"]);
    for args in [&ARGS[..], &["history", "--since", "2026-01-01", "--as-of", "2026-08-08"]] {
        let fresh = repository.run(&[args, &["--no-cache"]].concat());
        assert_eq!(repository.run(args).stdout, fresh.stdout, "{args:?}");
        assert_eq!(repository.run(args).stdout, fresh.stdout, "{args:?}, kept");
    }
}

#[test]
fn without_it_nothing_is_kept() {
    let Some(repository) = Repository::sample() else { return };
    let run = repository.run(&[&ARGS[..], &["--no-cache"]].concat());
    assert!(run.code == 0 && !file(&repository).exists());
    let kept = printed(&repository);
    assert_eq!(kept, run.stdout);
    let text = fs::read_to_string(file(&repository)).expect("kept");
    fs::write(file(&repository), text.replace("Tern Analytics", "Forged")).expect("written");
    assert_eq!(repository.run(&[&ARGS[..], &["--no-cache"]].concat()).stdout, run.stdout);
}

/// Damaged, cut, of another program, with words that are none, too large, or not a file: it is as if there were none.
#[test]
fn what_cannot_be_trusted_is_judged_afresh() {
    let Some(repository) = Repository::sample() else { return };
    let fresh = printed(&repository);
    let good = fs::read_to_string(file(&repository)).expect("kept");
    let program = good.split("\"program\":\"").nth(1).expect("a program").split('"').next().expect("a word");
    let large = format!("{}{}", good, " ".repeat(9 << 20));
    for bad in [
        "",
        "{",
        "[]",
        &good[..good.len() / 2],
        &good.replace(program, "0.0.1 1 1").replace("Tern Analytics", "Forged"),
        &good.replace("\"form\":1", "\"form\":2").replace("Tern Analytics", "Forged"),
        &good.replace("\"wind down\"", "\"\\u001b[2J\"").replace("Tern Analytics", "Forged"),
        &good.replace("\"records\":9", "\"records\":-9"),
        &large.replace("Tern Analytics", "Forged"),
    ] {
        fs::write(file(&repository), bad).expect("written");
        let run = repository.run(&[&ARGS[..], &["-o", "csv"]].concat());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert!(!run.stdout.contains("Forged"), "{}", run.stdout);
        assert_eq!(printed(&repository), fresh, "{}", &bad[..bad.len().min(80)]);
    }
    // And what is there afterwards is good again.
    assert!(fs::metadata(file(&repository)).expect("kept").len() < 1 << 20);
    let (_, asked) = traced(&repository, &ARGS);
    assert!(!asked.contains("cat-file"), "{asked}");
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_followed_nor_written_through() {
    use std::os::unix::fs::symlink;
    let Some(repository) = Repository::sample() else { return };
    let fresh = printed(&repository);
    let kept = fs::read_to_string(file(&repository)).expect("kept").replace("Tern Analytics", "Forged");
    // As a commit could bring it.
    repository.write("elsewhere/history.json", &kept);
    fs::remove_dir_all(repository.file(".git/alliance")).expect("removed");
    symlink("../elsewhere", repository.file(".git/alliance")).expect("a link");
    assert_eq!(printed(&repository), fresh);
    fs::remove_file(repository.file(".git/alliance")).expect("removed");
    fs::create_dir(repository.file(".git/alliance")).expect("a folder");
    symlink("../../elsewhere/history.json", file(&repository)).expect("a link");
    assert_eq!(printed(&repository), fresh);
    assert_eq!(fs::read_to_string(repository.file("elsewhere/history.json")).expect("text"), kept);
    // A folder of that name among the files is nothing to it.
    repository.write("alliance/history.json", &kept);
    assert_eq!(printed(&repository), fresh);
}

#[test]
fn where_nothing_can_be_kept_that_is_no_error() {
    let Some(repository) = Repository::sample() else { return };
    fs::write(repository.file(".git/alliance"), "a file").expect("written");
    let run = repository.run(&ARGS);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(repository.file(".git/alliance")).expect("text"), "a file");
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let Some(repository) = Repository::sample() else { return };
    let fresh = repository.run(&[&ARGS[..], &["--no-cache"]].concat()).stdout;
    let started: Vec<_> = (0..6)
        .map(|_| {
            let mut run = command(repository.path(), &ARGS);
            run.stdout(std::process::Stdio::piped()).spawn().expect("the program")
        })
        .collect();
    for run in started {
        let output = run.wait_with_output().expect("an end");
        assert_eq!(String::from_utf8(output.stdout).expect("text"), fresh);
    }
    assert_eq!(printed(&repository), fresh);
    let left = fs::read_dir(repository.file(".git/alliance")).expect("a folder").count();
    assert_eq!(left, 1, "no file half written is left");
}

/// Every work tree of a repository has its own portfolio, and they share what is kept.
#[test]
fn a_second_work_tree_shares_it() {
    let Some(repository) = Repository::sample() else { return };
    let fresh = printed(&repository);
    let other = tempfile::tempdir().expect("a folder");
    let tree = other.path().join("tree");
    repository.git(&["worktree", "add", "--quiet", "-b", "other", tree.to_str().expect("text")]);
    let trace = repository.file(".git/trace");
    let output = command(&tree, &ARGS).env("GIT_TRACE", &trace).output().expect("an end");
    assert_eq!(String::from_utf8(output.stdout).expect("text"), fresh);
    let asked = fs::read_to_string(trace).expect("a trace");
    assert!(!asked.contains("cat-file"), "{asked}");
}
