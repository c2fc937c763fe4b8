//! `alliance promises`: every way to switch what was promised is found in the past of a record, and nothing else is.

use crate::repository::Repository;

const PORTFOLIO: &str = "us: Us\nas_of: 2026-11-22\n";
const FILE: &str = "alliances/tern.yaml";
const RECORD: &str = "\
name: Tern
partner: Tern Ltd
type: strategic
started: 2026-01-05
contributions:
  us:
    - { what: Named account executive, amount: 1, unit: people, until: 2026-12-31 }
    - Co-branded deck by March
  partner:
    - { what: Qualified leads, amount: 20, unit: leads, at_least: 10 }
metrics:
  - name: Joint pipeline
    unit: EUR
    target: 500000
    floor: 100000
    every: quarter
    counterfactual: { method: holdout, because: Regions by lot }
    tracked_by: { us: CRM, partner: Partner portal }
    results:
      - { period: 2026-Q3, total: 400000 }
  - name: Qualified referrals
    unit: referrals
    target: 40
    floor: 12
    every: quarter
    results:
      - { period: 2026-Q3, total: 9 }
exit:
  agreed: 2026-01-05
  notice_days: 90
  who: either
  triggers:
    - { metric: Joint pipeline, below: 100000, for: 2 quarters }
term: { ends: 2027-01-04, renews: automatically }
commitments:
  - { by: partner, what: Hire an alliance manager, due: 2026-06-30 }
";

/// A switch: what is replaced by what, and what became of which promise.
type Switch = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SWITCHES: [Switch; 24] = [
    ("target: 500000", "target: 300000", "moved", "metric \"Joint pipeline\"", "target"),
    ("    target: 500000\n", "", "dropped", "metric \"Joint pipeline\"", "target"),
    ("floor: 100000", "floor: 20000", "moved", "metric \"Joint pipeline\"", "floor"),
    ("    floor: 12\n", "", "dropped", "metric \"Qualified referrals\"", "floor"),
    ("unit: referrals", "unit: introductions", "moved", "metric \"Qualified referrals\"", "unit"),
    (
        "    every: quarter\n    counter",
        "    every: year\n    counter",
        "moved",
        "metric \"Joint pipeline\"",
        "every",
    ),
    (
        "    target: 40\n",
        "    target: 40\n    headline: false\n",
        "added",
        "metric \"Qualified referrals\"",
        "headline",
    ),
    (
        "    target: 40\n",
        "    target: 40\n    scope: everything\n",
        "added",
        "metric \"Qualified referrals\"",
        "scope",
    ),
    ("method: holdout", "method: judgement", "moved", "metric \"Joint pipeline\"", "counterfactual"),
    (
        "partner: Partner portal",
        "partner: Word of mouth",
        "moved",
        "metric \"Joint pipeline\"",
        "tracked by partner",
    ),
    ("name: Qualified referrals", "name: Referrals", "moved", "metric \"Qualified referrals\"", "name"),
    (
        "  - name: Qualified referrals\n    unit: referrals\n    target: 40\n    floor: 12\n    every: quarter\n    results:\n      - { period: 2026-Q3, total: 9 }\n",
        "",
        "dropped",
        "metric \"Qualified referrals\"",
        "",
    ),
    (
        "exit:\n  agreed",
        "  - { name: Newsletter readers, unit: readers, target: 900, results: [{ period: 2026-Q3, total: 1200 }] }\nexit:\n  agreed",
        "added",
        "metric \"Newsletter readers\"",
        "",
    ),
    (
        "    results:\n      - { period: 2026-Q3, total: 9 }\n",
        "",
        "silent",
        "metric \"Qualified referrals\"",
        "",
    ),
    ("amount: 20", "amount: 5", "moved", "contribution of partner \"Qualified leads\"", "amount"),
    ("at_least: 10", "at_least: 1", "moved", "contribution of partner \"Qualified leads\"", "at_least"),
    (
        "until: 2026-12-31",
        "until: 2027-12-31",
        "moved",
        "contribution of us \"Named account executive\"",
        "until",
    ),
    (
        "    - Co-branded deck by March\n",
        "",
        "dropped",
        "contribution of us \"Co-branded deck by March\"",
        "",
    ),
    (
        "what: Qualified leads",
        "what: Names of people",
        "moved",
        "contribution of partner \"Qualified leads\"",
        "name",
    ),
    ("notice_days: 90", "notice_days: 180", "moved", "exit terms", "notice_days"),
    ("who: either", "who: partner", "moved", "exit terms", "who"),
    ("below: 100000", "below: 10000", "moved", "exit trigger \"Joint pipeline\"", "below"),
    ("ends: 2027-01-04", "ends: 2028-01-04", "moved", "term", "ends"),
    ("due: 2026-06-30", "due: 2027-06-30", "moved", "commitment \"Hire an alliance manager\"", "due"),
];

fn start() -> Option<Repository> {
    Repository::of(&[("portfolio.yaml", PORTFOLIO), (FILE, RECORD)])
}

/// What became of each promise, without those that were kept.
fn told(repository: &Repository) -> Vec<[String; 3]> {
    let run = repository.run(&["promises", "tern", "-o", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let form: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let entries = form["promises"].as_array().expect("a list").iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    entries
        .map(|entry| [text(&entry["fate"]), text(&entry["what"]), text(&entry["field"])])
        .filter(|[fate, ..]| fate != "kept")
        .collect()
}

#[test]
fn every_switch_is_found_with_its_commit_and_day() {
    for (from, to, fate, what, field) in SWITCHES {
        let Some(repository) = start() else { return };
        repository.write("README", "a commit that leaves the record alone\n");
        repository.commit("2026-02-01");
        repository.replace(FILE, from, to);
        repository.commit("2026-06-10");
        assert_eq!(told(&repository), [[fate, what, field].map(str::to_owned)], "{from} to {to}");
        if fate != "silent" {
            let commit = &repository.git(&["rev-parse", "HEAD"])[..10];
            let text = repository.run(&["promises", "tern", "--width", "400"]);
            assert!(text.stdout.contains(&format!(" on 2026-06-10 ({commit})")), "{}", text.stdout);
        }
    }
}

/// What reads differently and says the same, and what is mended, is no switch.
#[test]
fn renames_and_mended_typing_mistakes_are_no_switches() {
    let mended: [(&str, &str, &str); 9] = [
        (FILE, "target: 500000", "target: 500,000"),
        (FILE, "name: Qualified referrals", "name: Qualified Referals"),
        (FILE, "Co-branded deck by March", "Co-brandd deck by March"),
        (FILE, "what: Hire an alliance manager", "what: hire an allience manager"),
        (FILE, "    floor: 12", "    flor: 12"),
        (FILE, "because: Regions by lot", "because: Regions drawn by lot"),
        (FILE, "name: Tern\n", "name: Tern\naliases: [Tern Analytics]\n"),
        (FILE, "exit:\n", "# the end\nexit:\n"),
        (
            FILE,
            "{ by: partner, what: Hire an alliance manager, due: 2026-06-30 }",
            "{ due: 2026-06-30, what: Hire an alliance manager, by: partner }",
        ),
    ];
    for (file, from, to) in mended {
        let Some(repository) = start() else { return };
        // The slip is there at first, and mended later.
        repository.replace(file, from, to);
        repository.git(&["commit", "--quiet", "--amend", "--all", "--no-edit"]);
        repository.replace(file, to, from);
        repository.commit("2026-06-10");
        assert!(told(&repository).is_empty(), "{from}: {:?}", told(&repository));
        // And the other way round.
        repository.replace(file, from, to);
        repository.commit("2026-07-10");
        assert!(told(&repository).is_empty(), "{to}: {:?}", told(&repository));
    }
}

#[test]
fn what_is_settled_within_the_first_day_is_the_start() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "target: 500000", "target: 50000");
    repository.replace(FILE, "    - Co-branded deck by March\n", "");
    repository.commit("2026-01-05");
    assert!(told(&repository).is_empty(), "{:?}", told(&repository));
}

#[test]
fn renames_merges_and_files_written_again_are_followed() {
    let Some(repository) = start() else { return };
    repository.git(&["mv", FILE, "alliances/partner-tern.yaml"]);
    repository.commit("2026-02-01");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.replace("alliances/partner-tern.yaml", "target: 500000", "target: 300000");
    repository.commit("2026-03-01");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.merge("side", "2026-04-01");
    std::fs::rename(repository.file("alliances/partner-tern.yaml"), repository.file("alliances/t.yaml.off"))
        .expect("renamed");
    repository.commit("2026-05-01");
    std::fs::rename(repository.file("alliances/t.yaml.off"), repository.file("alliances/new.yaml"))
        .expect("renamed");
    repository.replace("alliances/new.yaml", "floor: 100000", "floor: 50000");
    repository.commit("2026-06-01");
    let run = repository.run(&["promises", "tern", "--width", "400"]);
    let merge = &repository.git(&["rev-parse", "main~2"])[..10];
    assert!(
        run.stdout.contains(&format!("target: 500000 → 300000 on 2026-04-01 ({merge})")),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("floor: 100000 → 50000 on 2026-06-01"), "{}", run.stdout);
    assert!(run.stdout.contains("first written down on 2026-01-05"), "{}", run.stdout);
}

#[test]
fn the_way_there_is_told_step_by_step_and_what_came_back_was_kept() {
    let Some(repository) = start() else { return };
    let revision = "    revisions:\n      - { date: 2026-04-01, field: target, from: 500000, to: 400000, agreed_by: [us, partner] }\n    results:\n      - { period: 2026-Q3, total: 400000 }";
    repository.replace(FILE, "target: 500000", "target: 400000");
    repository.replace(FILE, "    results:\n      - { period: 2026-Q3, total: 400000 }", revision);
    repository.replace(FILE, "notice_days: 90", "notice_days: 30");
    repository.commit("2026-04-01");
    repository.replace(FILE, "target: 400000\n", "target: 300000\n");
    repository.replace(FILE, "notice_days: 30", "notice_days: 90");
    let run = repository.run(&["promises", "tern", "--width", "400"]);
    assert!(run.stdout.contains(", recorded under `revisions` → 300000 on "), "{}", run.stdout);
    assert!(run.stdout.contains("(not committed yet)"), "{}", run.stdout);
    assert_eq!(told(&repository).len(), 1, "{}", run.stdout);
}

#[test]
fn what_cannot_be_known_is_said() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "started: 2026-01-05", "started: 2025-03-01");
    repository.commit("2026-02-01");
    let run = repository.run(&["promises", "tern", "--width", "400"]);
    assert!(run.stdout.contains("what was promised before that is not known"), "{}", run.stdout);
    repository.write("alliances/lark.yaml", RECORD.replace("name: Tern\n", "name: Lark\n"));
    let new = repository.run(&["promises", "lark"]);
    assert_eq!(new.code, 2);
    assert!(new.stderr.contains("is in no commit yet"), "{}", new.stderr);
    let outside = crate::support::Folder::new().with("alliances/tern.yaml", RECORD);
    assert_eq!(outside.run(&["promises", "tern"]).code, 2);
}

/// Whatever the states hold, there is an answer and no panic.
#[test]
fn states_that_are_no_records_are_passed_over() {
    let Some(repository) = start() else { return };
    for (day, bytes) in [
        ("2026-02-01", &b"name: ["[..]),
        ("2026-02-02", b"\xff\xfe\x00"),
        ("2026-02-03", b"- a\n- b\n"),
        ("2026-02-04", b"name: Tern\nmetrics: 3\ncontributions: { us: { what: [] } }\nexit: [1]\n"),
        ("2026-02-05", b"name: Tern\nmetrics: { name: A, target: [1] }\n"),
    ] {
        repository.write(FILE, bytes);
        repository.commit(day);
    }
    repository.write(FILE, RECORD);
    repository.commit("2026-02-06");
    assert!(told(&repository).is_empty(), "{:?}", told(&repository));
}
