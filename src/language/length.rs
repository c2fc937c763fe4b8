//! Lengths of time: which are windows, and which are notice periods, ages or the past.
use super::number::Figure;
use super::tokens::Words;
use super::{OneOf, Rate, Sentence, When, WordList};

/// Words about time, with the token after them.
pub(super) enum TimePhrase {
    Window(usize, When),
    /// Time that promises nothing: a notice period, years of experience, the past.
    Nothing(usize),
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
}

impl Unit {
    pub(super) fn rate(self) -> Option<Rate> {
        match self {
            Unit::Minute | Unit::Hour => None,
            Unit::Day => Some(Rate::Day),
            Unit::Week => Some(Rate::Week),
            Unit::Fortnight => Some(Rate::Fortnight),
            Unit::Month => Some(Rate::Month),
            Unit::Quarter => Some(Rate::Quarter),
            Unit::Year => Some(Rate::Year),
        }
    }
}

fn unit(word: &str) -> Option<Unit> {
    let word = word.strip_suffix("'s").unwrap_or(word);
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "minute" | "second" => Unit::Minute,
        "hour" | "hr" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" | "qtr" => Unit::Quarter,
        "year" | "annum" | "yr" => Unit::Year,
        _ => return None,
    })
}

static QUALIFIERS: WordList = WordList::new(
    "business working calendar consecutive full contract fiscal financial trading successive further \
    academic school tax accounting crop growing production membership policy budget model whole additional banking license licence product program and natural every other one single given \
    such",
);

/// A unit of time at this token, hyphen and qualifiers skipped; the token after it.
pub(super) fn unit_at(words: &Words, mut at: usize) -> Option<(Unit, usize)> {
    if words.is(at, &["-", "]"]) {
        at += 1;
    }
    for _ in 0..3 {
        if let Some(unit) = unit(words.word(at)) {
            return Some((unit, at + 1));
        }
        if !words.is_in(at, &QUALIFIERS) {
            return None;
        }
        at += 1 + usize::from(words.word(at + 1) == "-");
    }
    unit(words.word(at)).map(|unit| (unit, at + 1))
}

pub(super) fn length_after(words: &Words, figure: &Figure) -> Option<(Unit, usize)> {
    if figure.money.is_some() || figure.percent {
        return None;
    }
    unit_at(words, figure.at.end)
}

const PAST: &[&str] = &["last", "past", "previous", "preceding", "prior", "elapsed"];

/// `within thirty (30) days of`, `for 18 months`, `every two weeks`, and the lengths that are no window.
pub(super) fn length(text: &Sentence, figure: &Figure) -> Option<TimePhrase> {
    let words = &text.words;
    let start = figure.at.start;
    let (lead, _) = lead(words, start);
    let Some((unit, end)) = length_after(words, figure) else {
        // A blacked-out period: "within [***] of invoice".
        let period = figure.redacted && figure.money.is_none() && !figure.percent && !figure.doubled;
        return match lead {
            _ if !period => None,
            Lead::Past => Some(TimePhrase::Nothing(figure.at.end)),
            Lead::Within if is_legal_deadline(words, figure.at.end) => {
                Some(TimePhrase::Nothing(figure.at.end))
            }
            Lead::Within => Some(TimePhrase::Window(figure.at.end, When::Deadline)),
            // "on a [***] basis" can only be a period.
            _ if words.is(figure.at.end, &["basis"]) => Some(TimePhrase::Window(figure.at.end, When::Span)),
            _ => None,
        };
    };
    let hyphenated = words.word(figure.at.end) == "-";
    if unit == Unit::Quarter && lead == Lead::None && words.word(end) == "of" {
        return None; // three quarters of our sales force
    }
    if is_notice(words, end)
        || is_notice_before(words, start)
        || is_legal_deadline(words, end)
        || is_in_dispute(words, start)
    {
        return Some(TimePhrase::Nothing(end));
    }
    let aged = (1..=3).any(|back| words.before(start, back).is_one_of(&["older", "younger", "aged"]));
    if aged || lead == Lead::Past || is_age(words, end) || is_property(words, start) {
        return Some(TimePhrase::Nothing(end));
    }
    let counted_from = words
        .is(end, &["prior", "before", "after", "following", "from", "ahead", "in", "post"])
        && !words.reads(end, &["in", "the"])
        || words.reads(end, &["of", "the"]) && lead == Lead::Within;
    let short = matches!(unit, Unit::Minute | Unit::Hour | Unit::Day | Unit::Week);
    match lead {
        Lead::During if !matches!(unit, Unit::Minute | Unit::Hour) => {
            return Some(TimePhrase::Window(end, When::Span));
        }
        Lead::Every => return Some(TimePhrase::Window(end, every(figure, unit))),
        Lead::Within => return Some(TimePhrase::Window(end, When::Deadline)),
        _ if counted_from && !words.is(end, &["in"]) => return Some(TimePhrase::Window(end, When::Deadline)),
        _ => {}
    }
    if hyphenated && (is_occasion(words, end) || matches!(unit, Unit::Minute | Unit::Hour)) {
        Some(TimePhrase::Nothing(end))
    } else if short && !hyphenated {
        let given = matches!(unit, Unit::Minute | Unit::Hour) || is_given(words, start, end);
        if given { None } else { Some(TimePhrase::Nothing(end)) }
    } else {
        Some(TimePhrase::Window(end, When::Span))
    }
}

/// Ten days of training, two days on site and three days a month are given; "uncured for more than thirty days" waits.
fn is_given(words: &Words, start: usize, end: usize) -> bool {
    const WAITING: &[&str] =
        &["than", "uncured", "exceed", "exceeding", "period", "upon", "until", "end", "after"];
    static GIVING: WordList =
        WordList::new("of on at with for a per each every / monthly annually quarterly");
    let no_less = words.before(start, 1) == "than"
        && words.before(start, 2).is_one_of(&["less", "fewer"])
        && words.before(start, 3).is_one_of(&["no", "not", "never"]);
    let least = no_less || words.before(start, 1).is_one_of(&["least", "minimum"]);
    let waits =
        (1..3).any(|back| words.before(start, back).is_one_of(WAITING)) || words.reads(end, &["of", "the"]);
    least || words.is_in(end, &GIVING) && !waits
}

/// `a two-day workshop` lasts two days; it does not say when.
fn is_occasion(words: &Words, at: usize) -> bool {
    static OCCASIONS: WordList = WordList::new(
        "workshop workshops event events training trainings course courses conference session sessions \
        bootcamp hackathon roadshow meeting meetings summit class classes retreat visit visits seminar \
        webinar webinars assessment assessments offsite tour",
    );
    (at..at + 3).any(|i| words.is_in(i, &OCCASIONS))
}

#[derive(PartialEq)]
pub(super) enum Lead {
    Within,
    During,
    Every,
    Past,
    None,
}

/// The word that governs a length of time, looking back over what may stand between, and how far back it stands.
pub(super) fn lead(words: &Words, start: usize) -> (Lead, usize) {
    static FILLERS: WordList = WordList::new(
        "the a an next first initial last final least at approximately about than period of total another \
        further minimum up to additional full successive consecutive no more less roughly some coming \
        its their our ( [ - not under",
    );
    for back in 1..=7 {
        let word = words.before(start, back);
        let lead = match word {
            "within" | "inside" | "later" | "earlier" | "sooner" => Lead::Within,
            "in" if back <= 2 => Lead::Within,
            "for" | "during" | "over" | "throughout" | "in" | "through" | "across" => Lead::During,
            "next" | "first" | "initial" | "coming" if !words.before(start, back + 1).is_in(&FILLERS) => {
                Lead::During
            }
            "each" | "every" if back <= 2 => Lead::Every,
            _ if PAST.contains(&word) => Lead::Past,
            _ if word.is_in(&FILLERS) => continue,
            _ => return (Lead::None, 0),
        };
        return (lead, back);
    }
    (Lead::None, 0)
}

fn every(figure: &Figure, unit: Unit) -> When {
    let count = figure.amount.and_then(|a| u32::try_from(a).ok()).unwrap_or(0);
    let rate = match (count, unit) {
        (1, unit) => unit.rate(),
        (7, Unit::Day) => Some(Rate::Week),
        (14, Unit::Day) | (2, Unit::Week) => Some(Rate::Fortnight),
        (3, Unit::Month) => Some(Rate::Quarter),
        (6, Unit::Month) | (2, Unit::Quarter) => Some(Rate::HalfYear),
        (12, Unit::Month) | (4, Unit::Quarter) => Some(Rate::Year),
        _ => None,
    };
    rate.map_or(When::Span, When::Recurring)
}

/// `thirty (30) days' prior written notice`, `a 30 day cure period`, `days in which to remedy`: how long the law
/// waits, not when a promise is kept.
pub(super) fn is_notice(words: &Words, end: usize) -> bool {
    const MATTER: &[&str] = &[
        "'", "of", "prior", "advance", "advanced", "written", "calendar", "business", "period", "in",
        "which", "to", "by", "-", "formal", "a", "the",
    ];
    for at in end..end + 6 {
        if words.is(at, &["notice", "notices", "cure", "remedy", "grace", "notification", "rectify"]) {
            return true;
        }
        if !words.is(at, MATTER) {
            return false;
        }
    }
    false
}

/// `notice of thirty days`, `net 30 days`.
fn is_notice_before(words: &Words, start: usize) -> bool {
    let back = (1..=5).find(|b| {
        !words.before(start, *b).is_one_of(&["of", "at", "least", "not", "less", "than", "period"])
    });
    back.is_some_and(|b| words.before(start, b).is_one_of(&["notice", "net", "notification"]))
}

/// A deadline counted from a notice, a breach, a default or the end of the contract is procedure.
pub(super) fn is_legal_deadline(words: &Words, end: usize) -> bool {
    static MATTERS: WordList = WordList::new(
        "notice notices default breach cure termination expiration expiry dispute claim exercise \
        rescission terminate",
    );
    if !words.is(end, &["of", "after", "following", "from"]) && !words.reads(end, &["prior", "to"]) {
        return false;
    }
    (end + 1..end + 10)
        .take_while(|at| !words.is(*at, &[",", ";", ".", ")", "shall", "will", "and"]))
        .any(|at| words.is_in(at, &MATTERS))
}

/// "If the dispute is not resolved within two days": the machinery of a quarrel.
fn is_in_dispute(words: &Words, start: usize) -> bool {
    static MATTERS: WordList =
        WordList::new("dispute disputes breach default cured remedied remedy cure arbitration notice claim");
    (1..=10)
        .take_while(|b| !words.before(start, *b).is_one_of(&["", ",", ";", "."]))
        .any(|b| words.before(start, b).is_in(&MATTERS))
}

/// `a shelf life of 18 months`, `a warranty of two years`: what the goods have, not when anything is done.
fn is_property(words: &Words, start: usize) -> bool {
    let between = |word: &str| {
        word.is_one_of(&[
            "of",
            "at",
            "least",
            "not",
            "no",
            "less",
            "than",
            "a",
            "minimum",
            "remaining",
            "is",
            "be",
            "(",
            "[",
        ])
    };
    let Some(back) = (1..=8).find(|back| !between(words.before(start, *back))) else { return false };
    match words.before(start, back) {
        "warranty" | "dating" => true,
        "life" => words.before(start, back + 1).is_one_of(&["shelf", "service", "half", "useful"]),
        _ => false,
    }
}

/// `years of experience`, `days old`, `two years ago`.
fn is_age(words: &Words, end: usize) -> bool {
    static PAST_WORK: WordList = WordList::new(
        "experience age history expertise certification certifications data practice research knowledge \
        heritage work tradition investment",
    );
    let next = if words.is(end, &["'", "-"]) { end + 1 } else { end };
    words.is(next, &["ago", "old", "experience"])
        || words.word(next) == "of" && (next + 1..next + 4).any(|at| words.is_in(at, &PAST_WORK))
}
