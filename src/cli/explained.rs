//! What `alliance explain` explains, so that a shell can complete it; anything else is for the command to answer.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::{glossary, rules};

/// Takes any word, and knows every rule and term.
#[derive(Debug, Clone)]
pub struct Explained;

impl TypedValueParser for Explained {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let rules = rules::all().into_iter().map(|rule| PossibleValue::new(rule.id));
        let terms = glossary::all().iter().map(|term| PossibleValue::new(term.key.as_str()));
        Some(Box::new(rules.chain(terms)))
    }
}
