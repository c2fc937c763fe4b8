//! Whatever fills a file: four times as much of it takes about four times as long, and nothing overflows.

use std::time::{Duration, Instant};

use alliance::edit::splice;
use alliance::load::read::{MAX_BYTES, decode_text};
use alliance::load::{Inputs, Source};
use alliance::model::{Alliance, Edit, Yaml};
use alliance::render::ci::concise;
use alliance::render::{html, json};

use super::fills::FILLS;
use super::{day, judged};

/// How long it takes to read, judge, print and edit a record.
fn cost(text: &str) -> Duration {
    let begun = Instant::now();
    let source = Source::new("alliances/a.yaml".to_owned(), decode_text(text.as_bytes().to_vec()));
    let inputs = Inputs { records: vec![source.into()], whole: true, ..Inputs::default() };
    let report = judged(inputs, day("2026-11-22"));
    let checked = alliance::check::run(report, &alliance::check::CheckOptions::default());
    assert!(!concise::check(&checked, false).is_empty());
    assert!(json::check(&checked).text().is_ok());
    assert!(html::report(&checked.report, None).is_ok());
    let edit = Edit::Set { path: "tier".to_owned(), value: Yaml::Word("core".to_owned()) };
    // What cannot be read is refused, which also has to end.
    let _ = splice::<Alliance>(text, &edit);
    begun.elapsed()
}

#[ignore = "slow: run by .ci/run"]
#[test]
fn what_fills_a_file_takes_time_by_its_length() {
    const SMALL: usize = 32 * 1024;
    // Four times as much may take four times as long, and something for the noise; with the square it would be sixteen times.
    const MOST: u32 = 9;
    let mut slow = Vec::new();
    for (what, fill) in FILLS {
        let (small, large) = (fill(SMALL), fill(4 * SMALL));
        // Somebody else may have had the machine: the best of three counts.
        let best = |text: &str| (0..3).map(|_| cost(text)).min().unwrap_or_default();
        let (mut one, mut four) = (cost(&small), cost(&large));
        if four > one * MOST && four > Duration::from_millis(200) {
            (one, four) = (best(&small), best(&large));
        }
        println!("{what}: {one:?}, {four:?}");
        if four > one * MOST && four > Duration::from_millis(200) {
            slow.push(format!("{what}: {one:?}, and four times as much {four:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn the_largest_file_of_each_sort_ends_well() {
    // Those that are soon done, up to the last byte that is read: a stack would overflow here, not at a thousand.
    let limit = usize::try_from(MAX_BYTES).expect("fits");
    for (what, fill) in
        FILLS.iter().filter(|(what, _)| ["zeros", "open", "slips"].iter().any(|sort| what.starts_with(sort)))
    {
        let text = fill(limit - 1024);
        assert!(text.len() <= limit, "{what}");
        let source = Source::new("alliances/a.yaml".to_owned(), decode_text(text.into_bytes()));
        let inputs = Inputs { records: vec![source.into()], whole: true, ..Inputs::default() };
        assert_eq!(judged(inputs, day("2026-11-22")).alliances.len(), 1, "{what}");
    }
}
