//! `alliance ask`: a sitting with answers from a pipe.

use crate::support::{Folder, Run, run};

const BARE: &str = "name: Tern\npartner: Tern Ltd   # theirs\ntype: strategic\n";

fn bare() -> Folder {
    Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", BARE)
}

fn ask(folder: &Folder, answers: &str) -> Run {
    let run = run(folder.path(), &["ask", "tern", "--as-of", "2026-11-22"], answers);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run
}

/// The questions of a sitting, without their numbers.
fn asked(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines().filter_map(|line| line.split_once(". "));
    let numbered = lines.filter(|(number, _)| number.parse::<usize>().is_ok());
    numbered.map(|(_, question)| question.to_owned()).collect()
}

#[test]
fn a_sitting_writes_the_answers_and_leaves_the_rest() {
    let folder = bare();
    let first = ask(
        &folder,
        "next year\n2025-03\nJoint: revenue\nquartr\nquarter\n~400\n400k\nTBC\n510000\n1\nEUR\n20 Jan 2025\n4\n110000\n22\n",
    );
    let text = folder.read("alliances/tern.yaml");
    assert!(text.starts_with("name: Tern\npartner: Tern Ltd   # theirs\ntype: strategic\n"), "{text}");
    for line in [
        "started: 2025-03\n",
        "name: \"Joint: revenue\", every: quarter, target: 400000, ",
        "results: [{ period: 2026-Q3, total: 510000, without: 110000 }], indicator: shared-revenue, unit: EUR, agreed: 2025-01-20",
        "method: pre-post",
        "attention: { hours_per_month: 22 }\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    for key in ["objective", "floor", "expects"] {
        assert!(!text.contains(key), "{key} in {text}");
    }
    for said in [
        "found `next year`",
        "did you mean `quarter`?",
        "write digits only",
        "settles missing-metrics.",
        "11 answers written, 1 skipped.",
    ] {
        assert!(first.stdout.contains(said), "{said} in {}", first.stdout);
    }
    // Nobody asked for more.
    assert!(
        first.stdout.contains("12 questions were asked. Enter stops here, `more` continues"),
        "{}",
        first.stdout
    );
    assert_eq!(asked(&first).len(), 12, "{}", first.stdout);
    for said in [
        "For missing-launch-date, in `started`, which is not there yet\n",
        "For undefined-metric, in `metrics[0].floor`, under line 6\n",
        "For undefined-metric, in `metrics[0].unit`, under line 6\n",
    ] {
        assert!(first.stdout.contains(said), "{said} in {}", first.stdout);
    }
    let check = folder.run(&["check", "--exit-zero", "-o", "concise"]);
    assert!(!check.stdout.contains("[invalid-value]") && check.code == 0, "{}", check.stdout);

    let second = ask(&folder, "");
    assert!(second.stdout.contains("Nothing was written."), "{}", second.stdout);
    let second = ask(&folder, &"\n".repeat(12));
    let (was, now) = (asked(&first), asked(&second));
    let again: Vec<&str> = was.iter().filter(|question| now.contains(question)).map(String::as_str).collect();
    assert_eq!(
        again,
        [
            "Below which level of \"Joint: revenue\" in a quarter (the target is 400000) would you say that Tern"
        ]
    );
    assert_eq!(folder.read("alliances/tern.yaml"), text);
}

#[test]
fn what_is_skipped_keeps_nothing_from_being_asked() {
    let folder = bare();
    let listed = folder.run(&["ask", "--list", "--as-of", "2026-11-22"]).stdout.matches("- [ ] ").count();
    assert!(listed > 12, "{listed} questions");
    let skipped = |lines: &str| run(folder.path(), &["ask", "--as-of", "2026-11-22"], lines);
    // Twelve are a sitting, unless somebody wants the next ones.
    let twelve = skipped(&"\n".repeat(100));
    assert_eq!(asked(&twelve).len(), 12, "{}", twelve.stdout);
    let all = skipped(&format!("{}more\n", "\n".repeat(12)).repeat(20));
    assert_eq!(asked(&all).len(), listed, "{}", all.stdout);
}

#[test]
fn an_answer_can_be_taken_back_and_what_is_skipped_comes_again_at_the_end() {
    let folder = bare();
    let back = ask(&folder, "back\n2025-03\nb\n2025-04\nnot sure\nask Bob\n?\nq\n");
    assert!(back.stdout.contains("   This is the first question.\n"), "{}", back.stdout);
    assert!(back.stdout.contains("   Taken back.\n"), "{}", back.stdout);
    assert_eq!(back.stdout.matches("That is no answer yet: skipped.").count(), 2, "{}", back.stdout);
    assert!(back.stdout.contains("`back` takes the last answer back, `q` stops."), "{}", back.stdout);
    assert!(back.stdout.contains("1 answer written, 2 skipped."), "{}", back.stdout);
    let text = folder.read("alliances/tern.yaml");
    assert!(text.contains("started: 2025-04\n") && !text.contains("2025-03"), "{text}");

    // Only two questions are open here: one is answered, and the other comes once more.
    let record =
        "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstage: proposed\nstarted: TBC\nowners:\n  us: TBC\n";
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n").with("alliances/tern.yaml", record);
    let open = folder.run(&["ask", "--list", "--as-of", "2026-11-22"]).stdout.matches("- [ ] ").count();
    assert!((2..12).contains(&open), "{open}");
    // One is answered, the others are skipped, and then asked again.
    let again = ask(&folder, &format!("2025-03\n{}again\nq\n", "\n".repeat(open - 1)));
    assert!(again.stdout.contains("That was the last;"), "{}", again.stdout);
    let all = asked(&again);
    assert_eq!(all.len(), open + 1, "{}", again.stdout);
    assert_eq!(all[1], all[open], "the first that was skipped: {}", again.stdout);
}

#[test]
fn five_answers_that_are_not_understood_are_said_before_the_next_question() {
    let folder = bare();
    let five = ask(&folder, "x\nx\nx\nx\nx\nq\n");
    assert!(five.stdout.contains("5 answers were not understood: this question is left"), "{}", five.stdout);
}

#[test]
fn a_sitting_can_stop_and_anything_may_come_in() {
    let folder = bare();
    let stopped = ask(&folder, "2025-03\nq\nnever\n");
    assert!(stopped.stdout.contains("1 answer written."), "{}", stopped.stdout);
    assert!(!folder.read("alliances/tern.yaml").contains("never"));
    let odd = format!(
        "{}\n\u{0}\u{1b}[31m{{x: [\n# '\"\n- \\\n0\n99999\n\u{202e}\n: \n&a *b\n|\n%\n",
        "x".repeat(10_000)
    );
    for _ in 0..3 {
        ask(&folder, &odd);
    }
    let check = folder.run(&["check", "--exit-zero", "-o", "concise"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
    assert!(folder.read("alliances/tern.yaml").starts_with(BARE));
}

#[test]
fn a_record_that_cannot_be_read_is_not_asked_about() {
    let folder = bare().with("alliances/gull.yaml", "name: [\n");
    let refused = folder.run(&["ask", "gull"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let listed = folder.run(&["ask", "--list", "--for", "partner"]);
    assert!(listed.stdout.starts_with("# Open questions for the partner"), "{}", listed.stdout);
    assert!(listed.stderr.contains("1 record cannot be read"), "{}", listed.stderr);
}

#[test]
fn a_sitting_over_a_hundred_records_is_quick() {
    let mut folder = Folder::new().with("portfolio.yaml", "us: Us\n");
    for number in 0..100 {
        let record = BARE.replace("Tern", &format!("Tern {number}"));
        folder = folder.with(&format!("alliances/tern-{number}.yaml"), record);
    }
    let started = std::time::Instant::now();
    let answers = "2025-03\nJoint revenue\nquarter\n400000\n200000\n510000\n";
    let sitting = run(folder.path(), &["ask", "--as-of", "2026-11-22"], &answers.repeat(2));
    let taken = started.elapsed();
    assert_eq!((sitting.code, sitting.stderr.as_str()), (0, ""), "{}", sitting.stdout);
    assert!(sitting.stdout.contains("12 answers written."), "{}", sitting.stdout);
    // Without optimisation, and beside other tests.
    assert!(taken.as_secs() < 60, "{taken:?} for twelve answers");
}
