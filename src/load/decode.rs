//! A tree to a typed record: a lenient serde deserializer that notes every mistake and keeps the rest.
//!
//! The model wraps its fields in [`Field`](crate::model::Field), which turns an error into an unusable field. Errors are
//! noted here, where the node and the path are known, so nothing is lost when a field swallows one.

mod blanks;
mod entries;
mod error;
mod path;
mod shapes;
mod whole;

use std::cell::RefCell;

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};

use crate::model::{
    Advice, Edit, FiscalYear, Fix, FromWord, ONE_OR_MANY, PERIOD, Period, Refusal, SENTENCE_OR_FIELDS, Yaml,
};
use crate::text::{nearest, shorten};

use super::mistake::{Mistake, MistakeKind};
use super::tree::{NodeId, Tree, Value};
use blanks::without_odd_blanks;
use entries::{Items, MappingEntries};
use error::{DecodeError, QUOTED, mismatch, one_of};
use path::{Path, Segment};

/// Decodes the whole tree; what could not be used is in `mistakes`, the rest in the value. `year` is the portfolio's own,
/// where it is known; `broken` are keys of the file that are there and cannot be read.
pub fn decode<'t, T: Deserialize<'t> + Default>(
    tree: &'t Tree,
    year: Option<FiscalYear>,
    broken: &'t [String],
    mistakes: &mut Vec<Mistake>,
) -> T {
    let noted = RefCell::new(Vec::new());
    let reader = ValueReader {
        tree,
        year,
        broken,
        node: tree.root(),
        in_place_of_list: false,
        noted: &noted,
        path: Path { parent: None, segment: Segment::Root },
    };
    let value = T::deserialize(reader).unwrap_or_default();
    mistakes.append(&mut noted.into_inner());
    value
}

#[derive(Clone, Copy)]
struct ValueReader<'t, 'p> {
    tree: &'t Tree,
    year: Option<FiscalYear>,
    broken: &'t [String],
    node: NodeId,
    /// Whether a list may stand here, and one item does.
    in_place_of_list: bool,
    noted: &'p RefCell<Vec<Mistake>>,
    path: Path<'p>,
}

/// As many keys of a mapping are held against those that belong there.
const MOST_KEYS_COMPARED: usize = 20;

/// What stands in a message where a whole number is wanted.
const WHOLE_NUMBER: &str = <u32 as FromWord>::EXPECTED;

impl<'t, 'p> ValueReader<'t, 'p> {
    fn value(&self) -> Value<'t> {
        self.tree.value(self.node)
    }

    /// Whether nothing is said here: no value, or only keys without one, as a template leaves them.
    fn is_unanswered(&self) -> bool {
        let value = self.value();
        value.is_null() || matches!(value, Value::Mapping(_)) && self.tree.is_unanswered(self.node)
    }

    /// Notes an error at this node, unless a node below has done so.
    fn note(&self, error: DecodeError) -> DecodeError {
        if let DecodeError::Refused(Refusal { message, advice }) = error {
            let expected = message.strip_prefix("expected ").unwrap_or_default();
            let meant = expected.starts_with(WHOLE_NUMBER).then(|| self.whole_number_meant()).flatten();
            let fix = meant.unwrap_or_else(|| Fix {
                edit: advice.certain.and_then(|certain| self.certain(&certain)).map(Box::new),
                ..advice.text.into()
            });
            self.push(message, fix);
        }
        DecodeError::Noted
    }

    /// Notes what is wrong at this node.
    fn push(&self, message: impl Into<String>, fix: Fix) {
        let mistake = Mistake::new(MistakeKind::InvalidValue, self.tree.span(self.node), message)
            .at(self.path.to_string())
            .fix(fix);
        self.noted.borrow_mut().push(mistake);
    }

    /// What to do where a whole number should stand and something else does.
    fn whole_number_meant(&self) -> Option<Fix> {
        let Value::Scalar { text, .. } = self.value() else { return None };
        let path = self.path.to_string();
        let meant = whole::meant(self.key(), text);
        let edit = match meant.certain {
            Some(whole::Certain::Number(number)) => Some(Edit::Set { path, value: Yaml::word(number) }),
            Some(whole::Certain::UnderKey(key)) => Some(Edit::Rename { path, to: key.to_owned() }),
            None => None,
        };
        Some(Fix { edit: edit.map(Box::new), ..meant.advice.into() })
    }

    /// The edit that writes the value that is surely meant.
    fn certain(&self, certain: &str) -> Option<Edit> {
        // What stands in several lines says more than one value.
        let Value::Scalar { text, .. } = self.value() else { return None };
        let sound = certain.len() <= 40 && !text.contains(['\n', '\r']);
        sound.then(|| Edit::Set { path: self.path.to_string(), value: Yaml::word(certain) })
    }

    fn mismatch(&self, expected: &str) -> DecodeError {
        let unexpected = match self.value() {
            Value::Scalar { text, .. } if !self.value().is_null() => Unexpected::Str(text),
            Value::Scalar { .. } => Unexpected::Unit,
            Value::Sequence(_) => Unexpected::Seq,
            Value::Mapping(_) => Unexpected::Map,
        };
        let advice = match expected {
            "text" => "write one sentence; in double quotes if it contains `: ` or ` #`",
            "a list" => "write a list: `[one, another]`, or a line starting with `- ` for each",
            _ => "",
        };
        self.note(DecodeError::Refused(Refusal::new(mismatch(unexpected, &expected), advice)))
    }

    /// The text of a scalar that is not null.
    fn text(&self, expected: &str) -> Result<&'t str, DecodeError> {
        match self.value() {
            value @ Value::Scalar { text, .. } if !value.is_null() => Ok(without_odd_blanks(text)),
            _ => Err(self.mismatch(expected)),
        }
    }

    fn child<'c>(&self, node: NodeId, parent: &'c Path<'c>, segment: Segment<'c>) -> ValueReader<'t, 'c>
    where
        'p: 'c,
    {
        ValueReader {
            tree: self.tree,
            year: self.year,
            broken: self.broken,
            node,
            in_place_of_list: false,
            noted: self.noted,
            path: Path { parent: Some(parent), segment },
        }
    }

    /// The key whose value this is.
    fn key(&self) -> &str {
        match self.path.segment {
            Segment::Key(key) => key,
            Segment::Root | Segment::Index(_) => "",
        }
    }

    fn whole_number<N: std::str::FromStr>(&self) -> Result<N, DecodeError> {
        let text = self.text(WHOLE_NUMBER)?;
        let canonical =
            text == "0" || text.trim_start_matches('-').starts_with(|first: char| matches!(first, '1'..='9'));
        text.parse().ok().filter(|_| canonical).ok_or_else(|| {
            let found = shorten(text, QUOTED);
            self.note(de::Error::custom(format_args!("expected {WHOLE_NUMBER}, found `{found}`")))
        })
    }

    /// Whether none of a mapping's keys is one that belongs here, nor nearly one: they are data.
    fn is_keyed_by_data(&self, entries: &[NodeId], known: &[&str]) -> bool {
        let keys = || {
            entries.chunks_exact(2).filter_map(|pair| match self.tree.value(pair[0]) {
                Value::Scalar { text, .. } => Some(text),
                _ => None,
            })
        };
        keys().next().is_some()
            && keys().take(MOST_KEYS_COMPARED).all(|key| nearest(key, known.iter().copied()).is_none())
    }

    fn read_mapping<V: Visitor<'t>>(
        self,
        entries: &'t [NodeId],
        known: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let broken = if self.path.parent.is_none() { self.broken } else { &[] };
        let broken = broken.iter();
        let access =
            MappingEntries { reader: self, entries: entries.chunks_exact(2), known, pending: None, broken };
        visitor.visit_map(access).map_err(|error| self.note(error))
    }

    fn read_sequence<V: Visitor<'t>>(self, items: &'t [NodeId], visitor: V) -> Result<V::Value, DecodeError> {
        let access = Items { reader: self, items: items.iter().enumerate() };
        visitor.visit_seq(access).map_err(|error| self.note(error))
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            visitor.$visit(self.whole_number()?).map_err(|error| self.note(error))
        })*
    };
}

impl<'t> Deserializer<'t> for ValueReader<'t, '_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.value() {
            value if value.is_null() => visitor.visit_unit().map_err(|error| self.note(error)),
            Value::Scalar { text: "true" | "True" | "TRUE", plain: true } => {
                visitor.visit_bool(true).map_err(|error| self.note(error))
            }
            Value::Scalar { text: "false" | "False" | "FALSE", plain: true } => {
                visitor.visit_bool(false).map_err(|error| self.note(error))
            }
            // Numbers stay text: an amount is read exactly as written, never through a float.
            Value::Scalar { text, .. } => visitor.visit_borrowed_str(text).map_err(|error| self.note(error)),
            Value::Sequence(items) => self.read_sequence(items, visitor),
            Value::Mapping(entries) => self.read_mapping(entries, None, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.value() {
            // In quotes, too: where only yes or no may stand it is no sentence.
            Value::Scalar { text: "true" | "True" | "TRUE", .. } => visitor.visit_bool(true),
            Value::Scalar { text: "false" | "False" | "FALSE", .. } => visitor.visit_bool(false),
            Value::Scalar { text, .. } => {
                let advice = match text.to_lowercase().as_str() {
                    "yes" | "on" | "y" => Advice::certain("write `true`", true),
                    "no" | "off" | "n" => Advice::certain("write `false`", false),
                    _ => Advice::default(),
                };
                let found = shorten(text, QUOTED);
                let message = format!("expected `true` or `false`, found `{found}`");
                Err(DecodeError::Refused(Refusal::new(message, advice)))
            }
            _ => return Err(self.mismatch("`true` or `false`")),
        }
        .map_err(|error| self.note(error))
    }

    whole_numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_borrowed_str(self.text("text")?).map_err(|error| self.note(error))
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.is_unanswered() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match (name, self.value()) {
            (PERIOD, Value::Scalar { text, .. }) if Period::is_fiscal_name(text) => {
                let month = self.year.map(|year| year.month().to_string());
                let both = [Some(text.to_owned()), month].into_iter().flatten();
                visitor
                    .visit_seq(SeqDeserializer::<_, DecodeError>::new(both))
                    .map_err(|error| self.note(error))
            }
            (ONE_OR_MANY, Value::Sequence(items)) => self.read_sequence(items, visitor),
            (ONE_OR_MANY, _) if self.is_unanswered() => visitor.visit_unit(),
            (SENTENCE_OR_FIELDS, Value::Scalar { .. }) => self.deserialize_str(visitor),
            (ONE_OR_MANY, _) => visitor.visit_some(Self { in_place_of_list: true, ..self }),
            (SENTENCE_OR_FIELDS, _) => visitor.visit_some(self),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.value() {
            Value::Sequence(items) => self.read_sequence(items, visitor),
            _ => Err(self.mismatch("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.value() {
            Value::Mapping(entries) => self.read_mapping(entries, None, visitor),
            _ => {
                let unexpected = match self.value() {
                    Value::Sequence(_) => Unexpected::Seq,
                    Value::Scalar { text, .. } => Unexpected::Str(text),
                    Value::Mapping(_) => Unexpected::Map,
                };
                let by_rule = self.key() == "rules";
                let told: &dyn de::Expected =
                    if by_rule { &"the name of a rule before each setting" } else { &visitor };
                let message = mismatch(unexpected, told);
                let fix = if by_rule {
                    shapes::of_rules(&self.value())
                } else {
                    shapes::of_sides(&self.path.to_string(), &self.value())
                };
                self.push(message, fix);
                Err(DecodeError::Noted)
            }
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.value() {
            Value::Mapping(entries) if self.in_place_of_list && self.is_keyed_by_data(entries, fields) => {
                let path = self.path.to_string();
                let (message, fix) = shapes::of_keyed(name, &path, self.tree, entries, fields);
                self.push(message, fix);
                Err(DecodeError::Noted)
            }
            Value::Mapping(entries) => self.read_mapping(entries, Some(fields), visitor),
            value => {
                let keys: Vec<&str> = fields.iter().take(4).copied().collect();
                let expected = format!("keys such as {}", one_of(&keys));
                let Value::Scalar { text, .. } = value else { return Err(self.mismatch(&expected)) };
                if value.is_null() {
                    return Err(self.mismatch(&expected));
                }
                let found = shorten(text, QUOTED);
                let fix = shapes::of_scalar(name, &self.path.to_string(), text);
                self.push(format!("expected {expected}, found `{found}`"), fix);
                Err(DecodeError::Noted)
            }
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        // The words are put together only where they are needed: every record has dozens of these.
        let text = match self.value() {
            Value::Scalar { text, .. } if !self.value().is_null() => without_odd_blanks(text),
            _ => return Err(self.mismatch(&one_of(variants))),
        };
        visitor.visit_enum(StrDeserializer::new(text)).map_err(|error| self.note(error))
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'t>>
        f32 f64 i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}
