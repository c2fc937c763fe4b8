//! `alliance check --history`: what git knows of a record, found where it is so and nowhere else.

use crate::repository::Repository;
use crate::support::Folder;

const PORTFOLIO: &str = "us: Us\nas_of: 2026-11-22\n";
const FILE: &str = "alliances/tern.yaml";
const RULES: [&str; 6] = [
    "backdated-agreement",
    "rewritten-result",
    "silent-goalpost",
    "late-entry",
    "vanished-entry",
    "rubber-stamp",
];
const RECORD: &str = "\
name: Tern
partner: Tern Ltd
type: strategic
started: 2026-02-01
metrics:
  - name: Joint pipeline
    unit: EUR
    agreed: 2026-01-05
    target: 500000
    floor: 100000
    every: quarter
    results: []
governance:
  cadence: quarterly
  reviews: []
exit:
  agreed: 2026-01-05
  notice_days: 90
  triggers:
    - { metric: Joint pipeline, below: 100000, for: 2 quarters }
commitments:
  - { by: partner, what: Name a manager for the alliance, due: 2026-06-30 }
";
const RESULT: &str = "    results:\n      - { period: 2026-Q2, total: 310000 }\n";
const REVIEW: &str = "  reviews:\n    - { date: 2026-07-14, attended: [us, partner], metrics_read: true, decisions: [no change] }\n";

fn start() -> Option<Repository> {
    Repository::of(&[("portfolio.yaml", PORTFOLIO), (FILE, RECORD)])
}

/// With the result of a quarter in July, and its review a week later.
fn reviewed() -> Option<Repository> {
    let repository = start()?;
    repository.replace(FILE, "    results: []\n", RESULT);
    repository.commit("2026-07-07");
    repository.replace(FILE, "  reviews: []\n", REVIEW);
    repository.commit("2026-07-15");
    Some(repository)
}

/// What the history shows, each as `rule path`.
fn found(repository: &Repository) -> Vec<String> {
    let rules = RULES.join(",");
    let args = ["check", "--history", "--select", &rules, "-o", "json", "--fail-on", "never"];
    let run = repository.run(&args);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let alliances = report["alliances"].as_array().expect("a list").iter();
    let findings = alliances.flat_map(|alliance| alliance["findings"].as_array().expect("a list"));
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    findings.map(|finding| format!("{} {}", text(&finding["rule"]), text(&finding["path"]))).collect()
}

#[test]
fn an_honest_past_shows_nothing() {
    let Some(repository) = reviewed() else { return };
    repository.git(&["mv", FILE, "alliances/partner.yaml"]);
    repository.commit("2026-08-01");
    repository.replace("alliances/partner.yaml", "target: 500000", "target: 500000.0");
    repository.replace("alliances/partner.yaml", "due: 2026-06-30 }", "due: 2026-06-30, done: 2026-06-12 }");
    repository.replace("alliances/partner.yaml", "Name a manager for", "Name a manager of");
    repository.commit("2026-08-02");
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
}

#[test]
fn an_agreement_written_down_after_launch_is_backdated() {
    let Some(repository) = start() else { return };
    let metric =
        "  - { name: Referrals, unit: referrals, agreed: 2026-01-10, target: 40, floor: 12 }\ngovernance:";
    repository.replace(FILE, "governance:", metric);
    repository.commit("2026-02-20");
    assert!(found(&repository).is_empty(), "within the grace: {:?}", found(&repository));
    let late =
        "  - { name: Readers, unit: readers, agreed: 2026-01-10, target: 900, floor: 100 }\ngovernance:";
    repository.replace(FILE, "governance:", late);
    repository.replace(FILE, "exit:\n", "contributions:\n  us:\n    - { what: A named engineer, amount: 1, unit: people, agreed: 2026-01-10 }\nexit:\n");
    repository.commit("2026-08-20");
    let expected =
        ["backdated-agreement contributions.us[0].agreed", "backdated-agreement metrics[2].agreed"];
    let mut told = found(&repository);
    told.sort();
    assert_eq!(told, expected);
    // Under another name it is the same.
    repository.replace(FILE, "name: Referrals", "name: Introductions");
    repository.commit("2026-09-20");
    assert_eq!(found(&repository).len(), 2, "{:?}", found(&repository));
}

#[test]
fn a_result_that_was_reviewed_is_rewritten_unless_it_says_why() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "    results: []\n", RESULT);
    repository.commit("2026-07-07");
    repository.replace(FILE, "total: 310000", "total: 315000");
    repository.commit("2026-07-09");
    repository.replace(FILE, "  reviews: []\n", REVIEW);
    repository.commit("2026-07-15");
    assert!(found(&repository).is_empty(), "before the review it was being drawn up");
    repository.replace(FILE, "total: 315000", "total: 430000");
    repository.commit("2026-09-03");
    assert_eq!(found(&repository), ["rewritten-result metrics[0].results[0]"]);
    let text = repository.run(&["check", "--history", "--select", "rewritten-result"]).stdout;
    assert!(text.contains("total from 315,000 to 430,000"), "{text}");
    repository.replace(
        FILE,
        "total: 430000",
        "total: 430000, corrected: { on: 2026-09-03, from: 315000, why: Two deals were booked late }",
    );
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
    repository.git(&["checkout", "--quiet", "."]);
    repository.replace(FILE, "      - { period: 2026-Q2, total: 430000 }\n", "");
    repository.commit("2026-09-05");
    assert_eq!(found(&repository), ["rewritten-result metrics[0].results"]);
}

#[test]
fn a_level_that_moves_without_a_word_is_a_silent_goalpost() {
    for (from, to, field) in [
        ("target: 500000", "target: 400000", "target"),
        ("    floor: 100000\n", "", "floor"),
        ("unit: EUR", "unit: deals", "unit"),
        ("    every: quarter\n", "    every: quarter\n    headline: false\n", "headline"),
    ] {
        let Some(repository) = start() else { return };
        repository.replace(FILE, from, to);
        repository.commit("2026-01-20");
        assert!(found(&repository).is_empty(), "{field}: before launch it is being negotiated");
        let Some(repository) = start() else { return };
        repository.replace(FILE, from, to);
        repository.commit("2026-06-10");
        assert_eq!(found(&repository), [format!("silent-goalpost metrics[0].{field}")], "{from} to {to}");
        let told = format!(
            "    revisions:\n      - {{ date: 2026-06-10, field: {field}, from: a, to: b, agreed_by: [us, partner] }}\n    results: []\n"
        );
        repository.replace(FILE, "    results: []\n", &told);
        assert!(found(&repository).is_empty(), "{field}: {:?}", found(&repository));
    }
}

#[test]
fn what_is_written_down_late_is_a_note() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "  reviews: []\n", REVIEW);
    repository.commit("2026-09-05");
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
    let older = REVIEW.replace("2026-07-14", "2026-04-14");
    repository.replace(FILE, "  reviews:\n", &older);
    repository.replace(FILE, "    results: []\n", &RESULT.replace("2026-Q2", "2026-Q1"));
    repository.commit("2026-11-01");
    assert_eq!(found(&repository), ["late-entry metrics[0].results[0]", "late-entry governance.reviews[0]"]);
    assert_eq!(
        repository.run(&["check", "--history", "--select", "late-entry", "--fail-on", "warning"]).code,
        0
    );
}

#[test]
fn what_was_there_and_is_gone_has_vanished() {
    for (from, to, list) in [
        ("    - { metric: Joint pipeline, below: 100000, for: 2 quarters }\n", "", "exit.triggers"),
        ("  - { by: partner, what: Name a manager for the alliance, due: 2026-06-30 }\n", "", "commitments"),
        (REVIEW, "  reviews: []\n", "governance.reviews"),
    ] {
        let Some(repository) = reviewed() else { return };
        repository.replace(FILE, from, to);
        repository.commit("2026-08-01");
        let gone: Vec<String> =
            found(&repository).into_iter().filter(|it| it.starts_with("vanished-entry")).collect();
        // The nearest field that is there is the place of one that is not.
        assert_eq!(gone.len(), 1, "{list}: {gone:?}");
        assert!(gone[0].contains(list), "{list}: {gone:?}");
        repository.git(&["revert", "--no-edit", "HEAD"]);
        assert!(found(&repository).is_empty(), "{list} is back: {:?}", found(&repository));
    }
}

#[test]
fn reviews_that_all_come_with_their_figures_are_a_rubber_stamp() {
    let Some(repository) = start() else { return };
    for (quarter, review, day) in [
        ("2026-Q1", "2026-04-14", "2026-04-15"),
        ("2026-Q2", "2026-07-14", "2026-07-15"),
        ("2026-Q3", "2026-10-13", "2026-10-14"),
    ] {
        let text = std::fs::read_to_string(repository.file(FILE)).expect("text");
        let text =
            text.replace("    results: []\n", "    results:\n").replace("  reviews: []\n", "  reviews:\n");
        let text = text.replace(
            "    results:\n",
            &format!("    results:\n      - {{ period: {quarter}, total: 300000 }}\n"),
        );
        let text = text.replace(
            "  reviews:\n",
            &format!("  reviews:\n    - {{ date: {review}, attended: [us, partner] }}\n"),
        );
        repository.write(FILE, text);
        repository.commit(day);
    }
    assert_eq!(found(&repository), ["rubber-stamp governance.reviews"]);
    let text = std::fs::read_to_string(repository.file(FILE)).expect("text");
    repository.write(
        FILE,
        text.replace("  reviews:\n", "  reviews:\n    - { date: 2026-11-10, attended: [us, partner] }\n"),
    );
    repository.commit("2026-11-11");
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
}

/// Squashed, imported, shallow, or in no repository: unknown and said, never a pass.
#[test]
fn where_the_history_does_not_reach_that_is_said() {
    let Some(repository) = start() else { return };
    let imported =
        RECORD.replace("started: 2026-02-01", "started: 2025-02-01").replace("name: Tern\n", "name: Lark\n");
    repository.write("alliances/lark.yaml", imported);
    repository.commit("2026-06-01");
    let run = repository.run(&["check", "--history", "-o", "concise"]);
    assert!(
        run.stdout.contains("note: the history of alliances/lark.yaml begins after the launch"),
        "{}",
        run.stdout
    );
    repository.write("alliances/new.yaml", RECORD.replace("name: Tern\n", "name: New\n"));
    let run = repository.run(&["check", "--history", "-o", "json"]);
    assert!(run.stdout.contains("alliances/new.yaml is in no commit that counts"), "{}", run.stdout);
    let outside = Folder::new().with("portfolio.yaml", PORTFOLIO).with(FILE, RECORD);
    let run = outside.run(&["check", "--history", "-o", "markdown"]);
    assert!(
        run.stdout.contains("Note: the history was not judged: this folder is not in a git repository"),
        "{}",
        run.stdout
    );
    assert_eq!(outside.run(&["check", "--history", "--since", "main"]).code, 2);
}

/// It may be waived like anything that cannot be undone, is off where it is switched off, and leaves the score alone.
#[test]
fn it_is_waived_and_set_like_any_rule() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "target: 500000", "target: 400000");
    repository.commit("2026-06-10");
    assert_eq!(found(&repository).len(), 1);
    let score = |args: &[&str]| {
        let run = repository.run(args);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        report["alliances"][0]["health"]["score"].clone()
    };
    assert_eq!(score(&["check", "--history", "-o", "json"]), score(&["check", "-o", "json"]));
    let waiver = "waivers:\n  - { rule: silent-goalpost, alliance: Tern, reason: The paper of June, approved_by: Ines Duarte, approved_on: 2026-11-01, until: 2027-02-28 }\n";
    repository.write("portfolio.yaml", format!("{PORTFOLIO}{waiver}"));
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
    for args in [&["check"][..], &["check", "--history"]] {
        let run = repository.run(args);
        assert!(!run.stdout.contains("unmatched-waiver"), "{args:?}: {}", run.stdout);
    }
    repository.write("portfolio.yaml", format!("{PORTFOLIO}rules: {{ silent-goalpost: off }}\n"));
    assert!(found(&repository).is_empty(), "{:?}", found(&repository));
}

/// A metric that starts at A: a control, read by both sides, with a result.
const PROVEN: &str = "    counterfactual: { method: holdout, because: Regions by lot }\n    tracked_by: { us: CRM, partner: Portal }\n    results: []\n";
const PROVEN_RESULT: &str = "    results:\n      - { period: 2026-Q2, total: 310000, without: 100000, partner_total: 309000 }\n      - { period: 2026-Q3, total: 320000, without: 90000, partner_total: 318000 }\n";

fn explained(repository: &Repository, args: &[&str]) -> String {
    let run = repository.run(&[&["audit", "--explain-score", "tern", "--width", "300"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout.split_once("EVIDENCE").expect("evidence").1.to_owned()
}

/// A level that git has seen since before launch needs no further word, one that moved or came late costs.
#[test]
fn evidence_grades_use_what_git_knows_and_print_every_term() {
    let begin = |record: &str| {
        let repository = Repository::of(&[("portfolio.yaml", PORTFOLIO), (FILE, record)])?;
        repository.replace(FILE, "    results: []\n", PROVEN_RESULT);
        repository.commit("2026-10-05");
        repository.replace(FILE, "  reviews: []\n", REVIEW);
        repository.commit("2026-10-20");
        Some(repository)
    };
    let record = RECORD.replace("    results: []\n", PROVEN);
    let confirmed = "its levels stand unchanged in git since before launch, on 2026-01-05";
    let Some(repository) = begin(&record) else { return };
    assert!(explained(&repository, &[]).contains("Joint pipeline: A\n"), "{}", explained(&repository, &[]));
    assert!(!explained(&repository, &[]).contains("in git"));
    let told = explained(&repository, &["--history"]);
    assert!(told.contains("Joint pipeline: A\n") && told.contains(confirmed), "{told}");
    assert!(told.contains(": takes nothing off"), "{told}");
    // Nobody wrote down when it was agreed; git was there.
    let Some(repository) = begin(&record.replace("    agreed: 2026-01-05\n    target", "    target")) else {
        return;
    };
    let said = explained(&repository, &[]);
    assert!(said.contains("Joint pipeline: B\n") && said.contains("nobody has recorded when"), "{said}");
    let told = explained(&repository, &["--history"]);
    assert!(told.contains("Joint pipeline: A\n") && told.contains(confirmed), "{told}");
    assert!(!told.contains("nobody has recorded when"), "{told}");
    // A target that moved in silence leaves a C, as one would that is told of.
    repository.replace(FILE, "target: 500000", "target: 300000");
    repository.commit("2026-11-02");
    let told = explained(&repository, &["--history"]);
    assert!(told.contains("Joint pipeline: C\n") && told.contains(": C at most"), "{told}");
    assert!(!told.contains(confirmed), "{told}");
    // A reviewed result that was rewritten costs a grade.
    let Some(repository) = begin(&record) else { return };
    repository.replace(FILE, "total: 310000", "total: 390000");
    repository.commit("2026-11-02");
    assert!(explained(&repository, &[]).contains("Joint pipeline: A\n"));
    let told = explained(&repository, &["--history"]);
    assert!(told.contains("Joint pipeline: B\n"), "{told}");
    assert!(
        told.contains("was changed on 2026-11-02") && told.contains("costs a grade, down to C"),
        "{told}"
    );
    // An imported history proves nothing, in either direction.
    let Some(repository) = Repository::of(&[("portfolio.yaml", PORTFOLIO)]) else { return };
    let whole = record.replace("    results: []\n", PROVEN_RESULT).replace("  reviews: []\n", REVIEW);
    repository.write(FILE, whole);
    repository.commit("2026-10-20");
    let run = repository.run(&["audit", "--explain-score", "tern", "--history", "--width", "300"]);
    assert!(run.stdout.contains("Joint pipeline: A\n") && !run.stdout.contains("in git"), "{}", run.stdout);
    assert!(run.stderr.contains("begins after the launch"), "{}", run.stderr);
}

#[test]
fn an_audit_has_the_history_only_where_it_is_asked_for() {
    let Some(repository) = start() else { return };
    repository.replace(FILE, "target: 500000", "target: 400000");
    repository.commit("2026-06-10");
    let plain = repository.run(&["audit", "--full"]);
    let asked = repository.run(&["audit", "--full", "--history"]);
    assert!(
        !plain.stdout.contains("silent-goalpost") && asked.stdout.contains("silent-goalpost"),
        "{}",
        asked.stdout
    );
    // The same files without a repository around them read the same, and say what was not judged.
    let text = |file: &str| std::fs::read_to_string(repository.file(file)).expect("text");
    let outside = Folder::new().with("portfolio.yaml", text("portfolio.yaml")).with(FILE, text(FILE));
    assert_eq!(outside.run(&["audit", "--full"]).stdout, plain.stdout);
    let without = outside.run(&["audit", "--full", "--history"]);
    assert_eq!((without.code, &without.stdout), (plain.code, &plain.stdout));
    assert!(
        without.stderr.contains("the history was not judged: this folder is not in a git repository"),
        "{}",
        without.stderr
    );
}
