//! Phrases found in a sentence by their first word.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::tokens::Words;
use crate::text::Beginnings;

/// Phrases by their first word: most words of a sentence begin none.
pub(super) struct Phrases {
    all: &'static [&'static [&'static str]],
    first: OnceLock<(Beginnings, ByFirstWord)>,
}

type ByFirstWord = HashMap<&'static str, Vec<&'static [&'static str]>>;

impl Phrases {
    pub(super) const fn new(all: &'static [&'static [&'static str]]) -> Self {
        Self { all, first: OnceLock::new() }
    }

    /// The first of them that stands at a token, word for word.
    pub(super) fn at(&self, words: &Words, at: usize) -> Option<&'static [&'static str]> {
        self.beginning(words.word(at)).iter().copied().find(|phrase| words.reads(at, phrase))
    }

    /// Those that begin with a word.
    pub(super) fn beginning(&self, word: &str) -> &[&'static [&'static str]] {
        let (beginnings, first) = self.first.get_or_init(|| {
            let mut first = ByFirstWord::new();
            for phrase in self.all {
                first.entry(phrase.first().copied().unwrap_or_default()).or_default().push(*phrase);
            }
            (Beginnings::of(first.keys().copied()), first)
        });
        let known = if beginnings.may_be(word) { first.get(word) } else { None };
        known.map_or(&[], Vec::as_slice)
    }
}
