//! The keys of a mapping and the items of a list, and what is said of a key that is none.

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use crate::model::Edit;
use crate::text::{nearest, only_near, shorten};

use super::ValueReader;
use super::error::{DecodeError, QUOTED};
use super::path::{Path, Segment};
use crate::load::mistake::{MAX_MISTAKES, Mistake, MistakeKind};
use crate::load::synonyms;
use crate::load::tree::{NodeId, Value};

/// A value that is there and cannot be read; why has been noted.
struct Broken;

impl<'t> Deserializer<'t> for Broken {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'t>>(self, _visitor: V) -> Result<V::Value, DecodeError> {
        Err(DecodeError::Noted)
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

pub(super) struct Items<'t, 'p> {
    pub(super) reader: ValueReader<'t, 'p>,
    pub(super) items: std::iter::Enumerate<std::slice::Iter<'t, NodeId>>,
}

impl<'t> de::SeqAccess<'t> for Items<'t, '_> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let Some((index, node)) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.reader.child(*node, &self.reader.path, Segment::Index(index))).map(Some)
    }
}

/// How the keys begin that are a team's own.
const OWN_KEY: &str = "x-";

pub(super) struct MappingEntries<'t, 'p> {
    pub(super) reader: ValueReader<'t, 'p>,
    pub(super) entries: std::slice::ChunksExact<'t, NodeId>,
    /// The keys of the struct being read; `None` where keys are data.
    pub(super) known: Option<&'static [&'static str]>,
    pub(super) pending: Option<(&'t str, Option<NodeId>)>,
    /// Keys that are there and cannot be read.
    pub(super) broken: std::slice::Iter<'t, String>,
}

impl MappingEntries<'_, '_> {
    fn unknown_key(&self, key: NodeId, name: &str, known: &[&str]) {
        let reader = &self.reader;
        // A suggestion takes time, and nobody reads the ten-thousandth.
        let told = reader.noted.borrow().len() < MAX_MISTAKES;
        if let Some(mistake) = self.odd_blank(key, name, known) {
            reader.noted.borrow_mut().push(mistake);
            return;
        }
        let synonym = if reader.path.parent.is_none() { synonyms::of_key(name, known) } else { None };
        let near = match synonym {
            Some(meant) => known.iter().copied().find(|known| *known == meant),
            None if told => nearest(name, known.iter().copied()),
            None => None,
        };
        let fix = match (near, synonym) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(meant)) => format!("this is `{meant}` here"),
            (None, None) => {
                format!("make it a comment (`# …`), or move it under one of {}", known.join(", "))
            }
        };
        let path = |name| Path { parent: Some(&reader.path), segment: Segment::Key(name) }.to_string();
        let message = format!("`{}` is not a key of {}", shorten(name, QUOTED), place(&reader.path));
        let mut mistake =
            Mistake::new(MistakeKind::UnknownField, reader.tree.span(key), message).at(path(name)).fix(fix);
        mistake.meant = near.map(path);
        // Only a slip of the pen has a certain answer: a word of somebody's own sheet may mean something else.
        let certain =
            only_near(name, known.iter().copied()).filter(|only| synonym.is_none() && near == Some(*only));
        let edit = certain.map(|near| Edit::Rename { path: path(name), to: near.to_owned() });
        reader.noted.borrow_mut().push(mistake.edit(edit));
    }
}

impl MappingEntries<'_, '_> {
    /// A key with a blank in it that only looks like one, as Word writes it: the key is known without it.
    fn odd_blank(&self, key: NodeId, name: &str, known: &[&str]) -> Option<Mistake> {
        let is_odd = |letter: char| letter != ' ' && (letter.is_whitespace() || letter == '\u{200b}');
        if !name.contains(is_odd) {
            return None;
        }
        let plain = name.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{200b}');
        let path = |name| Path { parent: Some(&self.reader.path), segment: Segment::Key(name) }.to_string();
        let message = format!("there is a non-breaking space beside the key `{}`", shorten(plain, QUOTED));
        let mut mistake = Mistake::new(MistakeKind::UnknownField, self.reader.tree.span(key), message)
            .at(path(plain))
            .fix("replace it with ordinary spaces; it only looks like one");
        mistake.meant = known.contains(&plain).then(|| path(plain));
        let edit = mistake.meant.is_some().then(|| Edit::Rename { path: path(name), to: plain.to_owned() });
        Some(mistake.edit(edit))
    }
}

/// The thing a path names, in words.
pub(super) fn place(path: &Path) -> String {
    let path = path.to_string();
    if path.is_empty() { "this file".to_owned() } else { format!("`{}`", shorten(&path, QUOTED)) }
}

impl<'t> de::MapAccess<'t> for MappingEntries<'t, '_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        while let Some(pair) = self.entries.next() {
            // The tree holds only scalar keys.
            let Value::Scalar { text, .. } = self.reader.tree.value(pair[0]) else { continue };
            if let Some(known) = self.known
                && !known.contains(&text)
            {
                // A team's own keys, such as the id in its CRM, are nobody's mistake.
                if text.starts_with(OWN_KEY) {
                    continue;
                }
                self.unknown_key(pair[0], text, known);
                continue;
            }
            // What is left of a broken block is nothing.
            if self.broken.as_slice().iter().any(|broken| broken == text) {
                continue;
            }
            self.pending = Some((text, Some(pair[1])));
            let key: StrDeserializer<DecodeError> = text.into_deserializer();
            return seed.deserialize(key).map(Some);
        }
        for text in self.broken.by_ref() {
            if self.known.is_none_or(|known| known.contains(&text.as_str())) {
                self.pending = Some((text, None));
                let key: StrDeserializer<DecodeError> = text.as_str().into_deserializer();
                return seed.deserialize(key).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let (name, node) = self.pending.take().ok_or_else(|| de::Error::custom("a value without a key"))?;
        match node {
            Some(node) => seed.deserialize(self.reader.child(node, &self.reader.path, Segment::Key(name))),
            None => seed.deserialize(Broken),
        }
    }
}
