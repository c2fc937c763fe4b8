//! The words of a report as programs read them: a rule goes by its id, every other term by its word.

use serde::{Serialize, Serializer};

use super::Change;
use crate::health::score::Band;
use crate::health::{CountsAs, Decision, Grade};
use crate::rules::{Area, Basis, Outcome, Remedy, Rule, RuleRef, Severity};

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

impl Serialize for RuleRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rule().serialize(serializer)
    }
}

macro_rules! by_word {
    ($($term:ty),+ $(,)?) => {$(
        impl Serialize for $term {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    )+};
}

by_word!(Area, Band, Basis, Change, CountsAs, Decision, Grade, Outcome, Remedy, Severity);

#[cfg(test)]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::*;

    macro_rules! texts {
        ($($term:ty),+ $(,)?) => {$(
            impl JsonSchema for $term {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    str::schema_name()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    str::json_schema(generator)
                }
            }
        )+};
    }

    texts!(Area, Band, Basis, Change, CountsAs, Decision, Grade, Outcome, Remedy, Rule, RuleRef, Severity);
}
