//! Who something is about, or whose task it is.

use std::fmt;

use serde::de::{Deserialize, Deserializer};

use super::field::Field;
use super::names::is_placeholder;

/// Our own side's id.
pub const US: &str = "us";
/// The other side's id where there is only one.
pub const PARTNER: &str = "partner";

/// A side of an alliance, or both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Ours.
    Us,
    /// A partner's, by its id: `partner` where there is one, or a key under `partners`.
    Partner(String),
    /// Every side.
    Both,
}

impl Side {
    /// What it is called in a record.
    pub fn key(&self) -> &str {
        match self {
            Self::Us => US,
            Self::Partner(id) => id,
            Self::Both => "both",
        }
    }

    /// Whether it is the side of this id, alone or with the others.
    pub fn includes(&self, id: &str) -> bool {
        *self == Self::Both || self.key() == id
    }
}

impl From<&str> for Side {
    fn from(id: &str) -> Self {
        match id {
            US => Self::Us,
            "both" => Self::Both,
            id => Self::Partner(id.to_owned()),
        }
    }
}

/// As the sides of a record are gone through.
impl From<&&str> for Side {
    fn from(id: &&str) -> Self {
        (*id).into()
    }
}

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.key())
    }
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|id| id.trim().into())
    }
}

impl Field<Side> {
    /// The side, if one is named: no blanks, no `TBC`.
    pub fn named(&self) -> Option<&Side> {
        self.get().filter(|side| !side.key().is_empty() && !is_placeholder(side.key()))
    }

    /// The one side that is named, if it is not all of them.
    pub fn one(&self) -> Option<&str> {
        self.named().filter(|side| **side != Side::Both).map(Side::key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PARTNER;

    #[test]
    fn a_side_is_called_as_the_record_calls_it() {
        for key in [US, PARTNER, "both", "helvetia"] {
            assert_eq!(Side::from(key).key(), key);
        }
        assert!(Side::Both.includes(US) && Side::from("helvetia").includes("helvetia"));
        assert!(!Side::Us.includes(PARTNER));
    }
}
