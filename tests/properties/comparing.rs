//! However many alliances are laid side by side: four times as many take about four times as long.

use std::time::{Duration, Instant};

use alliance::check::baseline::Baseline;
use alliance::check::{self, CheckOptions};
use alliance::compare::difference::difference;
use alliance::compare::verdicts::verdicts;
use alliance::load::{Inputs, Source};
use alliance::report::history::{History, HistoryPoint};
use alliance::report::{Change, Fate, FindingScope, Report, SourceText};
use alliance::rules::Severity;

use super::{day, judged};

const RECORD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstage: active\nstarted: 2024-01-01\n\
                      contributions:\n  us: Support\n  partner: Help\naliases: [Old Tern]\n";

/// A report on so many alliances, each called after `word`, with lines that all have and as many that `own` makes its own.
fn report(number: usize, word: &str, own: &str) -> Report {
    let source = Source::new("alliances/tern.yaml".to_owned(), Ok(RECORD.to_owned()));
    let inputs = Inputs { records: vec![source.into()], whole: true, ..Inputs::default() };
    let mut report = judged(inputs, day("2026-11-22"));
    let one = report.alliances.remove(0);
    report.sources.clear();
    for place in 0..number {
        let mut alliance = one.clone();
        alliance.place = place;
        alliance.name = format!("{word} {place}");
        alliance.aliases = vec![format!("Old {word} {place}")];
        alliance.file = format!("alliances/{word}-{place}.yaml").into();
        for finding in &mut alliance.findings {
            finding.fingerprint.scope = FindingScope::Alliance(alliance.name.clone());
            finding.at.file = alliance.file.clone();
        }
        let template: String = (0..30).map(|line| format!("field-{line}:\n")).collect();
        let lines: String = (0..30).map(|line| format!("{own} {place} {line}\n")).collect();
        report.sources.push(SourceText { file: alliance.file.clone(), text: template + &lines });
        report.alliances.push(alliance);
    }
    report
}

/// Two states, and what has to come of it.
type States = (&'static str, fn(usize) -> [Report; 2]);

const STATES: [States; 5] = [
    ("all replaced by others", |n| [report(n, "Tern", "tern"), report(n, "Gull", "gull")]),
    ("all renamed, with their files", |n| [report(n, "Tern", "same"), report(n, "Gull", "same")]),
    ("all taken away", |n| [report(n, "Tern", "tern"), report(1, "Gull", "gull")]),
    ("all worse", |n| {
        let mut before = report(n, "Tern", "tern");
        let findings = before.alliances.iter_mut().flat_map(|alliance| &mut alliance.findings);
        findings.for_each(|finding| finding.severity = Severity::Note);
        [before, report(n, "Tern", "tern")]
    }),
    ("nothing changed", |n| [report(n, "Tern", "tern"), report(n, "Tern", "tern")]),
];

/// How long it takes to compare two states, and to hold the later one to a baseline of the earlier one.
fn cost(states: fn(usize) -> [Report; 2], number: usize) -> Duration {
    let [base, head] = states(number);
    let known = Baseline::of(&base);
    let begun = Instant::now();
    let told =
        difference(&base, head.clone(), ["a".into(), "b".into()], Vec::new(), &|_| Some(Fate::Gone), None);
    assert!(told.tally.fixed + told.tally.unchanged + told.tally.removed + told.tally.worse >= number);
    let options = CheckOptions { baseline: Some((&known, "baseline.json")), ..CheckOptions::default() };
    let checked = check::run(head, &options);
    assert!(checked.hidden.baselined + checked.hidden.stale > 0);
    assert!(known.clone().pruned(&base) == known);
    begun.elapsed()
}

/// A history of alliances that are called otherwise at every point.
fn history(number: usize) -> History {
    let points = (0..6).map(|month| {
        let report = report(number, if month % 2 == 0 { "Tern" } else { "Old Tern" }, "tern");
        let day = day(&format!("2026-0{}-28", month + 1));
        let standing = Ok(alliance::compare::history::standing(&report));
        HistoryPoint { label: day.to_string(), day, commit: None, standing }
    });
    History { us: None, currency: "EUR".to_owned(), points: points.collect(), remarks: Vec::new() }
}

fn cost_of_history(number: usize) -> Duration {
    let history = history(number);
    let begun = Instant::now();
    assert!(!verdicts(&history).rows.is_empty());
    begun.elapsed()
}

#[test]
fn comparing_takes_time_by_how_many_there_are() {
    const SMALL: usize = 300;
    // As for what fills a file: with the square it would be sixteen times.
    const MOST: u32 = 9;
    const SOON: Duration = Duration::from_millis(500);
    let mut slow = Vec::new();
    let mut hold = |what: &str, cost: &dyn Fn(usize) -> Duration| {
        let (mut one, mut four) = (cost(SMALL), cost(4 * SMALL));
        if four > one * MOST && four > SOON {
            let best = |number| (0..3).map(|_| cost(number)).min().unwrap_or_default();
            (one, four) = (best(SMALL), best(4 * SMALL));
        }
        println!("{what}: {one:?}, {four:?}");
        if four > one * MOST && four > SOON {
            slow.push(format!("{what}: {one:?}, and four times as many {four:?}"));
        }
    };
    for (what, states) in STATES {
        hold(what, &|number| cost(states, number));
    }
    hold("a history of names that change", &cost_of_history);
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn what_is_renamed_with_its_file_is_found_among_many() {
    let number = 500;
    let (base, mut head) = (report(number, "Tern", "same"), report(number, "Gull", "same"));
    let compared = alliance::compare::compare(&base, &mut head);
    assert!(compared.gone.is_empty());
    assert_eq!(compared.pairs.iter().filter(|pair| pair.base == pair.head).count(), number);
    let mut changes = head.alliances.iter().flat_map(|alliance| &alliance.findings).map(|it| it.change);
    assert!(changes.all(|change| change == Some(Change::Unchanged)));
}
