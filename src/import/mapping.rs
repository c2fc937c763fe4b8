//! `import.yaml`: how the columns of a team's sheets are read, kept beside `portfolio.yaml` and used again.

use anyhow::{Result, bail};
use serde::Deserialize;

use super::columns::Target;
use super::dates::Order;
use crate::edit::written;
use crate::load::Source;
use crate::model::{BySide, Field, List};

/// Its name.
pub const FILE: &str = "import.yaml";

const HEAD: &str = "# How `alliance import` reads the columns of your sheets. Change what is wrong; the next import follows.\n\
# A column can also be kept under a key of your own (`x-…`) or left out (`skip`).\n";

/// The file as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct MappingFile {
    records: BySide<String>,
    results: BySide<List<String>>,
    dates: Field<String>,
}

/// What is known of a team's sheets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Columns of partner sheets, with the fields they are read as.
    pub records: Vec<(String, String)>,
    /// Columns of sheets of results, with what they are read as.
    pub results: Vec<(String, Vec<String>)>,
    /// Whether the day or the month comes first where a column does not say.
    pub dates: Option<Order>,
}

impl Mapping {
    /// Reads the file's text.
    ///
    /// # Errors
    /// When it has mistakes; the first is named with its line.
    pub fn read(text: String) -> Result<Self> {
        if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
            return Ok(Self::default());
        }
        let source = Source::<MappingFile>::new(FILE.to_owned(), Ok(text));
        if let Some(mistake) = source.mistakes.first() {
            let place = source.place_of(mistake);
            bail!("{FILE}:{}: {}; {}", place.line, mistake.message, mistake.fix);
        }
        let written = source.value.unwrap_or_default();
        let mut mapping = Self::default();
        for (column, word) in written.records.iter() {
            if let Err(error) = Target::parse(word) {
                bail!("{FILE}: {column}: {error}");
            }
            mapping.records.push((column.to_owned(), word.clone()));
        }
        for (column, words) in written.results.iter() {
            mapping.results.push((column.to_owned(), words.items().cloned().collect()));
        }
        mapping.dates = match written.dates.text() {
            None => None,
            Some("dmy") => Some(Order::DayFirst),
            Some("mdy") => Some(Order::MonthFirst),
            Some(other) => bail!("{FILE}: dates: `{other}` is neither dmy (day first) nor mdy (month first)"),
        };
        Ok(mapping)
    }

    /// The file's text.
    pub fn written(&self) -> String {
        let mut text = HEAD.to_owned();
        if !self.records.is_empty() {
            text.push_str("records:\n");
            for (column, word) in &self.records {
                text.push_str(&format!("  {}: {word}\n", key(column)));
            }
        }
        if !self.results.is_empty() {
            text.push_str("results:\n");
            for (column, words) in &self.results {
                match words.as_slice() {
                    [word] => text.push_str(&format!("  {}: {}\n", key(column), written(word))),
                    several => {
                        text.push_str(&format!("  {}:\n", key(column)));
                        for word in several {
                            text.push_str(&format!("    - {}\n", written(word)));
                        }
                    }
                }
            }
        }
        if let Some(order) = self.dates {
            text.push_str(&format!("dates: {}\n", order.word()));
        }
        text
    }

    /// Notes what a column of a partner sheet is read as.
    pub fn note_record(&mut self, column: &str, word: &str) {
        match self.records.iter_mut().find(|(known, _)| known == column) {
            Some((_, known)) => word.clone_into(known),
            None => self.records.push((column.to_owned(), word.to_owned())),
        }
    }

    /// Notes what a column of a sheet of results is read as.
    pub fn note_result(&mut self, column: &str, words: &[String]) {
        match self.results.iter_mut().find(|(known, _)| known == column) {
            Some((_, known)) => *known = words.to_vec(),
            None => self.results.push((column.to_owned(), words.to_vec())),
        }
    }
}

/// A column's name as a key. A long one would need a question mark of YAML's before it.
fn key(column: &str) -> String {
    written(&column.chars().take(200).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut mapping = Mapping { dates: Some(Order::MonthFirst), ..Mapping::default() };
        for (column, word) in [
            ("Renewal date", "term.ends"),
            ("no", "x-no"),
            ("a: b", "skip"),
            ("# Opps", "notes"),
            ("1", "name"),
        ] {
            mapping.note_record(column, word);
        }
        mapping.note_result("Closed Won (partner sourced)", &["Revenue".to_owned(), "no".to_owned()]);
        mapping.note_result("Month", &["period".to_owned()]);
        let written = mapping.written();
        assert_eq!(Mapping::read(written.clone()).expect("sound"), mapping, "{written}");
        assert_eq!(Mapping::read(String::new()).expect("sound"), Mapping::default());
        assert_eq!(Mapping::read(Mapping::default().written()).expect("sound"), Mapping::default());
    }

    #[test]
    fn mistakes_are_named() {
        let refused = |text: &str| Mapping::read(text.to_owned()).expect_err("refused").to_string();
        assert!(refused("records:\n  Renewal: term.end\n").contains("did you mean `term.ends`?"));
        assert!(refused("record:\n  a: name\n").contains("import.yaml:1"));
        assert!(refused("dates: ymd\n").contains("dmy"));
    }
}
