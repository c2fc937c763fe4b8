//! Seasons, ordered years and weekdays: times that come round by name.
use super::calendar;
use super::length::unit_at;
use super::tokens::Words;
use super::{OneOf, Rate, When, WordList};

/// The season or ordered time that starts at this token, and the token after it.
pub(super) fn find(words: &Words, at: usize) -> Option<(usize, When)> {
    season(words, at).or_else(|| weekday(words, at))
}

/// `throughout the season`, `this year`, `next quarter`, `in its second year`, `spring 2026`.
fn season(words: &Words, at: usize) -> Option<(usize, When)> {
    const SEASONS: &[&str] = &["season", "spring", "summer", "autumn", "winter"];
    const TERMS: &[&str] = &["semester", "trimester", "term", "sprint"];
    const ORDER: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "final",
        "opening",
        "inaugural",
        "current",
        "following",
    ];
    let mut next = match words.word(at) {
        "during" | "throughout" | "for" | "over" | "in" | "each" | "every" | "this" | "next" | "coming"
        | "per" | "at" | "before" | "by" | "until" | "till" | "through" | "after" | "from" => at + 1,
        _ => return None,
    };
    let pointing = matches!(words.word(at), "this" | "next" | "coming" | "each" | "every" | "per");
    if words.is(next, &["the", "its", "this", "our", "each"]) && !pointing {
        next += 1;
    }
    if pointing {
        let (unit, end) = match unit_at(words, next) {
            Some((unit, end)) => (Some(unit), end),
            None => (None, next),
        };
        if unit.is_some_and(|u| u.rate().is_some()) || words.is(next, TERMS) {
            return Some((end.max(next + 1), When::Span));
        }
    }
    if words.is(next, ORDER) {
        // "In the third quarter of 2026" is a place in the calendar, which is read from there.
        let placed = calendar::place(words, next, false).map(|(_, when)| when);
        if matches!(
            placed,
            Some(
                When::Fiscal { .. } | When::Quarter { year: Some(_), .. } | When::Half { year: Some(_), .. }
            )
        ) {
            return None;
        }
        next += 1;
        // "In the first, second and third years".
        while words.is(next, &[",", "and", "or", "to", "-"]) {
            let more = next + 1 + usize::from(words.is(next + 1, &["and", "or"]));
            if !words.is(more, ORDER) {
                break;
            }
            next = more + 1;
        }
        // The brackets of `first (1st) year`.
        if words.word(next) == "(" && words.is(next + 3, &[")"]) {
            next += 4;
        }
        let (unit, end) = unit_at(words, next)?;
        return unit.rate().map(|_| (end, When::Span));
    }
    // "The 2003 racing season".
    next += usize::from(calendar::year(words, next).is_some());
    next += usize::from(words.is_word(next) && !words.is(next, SEASONS) && words.is(next + 1, SEASONS));
    let end = next + 1 + usize::from(calendar::year(words, next + 1).is_some());
    // "For the spring water" is for water.
    static AFTER_SEASON: WordList = WordList::new(
        "and or to of in at on with we they by for until before after as if when season seasons months term terms \
         campaign campaigns sale sales launch holidays holiday break catalogue range collection fair show conference exhibition congress auction",
    );
    let alone = !words.is_word(end) || words.is_in(end, &AFTER_SEASON) || words.word(next) == "season";
    (words.is(next, SEASONS) && alone).then_some((end, When::Span))
}

/// `by Friday`, `every Tuesday`, `on Mondays`
fn weekday(words: &Words, at: usize) -> Option<(usize, When)> {
    const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let plural = words.word(at + 1).strip_suffix('s').is_some_and(|day| day.is_one_of(DAYS));
    if words.is(at, DAYS) && words.is(at + 1, &["to", "through", "-"]) && words.is(at + 2, DAYS) {
        return Some((at + 3, When::Recurring(Rate::Week)));
    }
    if words.is(at, &["every", "each"])
        && words.is(at + 1, &["second", "other", "third"])
        && words.is(at + 2, DAYS)
    {
        return Some((at + 3, When::Span));
    }
    if words.is(at, &["on", "at", "over"])
        && words.is(at + 1, &["weekends", "weekdays", "nights", "evenings"])
        || words.is(at, &["every", "each"])
            && words.is(at + 1, &["weekend", "weekday", "night", "evening", "morning"])
    {
        return Some((at + 2, When::Recurring(Rate::Week)));
    }
    match words.word(at) {
        "every" | "each" | "on" if plural || words.is(at + 1, DAYS) && words.word(at) != "on" => {
            Some((at + 2, When::Recurring(Rate::Week)))
        }
        "by" | "before" if words.is(at + 1, DAYS) => Some((at + 2, When::Deadline)),
        _ => None,
    }
}
