//! Any edit of any record in any style: the bytes outside stay, what is read differs by the edit, and twice is once.

use alliance::edit::{Refused, Splice, splice};
use alliance::load::Source;
use alliance::load::read::decode_text;
use alliance::model::{Alliance, Edit, Yaml};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::encode::{read, style};
use super::shape::{EVIL, Odd, written};
use super::{cases, choices, drawn};

/// Keys whose value is any text.
const TEXTS: [&str; 10] =
    ["name", "objective", "what", "why", "evidence", "learned", "notes", "role", "reference", "unless"];

/// Lists, and an item for each.
fn lists() -> Vec<(&'static str, Value)> {
    vec![
        (
            "governance.reviews",
            json!({"date": "2026-11-03", "attended": ["us", "partner"], "metrics_read": true}),
        ),
        ("decisions", json!({"date": "2026-11-03", "verdict": "continue", "why": "It: \"pays\", # so far"})),
        ("commitments", json!({"by": "us", "what": "a, b", "due": "2027-01-01"})),
        ("issues", json!({"what": "two CRMs: one too many", "opened": "2026-11-03", "severity": "high"})),
        ("metrics[0].results", json!({"period": "2026-Q4", "total": "-12.5", "without": "0"})),
        ("aliases", json!("Tern, Inc.")),
        ("expects.us", json!("EUR 1,000 a year")),
        ("selection.because", json!("availability")),
        ("notes", json!("[x]: 'y'")),
    ]
}

/// A key that may be there or not, and its value.
fn fields() -> Vec<(&'static str, Value)> {
    vec![
        ("objective", json!("Win: \"more\" # than before")),
        ("started", json!("2026-01-31")),
        ("exit.agreed", json!("2026-01-31")),
        ("agreement.reference", json!("a, b")),
        ("governance.joint_plan.reference", json!("https://docs.example/plan")),
        ("campaign.hypothesis", json!("yes")),
        ("stop.hours", json!("60")),
    ]
}

/// As it would be typed: keywords, numbers and dates as words.
fn yaml(value: &Value) -> Yaml {
    match value {
        Value::String(text) => {
            match text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.".contains(letter)) {
                true => Yaml::word(text),
                false => Yaml::text(text.as_str()),
            }
        }
        Value::Array(items) => Yaml::List(items.iter().map(yaml).collect()),
        Value::Object(fields) => {
            Yaml::Map(fields.iter().map(|(key, value)| (key.clone(), yaml(value))).collect())
        }
        other => Yaml::word(other),
    }
}

/// The value at a path, made where it is not there; `None` where something else stands in its way.
fn reach<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    let mut here = value;
    for part in path.split('.') {
        let (key, index) = match part.split_once('[') {
            Some((key, index)) => (key, index.trim_end_matches(']').parse::<usize>().ok()),
            None => (part, None),
        };
        if here.is_null() {
            *here = Value::Object(Map::new());
        }
        here = here.as_object_mut()?.entry(key).or_insert(Value::Null);
        let Some(index) = index else { continue };
        if here.is_null() || here.as_array().is_some_and(Vec::is_empty) {
            *here = json!([null]);
        }
        if here.is_array() {
            here = here.get_mut(index)?;
        } else if index > 0 {
            return None;
        }
    }
    Some(here)
}

/// Paths to texts, and to anything.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let plain = |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            for (key, value) in fields.iter().filter(|(key, _)| plain(key)) {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(value, &path, found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}[{at}]"), found);
            }
        }
        Value::Null => {}
        _ => found.push(path.to_owned()),
    }
}

fn text_of(bytes: Vec<u8>) -> String {
    decode_text(bytes).expect("a text")
}

fn typed(text: &str) -> Option<Alliance> {
    Source::<Alliance>::new(String::new(), Ok(text.to_owned())).value
}

/// Makes an edit and holds the result to what was meant.
fn held(text: &str, edit: &Edit, expected: &Value) -> Result<Option<Splice>, TestCaseError> {
    let splice = match splice::<Alliance>(text, edit) {
        Ok(Some(splice)) => splice,
        Ok(None) => {
            prop_assert_eq!(typed(text), typed(&written(expected)));
            return Ok(None);
        }
        // A list of one item in lines of its own, or the only key of a block.
        Err(Refused::Shape(..)) => return Ok(None),
        Err(refused) => return Err(TestCaseError::fail(format!("{refused}\n{edit:?}\n{text}"))),
    };
    let new = splice.apply(text);
    prop_assert_eq!(typed(&new), typed(&written(expected)), "{:?}\n{}\n{}", edit, text, new);
    let (before, after) = (&text[..splice.range.start], &text[splice.range.end..]);
    prop_assert!(new.starts_with(before) && new.ends_with(after));
    let comments = |text: &str| text.matches("# a: [comment").count() + text.matches("# 'another").count();
    let kept = matches!(edit, Edit::Remove { .. }) || comments(text) == comments(&new);
    prop_assert!(kept, "a comment is lost");
    if text.contains("\r\n") {
        prop_assert_eq!(new.replace("\r\n", "").find(['\r', '\n']), None, "a line end of another kind");
    }
    Ok(Some(splice))
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn any_text_can_be_set(choices in choices(), style in style(), at in any::<prop::sample::Index>(), what in 0..EVIL.len()) {
        let value = drawn(&choices, Odd::Sound);
        let mut paths = Vec::new();
        leaves(&value, "", &mut paths);
        paths.retain(|path| TEXTS.contains(&path.rsplit('.').next().unwrap_or_default()));
        prop_assume!(!paths.is_empty());
        let path = at.get(&paths).clone();
        let text = text_of(style.record(&value));
        let mut expected = value.clone();
        *reach(&mut expected, &path).expect("there") = EVIL[what].into();
        let edit = Edit::Set { path: path.clone(), value: Yaml::text(EVIL[what]) };
        if let Some(splice) = held(&text, &edit, &expected)? {
            let source = read(text.clone().into_bytes());
            // An empty text is shown by its key.
            let old = reach(&mut value.clone(), &path).and_then(|old| old.as_str().map(str::len));
            let shown = if old == Some(0) { splice.range.clone() } else { source.span_of(&path) };
            prop_assert_eq!(&splice.range, &shown, "more than the value at {} is replaced in\n{}", path, text);
            prop_assert_eq!(alliance::edit::splice::<Alliance>(&splice.apply(&text), &edit), Ok(None), "twice is once");
        }
    }

    #[test]
    fn any_list_can_be_added_to(choices in choices(), style in style(), which in 0..lists().len()) {
        let value = drawn(&choices, Odd::Sound);
        let text = text_of(style.record(&value));
        let (path, item) = lists().swap_remove(which);
        let mut expected = value.clone();
        let list = reach(&mut expected, path).expect("a list");
        *list = match list.take() {
            Value::Null => json!([item]),
            Value::Array(items) => items.into_iter().chain([item.clone()]).collect(),
            one => json!([one, item]),
        };
        let edit = Edit::Add { path: path.to_owned(), item: yaml(&item) };
        if let Some(splice) = held(&text, &edit, &expected)? {
            let old = text[splice.range.clone()].trim();
            prop_assert!(["", "[]", "null", "{}"].contains(&old) || splice.text.contains(old) || splice.text.starts_with('['), "{} is lost", old);
        }
    }

    #[test]
    fn any_field_can_be_set_or_begun(choices in choices(), style in style(), which in 0..fields().len()) {
        let value = drawn(&choices, Odd::Sound);
        let text = text_of(style.record(&value));
        let (path, new) = fields().swap_remove(which);
        let mut expected = value.clone();
        *reach(&mut expected, path).expect("a field") = new.clone();
        let edit = Edit::Set { path: path.to_owned(), value: yaml(&new) };
        if let Some(splice) = held(&text, &edit, &expected)? {
            prop_assert_eq!(alliance::edit::splice::<Alliance>(&splice.apply(&text), &edit), Ok(None), "twice is once");
        }
    }

    #[test]
    fn anything_can_be_taken_out(choices in choices(), style in style(), at in any::<prop::sample::Index>()) {
        let value = drawn(&choices, Odd::Sound);
        let mut paths = Vec::new();
        leaves(&value, "", &mut paths);
        prop_assume!(!paths.is_empty());
        let path = at.get(&paths).clone();
        let mut expected = value.clone();
        let (above, last) = match path.rsplit_once(['.', '[']) {
            Some((above, last)) => (above.to_owned(), last.trim_end_matches(']').to_owned()),
            None => (String::new(), path.clone()),
        };
        let parent = if above.is_empty() { Some(&mut expected) } else { reach(&mut expected, &above) };
        match parent.expect("there") {
            Value::Object(fields) => drop(fields.remove(&last)),
            Value::Array(items) => drop(items.remove(last.parse().expect("an index"))),
            _ => unreachable!("a leaf lies in something"),
        }
        let text = text_of(style.record(&value));
        held(&text, &Edit::Remove { path }, &expected)?;
    }

    /// Whatever the bytes, an edit is made or refused.
    #[test]
    fn no_text_is_too_broken(choices in choices(), cut in any::<(u16, u8)>(), which in 0..lists().len()) {
        let mut text = written(&drawn(&choices, Odd::Wrong));
        let mut at = usize::from(cut.0) % (text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, ["\n", "\t", "'", "\"", "]", "}", ": ", "*x", "&y ", "\r", "- ", "? ", "|\n"][usize::from(cut.1) % 13]);
        let (path, item) = lists().swap_remove(which);
        for edit in [
            Edit::Add { path: path.to_owned(), item: yaml(&item) },
            Edit::Set { path: path.to_owned(), value: Yaml::word(1) },
            Edit::Remove { path: path.to_owned() },
            Edit::Rename { path: path.to_owned(), to: "x-new".to_owned() },
            Edit::Comment { path: path.to_owned(), lines: vec!["later".to_owned()] },
        ] {
            if let Ok(Some(splice)) = splice::<Alliance>(&text, &edit) {
                prop_assert!(typed(&splice.apply(&text)).is_some());
            }
        }
    }
}
