//! `examples/broken` says in its README what is wrong with it; the audit must say the same, and no more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use alliance::audit::{self, Clock};
use alliance::load::Inputs;
use alliance::report::Report;
use alliance::rules::Area;
use chrono::NaiveDate;

fn audit(example: &str) -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inputs = Inputs::read(&[PathBuf::from("examples").join(example)], None, root, std::io::empty())
        .expect("readable");
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    audit::run(inputs, Clock { today, as_of: None })
}

/// File and line of every planted mistake, from the README's tables.
fn planted() -> BTreeSet<(String, usize)> {
    let readme = include_str!("../../examples/broken/README.md");
    let mut file = String::new();
    let mut planted = BTreeSet::new();
    for line in readme.lines() {
        if line.starts_with("`many-mistakes.yaml`") {
            file = "many-mistakes.yaml".to_owned();
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let Some(name) = cells[0]
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix('`'))
            .filter(|name| name.ends_with(".yaml"))
        {
            file = name.to_owned();
        }
        if let Some(number) = cells.iter().take(2).find_map(|cell| cell.parse().ok()) {
            planted.insert((file.clone(), number));
        }
    }
    planted
}

#[test]
fn every_planted_mistake_is_found_and_nothing_else() {
    let planted = planted();
    assert!(planted.len() >= 40, "the README's tables were not understood: {planted:?}");
    let report = audit("broken");
    let found: BTreeSet<(String, usize)> = report
        .all_findings()
        .filter(|finding| finding.rule.area == Area::Record)
        .map(|finding| (finding.at.file.rsplit('/').next().unwrap_or_default().to_owned(), finding.at.line))
        .collect();
    let missed: Vec<_> = planted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&planted).collect();
    assert!(missed.is_empty() && extra.is_empty(), "missed {missed:?}, extra {extra:?}");
}

#[test]
fn the_good_records_beside_are_judged() {
    let report = audit("broken");
    for name in
        ["good-rail-link", "good-kiln-coffee", "good-parcel-lockers", "fine-merge-key", "fine-bom-crlf"]
    {
        let alliance = report.alliances.iter().find(|alliance| alliance.file.contains(name)).expect(name);
        assert!(alliance.readable && !alliance.outcomes.is_empty(), "{name}");
    }
}

#[test]
fn the_healthy_example_has_no_findings() {
    let report = audit("healthy");
    let found: Vec<_> = report
        .all_findings()
        .map(|finding| {
            format!("{} {}:{} {}", finding.rule.id, finding.at.file, finding.at.line, finding.message())
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    assert!(report.alliances.len() >= 3 && report.waived_count() == 0);
}
