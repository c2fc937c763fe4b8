//! Small helpers for English sentences: lists, counts, suggestions.

/// The candidate nearest to `word`, if one is near enough to be a slip of the pen.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Long words are no candidates for a typo, and the distance is quadratic in their length.
    if word.len() > 64 {
        return None;
    }
    let plain = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
    let word = plain(word);
    let letters = word.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let length = candidate.chars().count();
            let most = 1 + length.min(word.len()) / 4;
            // As many letters as one is longer than the other have to be added: most candidates need no closer look.
            (length.abs_diff(letters) <= most)
                .then(|| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
                .filter(|(distance, _)| *distance <= most)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Words as a list in a sentence: `a, b and c`.
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "and")
}

/// Words as alternatives in a sentence: `a, b or c`.
pub fn either<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "or")
}

fn joined<S: AsRef<str>>(words: &[S], last_joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last_joint} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A count with its noun: `1 day`, `2 days`.
pub fn count(number: impl Into<i64>, noun: &str) -> String {
    let number = number.into();
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

/// A text cut to a number of characters, the cut shown.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most.saturating_sub(1)).chain(std::iter::once('…')).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_counts_read_as_english() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(either(&["a", "b"]), "a or b");
        assert_eq!(count(1, "day"), "1 day");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(0, "party"), "0 parties");
        assert_eq!(shorten("abcdef", 4), "abc…");
    }

    #[test]
    fn suggests_only_near_words() {
        let keys = ["contributions", "notice_days", "name"];
        assert_eq!(nearest("contribtions", keys), Some("contributions"));
        assert_eq!(nearest("Notice Days", keys), Some("notice_days"));
        assert_eq!(nearest("budget", keys), None);
        assert_eq!(nearest(&"n".repeat(100), keys), None);
    }
}
