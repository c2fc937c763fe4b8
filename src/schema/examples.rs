//! An example for every key of a schema, taken from one file in which every key stands.

use serde_json::{Map, Value};

/// Most examples that one key gets.
const MOST: usize = 2;
/// Most parts of a longer example that are shown.
const PARTS: usize = 3;

/// Gives every key below `schema` the examples that `values` have for it.
pub fn illustrate(schema: &mut Value, definitions: &mut Map<String, Value>, values: &[&serde_yaml::Value]) {
    let Some(fields) = schema.as_object_mut() else { return };
    if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        // Taken out while it is worked on: no definition holds itself.
        if let Some((name, mut definition)) = definitions.remove_entry(name) {
            illustrate(&mut definition, definitions, values);
            definitions.insert(name, definition);
        }
        return;
    }
    if let Some(properties) = fields.get_mut("properties").and_then(Value::as_object_mut) {
        for (key, property) in properties {
            let below: Vec<_> = values.iter().filter_map(|value| value.get(key.as_str())).collect();
            add(property, key, &below);
            illustrate(property, definitions, &below);
        }
    }
    if let Some(others) = fields.get_mut("additionalProperties").filter(|others| others.is_object()) {
        let below: Vec<_> = values
            .iter()
            .filter_map(|value| value.as_mapping())
            .flat_map(serde_yaml::Mapping::values)
            .collect();
        add(others, "id", &below);
        illustrate(others, definitions, &below);
    }
    if let Some(items) = fields.get_mut("items") {
        let below: Vec<_> = values.iter().filter_map(|value| value.as_sequence()).flatten().collect();
        illustrate(items, definitions, &below);
    }
    for union in ["anyOf", "allOf"] {
        for branch in fields.get_mut(union).and_then(Value::as_array_mut).into_iter().flatten() {
            illustrate(branch, definitions, values);
        }
    }
}

/// An example that is a mapping goes into the text that editors show: where they offer examples as values, they have no name
/// for it.
fn add(schema: &mut Value, key: &str, values: &[&serde_yaml::Value]) {
    let Some(fields) = schema.as_object_mut() else { return };
    if let Some(value) = values.iter().find(|value| has_keys(value)) {
        let Some(description) = fields.get("description").and_then(Value::as_str) else { return };
        let shown = serde_yaml::Mapping::from_iter([(key.into(), short(value))]);
        let shown = serde_yaml::to_string(&shown).unwrap_or_default();
        let text = format!("{description}\n\n```yaml\n{}\n```", shown.trim_end());
        fields.insert("markdownDescription".to_owned(), text.into());
        return;
    }
    let mut examples = Vec::new();
    for value in values {
        let example = serde_json::to_value(short(value)).unwrap_or_default();
        if examples.len() < MOST && !examples.contains(&example) {
            examples.push(example);
        }
    }
    if !examples.is_empty() {
        fields.insert("examples".to_owned(), examples.into());
    }
}

fn has_keys(value: &serde_yaml::Value) -> bool {
    value.is_mapping() || value.as_sequence().is_some_and(|items| items.iter().any(has_keys))
}

/// The beginning of a value: enough to show its form.
fn short(value: &serde_yaml::Value) -> serde_yaml::Value {
    match value {
        serde_yaml::Value::Sequence(items) => {
            let most = if has_keys(value) { 1 } else { PARTS };
            items.iter().take(most).map(short).collect()
        }
        serde_yaml::Value::Mapping(entries) => {
            let parts = entries.iter().take(PARTS).map(|(key, value)| (key.clone(), short(value)));
            serde_yaml::Mapping::from_iter(parts).into()
        }
        scalar => scalar.clone(),
    }
}
