//! What is wrong with a value, on its way to where it is noted.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::model::{Advice, Refusal};
use crate::text::{either, nearest, only_near, shorten};

use crate::load::synonyms;

/// A mistake on its way out.
#[derive(Debug)]
pub(super) enum DecodeError {
    /// Already noted, at its own node.
    Noted,
    /// To be noted by the reader of the node that caused it.
    Refused(Refusal),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Noted => formatter.write_str("noted"),
            Self::Refused(refusal) => refusal.fmt(formatter),
        }
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Refused(Refusal::of_error(&message))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let near = || nearest(variant, expected.iter().copied());
        let fix = match synonyms::of_value(variant, expected) {
            Some(meant) => Advice::certain(format!("write `{meant}`"), meant),
            None => match near() {
                Some(near) if only_near(variant, expected.iter().copied()) == Some(near) => {
                    Advice::certain(format!("did you mean `{near}`?"), near)
                }
                Some(near) => format!("did you mean `{near}`?").into(),
                None if expected.contains(&"sponsorship") => TYPES.into(),
                None => "write one of them".into(),
            },
        };
        let shown = shorten(variant, QUOTED);
        Self::Refused(Refusal::new(format!("unknown value `{shown}`; expected {}", one_of(expected)), fix))
    }

    fn invalid_type(unexpected: Unexpected, expected: &dyn Expected) -> Self {
        Self::Refused(Refusal::new(mismatch(unexpected, expected), ""))
    }
}

/// What is wrong where something else stands than what is expected.
pub(super) fn mismatch(unexpected: Unexpected, expected: &dyn Expected) -> String {
    let found = match unexpected {
        Unexpected::Str(text) => format!("`{}`", shorten(text, QUOTED)),
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    };
    format!("expected {expected}, found {found}")
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
