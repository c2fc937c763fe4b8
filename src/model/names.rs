//! Names as they are compared, and texts that only hold the place of an answer.

use unicode_normalization::UnicodeNormalization;

/// A name in the form in which it is compared with others: composed letters, no capitals, one blank between words.
pub fn comparable(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let composed: String = name.nfc().flat_map(char::to_lowercase).nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two names are one, whatever their capitals, blanks and the way their accents are written.
pub fn same_name(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        // Nearly every pair that is asked about: no copy is made of either.
        let mut others = other.split_whitespace();
        let same = |word: &str| others.next().is_some_and(|other| word.eq_ignore_ascii_case(other));
        return one.split_whitespace().all(same) && others.next().is_none();
    }
    one == other || comparable(one) == comparable(other)
}

/// What people write where they have no answer yet, as the whole of a text.
const NO_ANSWER: [&str; 61] = [
    "tbd",
    "tbc",
    "tba",
    "n/a",
    "n.a",
    "na",
    "n.n",
    "nn",
    "xxx",
    "xx",
    "todo",
    "to do",
    "to follow",
    "to come",
    "to be supplied",
    "pending",
    "unknown",
    "not known",
    "don't know",
    "dunno",
    "blank",
    "empty",
    "placeholder",
    "wip",
    "same",
    "see above",
    "as discussed",
    "as before",
    "as agreed",
    "as usual",
    "see minutes",
    "see notes",
    "see email",
    "see slides",
    "ditto",
    "coming soon",
    "later",
    "noch offen",
    "offen",
    "unklar",
    "folgt",
    "wird nachgereicht",
    "in klärung",
    "in preparation",
    "in planning",
    "in arbeit",
    "siehe vertrag",
    "see contract",
    "see agreement",
    "per contract",
    "as per contract",
    "open",
    "outstanding",
    "in progress",
    "work in progress",
    "none yet",
    "no idea",
    "in discussion",
    "under discussion",
    "being discussed",
    "being defined",
];

/// Words that make a text no answer whatever follows: `TBC (Hugo left)`, `TBD with legal`.
const OPENERS: [&str; 3] = ["tbd", "tbc", "tba"];

/// What a text of nothing else leaves open.
const DASHES_AND_DOTS: &str = "-–—_.…,;:?!/*()[]'\"";

/// What somebody has still to do, after `to be` or `not yet`.
const STILL_TO: [&str; 38] = [
    "added",
    "advised",
    "agreed",
    "allocated",
    "announced",
    "appointed",
    "arranged",
    "assigned",
    "clarified",
    "completed",
    "confirmed",
    "decided",
    "defined",
    "determined",
    "discussed",
    "documented",
    "done",
    "established",
    "filled",
    "finalised",
    "finalized",
    "fixed",
    "found",
    "hired",
    "identified",
    "known",
    "measured",
    "named",
    "negotiated",
    "nominated",
    "proven",
    "provided",
    "shown",
    "supplied",
    "recorded",
    "set",
    "specified",
    "written",
];

/// What the templates and printed fixes of this program have in the place of an answer.
const STUBS: [&str; 18] = [
    "name",
    "role",
    "number",
    "one sentence",
    "first last",
    "what they may decide alone",
    "where it is",
    "where it is kept",
    "path_or_link",
    "a metric of this record",
    "how much of what and by when",
    "yyyy-mm-dd",
    "what it is",
    "what is exchanged",
    "why",
    "a reason",
    "who settles it first",
    "who decides if they cannot",
];

/// So many words have the longest of these.
const MOST_WORDS: usize = 7;

/// The first two letters of the words that open what may go on: `TBC`, `to be`, `not yet`, `will be`, `as agreed`, `yet to be`.
const OPENING: [&[u8]; 6] = [b"tb", b"to", b"no", b"wi", b"as", b"ye"];

/// The words with which all of these begin.
pub const FIRST_WORDS: [&str; 55] = [
    "who",
    "tbd",
    "tbc",
    "tba",
    "n",
    "na",
    "nn",
    "xxx",
    "xx",
    "todo",
    "to",
    "pending",
    "unknown",
    "not",
    "don",
    "dunno",
    "ditto",
    "blank",
    "empty",
    "placeholder",
    "wip",
    "same",
    "see",
    "as",
    "coming",
    "later",
    "yet",
    "name",
    "role",
    "number",
    "one",
    "first",
    "what",
    "where",
    "path",
    "a",
    "how",
    "yyyy",
    "why",
    "noch",
    "offen",
    "unklar",
    "folgt",
    "wird",
    "will",
    "siehe",
    "per",
    "open",
    "outstanding",
    "in",
    "work",
    "none",
    "no",
    "under",
    "being",
];

/// The lengths of those words by their first letter, a bit each: a text whose first word has another is a real one.
static FIRST_LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < FIRST_WORDS.len() {
        let word = FIRST_WORDS[at].as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// Whether a text begins with one of those words.
fn has_first_word(text: &str) -> bool {
    let start =
        text.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).unwrap_or(text.len());
    let first = &text.as_bytes()[start..];
    let length = first.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(first.len());
    let first = &first[..length];
    let may_be = first.first().is_some_and(|letter| {
        let row = usize::from(letter.to_ascii_lowercase().wrapping_sub(b'a'));
        let lengths = FIRST_LENGTHS.get(row).copied().unwrap_or_default();
        length < 32 && lengths & (1 << length) != 0
    });
    may_be && FIRST_WORDS.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(first))
}

/// Whether a text only holds the place of an answer: `…`, `TBC (Hugo left)`, `to be agreed`, `n/a`, `?`, or what our own
/// templates write there. Capitals alone say nothing: `TATA CONSULTANCY SERVICES` is a name.
pub fn is_placeholder(text: &str) -> bool {
    // Every text of every record is asked, and most of them begin with a word of their own.
    let opens_with_mark = !text.starts_with(|first: char| first.is_ascii_alphanumeric());
    if opens_with_mark
        && text.chars().all(|letter| letter.is_whitespace() || DASHES_AND_DOTS.contains(letter))
    {
        return true;
    }
    if !has_first_word(text) {
        return false;
    }
    let trimmed = text.trim_matches(|edge: char| !edge.is_alphanumeric());
    // Of a long sentence only the beginning can matter, and most have one that settles it.
    let is_short = trimmed.split_whitespace().nth(MOST_WORDS).is_none();
    let may_open = trimmed
        .as_bytes()
        .get(..2)
        .is_none_or(|two| OPENING.iter().any(|opening| opening.eq_ignore_ascii_case(two)) || !two.is_ascii());
    if !is_short && !may_open {
        return false;
    }
    let plain = comparable(trimmed);
    // A stub is written in capitals; the same words in a sentence are somebody's own.
    let is_stub = || !text.contains(char::is_lowercase) || text.contains("HOW MUCH") || text == "First Last";
    if is_short && (NO_ANSWER.contains(&plain.as_str()) || (STUBS.contains(&plain.as_str()) && is_stub())) {
        return true;
    }
    if !may_open {
        return false;
    }
    let mut words = plain
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '\''))
        .filter(|word| !word.is_empty());
    match words.next() {
        Some(first) if OPENERS.contains(&first) => true,
        Some("to") => words.next() == Some("be") && words.next().is_some_and(|verb| STILL_TO.contains(&verb)),
        Some("not") => match words.next() {
            Some("yet") => words.next().is_some_and(|verb| STILL_TO.contains(&verb)),
            Some(verb) => STILL_TO.contains(&verb) && words.next().is_none(),
            None => false,
        },
        Some("will") => {
            words.next() == Some("be")
                && words.next().is_some_and(|verb| STILL_TO.contains(&verb))
                && words.next().is_none()
        }
        // "As agreed verbally"
        Some("as") => matches!(words.next(), Some("agreed" | "discussed")) && words.nth(2).is_none(),
        Some("yet") => {
            words.next() == Some("to")
                && words.next() == Some("be")
                && words.next().is_some_and(|verb| STILL_TO.contains(&verb))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_they_say() {
        for (one, other) in [
            ("Société", "Socie\u{301}te\u{301}"),
            ("TERN  Media", "tern media"),
            ("ÅSA", "a\u{30a}sa"),
            ("a\u{a0}b", "A B"),
        ] {
            assert!(same_name(one, other), "{one} {other}");
        }
        assert!(!same_name("Tern", "Terns"));
    }

    #[test]
    fn every_placeholder_begins_with_a_known_word() {
        for text in NO_ANSWER.iter().chain(&OPENERS).chain(&STUBS) {
            let first = text.split(|letter: char| !letter.is_alphanumeric()).next().expect("a word");
            let known = FIRST_WORDS.contains(&first);
            assert!(known, "{text} would never be found");
            assert!(text.split_whitespace().count() <= MOST_WORDS, "{text} is never looked at whole");
        }
    }

    #[test]
    fn what_holds_a_place_is_no_answer() {
        for text in [
            "…",
            "...",
            "-",
            "?",
            "—",
            "TBC",
            "tbd",
            "Tbd.",
            "TBC (Hugo left)",
            "TBD with legal",
            "n/a",
            "N.A.",
            "(tbc)",
            "to be agreed",
            "To be confirmed with their CFO",
            "not yet assigned",
            "yet to be decided",
            "NAME",
            "ROLE",
            "WHAT THEY MAY DECIDE ALONE",
            "PATH_OR_LINK",
            "A METRIC OF THIS RECORD",
            "HOW MUCH of what and by when",
            "First Last",
            "unknown",
            "ONE SENTENCE",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "TATA CONSULTANCY SERVICES",
            "BANK OF AMERICA",
            "MARIA DEL CARMEN",
            "Name recognition in DACH",
            "To be the first in Iberia",
            "Signs to EUR 250k",
            "Not yet another webinar",
            "EUR 1.6m",
            "Nadia",
            "Tba Music Ltd Berlin tour".trim_start_matches("Tba "),
            "40",
            "Role-based access",
            "Why customers stay",
            "Paris",
            "X",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
