//! `log` and `fix` on files as people have them: nothing outside the edit changes, and what cannot be edited is left.

use std::fs;
use std::path::Path;

use crate::support::{Folder, RECORD};

/// The sample records, or those full of slips.
fn copy(of: &str) -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(of);
    let mut folder =
        Folder::new().with("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"));
    let mut copied = 0;
    for entry in fs::read_dir(root.join("alliances")).expect("records") {
        let file = entry.expect("a record").path();
        let name = format!("alliances/{}", file.file_name().and_then(|name| name.to_str()).expect("a name"));
        folder = folder.with(&name, fs::read(&file).expect("a record"));
        copied += 1;
    }
    assert!(copied > 5, "only {copied} records");
    folder
}

/// Findings without their places.
fn findings(folder: &Folder) -> Vec<String> {
    let run = folder.run(&["check", "-o", "concise", "--exit-zero"]);
    let findings = run.stdout.lines().filter(|line| line.contains('[')).map(|line| {
        let file = line.split(':').next().unwrap_or_default();
        format!("{file} {}", line.splitn(4, ':').last().unwrap_or_default())
    });
    let mut findings: Vec<String> = findings.collect();
    findings.sort();
    findings
}

#[test]
fn line_ends_and_a_mark_stay() {
    let text = format!("\u{feff}{RECORD}# the end").replace('\n', "\r\n");
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", &text);
    let run = folder.run(&[
        "log",
        "issue",
        "tern",
        "Two CRMs: one too many",
        "--severity",
        "high",
        "--opened",
        "2026-11-02",
        "--as-of",
        "2026-11-22",
        "--yes",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let added = "issues:\r\n  - { what: \"Two CRMs: one too many\", opened: 2026-11-02, severity: high }\r\n";
    assert_eq!(folder.read("alliances/tern.yaml"), text.replace("# the end", &format!("{added}# the end")));
}

#[test]
fn a_look_writes_nothing() {
    let folder = copy(".");
    let before = folder.read("alliances/tern-analytics.yaml");
    for args in
        [&["log", "review", "tern", "--dry-run"][..], &["log", "review", "tern"], &["fix", "--unsafe"]]
    {
        folder.run(args);
        assert_eq!(folder.read("alliances/tern-analytics.yaml"), before, "{args:?}");
    }
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let folder =
        Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", "name: [Tern\n");
    let run = folder.run(&["log", "review", "tern", "--yes"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot be read, and a file like that is never edited"), "{}", run.stderr);
    let run = folder.run(&["fix", "--yes"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("is left as it is"), "{}", run.stderr);
    assert_eq!(folder.read("alliances/tern.yaml"), "name: [Tern\n");
}

#[test]
fn what_is_missing_is_named_with_an_example() {
    let run = Folder::new().run(&["log", "commitment", "tern", "A landing page"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--by") && run.stderr.contains("Example:"), "{}", run.stderr);
}

#[test]
fn a_comment_settles_nothing() {
    for samples in [".", "examples/broken"] {
        let folder = copy(samples);
        folder.run(&["fix", "--yes"]);
        let before = findings(&folder);
        let run = folder.run(&["fix", "--unsafe", "--yes"]);
        assert!(run.stdout.contains("to be answered"), "{}{}", run.stdout, run.stderr);
        assert_eq!(findings(&folder), before, "{samples}");
        let again = folder.run(&["fix", "--unsafe", "--yes"]);
        assert!(again.stdout.contains("Nothing to correct"), "{}{}", again.stdout, again.stderr);
    }
}

#[test]
fn everything_certain_is_corrected_at_once() {
    let folder = copy("examples/broken");
    let before = findings(&folder);
    assert!(before.iter().any(|finding| finding.contains("did you mean") || finding.contains("stratgic")));
    folder.run(&["fix", "--yes"]);
    let report = folder.run(&["audit", "-o", "json"]).stdout;
    assert!(!report.contains("\"edit\""), "a correction is left");
    assert!(folder.run(&["fix", "--yes"]).stdout.contains("Nothing to correct"));
}

/// A small portfolio whose metric is read every quarter, judged on 22 November 2026.
fn quarterly(more: &str) -> Folder {
    let record = format!(
        "{RECORD}metrics:\n- name: Joint revenue\n  every: quarter\n  results: [{{ period: 2026-Q1, total: 5 }}]\n{more}"
    );
    Folder::new().with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n").with("alliances/tern.yaml", record)
}

#[test]
fn a_result_is_for_a_period_that_the_metric_counts() {
    let folder = quarterly("");
    let before = folder.read("alliances/tern.yaml");
    for (period, told) in [
        ("2026-09", "is only a part of 2026-Q3: record 2026-Q3, or add --part"),
        ("2025", "is longer; record each quarter on its own, such as 2025-Q1"),
        ("2026-Q4", "is not over yet"),
        ("2026-H1", "overlaps with 2026-Q1"),
        ("last month", "is not a period"),
    ] {
        let run = folder.run(&["log", "result", "tern", "joint", period, "7", "--yes"]);
        assert_eq!(run.code, 2, "{period}");
        assert!(run.stderr.contains(told), "{period}: {}", run.stderr);
        assert_eq!(folder.read("alliances/tern.yaml"), before, "{period}");
    }
    let run = folder.run(&["log", "result", "tern", "joint", "2026-09", "7", "--part", "--yes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    // Whoever has recorded one month records the next without saying so again.
    let run = folder.run(&[
        "log",
        "result",
        "tern",
        "revenue",
        "Aug 2026",
        "-2",
        "--without",
        "0",
        "--partner",
        "3",
        "--yes",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let results = "[{ period: 2026-Q1, total: 5 }, { period: 2026-09, total: 7 }, \
                   { period: 2026-08, total: -2, without: 0, partner_total: 3 }]";
    assert!(folder.read("alliances/tern.yaml").contains(results), "{}", folder.read("alliances/tern.yaml"));
}

#[test]
fn of_several_partners_each_is_named() {
    let folder = quarterly("");
    let text = folder
        .read("alliances/tern.yaml")
        .replace("partner: Tern Ltd", "partners: { north: North AS, south: South SA }");
    let folder = folder.with("alliances/tern.yaml", text);
    let run = folder.run(&["log", "result", "tern", "joint", "2026-Q3", "7", "--partner", "3", "--yes"]);
    assert!(run.stderr.contains("write `--partner ID=3`"), "{}", run.stderr);
    let run = folder.run(&[
        "log",
        "result",
        "tern",
        "joint",
        "2026-Q3",
        "7",
        "--partner",
        "north=3",
        "--partner",
        "South SA=4",
        "--yes",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(folder.read("alliances/tern.yaml").contains("totals: { north: 3, south: 4 }"));
    let run = folder.run(&["log", "review", "tern", "--attended", "all", "--yes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(folder.read("alliances/tern.yaml").contains("attended: [us, north, south]"));
}

#[test]
fn what_is_handed_over_is_ticked_off_once_an_exit_runs() {
    let exit = "exit: { handover: [customers, data-return] }\n";
    let folder = quarterly(exit);
    assert_eq!(folder.run(&["log", "done", "tern", "customers", "--yes"]).code, 2);
    let folder = quarterly(&format!("stage: winding-down\n{exit}"));
    let run = folder.run(&["log", "done", "tern", "customers", "--date", "yesterday", "--yes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let handover = "exit: { handover: [{ item: customers, done: 2026-11-21 }, data-return] }";
    assert!(folder.read("alliances/tern.yaml").contains(handover), "{}", folder.read("alliances/tern.yaml"));
    assert!(folder.run(&["log", "done", "tern", "customers", "--yes"]).stdout.contains("Nothing to change"));
}

#[test]
fn what_cannot_be_edited_is_shown_to_be_written_by_hand() {
    let shared = "x-own: &own\n- { what: one, opened: 2026-01-01 }\nissues: *own\n";
    let folder = quarterly(shared);
    let before = folder.read("alliances/tern.yaml");
    let run = folder.run(&["log", "issue", "tern", "two", "--severity", "low", "--yes"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("under `issues`: - { what: two, opened: 2026-11-22, severity: low }"),
        "{}",
        run.stderr
    );
    assert_eq!(folder.read("alliances/tern.yaml"), before);
}

#[test]
fn the_portfolio_is_corrected_too_where_that_is_certain() {
    let text = "us: Us # ours\ncurency: CHF\nas_of: 22.11.2026\n";
    let folder = Folder::new().with("portfolio.yaml", text).with("alliances/tern.yaml", RECORD);
    let run = folder.run(&["fix", "tern", "--yes"]);
    assert_eq!(folder.read("portfolio.yaml"), text, "{}", run.stdout);
    let check = folder.run(&["check", "--exit-zero"]);
    assert!(check.stdout.contains("`alliance fix` applies this"), "{}", check.stdout);
    let run = folder.run(&["fix", "--yes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("2 corrections in portfolio.yaml"), "{}", run.stdout);
    assert_eq!(folder.read("portfolio.yaml"), "us: Us # ours\ncurrency: CHF\nas_of: 2026-11-22\n");
}
