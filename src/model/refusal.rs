//! Why a text is not the value that should stand there, and what to write instead.

use std::fmt;

/// What to do about a text that is no value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advice {
    /// What to write; empty where the message says it.
    pub text: String,
    /// The value that is surely meant, where there is one: it may be written for the author.
    pub certain: Option<String>,
}

impl Advice {
    /// To write this value, since no other can be meant.
    pub(super) fn write(value: impl fmt::Display) -> Self {
        Self::certain(format!("write `{value}`"), value)
    }

    /// With the one value that can be meant.
    pub fn certain(text: impl Into<String>, value: impl fmt::Display) -> Self {
        Self { text: text.into(), certain: Some(value.to_string()) }
    }
}

impl From<&str> for Advice {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Advice {
    fn from(text: String) -> Self {
        Self { text, certain: None }
    }
}

/// Why a text is refused.
///
/// Serde hands an error on as text alone, so it is written in lines, and [`Refusal::of_error`] reads it again: no part of
/// it has lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: Advice,
}

impl Refusal {
    /// For this reason, with what to do about it.
    pub fn new(message: impl Into<String>, advice: impl Into<Advice>) -> Self {
        Self { message: message.into(), advice: advice.into() }
    }

    /// What came back from serde: a refusal of ours, or a message of its own.
    pub fn of_error(error: &impl fmt::Display) -> Self {
        let text = error.to_string();
        let mut lines = text.split('\n');
        let mut next = || lines.next().unwrap_or_default().to_owned();
        let (message, advice, certain) = (next(), next(), next());
        Self { message, advice: Advice { text: advice, certain: Some(certain).filter(|it| !it.is_empty()) } }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let parts =
            [self.message.as_str(), &self.advice.text, self.advice.certain.as_deref().unwrap_or_default()];
        // A quoted value may be of several lines.
        let parts = parts.map(|part| part.replace(['\n', '\r'], " "));
        let said = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
        formatter.write_str(&parts[..said].join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_hands_on_is_what_was_said() {
        for refusal in [
            Refusal::new("no date", Advice::write("2026-01-05")),
            Refusal::new("no date", "write year, month, day"),
            Refusal::new("no date", ""),
            Refusal::new("no date", Advice::certain("", "2026")),
        ] {
            assert_eq!(Refusal::of_error(&refusal), refusal);
        }
    }

    #[test]
    fn a_value_of_several_lines_is_no_advice() {
        let read = Refusal::of_error(&Refusal::new("found `a\nwrite `b`\nb`", "write one"));
        assert_eq!(read, Refusal::new("found `a write `b` b`", "write one"));
    }
}
