//! What a terminal gets: one screen, at its width, in ASCII where that is asked for, and through the pager where it is long.

use unicode_width::UnicodeWidthStr;

use crate::support::{Folder, RECORD, at_root};

/// Every command that prints a page for people. `check` prints a line for each finding, whole, for logs and editors.
const PAGES: [&[&str]; 14] = [
    &["audit"],
    &["audit", "--full"],
    &["audit", "--explain-score", "tern"],
    &["summary"],
    &["brief", "tern"],
    &["actions"],
    &["focus"],
    &["calendar"],
    &["calendar", "--days", "365"],
    &["rules"],
    &["config"],
    &["config", "--all"],
    &["explain", "zombie-alliance"],
    &["explain", "vague-contribution"],
];

#[test]
fn every_page_keeps_to_the_width() {
    for page in PAGES {
        for width in [80, 100, 140, 200] {
            let text = at_root(&[page, &["--width", &width.to_string()]].concat()).stdout;
            assert!(text.lines().count() > 5, "{page:?}: {text}");
            for line in text.lines() {
                // YAML to paste keeps its lines.
                let yaml = line.starts_with("    ") && line.contains(": ") || line.contains("fix  ");
                assert!(line.width() <= width || yaml, "{page:?} at {width}: {line}");
            }
        }
    }
}

#[test]
fn ascii_leaves_nothing_but_letters_of_the_records() {
    for page in PAGES.into_iter().chain([&["check"][..], &["check", "-o", "concise"]]) {
        let plain = at_root(page).stdout;
        let text = at_root(&[page, &["--ascii"]].concat()).stdout;
        let odd: Vec<char> =
            text.chars().filter(|letter| !letter.is_ascii() && !letter.is_alphabetic()).collect();
        assert!(odd.is_empty(), "{page:?}: {odd:?}");
        assert_eq!(text.lines().count(), plain.lines().count(), "{page:?}");
    }
}

#[test]
fn a_portfolio_is_one_screen_and_its_files_with_mistakes_are_named() {
    let screen = at_root(&["audit", "--width", "100"]).stdout;
    assert!(screen.lines().count() <= 30, "{screen}");
    for said in
        ["End Tern Analytics. Deepen Northstar Cloud.", "14,040", "If you decide as proposed:", "Keep: "]
    {
        assert!(screen.contains(said), "{said}: {screen}");
    }
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\n")
        .with("alliances/a.yaml", "name: [")
        .with("alliances/b.yaml", RECORD);
    let broken = folder.run(&["audit"]);
    assert_eq!(broken.code, 3);
    assert!(
        broken.stdout.contains("This report is not ready: 1 of 2 files has mistakes."),
        "{}",
        broken.stdout
    );
    assert!(broken.stdout.contains("alliances/a.yaml:1:7"), "{}", broken.stdout);
}

#[test]
fn late_days_and_verdicts_have_their_colour() {
    let screen = at_root(&["audit", "--color", "always", "--width", "100"]).stdout;
    let tern = screen.lines().find(|line| line.contains("wind down")).expect("a line");
    assert!(tern.contains("\u{1b}[31mwind down") && tern.contains("\u{1b}[31m161 days overdue"), "{tern:?}");
    let plain = at_root(&["audit", "--width", "100"]).stdout;
    assert_eq!(anstream::adapter::strip_str(&screen).to_string(), plain);
}

/// On a terminal of ten lines, with a pager that numbers lines.
#[cfg(unix)]
fn on_a_terminal(args: &str, pager: &str) -> Option<String> {
    let line = format!("stty rows 10 cols 80; {} {args}", env!("CARGO_BIN_EXE_alliance"));
    let script = std::process::Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("ALLIANCE_PAGER", pager)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .stdin(std::process::Stdio::null())
        .output();
    match script {
        Ok(run) => Some(String::from_utf8_lossy(&run.stdout).replace('\r', "")),
        Err(_) => {
            crate::ci::skipped("there is no `script` to make a terminal with");
            None
        }
    }
}

#[cfg(unix)]
#[test]
fn long_pages_go_through_the_pager_on_a_terminal_only() {
    let Some(paged) = on_a_terminal("audit", "cat -n") else { return };
    let numbered = |text: &str| text.lines().filter(|line| line.starts_with("     2\t")).count();
    assert_eq!(numbered(&paged), 1, "{paged}");
    for args in ["audit --no-pager", "check", "audit -o json", "--version"] {
        assert_eq!(on_a_terminal(args, "cat -n").map(|text| numbered(&text)), Some(0), "{args}");
    }
    // Where the pager cannot be started, the page is printed.
    let printed = on_a_terminal("audit", "no-such-pager").expect("a terminal");
    assert!(printed.contains("Tern Analytics") && numbered(&printed) == 0, "{printed}");
    assert_eq!(numbered(&at_root(&["audit"]).stdout), 0, "into a pipe");
}
