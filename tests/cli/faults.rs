//! Output that cannot be written: no half file, the old one kept, the others still written, and it is said.

use std::fs;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::process::{Command, Output, Stdio};

use crate::support::{Folder, RECORD, Run, command};

fn sound() -> Folder {
    Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/good.yaml", RECORD)
}

/// Runs in a shell, where `$0` is the program.
fn shell(folder: &Folder, script: &str) -> Output {
    let mut shell = Command::new("bash");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_alliance")]).env_remove("GITHUB_STEP_SUMMARY");
    shell.current_dir(folder.path()).stdin(Stdio::null()).output().expect("a shell")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn failed(output: &Output, text: &str) {
    let told = stderr(output);
    assert!(output.status.code() == Some(2) && told.contains(text), "{:?} {told}", output.status);
    assert!(!told.contains("os error") && !told.contains(".alliance-"), "{told}");
}

/// Nothing is left lying that nobody asked for.
fn tidy(folder: &Folder) {
    let names = fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".alliance-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_full_disk_under_standard_output_is_told() {
    let folder = sound();
    for args in ["audit", "check -o sarif", "explain late-metrics", "--help", "audit --help", "--version"] {
        let full = shell(&folder, &format!("exec \"$0\" {args} >/dev/full"));
        failed(&full, "could not be printed");
    }
    let told = stderr(&shell(&folder, "exec \"$0\" audit >/dev/full"));
    assert!(told.contains("the disk is full; make room"), "{told}");
}

#[test]
fn a_write_that_fails_half_way_keeps_the_old_file() {
    let folder = sound().with("report.html", "old");
    // Eight blocks; the page is larger.
    let full = shell(&folder, "trap '' XFSZ; ulimit -f 8; exec \"$0\" audit -o html=report.html");
    failed(&full, "report.html could not be written: the file is larger than this system allows");
    assert_eq!(folder.read("report.html"), "old");
    tidy(&folder);
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_nothing_behind() {
    let folder = sound().with("report.html", "old");
    // The limit's own signal ends the run in the middle of its writing, and cannot come too early or too late.
    let killed = shell(&folder, "ulimit -f 8; exec \"$0\" audit -o html=report.html");
    assert_eq!(killed.status.code(), None, "{}", stderr(&killed));
    assert_eq!(folder.read("report.html"), "old");
    // Where files without a name are not to be had, one with a name stays.
    if cfg!(target_os = "linux") && has_unnamed_files(&folder) {
        tidy(&folder);
    }
}

fn has_unnamed_files(folder: &Folder) -> bool {
    const O_TMPFILE: i32 = 0o20_200_000;
    fs::OpenOptions::new().write(true).mode(0o600).custom_flags(O_TMPFILE).open(folder.path()).is_ok()
}

#[test]
fn a_signal_keeps_the_old_file_whole() {
    let folder = sound().with("report.html", "old");
    for (wait, signal) in (0..12).zip(["-INT", "-TERM"].into_iter().cycle()) {
        let mut audit = command(folder.path(), &["audit", "-o", "html=report.html"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the program");
        std::thread::sleep(std::time::Duration::from_millis(wait * 3));
        let _ = Command::new("kill").args([signal, &audit.id().to_string()]).stderr(Stdio::null()).status();
        audit.wait().expect("an end");
        let text = folder.read("report.html");
        assert!(text == "old" || text.trim_end().ends_with("</html>"), "{text}");
    }
}

#[test]
fn one_output_that_fails_keeps_back_no_other() {
    let folder = sound().with("taken/x", "");
    let check = folder.run(&[
        "check",
        "-o",
        "concise",
        "-o",
        "sarif=taken",
        "-o",
        "json=nowhere/x.json",
        "-o",
        "csv=new.csv",
    ]);
    assert_eq!(check.code, 2);
    assert!(check.stdout.contains("alliances/good.yaml:1:1: error[missing-objective]"), "{}", check.stdout);
    assert!(folder.read("new.csv").starts_with("severity,"));
    for text in [
        "taken could not be written: it is a folder; name a file in it",
        "nowhere/x.json could not be written: its folder does not exist; make it first",
    ] {
        assert!(check.stderr.contains(text), "{}", check.stderr);
    }
    assert_eq!(check.stderr.lines().count(), 1, "{}", check.stderr);
    tidy(&folder);
    let full = shell(&folder, "exec \"$0\" audit -o text -o json=other.json >/dev/full");
    failed(&full, "the report could not be printed: the disk is full");
    assert!(folder.read("other.json").starts_with('{'));
}

#[test]
fn a_summary_that_cannot_be_added_to_is_told_and_the_findings_are_printed() {
    let folder = sound();
    let check = shell(&folder, "GITHUB_STEP_SUMMARY=/dev/full exec \"$0\" check -o github -o csv=no/x.csv");
    assert!(String::from_utf8_lossy(&check.stdout).contains("::error "), "{}", stderr(&check));
    assert_eq!(check.status.code(), Some(2));
    assert!(stderr(&check).contains("no/x.csv could not be written"), "{}", stderr(&check));
    let alone = shell(&folder, "GITHUB_STEP_SUMMARY=/dev/full exec \"$0\" check -o github");
    assert!(stderr(&alone).contains("GITHUB_STEP_SUMMARY"), "{}", stderr(&alone));
    // And where only a file fails, the summary is still added to.
    shell(&folder, "GITHUB_STEP_SUMMARY=summary.md exec \"$0\" check -o github -o csv=no/x.csv");
    assert!(!folder.read("summary.md").is_empty());
}

#[test]
fn output_goes_where_a_link_leads_and_the_link_stays() {
    let elsewhere = Folder::new();
    let folder = sound().with("there.json", "old");
    symlink("there.json", folder.file("link.json")).expect("a link");
    symlink(elsewhere.file("new.json"), folder.file("out.json")).expect("a link");
    symlink("loop.json", folder.file("loop.json")).expect("a link");
    for file in ["link.json", "out.json"] {
        let audit = folder.run(&["audit", "-o", &format!("json={file}")]);
        assert_eq!((audit.code, audit.stderr.as_str()), (0, ""));
        assert!(folder.file(file).is_symlink() && folder.read(file).starts_with('{'), "{file}");
    }
    assert!(elsewhere.read("new.json").starts_with('{') && folder.read("there.json").starts_with('{'));
    let audit = folder.run(&["audit", "-o", "json=loop.json"]);
    assert_eq!(audit.code, 2);
    assert!(audit.stderr.contains("too many levels of symbolic links"), "{}", audit.stderr);
    assert!(folder.file("loop.json").is_symlink());
}

#[test]
fn permissions_are_kept_and_new_files_follow_the_umask() {
    let folder = sound();
    let mode = |file: &str| fs::metadata(folder.file(file)).expect("a file").mode() & 0o7777;
    assert!(shell(&folder, "umask 027; exec \"$0\" audit -o json=new.json").status.success());
    assert_eq!(mode("new.json"), 0o640);
    for (old, new) in [(0o600, 0o600), (0o666, 0o666), (0o4755, 0o755)] {
        fs::set_permissions(folder.file("new.json"), fs::Permissions::from_mode(old)).expect("set");
        assert!(shell(&folder, "umask 022; exec \"$0\" audit -o json=new.json").status.success());
        assert_eq!(mode("new.json"), new, "{old:o}");
    }
    assert!(shell(&folder, "umask 027; exec \"$0\" new Tern").status.success());
    assert_eq!(mode("alliances/tern.yaml"), 0o640);
}

#[test]
fn a_pipe_takes_the_output_and_stays_one() {
    let folder = sound();
    let piped = shell(&folder, "mkfifo pipe; cat pipe > got & \"$0\" audit -o json=pipe; wait; test -p pipe");
    assert!(piped.status.success(), "{}", stderr(&piped));
    assert!(folder.read("got").starts_with('{'));
}

#[test]
fn a_start_that_fails_can_be_tried_again() {
    let folder = sound();
    let limited = "trap '' XFSZ; ulimit -f 0;";
    for (args, text) in [
        ("init fresh", "record.schema.json could not be written"),
        ("new 'Foo Bar'", "foo-bar.yaml could not be written: the file is larger than this system allows"),
        ("baseline write", "alliance-baseline.json could not be written"),
        ("man pages", "alliance.1 could not be written into"),
    ] {
        let text = text.replace("record.schema", "alliance.schema");
        failed(&shell(&folder, &format!("{limited} exec \"$0\" {args}")), &text);
        tidy(&folder);
    }
    assert!(
        !folder.file("alliances/foo-bar.yaml").exists() && !folder.file("alliance-baseline.json").exists()
    );
    // A record cannot be written because a file stands where its folder should be.
    let folder = Folder::new().with("alliances", "a file");
    assert_eq!(folder.run(&["init"]).code, 2);
    assert!(!folder.file("portfolio.yaml").exists(), "half a start keeps the next one from beginning");
    fs::remove_file(folder.file("alliances")).expect("taken away");
    let again: Run = folder.run(&["init"]);
    assert_eq!((again.code, again.stderr.as_str()), (0, ""));
}

#[test]
fn streams_that_are_closed_end_a_run_quietly() {
    let folder = sound();
    for (script, code) in [
        ("\"$0\" audit <&-", 0),
        ("\"$0\" audit >&-", 0),
        ("\"$0\" audit nowhere 2>&-", 2),
        ("\"$0\" check - <&-", 3),
        ("\"$0\" audit nowhere 2>/dev/full", 2),
        ("\"$0\" --help | true; exit ${PIPESTATUS[0]}", 0),
        ("{ \"$0\" audit nowhere 2>&1 >&3 | true; exit ${PIPESTATUS[0]}; } 3>/dev/null", 2),
    ] {
        let run = shell(&folder, script);
        assert_eq!(run.status.code(), Some(code), "{script}: {}", stderr(&run));
        assert!(!stderr(&run).contains("panic"), "{script}");
    }
}

#[test]
fn standard_input_without_end_is_cut_off() {
    let folder = sound();
    let endless = shell(&folder, "exec \"$0\" check - -o concise </dev/zero");
    assert_eq!(endless.status.code(), Some(3));
    let folder_in = shell(&folder, "exec \"$0\" check - -o concise <alliances");
    assert!(String::from_utf8_lossy(&folder_in.stdout).contains("this cannot be read: is a directory"));
}
