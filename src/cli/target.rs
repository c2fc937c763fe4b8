//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` into a file.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::text::{either, nearest};

/// One `-o FORMAT[=FILE]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target<F> {
    /// In what form.
    pub format: F,
    /// Into which file; standard output where none is named.
    pub file: Option<PathBuf>,
}

impl<F: ValueEnum> FromStr for Target<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, file) = text.split_once('=').map_or((text, None), |(word, file)| (word, Some(file)));
        let format = F::from_str(word, true).map_err(|_| {
            let known: Vec<String> = F::value_variants()
                .iter()
                .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
                .collect();
            match nearest(word, known.iter().map(String::as_str)) {
                Some(near) => format!("there is no format `{word}` here: did you mean `{near}`?"),
                None => format!("there is no format `{word}` here: it can be {}", either(&known)),
            }
        })?;
        match file {
            Some("") => Err(format!(
                "`{text}` does not name a file: write `{word}=FILE`, or `{word}` alone for standard output"
            )),
            Some("-") | None => Ok(Self { format, file: None }),
            Some(file) => Ok(Self { format, file: Some(PathBuf::from(file)) }),
        }
    }
}

impl<F: ValueEnum> fmt::Display for Target<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let value = self.format.to_possible_value();
        formatter.write_str(value.as_ref().map_or("", |value| value.get_name()))?;
        match &self.file {
            Some(file) => write!(formatter, "={}", file.display()),
            None => Ok(()),
        }
    }
}
