//! A small writer of YAML in the style of a record: blocks, two blanks deep, in the order they are given.

use crate::edit::{place_of, written};
use crate::model::Yaml;

/// The order of the keys of a metric.
const METRIC: [&str; 5] = ["name", "unit", "every", "target", "floor"];

impl Yaml {
    /// An empty mapping.
    pub fn map() -> Self {
        Self::Map(Vec::new())
    }

    /// Sets what a path of keys leads to, making the mappings on the way.
    pub fn set(&mut self, path: &str, value: Self) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let Self::Map(entries) = self else { return };
        let at = entries.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            entries.push((key.to_owned(), Self::map()));
            entries.len() - 1
        });
        let Some((_, entry)) = entries.get_mut(at) else { return };
        match rest {
            Some(rest) => entry.set(rest, value),
            None => *entry = value,
        }
    }

    /// What a path of keys leads to.
    pub fn get(&self, path: &str) -> Option<&Self> {
        let mut node = self;
        for key in path.split('.') {
            let Self::Map(entries) = node else { return None };
            node = entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)?;
        }
        Some(node)
    }

    /// The text or word that this is, if it is one.
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Word(text) => Some(text),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Adds to the list that a path leads to.
    pub fn push(&mut self, path: &str, value: Self) {
        let mut items = match self.get(path) {
            Some(Self::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        items.push(value);
        self.set(path, Self::List(items));
    }

    /// The record's text, its keys in the order of the reference.
    pub fn record(mut self) -> String {
        self.sort();
        let mut text = String::new();
        self.write(0, &mut text);
        text
    }

    fn sort(&mut self) {
        if let Self::Map(entries) = self {
            entries.sort_by(|(one, _), (other, _)| (place_of(one), one).cmp(&(place_of(other), other)));
            for (_, value) in entries.iter_mut().filter(|(key, _)| key == "metrics") {
                let Self::List(metrics) = value else { continue };
                for metric in metrics {
                    if let Self::Map(entries) = metric {
                        entries.sort_by_key(|(key, _)| {
                            METRIC.iter().position(|known| known == key).unwrap_or(METRIC.len())
                        });
                    }
                }
            }
        }
    }

    fn write(&self, depth: usize, text: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Map(entries) => {
                for (key, value) in entries {
                    text.push_str(&format!("{indent}{}:", written(key)));
                    value.write_behind(depth + 1, text);
                }
            }
            Self::List(items) => {
                for item in items {
                    match item {
                        Self::Map(entries) => {
                            for (at, (key, value)) in entries.iter().enumerate() {
                                let mark = if at == 0 { "- " } else { "  " };
                                text.push_str(&format!("{indent}{mark}{}:", written(key)));
                                value.write_behind(depth + 2, text);
                            }
                        }
                        other => {
                            text.push_str(&format!("{indent}-"));
                            other.write_behind(depth + 1, text);
                        }
                    }
                }
            }
            Self::Text(_) | Self::Word(_) => {}
        }
    }

    fn write_behind(&self, depth: usize, text: &mut String) {
        match self {
            Self::Text(words) => text.push_str(&format!(" {}\n", written(words))),
            Self::Word(word) => text.push_str(&format!(" {word}\n")),
            Self::List(_) | Self::Map(_) => {
                text.push('\n');
                self.write(depth, text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use crate::model::Alliance;

    #[test]
    fn what_is_written_is_what_is_read() {
        let texts = [
            "Tern",
            "no",
            "2026",
            "a: b",
            "# x",
            "- dash",
            "\"quoted\"",
            "it's",
            "[x, y]",
            "{a: b}",
            "é",
            "&a",
            "*a",
            "!x",
            "%x",
            "@x",
            "`x`",
            "|",
            ">",
            "~",
            "null",
            "true",
            "0x1F",
            "1e5",
            "tab\there",
            "=1+1",
            "back\\slash",
            "a # b",
            "x:",
            "\u{1f600}",
            "line\u{2028}sep",
        ];
        for text in texts {
            let mut node = Yaml::map();
            node.set("name", Yaml::Text(text.to_owned()));
            node.push("notes", Yaml::Text(text.to_owned()));
            node.set("x-own", Yaml::Text(text.to_owned()));
            node.set("partner", Yaml::Text(text.to_owned()));
            node.set("type", Yaml::Word("strategic".to_owned()));
            let written = node.record();
            let source = Source::<Alliance>::new("x.yaml".to_owned(), Ok(written.clone()));
            assert!(source.mistakes.is_empty(), "{written}{:?}", source.mistakes);
            let value = source.value.expect("a record");
            let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(value.name.get(), Some(&wanted), "{written}");
            assert_eq!(value.notes.items().next(), Some(&wanted), "{written}");
        }
    }

    #[test]
    fn blocks_stand_in_the_order_of_the_reference() {
        let mut node = Yaml::map();
        node.set("x-own", Yaml::Text("y".to_owned()));
        node.set("term.ends", Yaml::Word("2027-03-31".to_owned()));
        let mut metric = Yaml::map();
        metric.set("name", Yaml::Text("Leads".to_owned()));
        metric.set("target", Yaml::Word("40".to_owned()));
        node.push("metrics", metric);
        node.set("name", Yaml::Text("Tern".to_owned()));
        assert_eq!(
            node.record(),
            "name: Tern\nmetrics:\n  - name: Leads\n    target: 40\nterm:\n  ends: 2027-03-31\nx-own: \"y\"\n"
        );
    }
}
