//! The report for programs, held to its published schema.

use serde_json::Value;

use crate::support::{at_root, run};
use crate::{ODD, odd};

fn schema() -> Value {
    serde_json::from_str(&at_root(&["schema", "--for", "report"]).stdout).expect("JSON")
}

#[test]
fn every_report_is_what_its_schema_says() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let reports = [
        at_root(&["audit", "-o", "json"]).stdout,
        at_root(&["check", "-o", "json"]).stdout,
        at_root(&["audit", "-o", "json", "examples/broken"]).stdout,
        at_root(&["audit", "-o", "json", "--as-of", "2025-12-31"]).stdout,
        odd().run(&["check", "-o", "json"]).stdout,
        run(odd().path(), &["audit", "-", "-o", "json"], ODD).stdout,
    ];
    for text in reports {
        let report: Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .take(5)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Every object of a schema with keys, by its path.
fn objects<'s>(schema: &'s Value, path: &str, found: &mut Vec<(String, &'s Value)>) {
    if let Value::Object(fields) = schema {
        for (name, value) in fields {
            if name == "properties" {
                for (key, below) in value.as_object().into_iter().flatten() {
                    found.push((format!("{path}/{key}"), below));
                    objects(below, &format!("{path}/{key}"), found);
                }
            } else {
                objects(value, &format!("{path}/{name}"), found);
            }
        }
    }
}

#[test]
fn the_schema_says_what_every_key_means_and_knows_every_key() {
    let schema = schema();
    let mut keys = Vec::new();
    objects(&schema, "", &mut keys);
    assert!(keys.len() > 100, "{}", keys.len());
    for (path, key) in &keys {
        assert!(key["description"].is_string(), "{path} does not say what it means");
    }
    // A key of the report that the schema does not have would pass unseen: schemas allow more keys than they name.
    let report: Value = serde_json::from_str(&at_root(&["check", "-o", "json"]).stdout).expect("JSON");
    let known: std::collections::BTreeSet<&str> =
        keys.iter().filter_map(|(path, _)| path.rsplit('/').next()).collect();
    let mut unknown = Vec::new();
    walk(&report, &mut |key| {
        if !known.contains(key) {
            unknown.push(key.to_owned());
        }
    });
    assert_eq!(unknown, Vec::<String>::new());
}

fn walk(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                see(key);
                walk(value, see);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        _ => {}
    }
}
