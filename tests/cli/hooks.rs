//! `alliance check` as hosts start it: in a hook of pre-commit, before the first commit, by the calendar.

use crate::repository::Repository;
use crate::support::{Folder, RECORD, command};

/// Runs `alliance check` with a variable of its host; gives how it ended and what it printed.
fn hosted(folder: &std::path::Path, variable: (&str, &str), args: &[&str]) -> (i32, String) {
    let form: &[&str] = if args.contains(&"-o") { &[] } else { &["-o", "concise"] };
    let run = command(folder, &[&["check"], form, args].concat())
        .env(variable.0, variable.1)
        .output()
        .expect("the program");
    let text = String::from_utf8([run.stdout, run.stderr].concat()).expect("UTF-8");
    (run.status.code().expect("no signal"), text)
}

const SLIP: (&str, &str) = ("notice_days: 60", "notice_days: reasonable notice");
const KESTREL: &str = "alliances/kestrel-and-co.yaml";

#[test]
fn a_hook_compares_with_what_it_is_given_and_else_with_the_last_commit() {
    let Some(repository) = Repository::sample() else { return };
    repository.replace(KESTREL, SLIP.0, SLIP.1);
    let (code, said) = hosted(repository.path(), ("PRE_COMMIT_FROM_REF", ""), &["--hook"]);
    assert!(code == 1 && said.contains("since HEAD ("), "{said}");
    repository.commit("2026-01-06");
    let (code, said) = hosted(repository.path(), ("PRE_COMMIT_FROM_REF", "HEAD~1"), &["--hook"]);
    assert!(code == 1 && said.contains("since HEAD~1 (") && said.contains(KESTREL), "{said}");
    // Whatever stands there is a revision, and never an option.
    let (code, said) = hosted(repository.path(), ("PRE_COMMIT_FROM_REF", "--all"), &["--hook"]);
    assert!(code == 2 && said.contains("there is no revision `--all` here"), "{said}");
    // Nobody else is told by it.
    let (_, said) = hosted(repository.path(), ("PRE_COMMIT_FROM_REF", "HEAD~1"), &["--since", "HEAD"]);
    assert!(said.contains("since HEAD ("), "{said}");
}

#[test]
fn a_checkout_that_is_compared_with_itself_is_told() {
    let Some(repository) = Repository::sample() else { return };
    let said = |args: &[&str]| repository.run(&[&["check", "-o", "concise"], args].concat());
    let told = "so this run compares a checkout with itself and can find nothing";
    let clean = said(&["--hook"]);
    assert!(clean.code == 0 && clean.stdout.contains(told), "{}", clean.stdout);
    let markdown = repository.run(&["check", "-o", "markdown", "--since", "HEAD"]);
    assert!(markdown.stdout.contains(told), "{}", markdown.stdout);
    // A file that is none of the portfolio's is no change of it; one of it is.
    repository.write("README", "more");
    assert!(said(&["--since", "HEAD"]).stdout.contains(told));
    repository.replace(KESTREL, "notice_days: 60", "notice_days: 61");
    assert!(!said(&["--since", "HEAD"]).stdout.contains(told));
    // A branch that is level with what it is to join is no mistake of the run; only the checkout's own commit is.
    repository.commit("2026-01-06");
    assert!(!said(&["--since", "HEAD~1"]).stdout.contains(told));
}

#[test]
fn the_first_commit_is_compared_with_nothing() {
    let Some(repository) = Repository::new() else { return };
    repository.write("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n");
    repository.write("alliances/tern.yaml", RECORD);
    let alone = repository.run(&["check", "-o", "concise"]);
    let first = repository.run(&["check", "-o", "concise", "--hook"]);
    assert_eq!(first.code, alone.code, "{}{}", first.stdout, first.stderr);
    assert!(first.stdout.contains("nothing is committed yet: everything counts as new"), "{}", first.stdout);
    let findings = |text: &str| text.lines().filter(|line| line.contains(".yaml:")).count();
    assert_eq!(findings(&first.stdout), findings(&alone.stdout));
    assert!(findings(&first.stdout) > 0);
}

#[test]
fn a_scheduled_run_wants_a_calendar_that_goes_on() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nas_of: 2026-01-05\ngate: { fail_on: never }\n")
        .with("alliances/tern.yaml", RECORD);
    let told = "`as_of` in portfolio.yaml stops the calendar at 2026-01-05";
    for variable in [("GITHUB_EVENT_NAME", "schedule"), ("CI_PIPELINE_SOURCE", "schedule")] {
        let (code, said) = hosted(folder.path(), variable, &[]);
        assert!(code == 1 && said.contains(told), "{said}");
    }
    for form in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "csv"]
    {
        let (_, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &["-o", form]);
        assert!(said.contains("stops the calendar at 2026-01-05"), "{form}: {said}");
    }
    // At the line that stops it, in the forms that have lines.
    let (_, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &["-o", "github"]);
    assert!(
        said.contains("::error file=portfolio.yaml,line=2,title=gate::`as_of` in portfolio.yaml"),
        "{said}"
    );
    let (_, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &["-o", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let stopped = results.iter().find(|result| result["ruleId"] == "gate").expect("a result");
    assert_eq!(stopped["level"], "error");
    assert_eq!(stopped["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let (_, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &["-o", "gitlab"]);
    let issues: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let stopped = issues.as_array().expect("a list").iter().find(|issue| issue["check_name"] == "gate");
    assert_eq!(stopped.expect("an issue")["location"]["lines"]["begin"], 2);
    let (code, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "push"), &[]);
    assert!(code == 0 && !said.contains(told), "{said}");
    // Whoever gives the day on the command line means it.
    let (code, said) = hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &["--as-of", "2026-01-05"]);
    assert!(code == 0 && !said.contains(told), "{said}");
    let folder = folder.with("portfolio.yaml", "us: Us\ngate: { fail_on: never }\n");
    assert_eq!(hosted(folder.path(), ("GITHUB_EVENT_NAME", "schedule"), &[]).0, 0);
}
