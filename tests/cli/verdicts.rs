//! `alliance history --verdicts`: what today's rules would have said, when somebody decided, and what it cost until then.

use std::fs;
use std::path::Path;

use crate::repository::Repository;

const PORTFOLIO: &str = "us: Us\ncurrency: EUR\nas_of: 2026-11-22\nattention: { capacity_hours_per_month: 100, cost_per_hour: 100 }\nrules: { thin-portfolio: off }\n";
const FILE: &str = "alliances/tern.yaml";

/// A repository with every record of a folder in its first commit, long before anything in them happened.
fn committed(folder: &str) -> Option<Repository> {
    let repository = Repository::new()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    repository.write("portfolio.yaml", fs::read(root.join("portfolio.yaml")).expect("a portfolio"));
    let inner = root.join("alliances");
    let records = if inner.is_dir() { inner } else { root };
    for entry in fs::read_dir(records).expect("records").flatten() {
        let name = entry.file_name().into_string().expect("text");
        if Path::new(&name).extension().is_some_and(|ending| ending == "yaml") && name != "portfolio.yaml" {
            repository.write(&format!("alliances/{name}"), fs::read(entry.path()).expect("a record"));
        }
    }
    repository.commit("2022-01-05");
    Some(repository)
}

fn told(repository: &Repository, args: &[&str]) -> serde_json::Value {
    let run = repository.run(&[&["history", "--verdicts", "-o", "json"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    serde_json::from_str(&run.stdout).expect("JSON")
}

/// Everything that was said, as `ALLIANCE: verdict`.
fn said(form: &serde_json::Value) -> Vec<String> {
    let list = |value: &serde_json::Value| value.as_array().expect("a list").clone();
    let mut all = Vec::new();
    for row in list(&form["alliances"]) {
        for said in list(&row["warnings"]).iter().flat_map(|warning| list(&warning["said"])) {
            all.push(format!("{}: {}", row["alliance"], said["verdict"]).replace('"', ""));
        }
    }
    all
}

/// Every month of four years, whatever was on record by then.
#[test]
fn no_healthy_alliance_is_ever_told_to_end() {
    for folder in ["tests/fixtures", "examples/healthy"] {
        let Some(repository) = committed(folder) else { return };
        let form = told(&repository, &["--every", "month", "--since", "4y"]);
        let alliances = form["alliances"].as_array().expect("a list");
        assert!(alliances.len() > 3, "{folder}: {form}");
        let ended: Vec<String> = said(&form).into_iter().filter(|said| said.ends_with("wind down")).collect();
        assert!(ended.is_empty(), "{folder}: {ended:?}");
    }
    // The same look at the samples finds the one that has stopped working, and no other.
    let Some(repository) = committed(".") else { return };
    let form = told(&repository, &["--every", "month", "--since", "4y"]);
    let ended: Vec<String> = said(&form).into_iter().filter(|said| said.ends_with("wind down")).collect();
    assert_eq!(ended, ["Tern Analytics: wind down"]);
}

/// A record whose metrics fall below their floors, from commit to commit.
fn story() -> Option<Repository> {
    let record = Path::new(env!("CARGO_MANIFEST_DIR")).join("alliances/tern-analytics.yaml");
    let record = fs::read_to_string(record).expect("a record");
    let repository = Repository::of(&[
        ("portfolio.yaml", PORTFOLIO),
        ("alliances/lark.yaml", "name: Lark\npartner: L\ntype: affiliate\n"),
    ])?;
    for day in ["2026-01-05", "2026-03-20", "2026-06-20"] {
        // Only the results of the months before.
        let known = record.lines().filter(|line| {
            let month = line.trim_start().strip_prefix("- { period: ").and_then(|rest| rest.get(..7));
            month.is_none_or(|month| month < &day[..7])
        });
        repository.write(FILE, known.collect::<Vec<_>>().join("\n"));
        repository.commit(day);
    }
    Some(repository)
}

#[test]
fn the_first_warning_is_told_with_its_commit_and_what_the_months_until_a_decision_took() {
    let Some(repository) = story() else { return };
    let before = repository.git(&["rev-parse", "HEAD"]);
    let form = told(&repository, &["--every", "month", "--since", "1y"]);
    let tern = |form: &serde_json::Value| {
        let rows = form["alliances"].as_array().expect("a list");
        rows.iter().find(|row| row["alliance"] == "Tern Analytics").expect("Tern").clone()
    };
    let row = tern(&form);
    let main = &row["warnings"][usize::try_from(row["first"].as_u64().expect("a place")).expect("small")];
    assert_eq!(main["outcome"], "not-decided", "{row:#}");
    let wind_down =
        main["said"].as_array().expect("a list").iter().find(|said| said["verdict"] == "wind down");
    let wind_down = wind_down.expect("told to end").clone();
    assert_eq!(wind_down["commit"], before, "{row:#}");
    assert_eq!(wind_down["as_of"], "2026-06-30", "the commit of 20 June is what showed it");
    assert_eq!(wind_down["not_yet_on"], "2026-05-31", "and a month before nobody could see it");
    let quarterly = repository.run(&["history", "--verdicts", "--since", "1y"]).stdout;
    let quarterly = quarterly.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(quarterly.contains("`--every month` narrows it down"), "{quarterly}");
    let months = main["months"].as_u64().expect("a number");
    // 24 hours a month at EUR 100, and EUR 2,400 besides.
    assert_eq!(main["hours"], (24 * months).to_string(), "{row:#}");
    assert!(months > 3, "{row:#}");
    // Once it is decided the clock stops on the day of the decision.
    let decision =
        "\ndecisions:\n  - { date: 2026-09-10, verdict: wind-down, why: It has stopped working }\n";
    let text = fs::read_to_string(repository.file(FILE)).expect("text");
    repository.write(FILE, format!("{}{decision}", text.trim_end()));
    repository.commit("2026-10-20");
    let row = tern(&told(&repository, &["--every", "month", "--since", "1y"]));
    let main = &row["warnings"][usize::try_from(row["first"].as_u64().expect("a place")).expect("small")];
    assert_eq!(
        [&main["outcome"], &main["on"], &main["decision"], &main["on_record"]],
        ["decided", "2026-09-10", "wind-down", "2026-10-31"],
        "{row:#}"
    );
    assert!(main["months"].as_u64().expect("a number") < months);
    let text = repository.run(&["history", "--verdicts", "--every", "month", "--since", "1y"]);
    assert!(text.stdout.contains("2026-09-10 wind-down"), "{}", text.stdout);
    assert!(
        text.stdout.contains("the decision of 2026-09-10 was written down later, by 2026-10-31"),
        "{}",
        text.stdout
    );
}

#[test]
fn each_form_has_a_row_for_each_alliance() {
    let Some(repository) = Repository::sample() else { return };
    let csv = repository.run(&["history", "--verdicts", "-o", "csv"]).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9, "{csv}");
    assert_eq!(told(&repository, &[])["alliances"].as_array().expect("a list").len(), 9);
    let text = repository.run(&["history", "--verdicts"]).stdout;
    let markdown = repository.run(&["history", "--verdicts", "-o", "markdown"]).stdout;
    for row in &rows {
        assert!(text.contains(&row[0]), "{}: {text}", &row[0]);
        assert!(markdown.contains(&row[0].replace('&', "&amp;")), "{}: {markdown}", &row[0]);
    }
    let ascii = repository.run(&["history", "--verdicts", "--ascii"]);
    assert!(ascii.stdout.is_ascii(), "{}", ascii.stdout);
}
