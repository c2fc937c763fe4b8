//! What the rules on the whole share: who counts, what each takes and what each brings.

use rust_decimal::Decimal;

use crate::model::{Stage, TRAILING_MONTHS};
use crate::rules::{AllianceSummary, PortfolioContext, Settings};
use crate::text::{count, listed};

/// The field of `portfolio.yaml` that says which alliances there are; what is wrong with their number sits there.
pub const ALLIANCES: &str = "alliances";

/// The portfolio's currency.
pub fn currency<'a>(whole: &PortfolioContext<'a>) -> &'a str {
    whole.portfolio.currency()
}

/// Strategic alliances that run and are not being wound down, with their place among the members.
pub fn active_strategic<'a>(
    whole: &PortfolioContext<'a>,
) -> impl Iterator<Item = (usize, &'a AllianceSummary)> {
    whole.live_strategic().filter(|(_, member)| member.stage == Stage::Active)
}

/// Whatever runs, of any type, with its place among the members. What is only proposed takes no attention yet.
pub fn live<'a>(whole: &PortfolioContext<'a>) -> impl Iterator<Item = (usize, &'a AllianceSummary)> {
    whole.members.iter().enumerate().filter(|(_, member)| member.is_live())
}

/// The months over which the rules will ask for value, as they are set.
pub fn windows(settings: &Settings) -> Vec<u32> {
    let set = [&super::paper_portfolio::RULE, &super::poor_return_on_attention::RULE].map(|rule| {
        let effective = settings.effective(rule, "", "");
        rule.options(&effective).number("window_months")
    });
    let mut windows = [&[TRAILING_MONTHS], &set[..]].concat();
    windows.sort_unstable();
    windows.dedup();
    windows
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

/// What an alliance takes, and what it brought in realised, incremental money over a window.
#[derive(Debug)]
pub struct Yield<'a> {
    /// Place among the members.
    pub index: usize,
    /// The alliance.
    pub member: &'a AllianceSummary,
    /// Hours a month.
    pub hours: Option<Decimal>,
    /// Incremental money; unknown where a result that counts in money proves nothing.
    pub value: Option<Decimal>,
    /// Whether it has run for the whole window.
    pub seasoned: bool,
}

impl Yield<'_> {
    /// Incremental money for an hour of attention.
    pub fn an_hour(&self, months: u32) -> Option<Decimal> {
        self.value?.checked_div(self.hours?.checked_mul(Decimal::from(months))?)
    }

    /// Whether it is one of those that are called strategic and expected to go on.
    pub fn is_active_strategic(&self) -> bool {
        self.member.is_live_strategic() && self.member.stage == Stage::Active
    }
}

/// What each live alliance takes and brings, over the `months` before the as-of date.
pub fn yields<'a>(whole: &PortfolioContext<'a>, months: u32) -> Vec<Yield<'a>> {
    live(whole)
        .map(|(index, member)| Yield {
            index,
            member,
            hours: member.hours.copied(),
            value: member.value(months),
            seasoned: member.months_live.is_some_and(|live| live >= months),
        })
        .collect()
}
