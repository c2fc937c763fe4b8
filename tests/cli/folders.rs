//! Folders as they come: empty, broken, hostile.

use std::path::Path;

use crate::support::{Folder, RECORD, run};

#[test]
fn an_empty_folder_is_told_how_to_start() {
    let audit = Folder::new().run(&["audit"]);
    assert_eq!((audit.code, audit.stdout.as_str()), (3, ""));
    assert!(
        audit.stderr.contains("no record found") && audit.stderr.contains("alliance init"),
        "{}",
        audit.stderr
    );
}

#[test]
fn a_portfolio_without_records_says_which_globs_found_nothing() {
    let audit = Folder::new().with("portfolio.yaml", "us: Us\n").run(&["audit"]);
    assert_eq!(audit.code, 3);
    assert!(audit.stderr.contains("nothing matches `alliances:` of portfolio.yaml"), "{}", audit.stderr);
}

#[test]
fn a_missing_path_is_wrong_usage() {
    let audit = Folder::new().run(&["audit", "nowhere.yaml"]);
    assert_eq!(audit.code, 2);
    assert!(audit.stderr.starts_with("error: nowhere.yaml does not exist"), "{}", audit.stderr);
}

#[test]
fn an_unreadable_file_hides_no_good_one() {
    let audit = Folder::new()
        .with("alliances/a.yaml", "name: [")
        .with("alliances/b.yaml", RECORD)
        .with("alliances/c.yaml", b"\x7FELF\0")
        .run(&["audit"]);
    assert_eq!(audit.code, 3);
    assert!(audit.stdout.contains("1 record read, 2 could not be read"), "{}", audit.stdout);
    assert!(audit.stdout.lines().any(|line| line.starts_with("Tern")), "{}", audit.stdout);
}

#[test]
fn a_portfolio_is_found_from_below() {
    let folder =
        Folder::new().with("portfolio.yaml", "us: Harbour\n").with("alliances/deep/tern.yaml", RECORD);
    let audit = run(&folder.file("alliances/deep"), &["audit"], "");
    assert!(audit.stdout.starts_with("Harbour · alliance portfolio"), "{}", audit.stdout);
    let one = run(folder.path(), &["audit", "alliances/deep/tern.yaml"], "");
    assert!(one.stdout.contains("Only part of the portfolio was read"), "{}", one.stdout);
}

#[test]
fn without_a_portfolio_the_report_says_so() {
    let audit = Folder::new().with("tern.yaml", RECORD).run(&["audit", "tern.yaml"]);
    assert_eq!(audit.code, 0);
    assert!(audit.stdout.contains("No portfolio.yaml was found"), "{}", audit.stdout);
}

#[test]
fn two_portfolios_are_not_mixed() {
    let folder = Folder::new()
        .with("a/portfolio.yaml", "")
        .with("a/x.yaml", RECORD)
        .with("b/portfolio.yaml", "")
        .with("b/y.yaml", RECORD);
    let audit = folder.run(&["audit", "a/x.yaml", "b/y.yaml"]);
    assert_eq!(audit.code, 2);
    assert!(audit.stderr.contains("belong to different portfolios"), "{}", audit.stderr);
}

#[test]
fn a_portfolio_that_is_no_yaml_stops_the_run_at_its_line() {
    let audit = Folder::new()
        .with("portfolio.yaml", "us: Us\nrules: [\n")
        .with("alliances/a.yaml", RECORD)
        .run(&["audit"]);
    assert_eq!((audit.code, audit.stdout.as_str()), (2, ""));
    assert!(audit.stderr.contains("portfolio.yaml:"), "{}", audit.stderr);
}

#[test]
fn a_mistake_in_the_settings_is_told_and_the_records_are_still_judged() {
    let settings = "us: Us\nrules:\n  late-metric: off\n  late-metrics: { severty: note }\n  missing-metrics: wrning\ncolour: red\n";
    let audit =
        Folder::new().with("portfolio.yaml", settings).with("alliances/a.yaml", RECORD).run(&["audit"]);
    assert_eq!(audit.code, 2);
    for (line, text) in [
        (3, "did you mean `late-metrics`?"),
        (4, "did you mean `severity`?"),
        (5, "did you mean `warning`?"),
        (6, "`colour` is not a key"),
    ] {
        assert!(
            audit.stdout.contains(text) && audit.stdout.contains(&format!("portfolio.yaml:{line}:")),
            "{text}\n{}",
            audit.stdout
        );
    }
    assert!(audit.stdout.contains("Tern"), "{}", audit.stdout);
}

#[test]
fn a_glob_stays_below_its_portfolio() {
    let audit = Folder::new().with("portfolio.yaml", "alliances: ../*.yaml\n").run(&["audit"]);
    assert_eq!(audit.code, 2);
    assert!(audit.stderr.contains("points outside the portfolio's folder"), "{}", audit.stderr);
}

#[cfg(unix)]
#[test]
fn nobody_means_the_whole_machine() {
    for path in ["/", "/tmp/.."] {
        let run = Folder::new().run(&["check", path]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("is everything on this machine; name the folder"), "{}", run.stderr);
    }
}

#[test]
fn a_mistake_in_a_glob_is_told_at_its_line() {
    let folder = |glob: &str| {
        Folder::new()
            .with("portfolio.yaml", format!("us: Us\nalliances:\n  - alliances/*.yaml\n  - {glob}\n"))
            .with("alliances/tern.yaml", RECORD)
    };
    for (glob, said) in [
        ("'partners/[a.yaml'", "portfolio.yaml:4:5: the glob `partners/[a.yaml` is malformed"),
        (
            "../other/*.yaml",
            "portfolio.yaml:4:5: `alliances: ../other/*.yaml` points outside the portfolio's folder",
        ),
        ("/etc/*.yaml", "portfolio.yaml:4:5: `alliances: /etc/*.yaml` points outside the portfolio's folder"),
    ] {
        let run = folder(glob).run(&["check"]);
        assert!(run.code == 2 && run.stderr.contains(said), "{}", run.stderr);
    }
    // One that names nothing beside another that does is probably a slip.
    for glob in ["partner/*.yaml", "alliances/*.yal"] {
        let run = folder(glob).run(&["check"]);
        let said = format!("portfolio.yaml:4:5: nothing matches `alliances: {glob}`");
        assert!(run.code != 2 && run.stderr.contains(&said), "{}", run.stderr);
    }
    assert!(!folder("alliances/tern.yaml").run(&["check"]).stderr.contains("nothing matches"));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new().with("secret.yaml", "name: Secret\npartner: P\ntype: strategic\n");
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/good.yaml", RECORD);
    symlink(outside.file("secret.yaml"), folder.file("alliances/out.yaml")).expect("a link");
    symlink("loop.yaml", folder.file("alliances/loop.yaml")).expect("a link");
    symlink("good.yaml", folder.file("alliances/inside.yaml")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(folder.file("alliances/pipe.yaml")).status();
    assert!(made.expect("mkfifo").success());
    let audit = folder.run(&["audit"]);
    assert_eq!(audit.code, 3);
    assert!(audit.stdout.contains("this link points outside the portfolio's folder"), "{}", audit.stdout);
    assert!(audit.stdout.contains("this is not a regular file"), "{}", audit.stdout);
    assert!(audit.stdout.contains("2 records read, 3 could not be read"), "{}", audit.stdout);
    assert!(!audit.stdout.contains("Secret"), "{}", audit.stdout);
}

#[cfg(unix)]
#[test]
fn odd_file_names_are_shown_and_not_obeyed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new().with("alliances/line\nfeed \u{1b}[31m.yaml", "name: [");
    std::fs::write(folder.file("alliances").join(OsStr::from_bytes(b"caf\xE9.yaml")), RECORD)
        .expect("written");
    let audit = folder.run(&["audit", "--color", "never"]);
    assert_eq!(audit.code, 3);
    assert!(
        !audit.stdout.contains('\u{1b}') && audit.stdout.contains("line\\u{a}feed \\u{1b}[31m.yaml"),
        "{}",
        audit.stdout
    );
}

#[test]
fn the_root_of_a_clone_is_the_sample_portfolio() {
    let audit = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["audit"], "");
    assert_eq!((audit.code, audit.stderr.as_str()), (0, ""));
    assert!(audit.stdout.contains("9 records read"), "{}", audit.stdout);
}

/// What is suggested in an empty folder can be typed.
#[test]
fn an_empty_folder_is_told_what_each_command_can_do() {
    let folder = Folder::new();
    for (args, said) in [
        (&["summary"][..], "`alliance summary PATH`"),
        (&["calendar"], "`alliance calendar PATH`"),
        (&["actions"], "`alliance actions PATH`"),
        (&["focus"], "`alliance focus PATH`"),
        (&["check"], "`alliance check PATH`"),
        (&["brief", "tern"], "name its file: `--portfolio FILE`"),
        (&["diff", "HEAD"], "name its file: `--portfolio FILE`"),
        (&["baseline", "write"], "name its file: `--portfolio FILE`"),
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 3, "{args:?}");
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn a_line_feed_in_a_name_stays_in_its_line() {
    let record = "name: \"Tern\\nMedia\"\npartner: P\ntype: strategic\nstarted: 2024-01-01\n";
    let run = Folder::new().with("alliances/a.yaml", record).run(&["check", "-o", "concise"]);
    assert!(run.stdout.contains("\"Tern Media\""), "{}", run.stdout);
    assert!(!run.stdout.contains("\\u{a}"), "{}", run.stdout);
}
