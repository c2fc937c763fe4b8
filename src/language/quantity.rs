//! Quantities: what is counted, shared out or paid.
use super::calendar;
use super::length::is_notice;
use super::names::{is_actor, is_code, is_counting_one, is_marker, is_reference};
use super::noun::{is_function_word, unit};
use super::number::Figure;
use super::tokens::Words;
use super::window::Times;
use super::{OneOf, Quantity, Rate, Sentence, WordList};
use rust_decimal::Decimal;
use std::ops::Range;

/// A quantity and the tokens it covers.
pub(super) struct PlacedQuantity {
    pub(super) at: Range<usize>,
    pub(super) quantity: Quantity,
}

pub(super) fn find(text: &Sentence, times: &Times) -> Vec<PlacedQuantity> {
    let words = &text.words;
    let mut counts = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let count = match text.figure(at) {
            Some(figure) => figure_count(text, times, figure),
            None => share(words, at).or_else(|| occasions(words, times, at)).or_else(|| post(words, at)),
        };
        match count.filter(|_| !text.denied(at) && !times.is_taken(at)) {
            Some(count) => {
                at = count.at.end.max(at + 1);
                counts.push(count);
            }
            None => at = text.figure(at).map_or(at + 1, |f| f.at.end),
        }
    }
    counts
}

fn figure_count(text: &Sentence, times: &Times, figure: &Figure) -> Option<PlacedQuantity> {
    let words = &text.words;
    if let Some(count) = ratio(words, figure) {
        return Some(count);
    }
    let (end, unit) = unit(words, range_end(text, figure).unwrap_or(figure));
    if !counts(text, times, figure, &unit) {
        return None;
    }
    let at = figure.at.start..end;
    let quantity = Quantity {
        amount: figure.amount,
        unit,
        per: rate_after(text, times, end),
        span: words.span(at.clone()),
    };
    Some(PlacedQuantity { at, quantity })
}

/// `10-15 webinars`, `four to six webinars`, `between 40 and 60 seats`: one quantity, at its lower end.
pub(super) fn range_end<'t>(text: &'t Sentence, figure: &Figure) -> Option<&'t Figure> {
    let end = figure.at.end;
    let between = text.words.before(figure.at.start, 1) == "between" && text.words.word(end) == "and";
    let joined = between || text.words.word(end) == "-" || text.words.word(end) == "to";
    text.figure(end + 1).filter(|upper| {
        joined && upper.percent >= figure.percent && (upper.money.is_some() || figure.money.is_none())
    })
}

/// What a figure that was blacked out is, behind these: a date or a number of days.
static BEFORE_A_TIME: WordList = WordList::new(
    "within after before during on in dated between and or by at from a an each every per the this that any such \
        said as upon until following",
);

/// Whether a figure counts something, as against naming, numbering or measuring it.
fn counts(text: &Sentence, times: &Times, figure: &Figure, noun: &str) -> bool {
    let words = &text.words;
    let (start, end) = (figure.at.start, figure.at.end);
    if figure.money.is_some() || figure.percent {
        return true;
    }
    if is_reference(words, figure)
        || is_marker(words, figure)
        || is_code(words, figure)
        || is_actor(words, figure)
    {
        return false;
    }
    if is_notice(words, end)
        || words.capital(end) && words.is(end, &["section", "article", "term", "exhibit"])
    {
        return false;
    }
    if figure.redacted {
        return !words.before(start, 1).is_in(&BEFORE_A_TIME)
            || !noun.is_empty() && words.word(end) != "basis";
    }
    if figure.numeral
        && calendar::year(words, start).is_some_and(|y| !calendar::counts_something(words, start, y))
    {
        return false;
    }
    if words.is(end, &["thirds", "quarters"]) && words.word(end + 1) == "of" {
        return false; // `share` reads it
    }
    let floored = is_floored(words, start);
    if !figure.doubled && words.word(start) == "one" && !figure.numeral {
        return is_counting_one(words, start) && !noun.is_empty();
    }
    !noun.is_empty()
        || figure.doubled
        || figure.or_more
        || of_whole(words, end)
        || floored
        || bare(words, figure)
        || group_of(words, figure)
        || times.rate_at(end).is_some()
}

/// After "at least" or "a minimum of" even a figure without a noun counts: `at least three with a customer on stage`.
fn is_floored(words: &Words, at: usize) -> bool {
    let pair = (words.before(at, 2), words.before(at, 1));
    matches!(
        pair,
        (_, "least" | "minimum" | "≥") | ("less" | "fewer" | "lower", "than") | ("minimum" | "floor", "of")
    )
}

fn of_whole(words: &Words, at: usize) -> bool {
    words.word(at) == "of"
        && words.is(at + 1, &["our", "their", "its", "the", "your", "these", "which", "them"])
}

/// A figure with no noun still counts where the sentence says what it is a number of, or leaves the noun out
/// because it has just been given: `number of seats: 40`, `three with a customer on stage`.
fn bare(words: &Words, figure: &Figure) -> bool {
    let ends = words
        .is(figure.at.end, &["", ".", ",", ";", ")", "with", "in", "for", "per", "a", "each", "every", "by"]);
    let introduced = words.before(figure.at.start, 1).is_one_of(&[":", "=", "is", "are", "be", "to"]);
    let item = words.word(figure.at.end) == "." && words.capital(figure.at.end + 1);
    figure.numeral && ends && introduced && !item && figure.at.start > 1
}

/// `a team of twenty`, `a budget of 40,000`
fn group_of(words: &Words, figure: &Figure) -> bool {
    static GROUPS: WordList = WordList::new(
        "team group panel list base audience community staff total minimum maximum number budget sum \
        amount pool network average target quota volume reach readership",
    );
    words.before(figure.at.start, 1) == "of" && words.before(figure.at.start, 2).is_in(&GROUPS)
}

/// `EUR 60,000 a year`, `four webinars for our readers each quarter`: the rate in the same breath.
fn rate_after(text: &Sentence, times: &Times, end: usize) -> Option<Rate> {
    for at in end..end + 8 {
        if let Some((_, rate)) = times.rate_at(at) {
            return Some(rate);
        }
        if text.figure(at).is_some() || text.words.is(at, &["", ",", ";", ".", "and", "but"]) {
            return None;
        }
    }
    None
}

/// `half our ad inventory`, `a third of the pipeline`, `two thirds of`: a share, in per cent.
fn share(words: &Words, at: usize) -> Option<PlacedQuantity> {
    let of_ours = |i: usize| {
        let i = i + usize::from(words.word(i) == "of");
        words.is(i, &["our", "the", "its", "their", "your", "all"]).then_some(i + 1)
    };
    // The share starts at its own number or article, so that "no less than two thirds" reaches it.
    let hyphen = usize::from(words.before(at, 1) == "-");
    let (back, percent) = match (words.before(at, 1 + hyphen), words.word(at)) {
        (_, "half") => (0, Decimal::from(50)),
        ("a" | "one", "third") => (1 + hyphen, Decimal::new(3333, 2)),
        ("a" | "one", "quarter") => (1 + hyphen, Decimal::from(25)),
        ("a" | "one", "fifth") => (1 + hyphen, Decimal::from(20)),
        ("a" | "one", "tenth") => (1 + hyphen, Decimal::from(10)),
        ("two", "thirds") => (1 + hyphen, Decimal::new(6667, 2)),
        ("three", "quarters") => (1 + hyphen, Decimal::from(75)),
        _ => return None,
    };
    let next = at + 1;
    if back > 0 && words.word(next) != "of" {
        return None;
    }
    // "half the year" and "a quarter of the year" are times.
    let end = of_ours(next)?;
    if words.is(end, &["year", "month", "quarter", "week", "day", "time", "battle"]) {
        return None;
    }
    let at = at - back..next;
    let quantity =
        Quantity { amount: Some(percent), unit: "%".to_owned(), per: None, span: words.span(at.clone()) };
    Some(PlacedQuantity { at, quantity })
}

/// `50/50`: our share of a split that adds up to a hundred.
fn ratio(words: &Words, figure: &Figure) -> Option<PlacedQuantity> {
    let (start, end) = (figure.at.start, figure.at.end);
    if words.word(end) != "/" || !words.glued(end) || end != start + 1 {
        return None;
    }
    let (ours, theirs) = (words.integer(start)?, words.integer(end + 1)?);
    (ours.checked_add(theirs) == Some(100)).then(|| {
        let at = start..end + 2;
        let quantity = Quantity {
            amount: Some(Decimal::from(ours)),
            unit: "%".to_owned(),
            per: None,
            span: words.span(at.clone()),
        };
        PlacedQuantity { at, quantity }
    })
}

/// `a dedicated account manager`, `an in-house trainer`: one person, who is given whole.
fn post(words: &Words, at: usize) -> Option<PlacedQuantity> {
    static GIVEN_WHOLE: WordList = WordList::new("dedicated full permanent resident named embedded seconded");
    static PEOPLE: WordList = WordList::new(
        "manager engineer developer specialist consultant expert architect analyst scientist agronomist trainer \
        coordinator officer buyer planner lawyer nurse doctor physician technician adviser advisor representative \
        person employee colleague liaison designer editor recruiter controller translator lead director programmer \
        chemist economist teacher lecturer researcher pharmacist underwriter broker",
    );
    if !words.is(at, &["a", "an", "our", "their"]) || !words.is_in(at + 1, &GIVEN_WHOLE) {
        return None;
    }
    let full_time =
        words.word(at + 1) != "full" || words.reads(at + 2, &["-", "time"]) || words.word(at + 2) == "time";
    let noun = (at + 2..at + 8)
        .take_while(|i| (words.is_word(*i) && !is_function_word(words.word(*i))) || words.word(*i) == "-")
        .find(|i| words.is_in(*i, &PEOPLE))?;
    full_time.then(|| {
        let unit = (at + 1..=noun).map(|i| words.word(i)).collect::<Vec<_>>().join(" ").replace(" - ", "-");
        let at = at..noun + 1;
        let span = words.span(at.clone());
        PlacedQuantity { at, quantity: Quantity { amount: Some(Decimal::ONE), unit, per: None, span } }
    })
}

/// `once a quarter`, `twice-yearly`: how many times, where a rate follows at once.
fn occasions(words: &Words, times: &Times, at: usize) -> Option<PlacedQuantity> {
    let amount = match words.word(at) {
        "once" => 1,
        "twice" => 2,
        "thrice" => 3,
        _ => return None,
    };
    let next = at + 1 + usize::from(words.word(at + 1) == "-");
    let (_, rate) = times.rate_at(next)?;
    let quantity = Quantity {
        amount: Some(Decimal::from(amount)),
        unit: "times".to_owned(),
        per: Some(rate),
        span: words.span(at..at + 1),
    };
    Some(PlacedQuantity { at: at..at + 1, quantity })
}
