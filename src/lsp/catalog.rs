//! What the schemas say of a field: what it means, which words it takes, which keys stand below it.

use std::sync::OnceLock;

use serde_json::Value;

use crate::load::locate::PathSegment;
use crate::schema;

/// Deepest chain of references that is followed.
const DEEPEST: usize = 16;

/// What a file is described by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Record,
    Portfolio,
}

/// The schemas that hold for a field: a field may be one thing or a list of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Described(Vec<&'static Value>);

/// A word that a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keyword {
    pub(super) word: &'static str,
    pub(super) means: &'static str,
}

fn root(kind: FileKind) -> &'static Value {
    static RECORD: OnceLock<Value> = OnceLock::new();
    static PORTFOLIO: OnceLock<Value> = OnceLock::new();
    let (known, text) = match kind {
        FileKind::Record => (&RECORD, schema::RECORD),
        FileKind::Portfolio => (&PORTFOLIO, schema::PORTFOLIO),
    };
    known.get_or_init(|| serde_json::from_str(text).unwrap_or_default())
}

/// What is known of the field to which these steps lead; nothing where there is none.
pub(super) fn field(kind: FileKind, steps: &[PathSegment]) -> Described {
    let root = root(kind);
    let mut here = vec![root];
    for step in steps {
        let around = expanded(root, &here);
        here = match step {
            PathSegment::Key(key) => {
                let named: Vec<&Value> =
                    around.iter().filter_map(|schema| schema.get("properties")?.get(key)).collect();
                let others = || {
                    let other = around.iter().filter_map(|schema| schema.get("additionalProperties"));
                    other.filter(|schema| schema.is_object()).collect()
                };
                if named.is_empty() { others() } else { named }
            }
            PathSegment::Index(_) => {
                let items: Vec<&Value> = around.iter().filter_map(|schema| schema.get("items")).collect();
                // What may be a list or one of its items has the same form without a list around it.
                if items.is_empty() { here } else { items }
            }
        };
    }
    Described(here)
}

/// A schema with all that it refers to.
fn expanded(root: &'static Value, schemas: &[&'static Value]) -> Vec<&'static Value> {
    let mut found = Vec::new();
    for schema in schemas {
        expand(root, schema, DEEPEST, &mut found);
    }
    found
}

fn expand(root: &'static Value, schema: &'static Value, depth: usize, found: &mut Vec<&'static Value>) {
    if depth == 0 {
        return;
    }
    found.push(schema);
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
    if let Some(target) = reference.and_then(|name| root.pointer(name)) {
        expand(root, target, depth - 1, found);
    }
    for branch in ["anyOf", "allOf", "oneOf"] {
        for schema in schema.get(branch).and_then(Value::as_array).into_iter().flatten() {
            expand(root, schema, depth - 1, found);
        }
    }
}

impl Described {
    /// Whether nothing is known of it.
    #[cfg(test)]
    pub(super) fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    fn all(&self, kind: FileKind) -> Vec<&'static Value> {
        expanded(root(kind), &self.0)
    }

    /// What it means, with an example, as Markdown.
    pub(super) fn documentation(&self, kind: FileKind) -> Option<&'static str> {
        let all = self.all(kind);
        ["markdownDescription", "description"]
            .iter()
            .find_map(|key| all.iter().find_map(|schema| schema.get(*key)?.as_str()))
    }

    /// What it means, in a sentence.
    #[cfg(test)]
    pub(super) fn summary(&self, kind: FileKind) -> Option<&'static str> {
        self.all(kind).into_iter().find_map(|schema| schema.get("description")?.as_str())
    }

    /// The words that may stand there, with what they mean.
    pub(super) fn words(&self, kind: FileKind) -> Vec<Keyword> {
        let mut words: Vec<Keyword> = Vec::new();
        for schema in self.all(kind) {
            let means = schema.get("enumDescriptions").and_then(Value::as_array);
            for (index, word) in
                schema.get("enum").and_then(Value::as_array).into_iter().flatten().enumerate()
            {
                let Some(word) = word.as_str().filter(|word| words.iter().all(|known| known.word != *word))
                else {
                    continue;
                };
                let means = means.and_then(|means| means.get(index)?.as_str()).unwrap_or_default();
                words.push(Keyword { word, means });
            }
        }
        words
    }

    /// The keys that may stand below it, as the schema has them.
    pub(super) fn keys(&self, kind: FileKind) -> Vec<&'static str> {
        let mut keys: Vec<&'static str> = Vec::new();
        for schema in self.all(kind) {
            for key in
                schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|it| it.keys())
            {
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    /// Whether any side may be a key below it.
    pub(super) fn is_by_side(&self, kind: FileKind) -> bool {
        self.all(kind).iter().any(|schema| schema.get("additionalProperties").is_some_and(Value::is_object))
    }

    /// Whether a list may stand there.
    pub(super) fn is_list(&self, kind: FileKind) -> bool {
        self.all(kind).iter().any(|schema| schema.get("items").is_some())
    }

    /// Whether it takes a date and nothing else.
    pub(super) fn is_date(&self, kind: FileKind) -> bool {
        self.all(kind).iter().any(|schema| schema.get("format").and_then(Value::as_str) == Some("date"))
    }

    /// Whether it takes nothing but what a form allows.
    pub(super) fn is_formed(&self, kind: FileKind) -> bool {
        self.all(kind).iter().any(|schema| schema.get("pattern").is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::outline::steps;

    fn at(path: &str) -> Described {
        field(FileKind::Record, &steps(path))
    }

    #[test]
    fn fields_are_known_by_their_paths() {
        let summary = |path| at(path).summary(FileKind::Record).unwrap_or_default();
        assert!(
            summary("metrics[0].floor").starts_with("Below this it is not working"),
            "{}",
            summary("metrics[0].floor")
        );
        assert!(summary("contributions.us[1].kind").len() > 8);
        assert!(summary("contributions.some-id.kind").len() > 8);
        assert!(summary("exit.handover[0].item").len() > 8);
        assert!(at("metrics[0].flor").is_unknown());
        let words = at("exit.who").words(FileKind::Record);
        assert!(words.iter().any(|word| word.word == "either" && word.means.contains("side")), "{words:?}");
        assert!(at("governance.reviews[0].date").is_date(FileKind::Record));
        assert!(at("contributions").is_by_side(FileKind::Record) && at("metrics").is_list(FileKind::Record));
        let rules = field(FileKind::Portfolio, &steps("rules"));
        assert!(rules.keys(FileKind::Portfolio).contains(&"overdue-review"));
    }
}
