//! Portfolios to measure on: full records of every kind, about half of them healthy, the rest with gaps of each sort.
//! The same seed gives the same bytes.

mod gap;
mod names;
mod record;
mod seed;
mod slips;
mod words;

use std::fmt::Write as _;

use seed::Seed;

/// The seed of the published figures.
pub const SEED: u64 = 20_261_122;

/// One record of so many is no YAML.
const BROKEN_ONE_IN: usize = 240;

/// A file of the portfolio.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its name, in a folder of its own.
    pub file: String,
    /// What is in it.
    pub text: String,
    /// Whether it cannot be read, on purpose.
    pub broken: bool,
}

/// The records of a portfolio.
pub fn records(count: usize, seed: u64) -> impl Iterator<Item = Record> {
    (0..count).map(move |index| {
        let mut stream = Seed::of(seed, index);
        let text = record::write(index, &mut stream);
        let broken = index % BROKEN_ONE_IN == BROKEN_ONE_IN / 2;
        let text = if broken { slips::break_up(&text, index / BROKEN_ONE_IN) } else { text };
        Record { file: format!("alliance-{index:05}.yaml"), text, broken }
    })
}

/// The portfolio's own file.
pub fn settings(count: usize) -> String {
    let mut text = String::new();
    // A String takes whatever is written to it.
    let _ = write!(
        text,
        "us: Harbour & Lane\ncurrency: EUR\nalliances: alliances/*.yaml\n\
         attention: {{ capacity_hours_per_month: {}, cost_per_hour: 95 }}\ntrailing_months: 12\nas_of: 2026-11-22\n\
         gate: {{ fail_on: error }}\nrules:\n  overdue-review: {{ grace_days: 7 }}\n\
         overrides:\n  - {{ alliances: [\"*-mill\", \"North*\"], rules: {{ late-metrics: note }} }}\n  \
         - {{ alliances: [legacy-*], rules: {{ missing-sponsor: off }} }}\n",
        count * 14
    );
    text
}
