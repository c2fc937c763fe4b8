//! What can be asked of `alliance check` beside its paths: a text for a file, the settings of another commit, numbers.

use crate::repository::Repository;
use crate::support::{Folder, RECORD, run};

#[test]
fn standard_input_stands_for_a_file() {
    let folder = Folder::new()
        .with("team/portfolio.yaml", "us: Us\nas_of: 2026-11-22\nwaivers: []\n")
        .with("team/alliances/tern.yaml", RECORD)
        .with("team/alliances/lark.yaml", "name: [");
    let typed = RECORD.to_owned() + "started: 2025-1-1\n";
    let args = ["check", "-", "--stdin-filename", "team/alliances/tern.yaml", "-o", "concise"];
    let here = run(folder.path(), &args, &typed);
    assert!(here.stdout.contains("team/alliances/tern.yaml:"), "{}{}", here.stdout, here.stderr);
    assert!(here.stdout.contains("2025-1-1"), "what was typed is judged: {}", here.stdout);
    assert!(here.stdout.contains("as of 2026-11-22"), "by its portfolio: {}", here.stdout);
    assert!(here.stdout.contains("1 record read") || here.stdout.contains("1 could not be read"));
    assert!(!here.stdout.contains("lark"), "and nothing else: {}", here.stdout);
    assert_eq!(folder.read("team/alliances/tern.yaml"), RECORD, "nothing is written");
    // The same from another folder, without the dash, and for a file that is not there yet.
    let beside =
        run(&folder.file("team"), &["check", "-", "--stdin-filename", "./alliances/tern.yaml"], &typed);
    assert!(beside.stdout.contains("alliances/tern.yaml:"), "{}", beside.stdout);
    let args = ["check", "--stdin-filename", "team/alliances/new.yaml", "-o", "concise"];
    let new = run(folder.path(), &args, &typed);
    assert!(new.stdout.contains("team/alliances/new.yaml:"), "{}{}", new.stdout, new.stderr);
    let both = run(folder.path(), &["check", "team", "--stdin-filename", "team/alliances/tern.yaml"], &typed);
    assert!(both.code == 2 && both.stderr.contains("goes with `-` and no other path"), "{}", both.stderr);
}

#[test]
fn standard_input_is_compared_with_the_file_it_stands_for() {
    let Some(repository) = Repository::sample() else { return };
    let file = "alliances/kestrel-and-co.yaml";
    let text = std::fs::read_to_string(repository.file(file)).expect("a record");
    let args = ["check", "-", "--stdin-filename", file, "--since", "HEAD", "-o", "concise"];
    let same = run(repository.path(), &args, &text);
    assert!(same.code == 0 && same.stdout.contains("nothing new"), "{}{}", same.stdout, same.stderr);
    let slip = text.replace("notice_days: 60", "notice_days: reasonable notice");
    assert_ne!(slip, text);
    let changed = run(repository.path(), &args, &slip);
    assert!(changed.code == 3 && changed.stdout.contains("reasonable notice"), "{}", changed.stdout);
}

#[test]
fn the_settings_of_another_commit_judge() {
    let Some(repository) = Repository::of(&[
        ("team/portfolio.yaml", "us: Us\nas_of: 2026-11-22\n"),
        ("team/alliances/tern.yaml", RECORD),
    ]) else {
        return;
    };
    let strict = repository.run(&["check", "team", "-o", "concise"]);
    assert_eq!(strict.code, 1, "{}", strict.stdout);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.write("team/portfolio.yaml", "us: Us\nas_of: 2026-11-22\ngate: { fail_on: never }\n");
    repository.commit("2026-01-06");
    assert_eq!(repository.run(&["check", "team"]).code, 0);
    for path in ["team", "team/alliances/tern.yaml", "team/portfolio.yaml"] {
        let held = repository.run(&["check", path, "--config-from", "main", "-o", "concise"]);
        assert_eq!(held.code, 1, "{path}: {}{}", held.stdout, held.stderr);
        assert!(held.stdout.contains("settings, waivers and gate are those of main ("), "{}", held.stdout);
    }
    // Also where the branch has taken them away, or made them unreadable.
    repository.write("team/portfolio.yaml", "us: [");
    assert_eq!(repository.run(&["check", "team", "--config-from", "main"]).code, 1);
    std::fs::remove_file(repository.file("team/portfolio.yaml")).expect("a file");
    let here = run(&repository.file("team"), &["check", "--config-from", "main", "-o", "concise"], "");
    assert!(here.code == 1 && here.stdout.contains("of main ("), "{}{}", here.stdout, here.stderr);
    let nowhere = repository.run(&["check", "team", "--config-from", "nowhere"]);
    assert!(nowhere.code == 2 && nowhere.stderr.contains("--config-from"), "{}", nowhere.stderr);
    repository.commit("2026-01-07");
    let none = repository.run(&["check", "team", "--config-from", "HEAD"]);
    assert!(none.code == 2 && none.stderr.contains("there is no portfolio.yaml"), "{}", none.stderr);
}

#[test]
fn statistics_count_what_is_shown() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nas_of: 2026-11-22\n")
        .with("alliances/tern.yaml", RECORD)
        .with("alliances/lark.yaml", RECORD.replace("Tern", "Lark"));
    let listed = folder.run(&["check", "-o", "concise"]);
    let counted = folder.run(&["check", "--statistics"]);
    assert_eq!(counted.code, listed.code);
    let findings = listed.stdout.lines().filter(|line| line.contains(".yaml:") && line.contains('[')).count();
    let rows = counted.stdout.lines().map_while(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    let (numbers, sum): (Vec<usize>, usize) = rows.fold((Vec::new(), 0), |(mut all, sum), number| {
        all.push(number);
        (all, sum + number)
    });
    // The last line begins with a number, too.
    assert_eq!(sum - numbers.last().expect("a last line"), findings, "{}", counted.stdout);
    assert!(numbers[..numbers.len() - 1].is_sorted_by(|one, other| one >= other), "{numbers:?}");
    let few = folder.run(&["check", "--statistics", "--select", "exit"]);
    assert!(
        !few.stdout.contains("missing-objective") && few.stdout.contains("missing-exit-terms"),
        "{}",
        few.stdout
    );
    assert_eq!(folder.run(&["check", "--statistics", "-o", "json"]).code, 2);
}
