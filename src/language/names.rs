//! Figures that name, number or measure instead of counting, and the people who are no quantity.
use super::noun::{is_function_word, unit};
use super::number::Figure;
use super::tokens::{TokenKind, Words};
use super::{OneOf, WordList};

static STREETS: WordList =
    WordList::new("street avenue road boulevard lane drive suite way square st ave blvd floor");

static DESIGNATORS: WordList = WordList::new(
    "section sections article articles clause clauses paragraph paragraphs exhibit exhibits schedule \
    schedules appendix annex attachment part phase item step chapter version release v no nr number # § \
    rule figure table tier level type class category grade stage point points page pages room box \
    amendment addendum form note footnote option lot act regulation directive iso iec soc rfc din web \
    industry milestone week day month year quarter wave priority gate sprint track zone office windows \
    unit building line lines group id code art sec para cl ver section's subsection recital title volume \
    vol chapters network floor",
);

/// `Section 4.2`, `ISO 27001`, `Amendment #3`, `Sections 2, 3 and 4(a)`, `Office 365`.
pub(super) fn is_reference(words: &Words, figure: &Figure) -> bool {
    let mut at = figure.at.start;
    // Back over `2, 3 and` to the word that governs the list.
    for _ in 0..8 {
        let listed = words
            .before(at, 1)
            .is_one_of(&[",", "and", "or", "to", "through", "&", "-", "(", ")", ".", "no"]);
        let earlier =
            at >= 2 && (words.is_number(at - 2) || words.before(at, 1).is_one_of(&[".", "#", "no"]));
        if !(listed && earlier) {
            break;
        }
        at -= if words.is_number(at - 2) { 2 } else { 1 };
    }
    let Some(previous) = at.checked_sub(1) else {
        return false;
    };
    if words.is_in(previous, &DESIGNATORS) {
        // "unit 5 seats" is nonsense, but "level 40 introductions" is not a level: a plural noun may still follow
        // a designator only where the figure is grouped, `80,000`.
        return !words.word(figure.at.start).contains(',');
    }
    if !figure.numeral || figure.doubled || previous == 0 && !words.get(previous).is_some_and(|t| t.shouted) {
        return false;
    }
    let name = words.get(previous).is_some_and(|t| {
        t.kind == TokenKind::Word && t.capital && !t.text.ends_with(|c: char| c.is_ascii_digit())
    });
    let next_shouted = words.get(figure.at.end).is_some_and(|t| t.shouted);
    let acronym = words.get(previous).is_some_and(|t| t.shouted) && !next_shouted;
    let alone = unit(words, figure).1.is_empty();
    name && !is_function_word(words.word(previous))
        && (alone || acronym)
        && !words.word(figure.at.start).contains(',')
}

/// `1.`, `(2)`, `4.3 Each party`: the number of a paragraph.
pub(super) fn is_marker(words: &Words, figure: &Figure) -> bool {
    let (start, end) = (figure.at.start, figure.at.end);
    if !figure.numeral || figure.doubled {
        return false;
    }
    let bracketed = words.is(end, &[")"]) && (start == 0 || words.is(start - 1, &["(", ":", ";"]));
    let opening = start == 0 && words.is(end, &[".", ")", ":"]);
    let page = words.before(start, 1) == "-" && words.word(end) == "-";
    let pointed = words.word(start).contains('.') && !words.word(start).starts_with('.');
    let at_margin = start == 0 || !words.is_word(start - 1) || words.capital(start - 1);
    let next_capital = words.capital(end) && at_margin || words.is(end, &["", ",", ";", ")", ".", "(", "\""]);
    bracketed
        || opening
        || page
        || pointed && (next_capital || figure.amount.is_none() && end == start + 1 && dotted(words, start))
}

fn dotted(words: &Words, at: usize) -> bool {
    words.word(at).matches('.').count() > 1
}

/// Telephone numbers, times of day, sizes, model names, streets: digits that belong to something larger.
pub(super) fn is_code(words: &Words, figure: &Figure) -> bool {
    let (start, end) = (figure.at.start, figure.at.end);
    let joins = |at: usize| words.is(at, &["/", "-", ":", ".", "@", "_", "x", "×", "&", "'"]);
    let previous = start.checked_sub(1);
    // A range, `10-15 webinars`, is the one thing that may be joined to another number.
    let glued_before = previous.is_some_and(|p| words.glued(start) && joins(p) && words.glued(p))
        && !(words.before(start, 1) == "-" && start >= 2 && words.is_number(start - 2));
    let glued_after = joins(end) && words.glued(end) && words.glued(end + 1) && !words.is(end, &["-", "."]);
    let compound =
        words.word(end) == "-" && words.glued(end) && words.is_word(end + 1) && words.glued(end + 1);
    let long_chain = words.word(end) == "-" && words.word(end + 2) == "-" && words.is_number(end + 1);
    let clock = words.is(end, &["am", "pm", "o'clock", "°"])
        || words.word(end) == "\"" && words.glued(end) && !figure.doubled
        || words.reads(end, &["p", ".", "m"])
        || words.reads(end, &["a", ".", "m"]);
    let street = (end..end + 4).take_while(|at| words.capital(*at)).any(|at| words.is_in(at, &STREETS));
    (glued_before
        || glued_after
        || compound && !figure.redacted
        || long_chain
        || clock
        || street && figure.numeral)
        || dotted(words, start)
}

/// `one party`, `the two companies`, `both of the parties`: who promises, not how much.
pub(super) fn is_actor(words: &Words, figure: &Figure) -> bool {
    static PARTIES: WordList = WordList::new("party parties side sides hand another");
    static ACTORS: WordList = WordList::new(
        "companies partners businesses firms organisations organizations brands groups teams owners \
        entities corporations participants members vendors agencies",
    );
    let noun = (figure.at.end..figure.at.end + 3).take_while(|at| words.is_word(*at));
    let named = |list: &WordList| noun.clone().any(|at| words.is_in(at, list));
    let definite =
        words.before(figure.at.start, 1).is_one_of(&["the", "our", "both", "these", "those", "of", "all"]);
    named(&PARTIES) || definite && named(&ACTORS) && words.before(figure.at.start, 1) != "of"
}

/// `one webinar` counts; `one of our`, `any one time`, `one or more` and `one another` do not.
pub(super) fn is_counting_one(words: &Words, at: usize) -> bool {
    const AFTER: &[&str] = &[
        "of", "or", "and", "another", "such", "is", "who", "that", "which", "side", "way", "more", "day",
        "time", "thing",
    ];
    const BEFORE: &[&str] =
        &["any", "no", "each", "every", "this", "that", "which", "the", "another", "either", "some", "only"];
    words.is_word(at + 1) && !words.is(at + 1, AFTER) && !words.before(at, 1).is_one_of(BEFORE)
}
