//! Small helpers for English sentences: lists, counts, suggestions, days.

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
const TITLES: [&str; 15] = [
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
