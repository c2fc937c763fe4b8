//! What must not matter: how a file is written, what it is called, what stands beside it, in which unit money is counted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use alliance::load::{Inputs, Source};
use alliance::report::Report;
use serde_yaml::Value;
use unicode_normalization::UnicodeNormalization;

use super::{day, judged};

const DAY: &str = "2026-11-22";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The samples, and the healthy records: what is said of them must stay.
fn records() -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["alliances", "tests/fixtures"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".yaml") && name != "portfolio.yaml" {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a record"))
    };
    files.into_iter().map(read).collect()
}

fn settings() -> String {
    std::fs::read_to_string(root().join("tests/fixtures/portfolio.yaml")).expect("settings")
}

fn judge(file: &str, text: String, settings: String, on: &str) -> Report {
    let record = Source::new(file.to_owned(), Ok(text)).into();
    let portfolio = Some(Source::new("portfolio.yaml".to_owned(), Ok(settings)));
    judged(Inputs { portfolio, records: vec![record], whole: true, ..Inputs::default() }, day(on))
}

/// What is said of the first alliance, whatever the places in its file: verdict, points, and each rule with its field.
fn gist(report: &Report) -> (String, Option<u32>, BTreeSet<(String, String)>) {
    let alliance = &report.alliances[0];
    let health = alliance.health.as_ref().unwrap_or_else(|| panic!("{} cannot be read", alliance.name));
    let findings = alliance.findings.iter().map(|finding| (finding.rule.id.to_owned(), finding.path.clone()));
    let points = health.score.as_ref().map(|score| score.honoured.score);
    (health.verdict.decision.word().to_owned(), points, findings.collect())
}

/// Holds every record to what is said of it as it stands, after a change to its text.
fn nothing_changes(what: &str, change: impl Fn(&str) -> String) {
    for (file, text) in records() {
        let before = judge(&file, text.clone(), settings(), DAY);
        let after = judge(&file, change(&text), settings(), DAY);
        assert_eq!(gist(&before), gist(&after), "{what}: {file}");
    }
}

fn value(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn reversed(value: &Value) -> Value {
    match value {
        Value::Mapping(map) => {
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.reverse();
            Value::Mapping(pairs.into_iter().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Sequence(items) => Value::Sequence(items.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

#[test]
fn line_ends_marks_and_comments_do_not_matter() {
    nothing_changes("line ends", |text| text.replace('\n', "\r\n"));
    nothing_changes("a byte order mark", |text| format!("\u{feff}{text}"));
    nothing_changes("comments", |text| {
        text.lines().map(|line| format!("# said before\n{line}\n")).collect::<String>() + "# said last\n"
    });
    nothing_changes("blank lines at the end", |text| format!("{text}\n\n\n"));
}

#[test]
fn the_order_of_keys_and_the_style_do_not_matter() {
    nothing_changes("order", |text| serde_yaml::to_string(&reversed(&value(text))).expect("YAML"));
    nothing_changes("block style", |text| serde_yaml::to_string(&value(text)).expect("YAML"));
    nothing_changes("flow style and quotes", |text| serde_json::to_string(&value(text)).expect("JSON"));
}

#[test]
fn how_letters_are_composed_does_not_matter() {
    nothing_changes("decomposed letters", |text| text.nfd().collect());
    nothing_changes("composed letters", |text| text.nfc().collect());
}

#[test]
fn the_name_of_the_file_does_not_matter() {
    for (file, text) in records() {
        let before = judge(&file, text.clone(), settings(), DAY);
        let after = judge("somewhere/else entirely.yml", text, settings(), DAY);
        assert_eq!(gist(&before), gist(&after), "{file}");
    }
}

#[test]
fn a_sound_record_beside_it_does_not_matter() {
    let (_, beside) =
        records().into_iter().find(|(file, _)| file.ends_with("healthy-co-marketing.yaml")).expect("it");
    for (file, text) in records() {
        if text == beside {
            continue;
        }
        let before = gist(&judge(&file, text.clone(), settings(), DAY));
        let both = [(file.clone(), text), ("alliances/zz.yaml".to_owned(), beside.clone())];
        let records = both.map(|(file, text)| Source::new(file, Ok(text)).into()).into();
        let portfolio = Some(Source::new("portfolio.yaml".to_owned(), Ok(settings())));
        let report = judged(Inputs { portfolio, records, whole: true, ..Inputs::default() }, day(DAY));
        assert_eq!(before, gist(&report), "{file}");
    }
}

/// Keys whose values are money or levels, in a record and in the settings.
const LEVELS: &[&str] = &[
    "target",
    "floor",
    "projected",
    "total",
    "without",
    "partner_total",
    "below",
    "above",
    "cost",
    "worth",
    "cost_per_month",
    "cost_per_hour",
    "delivered",
    "amount",
    "at_least",
    "from",
    "to",
];

fn times_ten(value: &mut Value) {
    within(value, false);
}

/// Each side's reading stands under `totals`, by the name of the side.
fn within(value: &mut Value, totals: bool) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                let level = totals || key.as_str().is_some_and(|key| LEVELS.contains(&key));
                let totals = key.as_str() == Some("totals");
                match value {
                    Value::Number(number) if level => {
                        let text = number.to_string();
                        let ten = match text.split_once('.') {
                            Some((whole, rest)) => format!("{whole}{}.{}", &rest[..1], &rest[1..]),
                            None => format!("{text}0"),
                        };
                        *value = serde_yaml::from_str(ten.trim_end_matches('.')).expect("a number");
                    }
                    other => within(other, totals),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| within(item, false)),
        _ => {}
    }
}

#[test]
fn ten_times_all_money_changes_no_verdict() {
    let larger = |text: &str| {
        let mut value = value(text);
        times_ten(&mut value);
        serde_yaml::to_string(&value).expect("YAML")
    };
    for (file, text) in records() {
        let before = judge(&file, text.clone(), settings(), DAY);
        let after = judge(&file, larger(&text), larger(&settings()), DAY);
        assert_eq!(gist(&before), gist(&after), "{file}");
    }
}

#[test]
fn a_day_later_only_what_depends_on_time_may_change() {
    for (file, text) in records() {
        let one = judge(&file, text.clone(), settings(), DAY);
        let next = judge(&file, text, settings(), "2026-11-23");
        let rules = |report: &Report| -> BTreeSet<(String, String)> {
            let findings = report.alliances[0].findings.iter().filter(|finding| !finding.rule.time_dependent);
            findings.map(|finding| (finding.rule.id.to_owned(), finding.path.clone())).collect()
        };
        assert_eq!(rules(&one), rules(&next), "{file}");
        assert_eq!(gist(&one).0, gist(&next).0, "{file}");
    }
}
