//! What a plain English sentence commits to: how much, by when, and at least what.
//!
//! An English reader with no locale: it names what it is sure of and says nothing rather than guess. "During the
//! term", "as needed" and "promptly" commit to nothing, and neither do clause numbers, list markers or years in
//! names.
#![forbid(unsafe_code)]

mod calendar;
mod day;
mod floor;
mod length;
mod names;
mod noun;
mod number;
mod occasion;
pub mod person;
mod phrases;
mod quantity;
mod season;
#[cfg(test)]
mod tests;
mod tokens;
mod window;
mod wording;

use crate::text::Beginnings;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

pub use day::{Lean, day};
pub use wording::{ENTHUSIASM, Lexicon, access_terms, begins_undecided, says_every, undecided};

/// What [`read`] found. Every span is in bytes of the sentence and lies on character boundaries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SentenceReading {
    /// In the order of the sentence.
    pub quantities: Vec<Quantity>,
    /// In the order of the sentence.
    pub windows: Vec<Window>,
    /// The first floor that is not a length of time, else the first.
    pub floor: Option<Floor>,
}

/// Something counted, a share, or a sum of money.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// None when blacked out, too large, or written in a way that English does not settle (`60.000`).
    pub amount: Option<Decimal>,
    /// Currency code, `%`, or the noun phrase as written, in lower case; empty when there is none. A plain `$` or
    /// `¥` stays that sign, since several countries use it.
    pub unit: String,
    /// The rate it is promised at: `EUR 60,000 a year`.
    pub per: Option<Rate>,
    /// Where it stands, unit included.
    pub span: Range<usize>,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rate {
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every two weeks.
    Fortnight,
    /// Every month.
    Month,
    /// Every three months.
    Quarter,
    /// Every six months.
    HalfYear,
    /// Every year.
    Year,
}

/// The least that is promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    /// None as for [`Quantity::amount`].
    pub amount: Option<Decimal>,
    /// As for [`Quantity::unit`]; `times` for "at least quarterly", and a length of time has its own noun, `days`.
    pub unit: String,
    /// Set when the floor holds anew in every month, quarter and so on.
    pub per: Option<Rate>,
    /// From the wording that makes it a floor to the end of the unit.
    pub span: Range<usize>,
}

/// When a window opens, closes or comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day.
    Date(NaiveDate),
    /// A calendar month.
    Month {
        /// 1 to 12.
        month: u32,
        /// None when the sentence leaves it open.
        year: Option<i32>,
    },
    /// A day of a year that the sentence leaves open: `by 15 November`.
    MonthDay {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// A quarter of the year.
    Quarter {
        /// 1 to 4.
        quarter: u32,
        /// None when the sentence leaves it open.
        year: Option<i32>,
    },
    /// A half of the year.
    Half {
        /// 1 or 2.
        half: u32,
        /// None when the sentence leaves it open.
        year: Option<i32>,
    },
    /// A calendar year.
    Year(i32),
    /// A company's own year or a part of it; when that begins, the sentence does not say.
    Fiscal {
        /// Months of the year before it.
        before: u32,
        /// How many months it has.
        months: u32,
        /// The year it is called by, that in which it ends; `None` when the sentence leaves it open.
        year: Option<i32>,
    },
    /// Monthly, a quarter, each year.
    Recurring(Rate),
    /// Within 30 days of signing, by the end of the quarter.
    Deadline,
    /// Upon signing, before launch.
    Event,
    /// For the term, as long as the agreement lasts.
    Agreement,
    /// For 18 months, over the next two quarters, this season.
    Span,
}

/// A time by which, in which or how often something is promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// What kind of time it is, and which.
    pub when: When,
    /// Where it stands.
    pub span: Range<usize>,
}

/// Reads one sentence.
///
/// ```text
/// A webinar for our 65,000 readers in Q2 and Q3, with at least three customers on stage
///                   65,000 readers    Q2     Q3       at least 3 customers
/// ```
pub fn read(sentence: &str) -> SentenceReading {
    let text = Sentence::of(sentence);
    let times = window::find(&text);
    let counts = quantity::find(&text, &times);
    let floor = floor::find(&text, &times, &counts);
    SentenceReading {
        quantities: counts.into_iter().map(|c| c.quantity).collect(),
        windows: times.windows.into_iter().map(|(_, window)| window).collect(),
        floor,
    }
}

/// A sentence prepared for every reader: its tokens, its figures and where each figure starts.
struct Sentence<'a> {
    words: tokens::Words<'a>,
    figures: Vec<number::Figure>,
    /// For each token the figure that starts there.
    figure_at: Vec<Option<usize>>,
    /// For each token, whether a "shall not" or "may not" reaches it: what is forbidden is not promised.
    denied: Vec<bool>,
}

impl<'a> Sentence<'a> {
    fn of(sentence: &'a str) -> Self {
        let words = tokens::Words::of(sentence);
        let figures = number::figures(&words);
        let mut figure_at = vec![None; words.len()];
        for (index, figure) in figures.iter().enumerate() {
            if let Some(slot) = figure_at.get_mut(figure.at.start) {
                *slot = Some(index);
            }
        }
        let denied = denied(&words);
        Sentence { words, figures, figure_at, denied }
    }

    fn figure(&self, token: usize) -> Option<&number::Figure> {
        let index = (*self.figure_at.get(token)?)?;
        self.figures.get(index)
    }

    fn denied(&self, token: usize) -> bool {
        self.denied.get(token).copied().unwrap_or(false)
    }
}

fn denied(words: &tokens::Words) -> Vec<bool> {
    const MODALS: &[&str] = &["shall", "will", "may", "must", "should", "can"];
    // "not less than", "not exceed" and "not only" set bounds; they forbid nothing.
    const BOUNDS: &[&str] = &[
        "less", "fewer", "later", "lower", "below", "exceed", "only", "limited", "under", "fall", "drop",
        "reduced",
    ];
    let mut denied = Vec::with_capacity(words.len());
    // A recital says what is so, and promises nothing.
    let recital = words.word(0) == "whereas";
    let mut reach = false;
    for at in 0..words.len() {
        if words.is(at, &[";", ":", ".", "but", "provided", "except", "unless", "until", "without"]) {
            reach = false;
        }
        let no = words.is(at, &["not", "never"]) && words.before(at, 1).is_one_of(MODALS);
        if no || words.is(at, &["cannot", "won't"]) {
            let next = if words.word(at + 1) == "be" { at + 2 } else { at + 1 };
            reach = !words.is(next, BOUNDS);
        }
        denied.push(reach || recital);
    }
    denied
}

/// A long list of words, written in one string between spaces: each word of each sentence is looked up in many of these.
struct WordList {
    words: &'static str,
    set: OnceLock<(Beginnings, HashSet<&'static str>)>,
}

impl WordList {
    const fn new(words: &'static str) -> Self {
        Self { words, set: OnceLock::new() }
    }
}

trait OneOf {
    fn is_one_of(&self, words: &[&str]) -> bool;
    /// For the long lists.
    fn is_in(&self, list: &WordList) -> bool;
}

impl OneOf for str {
    fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self)
    }

    fn is_in(&self, list: &WordList) -> bool {
        let words = || list.words.split_ascii_whitespace();
        let (beginnings, set) = list.set.get_or_init(|| (Beginnings::of(words()), words().collect()));
        beginnings.may_be(self) && set.contains(self)
    }
}
