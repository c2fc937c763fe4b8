//! GitHub's workflow commands and step summary, and GitLab's Code Quality.

use std::collections::HashSet;

use crate::support::command;
use crate::{FILE, at_root, expected, odd, of_odd, text};

/// A level, properties and a message.
type Command = (String, Vec<(String, String)>, String);

/// A workflow command as GitHub's runner reads it: the level, the properties and the message.
fn parse(line: &str) -> Option<Command> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ')?;
    let unescape = |text: &str| {
        text.replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let properties = properties.split(',').map(|property| {
        let (key, value) = property.split_once('=').expect("key=value");
        (key.to_owned(), unescape(value))
    });
    Some((level.to_owned(), properties.collect(), unescape(message)))
}

#[test]
fn annotations_are_escaped_and_at_their_place() {
    let text = of_odd("github");
    let commands: Vec<_> = text.lines().filter_map(parse).collect();
    let [(level, properties, message), (second, ..)] = commands.as_slice() else { panic!("{text}") };
    assert_eq!((level.as_str(), second.as_str()), ("error", "warning"));
    let get = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    assert_eq!(get("file"), Some(FILE));
    assert_eq!(
        [get("line"), get("endLine"), get("col"), get("endColumn")],
        [Some("5"), Some("5"), Some("10"), Some("20")]
    );
    assert_eq!(get("title"), Some("invalid-value"));
    assert!(message.contains("2026-02-30") && message.contains("\nFix: "), "{message}");
}

#[test]
fn the_worst_come_first_and_what_github_leaves_out_is_said() {
    let text = at_root(&["check", "-o", "github"]).stdout;
    let levels: Vec<String> = text.lines().filter_map(parse).map(|(level, ..)| level).collect();
    assert_eq!(levels.len(), expected(&[]).len());
    let first_warning = levels.iter().position(|level| level == "warning").expect("a warning");
    assert!(levels[..first_warning].iter().all(|level| level == "error"));
    assert!(levels[first_warning..].iter().all(|level| level != "error"));
    assert!(
        text.contains(
            "10 annotations of each level for a step; 10 errors and 11 warnings more in this log only"
        ),
        "{text}"
    );
    assert!(!of_odd("github").contains("annotations of each level"));
}

#[test]
fn the_step_summary_is_added_to() {
    let folder = odd().with("summary.md", "of another step\n");
    let check = |form: &str| {
        let mut command = command(folder.path(), &["check", "-o", form]);
        command.env("GITHUB_STEP_SUMMARY", folder.file("summary.md")).output().expect("output").status.code()
    };
    assert_eq!(check("concise"), Some(1));
    assert_eq!(folder.read("summary.md"), "of another step\n");
    assert_eq!(check("github"), Some(1));
    let summary = folder.read("summary.md");
    assert!(summary.starts_with("of another step\n### Alliances: failed\n"), "{summary}");
    let mut elsewhere = command(folder.path(), &["check", "-o", "github"]);
    let lost = elsewhere.env("GITHUB_STEP_SUMMARY", folder.file("no/such.md")).output().expect("output");
    assert_eq!(lost.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("GITHUB_STEP_SUMMARY"));
}

#[test]
fn gitlab_has_each_finding_once_at_its_line() {
    let report: serde_json::Value =
        serde_json::from_str(&at_root(&["check", "-o", "gitlab"]).stdout).expect("JSON");
    let issues = report.as_array().expect("a list");
    let found: Vec<_> = issues
        .iter()
        .map(|issue| {
            let line = issue["location"]["lines"]["begin"].as_u64().expect("a line");
            assert!(!text(&issue["description"]).is_empty());
            (text(&issue["check_name"]), text(&issue["location"]["path"]), line)
        })
        .collect();
    assert_eq!(found, expected(&[]));
    let fingerprints: HashSet<String> = issues.iter().map(|issue| text(&issue["fingerprint"])).collect();
    assert_eq!(fingerprints.len(), issues.len());
    let levels: HashSet<String> = issues.iter().map(|issue| text(&issue["severity"])).collect();
    assert_eq!(levels, ["blocker", "major", "minor", "info"].map(str::to_owned).into());
}

#[test]
fn gitlab_tells_like_findings_apart() {
    let twice = "name: A\npartner: B\ntype: affiliate\nowners: { us: [{ name: P, since: x }, { name: P, since: x }] }\n";
    let folder = crate::Folder::new().with("alliances/a.yaml", twice);
    let run = folder.run(&["check", "--select", "invalid-value", "-o", "gitlab"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let fingerprints: HashSet<String> =
        report.as_array().expect("a list").iter().map(|issue| text(&issue["fingerprint"])).collect();
    assert_eq!(fingerprints.len(), 2, "{report}");
}

/// Hosts want paths from the top of the repository, wherever the check runs in it.
#[test]
fn paths_are_from_the_top_of_the_checkout() {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("partners/portfolio");
    std::fs::create_dir_all(below.join("alliances")).expect("folders");
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    std::fs::write(below.join("portfolio.yaml"), "us: Us\n").expect("written");
    std::fs::write(
        below.join("alliances/a.yaml"),
        "name: A\npartner: P\ntype: strategic\nstarted: 2025-1-1\n",
    )
    .expect("written");
    let run = |here: &std::path::Path, form: &str, variable: Option<&str>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_alliance"));
        command.current_dir(here).args(["check", "-o", form]).env_remove("GITHUB_STEP_SUMMARY");
        command.env_remove("GITHUB_WORKSPACE").env_remove("CI_PROJECT_DIR");
        if let Some(variable) = variable {
            command.env(variable, folder.path().join("partners"));
        }
        String::from_utf8(command.output().expect("a run").stdout).expect("text")
    };
    for here in [below.clone(), below.join("alliances")] {
        assert!(run(&here, "github", None).contains("file=partners/portfolio/alliances/a.yaml,"));
        assert!(run(&here, "gitlab", None).contains("\"path\": \"partners/portfolio/alliances/a.yaml\""));
        assert!(
            run(&here, "gitlab", Some("CI_PROJECT_DIR")).contains("\"path\": \"portfolio/alliances/a.yaml\"")
        );
        assert!(run(&here, "sarif", None).contains("\"uri\": \"partners/portfolio/alliances/a.yaml\""));
        assert!(run(&here, "junit", None).contains("file=\"partners/portfolio/alliances/a.yaml\""));
        assert!(run(&here, "github", Some("GITHUB_WORKSPACE")).contains("file=portfolio/alliances/a.yaml,"));
    }
}
