//! The three states of anything in a record: absent, given in a form that cannot be used, or set.
//!
//! Absence is a rule's business, a wrong form the reader's: a rule that meets neither a value nor an
//! absence must say "unknown", never "missing". That is why a plain `Option` does not do.

use std::fmt;
use std::marker::PhantomData;

use super::names::is_placeholder;
use super::refusal::Refusal;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

/// Asks the reader whether a value is a list or a single item; see [`List`].
pub const ONE_OR_MANY: &str = "alliance::one-or-many";
/// Asks the reader whether a value is a sentence or a mapping; see [`sentence_or_fields`].
pub const SENTENCE_OR_FIELDS: &str = "alliance::sentence-or-fields";

/// A value that may be absent, or present in a form that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// Not in the file, or empty there.
    #[default]
    Absent,
    /// In the file, but not usable: the reader has reported it, or it lies after the as-of date.
    Invalid,
    /// In the file.
    Set(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// The value to change, if there is one.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Invalid => None,
        }
    }

    /// Whether the file does not have it.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// A field of what is in this one; absent or invalid where this one is.
    pub fn and_then<U>(&self, of: impl FnOnce(&T) -> Field<U>) -> Field<U> {
        match self {
            Self::Set(value) => of(value),
            Self::Absent => Field::Absent,
            Self::Invalid => Field::Invalid,
        }
    }

    /// Whether the file has it in a form that cannot be used.
    pub fn is_invalid(&self) -> bool {
        matches!(self, Self::Invalid)
    }

    /// Whether there is a value.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }
}

impl<T: Copy> Field<T> {
    /// The value, copied, if there is one.
    pub fn copied(&self) -> Option<T> {
        self.get().copied()
    }
}

impl Field<String> {
    /// The text, if there is any that answers: no blanks, no `TBC`, none of our own stubs.
    pub fn text(&self) -> Option<&str> {
        self.get().map(|text| text.trim()).filter(|text| !text.is_empty() && !is_placeholder(text))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The reader notes each mistake where it happens; here only the field is lost, not its record.
        Ok(match Option::<T>::deserialize(deserializer) {
            Ok(Some(value)) => Self::Set(value),
            Ok(None) => Self::Absent,
            Err(_) => Self::Invalid,
        })
    }
}

/// A list, or one item where a list may stand: `because: availability` is a list of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Field<Vec<Field<T>>>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Field::Absent)
    }
}

impl<T> List<T> {
    /// The usable items with their places in the file's list.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        self.fields().iter().enumerate().filter_map(|(index, item)| Some((index, item.get()?)))
    }

    /// The usable items.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.iter().map(|(_, item)| item)
    }

    /// Every item with its state.
    pub fn fields(&self) -> &[Field<T>] {
        self.0.get().map_or(&[], Vec::as_slice)
    }

    /// Every item with its state, to change.
    pub fn fields_mut(&mut self) -> &mut [Field<T>] {
        self.0.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    /// How many usable items there are.
    pub fn len(&self) -> usize {
        self.items().count()
    }

    /// Whether there is no usable item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the file has nothing here: no list, or a list with nothing in it.
    pub fn is_absent(&self) -> bool {
        !self.is_invalid() && self.is_empty()
    }

    /// Whether the list, or an item of it, is there in a form that cannot be used.
    pub fn is_invalid(&self) -> bool {
        self.0.is_invalid() || self.fields().iter().any(Field::is_invalid)
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Field::Set(items.into_iter().map(Field::Set).collect()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(deserializer
            .deserialize_newtype_struct(ONE_OR_MANY, ListVisitor(PhantomData))
            .unwrap_or(Self(Field::Invalid)))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> ListVisitor<T> {
    fn one<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        let item = T::deserialize(deserializer).map_or(Field::Invalid, Field::Set);
        Ok(List(Field::Set(vec![item])))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(List(Field::Set(items)))
    }

    /// Our reader: one item stands where the list may.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<List<T>, D::Error> {
        Self::one(deserializer)
    }

    /// Any other format: look at what comes.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<List<T>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E: Error>(self) -> Result<List<T>, E> {
        Ok(List(Field::Absent))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<List<T>, E> {
        Self::one(StrDeserializer::new(text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<List<T>, E> {
        Self::one(value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<List<T>, E> {
        Self::one(value.into_deserializer())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<List<T>, A::Error> {
        Self::one(MapAccessDeserializer::new(map))
    }
}

/// Most sides that an alliance has.
pub const MAX_SIDES: usize = 1_000;

/// A value for each side of the alliance, in the file's order: `us`, `partner`, or the ids under `partners`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BySide<T>(Field<Vec<(String, Field<T>)>>);

impl<T> Default for BySide<T> {
    fn default() -> Self {
        Self(Field::Absent)
    }
}

impl BySide<String> {
    /// The text of one side, if it answers: no blanks, no `TBC`, none of our own stubs.
    pub fn text(&self, side: &str) -> Option<&str> {
        self.get(side).map(|text| text.trim()).filter(|text| !text.is_empty() && !is_placeholder(text))
    }
}

impl<T> BySide<T> {
    /// The value of one side, if usable.
    pub fn get(&self, side: &str) -> Option<&T> {
        self.iter().find(|(id, _)| *id == side).map(|(_, value)| value)
    }

    /// The sides with a usable value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.fields().iter().filter_map(|(id, value)| Some((id.as_str(), value.get()?)))
    }

    /// Every side the file names here, with its state.
    pub fn fields(&self) -> &[(String, Field<T>)] {
        self.0.get().map_or(&[], Vec::as_slice)
    }

    /// Every side the file names here, with its state, to change.
    pub fn fields_mut(&mut self) -> &mut [(String, Field<T>)] {
        self.0.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    /// Whether no side is named.
    pub fn is_absent(&self) -> bool {
        !self.0.is_invalid() && self.fields().is_empty()
    }

    /// Whether the mapping as a whole is there in a form that cannot be used.
    pub fn is_unreadable(&self) -> bool {
        self.0.is_invalid()
    }

    /// Whether the mapping, or the value of `side` in it, is there in a form that cannot be used.
    pub fn is_invalid(&self, side: &str) -> bool {
        self.0.is_invalid() || self.fields().iter().any(|(id, value)| id == side && value.is_invalid())
    }
}

impl<T> FromIterator<(String, T)> for BySide<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(sides: I) -> Self {
        Self(Field::Set(sides.into_iter().map(|(id, value)| (id, Field::Set(value))).collect()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for BySide<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<KeyedEntries<T>>::deserialize(deserializer) {
            Ok(Some(KeyedEntries(entries))) => Self(Field::Set(entries)),
            Ok(None) => Self(Field::Absent),
            Err(_) => Self(Field::Invalid),
        })
    }
}

/// The entries of a mapping whose keys are data.
struct KeyedEntries<T>(Vec<(String, Field<T>)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for KeyedEntries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(KeyedEntriesVisitor(PhantomData)).map(KeyedEntries)
    }
}

struct KeyedEntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for KeyedEntriesVisitor<T> {
    type Value = Vec<(String, Field<T>)>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a key for each side (`us:` and `partner:`)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            if entries.len() == MAX_SIDES {
                return Err(Error::custom(Refusal::new(
                    format!("more than {MAX_SIDES} sides are named here, and an alliance has a few"),
                    "keep those that have signed; a list of members belongs elsewhere",
                )));
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

/// A thing that may be written as a sentence or spelled out in fields.
pub trait FromSentence<'de>: Sized {
    /// The thing a bare sentence stands for.
    ///
    /// # Errors
    /// When the sentence is no such thing.
    fn from_sentence<E: Error>(sentence: &str) -> Result<Self, E>;
    /// The thing spelled out.
    ///
    /// # Errors
    /// As the deserializer's.
    fn from_fields<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Deserializes a thing from a sentence or from fields.
///
/// # Errors
/// When the value is neither.
pub fn sentence_or_fields<'de, T: FromSentence<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(SENTENCE_OR_FIELDS, SentenceVisitor(PhantomData))
}

struct SentenceVisitor<T>(PhantomData<T>);

impl<'de, T: FromSentence<'de>> Visitor<'de> for SentenceVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a sentence, or fields")
    }

    fn visit_str<E: Error>(self, sentence: &str) -> Result<T, E> {
        T::from_sentence(sentence)
    }

    /// Our reader: it is a mapping, and knows its keys if asked for a struct.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::from_fields(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_fields(MapAccessDeserializer::new(map))
    }
}
