//! A record of another trade than the samples', and what one change at a time makes of it.
//!
//! The changes are in `tests/fixtures/cold-chain/cases.txt`: faults told in other words than the pages of the rules use,
//! and honest records that look like them.

use alliance::audit::{self, Clock};
use alliance::load::Inputs;
use alliance::report::{AllianceReport, Report};
use alliance::rules::Severity;

use super::support::{AS_OF, root};

/// One change to the sound record, and what has to come of it.
struct Case<'t> {
    name: &'t str,
    verdicts: Vec<&'t str>,
    about: Vec<&'t str>,
    quiet: Option<&'t str>,
    record: String,
}

#[test]
fn each_change_leads_to_a_verdict_that_can_be_defended() {
    let fixtures = root().join("tests/fixtures/cold-chain");
    let read = |name: &str| std::fs::read_to_string(fixtures.join(name)).expect("a fixture");
    let (sound, cases) = (read("sound.yaml"), read("cases.txt"));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("alliances")).expect("a folder");
    std::fs::write(folder.path().join("portfolio.yaml"), read("portfolio.yaml")).expect("the settings");
    let mut short = Vec::new();
    let mut tried = 0;
    for case in cases.split("\n## ").skip(1).map(|block| parse(block, &sound)) {
        tried += 1;
        std::fs::write(folder.path().join("alliances/a.yaml"), &case.record).expect("a record");
        short.extend(wrong(&case, &judged(folder.path())));
    }
    assert!(tried > 100, "only {tried} cases were read");
    assert!(short.is_empty(), "{} of {tried} fall short:\n{}", short.len(), short.join("\n"));
}

fn judged(folder: &std::path::Path) -> Report {
    let inputs = Inputs::read(&[], None, folder, std::io::empty()).expect("one record");
    let today = alliance::model::Date::parse(AS_OF).expect("a date").0;
    audit::run(inputs, Clock { today, as_of: Some(today) })
}

/// What is wrong with what came out, if anything.
fn wrong(case: &Case, report: &Report) -> Vec<String> {
    let alliance: &AllianceReport = &report.alliances[0];
    let verdict = alliance.health.as_ref().map(|health| health.verdict.decision.word()).unwrap_or_default();
    let loud = alliance.findings.iter().filter(|finding| finding.severity > Severity::Note);
    let said: Vec<String> =
        loud.map(|finding| format!("{} {}", finding.rule.id, finding.message())).collect();
    let has = |word: &str| said.iter().any(|text| text.to_lowercase().contains(word));
    let mut wrong = Vec::new();
    if !case.verdicts.contains(&verdict) {
        wrong.push(format!("{}: \"{verdict}\" instead of {}", case.name, case.verdicts.join(" or ")));
    }
    if !case.about.is_empty() && !case.about.iter().any(|word| has(word)) {
        wrong.push(format!("{}: nothing about {} in {said:?}", case.name, case.about.join(" or ")));
    }
    if let Some(alarm) = case.quiet.filter(|word| has(word)) {
        wrong.push(format!("{}: a false alarm about {alarm}", case.name));
    }
    wrong
}

/// Reads a block of the cases and makes its change, which has to fit in one place only.
fn parse<'t>(block: &'t str, sound: &str) -> Case<'t> {
    let (head, changes) = block.split_once('\n').unwrap_or((block, ""));
    let (name, rest) = head.split_once(": ").expect("a name and verdicts");
    let mut parts = rest.split(" ; ");
    let verdicts = parts.next().expect("verdicts").split(" | ").collect();
    let (mut about, mut quiet) = (Vec::new(), None);
    for part in parts {
        match part.split_once(' ') {
            Some(("about", words)) => about = words.split('|').collect(),
            Some(("not", words)) => quiet = Some(words),
            _ => panic!("{name}: `{part}` is neither what it is about nor what not"),
        }
    }
    let mut record = sound.to_owned();
    let (mut old, mut new) = (String::new(), String::new());
    for line in changes.lines().chain([""]) {
        match (line.strip_prefix("< "), line.strip_prefix("> ")) {
            (Some(before), _) if new.is_empty() => old += &format!("{before}\n"),
            (_, Some(after)) => new += &format!("{after}\n"),
            (before, None) => {
                if !old.is_empty() {
                    assert_eq!(record.matches(&old).count(), 1, "{name}: {old}");
                    record = record.replace(&old, &new);
                }
                (old, new) = (before.map_or(String::new(), |before| format!("{before}\n")), String::new());
            }
        }
    }
    Case { name, verdicts, about, quiet, record }
}
