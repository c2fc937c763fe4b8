//! Records of other trades than the samples', and what one change at a time makes of them: faults told in other words than
//! the pages of the rules use, and honest records that look like them.
//!
//! The changes are in `tests/fixtures/cold-chain/cases.txt`, line by line, and in `tests/fixtures/trades/*/cases.txt`, by the
//! fields that change.

use std::collections::HashMap;

use alliance::audit::{self, Clock};
use alliance::load::Inputs;
use alliance::report::{AllianceReport, Report};
use alliance::rules::Severity;

use super::support::{self, AS_OF, root};
use super::{first, healthy};

/// What has to come of a change.
struct Wanted<'t> {
    name: &'t str,
    verdicts: Vec<&'t str>,
    about: Vec<&'t str>,
    quiet: Option<&'t str>,
    /// Another change that is made before.
    like: Option<&'t str>,
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
    for (wanted, record) in cases.split("\n## ").skip(1).map(|block| parse(block, &sound)) {
        tried += 1;
        std::fs::write(folder.path().join("alliances/a.yaml"), &record).expect("a record");
        short.extend(wanted.wrong(&judged(folder.path())));
    }
    assert!(tried > 100, "only {tried} cases were read");
    assert!(short.is_empty(), "{} of {tried} fall short:\n{}", short.len(), short.join("\n"));
}

#[test]
fn each_trade_has_its_own_words_for_the_same_faults() {
    let trades = root().join("tests/fixtures/trades");
    let folders = std::fs::read_dir(&trades).expect("the trades").map(|folder| folder.expect("a folder"));
    let mut names: Vec<String> =
        folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let (mut short, mut tried) = (Vec::new(), 0);
    for trade in names {
        let read = |name: &str| std::fs::read_to_string(trades.join(&trade).join(name)).expect("a fixture");
        let (portfolio, cases) = (read("portfolio.yaml"), read("cases.txt"));
        let sound = support::Case::new("unreadable-record").base(&format!("trades/{trade}/sound"));
        let sound = sound.portfolio(&portfolio);
        let mut changes: HashMap<&str, &str> = HashMap::new();
        for block in cases.split("\n## ").skip(1) {
            let (head, change) = block.split_once('\n').unwrap_or((block, ""));
            let (name, rest) = head.split_once(": ").expect("a name and verdicts");
            changes.insert(name, change);
            let wanted = Wanted::parse(name, rest);
            let mut case = sound.clone();
            for change in wanted.like.map(|like| changes[like]).into_iter().chain([change]) {
                if change.lines().any(|line| !line.is_empty() && !line.starts_with('#')) {
                    case = case.with(change);
                }
            }
            tried += 1;
            short.extend(wanted.wrong(&case.report()).into_iter().map(|wrong| format!("{trade}: {wrong}")));
        }
    }
    assert!(tried > 500, "only {tried} cases were read");
    assert!(short.is_empty(), "{} of {tried} fall short:\n{}", short.len(), short.join("\n"));
}

#[test]
fn a_sound_record_is_sound_in_other_words() {
    let text = std::fs::read_to_string(root().join("tests/fixtures/said-otherwise.txt")).expect("a fixture");
    let (mut said, mut tried) = (Vec::new(), 0);
    for block in text.split("\n## ").skip(1) {
        let (base, change) = block.split_once('\n').expect("a record and its sentences");
        let mut case = support::Case::new("unreadable-record").base(base);
        if let Some(trade) = base.strip_suffix("/sound") {
            let settings = root().join(format!("tests/fixtures/{trade}/portfolio.yaml"));
            case = case.portfolio(&std::fs::read_to_string(settings).expect("settings"));
        }
        let report = case.with(change).report();
        tried += 1;
        said.extend(report.alliances[0].findings.iter().map(|found| {
            format!("{tried} {base}: {} {}: {}", found.severity, found.rule.id, found.message())
        }));
    }
    assert!(tried > 25, "only {tried} records were read");
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn a_type_is_what_is_exchanged_whatever_the_governance() {
    let text = std::fs::read_to_string(root().join("tests/fixtures/types.txt")).expect("a fixture");
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for block in text.split("\n## ").skip(1) {
        let (head, change) = block.split_once('\n').expect("a change");
        let (name, wanted) = head.split_once(": ").expect("a name and a type");
        let (kind, shows) = wanted.split_once(" ; shows ").expect("a type and what shows it");
        let report = healthy().with(change).report();
        let inferred = &first(&report).inferred;
        let [found] = inferred.candidates() else {
            wrong.push(format!("{name}: {:?} {:?}", inferred.conclusion, inferred.signals));
            continue;
        };
        let evidence: Vec<&str> = inferred.signals(*found).map(|signal| signal.sentence.as_str()).collect();
        if found.word() != kind || !evidence.iter().any(|sentence| sentence.contains(shows)) {
            wrong.push(format!("{name}: {found} by {evidence:?}"));
        }
        tried += 1;
    }
    assert!(wrong.is_empty() && tried > 16, "{tried}\n{}", wrong.join("\n"));
}

fn judged(folder: &std::path::Path) -> Report {
    let inputs = Inputs::read(&[], None, folder, std::io::empty()).expect("one record");
    let today = alliance::model::Date::parse(AS_OF).expect("a date").0;
    audit::run(inputs, Clock { today, as_of: Some(today) })
}

impl<'t> Wanted<'t> {
    /// Reads what stands behind the name: `prove it | restructure ; about floor|minimum ; not overdue ; like other-case`.
    fn parse(name: &'t str, text: &'t str) -> Self {
        let mut parts = text.split(" ; ");
        let verdicts = parts.next().expect("verdicts").split(" | ").collect();
        let mut wanted = Self { name, verdicts, about: Vec::new(), quiet: None, like: None };
        for part in parts {
            match part.split_once(' ') {
                Some(("about", words)) => wanted.about = words.split('|').collect(),
                Some(("not", words)) => wanted.quiet = Some(words),
                Some(("like", other)) => wanted.like = Some(other),
                _ => panic!("{name}: `{part}` is neither what it is about nor what not"),
            }
        }
        wanted
    }

    /// What is wrong with what came out, if anything.
    fn wrong(&self, report: &Report) -> Vec<String> {
        let alliance: &AllianceReport = &report.alliances[0];
        let verdict =
            alliance.health.as_ref().map(|health| health.verdict.decision.word()).unwrap_or_default();
        // A promise that is called vague is a false alarm however softly it is said.
        let loud = alliance
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Note || finding.rule.id == "vague-contribution");
        let said: Vec<String> =
            loud.map(|finding| format!("{} {}", finding.rule.id, finding.message())).collect();
        let has = |word: &str| said.iter().any(|text| text.to_lowercase().contains(word));
        let mut wrong = Vec::new();
        if !self.verdicts.contains(&verdict) {
            wrong.push(format!("{}: \"{verdict}\" instead of {}", self.name, self.verdicts.join(" or ")));
        }
        if !self.about.is_empty() && !self.about.iter().any(|word| has(word)) {
            wrong.push(format!("{}: nothing about {} in {said:?}", self.name, self.about.join(" or ")));
        }
        if let Some(alarm) = self.quiet.filter(|word| has(word)) {
            wrong.push(format!("{}: a false alarm about {alarm}: {said:?}", self.name));
        }
        wrong
    }
}

/// Reads a block of the cases and makes its change, which has to fit in one place only.
fn parse<'t>(block: &'t str, sound: &str) -> (Wanted<'t>, String) {
    let (head, changes) = block.split_once('\n').unwrap_or((block, ""));
    let (name, rest) = head.split_once(": ").expect("a name and verdicts");
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
    (Wanted::parse(name, rest), record)
}
