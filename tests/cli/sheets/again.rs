//! The same sheet a second time, and what is not a record.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{done, fixture, portfolio, sound, state};
use crate::support::Folder;

const PARTNERS: &str = "Partner,Type,Owner,Renewal date,Target,KPI,Notes\n\
    Tern,Referral,Ines,2027-03-31,40 per quarter,Leads,Met in Porto\n\
    Lark,Referral,Tom,2027-03-31,5 per month,Leads,\n";

#[test]
fn the_same_sheet_again_brings_what_changed_in_it_and_leaves_what_a_person_changed() {
    let folder = portfolio("EUR", &[]).with("p.csv", PARTNERS);
    done(&folder.run(&["import", "records", "p.csv"]));
    // A person corrects one field of it, and comments on another.
    let tern = folder.read("alliances/tern.yaml");
    let mine =
        tern.replace("name: Ines", "name: Ines Duarte").replace("target: 40", "target: 40 # as agreed");
    assert_ne!(mine, tern);
    let folder = folder.with("alliances/tern.yaml", &mine);
    // The rows have moved, and four cells have changed.
    let changed = "Partner,Type,Owner,Renewal date,Target,KPI,Notes\n\
        Lark,Referral,Tom,2027-03-31,5 per month,Leads,Left out so far\n\
        Tern,Referral,Olga,2027-06-30,50 per quarter,Leads,Met in Porto\n\
        Gull,Referral,Ines,,,,\n";
    let folder = folder.with("p.csv", changed);
    let plain = folder.run(&["import", "records", "p.csv", "--dry-run"]);
    assert!(done(&plain).contains("Already there and left unchanged (2 records)"), "{}", plain.stdout);
    // Nobody there to ask: nothing is written into what exists.
    let asked = folder.run(&["import", "records", "p.csv", "--update"]);
    assert_eq!(asked.code, 2);
    assert!(asked.stderr.contains("no terminal to confirm on"), "{}", asked.stderr);
    assert_eq!(folder.read("alliances/tern.yaml"), mine);
    let update = folder.run(&["import", "records", "p.csv", "--update", "--yes"]);
    let said = done(&update);
    assert!(said.contains("owners.us.name") && said.contains("sheet Olga; record Ines Duarte"), "{said}");
    let wanted =
        mine.replace("target: 40 # as agreed", "target: 50 # as agreed").replace("2027-03-31", "2027-06-30");
    assert_eq!(folder.read("alliances/tern.yaml"), wanted);
    assert!(folder.read("alliances/lark.yaml").contains("notes: [Left out so far]\n"));
    assert!(folder.file("alliances/gull.yaml").exists());
    sound(&folder);
    let files = state(folder.path());
    let again = folder.run(&["import", "records", "p.csv", "--update", "--yes"]);
    assert!(done(&again).contains("Nothing to write"), "{}", again.stdout);
    assert_eq!(state(folder.path()), files);
}

#[test]
fn a_sheet_where_a_record_should_be_names_the_command() {
    let folder = portfolio("EUR", &["partners.csv"]);
    for command in ["audit", "check", "summary"] {
        let run = folder.run(&[command, "partners.csv"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("`alliance import records partners.csv`"), "{}", run.stderr);
    }
}

#[test]
fn files_that_look_like_records_are_said_once() {
    let tern = crate::support::RECORD;
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nalliances: alliances/*.yaml\n")
        .with("alliances/tern.yaml", tern)
        .with("alliances/lark.yaml.txt", tern)
        .with("alliances/~$teal.yml", "x")
        .with("alliances/kite.yml", tern)
        .with("alliances/notes.txt", "x")
        .with("alliances/tern - Copy.yaml", tern.replace("Tern", "Turn"));
    let audit = folder.run(&["audit"]);
    for note in [
        "note: alliances/lark.yaml.txt is not read: if it is a record, rename it to lark.yaml\n",
        "note: alliances/~$teal.yml is not read: an office program left it behind, and it can be deleted\n",
        "note: alliances/kite.yml is not read: nothing in `alliances:` of portfolio.yaml matches it",
        "note: alliances/tern - Copy.yaml looks like a copy but is read as an alliance of its own",
    ] {
        assert_eq!(audit.stderr.matches(note).count(), 1, "{note}: {}", audit.stderr);
    }
    assert_eq!(audit.stderr.lines().count(), 4, "{}", audit.stderr);
}

/// The commands of docs/start.md print what the page says; `...` stands for lines that it leaves out. What has to be typed, and
/// how long the program takes, is counted.
#[test]
fn the_first_fifteen_minutes_work() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/start.md")).expect("a page");
    let mut folder = Folder::new();
    for sheet in ["partners.xlsx", "crm_results.csv"] {
        folder = folder.with(sheet, fs::read(fixture(sheet)).expect("a sheet"));
    }
    let mut ran = 0;
    let mut taken = Duration::ZERO;
    let typed: usize = page
        .split("\n## 5.")
        .next()
        .into_iter()
        .flat_map(|part| part.split("```console\n").skip(1))
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .filter_map(|line| line.strip_prefix("$ "))
        .map(|command| command.chars().count() + 1)
        .sum();
    assert!(page.contains(&format!("sections 1 to 4 take {typed} keystrokes")), "{typed} keystrokes");
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block");
        for command in format!("\n{block}").split("\n$ ").skip(1) {
            let (line, wanted) = command.split_once('\n').unwrap_or((command, ""));
            let words = words(line);
            let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            ran += 1;
            if words[0] == "rm" {
                fs::remove_file(folder.file(args[0])).expect("removed");
                continue;
            }
            let begun = Instant::now();
            let run = folder.run(&args);
            taken += begun.elapsed();
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}: {}", run.stdout);
            let mut printed = run.stdout.lines();
            let mut anywhere = false;
            for wanted in wanted.trim_end().lines() {
                if wanted == "..." {
                    anywhere = true;
                    continue;
                }
                let found = if anywhere {
                    printed.any(|line| line == wanted)
                } else {
                    printed.next() == Some(wanted)
                };
                assert!(found, "`{line}` does not print `{wanted}`:\n{}", run.stdout);
                anywhere = false;
            }
            assert!(anywhere || printed.next().is_none(), "`{line}` prints more:\n{}", run.stdout);
        }
    }
    assert!(ran >= 7, "{ran}");
    println!("{typed} keystrokes, {taken:?} of the program");
    // Without optimisation, and beside other tests.
    assert!(taken < Duration::from_secs(60), "{taken:?}");
}

/// The words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
