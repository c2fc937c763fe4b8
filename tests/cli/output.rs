//! What is printed: widths, colours, pipes, and the same bytes each time.

use std::path::Path;

use unicode_width::UnicodeWidthStr;

use crate::support::{Folder, RECORD, at_root, command, half_read, run};

#[test]
fn the_same_run_twice_prints_the_same_bytes() {
    for format in ["text", "json"] {
        let once = at_root(&["audit", "-o", format]);
        let again = at_root(&["audit", "-o", format]);
        assert!(once.stdout == again.stdout && !once.stdout.is_empty(), "{format}");
    }
}

#[test]
fn lines_keep_to_the_width() {
    for width in [80_usize, 100, 160, 200] {
        let audit = at_root(&["audit", "--width", &width.to_string()]);
        // YAML to paste, which is indented deeper than any sentence, keeps its lines.
        let long: Vec<&str> = audit
            .stdout
            .lines()
            .filter(|line| {
                line.width() > width && !line.starts_with("                ") && !line.contains("fix  ")
            })
            .collect();
        assert!(long.is_empty(), "{width}: {long:#?}");
    }
}

#[test]
fn colours_come_only_when_asked_for_or_on_a_terminal() {
    let escape = |args: &[&str]| at_root(args).stdout.contains('\u{1b}');
    assert!(!escape(&["audit"]), "into a pipe");
    assert!(escape(&["audit", "--color", "always"]));
    assert!(!escape(&["audit", "--color", "never"]));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let forced = command(root, &["audit"]).env("CLICOLOR_FORCE", "1").output().expect("output");
    assert!(forced.stdout.contains(&0x1b));
    let refused =
        command(root, &["audit"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().expect("output");
    assert!(!refused.stdout.contains(&0x1b));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    let records: String = (0..2000).map(|number| format!("  - {{ name: Metric {number} }}\n")).collect();
    let folder = folder.with("a.yaml", format!("name: A\npartner: B\ntype: strategic\nmetrics:\n{records}"));
    let output = half_read(folder.path(), &["audit", "a.yaml"]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn the_clock_can_be_set() {
    for (date, shown) in [("2026-06-30", "as of 2026-06-30"), ("2024-01-01", "as of 2024-01-01")] {
        let audit = at_root(&["audit", "--as-of", date]);
        assert!(
            audit.code == 0 && audit.stdout.contains(shown) && !audit.stdout.contains("pinned"),
            "{}",
            audit.stdout
        );
    }
    let audit = at_root(&["audit", "--as-of", "soon"]);
    assert_eq!(audit.code, 2);
    assert!(audit.stderr.contains("`soon` is neither"), "{}", audit.stderr);
}

#[test]
fn names_in_any_script_line_up() {
    let name = "株式会社ノーススターとその仲間たちの長い長い名前";
    let folder = Folder::new()
        .with(
            "alliances/a.yaml",
            format!("name: {name}\npartner: P\ntype: affiliate\nowners: {{ us: {{ name: مريم الفاسي }} }}\n"),
        )
        .with("alliances/b.yaml", format!("name: {}\npartner: P\ntype: affiliate\n", "N".repeat(200)));
    let audit = folder.run(&["audit", "--width", "80"]);
    assert_eq!(audit.code, 0);
    let table: Vec<&str> =
        audit.stdout.lines().filter(|line| line.ends_with("none") || line.ends_with("LAST REVIEW")).collect();
    assert!(table.len() == 3 && table.iter().all(|line| line.width() <= 80), "{table:#?}");
    let owners: Vec<usize> = table
        .iter()
        .map(|line| {
            line[..line
                .find("OWNER")
                .or_else(|| line.find("مريم"))
                .or_else(|| line.find("nobody"))
                .expect("an owner")]
                .width()
        })
        .collect();
    assert!(owners.windows(2).all(|pair| pair[0] == pair[1]), "{table:#?}");
}

#[test]
fn json_has_every_finding_of_the_text() {
    let report: serde_json::Value =
        serde_json::from_str(&at_root(&["audit", "-o", "json"]).stdout).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["as_of_from"], "portfolio");
    // However it is wrapped.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(&at_root(&["audit", "--width", "400"]).stdout);
    let alliances = report["alliances"].as_array().expect("alliances");
    let findings = alliances.iter().flat_map(|alliance| alliance["findings"].as_array().expect("findings"));
    let mut seen = 0;
    for finding in findings.chain(report["findings"].as_array().expect("findings")) {
        let place = format!(
            "{}:{}:{}",
            finding["file"].as_str().expect("a file"),
            finding["line"],
            finding["column"]
        );
        assert!(
            text.contains(&format!("{place} [{}]", finding["rule"].as_str().expect("a rule"))),
            "{finding}"
        );
        assert!(text.contains(&words(finding["message"].as_str().expect("a message"))), "{finding}");
        seen += 1;
    }
    let summary = &report["summary"];
    let counted =
        ["errors", "warnings", "notes"].iter().filter_map(|count| summary[*count].as_u64()).sum::<u64>();
    assert!(seen > 0 && counted == seen, "{counted} counted, {seen} listed");
}

#[test]
fn every_rule_can_be_explained() {
    // Where there is nothing to judge, which would take longer than the page.
    every_page_is_printed(Folder::new().path());
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn every_rule_can_be_explained_with_what_it_says_here() {
    every_page_is_printed(Path::new(env!("CARGO_MANIFEST_DIR")));
}

fn every_page_is_printed(folder: &Path) {
    let rules: serde_json::Value =
        serde_json::from_str(&at_root(&["rules", "-o", "json"]).stdout).expect("JSON");
    for rule in rules.as_array().expect("a list") {
        let id = rule["id"].as_str().expect("an id");
        let page = run(folder, &["explain", id], "");
        assert!(
            page.code == 0 && page.stdout.starts_with(id) && !page.stdout.contains("yaml fires"),
            "{id}: {}",
            page.stdout
        );
    }
}

/// A file that was read is never an output, whatever it is called.
#[cfg(unix)]
#[test]
fn what_is_read_is_never_replaced() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new()
        .with("portfolio.yaml", "alliances: [\"records/*.txt\", \"alliances/*.yaml\"]\n")
        .with("records/a.txt", RECORD)
        .with("alliances/b.yaml", RECORD)
        .with("known.json", "{\"version\":1,\"findings\":[]}\n");
    symlink("alliances/b.yaml", folder.file("link.csv")).expect("a link");
    std::fs::hard_link(folder.file("alliances/b.yaml"), folder.file("twin.csv")).expect("a second name");
    for file in [
        "records/a.txt",
        "alliances/b.yaml",
        "alliances/c.YAML",
        "portfolio.YML",
        "link.csv",
        "twin.csv",
        "known.json",
        "./records/../records/a.txt",
    ] {
        let run = folder.run(&["check", "-o", &format!("csv={file}")]);
        assert_eq!(run.code, 2, "{file}: {}", run.stderr);
        assert!(run.stderr.contains("name another file"), "{file}: {}", run.stderr);
    }
    for (file, text) in [("records/a.txt", RECORD), ("alliances/b.yaml", RECORD), ("twin.csv", RECORD)] {
        assert_eq!(folder.read(file), text, "{file}");
    }
    // One file under two names is one file.
    symlink("out.json", folder.file("also.json")).expect("a link");
    let run = folder.run(&["check", "-o", "csv=out.json", "-o", "json=also.json"]);
    assert!(run.code == 2 && run.stderr.contains("named for two formats"), "{}", run.stderr);
    // A report of an earlier run is replaced, as ever.
    for _ in 0..2 {
        assert_eq!(folder.run(&["check", "--exit-zero", "-o", "json=out.json"]).code, 0);
    }
}

#[test]
fn force_replaces_nothing_but_a_baseline() {
    let folder = Folder::new()
        .with("alliances/a.yaml", RECORD)
        .with("notes.txt", "mine\n")
        .with("report.json", "{\"version\":1,\"alliances\":[],\"findings\":[]}\n");
    for file in ["notes.txt", "report.json", "alliances/a.yaml"] {
        let before = folder.read(file);
        let run = folder.run(&["baseline", "write", file, "--force"]);
        assert_eq!(run.code, 2, "{file}: {}", run.stdout);
        assert!(run.stderr.contains("is not a baseline"), "{file}: {}", run.stderr);
        assert_eq!(folder.read(file), before);
    }
    assert_eq!(folder.run(&["baseline", "write", "known.json"]).code, 0);
    assert_eq!(folder.run(&["baseline", "write", "known.json", "--force"]).code, 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_started_through_a_link_that_leads_out() {
    use std::os::unix::fs::symlink;

    let outside = Folder::new().with("keep.json", "mine\n");
    for link in ["alliances", ".alliance", ".vscode"] {
        let folder = Folder::new();
        symlink(outside.path(), folder.file(link)).expect("a link");
        let run = folder.run(&["init"]);
        assert_eq!(run.code, 2, "{link}: {}", run.stdout);
        assert!(run.stderr.contains("points outside"), "{link}: {}", run.stderr);
        assert_eq!(std::fs::read_dir(outside.path()).expect("a folder").count(), 1, "{link}");
    }
    let folder = Folder::new().with("portfolio.yaml", "us: A\n");
    symlink(outside.path(), folder.file("alliances")).expect("a link");
    let run = folder.run(&["new", "Tern"]);
    assert!(run.code == 2 && run.stderr.contains("points outside"), "{}", run.stderr);
    let shown = outside.file("keep.json");
    let folder = Folder::new().with(".alliance/x", "");
    symlink(shown, folder.file(".alliance/alliance.schema.json")).expect("a link");
    let _ = folder.run(&["init"]);
    assert_eq!(outside.read("keep.json"), "mine\n");
}

#[cfg(unix)]
#[test]
fn a_baseline_is_a_file_of_bounded_size() {
    let folder = Folder::new().with("alliances/a.yaml", RECORD);
    let run = folder.run(&["check", "--baseline", "/dev/zero"]);
    assert!(run.code == 2 && run.stderr.contains("is not a regular file"), "{}", run.stderr);
    let large = std::fs::File::create(folder.file("large.json")).expect("a file");
    large.set_len(1 << 40).expect("a sparse file");
    let run = folder.run(&["check", "--baseline", "large.json"]);
    assert!(run.code == 2 && run.stderr.contains("larger than a baseline can be"), "{}", run.stderr);
}

#[test]
fn a_term_is_explained_in_any_spelling() {
    let folder = Folder::new();
    let exit = folder.run(&["explain", "clean", "exit", "--width", "60"]);
    assert!(exit.stdout.starts_with("clean exit\n\nAlso: earliest exit"), "{}", exit.stdout);
    assert!(exit.stdout.lines().all(|line| line.chars().count() <= 60), "{}", exit.stdout);
    for word in ["clean-exit", "Clean exit", "earliest exit"] {
        assert_eq!(folder.run(&["explain", word, "--width", "60"]).stdout, exit.stdout, "{word}");
    }
    let every = folder.run(&["explain"]);
    assert!(every.stdout.contains("\n- floor: The level of a metric below which"), "{}", every.stdout);
    let near = folder.run(&["explain", "counterfactul"]);
    assert!(near.code == 2 && near.stderr.contains("did you mean `counterfactual`?"), "{}", near.stderr);
    let rule = folder.run(&["explain", "late-metrix"]);
    assert!(rule.stderr.contains("did you mean `late-metrics`?"), "{}", rule.stderr);
    let nothing = folder.run(&["explain", "weather"]);
    assert!(nothing.stderr.contains("there is no rule or term `weather`"), "{}", nothing.stderr);
    let shell = folder.run(&["completions", "bash"]).stdout;
    assert!(shell.contains(" clean-exit ") && shell.contains(" late-metrics "));
}

/// Colours are for terminals; a pipe has the words alone.
#[test]
fn a_page_is_styled_on_a_terminal_and_plain_in_a_pipe() {
    let page = at_root(&["explain", "vague-contribution"]).stdout;
    assert!(page.contains("- quantity: a number of something") && !page.contains('\u{1b}'), "{page}");
    let styled = at_root(&["explain", "vague-contribution", "--color", "always"]).stdout;
    assert!(styled.contains("\u{1b}[1mquantity\u{1b}[0m"), "{styled}");
    assert!(styled.contains("`\u{1b}[36mamount\u{1b}[0m`"), "{styled}");
}
