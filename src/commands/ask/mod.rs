//! `alliance ask`: what is worth knowing next, one question at a time.

mod answers;
mod questions;
mod sheet;
mod topics;
mod typed;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{self, BufRead};

use anyhow::{Result, bail};

use super::changes::OpenedRecord;
use super::{ExitStatus, Session, named};
use crate::cli::Ask;
use crate::load::Inputs;
use crate::render::escape::terminal;
use crate::report::{AllianceReport, Report, counted};
use crate::text::{listed, shorten};

use answers::Wrong;
use questions::{Question, open};
use sheet::sheet;
use topics::Matter;
use typed::{HELP, is_no_answer, line};

/// As many questions are asked at a time. Whoever has skipped some may go on behind them, so that what nobody knows yet
/// never keeps the rest from being asked; that is why no state of a sitting has to be kept anywhere.
const MOST: usize = 12;

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

/// Reads the portfolio. Standard input is for the answers.
fn inputs(setting: &Session) -> Result<Inputs<'static>> {
    Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, io::empty())
}

/// One run of questions and answers.
struct Sitting<'s> {
    args: &'s Ask,
    setting: &'s Session,
    files: Vec<String>,
    /// Each field that was asked about: the file and the path.
    asked: BTreeSet<QuestionKey>,
    /// The same in the order in which they were asked, each with what an answer has changed.
    past: Vec<(QuestionKey, Option<Answered>)>,
    /// How many questions were asked, again ones among them.
    count: usize,
}

/// A field that is asked about: the file and the path.
type QuestionKey = (String, String);

/// What an answer has changed: the text of its record before and after.
struct Answered {
    before: String,
    after: String,
}

/// What came of one question.
enum Said {
    Written(Answered),
    Skipped,
    Back,
    Stop,
}

impl<'s> Sitting<'s> {
    fn new(args: &'s Ask, setting: &'s Session, files: Vec<String>) -> Self {
        Self { args, setting, files, asked: BTreeSet::new(), past: Vec::new(), count: 0 }
    }

    /// Asks until the sitting is over, then says what came of it.
    fn hold(mut self, mut report: Report) -> Result<()> {
        let mut answers = io::stdin().lock();
        let mut questions = open(&report, &self.files, &self.setting.here);
        if questions.is_empty() {
            return self.setting.print("There is nothing to ask: no question is open.\n");
        }
        self.setting.print(&format!(
            "{} open. Enter skips one, `back` takes the last answer back, q stops, ? helps; each answer is written at once.\n",
            are(questions.len())
        ))?;
        let mut alliance = String::new();
        loop {
            let key = |question: &Question| (question.file.clone(), question.path.clone());
            let Some(question) = questions.iter().find(|question| !self.asked.contains(&key(question)))
            else {
                if self.again(&questions, &mut answers)? {
                    continue;
                }
                break;
            };
            if self.count > 0 && self.count.is_multiple_of(MOST) && !self.goes_on(&mut answers)? {
                break;
            }
            if alliance != question.file {
                self.setting.print(&format!("\n{}\n", terminal(&question.alliance)))?;
                alliance.clone_from(&question.file);
            }
            self.count += 1;
            self.asked.insert(key(question));
            match self.ask(question, &mut answers, &report)? {
                Said::Written(answered) => {
                    let place = question.place;
                    self.past.push((key(question), Some(answered)));
                    let after = self.setting.judge(inputs(self.setting)?);
                    self.setting.print(&format!("   Written{}\n", came(&report, &after, place)))?;
                    report = after;
                    questions = open(&report, &self.files, &self.setting.here);
                }
                Said::Skipped => self.past.push((key(question), None)),
                Said::Back => {
                    self.asked.remove(&key(question));
                    self.count = self.count.saturating_sub(2);
                    self.back()?;
                    report = self.setting.judge(inputs(self.setting)?);
                    questions = open(&report, &self.files, &self.setting.here);
                    alliance.clear();
                }
                Said::Stop => break,
            }
        }
        self.end(&questions)
    }

    /// Takes back what was said last, so that it is asked again.
    fn back(&mut self) -> Result<()> {
        let Some((key, answered)) = self.past.pop() else {
            return self.setting.print("   This is the first question.\n");
        };
        if let Some(Answered { before, after }) = answered {
            let opened = OpenedRecord::read(&key.0, self.setting)?;
            if opened.text != after {
                return self.setting.print(
                    "   The record was changed by somebody else since, and your answer is left in it.\n",
                );
            }
            opened.with(before).write()?;
            self.setting.print("   Taken back.\n")?;
        }
        self.asked.remove(&key);
        Ok(())
    }

    /// Whether those that were skipped are to be asked once more, after all others.
    fn again(&mut self, open: &[Question], answers: &mut impl BufRead) -> Result<bool> {
        let skipped: Vec<QuestionKey> = self
            .past
            .iter()
            .filter(|(key, answered)| {
                answered.is_none() && open.iter().any(|one| one.file == key.0 && one.path == key.1)
            })
            .map(|(key, _)| key.clone())
            .collect();
        if skipped.is_empty() || self.written() == 0 {
            return Ok(false);
        }
        self.setting.print(&format!(
            "\nThat was the last; {} skipped. Enter stops here, `again` asks what was skipped once more.\n   > ",
            match skipped.len() {
                1 => "one was".to_owned(),
                many => format!("{many} were"),
            }
        ))?;
        let said = line(answers)?;
        if said.is_none() {
            self.setting.print("\n")?;
        }
        let wanted =
            said.is_some_and(|said| matches!(said.to_lowercase().as_str(), "again" | "a" | "yes" | "y"));
        if wanted {
            self.past.retain(|(key, _)| !skipped.contains(key));
            self.asked.retain(|key| !skipped.contains(key));
        }
        Ok(wanted)
    }

    fn written(&self) -> usize {
        self.past.iter().filter(|(_, answered)| answered.is_some()).count()
    }

    /// Whether somebody wants more than were asked so far.
    fn goes_on(&self, answers: &mut impl BufRead) -> Result<bool> {
        self.setting.print(&format!(
            "\n{} questions were asked. Enter stops here, `more` continues with the next.\n   > ",
            self.count
        ))?;
        let said = line(answers)?;
        if said.is_none() {
            self.setting.print("\n")?;
        }
        Ok(said.is_some_and(|said| matches!(said.to_lowercase().as_str(), "more" | "m" | "yes" | "y")))
    }

    /// Asks one question, again if its field cannot hold the answer.
    fn ask(&self, question: &Question, answers: &mut impl BufRead, report: &Report) -> Result<Said> {
        let width = self.setting.width.clamp(40, 100);
        let lines = |first: &str, indent: &str, text: &str| {
            let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent(indent);
            format!("{}\n", textwrap::wrap(text, options).join("\n"))
        };
        let number = format!("{}. ", self.count);
        let mut text = format!("\n{}", lines(&number, "   ", &terminal(&question.text)));
        for (index, (word, what)) in question.choices().iter().enumerate() {
            text += &lines("     ", "       ", &format!("{} {word}: {what}", index + 1));
        }
        text += &lines("   ", "     ", &format!("For example: {}", question.example));
        text += &lines("   ", "     ", &format!("Why: {}", question.why));
        text += &lines("   ", "     ", &format!("For {}, in {}", question.rule, terminal(&question.goes)));
        text += "   > ";
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
            if matches!(said.to_lowercase().as_str(), "b" | "back") {
                return Ok(Said::Back);
            }
            if matches!(said.as_str(), "?" | "help") {
                let help = textwrap::wrap(HELP, textwrap::Options::new(width).subsequent_indent("   "));
                self.setting.print(&format!("{}\n   > ", help.join("\n")))?;
                continue;
            }
            if said.is_empty() {
                self.setting.print("   Skipped.\n")?;
                return Ok(Said::Skipped);
            }
            if is_no_answer(&said) {
                self.setting.print("   That is no answer yet: skipped.\n")?;
                return Ok(Said::Skipped);
            }
            let opened = OpenedRecord::read(&question.file, self.setting)?;
            match answers::written(&opened.text, question, &said, report.as_of) {
                Ok(new) => {
                    let answered = Answered { before: opened.text.clone(), after: new.clone() };
                    opened.with(new).write()?;
                    return Ok(Said::Written(answered));
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
        self.setting.print(&format!(
            "\n   {TRIES} answers were not understood: this question is left, and the next one follows.\n"
        ))?;
        Ok(Said::Skipped)
    }

    /// Says what came of it, and what is left.
    fn end(&self, left: &[Question]) -> Result<()> {
        let mut text = String::from("\n");
        let skipped = self.past.len() - self.written();
        match self.written() {
            0 => text.push_str("Nothing was written."),
            written => {
                let _ = write!(text, "{} written", counted(written, "answer"));
                if skipped > 0 {
                    let _ = write!(text, ", {skipped} skipped");
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
