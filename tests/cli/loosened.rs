//! The gate cannot be talked round: what a change makes laxer is said in every form, and fails until somebody allows it.

use std::path::Path;

use crate::repository::Repository;
use crate::support::{rows_below, run};

const KESTREL: &str = "alliances/kestrel-and-co.yaml";
const TERN: &str = "alliances/tern-analytics.yaml";
/// What each way is tried with: one new error.
const BREAK: (&str, &str, &str) = (KESTREL, "notice_days: 60", "notice_days: reasonable notice");
const WAIVER: &str = "  - { rule: ambiguous-exit-terms, alliance: Kestrel & Co, reason: They will answer in spring, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2027-02-28 }\n";

/// A way to talk the gate round.
pub struct Way {
    /// As the page names it.
    pub name: &'static str,
    /// What is done.
    pub act: fn(&Repository),
    /// More arguments.
    pub args: &'static [&'static str],
    /// What the check says of it.
    pub says: &'static str,
}

#[cfg(unix)]
pub fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

#[cfg(windows)]
pub fn link(to: &Path, at: &Path) {
    std::os::windows::fs::symlink_file(to, at).expect("a link");
}

fn set(repository: &Repository, line: &str) {
    let text = std::fs::read_to_string(repository.file("portfolio.yaml")).expect("text");
    repository.write("portfolio.yaml", format!("{text}{line}\n"));
}

fn rule(repository: &Repository, line: &str) {
    set(repository, &format!("rules:\n  {line}"));
}

/// Every way that is known.
pub const WAYS: [Way; 17] = [
    Way {
        name: "a waiver in `portfolio.yaml`",
        act: |it| set(it, &format!("waivers:\n{WAIVER}")),
        args: &[],
        says: "waiver of ambiguous-exit-terms for Kestrel & Co until 2027-02-28, approved by Ines Duarte: They will answer in spring",
    },
    Way {
        name: "a waiver in the record",
        act: |it| {
            let waiver = WAIVER.replace(" alliance: Kestrel & Co,", "");
            let text = std::fs::read_to_string(it.file(KESTREL)).expect("text");
            it.write(KESTREL, format!("{text}\nwaivers:\n{waiver}"));
        },
        args: &[],
        says: "waiver of ambiguous-exit-terms for Kestrel & Co until 2027-02-28, approved by Ines Duarte: They will answer in spring",
    },
    Way {
        name: "`off`",
        act: |it| rule(it, "ambiguous-exit-terms: off"),
        args: &[],
        says: "ambiguous-exit-terms is off",
    },
    Way {
        name: "a lower severity",
        act: |it| rule(it, "ambiguous-exit-terms: note"),
        args: &[],
        says: "ambiguous-exit-terms: severity from its default to note",
    },
    Way {
        name: "an override",
        act: |it| set(it, "overrides:\n  - { alliances: [Kestrel*], rules: { ambiguous-exit-terms: off } }"),
        args: &[],
        says: "ambiguous-exit-terms is off for Kestrel & Co",
    },
    Way {
        name: "an option",
        act: |it| rule(it, "overdue-review: { grace_days: [70, 140] }"),
        args: &[],
        says: "overdue-review: `grace_days` from its default to [70, 140]",
    },
    Way {
        name: "`gate`",
        act: |it| set(it, "gate: { fail_on: never }"),
        args: &[],
        says: "`gate.fail_on` from error to never",
    },
    Way {
        name: "`as_of`",
        act: |it| it.replace("portfolio.yaml", "as_of: 2026-11-22", "as_of: 2026-01-01"),
        args: &[],
        says: "`as_of` moved back from 2026-11-22 to 2026-01-01",
    },
    Way {
        name: "a link in the place of `portfolio.yaml`",
        act: |it| {
            let text = std::fs::read_to_string(it.file("portfolio.yaml")).expect("text");
            it.write("other.txt", format!("{text}gate: {{ fail_on: never }}\n"));
            std::fs::remove_file(it.file("portfolio.yaml")).expect("removed");
            link(Path::new("other.txt"), &it.file("portfolio.yaml"));
        },
        args: &[],
        says: "`gate.fail_on` from error to never",
    },
    Way {
        name: "another `portfolio.yaml` beside the records",
        act: |it| {
            it.write("alliances/portfolio.yaml", "us: Helm Software\nrules: { ambiguous-exit-terms: off }\n")
        },
        args: &["alliances/kestrel-and-co.yaml"],
        says: "ambiguous-exit-terms is off",
    },
    Way {
        name: "`stage: ended`",
        act: |it| {
            let text = std::fs::read_to_string(it.file(TERN)).expect("text");
            let lines = text.lines().filter(|line| !line.starts_with("stage:"));
            it.write(TERN, lines.map(|line| format!("{line}\n")).collect::<String>() + "stage: ended\n");
        },
        args: &[],
        says: "Tern Analytics is marked as ended but no decision to end it is recorded, so ",
    },
    Way {
        name: "a record deleted",
        act: |it| std::fs::remove_file(it.file(TERN)).expect("removed"),
        args: &[],
        says: "Tern Analytics is removed with ",
    },
    Way {
        name: "a record outside `alliances:`",
        act: |it| set(it, "alliances: [\"alliances/[a-s]*.yaml\", alliances/tariff-owl.yaml]"),
        args: &[],
        says: "Tern Analytics is left out by `alliances:`, with ",
    },
    Way {
        name: "a record renamed to `.off`",
        act: |it| std::fs::rename(it.file(TERN), it.file(&format!("{TERN}.off"))).expect("renamed"),
        args: &[],
        says: "alliances/tern-analytics.yaml is called alliances/tern-analytics.yaml.off",
    },
    Way {
        name: "a sparse checkout",
        act: |it| {
            it.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/alliances/tern-analytics.yaml"]);
        },
        args: &[],
        says: "Tern Analytics is not checked out here, with ",
    },
    Way {
        name: "a baseline written again",
        act: |it| assert_eq!(it.run(&["baseline", "write", "--force"]).code, 0),
        args: &["--baseline", "alliance-baseline.json"],
        says: "the baseline adds ",
    },
    Way {
        name: "a path with `..`",
        act: |it| rule(it, "ambiguous-exit-terms: off"),
        args: &["alliances/.."],
        says: "ambiguous-exit-terms is off",
    },
];

fn changed(way: &Way) -> Option<Repository> {
    let repository = Repository::sample()?;
    let (file, from, to) = BREAK;
    repository.replace(file, from, to);
    (way.act)(&repository);
    Some(repository)
}

fn check(repository: &Repository, way: &Way, more: &[&str]) -> crate::support::Run {
    repository.run(&[&["check", "--since", "main"][..], way.args, more].concat())
}

/// The way itself fails the check, and the finding that it was to hide is still there.
#[test]
fn each_way_to_talk_the_gate_round_is_said_and_fails() {
    for way in &WAYS {
        let Some(repository) = changed(way) else { return };
        let told = check(&repository, way, &["-o", "concise"]);
        assert_eq!(told.code, 1, "{}: {}{}", way.name, told.stdout, told.stderr);
        let line = told.stdout.lines().find(|line| line.starts_with("loosened: "));
        assert!(line.is_some_and(|line| line.contains(way.says)), "{}: {}", way.name, told.stdout);
        assert!(told.stdout.contains("error[ambiguous-exit-terms]"), "{}: {}", way.name, told.stdout);
        assert!(told.stdout.contains("failed: 1 thing was loosened"), "{}: {}", way.name, told.stdout);
    }
}

/// Where nothing else is wrong, it is the loosening that fails; and allowed, it holds.
#[test]
fn what_is_allowed_passes_and_is_still_said() {
    for way in &WAYS {
        let Some(repository) = Repository::sample() else { return };
        (way.act)(&repository);
        // What is known to nobody grows no baseline.
        if way.args.is_empty() {
            let told = check(&repository, way, &["-o", "concise"]);
            assert_eq!(told.code, 1, "{}: {}", way.name, told.stdout);
        }
        let allowed = check(&repository, way, &["-o", "concise", "--allow-loosening", "--fail-on", "error"]);
        assert_eq!(allowed.code, 0, "{}: {}{}", way.name, allowed.stdout, allowed.stderr);
        assert!(allowed.stdout.contains("loosened: "), "{}: {}", way.name, allowed.stdout);
    }
}

#[test]
fn every_form_says_what_was_loosened() {
    let Some(repository) = changed(&WAYS[0]) else { return };
    for form in ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv"] {
        let told = check(&repository, &WAYS[0], &["-o", form]);
        assert_eq!(told.code, 1, "{form}");
        for word in ["oosened", "They will answer in spring", "Ines Duarte", "2027-02-28"] {
            assert!(told.stdout.contains(word), "{form} does not say {word}: {}", told.stdout);
        }
    }
    let told = check(&repository, &WAYS[0], &["-o", "json"]);
    let report: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
    let loosened = &report["check"]["since"]["loosened"];
    assert_eq!(loosened[0]["kind"], "waiver");
    assert_eq!(loosened[0]["rule"], "ambiguous-exit-terms");
    assert_eq!(loosened[0]["approved_by"], "Ines Duarte");
    let sarif = check(&repository, &WAYS[0], &["-o", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.stdout).expect("JSON");
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let of_it = results.iter().find(|result| result["ruleId"] == "loosened").expect("a result");
    let index = of_it["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
    assert_eq!((&rules[index]["id"], &of_it["level"]), (&"loosened".into(), &"error".into()));
    let told = repository.run(&["diff", "main", "--width", "200"]);
    assert!(told.stdout.contains("waiver of ambiguous-exit-terms for Kestrel & Co"), "{}", told.stdout);
    assert!(told.stdout.contains("approved by Ines Duarte: They will answer in spring"), "{}", told.stdout);
}

/// A rule that is made stricter judges the change that makes it so.
#[test]
fn tightening_judges_at_once() {
    let Some(repository) = Repository::sample() else { return };
    rule(&repository, "ambiguous-exit-terms: off");
    repository.commit("2026-01-06");
    repository.replace("portfolio.yaml", "ambiguous-exit-terms: off", "ambiguous-exit-terms: error");
    let told = repository.run(&["check", "--since", "main", "-o", "concise"]);
    assert_eq!(told.code, 1, "{}", told.stdout);
    assert!(told.stdout.contains("error[ambiguous-exit-terms]"), "{}", told.stdout);
    assert!(!told.stdout.contains("loosened"), "{}", told.stdout);
}

/// A record that is not there any more is removed, however that came about; none of its findings counts as fixed.
#[test]
fn a_record_that_is_gone_is_removed_and_not_fixed() {
    for way in
        WAYS.iter().filter(|way| way.says.contains("with ") || way.says.contains("is called alliances/"))
    {
        let Some(repository) = Repository::sample() else { return };
        (way.act)(&repository);
        let told = check(&repository, way, &["-o", "json"]);
        let report: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
        let since = &report["check"]["since"];
        let fixed = since["fixed"].as_array().expect("a list");
        let of_tern = fixed.iter().filter(|finding| finding["file"] == TERN).count();
        assert_eq!(of_tern, 0, "{}: {fixed:?}", way.name);
        let removed = since["not_rechecked"].as_array().expect("a list").iter();
        let removed = removed.filter(|it| it["because"] == "its record is missing now").count();
        assert!(removed > 3, "{}: {removed}", way.name);
        let text = check(&repository, way, &[]);
        assert!(text.stdout.contains(&format!("removed with their records: {removed}")), "{}", text.stdout);
    }
}

#[test]
fn a_waiver_for_an_alliance_that_does_not_exist_is_a_finding() {
    let Some(repository) = Repository::sample() else { return };
    let waiver = WAIVER.replace("Kestrel & Co", "Kestral & Co");
    set(&repository, &format!("waivers:\n{waiver}"));
    let told = repository.run(&["check", "--select", "unmatched-waiver"]);
    assert!(told.stdout.contains("there is no alliance `Kestral & Co`"), "{}", told.stdout);
    assert!(told.stdout.contains("did you mean `Kestrel & Co`?"), "{}", told.stdout);
}

/// Each row of the page is one of the ways, and says what the check says.
#[test]
fn the_page_tells_each_way_with_its_exit_code() {
    let rows = rows_below("What cannot be talked round");
    assert_eq!(rows.len(), WAYS.len());
    for (row, way) in rows.iter().zip(&WAYS) {
        let [name, says, exit] = row.as_slice() else { panic!("not three cells: {row:?}") };
        assert_eq!((&**name, &**exit), (way.name, "1"), "{row:?}");
        let says = says.trim_matches('…').replace("``", "").trim().to_owned();
        assert!(says.contains(way.says.trim()) || way.says.contains(&says), "{says} is not {}", way.says);
    }
}

/// A part of a portfolio is held to its own part.
#[test]
fn a_record_deleted_from_a_folder_that_is_checked_alone_is_removed() {
    let Some(repository) = Repository::sample() else { return };
    std::fs::remove_file(repository.file(TERN)).expect("removed");
    let told = run(repository.path(), &["check", "--since", "main", "alliances", "-o", "concise"], "");
    assert!(told.code == 1 && told.stdout.contains("Tern Analytics is removed"), "{}", told.stdout);
}
