//! The question that a finding asks, as a comment in the record.

use super::ReportedFinding;
use crate::edit::{self, Plain};
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
    /// The example that this finding shows, as a comment where its answer belongs in the record of this text. `None` where
    /// it shows none, or the question is in the text already.
    pub fn question(&self, text: &str) -> Option<Edit> {
        let Asked { example, first, key, path, mark, elsewhere } = self.asked(text)?;
        let is_on_path = self.path.split(['.', '[']).any(|part| part == key);
        let plain = edit::plain(text).ok()?;
        let lines = |how: &str| -> Vec<String> {
            let mut lines = vec![format!("To answer{how} {mark} {}", shorten(&self.headline, LONGEST))];
            lines.extend(with_its_key(&example, &path, &plain));
            lines
        };
        let in_its_place = |path: String| Edit::Comment { path, lines: lines("") };
        let below =
            (!is_on_path && !elsewhere && !first.starts_with('-') && !BY_SIDE.contains(&path.as_str()))
                .then(|| format!("{path}.{key}"));
        let ways = std::iter::once(path.clone()).chain(below);
        let fitting = (!is_another_way_to_say_it(first, &path, &plain))
            .then(|| ways.map(in_its_place).find(|way| edit::fits_in::<Alliance>(text, way)))
            .flatten();
        Some(
            fitting.unwrap_or_else(|| Edit::Comment {
                path: path.clone(),
                lines: lines(" in the existing lines"),
            }),
        )
    }

    /// Whether this asks a question that is not in the text yet.
    pub fn asks(&self, text: &str) -> bool {
        self.asked(text).is_some()
    }

    fn asked(&self, text: &str) -> Option<Asked<'_>> {
        let example: Vec<&str> = self.fix.example.lines().collect();
        let first = *example.iter().find(|line| !line.starts_with('#'))?;
        let key = first.split_once(':').map(|(key, _)| key.trim()).unwrap_or_default();
        // A finding about a metric may be answered by a decision, which has its own place.
        let elsewhere = edit::is_top_key(key) && !self.path.split(['.', '[']).any(|part| part == key);
        let path = if elsewhere { key.to_owned() } else { self.path.clone() };
        // However the example changes from day to day, one question is enough.
        let mark = format!("({} at {path}):", self.rule.id);
        let is_mark = |line: &str| line.trim_start().starts_with("# To answer") && line.contains(&mark);
        // Most texts hold no question, and a record may have thousands of findings.
        let asked = path.is_empty() || text.contains("# To answer") && text.lines().any(is_mark);
        (!asked).then_some(Asked { example, first, key, path, mark, elsewhere })
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
