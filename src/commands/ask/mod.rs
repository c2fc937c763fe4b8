//! `alliance ask`: what is worth knowing next, one question at a time.

mod answers;
mod questions;
mod topics;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{self, BufRead, Read};

use anyhow::{Context, Result, bail};

use super::changes::OpenedRecord;
use super::{ExitStatus, Session, named};
use crate::cli::Ask;
use crate::model::is_placeholder;
use crate::render::escape::{markdown, terminal};
use crate::report::{AllianceReport, Report, counted};
use crate::text::{listed, shorten};

use answers::Wrong;
use questions::{Question, open};
use topics::Matter;

/// As many questions are asked at a time. Whoever has skipped some may go on behind them, so that what nobody knows yet
/// never keeps the rest from being asked; that is why no state of a sitting has to be kept anywhere.
const MOST: usize = 12;

/// As many bytes of a line are read; an answer is a sentence.
const LONGEST: u64 = 4096;

/// As often an answer is asked for that a field cannot hold.
const TRIES: usize = 5;

pub(super) fn run(args: &Ask, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let report = setting.judge(inputs);
    let files: Vec<String> = match &args.name {
        Some(name) => {
            let alliance = named(&report, name)?;
            let shown = terminal(&alliance.file);
            if !alliance.is_whole() {
                bail!("{shown} cannot be read; `alliance check {shown}` says what to fix first");
            }
            vec![alliance.file.to_string()]
        }
        None => report.alliances.iter().map(|alliance| alliance.file.to_string()).collect(),
    };
    if args.name.is_none() && report.unreadable() > 0 {
        setting.tell(&format!(
            "{} cannot be read and cannot be asked about; `alliance check` says what to fix first",
            counted(report.unreadable(), "record")
        ));
    }
    if args.list {
        let mut questions = open(&report, &files, &setting.here);
        questions.retain(|question| args.audience.is_none() || question.partner);
        setting.show(&sheet(&questions, args, report.as_of))?;
    } else {
        Sitting::new(args, setting, files).hold(report)?;
    }
    Ok(ExitStatus::Done)
}

/// The questions as a sheet to take along.
fn sheet(questions: &[Question], args: &Ask, day: chrono::NaiveDate) -> String {
    let whom = if args.audience.is_some() { " for the partner" } else { "" };
    let mut text = format!("# Open questions{whom}, {day}\n");
    if questions.is_empty() {
        text.push_str("\nNothing is open.\n");
    }
    let mut files: Vec<(usize, &str, &str)> =
        questions.iter().map(|one| (one.place, one.file.as_str(), one.alliance.as_str())).collect();
    files.sort_unstable();
    files.dedup();
    for (_, file, alliance) in files {
        let _ = writeln!(text, "\n## {}\n", markdown(alliance));
        for question in questions.iter().filter(|question| question.file == file) {
            let _ = writeln!(text, "- [ ] **{}**", markdown(&question.text));
            if question.choices().is_empty() {
                let _ = writeln!(text, "  For example: {}.", markdown(question.example));
            } else {
                let words: Vec<String> =
                    question.choices().iter().map(|(word, what)| format!("{word} ({what})")).collect();
                let _ = writeln!(text, "  One of: {}.", words.join(", "));
            }
            let _ = writeln!(text, "  Why: {}.", question.why);
            if args.audience.is_none() {
                let _ = writeln!(text, "  For {}, in {}.", question.rule, markdown(&question.goes));
            }
        }
    }
    text
}

/// One run of questions and answers.
struct Sitting<'s> {
    args: &'s Ask,
    setting: &'s Session,
    files: Vec<String>,
    /// Each field that was asked about: the file and the path.
    asked: BTreeSet<(String, String)>,
    written: usize,
    skipped: usize,
}

/// What came of one question.
enum Said {
    Written,
    Skipped,
    Stop,
}

impl<'s> Sitting<'s> {
    fn new(args: &'s Ask, setting: &'s Session, files: Vec<String>) -> Self {
        Self { args, setting, files, asked: BTreeSet::new(), written: 0, skipped: 0 }
    }

    /// Asks until the sitting is over, then says what came of it.
    fn hold(mut self, mut report: Report) -> Result<()> {
        let mut answers = io::stdin().lock();
        let mut questions = open(&report, &self.files, &self.setting.here);
        if questions.is_empty() {
            return self.setting.print("There is nothing to ask: no question is open.\n");
        }
        self.setting.print(&format!(
            "{} open. Enter skips one, q stops; each answer is written at once.\n",
            are(questions.len())
        ))?;
        let mut alliance = String::new();
        loop {
            let key = |question: &Question| (question.file.clone(), question.path.clone());
            let Some(question) = questions.iter().find(|question| !self.asked.contains(&key(question)))
            else {
                break;
            };
            let asked = self.asked.len();
            if asked > 0 && asked.is_multiple_of(MOST) && !self.goes_on(&mut answers)? {
                break;
            }
            if alliance != question.file {
                self.setting.print(&format!("\n{}\n", terminal(&question.alliance)))?;
                alliance.clone_from(&question.file);
            }
            self.asked.insert(key(question));
            match self.ask(question, &mut answers, &report)? {
                Said::Written => {
                    self.written += 1;
                    let place = question.place;
                    let after = self.setting.judge(self.setting.read()?);
                    self.setting.print(&format!("   Written{}\n", came(&report, &after, place)))?;
                    report = after;
                    questions = open(&report, &self.files, &self.setting.here);
                }
                Said::Skipped => self.skipped += 1,
                Said::Stop => break,
            }
        }
        self.end(&questions)
    }

    /// Whether somebody wants more than were asked so far.
    fn goes_on(&self, answers: &mut impl BufRead) -> Result<bool> {
        self.setting.print(&format!(
            "\n{} questions were asked. Enter stops here, `more` continues with the next.\n   > ",
            self.asked.len()
        ))?;
        let said = line(answers)?;
        if said.is_none() {
            self.setting.print("\n")?;
        }
        Ok(said.is_some_and(|said| matches!(said.to_lowercase().as_str(), "more" | "m" | "yes" | "y")))
    }

    /// Asks one question, again if its field cannot hold the answer.
    fn ask(&self, question: &Question, answers: &mut impl BufRead, report: &Report) -> Result<Said> {
        let mut text = format!("\n{}. {}\n", self.asked.len(), terminal(&question.text));
        for (index, (word, what)) in question.choices().iter().enumerate() {
            let _ = writeln!(text, "     {} {word}: {what}", index + 1);
        }
        let _ = write!(text, "   For example: {}\n   Why: {}\n", question.example, question.why);
        let _ = write!(text, "   For {}, in {}\n   > ", question.rule, terminal(&question.goes));
        self.setting.print(&text)?;
        for _ in 0..TRIES {
            let Some(said) = line(answers)? else {
                // The prompt is still open.
                self.setting.print("\n")?;
                return Ok(Said::Stop);
            };
            if matches!(said.to_lowercase().as_str(), "q" | "quit" | "stop") {
                return Ok(Said::Stop);
            }
            if said.is_empty() {
                self.setting.print("   Skipped.\n")?;
                return Ok(Said::Skipped);
            }
            if is_placeholder(&said) {
                self.setting.print("   That is no answer yet: skipped.\n")?;
                return Ok(Said::Skipped);
            }
            let opened = OpenedRecord::read(&question.file, self.setting)?;
            match answers::written(&opened.text, question, &said, report.as_of) {
                Ok(new) => {
                    opened.with(new).write()?;
                    return Ok(Said::Written);
                }
                Err(Wrong::Again(why)) => {
                    let why = terminal(&shorten(&why, 300)).into_owned();
                    let dot = if why.ends_with(['?', '.']) { "" } else { "." };
                    self.setting.print(&format!("   Not written: {why}{dot}\n   > "))?;
                }
                Err(Wrong::Shape(why)) => {
                    let why = terminal(&shorten(&why, 600)).into_owned();
                    self.setting.print(&format!("   Left as it is: {why}\n"))?;
                    return Ok(Said::Skipped);
                }
            }
        }
        self.setting.print("\n   Skipped.\n")?;
        Ok(Said::Skipped)
    }

    /// Says what came of it, and what is left.
    fn end(&self, left: &[Question]) -> Result<()> {
        let mut text = String::from("\n");
        match self.written {
            0 => text.push_str("Nothing was written."),
            written => {
                let _ = write!(text, "{} written", counted(written, "answer"));
                if self.skipped > 0 {
                    let _ = write!(text, ", {} skipped", self.skipped);
                }
                text.push('.');
            }
        }
        let again = match &self.args.name {
            Some(name) if name.contains(' ') => format!("alliance ask \"{}\"", terminal(name)),
            Some(name) => format!("alliance ask {}", terminal(name)),
            None => "alliance ask".to_owned(),
        };
        if left.is_empty() {
            text.push_str(" No question is open.\n");
            return self.setting.print(&text);
        }
        let of = |matter| left.iter().filter(|question| question.matter() == matter).count();
        let parts = [
            (of(Matter::Verdict), "for a verdict"),
            (of(Matter::Money), "about money"),
            (of(Matter::Structure), "about how it is run"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{count} {of}")).collect();
        let _ = writeln!(
            text,
            " {} left: {}.\n`{again}` continues; `{again} --list` prints them to take along.",
            counted(left.len(), "question"),
            parts.join(", ")
        );
        self.setting.print(&text)
    }
}

/// What an answer has changed: the findings that it settles, and the verdict.
fn came(before: &Report, after: &Report, place: usize) -> String {
    let (Some(old), Some(new)) = (before.alliances.get(place), after.alliances.get(place)) else {
        return ".".to_owned();
    };
    // A finding may only have moved to another field; of a rule that goes on speaking nothing is settled.
    let mut settled: Vec<&str> = old
        .findings
        .iter()
        .filter(|one| !new.findings.iter().any(|other| other.rule == one.rule && other.side == one.side))
        .map(|one| one.rule.id)
        .collect();
    settled.dedup();
    let mut text =
        if settled.is_empty() { ".".to_owned() } else { format!("; settles {}.", listed(&settled)) };
    let verdict = |one: &AllianceReport| one.health.as_ref().map(|health| health.verdict.decision);
    if let Some(verdict) = verdict(new).filter(|now| verdict(old) != Some(*now)) {
        let _ = write!(text, " The verdict is now: {}.", verdict.word());
    }
    text
}

/// How many questions are open.
fn are(count: usize) -> String {
    format!("{} {}", counted(count, "question"), if count == 1 { "is" } else { "are" })
}

/// One line without what no field should hold; `None` at the end of the input.
fn line(answers: &mut impl BufRead) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = |error| Err(error).context("the answer could not be read");
    if let Err(error) = answers.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
        return read(error);
    }
    if bytes.is_empty() {
        return Ok(None);
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == LONGEST {
        // What is longer than a sentence is cut, and its rest is no answer to the next question.
        while let Ok(buffer) = answers.fill_buf() {
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            answers.consume(used);
            if used == 0 || end.is_some() {
                break;
            }
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    Ok(Some(text.split_whitespace().collect::<Vec<_>>().join(" ")))
}
