//! Which questions are open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::topics::{Answer, Matter, Topic, topics};
use crate::edit::{self, Plain};
use crate::load::Source;
use crate::load::read::decode_text;
use crate::model::{Alliance, Kind, Side, Stage, US, is_placeholder};
use crate::report::{AllianceReport, Report, ReportedFinding};
use crate::text::shorten;

/// As many sides of one alliance are asked about.
const MOST_SIDES: usize = 12;

/// Longest name within a question, in characters.
const LONGEST: usize = 80;

/// A question about one field of one record.
pub(super) struct Question {
    pub(super) topic: &'static Topic,
    /// The record's file.
    pub(super) file: String,
    pub(super) alliance: String,
    /// The field.
    pub(super) path: String,
    /// The question in words.
    pub(super) text: String,
    /// The period whose result is asked for, if one is.
    pub(super) due: Option<String>,
    /// Whether figures are there that the answer is held against at once.
    judged: bool,
    /// The rule whose finding calls for it.
    pub(super) rule: &'static str,
    /// Where in the record the answer goes.
    pub(super) goes: String,
    pub(super) example: &'static str,
    /// Why it is worth knowing.
    pub(super) why: &'static str,
    /// Whether the partner has to answer or agree.
    pub(super) partner: bool,
    /// The place of the alliance in the report.
    pub(super) place: usize,
}

/// A record as far as questions are drawn from it.
struct AskedRecord<'r> {
    report: &'r AllianceReport,
    source: Source<Alliance>,
    record: Alliance,
    plain: Plain,
}

/// The open questions about some alliances, the first one first.
pub(super) fn open(report: &Report, files: &[String], here: &Path) -> Vec<Question> {
    let files: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    let mut whole: BTreeMap<&str, Vec<&ReportedFinding>> = BTreeMap::new();
    for finding in &report.findings {
        whole.entry(&*finding.at.file).or_default().push(finding);
    }
    let mut questions = Vec::new();
    for alliance in report.alliances.iter().filter(|one| files.contains(&*one.file)) {
        // What cannot be read is never edited.
        let Some(subject) = AskedRecord::read(alliance, here) else { continue };
        let whole = whole.get(&*alliance.file).into_iter().flatten().copied();
        let findings: Vec<&ReportedFinding> = alliance.findings.iter().chain(whole).collect();
        let mut known = BTreeSet::new();
        for topic in topics() {
            let held = |finding: &&&ReportedFinding| subject.holds_a_place(finding);
            let mut ask = |finding: &ReportedFinding, path: String, side: Option<String>| {
                if known.insert(path.clone()) && subject.is_open(topic, &path) {
                    questions.push(subject.question(topic, finding, path, side.as_deref()));
                }
            };
            // The reason is that of the first rule that calls for it.
            for rule in topic.rules {
                for finding in findings.iter().filter(|finding| finding.rule == *rule) {
                    for (path, side) in subject.fields(topic, finding) {
                        ask(finding, path, side);
                    }
                }
            }
            // Where `TBC` stands no rule sees a gap: only the reader complains.
            for finding in findings.iter().filter(held).filter(|finding| topic.is_about(&finding.path)) {
                for (path, side) in subject.fields(topic, finding) {
                    if path
                        .strip_prefix(&finding.path)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                    {
                        ask(finding, path, side);
                    }
                }
            }
        }
    }
    // What figures on record are held against at once comes first; the sort keeps the order of the topics.
    questions.sort_by_key(|question| {
        (question.topic.matter, question.topic.matter == Matter::Verdict && !question.judged, question.place)
    });
    questions
}

impl<'r> AskedRecord<'r> {
    fn read(report: &'r AllianceReport, here: &Path) -> Option<Self> {
        if !report.is_whole() {
            return None;
        }
        let text = decode_text(std::fs::read(here.join(&*report.file)).ok()?).ok()?;
        let plain = edit::plain(&text).ok()?;
        let mut source = Source::<Alliance>::new(report.file.to_string(), Ok(text));
        let record = source.value.take()?;
        Some(Self { report, source, record, plain })
    }

    /// Whether a field that cannot be read only holds the place of an answer.
    fn holds_a_place(&self, finding: &ReportedFinding) -> bool {
        *finding.rule == crate::rules::record::invalid_value::RULE
            && self.plain.get(&finding.path).and_then(Plain::as_text).is_some_and(is_placeholder)
    }

    /// The fields that a question is about, each with its side.
    fn fields(&self, topic: &Topic, finding: &ReportedFinding) -> Vec<(String, Option<String>)> {
        // A decision on what runs is for a review, not for an interview.
        if matches!(topic.answer, Answer::Decision(_)) && self.report.stage != Some(Stage::Paused) {
            return Vec::new();
        }
        if topic.field == "@" {
            return vec![(finding.path.clone(), finding.side.as_ref().map(ToString::to_string))];
        }
        let mut field = topic.field.to_owned();
        if let Some((list, rest)) = topic.field.split_once("[*]") {
            let index = finding.path.strip_prefix(list).and_then(|path| path.strip_prefix('['));
            let Some((index, _)) = index.and_then(|path| path.split_once(']')) else { return Vec::new() };
            field = format!("{list}[{index}]{rest}");
        }
        if !field.contains("{side}") {
            let owned = finding.side.as_ref().is_none_or(|side| field == format!("owners.{side}"));
            let anybody = !topic.field.starts_with("owners.");
            return if owned || anybody { vec![(field, None)] } else { Vec::new() };
        }
        let of = finding.side.as_ref().map(Side::key);
        let sides = self.record.sides().into_iter().filter(|side| of.is_none_or(|of| of == *side));
        // Our own owner has a question of their own.
        let sides = sides.filter(|side| *side != US || !field.starts_with("owners."));
        let sides = sides.take(MOST_SIDES);
        sides.map(|side| (field.replace("{side}", side), Some(side.to_owned()))).collect()
    }

    /// Whether the record does not answer yet.
    fn is_open(&self, topic: &Topic, path: &str) -> bool {
        fn is_empty(value: &Plain) -> bool {
            match value {
                Plain::Null => true,
                Plain::Text(text) => text.trim().is_empty() || is_placeholder(text),
                Plain::List(items) => items.iter().all(is_empty),
                Plain::Map(entries) => entries.values().all(is_empty),
                Plain::Bool(_) => false,
            }
        }
        // Results are never all there.
        if matches!(topic.answer, Answer::Result) {
            return true;
        }
        let name = |value: &Plain| value.key("name").is_none_or(is_empty);
        match self.plain.get(path) {
            None => true,
            Some(value @ Plain::Map(_)) if path.starts_with("owners.") => name(value),
            Some(value) => is_empty(value),
        }
    }

    /// The field with its line, or the line below which it will stand.
    fn goes(&self, path: &str) -> String {
        let line = |path: &str| self.source.place(path).line;
        if self.plain.get(path).is_some() {
            return format!("`{path}`, line {}", line(path));
        }
        let above = path.rmatch_indices(['.', '[']).filter_map(|(end, _)| path.get(..end));
        match above.into_iter().find(|above| self.plain.get(above).is_some()) {
            Some(above) => format!("`{path}`, under line {}", line(above)),
            None => format!("`{path}`, which is not there yet"),
        }
    }

    fn question(
        &self,
        topic: &'static Topic,
        finding: &ReportedFinding,
        path: String,
        side: Option<&str>,
    ) -> Question {
        let get = |path: String| self.plain.get(&path).and_then(Plain::as_text).map(str::to_owned);
        let item = path.find(']').and_then(|end| path.get(..=end)).unwrap_or_default();
        let metric = get(format!("{item}.name")).unwrap_or_default();
        let every = get(format!("{item}.every")).unwrap_or_else(|| "period".to_owned());
        let target = get(format!("{item}.target"));
        let target = target.map_or_else(String::new, |target| format!(" (the target is {target})"));
        let result = path.rsplit_once('.').map(|(result, _)| result).unwrap_or_default();
        let period = get(format!("{result}.period")).unwrap_or_else(|| "that period".to_owned());
        let partner = match self.record.sides().as_slice() {
            [_, only] => self.record.side_name(only).to_owned(),
            _ => "your partners".to_owned(),
        };
        // The example of the finding names the period that is due.
        let due = matches!(topic.answer, Answer::Result)
            .then(|| {
                finding.fix.example.split_once("period: ")?.1.split([',', ' ', '}']).next().map(str::to_owned)
            })
            .flatten();
        let judged = matches!(topic.answer, Answer::Decision(_))
            || !item.is_empty()
                && self
                    .plain
                    .get(&format!("{item}.results"))
                    .is_some_and(|results| !results.items().is_empty());
        let who = side.map(|side| self.record.side_name(side)).unwrap_or_default();
        let mut text = String::new();
        // In one pass, so that a name with a brace in it stays as it is.
        for (index, part) in topic.ask.split('{').enumerate() {
            let Some((hole, rest)) = part.split_once('}').filter(|_| index > 0) else {
                text.push_str(part);
                continue;
            };
            let filled = match hole {
                "alliance" => &self.report.name,
                "partner" => &partner,
                "side" => who,
                "metric" => &metric,
                "every" => &every,
                "target" => &target,
                "due" => due.as_deref().unwrap_or("the last period"),
                _ => &period,
            };
            text.push_str(&shorten(filled, LONGEST));
            text.push_str(rest);
        }
        let example = match self.report.kind {
            Some(Kind::CoMarketing) => topic.examples[1],
            Some(Kind::Affiliate | Kind::Sponsorship) => topic.examples[2],
            _ => topic.examples[0],
        };
        Question {
            topic,
            file: self.report.file.to_string(),
            alliance: self.report.name.clone(),
            rule: finding.rule.id,
            goes: self.goes(&path),
            path,
            text,
            due,
            judged,
            example,
            why: finding.rule.why,
            partner: topic.partner && side != Some(US),
            place: self.report.place,
        }
    }
}

impl Question {
    /// The words that are accepted, if not any are.
    pub(super) fn choices(&self) -> &'static [(&'static str, &'static str)] {
        match self.topic.answer {
            Answer::Choice(words)
            | Answer::Choices(words)
            | Answer::Test(words)
            | Answer::Decision(words) => words,
            _ => &[],
        }
    }

    /// What it changes.
    pub(super) fn matter(&self) -> Matter {
        self.topic.matter
    }
}
