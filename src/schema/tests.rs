//! The schemas are what the model is, say what every key means, and accept what the reader accepts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;

use super::{PORTFOLIO, RECORD, REPORT, make};
use crate::load::Source;
use crate::model::{Alliance, Portfolio};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("JSON")
}

fn validator(schema: &str) -> Validator {
    jsonschema::options().should_validate_formats(true).build(&parsed(schema)).expect("a schema")
}

/// A YAML text as an editor sees it.
fn seen(text: &str) -> Value {
    let mut value: serde_yaml::Value =
        serde_yaml::from_str(text.trim_start_matches('\u{feff}')).expect("YAML");
    value.apply_merge().expect("merge keys");
    serde_json::to_value(value).expect("JSON")
}

fn complaints(validator: &Validator, text: &str) -> Vec<String> {
    validator.iter_errors(&seen(text)).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn yaml_in(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn stem(file: &Path) -> &str {
    file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

#[test]
fn they_are_up_to_date() {
    let made = [
        ("alliance", make::record(), RECORD),
        ("portfolio", make::portfolio(), PORTFOLIO),
        ("report", make::report(), REPORT),
    ];
    for (name, schema, committed) in made {
        let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if std::env::var_os("ALLIANCE_WRITE_SCHEMA").is_some() {
            fs::write(root().join(format!("schema/{name}.schema.json")), text).expect("written");
        } else {
            assert!(
                text == committed,
                "schema/{name}.schema.json is not what the model and the rules say: run `just schema`, and look at what changed"
            );
        }
    }
}

/// Every key of a schema with its path.
fn keys<'s>(schema: &'s Value, path: &str, found: &mut Vec<(String, &'s Value)>) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "properties" | "definitions" => {
                        for (key, below) in value.as_object().into_iter().flatten() {
                            let path = format!("{path}/{key}");
                            if name == "properties" {
                                found.push((path.clone(), below));
                            }
                            keys(below, &path, found);
                        }
                    }
                    "additionalProperties" if value.is_object() => {
                        found.push((format!("{path}/*"), value));
                        keys(value, &format!("{path}/*"), found);
                    }
                    "items" | "anyOf" | "allOf" => keys(value, path, found),
                    _ => {}
                }
            }
        }
        Value::Array(branches) => branches.iter().for_each(|branch| keys(branch, path, found)),
        _ => {}
    }
}

#[test]
fn every_key_says_what_it_means_and_shows_an_example() {
    for schema in [parsed(RECORD), parsed(PORTFOLIO)] {
        let mut found = Vec::new();
        keys(&schema, "", &mut found);
        assert!(found.len() > 100, "only {} keys were found", found.len());
        for (path, key) in found {
            let description = key["description"].as_str().unwrap_or_default();
            assert!(description.len() > 8 && description.ends_with('.'), "{path}: {description:?}");
            let shown = key["markdownDescription"].as_str().is_some_and(|text| text.contains("```yaml\n"));
            let listed = key["examples"].as_array().is_some_and(|examples| !examples.is_empty());
            assert!(shown || listed, "{path} has no example");
        }
    }
}

#[test]
fn every_word_of_a_vocabulary_says_what_it_means() {
    fn walk(value: &Value, seen: &mut usize) {
        if let Some(words) = value.get("enum").and_then(Value::as_array) {
            let described = value["enumDescriptions"].as_array().cloned().unwrap_or_default();
            assert_eq!(words.len(), described.len(), "{value}");
            assert!(described.iter().all(|text| text.as_str().is_some_and(|text| text.len() > 3)), "{value}");
            *seen += 1;
        }
        match value {
            Value::Object(fields) => fields.values().for_each(|value| walk(value, seen)),
            Value::Array(items) => items.iter().for_each(|value| walk(value, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    walk(&parsed(RECORD), &mut seen);
    walk(&parsed(PORTFOLIO), &mut seen);
    assert!(seen > 25, "only {seen} vocabularies were found");
}

#[test]
fn no_key_goes_unnoticed() {
    fn walk(value: &Value) {
        if value.get("properties").is_some_and(Value::is_object) {
            assert!(value.get("additionalProperties").is_some(), "{value}");
        }
        match value {
            Value::Object(fields) => fields.values().for_each(walk),
            Value::Array(items) => items.iter().for_each(walk),
            _ => {}
        }
    }
    walk(&parsed(RECORD));
    walk(&parsed(PORTFOLIO));
}

#[test]
fn the_examples_are_sound() {
    let record = Source::<Alliance>::new("record.yaml".to_owned(), Ok(make::EVERY_KEY.to_owned()));
    assert!(record.mistakes.is_empty(), "{:?}", record.mistakes);
    let portfolio = Source::<Portfolio>::new("portfolio.yaml".to_owned(), Ok(make::EVERY_SETTING.to_owned()));
    assert!(portfolio.mistakes.is_empty(), "{:?}", portfolio.mistakes);
    assert_eq!(complaints(&validator(RECORD), make::EVERY_KEY), Vec::<String>::new());
    assert_eq!(complaints(&validator(PORTFOLIO), make::EVERY_SETTING), Vec::<String>::new());
}

#[test]
fn every_sound_file_is_accepted() {
    let (record, portfolio) = (validator(RECORD), validator(PORTFOLIO));
    let mut files =
        [yaml_in("alliances"), yaml_in("examples/healthy/alliances"), yaml_in("tests/fixtures")].concat();
    for name in
        ["good-rail-link", "good-kiln-coffee", "good-parcel-lockers", "fine-merge-key", "fine-bom-crlf"]
    {
        files.push(root().join(format!("examples/broken/alliances/{name}.yaml")));
    }
    for folder in ["", "examples/healthy/", "examples/broken/"] {
        files.push(root().join(format!("{folder}portfolio.yaml")));
    }
    assert!(files.len() > 25, "only {} files were found", files.len());
    for file in files {
        let schema = if stem(&file) == "portfolio" { &portfolio } else { &record };
        let text = fs::read_to_string(&file).expect("text");
        assert_eq!(complaints(schema, &text), Vec::<String>::new(), "{}", file.display());
    }
}

/// What a schema cannot know of a broken record: what another file says, and in which money the portfolio is kept.
const BEYOND_A_SCHEMA: [&str; 2] = ["duplicate-name", "foreign-money"];

#[test]
fn every_mistake_of_shape_is_refused() {
    let record = validator(RECORD);
    let mut refused = BTreeSet::new();
    for file in yaml_in("examples/broken/alliances") {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        // What is no YAML is for the editor's parser.
        if serde_yaml::from_str::<serde_yaml::Value>(text.trim_start_matches('\u{feff}')).is_err() {
            continue;
        }
        let name = stem(&file).to_owned();
        if name.starts_with("good-") || name.starts_with("fine-") || BEYOND_A_SCHEMA.contains(&name.as_str())
        {
            continue;
        }
        assert!(!complaints(&record, &text).is_empty(), "{name} is accepted");
        refused.insert(name);
    }
    for name in [
        "bad-date",
        "loose-date",
        "words-for-a-number",
        "enum-typo",
        "unknown-key",
        "missing-name",
        "many-mistakes",
        "yes-for-a-boolean",
    ] {
        assert!(refused.contains(name), "{name} was not looked at");
    }
}

#[test]
fn a_schema_takes_every_form_that_the_reader_takes() {
    const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\n";
    let schema = validator(RECORD);
    for (text, sound) in [
        ("selection: { because: availability }", true),
        ("selection: { because: [availability, enthusiasm] }", true),
        ("selection: { because: handy }", false),
        ("contributions: { us: Ten days a month of two engineers }", true),
        ("contributions: { us: { what: Ten days, delivered: true } }", true),
        ("contributions: { us: [Ten days, { what: Ten days, amount: 10 }] }", true),
        ("contributions: { us: { waht: Ten days } }", false),
        ("contributions: { us: [{ amount: ten }] }", false),
        ("contributions: [Ten days]", false),
        ("exit: { notice_days: 90 }", true),
        ("exit: { notice_days: '90' }", true),
        ("exit: { notice_days: to be agreed }", true),
        ("exit: { notice_days: TBD }", true),
        ("exit: { notice_days: ninety }", false),
        ("exit: { notice_days: -5 }", false),
        ("exit: { who: eithr }", false),
        ("exit: { who: to be agreed }", true),
        ("exit: { handover: customers }", true),
        ("exit: { handover: [customers, { item: staff, due: 2027-01-31 }] }", true),
        ("exit: { handover: [custmers] }", false),
        ("exit: { handover: [{ itm: staff }] }", false),
        ("exit: { triggers: { below: 5, for: 2 quarters } }", true),
        ("exit: { triggers: { below: 5, for: 2 sprints } }", false),
        ("exit:", true),
        ("exit: ~", true),
        ("exit: ninety days", false),
        ("metrics:", true),
        ("metrics: { target: 5 }", true),
        ("metrics: [{ target: 5 }, ~]", true),
        ("metrics: [{ target: EUR 5 }]", true),
        ("metrics: [{ target: 5.50 USD }]", true),
        ("metrics: [{ target: 1.6m }]", false),
        ("metrics: [{ results: [{ period: 2026 }, { period: 2026-H2 }] }]", true),
        ("metrics: [{ results: [{ period: 2026-Q5 }] }]", false),
        ("metrics: [{ headline: on }]", false),
        ("trust: { us: 5, meridian: 1 }", true),
        ("trust: { us: 6 }", false),
        ("governance: { reviews: [{ actions: [call them] }, { actions: 3 }] }", true),
        ("started: 2026-02-30", false),
        ("started: 2026-1-5", false),
        ("started: '2026-01-05'", true),
        ("stage: Active", false),
        ("notes: 2026", true),
        ("colour: blue", false),
    ] {
        let text = format!("{HEAD}{text}\n");
        let mistakes = Source::<Alliance>::new("tern.yaml".to_owned(), Ok(text.clone())).mistakes;
        assert_eq!(mistakes.is_empty(), sound, "the reader on {text}: {mistakes:?}");
        let complaints = complaints(&schema, &text);
        assert_eq!(complaints.is_empty(), sound, "the schema on {text}: {complaints:?}");
    }
}

#[test]
fn the_settings_of_every_rule_are_known() {
    let schema = validator(PORTFOLIO);
    for (text, sound) in [
        ("rules: { thin-portfolio: off }", true),
        ("rules: { thin-portfolio: false, late-metrics: note }", true),
        ("rules: { overdue-review: { severity: error, grace_days: 14 } }", true),
        ("rules: { overdue-review: { grace_dayz: 14 } }", false),
        ("rules: { overdue-review: { grace_days: some } }", false),
        ("rules: { overdue-review: loud }", false),
        ("rules: { crowded-portfolio: { ideal: [3, 5], too_many: 10 } }", true),
        ("rules: { crowded-portfolio: { ideal: [3, 5, 7] } }", false),
        ("rules: { unreadable-record: off }", false),
        ("rules: { no-such-rule: off }", false),
        ("rules:", true),
        ("overrides: [{ alliances: legacy-*, rules: { late-metrics: note } }]", true),
        ("overrides: [{ alliances: legacy-*, rules: { late-metrix: note } }]", false),
        ("gate: { fail_on: never, min_score: 60 }", true),
        ("gate: { fail_on: sometimes }", false),
        ("currency: euro", false),
    ] {
        let complaints = complaints(&schema, text);
        assert_eq!(complaints.is_empty(), sound, "{text}: {complaints:?}");
    }
}
