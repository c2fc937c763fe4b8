//! The questions as a sheet to take along, in Markdown.

use std::fmt::Write;

use super::questions::Question;
use crate::cli::Ask;
use crate::render::escape::markdown;

/// The questions as a sheet to take along.
pub(super) fn sheet(questions: &[Question], args: &Ask, day: chrono::NaiveDate) -> String {
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
