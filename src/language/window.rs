//! Windows: the calendar, rates, deadlines, milestones and lengths of time that a sentence promises by.
use super::calendar;
use super::length::{TimePhrase, Unit, is_legal_deadline, is_notice, lead, length, length_after, unit_at};
use super::occasion;
use super::season;
use super::tokens::Words;
use super::{OneOf, Rate, Sentence, When, Window, WordList};
use std::ops::Range;

/// What in the sentence is time. Figures inside `taken` count nothing.
#[derive(Default)]
pub(super) struct Times {
    /// With the tokens that each covers.
    pub(super) windows: Vec<(Range<usize>, Window)>,
    pub(super) taken: Vec<bool>,
    /// Figures that say how long, by first token, with the token after the unit of time.
    pub(super) lengths: Vec<(usize, usize)>,
}

impl Times {
    pub(super) fn is_taken(&self, token: usize) -> bool {
        self.taken.get(token).copied().unwrap_or(false)
    }

    /// The token after the unit of time, if a length of time starts here.
    pub(super) fn length_at(&self, token: usize) -> Option<usize> {
        let index = self.lengths.binary_search_by(|(figure, _)| figure.cmp(&token)).ok()?;
        self.lengths.get(index).map(|(_, end)| *end)
    }

    /// How often, if the window at these tokens or soon after says so.
    pub(super) fn rate_at(&self, token: usize) -> Option<(Range<usize>, Rate)> {
        let index = self.windows.partition_point(|(at, _)| at.start < token);
        let (at, window) = self.windows.get(index).filter(|(at, _)| at.start == token)?;
        match window.when {
            When::Recurring(rate) => Some((at.clone(), rate)),
            _ => None,
        }
    }
}

pub(super) fn find(text: &Sentence) -> Times {
    let words = &text.words;
    let mut times = Times { taken: vec![false; words.len()], ..Times::default() };
    let mut at = 0;
    let mut after_month = None;
    while at < words.len() {
        let listed = after_month.is_some_and(|end| at <= end + 2);
        let (end, when) = match found(text, at, listed) {
            Some(TimePhrase::Window(end, when)) => (end, Some(when)),
            Some(TimePhrase::Nothing(end)) => (end, None),
            None => {
                at += 1;
                continue;
            }
        };
        let end = end.clamp(at + 1, words.len());
        if when.is_some() && text.figure(at).is_some_and(|f| length_after(words, f).is_some()) {
            times.lengths.push((at, end));
        }
        for taken in &mut times.taken[at..end] {
            *taken = true;
        }
        if let Some(when) = when.filter(|_| !text.denied(at)) {
            let at_figure =
                text.figure(at).is_some() && !matches!(when, When::Date(_) | When::MonthDay { .. });
            let from = at - if at_figure { lead(words, at).1 } else { 0 };
            times.windows.push((at..end, Window { when, span: words.span(from..end) }));
            if matches!(when, When::Month { .. } | When::MonthDay { .. } | When::Date(_)) {
                after_month = Some(end);
            }
        }
        at = end;
    }
    share_year(words, &mut times.windows);
    times
}

/// In "Q2 and Q3 2026" and "from April to June 2026" the year belongs to both.
fn share_year(words: &Words, windows: &mut [(Range<usize>, Window)]) {
    for index in (1..windows.len()).rev() {
        let (earlier, later) = windows.split_at_mut(index);
        let (Some((left, earlier)), Some((right, later))) = (earlier.last_mut(), later.first_mut()) else {
            continue;
        };
        if right.start != left.end + 1
            || !words.is(left.end, &["and", "or", "to", "-", "&", ",", "/", "until", "through"])
        {
            continue;
        }
        // "Q3 and Q4 FY26" and "FY26 Q3 and Q4" are of one year, and that a company's own.
        match (earlier.when, later.when) {
            (part, When::Fiscal { year, .. }) => earlier.when = of_fiscal(part, year, 0),
            (When::Fiscal { year, before, .. }, part) => later.when = of_fiscal(part, year, before),
            _ => {}
        }
        let known = match later.when {
            When::Month { year, .. } | When::Quarter { year, .. } | When::Half { year, .. } => year,
            _ => None,
        };
        if let When::Month { year, .. } | When::Quarter { year, .. } | When::Half { year, .. } =
            &mut earlier.when
        {
            *year = year.or(known);
        }
    }
}

/// A quarter or half without a year as one of a company's own year. One that is earlier in its year than what was named
/// before it is of another.
fn of_fiscal(part: When, year: Option<i32>, after: u32) -> When {
    let (before, months) = match part {
        When::Quarter { quarter, year: None } => (quarter.saturating_sub(1).saturating_mul(3), 3),
        When::Half { half, year: None } => (half.saturating_sub(1).saturating_mul(6), 6),
        other => return other,
    };
    When::Fiscal { before, months, year: year.filter(|_| before >= after) }
}

fn found(text: &Sentence, at: usize, after_month: bool) -> Option<TimePhrase> {
    let words = &text.words;
    if let Some((end, when)) = calendar::place(words, at, after_month) {
        return Some(if calendar::is_dating_a_paper(words, at) {
            TimePhrase::Nothing(end)
        } else {
            TimePhrase::Window(end, when)
        });
    }
    if let Some(figure) = text.figure(at) {
        return match occasion::seasons(text, at) {
            Some((end, when)) => Some(TimePhrase::Window(end, when)),
            None => length(text, figure),
        };
    }
    let (end, when) = agreement(words, at)
        .or_else(|| rate(text, at))
        .or_else(|| deadline(words, at))
        .or_else(|| milestone(words, at))
        .or_else(|| occasion::find(text, at))
        .or_else(|| season::find(words, at))?;
    Some(TimePhrase::Window(end, when))
}

/// `for the term`, `for as long as the agreement lasts`, `during the life of this contract`: as long as the agreement.
fn agreement(words: &Words, at: usize) -> Option<(usize, When)> {
    const PAPERS: &[&str] =
        &["agreement", "contract", "alliance", "partnership", "arrangement", "cooperation"];
    const ARTICLES: &[&str] = &["the", "this", "our", "its", "their"];
    let article = |at: usize| at + usize::from(words.is(at, ARTICLES));
    let lasting = |at: usize| words.is(at, &["lasts", "runs", "continues", "is"]).then_some(at + 1);
    let so_long =
        [&["for", "as", "long", "as"][..], &["as", "long", "as"], &["so", "long", "as"], &["while"]];
    if let Some(phrase) = so_long.iter().find(|phrase| words.reads(at, phrase)) {
        let paper = article(at + phrase.len());
        return words
            .is(paper, PAPERS)
            .then(|| lasting(paper + 1))
            .flatten()
            .map(|end| (end, When::Agreement));
    }
    // "Until the end of the agreement", "to the expiry of this contract"
    let ending = article(at + 1);
    if words.is(at, &["until", "till", "to", "through"])
        && words.is(ending, &["end", "expiry", "expiration", "termination"])
        && words.word(ending + 1) == "of"
    {
        let paper = article(ending + 2);
        let is_paper = words.is(paper, PAPERS) || words.is(paper, &["term"]);
        return is_paper.then_some((paper + 1, When::Agreement));
    }
    if !words.is(at, &["for", "during", "throughout", "over", "within"]) {
        return None;
    }
    let mut term = article(at + 1);
    term += usize::from(
        words.is(term, &["whole", "full", "entire", "initial", "agreed", "contract", "agreement"]),
    );
    if !words.is(term, &["term", "life", "lifetime", "duration"]) {
        return None;
    }
    let end = term + 1;
    if words.word(end) != "of" {
        // "The term sheet" is a paper; "the life sciences" are a trade.
        return (!words.is_word(end)
            || words.is(end, &["at", "and", "with", "in", "we", "they", "from", "only"]))
        .then_some((end, When::Agreement));
    }
    let paper = article(end + 1);
    words.is(paper, PAPERS).then_some((paper + 1, When::Agreement))
}

/// `monthly`, `per annum`, `each calendar quarter`, `a year`, `twice-yearly`.
fn rate(text: &Sentence, at: usize) -> Option<(usize, When)> {
    let words = &text.words;
    let recurring = |end, rate| Some((end, When::Recurring(rate)));
    let word = words.word(at);
    if word.is_one_of(&["semi", "half", "bi"]) {
        let next = at + 1 + usize::from(words.word(at + 1) == "-");
        return match (word, words.word(next)) {
            ("semi" | "half", "annual" | "annually" | "yearly") => recurring(next + 1, Rate::HalfYear),
            ("half", "year") if words.before(at, 1).is_one_of(&["every", "each", "per", "a"]) => {
                recurring(next + 1, Rate::HalfYear)
            }
            ("bi", "weekly") => recurring(next + 1, Rate::Fortnight),
            _ => None,
        };
    }
    let adverb = match word {
        "daily" | "nightly" => Some(Rate::Day),
        "weekly" => Some(Rate::Week),
        "fortnightly" | "biweekly" => Some(Rate::Fortnight),
        "monthly" => Some(Rate::Month),
        "quarterly" => Some(Rate::Quarter),
        "semiannual" | "semiannually" | "biannual" | "biannually" => Some(Rate::HalfYear),
        "annual" | "annually" | "yearly" => Some(Rate::Year),
        _ => None,
    };
    if let Some(rate) = adverb {
        return (!is_audience_size(words, at) && !is_defined_term(words, at))
            .then_some((at + 1, When::Recurring(rate)));
    }
    // Twice in two months, or once: both have a rhythm.
    if word.is_one_of(&["bimonthly", "biyearly", "biennially"]) {
        return Some((at + 1, When::Span));
    }
    if words.reads(at, &["p", ".", "a"]) && words.glued(at + 2) {
        return recurring(at + 3 + usize::from(words.word(at + 3) == "."), Rate::Year);
    }
    let governed = match word {
        "per" | "each" | "every" => true,
        "/" => words.is_word(at + 1) && words.glued(at + 1),
        "a" | "an" => may_follow_rate(text, at),
        _ => false,
    };
    if !governed {
        return None;
    }
    if word == "every" && words.word(at + 1) == "other" {
        let (unit, end) = unit_at(words, at + 2)?;
        return Some((end, if unit == Unit::Week { When::Recurring(Rate::Fortnight) } else { When::Span }));
    }
    let (unit, end) = unit_at(words, at + 1)?;
    let plural_before = words.before(at, 1).ends_with('s');
    let share = words.word(end) == "of" && !plural_before;
    let ends = !share
        && !words.is(end, &["ago", "later", "from", "before", "after", "old", "end"])
        && words.word(end) != "-"
        || word == "each"
        || word == "every";
    let possessive = words.word(end - 1).ends_with("'s") || words.word(end) == "'" && words.glued(end);
    unit.rate().filter(|_| ends && !possessive).map(|rate| (end, When::Recurring(rate)))
}

/// `40 tenants a year`, `once a quarter`: the article follows what is counted, never a preposition or a verb.
fn may_follow_rate(text: &Sentence, at: usize) -> bool {
    static NOT_COUNTED: WordList = WordList::new(
        "for within in over after about is be of and or with to until by during at from as than before \
        through has have take takes lasts on half under only into such lasting that was last",
    );
    let words = &text.words;
    let Some(previous) = at.checked_sub(1) else {
        return false;
    };
    let countable =
        words.is_word(previous) || words.is_number(previous) || words.is(previous, &[")", "%", "+", "-"]);
    countable && !words.is_in(previous, &NOT_COUNTED)
}

/// "The Annual Minimum", "such Monthly Report": a name that the contract has given, not a rhythm.
fn is_defined_term(words: &Words, at: usize) -> bool {
    words.capital(at)
        && words.capital(at + 1)
        && words.before(at, 1).is_one_of(&[
            "the",
            "such",
            "any",
            "current",
            "applicable",
            "this",
            "that",
            "said",
        ])
}

/// `80,000 monthly readers` is how large an audience is, not how often it is reached.
fn is_audience_size(words: &Words, at: usize) -> bool {
    static AUDIENCE: WordList = WordList::new(
        "users visitors readers listeners viewers visits uniques traffic views pageviews customers \
        shoppers players",
    );
    (at + 1..at + 3).any(|i| words.is_in(i, &AUDIENCE))
        && (at + 1..at + 3).all(|i| words.is_word(i) || words.is(i, &["", ".", ","]))
}

/// `by the end of the quarter`, `by year-end`, `within a month`, `on or prior to the following dates`.
fn deadline(words: &Words, at: usize) -> Option<(usize, When)> {
    let done = |end, when| Some((end, when));
    match words.word(at) {
        "end" | "start" | "beginning" | "close" if words.word(at + 1) == "of" => {
            let the = at
                + 2
                + usize::from(words.is(at + 2, &["the", "each", "every", "this", "that", "any", "such"]));
            let the = the + usize::from(words.is(the, &["then", "current", "next", "first", "second"]));
            let (_, end) = unit_at(words, the).filter(|(unit, _)| unit.rate().is_some())?;
            done(end, When::Deadline)
        }
        "year" | "month" | "quarter" | "week" => {
            let next = at + 1 + usize::from(words.word(at + 1) == "-");
            (words.word(next) == "end").then_some((next + 1, When::Deadline))
        }
        "within" | "in" | "over" | "for" => {
            let article = words.is(at + 1, &["a", "an"]);
            let next = at + 1 + usize::from(article) + usize::from(words.reads(at + 1, &["the"]));
            let next = next + usize::from(words.is(next, &["same", "first", "following"]));
            let (unit, end) = unit_at(words, next)?;
            let single = article || words.word(at) == "within";
            let wait = matches!(words.word(at), "within" | "in");
            let usable =
                single && unit != Unit::Minute && !is_notice(words, end) && !is_legal_deadline(words, end);
            usable.then_some((end, if wait { When::Deadline } else { When::Span }))
        }
        "a" | "an" => {
            let (_, end) = unit_at(words, at + 1)?;
            words.is(end, &["before", "after", "ahead"]).then_some((end + 1, When::Deadline))
        }
        "following" | "agreed" if words.is(at + 1, &["date", "dates"]) && words.word(at) == "following" => {
            done(at + 2, When::Deadline)
        }
        "date" | "dates" if words.is(at + 1, &["below"]) => done(at + 2, When::Deadline),
        _ => None,
    }
}

/// `upon signing`, `prior to launch`, `on the Effective Date`: a milestone of the alliance itself. What follows
/// any other event ("upon request", "upon receipt of an invoice") is a condition and may never come.
fn milestone(words: &Words, at: usize) -> Option<(usize, When)> {
    const NAMES: &[&str] = &[
        "signing",
        "signature",
        "execution",
        "launch",
        "kickoff",
        "commencement",
        "closing",
        "close",
        "inception",
        "availability",
        "release",
        "opening",
        "rollout",
        "handover",
    ];
    static DATES: WordList =
        WordList::new("effective opening launch start commencement closing signing completion delivery");
    let mut next = match words.word(at) {
        "upon" | "on" | "at" | "before" | "by" | "until" => at + 1,
        "prior" if words.word(at + 1) == "to" => at + 2,
        _ => return None,
    };
    static BETWEEN: WordList = WordList::new(
        "the our its their initial commercial product public official full contract joint general market",
    );
    for _ in 0..3 {
        next += usize::from(words.is_in(next, &BETWEEN));
    }
    if words.is_in(next, &DATES) && words.is(next + 1, &["date", "day"]) {
        return Some((next + 2, When::Event));
    }
    if words.word(next) == "go" && words.word(next + 1) == "-" && words.word(next + 2) == "live" {
        return Some((next + 3, When::Event));
    }
    if words.reads(next, &["kick", "-", "off"]) {
        return Some((next + 3, When::Event));
    }
    // "execution risk" and "launch partners" are things, not times.
    let alone = !words.is_word(next + 1)
        || words
            .is(next + 1, &["of", "and", "or", "by", "in", "with", "we", "they", "the", "as", "for", "each"]);
    (words.is(next, NAMES) && alone).then_some((next + 1, When::Event))
}
