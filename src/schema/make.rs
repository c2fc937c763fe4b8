//! Puts the schemas together: keys and types from the model, settings from the rules, examples from two files.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::examples::illustrate;
use super::settings;
use crate::model::{Alliance, Portfolio};

/// A record in which every key stands.
pub const EVERY_KEY: &str = include_str!("record.yaml");
/// A portfolio in which every key stands.
pub const EVERY_SETTING: &str = include_str!("portfolio.yaml");

/// The schema of a record.
pub fn record() -> Value {
    let mut schema = root::<Alliance>(
        "One alliance: what each side contributes and expects, how success is measured, and how it ends.",
    );
    for key in ["name", "type"] {
        demand(&mut schema["properties"][key]);
    }
    // An id for each of several partners: none of them is known beforehand.
    for open in ["partners", "ids"] {
        if let Some(keys) = schema["properties"][open].as_object_mut() {
            keys.remove("properties");
        }
    }
    schema["required"] = json!(["name", "type"]);
    schema["anyOf"] = json!([{ "required": ["partner"] }, { "required": ["partners"] }]);
    finish(schema, EVERY_KEY)
}

/// The schema of `portfolio.yaml`.
pub fn portfolio() -> Value {
    let mut schema =
        root::<Portfolio>("Whose portfolio it is, where its records are, and how the rules are set.");
    schema["definitions"]["Rules"] = settings::of_rules();
    for (name, definition) in settings::definitions() {
        schema["definitions"][name] = definition;
    }
    replace(
        &mut schema["properties"]["rules"],
        json!({ "type": ["object", "null"], "allOf": [{ "$ref": "#/definitions/Rules" }] }),
    );
    replace(
        &mut schema["definitions"]["Override"]["properties"]["rules"],
        json!({ "type": ["object", "null"], "allOf": [{ "$ref": "#/definitions/Rules" }] }),
    );
    replace(
        &mut schema["definitions"]["Gate"]["properties"]["fail_on"],
        json!({
            "enum": ["error", "warning", "note", "never", null],
            "enumDescriptions": [
                "Fails on errors only.",
                "Fails on warnings and errors.",
                "Fails on any finding.",
                "Reports, and never fails.",
                "Not set: fails on errors.",
            ],
            "errorMessage": "Write error, warning, note or never.",
        }),
    );
    schema["definitions"]["Gate"]["properties"]["min_score"]["maximum"] = 100.into();
    schema["properties"]["currency"] = json!({
        "description": schema["properties"]["currency"]["description"],
        "type": ["string", "null"],
        "pattern": "^[A-Z]{3}$",
        "errorMessage": "Write a three-letter code such as EUR, GBP or USD.",
    });
    finish(schema, EVERY_SETTING)
}

/// The schema of the report for programs.
pub fn report() -> Value {
    let mut schema = Value::from(crate::render::json::schema());
    schema["title"] = "The report of `alliance audit -o json` and `alliance check -o json`".into();
    drop_widths(&mut schema);
    schema
}

/// Takes out how wide a number is in Rust: no draft knows such a format, and strict validators refuse it.
fn drop_widths(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.retain(|key, value| {
                key != "format" || value.as_str().is_none_or(|format| !format.starts_with("uint"))
            });
            entries.values_mut().for_each(drop_widths);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_widths),
        _ => {}
    }
}

/// What the model alone says. Draft 7 is the draft that every editor knows.
fn root<T: JsonSchema>(description: &str) -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<T>());
    // Editors would head every hover with it.
    if let Some(fields) = schema.as_object_mut() {
        fields.remove("title");
    }
    schema["description"] = description.into();
    schema["$comment"] = "Made from the program's own types; `alliance schema` prints it.".into();
    replace(&mut schema["definitions"]["Waiver"]["properties"]["rule"], settings::names());
    schema
}

fn finish(mut schema: Value, every_key: &str) -> Value {
    let Some(Value::Object(mut definitions)) =
        schema["definitions"].as_object_mut().map(std::mem::take).map(Value::Object)
    else {
        return schema;
    };
    // Where it is used, each use says which types may stand there: one, a list, or a sentence.
    // The key that it is used for describes it, too.
    for definition in definitions.values_mut().filter_map(Value::as_object_mut) {
        definition.remove("description");
        if definition.contains_key("properties") {
            definition.remove("type");
        }
    }
    close(&mut schema);
    definitions.values_mut().for_each(close);
    let every_key: serde_yaml::Value = serde_yaml::from_str(every_key).unwrap_or_default();
    illustrate(&mut schema, &mut definitions, &[&every_key]);
    schema["definitions"] = Value::Object(definitions);
    schema
}

/// Puts another form in the place of a schema that keeps its description.
fn replace(schema: &mut Value, mut with: Value) {
    with["description"] = schema["description"].take();
    *schema = with;
}

/// Takes the empty value from what must be there.
fn demand(schema: &mut Value) {
    for key in ["type", "enum"] {
        if let Some(options) = schema.get_mut(key).and_then(Value::as_array_mut) {
            options.retain(|option| !option.is_null() && option != "null");
            let left = options.len();
            if let Some(descriptions) = schema.get_mut("enumDescriptions").and_then(Value::as_array_mut) {
                descriptions.truncate(left);
            }
        }
    }
}

/// Refuses every key that is not known, wherever keys are.
fn close(schema: &mut Value) {
    let Some(fields) = schema.as_object_mut() else {
        schema.as_array_mut().into_iter().flatten().for_each(close);
        return;
    };
    if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
        fields.insert("additionalProperties".to_owned(), false.into());
        // A team's own keys, which nobody judges.
        fields.insert("patternProperties".to_owned(), serde_json::json!({ "^x-": true }));
    }
    below(fields).for_each(close);
}

/// The schemas within a schema.
pub fn below(fields: &mut Map<String, Value>) -> impl Iterator<Item = &mut Value> {
    fields.iter_mut().flat_map(|(key, value)| -> Vec<&mut Value> {
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => properties.values_mut().collect(),
            ("anyOf" | "allOf", Value::Array(branches)) => branches.iter_mut().collect(),
            ("items" | "additionalProperties", schema) => vec![schema],
            _ => Vec::new(),
        }
    })
}
