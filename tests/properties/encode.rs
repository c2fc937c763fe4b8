//! However a record is written, the same is read, and nothing of it is lost.

use std::fmt::Write;

use alliance::load::Source;
use alliance::load::read::decode_text;
use alliance::model::{Alliance, Portfolio};
use proptest::prelude::*;
use serde_json::Value;

use super::shape::{Draw, Odd, written};
use super::{cases, choices, drawn, odd};

/// How strings are written where they can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    None,
    Single,
    Double,
}

/// How a record is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// From this depth on in brackets.
    flow_from: usize,
    quotes: Quotes,
    comments: bool,
    ends: &'static str,
    mark: bool,
}

pub fn style() -> impl Strategy<Value = Style> {
    let quotes = prop::sample::select(vec![Quotes::None, Quotes::Single, Quotes::Double]);
    let ends = prop::sample::select(vec!["\n", "\r\n"]);
    (0_usize..6, quotes, any::<bool>(), ends, any::<bool>()).prop_map(
        |(flow_from, quotes, comments, ends, mark)| Style { flow_from, quotes, comments, ends, mark },
    )
}

impl Style {
    pub fn record(self, value: &Value) -> Vec<u8> {
        let mut text = String::from(if self.mark { "\u{feff}" } else { "" });
        if self.flow_from == 0 {
            self.flow(&mut text, value);
            text.push('\n');
        } else {
            self.block(&mut text, value, 0);
        }
        text.replace('\n', self.ends).into_bytes()
    }

    fn block(self, text: &mut String, value: &Value, depth: usize) {
        let indent = "  ".repeat(depth);
        let entries: Vec<(String, &Value)> = match value {
            Value::Object(fields) => {
                fields.iter().map(|(key, value)| (format!("{}:", self.scalar(key)), value)).collect()
            }
            Value::Array(items) => items.iter().map(|item| ("-".to_owned(), item)).collect(),
            _ => return,
        };
        for (head, value) in entries {
            if self.comments {
                let _ = writeln!(text, "{indent}# a: [comment");
            }
            let _ = write!(text, "{indent}{head}");
            let nested = match value {
                Value::Object(fields) => !fields.is_empty(),
                Value::Array(items) => !items.is_empty(),
                _ => false,
            };
            if nested && depth + 1 < self.flow_from {
                text.push('\n');
                self.block(text, value, depth + 1);
                continue;
            }
            text.push(' ');
            self.flow(text, value);
            text.push_str(if self.comments { "  # 'another\n" } else { "\n" });
        }
        if depth == 0 && text.trim_start_matches('\u{feff}').is_empty() {
            text.push_str("{}\n");
        }
    }

    fn flow(self, text: &mut String, value: &Value) {
        match value {
            Value::Object(fields) => {
                text.push('{');
                for (at, (key, value)) in fields.iter().enumerate() {
                    let _ = write!(text, "{}{}: ", if at > 0 { ", " } else { " " }, self.scalar(key));
                    self.flow(text, value);
                }
                text.push_str(" }");
            }
            Value::Array(items) => {
                text.push('[');
                for (at, item) in items.iter().enumerate() {
                    text.push_str(if at > 0 { ", " } else { "" });
                    self.flow(text, item);
                }
                text.push(']');
            }
            Value::String(string) => text.push_str(&self.scalar(string)),
            other => text.push_str(&other.to_string()),
        }
    }

    fn scalar(self, string: &str) -> String {
        let words = ["null", "true", "false", "yes", "no", "on", "off"];
        let plain = string.starts_with(|first: char| first.is_ascii_alphanumeric())
            && string.ends_with(|last: char| last.is_ascii_alphanumeric())
            && string.chars().all(|letter| letter.is_ascii_alphanumeric() || " ._/-".contains(letter))
            && !words.contains(&string.to_lowercase().as_str());
        match self.quotes {
            Quotes::None if plain => string.to_owned(),
            Quotes::Single if !string.contains(|letter: char| letter.is_control() || letter > '\u{7f}') => {
                format!("'{}'", string.replace('\'', "''"))
            }
            _ => written(&string.into()),
        }
    }
}

pub fn read(bytes: Vec<u8>) -> Source<Alliance> {
    Source::new("record.yaml".to_owned(), decode_text(bytes))
}

fn mistakes(source: &Source<Alliance>) -> Vec<(String, String)> {
    let mut told: Vec<_> =
        source.mistakes.iter().map(|mistake| (mistake.path.clone(), mistake.message.clone())).collect();
    told.sort();
    told
}

/// Every path to a value that is none of the nothings.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(value, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}/{at}"), found);
            }
        }
        Value::Null => {}
        _ => found.push(path.to_owned()),
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_style_is_read_to_the_same_record(choices in choices(), odd in odd(), style in style()) {
        let value = drawn(&choices, odd);
        let plain = read(written(&value).into_bytes());
        let styled = read(style.record(&value));
        prop_assert_eq!(mistakes(&plain), mistakes(&styled));
        prop_assert_eq!(&plain.value, &styled.value);
        prop_assert!(odd == Odd::Wrong || plain.value.is_some());
    }

    /// The schema, which editors hold a record to, and the reader agree on what is sound.
    #[test]
    fn what_the_schema_allows_is_read_without_a_mistake(choices in choices()) {
        let source = read(written(&drawn(&choices, Odd::Sound)).into_bytes());
        prop_assert_eq!(mistakes(&source), vec![]);
        let portfolio = written(&Draw::new(&choices, Odd::Sound).portfolio());
        let source = Source::<Portfolio>::new("portfolio.yaml".to_owned(), Ok(portfolio));
        prop_assert_eq!(&source.mistakes, &vec![]);
    }

    /// Each value makes a difference to what is read: without it, another record is read.
    #[test]
    fn nothing_that_a_record_says_is_lost(choices in choices(), at in any::<prop::sample::Index>()) {
        let value = drawn(&choices, Odd::Sound);
        let mut paths = Vec::new();
        leaves(&value, "", &mut paths);
        prop_assume!(!paths.is_empty());
        let path = at.get(&paths);
        let mut less = value.clone();
        let (parent, last) = path.rsplit_once('/').expect("a path");
        match less.pointer_mut(parent).expect("there") {
            Value::Object(fields) => drop(fields.remove(&last.replace("~1", "/").replace("~0", "~"))),
            Value::Array(items) => drop(items.remove(last.parse().expect("a number"))),
            _ => unreachable!("a leaf lies in something"),
        }
        let (whole, less) = (read(written(&value).into_bytes()), read(written(&less).into_bytes()));
        prop_assert_ne!(&whole.value, &less.value, "{} was not read", path);
    }
}
