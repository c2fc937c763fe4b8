//! What writes into a record: four times as much in the file takes about four times as long.

use std::time::{Duration, Instant};

use super::fills::{FILLS, Fill, numbered, with};
use super::support::Folder;

/// What gives the writers something to do, all over the file.
const FOR_WRITERS: [(&str, Fill); 5] = [
    ("waivers of misspelt rules", |n| {
        with(format!(
            "waivers:\n{}",
            numbered(n, |at| format!("  - {{ rule: late-metric, reason: r{at}, until: 2027-01-01 }}\n"))
        ))
    }),
    ("misspelt keys and amounts in other forms", |n| {
        // A file with more than a thousand mistakes is not read as a record.
        with(format!(
            "metrics:\n{}",
            numbered(n, |at| format!("  - {{ name: m{at}, unit: EUR, tagret: 5k, x-a: {:0>90} }}\n", at))
        ))
    }),
    ("triggers of misspelt metrics", |n| {
        with(format!(
            "metrics: [{{ name: Leads, every: month, target: 5 }}]\nexit:\n  triggers:\n{}",
            numbered(n, |at| format!("    - {{ metric: Laeds, below: {at}, for_periods: 2 }}\n"))
        ))
    }),
    ("questions that were written down", |n| {
        with(format!(
            "metrics:\n{}",
            numbered(n, |at| format!(
                "  - name: m{at}\n  # To answer (undefined-metric at metrics[{at}].source): m{at}\n"
            ))
        ))
    }),
    ("fields that only hold a place", |n| {
        with(format!("metrics:\n{}", numbered(n, |at| format!("  - {{ name: m{at}, floor: TBC }}\n"))))
    }),
];

/// What writes, by the words on its command line.
const WRITERS: [&[&str]; 6] = [
    &["fix", "--dry-run"],
    &["fix", "--unsafe", "--yes"],
    &["ask", "--list"],
    &["log", "review", "Tern", "--date", "2026-11-03", "--attended", "us,partner", "--yes"],
    &["import", "records", "sheet.csv", "--update", "--yes"],
    &["import", "results", "figures.csv", "--yes"],
];

const SHEET: &str = "Partner;Partner manager;Objective;We give;They give;Renewal date;Notice\n\
                     Tern;Ines;Win;Two people;50 leads a quarter;2027-01-01;90 days\n";
const FIGURES: &str = "Partner,Period,Metric,Total\nTern,2026-08,m,5\nTern,2026-09,m,6\nTern,2026-10,m,7\n";

/// How long a command takes in a folder with a record.
fn cost(text: &str, args: &[&str]) -> Duration {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Helm\nas_of: 2026-11-22\n")
        .with("alliances/tern.yaml", text)
        .with("sheet.csv", SHEET)
        .with("figures.csv", FIGURES);
    let begun = Instant::now();
    let run = folder.run(args);
    assert!((0..=3).contains(&run.code), "{args:?}: {}", run.stderr);
    begun.elapsed()
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn what_writes_takes_time_by_the_length_of_the_file() {
    const SMALL: usize = 16 * 1024;
    // Four times as much may take four times as long, and something for the noise; with the square it would be sixteen times.
    const MOST: u32 = 9;
    let mut slow = Vec::new();
    let own = FOR_WRITERS.iter().map(|shape| (shape, &WRITERS[..]));
    // Where there is nothing to correct it is enough to do the most that each can do.
    let any = FILLS.iter().map(|shape| (shape, &WRITERS[1..5]));
    for ((what, fill), writers) in own.chain(any) {
        let (small, large) = (fill(SMALL), fill(4 * SMALL));
        for args in writers {
            let (mut one, mut four) = (cost(&small, args), cost(&large, args));
            let too_slow =
                |one: Duration, four: Duration| four > one * MOST && four > Duration::from_millis(400);
            if too_slow(one, four) {
                let best = |text: &str| (0..3).map(|_| cost(text, args)).min().unwrap_or_default();
                (one, four) = (best(&small), best(&large));
            }
            println!("{what}, {}: {one:?}, {four:?}", args[..2].join(" "));
            if too_slow(one, four) {
                slow.push(format!("{what}, {args:?}: {one:?}, and four times as much {four:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
