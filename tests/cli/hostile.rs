//! Folders and files that are broken or made to harm: each is told at its place, and hides no good record.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Folder, RECORD, Run, command, run};

/// Generous, so that a busy machine does not fail the test.
const SOON: Duration = Duration::from_secs(60);

fn sound() -> Folder {
    Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/good.yaml", RECORD)
}

/// The lines of `alliance check` on a folder with one good record, which must be judged whatever else is there.
fn checked(folder: &Folder) -> Run {
    let check = folder.run(&["check", "-o", "concise"]);
    assert!(
        check.stdout.contains("alliances/good.yaml:1:1: error[missing-objective]"),
        "{}{}",
        check.stdout,
        check.stderr
    );
    check
}

fn says(run: &Run, text: &str) {
    assert!(run.stdout.contains(text) || run.stderr.contains(text), "{text}\n{}{}", run.stdout, run.stderr);
}

#[test]
fn each_odd_file_is_told_beside_the_good_one() {
    let utf16: Vec<u8> = "\u{feff}name: A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &str); 10] = [
        ("empty", b"", "1:1: error[unreadable-record] the file says nothing"),
        ("comments", b"# a\n# b\n", "1:1: error[unreadable-record] the file says nothing"),
        ("dashes", b"---\n", "1:4: error[unreadable-record] the file needs lines"),
        (
            "documents",
            b"---\nname: A\n---\nname: B\n",
            "3:1: error[unreadable-record] a second document starts here",
        ),
        ("tab", b"name: A\n\tpartner: B\n", "2:1: error[unreadable-record] a tab indents this line"),
        ("crlf", b"name: A\r\nfoo: 1\r\n", "2:1: warning[unknown-field]"),
        ("cr", b"name: A\rfoo: 1\r", "1:9: warning[unknown-field]"),
        ("bom", b"\xEF\xBB\xBFfoo: 1\n", "1:1: warning[unknown-field]"),
        ("nul", b"name: A\0\n", "1:1: error[unreadable-record] this is a binary file"),
        ("utf16", &utf16, "1:1: error[unreadable-record] this file is UTF-16"),
    ];
    let mut folder = sound();
    for (name, bytes, _) in cases {
        folder = folder.with(&format!("alliances/{name}.yaml"), bytes);
    }
    let check = checked(&folder);
    assert_eq!(check.code, 3);
    for (name, _, text) in cases {
        says(&check, &format!("alliances/{name}.yaml:{text}"));
    }
}

#[test]
fn a_folder_named_like_a_record_is_a_folder() {
    let check = checked(&sound().with("alliances/folder.yaml/inner.yaml", RECORD));
    says(&check, "alliances/folder.yaml/inner.yaml:1:1: error[missing-objective]");
    assert_eq!(check.code, 1);
}

/// A stream that never ends, as a file that grows while it is read.
#[test]
fn a_file_that_grows_without_end_is_cut_off() {
    let grown = alliance::load::read::read_text(std::io::repeat(b'#')).expect_err("too large");
    assert!(grown.message.contains("at most 1048576"), "{}", grown.message);
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn a_hundred_thousand_files_are_walked_soon() {
    let folder = sound();
    for number in 0..100_000 {
        fs::write(folder.file(&format!("alliances/{number}.txt")), "x").expect("written");
    }
    let started = Instant::now();
    assert_eq!(checked(&folder).code, 1);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    }

    /// Runs as a user whom permissions hold: root, whom they do not, becomes nobody.
    fn held(folder: &Folder, args: &[&str]) -> Run {
        let plain = command(folder.path(), args);
        let mut child = if tempfile::tempfile_in(closed(folder)).is_err() {
            plain
        } else {
            // Who is nobody need not be let into the folder where the program was built.
            let program = folder.file("program");
            // A copy may be held open for writing by a child of another test just when it is to run.
            let built = env!("CARGO_BIN_EXE_alliance");
            if !program.exists() && fs::hard_link(built, &program).is_err() {
                fs::copy(built, &program).expect("copied");
            }
            mode(&program, 0o755);
            mode(folder.path(), 0o755);
            let mut child = Command::new("setpriv");
            child.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
            child.args(args).current_dir(folder.path());
            child
        };
        let output = child.stdin(Stdio::null()).output().expect("the program");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code().expect("no signal"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    fn closed(folder: &Folder) -> PathBuf {
        let closed = folder.file("closed-to-all");
        let _ = fs::create_dir(&closed);
        mode(&closed, 0o555);
        closed
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let folder = sound().with("alliances/file.yaml", RECORD).with("alliances/locked/x.yaml", RECORD);
        mode(&folder.file("alliances/file.yaml"), 0);
        mode(&folder.file("alliances/locked"), 0);
        let check = held(&folder, &["check", "-o", "concise"]);
        mode(&folder.file("alliances/locked"), 0o755);
        says(
            &check,
            "alliances/file.yaml:1:1: error[unreadable-record] this file cannot be read: permission denied",
        );
        says(&check, "alliances/locked:1:1: error[unreadable-record] this folder cannot be read");
        says(&check, "alliances/good.yaml:1:1: error[missing-objective]");
        assert_eq!(check.code, 3);
    }

    #[test]
    fn a_locked_folder_of_records_is_not_an_empty_one() {
        let folder = sound();
        mode(&folder.file("alliances"), 0);
        let check = held(&folder, &["check", "-o", "concise"]);
        let named = held(&folder, &["check", "alliances", "-o", "concise"]);
        mode(&folder.file("alliances"), 0o755);
        for check in [check, named] {
            says(&check, "alliances:1:1: error[unreadable-record] this folder cannot be read");
            assert_eq!(check.code, 3);
        }
    }

    #[test]
    fn output_that_may_not_be_written_leaves_the_old_file() {
        let folder = sound().with("out/old.json", "old");
        mode(&folder.file("out"), 0o555);
        let audit = held(&folder, &["audit", "-o", "json=out/old.json"]);
        mode(&folder.file("out"), 0o755);
        assert_eq!(audit.code, 2);
        says(
            &audit,
            "out/old.json could not be written: permission denied; name a file in a folder that is yours",
        );
        assert_eq!(folder.read("out/old.json"), "old");
    }

    #[test]
    fn links_that_lead_nowhere_and_what_is_no_file_are_told() {
        let folder = sound();
        let link = |to: &str, from: &str| symlink(to, folder.file(from)).expect("a link");
        link("nowhere", "alliances/dangling.yaml");
        link("loop.yaml", "alliances/loop.yaml");
        link("/dev/zero", "alliances/device.yaml");
        link("/", "alliances/root.yaml");
        link(".", "alliances/self");
        let _socket =
            std::os::unix::net::UnixListener::bind(folder.file("alliances/s.yaml")).expect("a socket");
        let check = checked(&folder);
        assert_eq!(check.code, 3);
        for (file, text) in [
            ("dangling", "this file cannot be read: it does not exist"),
            ("loop", "this file cannot be read: too many levels of symbolic links"),
            ("device", "this link points outside the portfolio's folder"),
            ("root", "this link points outside the portfolio's folder"),
            ("s", "this is not a regular file"),
        ] {
            says(&check, &format!("alliances/{file}.yaml:1:1: error[unreadable-record] {text}"));
        }
        says(&check, "1 record read, 5 could not be read");
    }

    #[test]
    fn a_portfolio_that_is_no_file_is_not_passed_over() {
        let cases: [(&str, &str); 4] = [
            ("mkdir portfolio.yaml", "this is a folder; the portfolio's file should be here"),
            ("mkfifo portfolio.yaml", "this is not a regular file"),
            ("ln -s nowhere portfolio.yaml", "this file cannot be read: it does not exist"),
            ("ln -s portfolio.yaml portfolio.yaml", "too many levels of symbolic links"),
        ];
        for (make, text) in cases {
            let folder = Folder::new().with("alliances/good.yaml", RECORD);
            let made = Command::new("sh").args(["-c", make]).current_dir(folder.path()).status();
            assert!(made.expect("a shell").success());
            let check = folder.run(&["check", "-o", "concise"]);
            assert_eq!((check.code, check.stdout.as_str()), (2, ""), "{make}");
            says(&check, text);
            says(&check, "--> portfolio.yaml:1:1");
        }
    }

    #[test]
    fn any_file_name_is_shown_in_every_form() {
        let folder = sound();
        let long = "x".repeat(250) + ".yaml";
        let names: [&[u8]; 12] = [
            b"a\nb.yaml",
            b"\x1b[31mred.yaml",
            b"q\"uo'te.yaml",
            b"sp ace.yaml",
            b"-dash.yaml",
            b"\xff\xfe.yaml",
            long.as_bytes(),
            b"Case.yaml",
            b"case.yaml",
            "caf\u{e9}.yaml".as_bytes(),
            "cafe\u{301}.yaml".as_bytes(),
            "\u{202e}gnp.yaml".as_bytes(),
        ];
        for name in names {
            fs::write(folder.file("alliances").join(OsStr::from_bytes(name)), "name: [").expect("written");
        }
        let check = checked(&folder);
        assert_eq!(check.code, 3);
        // Where a file system takes two names for one there are fewer.
        let files = fs::read_dir(folder.file("alliances")).expect("a folder").count() - 1;
        assert_eq!(check.stdout.matches("error[unreadable-record]").count(), files);
        for form in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"] {
            let check = folder.run(&["check", "-o", form, "--color", "never"]);
            assert!(check.code == 3 && check.stderr.is_empty(), "{form}: {}", check.stderr);
            assert!(!check.stdout.contains('\u{1b}'), "{form}");
        }
        let dash = run(&folder.file("alliances"), &["check", "-o", "concise", "--", "-dash.yaml"], "");
        says(&dash, "-dash.yaml:1:7: error[unreadable-record]");
    }

    #[ignore = "slow: run by .ci/run"]
    #[test]
    fn folders_a_thousand_deep_are_read_or_told() {
        // A path of 2,000 bytes can be opened; one of 7,000 cannot, and is not passed over in silence.
        for (name, text) in
            [("d", "x.yaml:1:7: error[unreadable-record]"), ("deeper", "cannot be read: file name too long")]
        {
            let folder = sound();
            let script = "cd alliances; i=0; while [ $i -lt 1000 ]; do mkdir $0 && cd $0 || exit 1; i=$((i+1)); done; echo 'name: [' > x.yaml";
            let made = Command::new("bash").args(["-c", script, name]).current_dir(folder.path()).status();
            assert!(made.expect("a shell").success());
            let check = checked(&folder);
            // What the folder's own clean-up may not manage.
            let _ = Command::new("rm").arg("-rf").arg(folder.file("alliances")).status();
            says(&check, text);
            assert_eq!(check.code, 3);
        }
    }

    #[test]
    fn a_working_folder_that_is_gone_is_told() {
        let folder = Folder::new();
        let script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" audit";
        let mut gone = Command::new("sh");
        gone.args(["-c", script, env!("CARGO_BIN_EXE_alliance")]);
        let gone = gone.current_dir(folder.path()).output().expect("a shell");
        assert_eq!(gone.status.code(), Some(2));
        let told = String::from_utf8_lossy(&gone.stderr).into_owned();
        assert!(told.contains("the current folder cannot be read; change to one that exists"), "{told}");
    }
}

#[test]
fn the_environment_changes_nothing_that_is_read() {
    let folder = sound();
    let plain = folder.run(&["audit"]).stdout;
    for (key, value) in [
        ("HOME", None),
        ("TERM", Some("dumb")),
        ("LC_ALL", Some("C")),
        ("COLUMNS", Some("0")),
        ("COLUMNS", Some("1")),
        ("COLUMNS", Some("99999999999999999999")),
    ] {
        let mut audit = command(folder.path(), &["audit"]);
        match value {
            Some(value) => audit.env(key, value),
            None => audit.env_remove(key),
        };
        let audit = audit.output().expect("the program");
        assert_eq!(
            (audit.status.code(), String::from_utf8_lossy(&audit.stdout).as_ref()),
            (Some(0), plain.as_str()),
            "{key} {value:?}"
        );
    }
    for width in ["0", "1", "99999999999999999999"] {
        let audit = folder.run(&["audit", "--width", width]);
        assert_eq!(audit.code, 2);
        says(&audit, "--width");
    }
}
