//! SARIF: valid by the official schema, with lines counted by hand.

use serde_json::Value;

use crate::support::{Folder, at_root};
use crate::{expected, of_odd, text};

const SCHEMA: &str = include_str!("../fixtures/sarif-2.1.0.schema.json");

/// The schema, without a pattern of a field that we do not write: its stray bracket is no regular expression.
fn schema() -> jsonschema::Validator {
    let mut schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    for object in ["run", "toolComponent"] {
        let language = schema["definitions"][object]["properties"]["language"].as_object_mut();
        assert!(language.expect("a field").remove("pattern").is_some());
    }
    jsonschema::validator_for(&schema).expect("a schema")
}

/// The one run of a log that the schema allows.
fn run_of(log: &str) -> Value {
    let log: Value = serde_json::from_str(log).expect("JSON");
    let wrong: Vec<String> =
        schema().iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    log["runs"][0].clone()
}

fn results(run: &Value) -> &Vec<Value> {
    run["results"].as_array().expect("results")
}

fn place(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]
}

#[test]
fn the_schema_can_refuse() {
    let validator = schema();
    let mut log: Value = serde_json::from_str(&of_odd("sarif")).expect("JSON");
    assert!(validator.is_valid(&log));
    log["runs"][0]["results"][0]["level"] = "serious".into();
    assert!(!validator.is_valid(&log));
}

#[test]
fn every_finding_is_a_result_at_its_line() {
    let run = run_of(&at_root(&["check", "-o", "sarif"]).stdout);
    let mut open: Vec<_> = results(&run)
        .iter()
        .filter(|result| result["suppressions"].is_null())
        .map(|result| {
            let line = place(result)["region"]["startLine"].as_u64().expect("a line");
            (text(&result["ruleId"]), text(&place(result)["artifactLocation"]["uri"]), line)
        })
        .collect();
    let mut expected = expected(&[]);
    open.sort();
    expected.sort();
    assert_eq!(open, expected);
    // Counted in the files themselves.
    for (rule, file, line) in [
        ("drifting-alliance", "alliances/tern-analytics.yaml", 53),
        ("overdrawn-attention", "portfolio.yaml", 4),
        ("undeclared-upgrade", "alliances/borealis.yaml", 13),
    ] {
        assert!(open.contains(&(rule.to_owned(), file.to_owned(), line)), "{rule}");
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn rules_stand_where_results_say_and_explain_themselves() {
    let run = run_of(&at_root(&["check", "-o", "sarif"]).stdout);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results(&run) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["allianceFinding/v1"].is_string());
    }
    for rule in rules {
        assert!(text(&rule["help"]["markdown"]).starts_with("# "), "{}", rule["id"]);
        assert!(!text(&rule["help"]["markdown"]).contains("yaml fires"), "{}", rule["id"]);
        assert!(rule["defaultConfiguration"]["level"].is_string());
    }
}

#[test]
fn paths_are_relative_uris_and_regions_whole() {
    let run = run_of(&of_odd("sarif"));
    let [date, key] = results(&run).as_slice() else { panic!("{run}") };
    let artifact = &place(date)["artifactLocation"];
    assert_eq!(artifact["uri"], "alliances/odd%2C%2050%25%20%26%20%3Cb%3E.yaml");
    assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object());
    let region = |result: &Value| {
        ["startLine", "startColumn", "endLine", "endColumn"]
            .map(|key| place(result)["region"][key].as_u64().expect("a number"))
    };
    assert_eq!(region(date), [5, 10, 5, 20]);
    assert_eq!(region(key), [6, 1, 6, 7]);
    assert_eq!((&date["level"], &key["level"]), (&"error".into(), &"warning".into()));
}

#[test]
fn waived_findings_are_suppressed_with_the_reason() {
    let run = run_of(&at_root(&["check", "-o", "sarif"]).stdout);
    let waived: Vec<&Value> =
        results(&run).iter().filter(|result| result["suppressions"].is_array()).collect();
    let [waived] = waived.as_slice() else { panic!("{waived:#?}") };
    let suppression = &waived["suppressions"][0];
    assert_eq!(suppression["kind"], "inSource");
    assert!(text(&suppression["justification"]).contains("accepted by"), "{suppression}");
}

#[test]
fn a_second_place_is_related() {
    let run = run_of(&at_root(&["check", "-o", "sarif", "--select", "drifting-alliance"]).stdout);
    let related = &results(&run)[0]["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 61);
    assert_eq!(related["message"]["text"], "the first bad result of the unbroken run");
}

#[test]
fn an_incomplete_run_says_so_and_an_absent_portfolio_has_a_place() {
    let folder = Folder::new().with("alliances/a.yaml", "name: [");
    let run = run_of(&folder.run(&["check", "-o", "sarif"]).stdout);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let empty = Folder::new().with("alliances/a.yaml", "");
    let run = run_of(&empty.run(&["check", "-o", "sarif"]).stdout);
    assert_eq!(place(&results(&run)[0])["region"]["startLine"], 1);
    let missing = Folder::new().with("alliances/a.yaml", "name: A\npartner: B\ntype: strategic\n");
    let run = run_of(&missing.run(&["check", "-o", "sarif"]).stdout);
    assert!(results(&run).iter().any(|result| place(result)["artifactLocation"]["uri"] == "portfolio.yaml"));
}

/// Counted in the files of `examples/broken`.
#[test]
fn mistakes_have_the_place_a_person_would_point_at() {
    let run = run_of(&at_root(&["check", "examples/broken", "-o", "sarif", "--select", "record"]).stdout);
    for (file, rule, region, related) in [
        ("loose-date", "invalid-value", [4, 10, 4, 18], None),
        ("enum-typo", "invalid-value", [3, 7, 3, 15], None),
        ("foreign-money", "foreign-currency", [15, 50, 15, 57], None),
        ("duplicate-key", "invalid-value", [6, 1, 6, 5], Some(3)),
        ("unknown-key", "unknown-field", [6, 1, 6, 13], None),
        ("wrong-indent", "unreadable-record", [8, 0, 0, 0], None),
        ("empty", "unreadable-record", [1, 1, 1, 1], None),
    ] {
        let uri = format!("examples/broken/alliances/{file}.yaml");
        let found = results(&run).iter().find(|result| {
            let at = place(result);
            at["artifactLocation"]["uri"] == uri.as_str()
                && result["ruleId"] == rule
                && at["region"]["startLine"] == region[0]
        });
        let found = found.unwrap_or_else(|| panic!("{file} {region:?}"));
        let keys = ["startLine", "startColumn", "endLine", "endColumn"];
        let places = keys.map(|key| place(found)["region"][key].as_u64().expect("a number"));
        assert!(places.iter().all(|number| *number >= 1), "{file}: {places:?}");
        if region[1] > 0 {
            assert_eq!(places, region, "{file}");
        }
        let line = &found["relatedLocations"][0]["physicalLocation"]["region"]["startLine"];
        assert_eq!(line.as_u64(), related, "{file}");
    }
}
