//! More ways to talk the gate round, which end in a mistake or leave the finding where it is; and those that were holes.

use std::fs;
use std::path::Path;

use crate::loosened::link;
use crate::repository::Repository;
use crate::support::{Run, rows_below};

const KESTREL: &str = "alliances/kestrel-and-co.yaml";

/// What a way does to the repository.
type Act = fn(&Repository);

fn text(it: &Repository) -> String {
    fs::read_to_string(it.file(KESTREL)).expect("a record")
}

fn add(it: &Repository, bytes: &[u8]) {
    it.write(KESTREL, [text(it).as_bytes(), bytes].concat());
}

fn settings(it: &Repository, line: &str) {
    let text = fs::read_to_string(it.file("portfolio.yaml")).expect("settings");
    it.write("portfolio.yaml", format!("{text}{line}\n"));
}

fn moved(it: &Repository, to: &str) {
    fs::create_dir_all(it.file(to).parent().expect("a folder")).expect("a folder");
    fs::rename(it.file(KESTREL), it.file(to)).expect("moved");
}

/// Each way, by the name that the page gives it.
const WAYS: [(&str, Act); 24] = [
    ("a record that cannot be read", |it| add(it, b"name: [\n")),
    ("a record with bytes that are not UTF-8", |it| add(it, b"x-a: \xff\n")),
    ("a record with a NUL byte", |it| add(it, b"x-a: \0\n")),
    ("a record that is too large", |it| add(it, &[b'#'; 1_100_000])),
    ("a second document in a record", |it| add(it, b"---\nname: x\n")),
    ("a record behind a link that leads out", |it| {
        // The repository's own folder is no part of the portfolio's.
        moved(it, ".git/kestrel.yaml");
        fs::create_dir_all(it.file("team")).expect("a folder");
        for part in ["portfolio.yaml", "alliances"] {
            fs::rename(it.file(part), it.file(&format!("team/{part}"))).expect("moved");
        }
        link(Path::new("../../.git/kestrel.yaml"), &it.file("team/alliances/kestrel-and-co.yaml"));
    }),
    ("a pattern in other capitals", |it| settings(it, "alliances: ALLIANCES/**/*.yaml")),
    ("settings that cannot be read", |it| settings(it, "rules: [")),
    ("a tag called like the branch", |it| {
        it.git(&["checkout", "--quiet", "-b", "work"]);
        it.commit("2026-01-06");
        it.git(&["tag", "main"]);
    }),
    ("a record moved into a folder below", |it| moved(it, "alliances/sub/kestrel.yaml")),
    ("a record under another name, and its file", |it| {
        it.replace(KESTREL, "name: Kestrel & Co", "name: Zorro");
        moved(it, "alliances/zorro.yaml");
    }),
    ("a record with the name of another", |it| {
        it.replace(KESTREL, "name: Kestrel & Co", "name: Tern Analytics")
    }),
    ("a record that claims the other's name as an alias", |it| {
        it.replace(
            KESTREL,
            "name: Kestrel & Co",
            "name: Kestrel II\naliases: [Tern Analytics, Kestrel & Co]",
        );
    }),
    ("a record whose file ends otherwise", |it| moved(it, "alliances/kestrel-and-co.yml")),
    ("a byte order mark, other line ends", |it| {
        it.write(KESTREL, format!("\u{feff}{}", text(it).replace('\n', "\r\n")));
    }),
    ("a record behind a link", |it| {
        moved(it, "kept/kestrel.yaml");
        link(Path::new("../kept/kestrel.yaml"), &it.file(KESTREL));
    }),
    ("a folder of records behind a link", |it| {
        fs::rename(it.file("alliances"), it.file("real")).expect("moved");
        link(Path::new("real"), &it.file("alliances"));
    }),
    ("`.gitattributes` and `.gitignore`", |it| {
        it.write(".gitattributes", "*.yaml working-tree-encoding=UTF-16 export-ignore binary\n");
        it.write(".gitignore", "alliances/kestrel*\n");
        it.git(&["rm", "--quiet", "--cached", KESTREL]);
    }),
    ("`fiscal_year_starts`, `currency` or `us` changed", |it| {
        settings(it, "fiscal_year_starts: 04");
        it.replace("portfolio.yaml", "currency: EUR", "currency: USD");
        it.replace("portfolio.yaml", "us: ", "us: Kestrel & Co # ");
    }),
    ("`as_of` moved ahead", |it| it.replace("portfolio.yaml", "as_of: 2026-11-22", "as_of: 2030-01-01")),
    ("`portfolio.yaml` deleted", |it| fs::remove_file(it.file("portfolio.yaml")).expect("removed")),
    ("`started` moved", |it| {
        let text = text(it);
        let moved = text.lines().map(|line| match line.starts_with("started:") {
            true => "started: 2026-11-20\n".to_owned(),
            false => format!("{line}\n"),
        });
        it.write(KESTREL, moved.collect::<String>());
    }),
    ("terms hidden under `x-`", |it| it.replace(KESTREL, "\nexit:", "\nx-exit:")),
    ("`stage: paused`", |it| add(it, b"stage: paused\n")),
];

fn broken() -> Option<Repository> {
    let repository = Repository::sample()?;
    repository.replace(KESTREL, "notice_days: 60", "notice_days: reasonable notice");
    Some(repository)
}

fn check(repository: &Repository) -> Run {
    let team = repository.file("team").is_dir();
    let path: &[&str] = if team { &["team"] } else { &[] };
    repository.run(&[&["check", "--since", "main", "-o", "concise"], path].concat())
}

#[test]
fn each_way_of_the_second_table_ends_as_it_says() {
    let rows = rows_below("What ends in another way");
    assert_eq!(rows.len(), WAYS.len());
    for (row, (name, act)) in rows.iter().zip(WAYS) {
        let [named, says, exit] = row.as_slice() else { panic!("not three cells: {row:?}") };
        assert_eq!(named, name);
        let Some(repository) = broken() else { return };
        act(&repository);
        let told = check(&repository);
        let all = told.stdout + &told.stderr;
        assert_eq!(told.code.to_string(), *exit, "{name}: {all}");
        assert!(all.contains(says.as_str()), "{name} does not say {says}: {all}");
    }
}

/// The settings above were in force for these records, and a new file below does not take them out of their hands.
#[test]
fn settings_that_were_in_force_above_still_judge() {
    let strict = "us: Us\ngate: { fail_on: note }\n";
    let record = crate::support::RECORD;
    let Some(repository) = Repository::of(&[("portfolio.yaml", strict), ("alliances/tern.yaml", record)])
    else {
        return;
    };
    repository.write("alliances/portfolio.yaml", "us: Us\nalliances: \"[a-o|q-z]*.yaml\"\n");
    for path in ["alliances/tern.yaml", "alliances"] {
        let told = repository.run(&["check", "--since", "main", "-o", "concise", path]);
        assert_eq!(told.code, 1, "{path}: {}{}", told.stdout, told.stderr);
        assert!(told.stdout.contains("`gate.fail_on` from note to error"), "{path}: {}", told.stdout);
    }
    // A portfolio of other records is nobody's to hold.
    repository.git(&["checkout", "--quiet", "."]);
    fs::remove_file(repository.file("alliances/portfolio.yaml")).expect("removed");
    repository.write("team/portfolio.yaml", "us: Us\n");
    repository.write("team/alliances/lark.yaml", record.replace("Tern", "Lark"));
    let told = repository.run(&["check", "--since", "main", "-o", "concise", "team", "--fail-on", "never"]);
    assert!(!told.stdout.contains("loosened"), "{}", told.stdout);
    assert_eq!(told.code, 0, "{}{}", told.stdout, told.stderr);
}

#[test]
fn a_name_of_two_commits_is_refused_and_one_of_the_same_is_not() {
    let Some(repository) = Repository::sample() else { return };
    repository.git(&["tag", "main"]);
    let same = repository.run(&["check", "--since", "main", "-o", "concise"]);
    assert_eq!((same.code, same.stderr.as_str()), (0, ""), "{}", same.stdout);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.commit("2026-01-06");
    repository.git(&["tag", "--force", "--annotate", "--message", "other", "main"]);
    for revision in ["main", "main~0", "main^{commit}"] {
        let told = repository.run(&["check", "--since", revision]);
        assert_eq!(told.code, 2, "{revision}: {}", told.stdout);
        assert!(told.stderr.contains("such as `refs/heads/main`"), "{}", told.stderr);
    }
    let told = repository.run(&["check", "--since", "refs/heads/main", "-o", "concise"]);
    assert_eq!((told.code, told.stderr.as_str()), (0, ""), "{}", told.stdout);
    // What stands below a name is another name.
    repository.git(&["tag", "--delete", "main"]);
    repository.git(&["tag", "main/1"]);
    assert_eq!(repository.run(&["check", "--since", "main"]).code, 0);
}

/// Whoever has decided to end an alliance says so, and then it may be called ended.
#[test]
fn an_end_that_was_decided_is_no_loosening() {
    let Some(repository) = Repository::sample() else { return };
    let tern = "alliances/tern-analytics.yaml";
    let text = fs::read_to_string(repository.file(tern)).expect("a record");
    let text: String =
        text.lines().filter(|line| !line.starts_with("stage:")).map(|line| format!("{line}\n")).collect();
    repository.write(tern, format!("{text}stage: ended\n"));
    assert!(check(&repository).stdout.contains("Tern Analytics is marked as ended"));
    repository.write(tern, &text);
    let log = [
        "log",
        "decision",
        "tern",
        "wind-down",
        "--why",
        "Both floors were missed for a year",
        "--next",
        "2026-12-31",
        "--yes",
    ];
    let logged = repository.run(&log);
    assert_eq!(logged.code, 0, "{}{}", logged.stdout, logged.stderr);
    let text = fs::read_to_string(repository.file(tern)).expect("a record");
    repository.write(tern, format!("{text}stage: ended\n"));
    let told = check(&repository);
    assert!(!told.stdout.contains("loosened"), "{}", told.stdout);
}
