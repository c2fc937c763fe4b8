//! `alliance history`: how a portfolio stood at the end of each period.

use std::fs;

use crate::repository::Repository;
use crate::support::{Folder, RECORD, run};

const PORTFOLIO: &str = "us: Us\ncurrency: EUR\nas_of: 2026-11-22\n";
/// An error, and no score: there is a mistake in it.
const BAD: &str = "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstarted: 2026-02-30\naffiliate: { commission: 8 %, creative_assets: banners, tracking: links }\n";
const LARK: &str = "name: Lark\npartner: Lark GmbH\ntype: affiliate\nstarted: 2025-01-01\naffiliate: { commission: 8 %, creative_assets: banners, tracking: links }\n";

/// A folder without records, then one, then a bad second, then none, then both; and a side branch with something else.
fn past() -> Option<Repository> {
    let repository = Repository::of(&[("portfolio.yaml", PORTFOLIO)])?;
    repository.write("alliances/lark.yaml", LARK);
    repository.commit("2026-03-31");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.write("alliances/side.yaml", RECORD);
    repository.commit("2026-04-01");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("alliances/tern.yaml", BAD);
    repository.commit("2026-05-01");
    repository.merge("side", "2026-07-01");
    repository.git(&["rm", "--quiet", "-r", "alliances"]);
    repository.commit("2026-08-01");
    repository.write("alliances/lark.yaml", LARK);
    repository.commit("2026-10-01");
    Some(repository)
}

fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn each_period_is_judged_by_its_last_commit_as_of_its_last_day() {
    let Some(repository) = past() else { return };
    let history = repository.run(&["history", "--since", "2025-10-01", "-o", "csv"]);
    assert_eq!((history.code, history.stderr.as_str()), (0, ""));
    let rows = cells(&history.stdout);
    let told: Vec<[&str; 5]> = rows[1..]
        .iter()
        .map(|row| [&row[0], &row[1], &row[3], &row[4], &row[6]].map(String::as_str))
        .collect();
    assert_eq!(
        told,
        [
            ["2025-Q4", "2025-12-31", "", "", ""],
            ["2026-Q1", "2026-03-31", "1", "0", "0"],
            ["2026-Q2", "2026-06-30", "2", "0", "1"],
            ["2026-Q3", "2026-09-30", "", "", ""],
            ["2026-Q4 so far", "2026-11-22", "1", "0", "0"],
        ]
    );
    assert_eq!(rows[1][2], "", "no commit yet");
    assert_eq!(rows[2][2], repository.git(&["rev-parse", "main~4"]), "of the day itself");
    assert_eq!(rows[5][2], repository.git(&["rev-parse", "main"]));
    // What came from the side counts from the day it was merged.
    let monthly = repository.run(&["history", "--every", "month", "--since", "2026-06-01", "-o", "csv"]);
    let records: Vec<(String, String)> =
        cells(&monthly.stdout)[1..].iter().map(|row| (row[0].clone(), row[3].clone())).collect();
    assert_eq!(
        records[..3],
        [("2026-06", "2"), ("2026-07", "3"), ("2026-08", "")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
}

#[test]
fn gaps_are_said_and_a_course_is_drawn() {
    let Some(repository) = past() else { return };
    let history = repository.run(&["history", "--since", "2025-10-01"]);
    assert!(!history.stdout.contains("2025-Q4"), "{}", history.stdout);
    assert!(
        history.stdout.contains("\nThe first commit is of 2026-Q1: nothing is known of the time before.\n"),
        "{}",
        history.stdout
    );
    assert!(history.stdout.contains("\n2026-Q3: no record is in the commit\n"), "{}", history.stdout);
    let lark = history.stdout.lines().find(|line| line.starts_with("Lark ")).expect("a course");
    let course: String = lark.chars().filter(|letter| "▁▂▃▄▅▆▇█ ".contains(*letter)).collect();
    assert_eq!(course.trim().chars().nth(2), Some(' '), "{lark}");
    let ascii = repository.run(&["history", "--ascii", "--since", "2025-10-01"]);
    assert!(ascii.stdout.is_ascii(), "{}", ascii.stdout);
    let json = repository.run(&["history", "--since", "2025-10-01", "-o", "json"]);
    let form: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(form["periods"][3]["gap"], "no record is in the commit");
    assert_eq!(form["periods"][2]["errors"], 1);
    assert_eq!(form["periods"][2]["alliances"][1]["score"], serde_json::Value::Null);
    assert_eq!(form["periods"][1]["alliances"][0]["alliance"], "Lark");
}

/// Neither unfinished work nor the day of the run changes what was.
#[test]
fn the_past_does_not_move() {
    let Some(repository) = past() else { return };
    let before = repository.run(&["history", "--as-of", "2026-11-22"]);
    fs::remove_file(repository.file("alliances/lark.yaml")).expect("removed");
    repository.write("alliances/new.yaml", BAD);
    let after = repository.run(&["history", "--as-of", "2026-11-22"]);
    assert_eq!(before.stdout, after.stdout);
    let later = repository.run(&["history", "--as-of", "2027-11-22", "-o", "csv"]);
    let (before, later) = (cells(&repository.run(&["history", "-o", "csv"]).stdout), cells(&later.stdout));
    let quarter = |rows: &[Vec<String>]| rows.iter().find(|row| row[0] == "2026-Q2").cloned();
    assert_eq!(quarter(&before), quarter(&later));
}

#[test]
fn a_portfolio_that_moved_has_one_history() {
    let Some(repository) = past() else { return };
    let before = cells(&repository.run(&["history", "-o", "csv"]).stdout);
    fs::create_dir(repository.file("partners")).expect("a folder");
    repository.git(&["mv", "alliances", "portfolio.yaml", "partners/"]);
    repository.commit("2026-11-20");
    let after = run(&repository.file("partners"), &["history", "-o", "csv"], "");
    let mut after = cells(&after.stdout);
    let last = after.last_mut().expect("a row");
    assert_ne!(last[2], before[before.len() - 1][2]);
    last[2].clone_from(&before[before.len() - 1][2]);
    assert_eq!(after, before);
}

#[test]
fn what_cannot_be_told_says_why() {
    let Some(repository) = past() else { return };
    for span in ["2w", "0y", "2026-11-23", "soon"] {
        let history = repository.run(&["history", "--since", span]);
        assert_eq!((history.code, history.stdout.as_str()), (2, ""));
        assert!(history.stderr.contains("--since takes a span such as 2y, 6q or 18m"), "{}", history.stderr);
    }
    let nothing = repository.run(&["history", "--as-of", "2025-01-01"]);
    assert_eq!(nothing.code, 3, "nothing but gaps");
    let sentence = "There is no commit of 2025-01-01 or before, so there is no history to show.";
    assert!(nothing.stdout.contains(sentence) && !nothing.stdout.contains("PERIOD"), "{}", nothing.stdout);
    for args in [&["history"][..], &["history", "--verdicts"]] {
        let empty = Repository::new().expect("git");
        empty.write("portfolio.yaml", PORTFOLIO);
        let run = empty.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("this repository has no commit yet"), "{}", run.stderr);
    }
    let none = Folder::new().with("alliances/tern.yaml", RECORD).run(&["history"]);
    assert!(none.code == 2 && none.stderr.contains("is not in a git repository"), "{}", none.stderr);
    let clone = Folder::new();
    let target = clone.file("clone");
    let url = format!("file://{}", repository.path().display());
    repository.git(&["clone", "--quiet", "--depth=1", &url, target.to_str().expect("text")]);
    let shallow = run(&target, &["history"], "");
    assert!(shallow.stdout.contains("This clone is shallow"), "{}", shallow.stdout);
}

#[test]
fn a_rewritten_day_moves_no_period() {
    let Some(repository) = Repository::of(&[("portfolio.yaml", PORTFOLIO)]) else { return };
    repository.write("alliances/lark.yaml", LARK);
    repository.commit("2026-03-15");
    repository.write("alliances/tern.yaml", RECORD);
    repository.commit("2025-01-01");
    let rows = || {
        let rows = cells(&repository.run(&["history", "--since", "2025-10-01", "-o", "csv"]).stdout);
        let told = rows[1..].iter().map(|row| format!("{} {}", row[0], row[3]));
        told.collect::<Vec<_>>()
    };
    assert_eq!(rows(), ["2025-Q4 ", "2026-Q1 1", "2026-Q2 1", "2026-Q3 1", "2026-Q4 so far 2"]);
    // The next commit with a day of its own says by when it was there.
    repository.write("notes.md", "x");
    repository.commit("2026-08-01");
    assert_eq!(rows(), ["2025-Q4 ", "2026-Q1 1", "2026-Q2 1", "2026-Q3 2", "2026-Q4 so far 2"]);
}
