//! `alliance check --since`: only what a change brought fails.

use crate::repository::Repository;
use crate::support::{RECORD, command, half_read, run};

const KESTREL: &str = "alliances/kestrel-and-co.yaml";
const TERN: &str = "alliances/tern-analytics.yaml";
const BROKEN: &str = "alliances/kestrel-and-co.yaml:75:16: error[ambiguous-exit-terms] the notice period is still open: \"reasonable notice\"";
/// Affiliate terms complete but for the tracking: one warning.
const WEAK: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstarted: 2026-01-01\naffiliate: { commission: 8 %, creative_assets: banners }\n";
const PORTFOLIO: &str = "us: Us\nas_of: 2026-02-01\n";

fn break_one_field(repository: &Repository) {
    repository.replace(KESTREL, "notice_days: 60", "notice_days: reasonable notice");
}

/// On a sound record the change fails with exactly its finding, on one that was broken before with none, and a year
/// makes no difference, however much has come due in it.
#[test]
fn only_what_the_change_brought_fails_whatever_the_day() {
    let Some(repository) = Repository::sample() else { return };
    repository.replace("portfolio.yaml", "as_of: 2026-11-22", "# no date");
    repository.commit("2026-01-06");
    for day in ["2026-11-22", "2027-11-22"] {
        assert_eq!(repository.brought(&["main", "--as-of", day]), (Vec::new(), 0), "{day}");
    }
    break_one_field(&repository);
    for day in ["2026-11-22", "2027-11-22"] {
        assert_eq!(repository.brought(&["main", "--as-of", day]), (vec![BROKEN.to_owned()], 1), "{day}");
    }
    repository.git(&["checkout", "--quiet", "."]);
    repository.replace(TERN, "notice_days: reasonable notice, in the", "notice_days: some notice, in the");
    for day in ["2026-11-22", "2027-11-22"] {
        assert_eq!(repository.brought(&["main", "--as-of", day]), (Vec::new(), 0), "{day}");
    }
}

#[test]
fn the_last_line_says_what_was_there_before() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    let check = repository.run(&["check", "--since", "main"]);
    let commit = &repository.git(&["rev-parse", "main"])[..10];
    let last = check.stdout.lines().last().expect("a last line");
    assert!(
        last.contains(&format!(
            " · 1 error · unchanged: 43 · since main ({commit}) · 1 waived · as of 2026-11-22"
        )),
        "{last}"
    );
    assert!(check.stdout.contains("75 |   notice_days: reasonable notice\n"), "{}", check.stdout);
    let fixed =
        repository.run(&["check", "--since", "main", "-o", "concise", "--select", "exit", "--no-waivers"]);
    assert!(fixed.stdout.contains(" hidden by --select exit"), "{}", fixed.stdout);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    let output = half_read(repository.path(), &["check", "--since", "main"]);
    assert!(output.status.code() == Some(1) && output.stderr.is_empty(), "{output:?}");
}

/// What others have done on `main` since is not this branch's doing, whether for better or worse.
#[test]
fn it_compares_with_where_the_branch_left() {
    let Some(repository) = Repository::sample() else { return };
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    break_one_field(&repository);
    repository.commit("2026-01-07");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.replace(
        TERN,
        "notice_days: reasonable notice, in the light of the work then in hand",
        "notice_days: 90",
    );
    repository.commit("2026-01-08");
    repository.git(&["checkout", "--quiet", "work"]);
    assert_eq!(repository.brought(&["main"]), (vec![BROKEN.to_owned()], 1));
    assert_eq!(repository.brought(&["HEAD"]), (Vec::new(), 0));
    assert_eq!(repository.brought(&["main", "--fail-on", "never"]).1, 0);
    assert_eq!(repository.brought(&["main", "--exit-zero"]).1, 0);
    assert_eq!(repository.brought(&["main", "--max-findings", "1", "--fail-on", "never"]).1, 0);
    assert_eq!(repository.brought(&["main", "--max-findings", "0", "--fail-on", "never"]).1, 1);
}

#[test]
fn a_finding_that_matters_more_than_before_is_worse() {
    let files = [("portfolio.yaml", PORTFOLIO), ("alliances/tern.yaml", WEAK)];
    let Some(repository) = Repository::of(&files) else { return };
    repository
        .write("portfolio.yaml", format!("{PORTFOLIO}rules: {{ incomplete-affiliate-terms: error }}\n"));
    let (found, code) = repository.brought(&["main"]);
    assert_eq!((found.len(), code), (1, 1), "{found:?}");
    assert!(
        found[0].contains("error[incomplete-affiliate-terms]") && found[0].ends_with("(it was a warning)")
    );
    repository.commit("2026-01-06");
    repository.write("portfolio.yaml", PORTFOLIO);
    let allowed = ["main", "--fail-on", "note", "--allow-loosening"];
    assert_eq!(repository.brought(&allowed), (Vec::new(), 0), "better is not new");
}

/// A list item goes by its words, and putting it in other vague words is neither a new finding nor a mended one.
#[test]
fn other_words_for_the_same_gap_are_not_new() {
    let Some(repository) = Repository::sample() else { return };
    let file = "alliances/quillon-data.yaml";
    repository.replace(
        file,
        "They will open doors at the grocers they work with",
        "They will open doors wherever they can",
    );
    let check = repository.run(&["check", "--since", "main", "--fail-on", "note", "-o", "concise"]);
    assert!(
        check.code == 0 && check.stdout.contains("nothing new · unchanged: 43 · since"),
        "{}",
        check.stdout
    );
    repository.git(&["checkout", "--quiet", "."]);
    repository.replace(
        "alliances/quillon-data.yaml",
        "    - what: They will open doors",
        "    - They will be there for us\n    - what: They will open doors",
    );
    let (found, code) = repository.brought(&["main"]);
    assert!(code == 1 && found.len() == 1 && found[0].contains("They will be there for us"), "{found:?}");
}

#[test]
fn one_more_of_the_same_is_new() {
    let one = format!("{RECORD}expects: {{ us: [x], nobody: [x] }}\n");
    let Some(repository) = Repository::of(&[("portfolio.yaml", PORTFOLIO), ("alliances/tern.yaml", &one)])
    else {
        return;
    };
    repository.write("alliances/tern.yaml", one.replace("[x] }", "[x], noone: [x] }"));
    let (found, _) = repository.brought(&["main", "--select", "unknown-field"]);
    assert!(found.len() == 1 && found[0].contains("`noone` is not a party"), "{found:?}");
}

#[test]
fn a_record_or_alliance_with_a_new_name_keeps_its_findings() {
    let Some(repository) = Repository::sample() else { return };
    repository.git(&["mv", TERN, "alliances/turn.yaml"]);
    assert_eq!(repository.brought(&["main", "--fail-on", "note"]), (Vec::new(), 0));
    repository.replace("alliances/turn.yaml", "name: Tern Analytics", "name: Turn");
    assert_eq!(repository.brought(&["main", "--fail-on", "note"]), (Vec::new(), 0));
    repository.git(&["mv", "alliances/turn.yaml", TERN]);
    assert_eq!(repository.brought(&["main", "--fail-on", "note"]), (Vec::new(), 0));
}

#[test]
fn another_alliance_in_the_place_of_one_is_new() {
    let Some(repository) = Repository::of(&[("portfolio.yaml", PORTFOLIO), ("alliances/tern.yaml", WEAK)])
    else {
        return;
    };
    repository.write("alliances/tern.yaml", "name: Lark\npartner: Lark GmbH\ntype: strategic\n");
    let (found, code) = repository.brought(&["main"]);
    assert!(code == 1 && found.iter().any(|line| line.contains("missing-metrics")), "{found:?}");
}

#[test]
fn a_portfolio_that_has_moved_is_said_and_found() {
    let Some(repository) = Repository::sample() else { return };
    std::fs::create_dir(repository.file("partners")).expect("a folder");
    repository.git(&["mv", "alliances", "portfolio.yaml", "partners/"]);
    let check = run(&repository.file("partners"), &["check", "--since", "main", "-o", "concise"], "");
    assert_eq!((check.code, check.stderr.as_str()), (0, ""));
    assert!(
        check
            .stdout
            .starts_with("note: the portfolio was at portfolio.yaml in main and is at portfolio.yaml now"),
        "{}",
        check.stdout
    );
    assert!(check.stdout.contains("nothing new · unchanged: 43"), "{}", check.stdout);
}

#[test]
fn a_portfolio_that_is_new_says_that_there_was_none() {
    let Some(repository) = Repository::of(&[("README", "x")]) else { return };
    repository.write("portfolio.yaml", PORTFOLIO);
    repository.write("alliances/tern.yaml", "name: Tern\npartner: Tern Ltd\ntype: strategic\n");
    let check = repository.run(&["check", "--since", "main"]);
    assert_eq!(check.code, 1);
    assert!(check.stdout.contains("note: there was no portfolio in main"), "{}", check.stdout);
}

/// Neither new nor mended: nobody can tell.
#[test]
fn what_could_not_be_read_is_neither_new_nor_fixed() {
    let Some(repository) = Repository::sample() else { return };
    let sound = std::fs::read_to_string(repository.file(TERN)).expect("text");
    repository.write(TERN, "name: [");
    let now = repository.run(&["check", "--since", "main", "-o", "concise"]);
    assert_eq!(now.code, 3);
    assert!(
        !now.stdout.contains("fixed:") && now.stdout.contains(" · not checked again: "),
        "{}",
        now.stdout
    );
    repository.commit("2026-01-06");
    repository.write(TERN, sound);
    let after = repository.run(&["check", "--since", "main", "-o", "concise"]);
    assert_eq!(after.code, 0, "{}", after.stdout);
    let note = format!("note: {TERN} could not be read in main");
    assert!(after.stdout.contains(&note), "{}", after.stdout);
    assert!(after.stdout.contains("(before, there was too little to tell)"), "{}", after.stdout);
    assert!(after.stdout.contains("fixed: 1 ·"), "the file itself is mended: {}", after.stdout);
}

#[test]
fn a_field_that_has_become_unusable_is_not_fixed() {
    let late = "name: Tern\npartner: P\ntype: strategic\nstarted: 2025-01-01\nmetrics:\n  - { name: A, agreed: 2025-03-01 }\n  - { name: B, agreed: 2025-03-01 }\n";
    let Some(repository) = Repository::of(&[("portfolio.yaml", PORTFOLIO), ("alliances/tern.yaml", late)])
    else {
        return;
    };
    for (from, to) in [
        ("2025-03-01 }\n  - { name: B", "soon }\n  - { name: B"),
        ("agreed: 2025-03-01", "agred: 2025-03-01"),
    ] {
        repository.replace("alliances/tern.yaml", from, to);
        let check =
            repository.run(&["check", "--since", "main", "--select", "late-metrics", "-o", "concise"]);
        assert!(
            check.stdout.contains("not checked again: 1") && !check.stdout.contains("fixed"),
            "{}",
            check.stdout
        );
        repository.git(&["checkout", "--quiet", "."]);
    }
}

/// The score fails only where it fell below the least by this change.
#[test]
fn a_score_that_was_low_before_passes() {
    let Some(repository) = Repository::sample() else { return };
    assert_eq!(repository.run(&["check", "--fail-on", "never", "--min-score", "60"]).code, 1);
    let gate = ["main", "--fail-on", "never", "--min-score", "60"];
    assert_eq!(repository.brought(&gate).1, 0);
    break_one_field(&repository);
    assert_eq!(repository.brought(&gate).1, 0, "it was below before");
    repository.replace("alliances/northstar-cloud.yaml", "\nmetrics:", "\nnotes_on:");
    repository.replace("alliances/northstar-cloud.yaml", "\nexit:", "\nno_exit:");
    let lark = "alliances/lark-and-linen.yaml";
    let text = std::fs::read_to_string(repository.file(lark)).expect("text");
    repository.write(lark, text.lines().take(12).collect::<Vec<_>>().join("\n"));
    let fell = repository.run(&[
        "check",
        "--since",
        "main",
        "--fail-on",
        "never",
        "--min-score",
        "99",
        "-o",
        "concise",
    ]);
    assert_eq!(fell.code, 1, "{}", fell.stdout);
    let failed: Vec<&str> = fell.stdout.lines().filter(|line| line.starts_with("failed:")).collect();
    let failed = failed.join("\n");
    assert!(failed.contains("no structure score") && failed.contains("Northstar"), "{failed}");
    assert!(failed.contains("Lark & Linen") && !failed.contains("Kestrel"), "{failed}");
}

#[test]
fn a_part_is_compared_with_its_own_part() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    assert_eq!(repository.brought(&["main", TERN]), (Vec::new(), 0));
    let (found, code) = repository.brought(&["main", KESTREL]);
    assert_eq!((found, code), (vec![BROKEN.to_owned()], 1));
    let part = repository.run(&["check", "--since", "main", TERN]);
    assert!(!part.stdout.contains("fixed") && !part.stdout.contains("not checked again"), "{}", part.stdout);
    let text = std::fs::read_to_string(repository.file(KESTREL)).expect("text");
    let piped = run(repository.path(), &["check", "--since", "main", "-", "-o", "concise"], &text);
    assert_eq!(piped.code, 1);
    assert!(piped.stdout.starts_with("<stdin>:75:16: error[ambiguous-exit-terms]"), "{}", piped.stdout);
}

#[test]
fn a_baseline_and_an_earlier_state_work_together() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    assert_eq!(repository.run(&["baseline", "write"]).code, 0);
    let both = repository.run(&[
        "check",
        "--since",
        "main",
        "--baseline",
        "alliance-baseline.json",
        "--allow-loosening",
        "-o",
        "concise",
    ]);
    assert_eq!(both.code, 0);
    assert!(
        both.stdout.contains("nothing new · unchanged: 0 · ") && both.stdout.contains("44 in the baseline"),
        "{}",
        both.stdout
    );
    assert!(!both.stdout.contains("fixed"), "hidden is not mended: {}", both.stdout);
}

#[test]
fn every_form_shows_only_the_change_and_programs_get_the_state_of_all() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    repository.replace("alliances/borealis.yaml", "name: Borealis", "name: Borealis # seen");
    for form in ["text", "concise", "github", "gitlab", "junit", "markdown", "csv"] {
        let run = repository.run(&["check", "--since", "main", "-o", form]);
        assert_eq!(run.code, 1, "{form}");
        assert!(
            run.stdout.contains("ambiguous-exit-terms") && !run.stdout.contains("drifting-alliance"),
            "{form}: {}",
            run.stdout
        );
    }
    let json = repository.run(&["check", "--since", "main", "-o", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let since = &report["check"]["since"];
    assert_eq!(since["revision"], "main");
    assert_eq!(since["commit"], repository.git(&["rev-parse", "main"]));
    assert_eq!(since["unchanged"].as_array().map(Vec::len), Some(43));
    assert_eq!(since["unchanged"][0]["change"], "unchanged");
    assert_eq!(report["summary"]["errors"], 1);
    let sarif = repository.run(&["check", "--since", "main", "-o", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let states = |state: &str| results.iter().filter(|result| result["baselineState"] == state).count();
    assert_eq!((states("new"), states("unchanged")), (1, 43));
    let new = results.iter().find(|result| result["baselineState"] == "new").expect("one");
    assert_eq!(new["locations"][0]["physicalLocation"]["region"]["startLine"], 75);
    let mut schema: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/sarif-2.1.0.schema.json")).expect("a schema");
    // No regular expression, and about a field that is not in here.
    for object in ["run", "toolComponent"] {
        schema["definitions"][object]["properties"]["language"] = serde_json::json!({});
    }
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let wrong: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let plain: serde_json::Value =
        serde_json::from_str(&repository.run(&["check", "-o", "json"]).stdout).expect("JSON");
    assert!(plain["check"]["since"].is_null());
}

/// As in a hook, where git says where it is from another folder's point of view.
#[test]
fn it_works_within_a_hook() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    let mut command = command(&repository.file("alliances"), &["check", "--since", "main", "-o", "concise"]);
    let output =
        command.env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index").output().expect("the program");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

/// Nothing that the repository's settings name is run.
#[cfg(unix)]
#[test]
fn a_repository_cannot_run_programs() {
    let Some(repository) = Repository::sample() else { return };
    repository.write(".gitattributes", "* filter=evil diff=evil\n");
    let evil = format!("touch {}", repository.file("ran").display());
    repository.commit("2026-01-06");
    let settings = [
        "core.fsmonitor",
        "core.pager",
        "core.hooksPath",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "alias.ls-tree",
        "alias.cat-file",
        "core.sshCommand",
        "gpg.program",
        "core.askPass",
        "core.editor",
    ];
    for setting in settings {
        repository.git(&["config", setting, &evil]);
    }
    repository.write(KESTREL, "name: [");
    let check = repository.run(&["check", "--since", "HEAD"]);
    assert_eq!(check.code, 3, "{}", check.stderr);
    assert!(!repository.file("ran").exists());
}

#[test]
fn nothing_is_written_into_the_repository() {
    let Some(repository) = Repository::sample() else { return };
    break_one_field(&repository);
    let before = repository.git(&["status", "--porcelain", "--ignored"]);
    let index = std::fs::read(repository.file(".git/index")).expect("an index");
    assert_eq!(repository.brought(&["main"]).1, 1);
    assert_eq!(std::fs::read(repository.file(".git/index")).expect("an index"), index);
    assert_eq!(repository.git(&["status", "--porcelain", "--ignored"]), before);
}

#[test]
fn a_folder_or_a_second_portfolio_that_is_new_is_new_as_a_whole() {
    let record = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstarted: 2025-01-01\n";
    let Some(repository) = Repository::of(&[("README", "partners\n")]) else { return };
    repository.git(&["checkout", "-q", "-b", "change"]);
    repository.write("team-a/portfolio.yaml", "us: Us\n");
    repository.write("team-a/alliances/tern.yaml", record);
    let first = run(&repository.file("team-a"), &["check", "--since", "main", "-o", "json"], "");
    let told: serde_json::Value = serde_json::from_str(&first.stdout).expect(&first.stderr);
    assert_eq!(first.code, 1);
    assert!(told["summary"]["errors"].as_u64() > Some(3), "{}", first.stdout);
    assert_eq!(told["check"]["since"]["fixed"], serde_json::json!([]), "nothing was there to be fixed");
    // A second one beside it has not come from the first.
    repository.commit("2026-10-01");
    repository.git(&["branch", "-f", "main"]);
    repository.write("team-b/portfolio.yaml", "us: Us\n");
    repository.write("team-b/alliances/tern.yaml", record);
    let second = run(&repository.file("team-b"), &["check", "--since", "main", "-o", "concise"], "");
    assert_eq!(second.code, 1, "{}", second.stdout);
    assert!(!second.stdout.contains("the portfolio was at"), "{}", second.stdout);
}

#[test]
fn a_clone_without_the_contents_says_so() {
    let Some(repository) = Repository::sample() else { return };
    repository.git(&["checkout", "-q", "-b", "change"]);
    repository.replace("alliances/northstar-cloud.yaml", "notice_days: 90", "notice_days: ninety");
    repository.commit("2026-11-01");
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", repository.path().display());
    let clones = tempfile::tempdir().expect("a folder");
    let part = clones.path().join("part");
    repository.git(&[
        "clone",
        "-q",
        "--filter=blob:none",
        "--branch=change",
        &from,
        part.to_str().expect("UTF-8"),
    ]);
    let check = run(&part, &["check", "--since", "origin/main"], "");
    assert_eq!(check.code, 2, "{}", check.stdout);
    assert!(check.stderr.contains("git fetch --refetch"), "{}", check.stderr);
}

/// A folder named with `..` or through a link is the same folder: its records are read once on both sides, and the
/// portfolio is judged as ever.
#[cfg(unix)]
#[test]
fn a_path_may_be_written_in_any_way() {
    let Some(repository) = Repository::sample() else { return };
    repository.replace("portfolio.yaml", "as_of: 2026-11-22", "# no date");
    repository.commit("2026-01-06");
    // One more strategic alliance than before: the hours of the portfolio are overdrawn further.
    repository.replace(KESTREL, "hours_per_month: 14", "hours_per_month: 90");
    let judged = |args: &[&str]| {
        let all =
            [&["check", "--since", "HEAD", "--as-of", "2026-11-22", "-o", "concise"][..], args].concat();
        let run = repository.run(&all);
        (run.code, run.stdout.lines().last().unwrap_or_default().to_owned())
    };
    let whole = judged(&[]);
    assert!(!whole.1.contains("fixed") && whole.1.contains("1 warning"), "{whole:?}");
    let link = repository.path().with_extension("link");
    std::os::unix::fs::symlink(repository.path(), &link).expect("a link");
    for path in [".", "alliances/..", "./alliances/../.", link.to_str().expect("text")] {
        assert_eq!(judged(&[path]), whole, "{path}");
    }
    std::fs::remove_file(link).expect("removed");
    let part = judged(&["alliances"]);
    for path in ["./alliances", "alliances/../alliances", "alliances/."] {
        assert_eq!(judged(&[path]), part, "{path}");
    }
}
