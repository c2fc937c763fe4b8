//! What is typed at a question.

use std::io::{BufRead, Read};

use anyhow::{Context, Result};

use crate::model::is_placeholder;

/// As many bytes of a line are read; an answer is a sentence.
const LONGEST: u64 = 4096;

/// What may be typed instead of an answer.
pub(super) const HELP: &str = "   Enter skips this question, `back` takes the last answer back, `q` stops. A date may be `3 Nov 2026`, an \
                    amount `1500` or `150k`; of a list the number is enough.";

/// Whether somebody says that they do not know, in one of the ways that people do at a prompt.
pub(super) fn is_no_answer(said: &str) -> bool {
    let plain = said.to_lowercase();
    let plain = plain.trim_end_matches(['.', '!', '?']).trim();
    let words = plain.split(' ').count();
    is_placeholder(said)
        || [
            "not sure",
            "unsure",
            "idk",
            "dunno",
            "no clue",
            "skip",
            "next",
            "pass",
            "later",
            "i don't know",
            "?",
        ]
        .contains(&plain)
        || words < 5 && (plain.starts_with("not sure") || plain.starts_with("ask "))
}

/// One line without what no field should hold; `None` at the end of the input.
pub(super) fn line(answers: &mut impl BufRead) -> Result<Option<String>> {
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
