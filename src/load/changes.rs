//! What has been edited in a file: two trees, field by field, list items by what they are called.

use serde::Serialize;

use super::Source;
use super::locate::item_name;
use super::tree::{NodeId, Tree, Value};
use crate::model::Period;

/// Longest value told, in characters.
const LONGEST: usize = 120;

/// A field that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field, list items by name: `metrics[Joint pipeline].target`.
    pub path: String,
    /// What it was; `None` where it was not there.
    pub before: Option<String>,
    /// What it is; `None` where it is gone.
    pub after: Option<String>,
    /// The line it is on, or was on where it is gone.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Every field that differs, in the order of the later file. A file that is no YAML has none.
pub fn changes<T>(before: &Source<T>, after: &Source<T>) -> Vec<FieldChange> {
    let (Some(old), Some(new)) = (&before.tree, &after.tree) else { return Vec::new() };
    let mut found = Vec::new();
    let mut differ = Differ { old, new, found: &mut found, places: (before, after) };
    differ.values(old.root(), new.root(), "");
    found
}

struct Differ<'s, T> {
    old: &'s Tree,
    new: &'s Tree,
    found: &'s mut Vec<FieldChange>,
    places: (&'s Source<T>, &'s Source<T>),
}

impl<T> Differ<'_, T> {
    fn values(&mut self, old: NodeId, new: NodeId, path: &str) {
        match (self.old.value(old), self.new.value(new)) {
            (Value::Mapping(before), Value::Mapping(after)) => {
                for pair in after.chunks_exact(2) {
                    let key = text(self.new, pair[0]);
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    match self.old.entry(old, &key) {
                        Some((_, value)) => self.values(value, pair[1], &path),
                        None => self.note(None, Some(pair[1]), path),
                    }
                }
                for pair in before.chunks_exact(2) {
                    let key = text(self.old, pair[0]);
                    if self.new.entry(new, &key).is_none() {
                        let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                        self.note(Some(pair[1]), None, path);
                    }
                }
            }
            (Value::Sequence(before), Value::Sequence(after)) => self.items(before, after, path),
            (Value::Scalar { text: before, .. }, Value::Scalar { text: after, .. }) if before == after => {}
            _ => self.note(Some(old), Some(new), path.to_owned()),
        }
    }

    /// Items by name, then what is left at the same place: an item that only got another name. What is of a period is never
    /// the same as what is of another one, wherever the two stand.
    fn items(&mut self, before: &[NodeId], after: &[NodeId], path: &str) {
        let old_names: Vec<_> = before.iter().map(|item| name_of(self.old, *item)).collect();
        let mut free = vec![true; before.len()];
        let mut counterparts: Vec<Option<usize>> = vec![None; after.len()];
        let mut names = Vec::new();
        for (at, item) in after.iter().enumerate() {
            let name = name_of(self.new, *item);
            let same =
                (0..before.len()).find(|place| free[*place] && name.is_some() && old_names[*place] == name);
            if let Some(same) = same {
                free[same] = false;
                counterparts[at] = Some(same);
            }
            names.push(name.unwrap_or_else(|| at.to_string()));
        }
        for (at, counterpart) in counterparts.iter_mut().enumerate() {
            let dated = |tree, item: Option<&NodeId>| item.is_some_and(|item| period(tree, *item).is_some());
            let is_dated = dated(self.old, before.get(at)) || dated(self.new, after.get(at));
            if counterpart.is_none() && free.get(at) == Some(&true) && !is_dated {
                free[at] = false;
                *counterpart = Some(at);
            }
        }
        for ((item, name), counterpart) in after.iter().zip(names).zip(counterparts) {
            let path = format!("{path}[{name}]");
            match counterpart {
                Some(place) => self.values(before[place], *item, &path),
                None => self.note(None, Some(*item), path),
            }
        }
        for (place, item) in before.iter().enumerate().filter(|(place, _)| free[*place]) {
            let name = old_names[place].clone().unwrap_or_else(|| place.to_string());
            self.note(Some(*item), None, format!("{path}[{name}]"));
        }
    }

    fn note(&mut self, old: Option<NodeId>, new: Option<NodeId>, path: String) {
        let (before, after) = self.places;
        let place = match (old, new) {
            (_, Some(node)) => after.place_of_span(self.new.span(node), String::new()),
            (Some(node), None) => before.place_of_span(self.old.span(node), String::new()),
            (None, None) => return,
        };
        let change = FieldChange {
            path,
            before: old.map(|node| told(self.old, node)),
            after: new.map(|node| told(self.new, node)),
            line: place.line,
            column: place.column,
        };
        self.found.push(change);
    }
}

/// What an item goes by: a result by its period, however that is written, anything else by its name.
fn name_of(tree: &Tree, item: NodeId) -> Option<String> {
    let period = period(tree, item).and_then(|text| Period::parse(text).or_else(|| Period::near_miss(text)));
    let period = period.map(|period| period.to_string());
    period.or_else(|| item_name(tree, item))
}

/// The period that an item is of.
fn period(tree: &Tree, item: NodeId) -> Option<&str> {
    match tree.value(tree.entry(item, "period")?.1) {
        Value::Scalar { text, .. } if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn text(tree: &Tree, node: NodeId) -> String {
    match tree.value(node) {
        Value::Scalar { text, .. } => text.to_owned(),
        _ => String::new(),
    }
}

/// A value in a few words.
fn told(tree: &Tree, node: NodeId) -> String {
    let counted = |number: usize, noun| crate::text::count(i64::try_from(number).unwrap_or(i64::MAX), noun);
    match tree.value(node) {
        value if value.is_null() => "nothing".to_owned(),
        Value::Scalar { text, .. } => crate::text::shorten(text, LONGEST),
        // What fits on a line says more than its size.
        Value::Sequence(items) => {
            let words: Option<Vec<&str>> = items
                .iter()
                .map(|item| match tree.value(*item) {
                    Value::Scalar { text, .. } => Some(text),
                    _ => None,
                })
                .collect();
            match words.map(|words| words.join(", ")).filter(|words| words.chars().count() <= LONGEST) {
                Some(words) if !words.is_empty() => words,
                _ => counted(items.len(), "item"),
            }
        }
        Value::Mapping(entries) => match item_name(tree, node) {
            Some(name) => format!("\"{name}\", {}", counted(entries.len() / 2, "field")),
            None => counted(entries.len() / 2, "field"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Alliance;

    fn told(before: &str, after: &str) -> Vec<String> {
        let source =
            |text: &str| -> Source<Alliance> { Source::new("a.yaml".to_owned(), Ok(text.to_owned())) };
        changes(&source(before), &source(after))
            .into_iter()
            .map(|it| {
                let word = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
                format!("{}: {} > {} @{}:{}", it.path, word(it.before), word(it.after), it.line, it.column)
            })
            .collect()
    }

    #[test]
    fn fields_are_told_with_their_values_and_places() {
        let before = "name: A\nexit:\n  who: us\n  agreed: 2025-01-01\n";
        assert!(told(before, "# moved\n\nname: 'A'\nexit: { agreed: 2025-01-01, who: us }\n").is_empty());
        assert_eq!(
            told(before, "name: A\nexit:\n  who: either\ntier: core\n"),
            ["exit.who: us > either @3:8", "exit.agreed: 2025-01-01 > - @4:11", "tier: - > core @4:7"]
        );
        assert_eq!(told(before, "name: A\nexit:\n"), ["exit: 2 fields > nothing @2:5"]);
    }

    #[test]
    fn items_go_by_their_names() {
        let before = "metrics:\n- { name: A, target: 1 }\n- { name: B, target: 2 }\n";
        assert_eq!(
            told(
                before,
                "metrics:\n- { name: C, target: 9 }\n- { name: B, target: 3 }\n- { name: A, target: 1 }\n"
            ),
            ["metrics[C]: - > \"C\", 2 fields @2:3", "metrics[B].target: 2 > 3 @3:22"]
        );
        assert_eq!(
            told(before, "metrics:\n- { name: A, target: 1 }\n"),
            ["metrics[B]: \"B\", 2 fields > - @3:3"]
        );
        assert_eq!(
            told(before, "metrics:\n- { name: Z, target: 1 }\n- { name: B, target: 2 }\n"),
            ["metrics[Z].name: A > Z @2:11"],
            "the same item under another name"
        );
    }

    #[test]
    fn results_go_by_their_periods_and_never_by_their_places() {
        let results = |list: &str| format!("metrics:\n- name: A\n  results: [{list}]\n");
        let before = results("{ period: 2026-Q1, total: 1 }, { period: 2026-Q2, total: 2 }");
        assert_eq!(
            told(&before, &results("{ period: 2026-Q2, total: 2 }, { period: 2026-Q3, total: 9 }")),
            [
                "metrics[A].results[2026-Q3]: - > \"2026-Q3\", 2 fields @3:44",
                "metrics[A].results[2026-Q1]: \"2026-Q1\", 2 fields > - @3:13"
            ]
        );
        assert_eq!(
            told(&before, &results("{ period: 2026-Q4, total: 1 }, { period: 2026-Q2, total: 5 }")),
            [
                "metrics[A].results[2026-Q4]: - > \"2026-Q4\", 2 fields @3:13",
                "metrics[A].results[2026-Q2].total: 2 > 5 @3:70",
                "metrics[A].results[2026-Q1]: \"2026-Q1\", 2 fields > - @3:13"
            ],
            "the first is another result, and not the same one renamed"
        );
    }

    #[test]
    fn lists_of_words_are_told_by_word() {
        assert_eq!(
            told("expects: { us: [one, two] }\n", "expects: { us: [two, three] }\n"),
            ["expects.us[three]: - > three @1:22", "expects.us[one]: one > - @1:17"]
        );
        assert_eq!(
            told("a: 1\n", "a: 1\ncontributions: { us: [x, y] }\n"),
            ["contributions: - > 1 field @2:16"]
        );
        assert_eq!(told("a: 1\n", "a: [x, y]\n"), ["a: 1 > x, y @1:4"]);
    }
}
