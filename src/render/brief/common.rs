//! What several parts of a brief share.

use crate::report::Decision;

/// Longest name of a promise, a metric or an issue in a sentence.
pub(super) const NAME: usize = 70;

/// The decision as the first words of a brief.
pub(in crate::render) fn decision(decision: Decision) -> String {
    let word = decision.word();
    match decision {
        Decision::Nothing => "Ended".to_owned(),
        _ => {
            let (first, rest) = word.split_at(1);
            format!("{}{rest}", first.to_uppercase())
        }
    }
}
