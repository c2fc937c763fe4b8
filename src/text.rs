//! Small helpers for English sentences: lists, counts, suggestions, days.

use std::borrow::Cow;

use chrono::NaiveDate;

/// The candidate nearest to `word`, if one is near enough to be a slip of the pen.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = near(word, candidates);
    near.into_iter().min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// The candidate near to `word` where no other is near as well: a slip of the pen with one certain answer.
pub fn only_near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = near(word, candidates);
    let (_, first) = *near.first()?;
    // `notice` may be `notice_days`, and `end` may be `ended` or `tender`: what is short has too many neighbours.
    let sure = word.chars().count() > 3 || word.eq_ignore_ascii_case(first);
    (sure && near.iter().all(|(_, other)| *other == first)).then_some(first)
}

/// The candidates that `word` may be a slip of the pen for, each with its distance.
fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    // Long words are no candidates for a typo, and the distance is quadratic in their length.
    if word.len() > 64 {
        return Vec::new();
    }
    let plain = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
    let word = plain(word);
    let (length, letters) = (word.chars().count(), letters_of(&word));
    let distance = |candidate: &'a str| {
        let other = candidate.chars().count();
        let most = 1 + other.min(word.len()) / 4;
        // As many letters as one has more than the other have to be added: most candidates need no closer look.
        if other.abs_diff(length) > most || unshared(&letters, &letters_of(candidate)) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&word, &plain(candidate));
        (distance <= most).then_some((distance, candidate))
    };
    candidates.into_iter().filter_map(distance).collect()
}

/// A text in small letters: a copy only where it has others.
pub fn small(text: &str) -> Cow<'_, str> {
    let is_small = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_small { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// The lengths and first letters of a list's words: nearly every word of a text is in no list, and these tell without looking.
#[derive(Debug)]
pub struct Beginnings([u32; 32]);

impl Beginnings {
    /// Those of some words.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut beginnings = Self([0; 32]);
        for (length, letter) in words.into_iter().filter_map(Self::place) {
            beginnings.0[length] |= letter;
        }
        beginnings
    }

    /// Whether a word, whatever its capitals, may be one of them.
    pub fn may_be(&self, word: &str) -> bool {
        Self::place(word).is_some_and(|(length, letter)| self.0[length] & letter != 0)
    }

    /// A row for each length, the last for all that are longer; in it a bit that capitals share with small letters.
    fn place(word: &str) -> Option<(usize, u32)> {
        let first = word.as_bytes().first()?;
        Some((word.len().min(31), 1 << (first & 31)))
    }
}

/// How often each letter occurs in a word.
fn letters_of(word: &str) -> [u8; 26] {
    let mut letters = [0_u8; 26];
    for byte in word.bytes() {
        if let Some(count) = letters.get_mut(usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'))) {
            *count = count.saturating_add(1);
        }
    }
    letters
}

/// At least so many edits lie between two words: each letter of one that the other lacks takes one.
fn unshared(one: &[u8; 26], other: &[u8; 26]) -> usize {
    let more = |one: &[u8; 26], other: &[u8; 26]| -> usize {
        one.iter().zip(other).map(|(here, there)| usize::from(here.saturating_sub(*there))).sum()
    };
    more(one, other).max(more(other, one))
}

/// Words as a list in a sentence: `a, b and c`.
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "and")
}

/// Words as alternatives in a sentence: `a, b or c`.
pub fn either<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "or")
}

fn joined<S: AsRef<str>>(words: &[S], last_joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last_joint} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A count with its noun: `1 day`, `2 days`.
pub fn count(number: impl Into<i64>, noun: &str) -> String {
    let number = number.into();
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// The same of a number of things in a list.
pub fn counted(number: usize, noun: &str) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX), noun)
}

/// A small number as a word: `five`.
pub fn number_word(number: usize) -> &'static str {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(number).copied().unwrap_or("many")
}

/// A text with a capital letter in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// A day as prose has it: `31 January 2026`.
pub fn long_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A day where there is little room: `31 Jan 2026`.
pub fn short_day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A sentence for people: its days as prose has them. What stands in quotation marks or backticks is somebody's own and stays.
pub fn with_spoken_days(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_shape = |at: usize| {
        bytes.get(at..at + ISO_DAY.len()).is_some_and(|part| {
            part.iter().zip(ISO_DAY).all(|(byte, shape)| match shape {
                b'-' => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
        })
    };
    let mut spoken = String::new();
    let (mut from, mut at) = (0, 0);
    let mut quoted: Option<u8> = None;
    while let Some(byte) = bytes.get(at) {
        match (quoted, byte) {
            (None, b'"' | b'`') => quoted = Some(*byte),
            (Some(mark), byte) if mark == *byte => quoted = None,
            (None, byte) if byte.is_ascii_digit() && is_shape(at) => {
                let end = at + ISO_DAY.len();
                let part_of_more = |near: Option<&u8>| {
                    near.is_some_and(|near| near.is_ascii_alphanumeric() || b"-_/".contains(near))
                };
                let alone = !part_of_more(at.checked_sub(1).and_then(|before| bytes.get(before)))
                    && !part_of_more(bytes.get(end));
                let day = text.get(at..end).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
                if let Some(day) = day.filter(|_| alone) {
                    spoken.push_str(text.get(from..at).unwrap_or_default());
                    spoken.push_str(&long_day(day));
                    from = end;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    spoken.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(spoken)
}

/// The shape of a day in files.
const ISO_DAY: &[u8; 10] = b"0000-00-00";

/// A text cut to a number of characters, the cut shown.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most.saturating_sub(1)).chain(std::iter::once('…')).collect()
    }
}

/// A text cut at a word so that it has at most so many characters, the cut shown.
pub fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let room: String = text.chars().take(most.saturating_sub(2)).collect();
    let cut = match room.rsplit_once(' ') {
        Some((whole, _)) if whole.chars().count() * 2 > most => whole,
        _ => &room,
    };
    format!("{} …", cut.trim_end_matches([',', ';', ':', ' ', '.']))
}

/// A file name for a name: lower case, words joined by hyphens.
pub fn slug(name: &str) -> String {
    let words: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let slug: String = words.split_whitespace().collect::<Vec<_>>().join("-").chars().take(60).collect();
    if slug.is_empty() { "alliance".to_owned() } else { slug }
}

/// Titles before a name that are no part of it.
pub const TITLES: [&str; 15] = [
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "ing",
    "dipl.-ing",
    "herr",
    "frau",
    "mag",
];

/// A name as it is spoken, without titles: `Tomás Reyes` for `Reyes, Tomás` and `Dr. Tomás Reyes`.
pub fn without_titles(name: &str) -> String {
    let turned = match name.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() && !last.trim().contains(' ') => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.trim().to_owned(),
    };
    let mut words: Vec<&str> = turned.split_whitespace().collect();
    while words.len() > 2 && TITLES.contains(&words[0].trim_end_matches('.').to_lowercase().as_str()) {
        words.remove(0);
    }
    words.join(" ")
}

/// A name as a column has room for it: `T. Reyes` for `Tomás Reyes`, `Reyes, Tomás` and `Dr. Tomás Reyes`.
pub fn initialled(name: &str) -> String {
    let spoken = without_titles(name);
    match spoken.split(' ').collect::<Vec<_>>().as_slice() {
        [first, rest @ ..] if !rest.is_empty() && first.starts_with(char::is_uppercase) => {
            let initial: String = first.chars().take(1).collect();
            format!("{initial}. {}", rest.join(" "))
        }
        _ => spoken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_list_may_always_be_one() {
        let words = ["a", "minimum", "über", "€", "an-uncommonly-long-word-that-ends-in-the-last-row"];
        let beginnings = Beginnings::of(words);
        for word in words {
            assert!(beginnings.may_be(word) && beginnings.may_be(&word.to_ascii_uppercase()), "{word}");
        }
        assert!(!beginnings.may_be("minima") && !beginnings.may_be("decimal") && !beginnings.may_be(""));
    }

    #[test]
    fn days_in_prose_are_spoken_and_quotations_stay() {
        for (file, people) in [
            ("since launch on 2025-06-02; 2026-11-22", "since launch on 2 June 2025; 22 November 2026"),
            ("(2025-09-01 to 2027-08-31)", "(1 September 2025 to 31 August 2027)"),
            ("\"by 2026-01-31\" on 2026-02-01", "\"by 2026-01-31\" on 1 February 2026"),
            ("write `ends: 2026-01-31`", "write `ends: 2026-01-31`"),
            (
                "2026-13-01, 12026-01-01, a-2026-01-01, 2026-01-01-b",
                "2026-13-01, 12026-01-01, a-2026-01-01, 2026-01-01-b",
            ),
            ("日本 2026-01-31日", "日本 31 January 2026日"),
            ("2026-01", "2026-01"),
            ("", ""),
        ] {
            assert_eq!(with_spoken_days(file), people);
        }
    }

    #[test]
    fn lists_and_counts_read_as_english() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(either(&["a", "b"]), "a or b");
        assert_eq!(count(1, "day"), "1 day");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(0, "party"), "0 parties");
        assert_eq!(shorten("abcdef", 4), "abc…");
    }

    #[test]
    fn suggests_only_near_words() {
        let keys = ["contributions", "notice_days", "name"];
        assert_eq!(nearest("contribtions", keys), Some("contributions"));
        assert_eq!(nearest("Notice Days", keys), Some("notice_days"));
        assert_eq!(nearest("budget", keys), None);
        assert_eq!(nearest(&"n".repeat(100), keys), None);
    }

    #[test]
    fn names_are_shortened_to_what_people_are_called() {
        for (name, short) in [
            ("Tomás Reyes", "T. Reyes"),
            ("Reyes, Tomás", "T. Reyes"),
            ("Dr. Anna Łódź", "A. Łódź"),
            ("Prof. Dr. Jan de Vries", "J. de Vries"),
            ("Maria del Carmen Ruiz", "M. del Carmen Ruiz"),
            ("Dr. No", "D. No"),
            ("Cher", "Cher"),
            ("Élodie Dupont", "É. Dupont"),
        ] {
            assert_eq!(initialled(name), short, "{name}");
        }
    }
}
