//! What the heading of a column says of all of its cells.

/// The period for which a heading says that its levels are: `Annual value`, `Quota per quarter`, `Target 2026`.
pub(super) fn every_of(heading: &str) -> Option<&'static str> {
    let mut words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let year = |word: &str| {
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.find_map(|word| match word.to_lowercase().as_str() {
        "annual" | "yearly" | "annually" | "year" | "annum" | "jahr" | "jahresziel" | "jährlich" | "arr" => {
            Some("year")
        }
        "quarterly" | "quarter" | "quartal" | "quartalsziel" => Some("quarter"),
        "monthly" | "month" | "monat" | "monatlich" | "monatsziel" | "mrr" => Some("month"),
        word if year(word) => Some("year"),
        _ => None,
    })
}

/// What a column of levels measures: `Revenue` in `Revenue target 2026`; none where it says no more than that it is one.
pub(super) fn measured(heading: &str) -> Option<String> {
    let level = [
        "target",
        "goal",
        "quota",
        "floor",
        "minimum",
        "ziel",
        "zielwert",
        "plan",
        "annual",
        "value",
        "min",
        "commitment",
    ];
    let words: Vec<&str> = heading
        .split(|letter: char| letter.is_whitespace() || ":()/-".contains(letter))
        .filter(|word| !word.is_empty() && !level.contains(&word.to_lowercase().as_str()))
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether a heading names people of both sides, ours first: `Owner (ours / theirs)`.
pub(super) fn is_of_both_sides(heading: &str) -> bool {
    let words: Vec<String> = heading
        .split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let place = |of: &[&str]| words.iter().position(|word| of.contains(&word.as_str()));
    let (ours, theirs) = (
        place(&["our", "ours", "us", "internal", "unser"]),
        place(&["their", "theirs", "them", "partner", "external"]),
    );
    matches!((ours, theirs), (Some(ours), Some(theirs)) if ours < theirs)
}
