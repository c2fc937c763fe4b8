//! The portfolios that we measure on are what they say: the same each time, readable, and wrong in every way.

#[path = "../../benches/portfolio/mod.rs"]
mod portfolio;

use std::collections::{BTreeMap, BTreeSet};

use alliance::audit::{self, Clock};
use alliance::load::{Inputs, Source};
use alliance::model::{Alliance, Date};
use alliance::report::Report;
use alliance::rules::Area;
use portfolio::{Record, SEED, records, settings};

const COUNT: usize = 200;

fn audited() -> Report {
    let read = |record: Record| Source::new(format!("alliances/{}", record.file), Ok(record.text)).into();
    let inputs = Inputs {
        portfolio: Some(Source::new("portfolio.yaml".to_owned(), Ok(settings(COUNT)))),
        records: records(COUNT, SEED).map(read).collect(),
        whole: true,
        as_signed: Vec::new(),
        notes: Vec::new(),
    };
    // The portfolio pins its own day.
    audit::run(inputs, Clock { today: Date::parse("2030-01-01").expect("a date").0, as_of: None })
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let texts = |count, seed| records(count, seed).map(|record| record.text).collect::<Vec<_>>();
    assert_eq!(texts(COUNT, SEED), texts(COUNT, SEED));
    assert_eq!(
        texts(20, SEED),
        texts(COUNT, SEED)[..20],
        "a small portfolio is the beginning of a large one"
    );
    assert_ne!(texts(20, SEED), texts(20, SEED + 1));
}

#[test]
fn every_record_can_be_read_but_those_that_are_broken_on_purpose() {
    let mut broken = 0;
    for record in records(1_000, SEED) {
        let source = Source::<Alliance>::new(record.file.clone(), Ok(record.text));
        assert_eq!(source.value.is_none(), record.broken, "{}: {:?}", record.file, source.mistakes);
        broken += usize::from(record.broken);
    }
    assert!((1..=5).contains(&broken), "{broken} of 1,000 are broken");
}

#[test]
fn no_two_alliances_have_one_name() {
    let name = |record: &Record| {
        record.text.lines().find_map(|line| line.strip_prefix("name: ")).expect("a name").to_owned()
    };
    let names: BTreeSet<String> = records(20_000, SEED).map(|record| name(&record)).collect();
    assert_eq!(names.len(), 20_000);
}

#[test]
fn a_record_has_about_a_hundred_lines_and_about_half_have_nothing_wrong() {
    let lines: usize = records(COUNT, SEED).map(|record| record.text.lines().count()).sum();
    assert!((100..=130).contains(&(lines / COUNT)), "{lines} lines in {COUNT} records");
    let report = audited();
    let healthy = report.alliances.iter().filter(|alliance| alliance.findings.is_empty()).count();
    assert!((80..=120).contains(&healthy), "{healthy} of {COUNT} have no finding");
    let findings = report.all_findings().count();
    assert!((2 * COUNT..=4 * COUNT).contains(&findings), "{findings} findings in {COUNT} records");
}

#[test]
fn every_area_has_findings_and_no_rule_has_most_of_them() {
    let report = audited();
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut areas: Vec<Area> = Vec::new();
    for finding in report.all_findings() {
        *by_rule.entry(finding.rule.id).or_default() += 1;
        areas.push(finding.rule.area);
    }
    for area in Area::ALL {
        assert!(areas.contains(&area), "nothing is wrong in {area:?}");
    }
    assert!(by_rule.len() >= 80, "only {} rules have something to say", by_rule.len());
    let most = by_rule.iter().max_by_key(|(_, count)| **count).expect("a rule");
    assert!(*most.1 <= COUNT * 3 / 10, "{} has {} findings", most.0, most.1);
}
