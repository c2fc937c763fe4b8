//! What people answer, as the edits that write it down.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::questions::Question;
use super::topics::Answer;
use crate::edit::{self, Plain, Refused};
use crate::language::{Lean, day};
use crate::model::{Alliance, Edit, Money, Refusal, Yaml, is_placeholder};
use crate::text::nearest;

/// What is wrong with an answer.
pub(super) enum Wrong {
    /// Another answer would do.
    Again(String),
    /// The record is written in a way that no answer can be put into.
    Shape(String),
}

/// The text of a record with an answer in it.
///
/// # Errors
/// Why the field cannot hold it.
pub(super) fn written(
    text: &str,
    question: &Question,
    said: &str,
    today: NaiveDate,
) -> Result<String, Wrong> {
    let path = || question.path.clone();
    let set = |value: Yaml| vec![Edit::Set { path: path(), value }];
    let add = |item: Yaml| vec![Edit::Add { path: path(), item }];
    let map = |key: &str, value: Yaml| Yaml::Map(vec![(key.to_owned(), value)]);
    let edits = match question.topic.answer {
        Answer::Text => set(Yaml::text(said)),
        Answer::Item => add(Yaml::text(said)),
        Answer::Named => add(map("name", Yaml::text(said))),
        Answer::Owner => {
            let at = |key: &str| format!("{}.{key}", question.path);
            vec![
                Edit::Set { path: at("name"), value: Yaml::text(said) },
                Edit::Set { path: at("accountable_for"), value: Yaml::word("commercial-outcome") },
            ]
        }
        Answer::Number => set(Yaml::word(number(said, &question.path)?)),
        Answer::Choice(words) => set(Yaml::word(choice(said, words)?)),
        Answer::Test(words) => add(map("test", Yaml::word(choice(said, words)?))),
        Answer::Choices(words) => {
            let parts = said.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
            let mut chosen = parts.map(|part| choice(part, words)).collect::<Result<Vec<_>, _>>()?;
            chosen.dedup();
            if chosen.is_empty() {
                return Err(Wrong::Again("that is not one of the options".to_owned()));
            }
            set(Yaml::List(chosen.into_iter().map(Yaml::word).collect()))
        }
        Answer::Past => match vague(said) {
            Some(word) => set(Yaml::word(word)),
            None => {
                let date = read_day(said, today, Lean::Past)?;
                if date > today {
                    return Err(Wrong::Again(format!("{date} is in the future; give a day up to today")));
                }
                set(Yaml::word(date))
            }
        },
        Answer::Result => {
            let Some(due) = &question.due else { return Err(Wrong::Shape("no period is due".to_owned())) };
            add(Yaml::Map(vec![
                ("period".to_owned(), Yaml::word(due)),
                ("total".to_owned(), Yaml::word(number(said, &question.path)?)),
            ]))
        }
        Answer::Decision(words) => add(Yaml::Map(vec![
            ("date".to_owned(), Yaml::word(today)),
            ("verdict".to_owned(), Yaml::word(choice(said, words)?)),
        ])),
        Answer::Day => set(Yaml::word(read_day(said, today, Lean::Future)?)),
    };
    let edits = above_what_holds_a_place(text, edits);
    edit::apply::<Alliance>(text, &edits).map_err(|refused| match refused {
        Refused::Differs(_, why) => Wrong::Again(why),
        other => {
            let by_hand: Vec<String> = edits.iter().map(edit::by_hand).collect();
            Wrong::Shape(format!("{other}. To write: {}", by_hand.join("; ")))
        }
    })
}

/// The same edits, the first of them at the `TBC` that stands where a block belongs.
fn above_what_holds_a_place(text: &str, mut edits: Vec<Edit>) -> Vec<Edit> {
    let Some((path, value, is_item)) = edits.first().and_then(|edit| match edit {
        Edit::Set { path, value } => Some((path.clone(), value.clone(), false)),
        Edit::Add { path, item } => Some((path.clone(), item.clone(), true)),
        _ => None,
    }) else {
        return edits;
    };
    let Ok(plain) = edit::plain(text) else { return edits };
    let held = |above: &&str| plain.get(above).and_then(Plain::as_text).is_some_and(is_placeholder);
    let ends = path.match_indices('.').map(|(at, _)| at).chain(is_item.then_some(path.len()));
    let Some(above) = ends.filter_map(|end| path.get(..end)).find(held) else { return edits };
    let inner = path.get(above.len()..).unwrap_or_default().trim_start_matches('.');
    let value = if is_item { Yaml::List(vec![value]) } else { value };
    let value = inner
        .rsplit('.')
        .filter(|key| !key.is_empty())
        .fold(value, |value, key| Yaml::Map(vec![(key.to_owned(), value)]));
    edits[0] = Edit::Set { path: above.to_owned(), value };
    edits
}

fn read_day(said: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, Wrong> {
    day(said, today, lean)
        .map_err(|refusal| Wrong::Again(format!("{}; {}", refusal.message, refusal.advice.text)))
}

/// A month, quarter, half-year or year, which says less than a day.
fn vague(said: &str) -> Option<String> {
    let word = said.to_uppercase();
    let (year, rest) = word.split_once('-').map_or((word.as_str(), ""), |(year, rest)| (year, rest));
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_part = rest.is_empty() && !word.ends_with('-')
        || matches!(rest, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2")
        || rest.len() == 2 && rest.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
    (is_year && is_part).then_some(word)
}

/// A number as a record has it, which an amount of money may precede by its currency.
fn number(said: &str, path: &str) -> Result<String, Wrong> {
    let hours =
        path.contains("hours").then(|| said.strip_suffix("hours").or(said.strip_suffix('h'))).flatten();
    let short = written_out(hours.unwrap_or(said).trim());
    let said = short.as_str();
    let digits = said.rsplit(' ').next().unwrap_or_default();
    let plain = digits.strip_prefix('-').unwrap_or(digits);
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && plain.starts_with(|letter: char| letter.is_ascii_digit())
        && !plain.ends_with('.')
        && plain.matches('.').count() <= 1;
    let currency = said.strip_suffix(digits).unwrap_or_default().trim();
    let is_currency =
        currency.is_empty() || currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_number && is_currency {
        return Ok(said.to_owned());
    }
    let reader: StrDeserializer<Error> = said.into_deserializer();
    // The reader of amounts knows what `150k` would be.
    let what = match Money::deserialize(reader) {
        Err(error) => Refusal::of_error(&error).advice.text,
        Ok(_) => "write digits only, such as 1500 or 0.5".to_owned(),
    };
    Err(Wrong::Again(format!("`{said}` is not a number; {what}")))
}

/// `150k` as `150000`, with the currency before it, if there is one; anything else as it is.
fn written_out(said: &str) -> String {
    let (before, digits) = said.rsplit_once(' ').map_or(("", said), |(before, digits)| (before, digits));
    let zeros = match digits.chars().last() {
        Some('k' | 'K') => 3,
        Some('m' | 'M') => 6,
        _ => return said.to_owned(),
    };
    let bare = digits.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let Ok(value) = bare.parse::<Decimal>() else { return said.to_owned() };
    let Some(value) = value.checked_mul(Decimal::from(10_u32.pow(zeros))) else { return said.to_owned() };
    if bare.len() + 1 != digits.len() || !bare.starts_with(|letter: char| letter.is_ascii_digit()) {
        return said.to_owned();
    }
    let gap = if before.is_empty() { "" } else { " " };
    format!("{before}{gap}{}", value.normalize())
}

/// The word that is meant by itself, its number or its beginning.
fn choice(said: &str, words: &[(&'static str, &'static str)]) -> Result<&'static str, Wrong> {
    let wanted = said.trim().to_lowercase().replace([' ', '_'], "-");
    if let Ok(number) = wanted.trim_end_matches(['.', ')']).parse::<usize>() {
        return match number.checked_sub(1).and_then(|index| words.get(index)) {
            Some((word, _)) => Ok(word),
            None => Err(Wrong::Again(format!("give a number from 1 to {}, or the word", words.len()))),
        };
    }
    if let Some((word, _)) = words.iter().find(|(word, _)| *word == wanted) {
        return Ok(word);
    }
    let begun: Vec<&str> =
        words.iter().map(|(word, _)| *word).filter(|word| word.starts_with(&wanted)).collect();
    if let ([only], false) = (begun.as_slice(), wanted.is_empty()) {
        let known = words.iter().find(|(word, _)| word == only);
        return known.map(|(word, _)| *word).ok_or_else(|| Wrong::Again(String::new()));
    }
    let near = nearest(&wanted, words.iter().map(|(word, _)| *word));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Wrong::Again(format!(
        "`{said}` is not one of these; give a number from 1 to {}, or the word{near}",
        words.len()
    )))
}
