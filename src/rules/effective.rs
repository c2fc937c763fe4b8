//! How one rule is set for one alliance.

use super::terms::{Default, Severity};

/// An option's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// A whole number.
    Number(u32),
    /// A lower and an upper bound.
    Range(u32, u32),
    /// A list of words.
    Words(Vec<String>),
}

impl From<Default> for OptionValue {
    fn from(default: Default) -> Self {
        match default {
            Default::Number(number) => Self::Number(number),
            Default::Range(low, high) => Self::Range(low, high),
            Default::Words(words) => Self::Words(words.iter().map(|word| (*word).to_owned()).collect()),
        }
    }
}

/// How one rule is set for one alliance.
#[derive(Debug, Clone, PartialEq, Eq, std::default::Default)]
pub struct Effective {
    /// Whether it is off.
    pub off: bool,
    /// The severity of all its findings, if set.
    pub severity: Option<Severity>,
    /// Options that are set.
    pub options: Vec<(&'static str, OptionValue)>,
}
