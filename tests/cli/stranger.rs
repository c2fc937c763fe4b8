//! A repository that a stranger prepared runs no command of theirs, and answers for no folder that is not its own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::repository::Repository;
use crate::support::{Folder, command};

/// A folder whose `git` is the real one without what only newer versions know, to be put first in the PATH.
fn old_git() -> Folder {
    let path = std::env::var_os("PATH").expect("a PATH");
    let real = std::env::split_paths(&path).map(|folder| folder.join("git")).find(|file| file.is_file());
    let folder = Folder::new();
    let script =
        format!("#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec '{}' \"$@\"\n", real.expect("git").display());
    fs::write(folder.file("git"), script).expect("written");
    fs::set_permissions(folder.file("git"), fs::Permissions::from_mode(0o755)).expect("executable");
    folder
}

/// Runs `alliance` with that git; gives what it printed to either stream, and how it ended.
fn run(folder: &Path, git: &Folder, args: &[&str]) -> (i32, String) {
    let path = std::env::var_os("PATH").expect("a PATH");
    let folders = std::iter::once(git.path().to_path_buf()).chain(std::env::split_paths(&path));
    let output = command(folder, args)
        .env("PATH", std::env::join_paths(folders).expect("a PATH"))
        .output()
        .expect("the program");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (output.status.code().expect("no signal"), said.concat())
}

/// Names a remote whose missing objects are fetched by running a command that leaves `mark` behind.
fn set_trap(git_dir: &Path, mark: &Path) {
    let config = git_dir.join("config");
    let text = fs::read_to_string(&config).expect("a config");
    let trap = format!(
        "[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\tpromisor = true\n\turl = ext::sh -c touch% '{}'\n\
         [protocol \"ext\"]\n\tallow = always\n[core]\n\tfsmonitor = touch '{}'\n",
        mark.display(),
        mark.display()
    );
    fs::write(config, text + &trap).expect("written");
}

/// Takes every blob out of a repository, so that only a fetch could bring it.
fn without_blobs(repository: &Repository, git_dir: &Path) {
    let listed = repository.git(&["ls-tree", "-r", "HEAD"]);
    for line in listed.lines() {
        let id = line.split_whitespace().nth(2).expect("an id");
        fs::remove_file(git_dir.join("objects").join(&id[..2]).join(&id[2..])).expect("a loose object");
    }
}

#[test]
fn a_missing_object_runs_no_command_of_the_repository() {
    let Some(repository) = Repository::sample() else { return };
    let (git, mark) = (old_git(), repository.file("ran"));
    without_blobs(&repository, &repository.file(".git"));
    set_trap(&repository.file(".git"), &mark);
    // The trap works: git itself, asked for what is missing, runs the command.
    let _ = Command::new("git")
        .current_dir(repository.path())
        .args(["-c", "core.fsmonitor=false", "cat-file", "-p", "HEAD:portfolio.yaml"])
        .env_remove("GIT_NO_LAZY_FETCH")
        .output()
        .expect("git");
    assert!(mark.exists(), "the trap is not one, so that this test would show nothing");
    fs::remove_file(&mark).expect("removed");
    for args in
        [&["check", "--since", "HEAD"][..], &["diff", "HEAD"], &["history"], &["check", "--since", "HEAD~1"]]
    {
        run(repository.path(), &git, args);
        assert!(!mark.exists(), "{args:?} ran a command that the repository names");
    }
}

#[test]
fn a_folder_that_looks_like_a_repository_is_not_taken_for_one() {
    let Some(repository) = Repository::sample() else { return };
    let (git, mark) = (old_git(), repository.file("ran"));
    let trap = repository.file("portfolio");
    let bare = Command::new("git")
        .args(["clone", "--quiet", "--bare", "--no-hardlinks"])
        .args([repository.path(), &trap])
        .status()
        .expect("git");
    assert!(bare.success());
    let config = fs::read_to_string(trap.join("config")).expect("a config");
    fs::write(trap.join("config"), config.replace("bare = true", "bare = false\n\tworktree = ."))
        .expect("written");
    set_trap(&trap, &mark);
    for file in ["portfolio.yaml", "alliances/tern-analytics.yaml"] {
        let to = trap.join(file);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(repository.file(file), to).expect("copied");
    }
    for args in [&["check", "--since", "HEAD"][..], &["diff", "HEAD"], &["history"]] {
        for folder in [trap.clone(), trap.join("alliances")] {
            let (code, said) = run(&folder, &git, args);
            assert!(!mark.exists(), "{args:?} ran a command that the folder names");
            assert_eq!(code, 2, "{args:?}: {said}");
            assert!(said.contains("made to look like one"), "{args:?}: {said}");
        }
    }
}

#[test]
fn a_git_that_does_not_answer_is_given_up() {
    let Some(repository) = Repository::sample() else { return };
    let path = std::env::var_os("PATH").expect("a PATH");
    let real = std::env::split_paths(&path).map(|folder| folder.join("git")).find(|file| file.is_file());
    let real = real.expect("git");
    // One that hangs at once, and one that hangs when it is asked for a file's content.
    for hangs in ["*", "*cat-file*"] {
        let git = Folder::new();
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in {hangs}) exec sleep 30;; esac\nexec '{}' \"$@\"\n",
            real.display()
        );
        fs::write(git.file("git"), script).expect("written");
        fs::set_permissions(git.file("git"), fs::Permissions::from_mode(0o755)).expect("executable");
        let folders = std::iter::once(git.path().to_path_buf()).chain(std::env::split_paths(&path));
        let started = std::time::Instant::now();
        let output = command(repository.path(), &["check", "--since", "HEAD"])
            .env("PATH", std::env::join_paths(folders).expect("a PATH"))
            .env("ALLIANCE_GIT_SECONDS", "1")
            .output()
            .expect("the program");
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(said.contains("git did not answer within 1 seconds"), "{hangs}: {said}");
        assert!(matches!(output.status.code(), Some(2 | 3)), "{hangs}: {said}");
        assert!(started.elapsed().as_secs() < 20, "{hangs}: {:?}", started.elapsed());
    }
}

#[test]
fn only_the_folders_that_are_looked_into_are_listed() {
    let Some(repository) = Repository::sample() else { return };
    repository.write("vendor/deep/thing.yaml", "x: 1\n");
    repository.write("alliances/more/note.txt", "");
    repository.commit("2026-01-06");
    let (git, log) = (old_git(), repository.file("asked"));
    let script = fs::read_to_string(git.file("git")).expect("a script");
    let logged = script.replace("exec ", &format!("echo \"$@\" >>'{}'\nexec ", log.display()));
    fs::write(git.file("git"), logged).expect("written");
    let (code, said) = run(repository.path(), &git, &["check", "--since", "HEAD", "-o", "concise"]);
    assert!(code == 0 && said.contains("nothing new"), "{said}");
    let asked = fs::read_to_string(&log).expect("a log");
    let listed: Vec<&str> = asked.lines().filter(|line| line.contains("ls-tree")).collect();
    assert!(!listed.is_empty());
    let vendor = repository.git(&["rev-parse", "HEAD:vendor"]);
    let top = repository.git(&["rev-parse", "HEAD"]);
    assert!(listed.iter().all(|line| !line.contains(&vendor)), "{listed:?}");
    assert!(listed.iter().all(|line| !(line.contains(&top) && line.contains("-r"))), "{listed:?}");
}

#[test]
fn no_setting_of_a_repository_runs_a_program_or_bends_its_history() {
    let Some(repository) = Repository::sample() else { return };
    // A signed commit: a log that shows signatures would have it checked.
    let commit = repository.git(&["cat-file", "commit", "HEAD"]);
    let (head, message) = commit.split_once("\n\n").expect("a message");
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----";
    repository.write("signed", format!("{head}\n{signature}\n\n{message}\n"));
    let signed = repository.git(&["hash-object", "-t", "commit", "-w", "signed"]);
    repository.git(&["reset", "--quiet", "--hard", &signed]);
    repository.replace("alliances/tern-analytics.yaml", "floor: 10000", "floor: 9000");
    repository.commit("2026-02-01");
    let honest = repository.run(&["check", "--history", "-o", "concise"]);
    let (mark, script) = (repository.file("ran"), repository.file("evil"));
    fs::write(&script, format!("#!/bin/sh\necho ran >>'{}'\n", mark.display())).expect("written");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("executable");
    let evil = script.to_str().expect("UTF-8");
    for setting in [
        "gpg.program",
        "gpg.ssh.program",
        "gpg.x509.program",
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "core.editor",
        "core.alternateRefsCommand",
        "core.sshCommand",
        "core.askPass",
        "credential.helper",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
    ] {
        repository.git(&["config", setting, evil]);
    }
    for (setting, value) in [
        ("core.hooksPath", "."),
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("color.ui", "always"),
        ("core.attributesFile", "../attributes"),
    ] {
        repository.git(&["config", setting, value]);
    }
    fs::write(repository.file(".git/attributes"), "* diff=x filter=x\n").expect("written");
    fs::write(repository.file(".git/info/attributes"), "* diff=x filter=x\n").expect("written");
    // A graft that cuts the history off.
    let top = repository.git(&["rev-parse", "HEAD"]);
    fs::write(repository.file(".git/info/grafts"), format!("{top}\n")).expect("written");
    let _ = fs::remove_file(&mark);
    for args in [
        &["check", "--history", "-o", "concise"][..],
        &["check", "--since", "HEAD~1"],
        &["check", "--config-from", "HEAD"],
        &["check", "--hook"],
        &["history"],
        &["diff", "HEAD~1"],
        &["promises", "tern"],
    ] {
        let run = repository.run(args);
        assert!(!mark.exists(), "{args:?} ran a program of the repository: {}", run.stderr);
        assert!(run.code == 0 || run.code == 1, "{args:?}: {}", run.stderr);
        if args[1] == "--history" {
            assert_eq!(run.stdout, honest.stdout);
        }
    }
}
