//! The baseline: it hides what was known, never what is new, worse or unread, and it only gets shorter.

use crate::support::Folder;

const FILE: &str = "alliance-baseline.json";
const PORTFOLIO: &str = "us: Us\nas_of: 2026-11-22\n";
/// Two errors of one rule, and more.
const TERN: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstarted: 2025-01-01\nmetrics:\n  - { name: One, agreed: 2025-06-01 }\n  - { name: Two, agreed: 2025-06-01 }\n";
const LARK: &str = "name: Lark\npartner: Lark Ltd\ntype: affiliate\nstarted: 2025-01-01\n";

fn adopted() -> Folder {
    let folder = Folder::new()
        .with("portfolio.yaml", PORTFOLIO)
        .with("alliances/tern.yaml", TERN)
        .with("alliances/lark.yaml", LARK);
    let write = folder.run(&["baseline", "write"]);
    assert_eq!(write.code, 0, "{}", write.stderr);
    folder
}

fn check(folder: &Folder) -> (i32, String) {
    let run = folder.run(&["check", "-o", "concise", "--baseline", FILE]);
    assert_eq!(run.stderr, "");
    (run.code, run.stdout)
}

fn entries(folder: &Folder) -> Vec<serde_json::Value> {
    let form: serde_json::Value = serde_json::from_str(&folder.read(FILE)).expect("JSON");
    form["findings"].as_array().expect("a list").clone()
}

#[test]
fn what_was_known_is_hidden_and_what_is_new_is_not() {
    let folder = adopted();
    let (code, text) = check(&folder);
    assert_eq!(code, 0, "{text}");
    let known: u64 = entries(&folder).iter().filter_map(|entry| entry["count"].as_u64()).sum();
    assert!(text.contains(&format!("no findings · {known} in the baseline")), "{text}");
    // A third metric agreed too late, above the others: only it is new.
    let third = TERN.replace("metrics:\n", "metrics:\n  - { name: Three, agreed: 2025-06-01 }\n");
    let folder = folder.with("alliances/tern.yaml", third);
    let (code, text) = check(&folder);
    assert_eq!(code, 1);
    let late: Vec<&str> = text.lines().filter(|line| line.contains("[late-metrics]")).collect();
    assert!(late.len() == 1 && late[0].starts_with("alliances/tern.yaml:6:"), "{text}");
}

#[test]
fn findings_that_look_alike_are_counted() {
    let metric = "  - { name: One, agreed: 2025-06-01 }\n";
    let twice = TERN.replace("name: Two", "name: One");
    let folder = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/tern.yaml", twice.clone());
    assert_eq!(folder.run(&["baseline", "write"]).code, 0);
    let late = |entry: &&serde_json::Value| entry["fingerprint"].to_string().contains("late-metrics");
    assert_eq!(
        entries(&folder).iter().filter(late).map(|entry| entry["count"].as_u64()).collect::<Vec<_>>(),
        [Some(2)]
    );
    assert_eq!(check(&folder).0, 0);
    let folder = folder.with("alliances/tern.yaml", format!("{twice}{metric}"));
    let (code, text) = check(&folder);
    assert_eq!((code, text.matches("[late-metrics]").count()), (1, 1), "{text}");
}

#[test]
fn the_file_has_a_sorted_line_for_each_finding_and_no_line_numbers() {
    let folder = adopted();
    let text = folder.read(FILE);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("fingerprint")).collect();
    assert_eq!(lines.len(), entries(&folder).len());
    let fingerprints: Vec<String> =
        entries(&folder).iter().map(|entry| entry["fingerprint"].to_string()).collect();
    assert!(fingerprints.is_sorted());
    let moved = adopted().with("alliances/tern.yaml", format!("# moved down\n\n{TERN}"));
    assert_eq!(check(&moved).0, 0);
    assert_eq!(moved.run(&["baseline", "write"]).code, 0);
    assert_eq!(moved.read(FILE), text);
}

#[test]
fn a_finding_that_has_become_worse_is_not_covered() {
    let rule = "  incomplete-affiliate-terms: ";
    let folder = Folder::new().with("alliances/lark.yaml", LARK);
    let folder = folder.with("portfolio.yaml", format!("{PORTFOLIO}rules:\n{rule}warning\n"));
    assert_eq!(folder.run(&["baseline", "write"]).code, 0);
    assert_eq!(check(&folder).0, 0);
    let folder = folder.with("portfolio.yaml", format!("{PORTFOLIO}rules:\n{rule}error\n"));
    let (code, text) = check(&folder);
    assert!(code == 1 && text.contains("error[incomplete-affiliate-terms]"), "{text}");
    assert!(!text.contains("of the baseline resolved"), "it is still there: {text}");
    let folder = folder.with("portfolio.yaml", format!("{PORTFOLIO}rules:\n{rule}note\n"));
    assert_eq!(check(&folder).0, 0, "and one that has become less bad is covered");
}

#[test]
fn write_does_not_grow_a_baseline_unless_forced() {
    let folder = adopted();
    let before = folder.read(FILE);
    let folder = folder.with("alliances/new.yaml", LARK.replace("Lark", "Gull"));
    let refused = folder.run(&["baseline", "write"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("would be added to alliance-baseline.json"), "{}", refused.stderr);
    assert_eq!(folder.read(FILE), before);
    let forced = folder.run(&["baseline", "write", "--force"]);
    assert_eq!(forced.code, 0, "{}", forced.stderr);
    assert_eq!(check(&folder).0, 0);
    assert!(entries(&folder).len() > before.lines().filter(|line| line.contains("fingerprint")).count());
}

#[test]
fn what_is_gone_is_said_and_pruned_and_nothing_is_added() {
    let folder = adopted().with("alliances/new.yaml", LARK.replace("Lark", "Gull"));
    std::fs::remove_file(folder.file("alliances/tern.yaml")).expect("removed");
    let (code, text) = check(&folder);
    assert!(
        code == 1 && text.contains("of the baseline resolved: `alliance baseline prune` removes them"),
        "{text}"
    );
    let before = entries(&folder);
    assert_eq!(folder.run(&["baseline", "prune"]).code, 0);
    let after = entries(&folder);
    assert!(after.len() < before.len() && after.iter().all(|entry| before.contains(entry)));
    assert!(after.iter().all(|entry| !entry["fingerprint"].to_string().contains(":Tern:")), "{after:?}");
    assert!(!check(&folder).1.contains("gone"));
    let again = folder.run(&["baseline", "prune"]);
    assert!(again.code == 0 && again.stdout.contains("none resolved"), "{}", again.stdout);
}

#[test]
fn what_was_not_looked_at_is_not_gone() {
    let folder = adopted();
    let whole = entries(&folder);
    // One record of two.
    let part = folder.run(&["check", "alliances/lark.yaml", "--baseline", FILE]);
    assert!(!part.stdout.contains("gone"), "{}", part.stdout);
    // Unselected rules.
    let some = folder.run(&["check", "--select", "exit", "--baseline", FILE]);
    assert!(!some.stdout.contains("gone"), "{}", some.stdout);
    // A record that cannot be read now.
    let folder = folder.with("alliances/tern.yaml", "name: [");
    let (code, text) = check(&folder);
    assert!(code == 3 && !text.contains("gone") && text.contains("unreadable-record"), "{text}");
    assert_eq!(folder.run(&["baseline", "prune"]).code, 3);
    assert_eq!(entries(&folder), whole);
    assert_eq!(folder.run(&["baseline", "write"]).code, 3);
    assert_eq!(entries(&folder), whole);
}

#[test]
fn what_cannot_be_read_is_never_in_a_baseline() {
    let folder = Folder::new()
        .with("portfolio.yaml", PORTFOLIO)
        .with("alliances/a.yaml", "name: [")
        .with("alliances/b.yaml", LARK.replace("2025-01-01", "2025-13-01"));
    let write = folder.run(&["baseline", "write"]);
    assert_eq!(write.code, 3);
    assert!(write.stderr.contains("1 record could not be read"), "{}", write.stderr);
    let (code, text) = check(&folder);
    assert_eq!(code, 3);
    for place in ["alliances/a.yaml:1:", "alliances/b.yaml:4:10: error[invalid-value]"] {
        assert!(text.contains(place), "{text}");
    }
    // Written by hand, it hides nothing either.
    let entry = r#"{"fingerprint":"unreadable-record:a:","severity":"error","count":9}"#;
    let folder = folder.with(FILE, format!(r#"{{"version":1,"findings":[{entry}]}}"#));
    assert!(check(&folder).1.contains("alliances/a.yaml:1:"));
}

#[test]
fn a_baseline_that_is_none_is_said_and_ends_the_run() {
    let cases = [
        ("<<<<<<< ours", "this is not a baseline, or it is damaged"),
        (r#"{"version":1,"findings":[{"fingerprint":"x"}]}"#, "this baseline is damaged"),
        (
            r#"{"version":1,"findings":[{"fingerprint":"x","severity":"serious","count":1}]}"#,
            "unknown severity `serious`",
        ),
        (r#"{"version":2,"findings":{}}"#, "has version 2, and this alliance reads version 1"),
        (r#"{"version":0,"findings":[]}"#, "no version 0"),
    ];
    for (text, message) in cases {
        let folder = adopted().with(FILE, text);
        for args in [&["check", "--baseline", FILE][..], &["baseline", "prune"], &["baseline", "write"]] {
            let run = folder.run(args);
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?} {text}");
            assert!(run.stderr.contains(message) && run.stderr.contains(FILE), "{text}: {}", run.stderr);
        }
        assert_eq!(folder.read(FILE), text);
        assert_eq!(folder.run(&["baseline", "write", "--force"]).code, 0);
        assert_eq!(check(&folder).0, 0);
    }
    let missing = adopted().run(&["check", "--baseline", "nowhere.json"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("nowhere.json cannot be read; `alliance baseline write`"),
        "{}",
        missing.stderr
    );
}

#[test]
fn doubtful_settings_make_no_baseline() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nrules: { late-metric: off }\n")
        .with("alliances/lark.yaml", LARK);
    let write = folder.run(&["baseline", "write"]);
    assert_eq!(write.code, 2);
    assert!(
        !folder.file(FILE).exists() && write.stderr.contains("portfolio.yaml has errors"),
        "{}",
        write.stderr
    );
}

#[test]
fn an_alliance_may_be_called_portfolio() {
    let text = LARK.replace("name: Lark", "name: portfolio") + "colour: blue\n";
    let folder = Folder::new().with("portfolio.yaml", PORTFOLIO).with("alliances/lark.yaml", text);
    assert_eq!(folder.run(&["baseline", "write"]).code, 0);
    let field = |entry: &serde_json::Value| entry["fingerprint"] == "unknown-field:portfolio:colour";
    assert!(entries(&folder).iter().any(field), "{:?}", entries(&folder));
    let (code, text) = check(&folder);
    assert!(code == 0 && text.contains("no findings"), "{text}");
    // And what is mended is gone.
    let folder = folder.with("alliances/lark.yaml", LARK.replace("name: Lark", "name: portfolio"));
    assert!(check(&folder).1.contains("1 finding of the baseline resolved"), "{}", check(&folder).1);
}

#[test]
fn a_baseline_follows_an_alliance_that_is_renamed() {
    let folder = adopted();
    let before = check(&folder);
    assert_eq!(before.0, 0, "{}", before.1);
    let text = folder.read("alliances/tern.yaml");
    let name = text.lines().find_map(|line| line.strip_prefix("name: ")).expect("a name").to_owned();
    let renamed = text.replace(&format!("name: {name}"), "name: New Name");
    let folder = folder.with("alliances/tern.yaml", &renamed);
    assert_ne!(check(&folder).0, 0, "under another name its findings are new");
    let folder = folder.with("alliances/tern.yaml", format!("{renamed}aliases: [{name}]\n"));
    let after = check(&folder);
    assert_eq!(after.0, 0, "{}", after.1);
    assert_eq!(folder.run(&["brief", &name]).code, 0, "and `brief` finds it by its old name");
}
