//! What a text says, without how it is written: to hold an edit to what was meant.

use std::collections::BTreeMap;
use std::fmt;

use crate::load::locate::{PathSegment, segments};
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::{Edit, Yaml};

/// A value as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any other word, number or sentence.
    Text(String),
    /// A list.
    List(Vec<Plain>),
    /// A mapping.
    Map(BTreeMap<String, Plain>),
}

impl Plain {
    /// What a node says.
    pub(super) fn of(tree: &Tree, node: NodeId) -> Self {
        match tree.value(node) {
            value if value.is_null() => Self::Null,
            Value::Scalar { text, plain } => Self::scalar(text, plain),
            Value::Sequence(items) => Self::List(items.iter().map(|item| Self::of(tree, *item)).collect()),
            Value::Mapping(entries) => Self::Map(
                entries
                    .chunks_exact(2)
                    .filter_map(|pair| match tree.value(pair[0]) {
                        Value::Scalar { text, .. } => Some((text.to_owned(), Self::of(tree, pair[1]))),
                        _ => None,
                    })
                    .collect(),
            ),
        }
    }

    fn scalar(text: &str, plain: bool) -> Self {
        match text {
            "true" | "True" | "TRUE" if plain => Self::Bool(true),
            "false" | "False" | "FALSE" if plain => Self::Bool(false),
            _ => Self::Text(text.to_owned()),
        }
    }

    /// What is to be written, as it is to be read.
    pub fn meant(value: &Yaml) -> Self {
        match value {
            Yaml::Word(word) => Self::scalar(word, true),
            Yaml::Text(text) => Self::scalar(text, false),
            Yaml::List(items) => Self::List(items.iter().map(Self::meant).collect()),
            Yaml::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (key.clone(), Self::meant(value))).collect())
            }
        }
    }

    /// Makes the edit here; `false` where it has no place.
    pub(super) fn edit(&mut self, steps: &[PathSegment], edit: &Edit) -> bool {
        match edit {
            Edit::Set { value, .. } => self.reach(steps).map(|here| *here = Self::meant(value)).is_some(),
            Edit::Add { item, .. } => {
                let Some(here) = self.reach(steps) else { return false };
                match here {
                    Self::Null => *here = Self::List(vec![Self::meant(item)]),
                    Self::List(items) => items.push(Self::meant(item)),
                    one => *one = Self::List(vec![one.clone(), Self::meant(item)]),
                }
                true
            }
            Edit::Remove { .. } => match steps.split_last() {
                Some((last, above)) => match (self.find(above), last) {
                    (Some(Self::Map(entries)), PathSegment::Key(name)) => entries.remove(*name).is_some(),
                    (Some(Self::List(items)), PathSegment::Index(index)) if *index < items.len() => {
                        items.remove(*index);
                        true
                    }
                    _ => false,
                },
                None => false,
            },
            Edit::Rename { to, .. } => match steps.split_last() {
                Some((PathSegment::Key(name), above)) => match self.find(above) {
                    Some(Self::Map(entries)) if !entries.contains_key(to) => {
                        entries.remove(*name).map(|value| entries.insert(to.clone(), value)).is_some()
                    }
                    _ => false,
                },
                _ => false,
            },
            Edit::Comment { .. } => true,
        }
    }

    /// What is there, if it is.
    pub(super) fn find(&mut self, steps: &[PathSegment]) -> Option<&mut Self> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        match (self, first) {
            (Self::Map(entries), PathSegment::Key(name)) => entries.get_mut(*name)?.find(rest),
            (Self::List(items), PathSegment::Index(index)) => items.get_mut(*index)?.find(rest),
            // One item may stand where a list is expected.
            (one, PathSegment::Index(0)) => one.find(rest),
            _ => None,
        }
    }

    /// The value of a key, if this is a mapping that has it and says something.
    pub fn key(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.get(name).filter(|value| **value != Self::Null),
            _ => None,
        }
    }

    /// What a field path leads to, if it is there and says something.
    pub fn get(&self, path: &str) -> Option<&Self> {
        let found = segments(path).try_fold(self, |here, step| match (here, step) {
            (Self::Map(_), PathSegment::Key(name)) => here.key(name),
            (Self::List(items), PathSegment::Index(index)) => items.get(index),
            (_, PathSegment::Index(0)) => Some(here),
            _ => None,
        });
        found.filter(|value| **value != Self::Null)
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The items of a list; a single value is its own only item, nothing has none.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Null => &[],
            Self::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// What is there, made where it is not.
    fn reach(&mut self, steps: &[PathSegment]) -> Option<&mut Self> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        if *self == Self::Null {
            *self = match first {
                PathSegment::Key(_) => Self::Map(BTreeMap::new()),
                PathSegment::Index(_) => Self::List(Vec::new()),
            };
        }
        match (self, first) {
            (Self::Map(entries), PathSegment::Key(name)) => {
                entries.entry((*name).to_owned()).or_insert(Self::Null).reach(rest)
            }
            (Self::List(items), PathSegment::Index(index)) => {
                if *index == items.len() {
                    items.push(Self::Null);
                }
                items.get_mut(*index)?.reach(rest)
            }
            (one, PathSegment::Index(0)) => one.reach(rest),
            _ => None,
        }
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("nothing"),
            Self::Bool(value) => value.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                write!(formatter, "{{ {} }}", entries.join(", "))
            }
        }
    }
}
