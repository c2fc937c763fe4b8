//! What a contribution commits to: its fields, and its sentence where no field speaks.

use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::{self, Facts};
use crate::language::{self, Rate, SentenceReading, When};
use crate::model::calendar::{days_between, months_between};
use crate::model::{Contribution, Kind, PastDate, grouped};
use crate::rules::{Context, Judged};
use crate::text::shorten;

pub use crate::facts::window::{Window, WindowEnd};

/// One contribution and what its sentence says.
#[derive(Debug)]
pub struct Terms<'a> {
    contribution: &'a Contribution,
    sentence: &'a str,
    reading: Rc<SentenceReading>,
    window: Option<Window>,
}

/// The least that is promised, as a sum or for every so often.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    /// How much.
    pub amount: Decimal,
    /// Of what; empty where nothing says so.
    pub unit: String,
    /// How often anew.
    pub per: Option<Rate>,
}

impl<'a> Terms<'a> {
    /// Reads a contribution.
    pub fn of(contribution: &'a Contribution, facts: &Facts) -> Self {
        let sentence = contribution.what.text().unwrap_or("");
        let window = facts::window::of(contribution, facts);
        Self { contribution, sentence, reading: facts.reading(sentence), window }
    }

    /// Whether anything is counted. What is there in a form that cannot be used is not missing.
    pub fn names_quantity(&self) -> bool {
        !self.contribution.amount.is_absent()
            || !self.contribution.at_least.is_absent()
            || !self.reading.quantities.is_empty()
            || self.contribution.what.is_invalid()
    }

    /// Whether there is an end, a time or a rhythm; a first day alone says nothing about when it is done.
    pub fn names_window(&self) -> bool {
        !self.contribution.until.is_absent()
            || !self.reading.windows.is_empty()
            || self.contribution.what.is_invalid()
            || self.rate_in_unit().is_some()
    }

    /// Whether a least amount is promised.
    pub fn names_floor(&self) -> bool {
        !self.contribution.at_least.is_absent()
            || self.reading.floor.is_some()
            || self.contribution.what.is_invalid()
    }

    /// Whether it is a sum or a share that is fixed: what was agreed is its own least. "Up to EUR 50,000" promises none.
    pub fn is_fixed(&self) -> bool {
        let fixed = |unit: &str| unit == "%" || is_money(unit);
        if !self.contribution.amount.is_absent() {
            // Four FTE are read as any other noun, EUR 4 as money.
            return self.unit(Decimal::TEN).is_some_and(|(unit, _)| fixed(&unit));
        }
        let whole_term = self.reading.windows.iter().any(|window| window.when == When::Agreement);
        self.reading.quantities.iter().any(|quantity| {
            let Some(before) = self.sentence.get(..quantity.span.start) else { return false };
            let promised = fixed(&quantity.unit)
                || is_given_whole(&quantity.unit)
                || before.trim_end().to_lowercase().ends_with("all")
                // What is there for the whole term is there in that number throughout.
                || (whole_term && quantity.per.is_none() && !quantity.unit.is_empty());
            promised && !ends_loosely(before)
        })
    }

    /// Whether it promises every one of a kind.
    pub fn names_every(&self) -> bool {
        language::says_every(self.sentence)
    }

    /// Whether it says which asset may be used and on what terms.
    pub fn names_access(&self) -> bool {
        language::access_terms(self.sentence).is_some()
    }

    /// How often, where `unit` says so: `campaigns a quarter`.
    fn rate_in_unit(&self) -> Option<Rate> {
        self.unit(Decimal::TEN).and_then(|(_, per)| per)
    }

    /// `unit` with its rate, read as people write it after a number.
    fn unit(&self, amount: Decimal) -> Option<(String, Option<Rate>)> {
        let unit = self.contribution.unit.text()?;
        let counted = language::read(&format!("{} {unit}", amount.normalize())).quantities;
        Some(match counted.into_iter().next() {
            Some(quantity) if !quantity.unit.is_empty() => (quantity.unit, quantity.per),
            _ => (unit.to_owned(), None),
        })
    }

    /// The floor, where its amount is known.
    pub fn floor(&self) -> Option<Floor> {
        let written = self.written_floor();
        let Some(amount) = self.contribution.at_least.get().map(|least| least.0) else {
            return written.filter(|_| self.contribution.at_least.is_absent());
        };
        // A bare `at_least: 3` beside "four webinars a year" is three webinars a year.
        let counted = || self.reading.quantities.first().map(|first| (first.unit.clone(), first.per));
        let (unit, per) = match self.unit(amount) {
            Some((unit, per)) => (unit, per.or_else(|| written.and_then(|floor| floor.per))),
            None => written.map(|floor| (floor.unit, floor.per)).or_else(counted).unwrap_or_default(),
        };
        Some(Floor { amount, unit, per })
    }

    fn written_floor(&self) -> Option<Floor> {
        let floor = self.reading.floor.as_ref()?;
        // "At least 30 days before launch" says when, not how much.
        let counted = self
            .reading
            .quantities
            .iter()
            .any(|quantity| quantity.span.start < floor.span.end && floor.span.start < quantity.span.end);
        let amount = floor.amount.filter(|_| counted || floor.per.is_some())?;
        Some(Floor { amount, unit: floor.unit.clone(), per: floor.per })
    }

    /// When it is due, as far as a calendar can tell.
    pub fn window(&self) -> Option<Window> {
        self.window
    }

    /// Its words for a message.
    pub fn label(&self) -> String {
        match (self.sentence, self.contribution.kinds().next()) {
            ("", Some(kind)) => format!("{kind}, without a description"),
            ("", None) => "a contribution without a description".to_owned(),
            (sentence, _) => format!("\"{}\"", shorten(sentence, 70)),
        }
    }
}

/// Whether what is counted is people who do nothing else, so that their number is the least there is: "a dedicated account
/// manager", "two full-time engineers".
fn is_given_whole(unit: &str) -> bool {
    ["dedicated ", "full-time ", "full time ", "permanent ", "resident ", "named ", "embedded ", "seconded "]
        .iter()
        .any(|word| unit.starts_with(word))
}

/// Whether the words before a figure make a ceiling, a guess or a hope of it.
fn ends_loosely(before: &str) -> bool {
    const LOOSE: &[&str] = &[
        "up",
        "max",
        "maximum",
        "most",
        "than",
        "about",
        "around",
        "roughly",
        "approximately",
        "circa",
        "ca",
        "nearly",
        "almost",
        "target",
        "planned",
        "expected",
        "capped",
        "cap",
        "estimated",
        "some",
        "towards",
        "exceeding",
    ];
    let lower = before.to_lowercase();
    let mut words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    words.by_ref().take(3).any(|word| LOOSE.contains(&word))
}

impl Floor {
    /// What is due between two days, the second not counted: for a rate, its whole periods.
    pub fn due(&self, from: NaiveDate, to: NaiveDate) -> Option<Decimal> {
        let Some(per) = self.per else { return Some(self.amount) };
        let days = u32::try_from(days_between(from, to)).unwrap_or(0);
        let months = months_between(from, to);
        let periods = match per {
            Rate::Day => days,
            Rate::Week => days / 7,
            Rate::Fortnight => days / 14,
            Rate::Month => months,
            Rate::Quarter => months / 3,
            Rate::HalfYear => months / 6,
            Rate::Year => months / 12,
        };
        // A share holds in every period; it does not add up over them.
        if self.is_share() {
            return Some(if periods == 0 { Decimal::ZERO } else { self.amount });
        }
        self.amount.checked_mul(periods.into())
    }

    /// Whether it is a share, which holds throughout, and not a sum, which grows.
    pub fn is_share(&self) -> bool {
        self.unit == "%"
    }

    /// An amount in its unit: `EUR 12,000`, `15 %`, `4 dedicated sends`.
    pub fn shown(&self, amount: Decimal) -> String {
        let figure = self.figure(amount);
        if self.is_money() || self.unit.is_empty() || self.is_share() {
            figure
        } else {
            format!("{figure} {}", self.unit)
        }
    }

    /// An amount without the noun it counts, as in "3 of 4 sends"; money and shares keep their sign.
    pub fn figure(&self, amount: Decimal) -> String {
        let figure = grouped(amount);
        match self.unit.as_str() {
            "%" => format!("{figure} %"),
            unit if unit.chars().count() == 1 && self.is_money() => format!("{unit}{figure}"),
            code if self.is_money() => format!("{code} {figure}"),
            _ => figure,
        }
    }

    fn is_money(&self) -> bool {
        is_money(&self.unit)
    }
}

/// Whether a unit, as the reader of sentences gives it, is one of money: it writes all others in lower case.
fn is_money(unit: &str) -> bool {
    let code = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    code || ["$", "¥", "€", "£"].contains(&unit)
}

/// The launch that the first exchange had to be settled by; otherwise what a rule on it says.
///
/// # Errors
/// The outcome, where nobody can tell when it was, or where new terms or another type have asked again since, which is for
/// unfinished-restructure and undeclared-upgrade.
pub(super) fn first_launch<'a>(cx: &Context<'a>) -> Result<&'a PastDate, Judged> {
    let Some((started, launched)) = cx.record.started.get().zip(cx.facts.launched) else {
        return Err(Judged::Unknown);
    };
    let upgraded = cx.record.type_history.items().any(|change| change.to.copied() == Some(Kind::Strategic));
    if cx.facts.renewed != Some(launched) || upgraded { Err(Judged::NotApplicable) } else { Ok(started) }
}

/// A text as a YAML value in a block, quoted where it would not be read as itself.
pub fn scalar(text: &str) -> String {
    const WORDS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "y"];
    let plain = text.starts_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
        && !text.contains(char::is_control)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !WORDS.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}
