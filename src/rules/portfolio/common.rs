//! What the rules on the whole share: who counts, what each takes and what each brings.

use rust_decimal::Decimal;

use crate::facts::ledger::ledger;
use crate::model::{Field, Owner, Stage, US};
use crate::rules::{Member, Whole};
use crate::text::{count, listed};

/// The field of `portfolio.yaml` that says which alliances there are; what is wrong with their number sits there.
pub const ALLIANCES: &str = "alliances";

/// The portfolio's currency.
pub fn currency<'a>(whole: &Whole<'a>) -> &'a str {
    whole.portfolio.currency()
}

/// Strategic alliances that run and are not being wound down, with their place among the members.
pub fn active_strategic<'w, 'a>(whole: &'w Whole<'a>) -> impl Iterator<Item = (usize, &'w Member<'a>)> {
    whole.live_strategic().filter(|(_, member)| member.facts.stage == Stage::Active)
}

/// Whatever runs, of any type, with its place among the members. What is only proposed takes no attention yet.
pub fn live<'w, 'a>(whole: &'w Whole<'a>) -> impl Iterator<Item = (usize, &'w Member<'a>)> {
    whole.members.iter().enumerate().filter(|(_, member)| member.is_live())
}

/// Hours a month, where they are on record.
pub fn hours(member: &Member) -> Option<Decimal> {
    Some(member.record.attention.get()?.hours_per_month.get()?.0)
}

/// Whether the hours are not on record, rather than there in a form that cannot be used.
pub fn hours_are_absent(member: &Member) -> bool {
    match &member.record.attention {
        Field::Set(attention) => attention.hours_per_month.is_absent(),
        attention => attention.is_absent(),
    }
}

/// Sums, as far as they can be counted.
pub fn sum(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Whether `part` is over so many percent of `whole`; not so where that cannot be computed.
pub fn exceeds(part: Decimal, percent: u32, whole: Decimal) -> bool {
    let scaled = part.checked_mul(Decimal::ONE_HUNDRED).zip(whole.checked_mul(Decimal::from(percent)));
    scaled.is_some_and(|(part, limit)| part > limit)
}

/// A number of things as a whole number for a sentence.
pub fn number(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

/// Names in a sentence, the first of many.
pub fn some<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| name.as_ref().to_owned()).collect();
    if names.len() > MOST {
        shown.push(format!("{} more", number(names.len() - MOST)));
    }
    listed(&shown)
}

/// `1 strategic alliance`, `4 strategic alliances`.
pub fn strategic(alliances: usize) -> String {
    count(number(alliances), "strategic alliance")
}

/// Our people who answer for the commercial outcome today, each with the place in `owners.us`.
pub fn accountable<'m>(member: &'m Member) -> impl Iterator<Item = (usize, &'m Owner)> {
    let as_of = member.facts.as_of;
    member
        .record
        .owners
        .get(US)
        .into_iter()
        .flat_map(|owners| owners.iter())
        .filter(move |(_, owner)| owner.is_commercial() && !owner.has_left(as_of))
}

/// What an alliance takes, and what it brought in realised, incremental money over a window.
#[derive(Debug)]
pub struct Yield<'w, 'a> {
    /// Place among the members.
    pub index: usize,
    /// The alliance.
    pub member: &'w Member<'a>,
    /// Hours a month.
    pub hours: Option<Decimal>,
    /// Incremental money; unknown where a result that counts in money proves nothing.
    pub value: Option<Decimal>,
    /// Whether it has run for the whole window.
    pub seasoned: bool,
}

impl Yield<'_, '_> {
    /// Incremental money for an hour of attention.
    pub fn an_hour(&self, months: u32) -> Option<Decimal> {
        self.value?.checked_div(self.hours?.checked_mul(Decimal::from(months))?)
    }

    /// Whether it is one of those that are called strategic and expected to go on.
    pub fn is_active_strategic(&self) -> bool {
        self.member.is_live_strategic() && self.member.facts.stage == Stage::Active
    }
}

/// What each live alliance takes and brings, over the `months` before the as-of date.
pub fn yields<'w, 'a>(whole: &'w Whole<'a>, months: u32) -> Vec<Yield<'w, 'a>> {
    live(whole)
        .map(|(index, member)| Yield {
            index,
            member,
            hours: hours(member),
            value: ledger(member.facts, currency(whole), months).value(),
            seasoned: member.facts.months_live().is_some_and(|live| live >= months),
        })
        .collect()
}

/// The strategic alliances with the least to show for an hour, worst first; none where that is not on record.
pub fn weakest<'a>(whole: &Whole<'a>, months: u32, most: usize) -> Vec<&'a str> {
    let mut judged: Vec<(Decimal, &'a str)> = yields(whole, months)
        .iter()
        .filter(|alliance| alliance.seasoned && alliance.is_active_strategic())
        .filter_map(|alliance| Some((alliance.an_hour(months)?, alliance.member.name)))
        .collect();
    judged.sort();
    judged.into_iter().map(|(_, name)| name).take(most).collect()
}
