//! Words of the page that explain themselves.

use crate::glossary;
use crate::render::escape::html;

/// What can be pressed besides areas and verdicts.
pub(super) const WORDS: [&str; 6] =
    ["value after attention", "attention", "incremental value", "verdict", "earliest exit", "owner"];

/// A word that explains itself when it is pressed, by mouse, finger or keyboard and without a script. What it says stands
/// once on the page.
pub(super) fn explained(word: &str) -> String {
    match glossary::find(word) {
        Some(term) => format!(
            "<button type=\"button\" class=\"term\" popovertarget=\"term-{}\">{}</button>",
            term.key,
            html(word)
        ),
        None => html(word),
    }
}
