//! What `alliance check --since` says where it cannot compare.

use crate::repository::Repository;
use crate::support::{Folder, RECORD, command, run};

const PORTFOLIO: &str = "us: Us\n";
const KESTREL: &str = "alliances/kestrel-and-co.yaml";

fn break_one_field(repository: &Repository) {
    repository.replace(KESTREL, "notice_days: 60", "notice_days: reasonable notice");
}

fn refused(folder: &std::path::Path, revision: &str) -> String {
    let check = run(folder, &["check", &format!("--since={revision}")], "");
    assert_eq!((check.code, check.stdout.as_str()), (2, ""), "{revision}");
    check.stderr
}

#[test]
fn what_cannot_be_compared_with_says_what_to_do() {
    let Some(repository) = Repository::sample() else { return };
    let says = |revision: &str, text: &str| {
        let said = refused(repository.path(), revision);
        assert!(said.contains(text), "{revision}: {said}");
    };
    says("nowhere", "there is no revision `nowhere` here; `git branch --all` lists the branches");
    repository.git(&["update-ref", "refs/remotes/origin/release", "HEAD"]);
    says("release", "did you mean `origin/release`?");
    for odd in ["-x", "--all", "", "main:alliances", "main;ls", "a\u{1b}[2J"] {
        says(odd, "give a branch, a tag or a commit, such as `main`");
    }
    repository.git(&["checkout", "--quiet", "--orphan", "alone"]);
    repository.commit("2026-01-06");
    says("main", "`main` and `HEAD` have no commit in common");
    let Some(unborn) = Repository::new() else { return };
    unborn.write("alliances/tern.yaml", RECORD);
    assert!(refused(unborn.path(), "main").contains("has no commit yet"));
    let none = Folder::new().with("alliances/tern.yaml", RECORD);
    assert!(refused(none.path(), "main").contains("is not in a git repository"));
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let Some(origin) = Repository::sample() else { return };
    origin.git(&["checkout", "--quiet", "-b", "work"]);
    break_one_field(&origin);
    origin.commit("2026-01-07");
    origin.git(&["checkout", "--quiet", "main"]);
    origin.commit("2026-01-08");
    let clone = Folder::new();
    let url = format!("file://{}", origin.path().display());
    let target = clone.file("clone");
    let target = target.to_str().expect("text");
    origin.git(&["clone", "--quiet", "--depth=1", "--branch=work", &url, target]);
    let said = refused(&clone.file("clone"), "origin/main");
    assert!(said.contains("`git fetch --depth=1000 origin main:refs/remotes/origin/main`"), "{said}");
    origin.git(&["-C", target, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main"]);
    let said = refused(&clone.file("clone"), "origin/main");
    assert!(said.contains("`git fetch --unshallow origin`"), "{said}");
    origin.git(&["-C", target, "fetch", "--quiet", "--unshallow", "origin"]);
    let check = run(&clone.file("clone"), &["check", "--since", "origin/main", "-o", "concise"], "");
    assert!(
        check.code == 1
            && check.stdout.starts_with("alliances/kestrel-and-co.yaml:75:16: error[ambiguous-exit-terms]"),
        "{}{}",
        check.stdout,
        check.stderr
    );
}

#[cfg(unix)]
#[test]
fn git_that_is_missing_or_too_old_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let Some(repository) = Repository::sample() else { return };
    let check = |path: &std::path::Path| {
        let mut command = command(repository.path(), &["check", "--since", "main"]);
        let output = command.env("PATH", path).output().expect("the program");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).expect("text")
    };
    let bin = Folder::new();
    assert!(check(bin.path()).contains("git is not installed, or not in the PATH"));
    let bin = bin.with("git", "#!/bin/sh\necho git version 2.17.1\n");
    let file = bin.file("git");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a program");
    assert!(check(bin.path()).contains("git 2.17 is too old; install git 2.30 or newer"));
}

#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let Some(repository) = Repository::sample() else { return };
    let bin = Folder::new().with("git", "#!/bin/sh\ncase \"$*\" in *--version) echo git version 2.47.0;; *) echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128;; esac\n");
    std::fs::set_permissions(bin.file("git"), std::fs::Permissions::from_mode(0o755)).expect("a program");
    let mut command = command(repository.path(), &["check", "--since", "main"]);
    let output = command.env("PATH", bin.path()).output().expect("the program");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(
        output.status.code() == Some(2) && said.contains("`git config --global --add safe.directory '/x'`"),
        "{said}"
    );
}

#[test]
fn a_bare_repository_and_gits_own_folder_are_said() {
    let Some(repository) = Repository::sample() else { return };
    let clone = Folder::new();
    let target = clone.file("bare");
    repository.git(&["clone", "--quiet", "--bare", ".", target.to_str().expect("text")]);
    std::fs::write(target.join("portfolio.yaml"), PORTFOLIO).expect("written");
    std::fs::create_dir(target.join("alliances")).expect("a folder");
    std::fs::write(target.join("alliances/tern.yaml"), RECORD).expect("written");
    assert!(refused(&target, "main").contains("this is a bare repository"));
    repository.write(".git/portfolio.yaml", PORTFOLIO);
    repository.write(".git/alliances/tern.yaml", RECORD);
    assert!(refused(&repository.file(".git"), "main").contains("belongs to git itself"));
}
