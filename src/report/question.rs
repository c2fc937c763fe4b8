//! The question that a finding asks, as a comment in the record.

use std::collections::HashSet;

use super::ReportedFinding;
use crate::edit::{self, Editable, Plain};
use crate::model::{Alliance, Edit};
use crate::text::shorten;

/// Longest headline in a comment, in characters.
const LONGEST: usize = 160;

/// Mappings whose keys are sides and nothing else.
const BY_SIDE: [&str; 5] = ["contributions", "expects", "owners", "sponsors", "trust"];

/// What a finding asks.
struct Asked<'f> {
    example: Vec<&'f str>,
    /// The first line of the example that is no comment.
    first: &'f str,
    /// The key in it.
    key: &'f str,
    /// The field that it is about.
    path: String,
    /// By which it is known again in a text.
    mark: String,
    /// Whether its place is not that of the finding.
    elsewhere: bool,
}

impl ReportedFinding {
    /// The example that this finding shows, as a comment where its answer belongs in this record. `None` where it shows
    /// none, or the question is in the text already.
    pub fn question(&self, record: &Editable<Alliance>, known: &KnownQuestions) -> Option<Edit> {
        let Asked { example, first, key, path, mark, elsewhere } = self.asked(known)?;
        let is_on_path = self.path.split(['.', '[']).any(|part| part == key);
        let plain = record.plain();
        let lines = |how: &str| -> Vec<String> {
            let mut lines = vec![format!("To answer{how} {mark} {}", shorten(&self.headline, LONGEST))];
            lines.extend(with_its_key(&example, &path, plain));
            lines
        };
        let in_its_place = |path: String| Edit::Comment { path, lines: lines("") };
        let below =
            (!is_on_path && !elsewhere && !first.starts_with('-') && !BY_SIDE.contains(&path.as_str()))
                .then(|| format!("{path}.{key}"));
        let ways = std::iter::once(path.clone()).chain(below);
        let fitting = (!is_another_way_to_say_it(first, &path, plain))
            .then(|| ways.map(in_its_place).find(|way| record.bears(way)))
            .flatten();
        Some(
            fitting.unwrap_or_else(|| Edit::Comment {
                path: path.clone(),
                lines: lines(" in the existing lines"),
            }),
        )
    }

    /// Whether this asks a question that is not in the text yet.
    pub fn asks(&self, known: &KnownQuestions) -> bool {
        self.asked(known).is_some()
    }

    fn asked(&self, known: &KnownQuestions) -> Option<Asked<'_>> {
        let example: Vec<&str> = self.fix.example.lines().collect();
        let first = *example.iter().find(|line| !line.starts_with('#'))?;
        let key = first.split_once(':').map(|(key, _)| key.trim()).unwrap_or_default();
        // A finding about a metric may be answered by a decision, which has its own place.
        let elsewhere = edit::is_top_key(key) && !self.path.split(['.', '[']).any(|part| part == key);
        let path = if elsewhere { key.to_owned() } else { self.path.clone() };
        // However the example changes from day to day, one question is enough.
        let mark = format!("({} at {path}):", self.rule.id);
        let asked = path.is_empty() || known.0.contains(KnownQuestions::mark(&mark));
        (!asked).then_some(Asked { example, first, key, path, mark, elsewhere })
    }
}

/// The questions that stand in a text as comments. Read once: a record may have thousands of findings.
pub struct KnownQuestions<'t>(HashSet<&'t str>);

impl<'t> KnownQuestions<'t> {
    /// Those of a text.
    pub fn of(text: &'t str) -> Self {
        let asked = text.split(['\n', '\r']).filter_map(|line| line.trim_start().strip_prefix("# To answer"));
        Self(asked.filter_map(|line| line.find('(').and_then(|at| line.get(at..))).map(Self::mark).collect())
    }

    /// `(rule at path):`, as far as it is sure to end there.
    fn mark(text: &str) -> &str {
        text.find("):").and_then(|end| text.get(..end)).unwrap_or(text)
    }
}

/// Example lines; with the key of their list where the record has none yet.
fn with_its_key(example: &[&str], path: &str, plain: &Plain) -> Vec<String> {
    let bare = example.first().is_some_and(|first| first.starts_with("- "));
    let own = path.rsplit('.').next().unwrap_or_default();
    let there = plain.get(path).is_some_and(|there| *there != Plain::List(Vec::new()));
    if !bare || there || own.contains('[') {
        return example.iter().map(|line| (*line).to_owned()).collect();
    }
    std::iter::once(format!("{own}:")).chain(example.iter().map(|line| format!("  {line}"))).collect()
}

/// Whether an example item begins as one does that is there: then it takes its place.
fn is_another_way_to_say_it(first: &str, path: &str, plain: &Plain) -> bool {
    let Some((key, value)) = first.strip_prefix("- ").and_then(|first| first.split_once(": ")) else {
        return false;
    };
    let item = path.rfind(']').and_then(|end| plain.get(&path[..=end]));
    let said = item.and_then(|item| item.key(key).or(Some(item))).and_then(Plain::as_text);
    said.is_some_and(|said| said.trim() == value.trim().trim_matches('"'))
}
