//! What is wrong with a value, on its way to where it is noted.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::text::{either, nearest, only_near, shorten};

use crate::load::synonyms;

/// A mistake on its way out. The model separates what is wrong from what to do by a line feed.
#[derive(Debug)]
pub(super) enum DecodeError {
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
pub(super) fn one_of(words: &[&str]) -> String {
    either(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>())
}

/// Longest quotation of a file in a message, in characters.
pub(super) const QUOTED: usize = 60;
