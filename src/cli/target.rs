//! Where output goes: `-o FORMAT` to standard output, `-o FORMAT=FILE` or `-o FILE.FORMAT` into a file.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::text::{either, nearest};

/// One `-o FORMAT[=FILE]`, or a file whose ending names its format.
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
        if file.is_none()
            && let Some(format) = by_ending(word)
        {
            return Ok(Self { format, file: Some(PathBuf::from(word)) });
        }
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

/// The format that the ending of a file names: `summary.xlsx`, `brief.md`.
fn by_ending<F: ValueEnum>(file: &str) -> Option<F> {
    let (stem, ending) = file.rsplit_once('.')?;
    let word = match ending.to_ascii_lowercase().as_str() {
        "md" => "markdown",
        "txt" => "text",
        _ => ending,
    };
    (!stem.is_empty()).then(|| F::from_str(word, true).ok()).flatten()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::SummaryFormat;

    #[test]
    fn a_file_is_named_behind_its_format_or_names_it_by_its_ending() {
        let read = |text: &str| text.parse::<Target<SummaryFormat>>();
        let target = |format, file: Option<&str>| Ok(Target { format, file: file.map(PathBuf::from) });
        assert_eq!(read("xlsx"), target(SummaryFormat::Xlsx, None));
        assert_eq!(read("xlsx=a.b"), target(SummaryFormat::Xlsx, Some("a.b")));
        assert_eq!(read("q4/board.xlsx"), target(SummaryFormat::Xlsx, Some("q4/board.xlsx")));
        assert_eq!(read("board.MD"), target(SummaryFormat::Markdown, Some("board.MD")));
        assert_eq!(read("board.txt"), target(SummaryFormat::Text, Some("board.txt")));
        assert_eq!(read("csv=board.xlsx"), target(SummaryFormat::Csv, Some("board.xlsx")));
        for wrong in ["board.pdf", ".xlsx", "board", "xlsx="] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
