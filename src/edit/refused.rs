//! Why an edit is not made.

use std::fmt;

/// Why a file was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read, so nobody knows what an edit would do.
    Unreadable(String),
    /// There is no such field.
    Missing(String),
    /// The place is written in a way that is not edited here: the field, and what stands there.
    Shape(String, &'static str),
    /// Read again, it would say something else than was meant, or have a mistake that it has not now.
    Differs(String, String),
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unreadable(why) => {
                write!(formatter, "it cannot be read ({why}), and a file like that is never edited")
            }
            Self::Missing(path) => write!(formatter, "there is no `{path}` in it"),
            Self::Shape(path, what) => write!(formatter, "`{path}` {what}; change it by hand"),
            Self::Differs(path, why) => {
                write!(
                    formatter,
                    "the change at `{path}` would be read differently from what is meant ({why}); make it by hand"
                )
            }
        }
    }
}

impl std::error::Error for Refused {}
