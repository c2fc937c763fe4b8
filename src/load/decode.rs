//! A tree to a typed record: a lenient serde deserializer that notes every mistake and keeps the rest.
//!
//! The model wraps its fields in [`Field`](crate::model::Field), which turns an error into an unusable field. Errors are
//! noted here, where the node and the path are known, so nothing is lost when a field swallows one.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::SeqDeserializer;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor,
};

use super::mistake::{MAX_MISTAKES, Mistake, MistakeKind};
use super::synonyms;
use super::tree::{NodeId, Tree, Value};
use crate::model::{Duration, Edit, FiscalYear, ONE_OR_MANY, PERIOD, Period, SENTENCE_OR_FIELDS, Yaml};
use crate::text::{either, nearest, only_near, shorten};

/// Decodes the whole tree; what could not be used is in `mistakes`, the rest in the value. `year` is the portfolio's own,
/// where it is known; `broken` are keys of the file that are there and cannot be read.
pub fn decode<'t, T: Deserialize<'t> + Default>(
    tree: &'t Tree,
    year: Option<FiscalYear>,
    broken: &'t [String],
    mistakes: &mut Vec<Mistake>,
) -> T {
    let noted = RefCell::new(Vec::new());
    let reader = Reader {
        tree,
        year,
        broken,
        node: tree.root(),
        noted: &noted,
        path: Path { parent: None, segment: Segment::Root },
    };
    let value = T::deserialize(reader).unwrap_or_default();
    mistakes.append(&mut noted.into_inner());
    value
}

/// The way from the root to a value, kept on the stack: most values never need it.
#[derive(Clone, Copy)]
struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    segment: Segment<'p>,
}

#[derive(Clone, Copy)]
enum Segment<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(formatter)?;
        }
        match self.segment {
            Segment::Root => Ok(()),
            Segment::Key(key)
                if self.parent.is_some_and(|parent| matches!(parent.segment, Segment::Root)) =>
            {
                formatter.write_str(key)
            }
            Segment::Key(key) => write!(formatter, ".{key}"),
            Segment::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}

#[derive(Clone, Copy)]
struct Reader<'t, 'p> {
    tree: &'t Tree,
    year: Option<FiscalYear>,
    broken: &'t [String],
    node: NodeId,
    noted: &'p RefCell<Vec<Mistake>>,
    path: Path<'p>,
}

/// A mistake on its way out. The model separates what is wrong from what to do by a line feed.
#[derive(Debug)]
enum DecodeError {
    /// Already noted, at its own node.
    Noted,
    /// To be noted by the reader of the node that caused it.
    Message(String),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Noted => formatter.write_str("noted"),
            Self::Message(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Message(message.to_string())
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let near = || nearest(variant, expected.iter().copied());
        let fix = match synonyms::of_value(variant, expected) {
            Some(meant) => format!("write `{meant}`\n{meant}"),
            None => match near() {
                Some(near) if only_near(variant, expected.iter().copied()) == Some(near) => {
                    format!("did you mean `{near}`?\n{near}")
                }
                Some(near) => format!("did you mean `{near}`?"),
                None if expected.contains(&"sponsorship") => TYPES.to_owned(),
                None => "write one of them".to_owned(),
            },
        };
        Self::Message(format!(
            "unknown value `{}`; expected {}\n{fix}",
            shorten(variant, QUOTED),
            one_of(expected)
        ))
    }

    fn invalid_type(unexpected: Unexpected, expected: &dyn Expected) -> Self {
        let found = match unexpected {
            Unexpected::Str(text) => format!("`{}`", shorten(text, QUOTED)),
            Unexpected::Unit => "nothing".to_owned(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Map => "a mapping".to_owned(),
            other => other.to_string(),
        };
        Self::Message(format!("expected {expected}, found {found}"))
    }
}

/// What the four types are, for who has a form (reseller, technology partner) in mind.
const TYPES: &str = "write `strategic` if it changes how one side works, `affiliate` if it is paid by result, \
                     `sponsorship` if money buys visibility, `co-marketing` if you promote together for a while; \
                     its legal form goes under `structure`";

/// `a`, `b` or `c`.
fn one_of(words: &[&str]) -> String {
    either(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>())
}

/// Blanks of word processors that look like the ordinary one, or like nothing.
const ODD_BLANKS: [char; 5] = ['\u{a0}', '\u{202f}', '\u{2007}', '\u{200b}', '\u{feff}'];

/// The text without such blanks at its ends, where they are nobody's meaning.
fn without_odd_blanks(text: &str) -> &str {
    // None of them is ASCII, and nearly every text begins and ends with what is.
    match text.as_bytes() {
        [] | [0..=0x7f] | [0..=0x7f, .., 0..=0x7f] => text,
        _ => text.trim_matches(ODD_BLANKS),
    }
}

/// Longest quotation of a file in a message, in characters.
const QUOTED: usize = 60;

impl<'t, 'p> Reader<'t, 'p> {
    fn value(&self) -> Value<'t> {
        self.tree.value(self.node)
    }

    /// Whether nothing is said here: no value, or only keys without one, as a template leaves them.
    fn is_unanswered(&self) -> bool {
        match self.value() {
            value @ Value::Scalar { .. } => value.is_null(),
            Value::Mapping(_) => self.tree.is_unanswered(self.node),
            Value::Sequence(_) => false,
        }
    }

    /// Notes an error at this node, unless a node below has done so.
    fn note(&self, error: DecodeError) -> DecodeError {
        if let DecodeError::Message(text) = error {
            let mut lines = text.splitn(3, '\n');
            let (message, mut fix) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
            let notice = self.notice_in_words().filter(|_| message.starts_with("expected a whole number"));
            if let Some((advice, _)) = &notice {
                fix = advice.as_str();
            }
            let mistake = Mistake::new(MistakeKind::InvalidValue, self.tree.span(self.node), message)
                .at(self.path.to_string())
                .fix(fix)
                .edit(notice.map(|(_, edit)| edit).or_else(|| self.certain(lines.next()?)));
            self.noted.borrow_mut().push(mistake);
        }
        DecodeError::Noted
    }

    /// What to do about a length of time under `notice_days`: its days, or the key that takes any unit.
    fn notice_in_words(&self) -> Option<(String, Edit)> {
        let Value::Scalar { text, .. } = self.value() else { return None };
        if self.key() != "notice_days" {
            return None;
        }
        let advice = in_own_unit(self.key(), text)?;
        let path = self.path.to_string();
        let edit = match Duration::parse(text)? {
            Duration::Days(days) => Edit::Set { path, value: Yaml::word(days) },
            Duration::Months(_) => Edit::Rename { path, to: "notice".to_owned() },
        };
        Some((advice.lines().next().unwrap_or_default().to_owned(), edit))
    }

    /// The edit that writes the value that is surely meant, which the model gives in a third line.
    fn certain(&self, certain: &str) -> Option<Edit> {
        // A quoted text may hold lines of its own; those are no answer of the model's.
        let Value::Scalar { text, .. } = self.value() else { return None };
        let sound = !certain.is_empty()
            && certain.len() <= 40
            && !certain.contains('\n')
            && !text.contains(['\n', '\r']);
        sound.then(|| Edit::Set { path: self.path.to_string(), value: Yaml::word(certain) })
    }

    fn mismatch(&self, expected: &str) -> DecodeError {
        let unexpected = match self.value() {
            Value::Scalar { text, .. } if !self.value().is_null() => Unexpected::Str(text),
            Value::Scalar { .. } => Unexpected::Unit,
            Value::Sequence(_) => Unexpected::Seq,
            Value::Mapping(_) => Unexpected::Map,
        };
        let DecodeError::Message(message) = de::Error::invalid_type(unexpected, &expected) else {
            return DecodeError::Noted;
        };
        let fix = match expected {
            "text" => "write one sentence; in double quotes if it contains `: ` or ` #`",
            "a list" => "write a list: `[one, another]`, or a line starting with `- ` for each",
            keys if keys.starts_with("keys") => "write its keys below it, indented, each with its value",
            _ => "",
        };
        self.note(DecodeError::Message(format!("{message}\n{fix}")))
    }

    /// The text of a scalar that is not null.
    fn text(&self, expected: &str) -> Result<&'t str, DecodeError> {
        match self.value() {
            value @ Value::Scalar { text, .. } if !value.is_null() => Ok(without_odd_blanks(text)),
            _ => Err(self.mismatch(expected)),
        }
    }

    fn child<'c>(&self, node: NodeId, parent: &'c Path<'c>, segment: Segment<'c>) -> Reader<'t, 'c>
    where
        'p: 'c,
    {
        Reader {
            tree: self.tree,
            year: self.year,
            broken: self.broken,
            node,
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
        let expected = "a whole number such as 90";
        let text = self.text(expected)?;
        let canonical =
            text == "0" || text.trim_start_matches('-').starts_with(|first: char| matches!(first, '1'..='9'));
        text.parse().ok().filter(|_| canonical).ok_or_else(|| {
            if let Some(fix) = in_own_unit(self.key(), text) {
                let shown = shorten(text, QUOTED);
                return self
                    .note(DecodeError::Message(format!("expected {expected}, found `{shown}`\n{fix}")));
            }
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            // A sign or a per cent means something else than its digits.
            let fix = if digits.is_empty() || digits.len() > 9 || text.contains(['-', '%', '.']) {
                "write digits only".to_owned()
            } else {
                format!("write digits only: `{}`", digits.trim_start_matches('0'))
            };
            self.note(DecodeError::Message(format!(
                "expected {expected}, found `{}`\n{fix}",
                shorten(text, QUOTED)
            )))
        })
    }

    fn read_mapping<V: Visitor<'t>>(
        self,
        entries: &'t [NodeId],
        known: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let broken = if self.path.parent.is_none() { self.broken } else { &[] };
        let broken = broken.iter();
        let access = Entries { reader: self, entries: entries.chunks_exact(2), known, pending: None, broken };
        visitor.visit_map(access).map_err(|error| self.note(error))
    }

    fn read_sequence<V: Visitor<'t>>(self, items: &'t [NodeId], visitor: V) -> Result<V::Value, DecodeError> {
        let access = Items { reader: self, items: items.iter().enumerate() };
        visitor.visit_seq(access).map_err(|error| self.note(error))
    }
}

/// What to write for a length of time where its number is wanted: `3 months` is not 3 days. `None` where `text` is none.
fn in_own_unit(key: &str, text: &str) -> Option<String> {
    let length = Duration::parse(text)?;
    Some(match (key.rsplit('_').next()?, length) {
        ("days", Duration::Days(days)) => format!("write it in days: `{days}`\n{days}"),
        ("months", Duration::Months(months)) => format!("write it in months: `{months}`\n{months}"),
        ("days", Duration::Months(_)) if key == "notice_days" => {
            format!("write `notice: {}` instead of this line, or the number of days", text.trim())
        }
        ("days", Duration::Months(_)) => "write the number of days: months differ in length".to_owned(),
        ("months", Duration::Days(_)) => "write the number of months".to_owned(),
        _ => return None,
    })
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            visitor.$visit(self.whole_number()?).map_err(|error| self.note(error))
        })*
    };
}

impl<'t> Deserializer<'t> for Reader<'t, '_> {
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
                let fix = match text.to_lowercase().as_str() {
                    "yes" | "on" | "y" => "\nwrite `true`\ntrue",
                    "no" | "off" | "n" => "\nwrite `false`\nfalse",
                    _ => "",
                };
                Err(DecodeError::Message(format!(
                    "expected `true` or `false`, found `{}`{fix}",
                    shorten(text, QUOTED)
                )))
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
            (ONE_OR_MANY | SENTENCE_OR_FIELDS, _) => visitor.visit_some(self),
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
                Err(self.note(de::Error::invalid_type(unexpected, &visitor)))
            }
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.value() {
            Value::Mapping(entries) => self.read_mapping(entries, Some(fields), visitor),
            _ => {
                let keys: Vec<&str> = fields.iter().take(4).copied().collect();
                Err(self.mismatch(&format!("keys such as {}", one_of(&keys))))
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
            Value::Scalar { text, .. } if !self.value().is_null() => text.trim_matches(ODD_BLANKS),
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

struct Items<'t, 'p> {
    reader: Reader<'t, 'p>,
    items: std::iter::Enumerate<std::slice::Iter<'t, NodeId>>,
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

struct Entries<'t, 'p> {
    reader: Reader<'t, 'p>,
    entries: std::slice::ChunksExact<'t, NodeId>,
    /// The keys of the struct being read; `None` where keys are data.
    known: Option<&'static [&'static str]>,
    pending: Option<(&'t str, Option<NodeId>)>,
    /// Keys that are there and cannot be read.
    broken: std::slice::Iter<'t, String>,
}

impl Entries<'_, '_> {
    fn unknown_key(&self, key: NodeId, name: &str, known: &[&str]) {
        let reader = &self.reader;
        // A suggestion takes time, and nobody reads the ten-thousandth.
        let told = reader.noted.borrow().len() < MAX_MISTAKES;
        if let Some(mistake) = self.odd_blank(key, name, known) {
            reader.noted.borrow_mut().push(mistake);
            return;
        }
        let synonym = if reader.path.parent.is_none() { synonyms::of_key(name) } else { None };
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

impl Entries<'_, '_> {
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
fn place(path: &Path) -> String {
    let path = path.to_string();
    if path.is_empty() { "this file".to_owned() } else { format!("`{}`", shorten(&path, QUOTED)) }
}

impl<'t> de::MapAccess<'t> for Entries<'t, '_> {
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
        let (name, node) =
            self.pending.take().ok_or_else(|| DecodeError::Message("a value without a key".to_owned()))?;
        match node {
            Some(node) => seed.deserialize(self.reader.child(node, &self.reader.path, Segment::Key(name))),
            None => seed.deserialize(Broken),
        }
    }
}
