//! The memory test: who answers for each strategic alliance, and when was it last really reviewed? One that nobody can
//! name is one too many.

pub mod months;
pub mod names;
pub mod result;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Write};

use chrono::NaiveDate;

use crate::model::{Kind, Stage};
use crate::render::escape::terminal;
use crate::report::Report;

/// What is asked about one alliance, with what its record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The alliance.
    pub alliance: String,
    /// Who answers for the commercial outcome, if the record says so.
    pub owner: Option<String>,
    /// The latest review at which something happened, if there is one on record.
    pub last_review: Option<NaiveDate>,
}

/// What was answered about one alliance; `None` where it was not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Who answers for the commercial outcome.
    pub owner: Option<String>,
    /// In which month the last substantive review was.
    pub review: Option<String>,
}

/// How one answer came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As the record says.
    Right,
    /// Otherwise than the record says.
    Wrong,
    /// Not known.
    Unknown,
    /// The record says nothing, so that nobody can know.
    NotOnRecord,
    /// Not asked before the end.
    NotAsked,
}

/// How one alliance came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The owner.
    pub owner: Mark,
    /// The review.
    pub review: Mark,
}

impl Marks {
    /// Whether both were named.
    pub fn is_recalled(&self) -> bool {
        self.owner == Mark::Right && self.review == Mark::Right
    }

    /// Whether the end came before it was asked about in full.
    pub fn is_unfinished(&self) -> bool {
        self.owner == Mark::NotAsked || self.review == Mark::NotAsked
    }
}

/// What to ask: each live strategic alliance, in the order of the report.
pub fn questions(report: &Report) -> Vec<Question> {
    let live = [Stage::Active.word(), Stage::Paused.word(), Stage::WindingDown.word()];
    let strategic = report.alliances.iter().filter(|alliance| {
        alliance.kind == Some(Kind::Strategic.word())
            && alliance.stage.is_some_and(|stage| live.contains(&stage))
    });
    strategic
        .map(|alliance| Question {
            alliance: alliance.name.clone(),
            owner: alliance.owner.clone().filter(|_| alliance.commercial),
            last_review: alliance.last_review,
        })
        .collect()
}

/// Marks the answers against the records, as far as there are any.
pub fn marked(questions: &[Question], answers: &[Answer], as_of: NaiveDate) -> Vec<Marks> {
    questions
        .iter()
        .zip(answers)
        .map(|(question, answer)| Marks {
            owner: mark(question.owner.as_deref(), answer.owner.as_deref(), |owner, said| {
                names::is_named(said, owner)
            }),
            review: mark(question.last_review, answer.review.as_deref(), |review, said| {
                months::month(said, as_of).is_some_and(|first| months::is_in(review, first))
            }),
        })
        .collect()
}

fn mark<T: Copy>(recorded: Option<T>, said: Option<&str>, is_right: impl Fn(T, &str) -> bool) -> Mark {
    match (recorded, said) {
        (None, _) => Mark::NotOnRecord,
        (Some(_), None) => Mark::NotAsked,
        (Some(_), Some(said)) if is_unknown(said) => Mark::Unknown,
        (Some(recorded), Some(said)) if is_right(recorded, said) => Mark::Right,
        (Some(_), Some(_)) => Mark::Wrong,
    }
}

/// Whether an answer says that there is none.
fn is_unknown(said: &str) -> bool {
    let said: String =
        names::folded(said).chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').collect();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.strip_prefix("i ").unwrap_or(&said);
    [
        "",
        "dont know",
        "do not know",
        "dunno",
        "idk",
        "no idea",
        "not sure",
        "unknown",
        "cant remember",
        "forgot",
        "pass",
    ]
    .contains(&said)
}

/// Asks until all is answered or the input ends. What the record does not say is not asked.
///
/// # Errors
/// When the answers cannot be read or the questions not be written.
pub fn ask(
    questions: &[Question],
    as_of: NaiveDate,
    mut answers: impl BufRead,
    mut out: impl Write,
) -> io::Result<Vec<Answer>> {
    let mut given = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        let name = terminal(&question.alliance);
        writeln!(out, "\n{} of {}  {name}", index + 1, questions.len())?;
        let mut answer = Answer::default();
        if question.owner.is_some() {
            write!(out, "  Who answers for the commercial outcome of {name}? ")?;
            answer.owner = read(&mut answers, &mut out)?;
            if answer.owner.is_none() {
                return Ok(given);
            }
        } else {
            writeln!(out, "  No owner is recorded for its commercial outcome, so this cannot be asked.")?;
        }
        if question.last_review.is_some() {
            write!(out, "  In which month was its last full review? ")?;
            loop {
                answer.review = read(&mut answers, &mut out)?;
                let Some(said) = &answer.review else { break };
                if is_unknown(said) || months::month(said, as_of).is_some() {
                    break;
                }
                write!(
                    out,
                    "  Please give a month (Nov 2026, 2026-11), or press Enter if you do not know: "
                )?;
            }
        } else {
            writeln!(out, "  No full review of it is recorded.")?;
        }
        let ended = question.last_review.is_some() && answer.review.is_none();
        given.push(answer);
        if ended {
            break;
        }
    }
    Ok(given)
}

/// One line; `None` at the end of the input.
fn read(answers: &mut impl BufRead, out: &mut impl Write) -> io::Result<Option<String>> {
    out.flush()?;
    let mut line = Vec::new();
    if answers.read_until(b'\n', &mut line)? == 0 {
        // The prompt is still open.
        writeln!(out)?;
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
}
