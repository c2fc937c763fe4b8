//! Times that have a name instead of a date: a year of the contract, an anniversary, a feast, the end of an undertaking.
use super::calendar;
use super::length::unit_at;
use super::tokens::Words;
use super::{OneOf, Rate, Sentence, When, WordList};

/// What stands before a time.
static TIME: WordList = WordList::new(
    "in during for by until till through throughout from to since before after within over between starting beginning \
     commencing following than and",
);

/// The named time that starts at this token, and the token after it.
pub(super) fn find(text: &Sentence, at: usize) -> Option<(usize, When)> {
    let words = &text.words;
    numbered(text, at)
        .or_else(|| anniversary(words, at))
        .or_else(|| any_period(words, at))
        .or_else(|| day_of_each(words, at))
        .or_else(|| end_of_undertaking(words, at))
        .or_else(|| during_undertaking(words, at))
        .or_else(|| until_it_happens(words, at))
        .or_else(|| all_year(words, at))
        .or_else(|| listed_dates(words, at))
        .or_else(|| duration(words, at))
        .or_else(|| feast(words, at))
        .or_else(|| short_form(words, at))
        .or_else(|| seasons(text, at))
        .or_else(|| by_the_time(words, at))
}

/// `in Year 1`, `during Contract Year 2`, `by month six`, `weeks 10 to 22`, `from day one`, `KW 14`: counted from the start of
/// the agreement, of the year or of the work.
fn numbered(text: &Sentence, at: usize) -> Option<(usize, When)> {
    static UNITS: WordList = WordList::new(
        "year years month months quarter quarters week weeks day days sprint sprints semester kw cw",
    );
    const PAPERS: &[&str] = &["contract", "license", "licence", "agreement", "project"];
    let words = &text.words;
    if !words.is_in(at, &UNITS) {
        return None;
    }
    let mut back = 1;
    while back <= 2 && words.before(at, back).is_one_of(PAPERS) {
        back += 1;
    }
    let number = |at: usize| {
        let figure = text.figure(at)?;
        let small = figure.amount.is_some_and(|amount| amount.is_integer() && amount <= 60.into());
        (small && figure.money.is_none() && !figure.percent).then_some(figure.at.end)
    };
    let mut end = number(at + 1)?;
    let first = end;
    while words.is(end, &["and", "or", "to", "-", "&", ",", "through", "until"]) {
        match number(end + 1) {
            Some(next) => end = next,
            None => break,
        }
    }
    // "Day 3" may be the name of anything, "weeks 10 to 22" is not.
    let led = words.before(at, back).is_in(&TIME)
        || words.before(at, back) == "of" && words.before(at, back + 1).is_one_of(&["end", "start"]);
    let several = end > first && words.word(at).ends_with('s');
    // "For year 12 pupils" counts pupils.
    let counts = words.is_word(end)
        && words.word(end).ends_with('s')
        && !words.is(end, &["is", "was", "as", "onwards"]);
    ((led || several) && !counts).then_some((end, When::Span))
}

/// `the first anniversary of the Effective Date`.
fn anniversary(words: &Words, at: usize) -> Option<(usize, When)> {
    let ordinal = (1..=3).any(|back| {
        let word = words.before(at, back);
        word.is_one_of(&[
            "each", "every", "first", "second", "third", "fourth", "fifth", "st", "nd", "rd", "th", "one",
            "annual",
        ])
    });
    (words.is(at, &["anniversary", "anniversaries"]) && (words.word(at + 1) == "of" || ordinal))
        .then_some((at + 1, When::Deadline))
}

/// `in any Contract Year`: each of them.
fn any_period(words: &Words, at: usize) -> Option<(usize, When)> {
    if !words.is(at, &["in", "during", "within"]) || words.word(at + 1) != "any" {
        return None;
    }
    let (unit, end) = unit_at(words, at + 2)?;
    let long = unit.rate().filter(|rate| !matches!(rate, Rate::Day))?;
    Some((end, When::Recurring(long)))
}

/// `the tenth business day of the month`, `the first Monday of a quarter`: once in each of them.
fn day_of_each(words: &Words, at: usize) -> Option<(usize, When)> {
    static DAYS: WordList =
        WordList::new("day monday tuesday wednesday thursday friday saturday sunday th st nd rd");
    if !words.is_in(at, &DAYS) || words.word(at + 1) != "of" || !words.is(at + 2, &["the", "a"]) {
        return None;
    }
    let (unit, end) = unit_at(words, at + 3)?;
    // "The first day of the year of the fair" is one day.
    let rate = unit.rate().filter(|rate| !matches!(rate, Rate::Day))?;
    (words.word(end) != "of").then_some((end, When::Recurring(rate)))
}

/// `until the end of the pilot`, `at the start of each season`, `by the close of business`, `at the time of opening`.
fn end_of_undertaking(words: &Words, at: usize) -> Option<(usize, When)> {
    static UNDERTAKINGS: WordList = WordList::new(
        "pilot project projects campaign programme program trial promotion phase season tour event fair exhibition \
         conference course semester harvest tournament race festival flight rollout migration construction build sprint semester trimester",
    );
    if words.reads(at, &["close", "of", "business"]) {
        return Some((at + 3, When::Deadline));
    }
    if words.reads(at, &["time", "of"])
        && words.is(at + 2, &["opening", "signing", "launch", "closing", "execution"])
    {
        return Some((at + 3, When::Event));
    }
    if words.is(at, &["concurrently", "simultaneously", "contemporaneously"]) && words.word(at + 1) == "with"
    {
        let next = at + 2 + usize::from(words.is(at + 2, &["the", "its"]));
        return words
            .is(next, &["execution", "signing", "signature", "closing", "launch", "delivery", "commencement"])
            .then_some((next + 1, When::Event));
    }
    let edge = words.is(at, &["end", "start", "beginning", "close", "completion", "conclusion", "opening"]);
    if !edge || words.word(at + 1) != "of" {
        return None;
    }
    for next in at + 2..at + 5 {
        if words.is_in(next, &UNDERTAKINGS) {
            return Some((next + 1, When::Deadline));
        }
        if !words.is_word(next) {
            return None;
        }
    }
    None
}

/// `during the trial phase`, `throughout the exclusivity period`.
fn during_undertaking(words: &Words, at: usize) -> Option<(usize, When)> {
    static UNDERTAKINGS: WordList = WordList::new(
        "pilot project campaign programme program trial promotion phase tour event fair exhibition conference course \
         semester trimester harvest tournament festival rollout migration construction build period window holidays",
    );
    if !words.is(at, &["during", "throughout"]) {
        return None;
    }
    for next in at + 1..at + 5 {
        if words.is_in(next, &UNDERTAKINGS) {
            // "During the notice period" is a wait of the law, and "during the Promotion Period" names what stands elsewhere.
            let before =
                |words_before: &[&str]| (1..3).any(|back| words.before(next, back).is_one_of(words_before));
            let elsewhere =
                words.capital(next) || before(&["notice", "cure", "grace", "remedy", "this", "that", "such"]);
            return (!elsewhere).then_some((next + 1, When::Span));
        }
        if !words.is_word(next) || words.is(next, &["term", "which"]) {
            return None;
        }
    }
    None
}

/// `until the patent expires`, `before the school year starts`.
fn until_it_happens(words: &Words, at: usize) -> Option<(usize, When)> {
    static HAPPENS: WordList = WordList::new(
        "starts start begins begin opens open ends end closes close ships ship launches launch expires expire lapses arrives",
    );
    if !words.is(at, &["until", "before", "till"]) {
        return None;
    }
    let clause = (at + 1..at + 7)
        .take_while(|next| words.get(*next).is_some_and(|_| !words.is(*next, &[",", ";", "."])));
    let verb = clause.skip(1).find(|next| words.is_in(*next, &HAPPENS) && words.word(*next + 1) != "of")?;
    Some((verb + 1, When::Event))
}

/// `for the year`, `all year`, `year-round`.
fn all_year(words: &Words, at: usize) -> Option<(usize, When)> {
    if words.reads(at, &["year", "-", "round"]) {
        return Some((at + 3, When::Span));
    }
    let next = match words.word(at) {
        "all" => at + 1,
        "for" | "during" | "throughout" | "over" if words.word(at + 1) == "the" => {
            at + 2 + usize::from(words.is(at + 2, &["whole", "full", "entire"]))
        }
        _ => return None,
    };
    (words.is(next, &["year", "month", "quarter"])
        && !words.is(next + 1, &["of", "-"])
        && !words.is_number(next + 1))
    .then_some((next + 1, When::Span))
}

/// `by the dates set forth in Exhibit B`.
fn listed_dates(words: &Words, at: usize) -> Option<(usize, When)> {
    static NAMED: WordList = WordList::new("set specified listed stated shown indicated given");
    let led = (1..=2).any(|back| words.before(at, back).is_one_of(&["by", "on", "before", "than"]));
    (led && words.is(at, &["date", "dates"]) && words.is_in(at + 1, &NAMED))
        .then_some((at + 2, When::Deadline))
}

/// `for the duration of the project`, `over the life of the patents`; that of the agreement is the agreement's.
fn duration(words: &Words, at: usize) -> Option<(usize, When)> {
    if !words.is(at, &["for", "during", "throughout", "over"]) {
        return None;
    }
    let next = at + 1 + usize::from(words.is(at + 1, &["the", "its", "their"]));
    let next = next + usize::from(words.is(next, &["full", "entire", "whole", "remaining"]));
    (words.is(next, &["duration", "life", "lifetime", "length"]) && words.word(next + 1) == "of")
        .then_some((next + 2, When::Span))
}

/// `before Christmas`, `from harvest to Easter`, `over the holiday season`: days that every calendar of the trade has.
fn feast(words: &Words, at: usize) -> Option<(usize, When)> {
    static FEASTS: WordList = WordList::new(
        "christmas easter thanksgiving ramadan eid diwali halloween hanukkah passover carnival epiphany pentecost \
         midsummer harvest",
    );
    let led = words.before(at, 1).is_in(&TIME)
        || words.before(at, 1).is_one_of(&["at", "around", "this", "next", "each", "every"])
        || words.before(at, 1) == "the" && words.before(at, 2).is_in(&TIME);
    let pair = words.reads(at, &["new", "year"]) || words.reads(at, &["black", "friday"]);
    let end = if pair { at + 2 } else { at + usize::from(words.is_in(at, &FEASTS)) };
    // "For Christmas cards" is what they are for.
    let thing = words.is_word(end) && words.word(end).ends_with('s') && words.word(end).len() > 3;
    (led && end > at && !thing).then_some((end, When::Deadline))
}

/// `by EOY`, `EOQ`.
fn short_form(words: &Words, at: usize) -> Option<(usize, When)> {
    if !words.is(at, &["eoy", "eoq", "eom"]) {
        return None;
    }
    let year = usize::from(calendar::year(words, at + 1).is_some());
    Some((at + 1 + year, When::Deadline))
}

/// `the 2026/27 season`, `spring and autumn`, `the coming two seasons`.
pub(super) fn seasons(text: &Sentence, at: usize) -> Option<(usize, When)> {
    const SEASONS: &[&str] = &["season", "seasons"];
    const NAMED: &[&str] = &["spring", "summer", "autumn", "winter"];
    let words = &text.words;
    let within = |from: usize| (from..from + 3).find(|at| words.is(*at, SEASONS));
    if calendar::year(words, at).is_some() && words.before(at, 1).is_one_of(&["the", "for", "in", "of"]) {
        let span = words.is(at + 1, &["/", "-"]) && words.glued(at + 1) && words.is_number(at + 2);
        let next = at + 1 + 2 * usize::from(span);
        return within(next).map(|end| (end + 1, When::Span));
    }
    if words.is(at, NAMED)
        && words.is(at + 1, &["and", "or", "to", "until", "through"])
        && words.is(at + 2, &["autumn", "fall", "summer", "winter", "spring"])
    {
        return Some((at + 3, When::Span));
    }
    let figure = text.figure(at)?;
    let led = (1..=3).any(|back| {
        words.before(at, back).is_one_of(&["for", "in", "over", "during", "next", "coming", "first"])
    });
    let counted = within(figure.at.end).filter(|_| led && figure.money.is_none() && !figure.percent)?;
    Some((counted + 1, When::Span))
}

/// `by the time we sign`.
fn by_the_time(words: &Words, at: usize) -> Option<(usize, When)> {
    (words.reads(at, &["by", "the", "time"]) && words.is_word(at + 3)).then_some((at + 3, When::Event))
}
