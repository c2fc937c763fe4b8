//! What the answers say about the portfolio.

use std::fmt::Write;

use anstyle::Reset;
use unicode_width::UnicodeWidthStr;

use super::{Answer, Mark, Marks, Question};
use crate::render::escape::terminal;
use crate::render::style;
use crate::text::{count, listed};

/// Columns of the longest mark.
const MARK: usize = 13;

/// The marks of each alliance with what its record says, and how to read them; `ideal` is the working range.
pub fn result(
    questions: &[Question],
    answers: &[Answer],
    marks: &[Marks],
    ideal: (u32, u32),
    width: usize,
) -> String {
    let mut text = String::new();
    let column = questions.iter().map(|question| terminal(&question.alliance).width()).max().unwrap_or(0);
    let indent = " ".repeat(column);
    for ((question, answer), marks) in questions.iter().zip(answers).zip(marks) {
        let name = terminal(&question.alliance);
        let padding = " ".repeat(column.saturating_sub(name.width()));
        let owner = question.owner.as_deref().map(|owner| terminal(owner).into_owned());
        let review = question.last_review.map(|review| review.to_string());
        line(
            &mut text,
            &format!("{name}{padding}  owner   "),
            marks.owner,
            owner,
            answer.owner.as_deref(),
            width,
        );
        line(
            &mut text,
            &format!("{indent}  review  "),
            marks.review,
            review,
            answer.review.as_deref(),
            width,
        );
    }
    text.push('\n');
    for line in textwrap::wrap(&reading(questions, marks, ideal), width) {
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn line(
    text: &mut String,
    head: &str,
    mark: Mark,
    recorded: Option<String>,
    said: Option<&str>,
    width: usize,
) {
    let (style, word) = match mark {
        Mark::Right => (style::NOTE, "right"),
        Mark::Wrong => (style::ERROR, "wrong"),
        Mark::Unknown => (style::ERROR, "not known"),
        Mark::NotOnRecord => (style::ERROR, "not recorded"),
        Mark::NotAsked => (style::QUIET, "not asked"),
    };
    let mut rest = recorded.map(|recorded| format!("   {recorded}")).unwrap_or_default();
    if let (Mark::Wrong, Some(said)) = (mark, said) {
        let _ = write!(rest, "; you said \"{}\"", terminal(said));
    }
    let room = width.saturating_sub(head.width() + MARK);
    let mut lines = textwrap::wrap(&rest, room.max(20)).into_iter();
    let first = lines.next().unwrap_or_default();
    let _ = writeln!(text, "{}", format!("{head}{style}{word:MARK$}{Reset}{first}").trim_end());
    for line in lines {
        let _ = writeln!(text, "{}   {}", " ".repeat(head.width() + MARK), line.trim());
    }
}

/// What it means, and what to do.
fn reading(questions: &[Question], marks: &[Marks], ideal: (u32, u32)) -> String {
    let asked: Vec<(&Question, &Marks)> =
        questions.iter().zip(marks).filter(|(_, marks)| !marks.is_unfinished()).collect();
    if asked.is_empty() {
        return "You stopped before answering the first; there is nothing to say yet.".to_owned();
    }
    let stopped = match questions.len() - asked.len() {
        0 => String::new(),
        _ => format!("You stopped after {} of {}. ", asked.len(), questions.len()),
    };
    let missed: Vec<String> = asked
        .iter()
        .filter(|(_, marks)| !marks.is_recalled())
        .map(|(question, _)| terminal(&question.alliance).into_owned())
        .collect();
    let named = format!(
        "{stopped}You named the commercial owner and the date of the last full review of {} of {}.",
        asked.len() - missed.len(),
        strategic(asked.len())
    );
    if missed.is_empty() {
        let most = usize::try_from(ideal.1).unwrap_or(usize::MAX);
        return match questions.len() > most {
            true => format!(
                "{named} You know them all. They are still more than the {} to {} that most teams can look \
                 after: is the one that earns least worth its hours?",
                ideal.0, ideal.1
            ),
            false => format!("{named} You know them all: by this test they are not too many."),
        };
    }
    let unrecorded: Vec<&str> = asked
        .iter()
        .filter(|(_, marks)| [marks.owner, marks.review].contains(&Mark::NotOnRecord))
        .map(|(question, _)| question.alliance.as_str())
        .collect();
    let record = match unrecorded.as_slice() {
        [] => String::new(),
        names => format!(" Even the record lacks one of the two for {}.", terminal(&listed(names))),
    };
    let too_many = if missed.len() == 1 { "is one too many" } else { "are too many" };
    format!(
        "{named}{record} By this test {} {too_many}: what has to be looked up is not being managed. Each needs \
         one person who answers for its commercial outcome and a full review this month; otherwise, end it. If \
         only the record is wrong, correct the record. `alliance audit` shows where to begin.",
        listed(&missed)
    )
}

fn strategic(alliances: usize) -> String {
    count(i64::try_from(alliances).unwrap_or(i64::MAX), "strategic alliance")
}
