//! `alliance diff`: what changed between two states.

use crate::repository::Repository;

const KESTREL: &str = "alliances/kestrel-and-co.yaml";
const TERN: &str = "alliances/tern-analytics.yaml";

fn changed() -> Option<Repository> {
    let repository = Repository::sample()?;
    repository.replace(KESTREL, "notice_days: 60", "notice_days: reasonable notice");
    repository.replace(
        TERN,
        "notice_days: reasonable notice, in the light of the work then in hand",
        "notice_days: 90",
    );
    repository.replace(
        "alliances/northstar-cloud.yaml",
        "total: 540000, without: 110000",
        "total: 530000, without: 110000",
    );
    repository.replace("alliances/borealis.yaml", "name: Borealis", "name: Boreal");
    repository.git(&["rm", "--quiet", "alliances/oakline-crm.yaml"]);
    repository.write("alliances/lark-2.yaml", "name: Lark 2\npartner: L\ntype: affiliate\n");
    Some(repository)
}

#[test]
fn everything_that_changed_is_told_at_its_line() {
    let Some(repository) = changed() else { return };
    let diff = repository.run(&["diff", "main"]);
    assert_eq!((diff.code, diff.stderr.as_str()), (0, ""));
    for told in [
        "4 new · 1 fixed · 42 findings unchanged\n",
        "Incremental value of the portfolio: EUR 1,328,400 → EUR 1,270,900\n",
        "\nBOREAL\n  - it was called Borealis\n  - name: Borealis → Boreal (alliances/borealis.yaml:3)\n",
        "  - exit.notice_days: 60 → reasonable notice (alliances/kestrel-and-co.yaml:75)\n",
        "  - new error: the notice period is still open: \"reasonable notice\"\n    (alliances/kestrel-and-co.yaml:75) [ambiguous-exit-terms]\n",
        "\nLARK 2 (ADDED)\n  - verdict: fix, then continue\n",
        "\nNORTHSTAR CLOUD\n  - incremental value: EUR 820,000 → EUR 810,000\n  - metrics[Joint migration revenue].results[2026-Q3].total: 540000 → 530000\n",
        "  - fixed error: the notice period is still open",
        "\nOAKLINE CRM (REMOVED)\n",
    ] {
        assert!(diff.stdout.contains(told), "{told}\n{}", diff.stdout);
    }
    assert!(!diff.stdout.contains("TARIFF OWL"), "nothing changed there: {}", diff.stdout);
    assert!(!diff.stdout.contains("fixed error: the notice period is still open: \"reasonable notice\"\n"));
}

#[test]
fn two_commits_are_compared_without_a_look_at_the_folder() {
    let Some(repository) = changed() else { return };
    let here = repository.run(&["diff", "main", "-o", "json"]);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.commit("2026-01-06");
    for entry in ["alliances", "portfolio.yaml"] {
        repository.git(&["rm", "--quiet", "-r", "--force", entry]);
    }
    let there = repository.run(&["diff", "main", "work", "-o", "json"]);
    assert_eq!((there.code, there.stderr.as_str()), (0, ""));
    let form = |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("JSON") };
    let (mut here, there) = (form(&here.stdout), form(&there.stdout));
    assert_eq!(here["head"], "the files here");
    here["head"] = there["head"].clone();
    assert_eq!(here, there);
    let back = form(&repository.run(&["diff", "work", "main", "-o", "json"]).stdout);
    // What came with a record one way goes with it the other way.
    let number = |form: &serde_json::Value, key: &str| form["findings"][key].as_u64().expect("a number");
    let left = |form: &serde_json::Value| number(form, "fixed") + number(form, "removed");
    assert_eq!([number(&back, "new"), left(&back)], [left(&there), number(&there, "new")]);
    let same = repository.run(&["diff", "main", "main"]);
    assert!(same.stdout.contains("No record changed, and no finding did."), "{}", same.stdout);
}

#[test]
fn both_states_are_judged_on_one_day() {
    let Some(repository) = Repository::sample() else { return };
    repository.replace("portfolio.yaml", "as_of: 2026-11-22", "as_of: 2027-11-22");
    let diff = repository.run(&["diff", "main"]);
    assert!(diff.stdout.contains("both as of 2027-11-22"), "{}", diff.stdout);
    assert!(
        diff.stdout.contains("\nTHE PORTFOLIO\n  - as_of: 2026-11-22 → 2027-11-22 (portfolio.yaml:"),
        "{}",
        diff.stdout
    );
    assert!(!diff.stdout.contains(" new") && !diff.stdout.contains(" fixed"), "{}", diff.stdout);
}

#[test]
fn what_cannot_be_read_now_is_not_fixed() {
    let Some(repository) = Repository::sample() else { return };
    repository.write(TERN, "name: [");
    let diff = repository.run(&["diff", "main"]);
    assert_eq!(diff.code, 3);
    assert!(diff.stdout.contains("  - not checked again, its file cannot be read now: "), "{}", diff.stdout);
    assert!(!diff.stdout.contains("fixed"), "{}", diff.stdout);
}

#[test]
fn markdown_and_a_terminal_are_kept_from_harm() {
    let Some(repository) = Repository::of(&[
        ("portfolio.yaml", "us: Us\n"),
        ("alliances/a.yaml", "name: A\npartner: B\ntype: affiliate\nobjective: x\n"),
    ]) else {
        return;
    };
    repository.replace("alliances/a.yaml", "objective: x", "objective: \"<b>*\\e[2J|\"");
    let text = repository.run(&["diff", "main"]);
    assert!(text.stdout.contains("objective: x → <b>*\\u{1b}[2J| (alliances/a.yaml:4)"), "{}", text.stdout);
    let markdown = repository.run(&["diff", "main", "-o", "markdown"]);
    assert!(!markdown.stdout.contains("<b>") && !markdown.stdout.contains('\u{1b}'), "{}", markdown.stdout);
}

#[test]
fn what_cannot_be_compared_says_what_to_do() {
    let Some(repository) = Repository::sample() else { return };
    for args in [["diff", "nowhere", "main"], ["diff", "main", "nowhere"]] {
        let diff = repository.run(&args);
        assert_eq!((diff.code, diff.stdout.as_str()), (2, ""));
        assert!(diff.stderr.contains("there is no revision `nowhere` here"), "{}", diff.stderr);
    }
    let option = repository.run(&["diff", "--", "--output=x"]);
    assert!(option.code == 2 && !repository.file("x").exists(), "{}", option.stderr);
}

/// A screen by default, however much has changed; nothing that is left out goes unsaid.
#[test]
fn the_text_keeps_to_a_screen_and_says_what_it_leaves_out() {
    let Some(repository) = changed() else { return };
    for number in 0..30 {
        repository.write(
            &format!("alliances/new-{number}.yaml"),
            format!("name: New {number}\npartner: N{number}\ntype: strategic\nstage: active\nstarted: 2026-01-01\n"),
        );
    }
    let short = repository.run(&["diff", "main"]).stdout;
    let full = repository.run(&["diff", "main", "--full"]).stdout;
    assert!(short.lines().count() < 60, "{short}");
    assert!(full.lines().count() > 400, "{}", full.lines().count());
    assert!(short.contains(" left out: `--full` shows everything.\n"), "{short}");
    assert!(!full.contains("left out: `--full`"));
    for number in 0..30 {
        let name = format!("new {number} (added)");
        let short = short.to_lowercase().replace('\n', " ");
        assert!(short.contains(&name), "{number}: {short}");
    }
    // What is most serious stays: the new error before the edit of a line.
    let one = Repository::sample().expect("git");
    one.replace(KESTREL, "notice_days: 60", "notice_days: reasonable notice");
    let all = one.run(&["diff", "main"]).stdout;
    assert_eq!(all, one.run(&["diff", "main", "--full"]).stdout, "what fits is shown in full");
    // Programs and pull requests get all of it.
    let markdown = repository.run(&["diff", "main", "-o", "markdown"]).stdout;
    assert!(markdown.lines().count() > 400 && !markdown.contains("left out"));
}

#[test]
fn since_the_last_review_only_one_alliance_is_told_of() {
    let Some(repository) = Repository::sample() else { return };
    let met = "2026-11-10";
    let today = |args: &[&str]| repository.run(&[&["diff", "--since-last-review"], args].concat());
    // Everything that was there at the review is no change; what comes later is.
    repository.write("notes.md", "on the day of the review\n");
    repository.replace("alliances/northstar-cloud.yaml", "total: 540000", "total: 545000");
    repository.commit("2026-02-01");
    let before = today(&["northstar"]);
    assert_eq!((before.code, before.stderr.as_str()), (0, ""), "{}", before.stdout);
    assert!(before.stdout.contains("No record changed"), "{}", before.stdout);
    repository.replace("alliances/northstar-cloud.yaml", "total: 545000", "total: 530000");
    repository.replace(TERN, "floor: 10000", "floor: 1000");
    repository.commit(met);
    let after = today(&["northstar", "--as-of", "2026-11-22"]);
    assert!(after.stdout.contains("the review of "), "{}", after.stdout);
    let json: serde_json::Value =
        serde_json::from_str(&today(&["northstar", "-o", "json"]).stdout).expect("JSON");
    let entries = json["entries"].as_array().expect("a list");
    assert!(entries.iter().all(|entry| entry["alliance"] == "Northstar Cloud"), "{json:#}");
    let none = today(&["quillon"]);
    assert!(
        none.code == 2 && none.stderr.contains("no full review of `Quillon Data` is recorded"),
        "{}",
        none.stderr
    );
    let nobody = today(&["nobody"]);
    assert!(nobody.code == 2 && nobody.stderr.contains("there is no alliance"), "{}", nobody.stderr);
}

#[test]
fn two_folders_are_compared_without_git() {
    let record = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nobjective: x\n";
    let folder = crate::support::Folder::new()
        .with("q3/portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("q3/alliances/tern.yaml", record)
        .with("q4/portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("q4/alliances/tern.yaml", record.replace("objective: x", "objective: y"));
    let diff = folder.run(&["diff", "q3", "q4"]);
    assert_eq!((diff.code, diff.stderr.as_str()), (0, ""));
    assert!(diff.stdout.contains("q3 → q4 · both as of 2026-11-22"), "{}", diff.stdout);
    assert!(diff.stdout.contains("objective: x → y (q4/alliances/tern.yaml:4)"), "{}", diff.stdout);
    let here = crate::support::run(&folder.file("q4"), &["diff", "../q3"], "");
    assert!(here.stdout.contains("objective: x → y (alliances/tern.yaml:4)"), "{}", here.stdout);
    assert_eq!(folder.run(&["diff", "q3", "nothing"]).code, 2);
}

#[test]
fn one_portfolio_is_judged_on_two_days() {
    let days =
        |before: &str, after: &str| crate::support::at_root(&["diff", "--as-of", before, "--as-of", after]);
    let diff = days("2026-06-30", "2026-09-30");
    assert_eq!((diff.code, diff.stderr.as_str()), (0, ""));
    assert!(
        diff.stdout.contains("2026-06-30 → 2026-09-30 · the same records on two days"),
        "{}",
        diff.stdout
    );
    assert!(diff.stdout.contains("KESTREL & CO") || diff.stdout.contains("TERN"), "{}", diff.stdout);
    assert!(!diff.stdout.contains(" → nothing"), "nothing was edited: {}", diff.stdout);
    let same = days("2026-09-30", "2026-09-30");
    assert!(same.stdout.contains("No record changed, and no finding did."), "{}", same.stdout);
    let turned = days("2026-09-30", "2026-06-30");
    assert!(turned.code == 2 && turned.stderr.contains("give the earlier day first"), "{}", turned.stderr);
    for (args, said) in [
        (
            &["audit", "--as-of", "2026-09-30", "--as-of", "2026-06-30"][..],
            "`alliance diff` compares two days",
        ),
        (&["diff", "main", "--as-of", "2026-06-30", "--as-of", "2026-09-30"], "leave out the revision"),
        (&["diff"], "say what to compare with"),
    ] {
        let run = crate::support::at_root(args);
        assert!(run.code == 2 && run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
}
