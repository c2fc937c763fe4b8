//! Marks of figures that were made and not measured. Each has innocent causes, so that one asks and two convict.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::series::{is_contradictory, is_lower_better};
use super::{Facts, Headline, Reading};
use crate::model::Method;

/// Least that is counted for two readings to agree by more than chance: small counts agree because both are right.
pub const LEAST_COUNTED: i64 = 1000;
/// Least steps of its own rounding that a total must have for an equal one to say anything: houses that report in
/// thousands agree on 80,000 by chance.
const LEAST_STEPS_OF_TOTAL: i64 = 500;
/// Least steps of its own rounding that `without` must have for its share to say anything.
const LEAST_STEPS: i64 = 50;
/// Coarsest rounding that is allowed for: houses report in thousands.
const COARSEST: i64 = 1000;

/// Readings of one metric that bear a mark.
#[derive(Debug)]
pub struct Marked<'h, 'a> {
    /// The metric.
    pub headline: &'h Headline<'a>,
    /// Those of its readings that bear it.
    pub readings: Vec<&'h Reading<'a>>,
    /// How many of its readings can be looked at.
    pub of: usize,
}

/// The metrics in which both sides' figures are equal to the last digit, although their sources are said to be different.
pub fn identical<'h, 'a>(facts: &'h Facts<'a>) -> Vec<Marked<'h, 'a>> {
    let marked = facts.headlines.iter().map(|headline| {
        let both = headline.readings.iter().filter_map(|reading| {
            let theirs = reading.result.totals.fields().iter().find_map(|(_, total)| total.get());
            let theirs = theirs.or(reading.result.partner_total.get())?;
            let ours = reading.result.total.get()?.amount;
            let fine = ours.abs() >= step(ours).checked_mul(Decimal::from(LEAST_STEPS_OF_TOTAL))?;
            (fine && ours.abs() >= Decimal::from(LEAST_COUNTED)).then_some((reading, ours == theirs.amount))
        });
        let both: Vec<(&Reading, bool)> = both.collect();
        let readings = both.iter().filter(|(_, equal)| *equal).map(|(reading, _)| *reading).collect();
        Marked { headline, readings, of: both.len() }
    });
    marked.filter(|marked| !marked.readings.is_empty() && are_sources_apart(facts, marked.headline)).collect()
}

/// Whether every side names a source, and no two of them share a word that could be one system's.
fn are_sources_apart(facts: &Facts, headline: &Headline) -> bool {
    let sources: Vec<BTreeSet<String>> =
        facts.sides.iter().filter_map(|side| headline.metric.tracked_by.text(side)).map(own_words).collect();
    sources.len() == facts.sides.len()
        && sources.iter().enumerate().all(|(at, one)| {
            sources[at + 1..]
                .iter()
                .all(|other| !one.is_empty() && !other.is_empty() && one.is_disjoint(other))
        })
}

/// The words of a source that could name a system; what every house has (its CRM, a report, an export) names none.
fn own_words(source: &str) -> BTreeSet<String> {
    const COMMON: &[&str] = &[
        "a",
        "an",
        "the",
        "our",
        "their",
        "own",
        "its",
        "of",
        "from",
        "in",
        "on",
        "for",
        "and",
        "by",
        "to",
        "with",
        "report",
        "reports",
        "export",
        "dashboard",
        "sheet",
        "list",
        "data",
        "figures",
        "numbers",
        "monthly",
        "weekly",
        "quarterly",
        "system",
        "register",
        "log",
        "ledger",
        "book",
        "portal",
        "tool",
    ];
    let lower = source.to_lowercase();
    let all: BTreeSet<String> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let own: BTreeSet<String> = all
        .iter()
        .filter(|word| !COMMON.contains(&word.as_str()) && word.parse::<u64>().is_err())
        .cloned()
        .collect();
    // A name of nothing but common words is all that there is to compare.
    if own.is_empty() { all } else { own }
}

/// A reading with its total, what we would have won anyway, and by how much that may be off.
type ToldSeries<'h, 'a> = (&'h Reading<'a>, Decimal, Decimal, Option<Decimal>);

/// The share of the total that `without` always is, in percent, with the readings in which it is. Only where the method
/// claims to measure, and where the totals differ.
pub fn constant_share<'h, 'a>(facts: &'h Facts<'a>) -> Option<(Decimal, Vec<Marked<'h, 'a>>)> {
    let measured = facts.headlines.iter().filter(|headline| {
        let method =
            headline.metric.counterfactual.get().and_then(|counterfactual| counterfactual.method.copied());
        matches!(
            method,
            Some(Method::Holdout | Method::MatchedMarket | Method::DifferenceInDifferences | Method::PrePost)
        )
    });
    let told: Vec<(&Headline, Vec<ToldSeries>)> = measured
        .map(|headline| {
            let told = headline.readings.iter().filter_map(|reading| {
                let without = reading.result.without.get()?.amount;
                let total = reading.total?;
                let step = step(without);
                let fine = without >= step.checked_mul(Decimal::from(LEAST_STEPS))?;
                let is_told = without > Decimal::ZERO && without < total && fine;
                is_told.then(|| (reading, total, without, slack(step)))
            });
            (headline, told.collect())
        })
        .collect();
    let shares: BTreeSet<Decimal> = told
        .iter()
        .flat_map(|(_, told)| told)
        .filter_map(|(_, total, without, _)| {
            // In halves of a percent, as rules of thumb are.
            let percent = without.checked_mul(Decimal::from(200))?.checked_div(*total)?;
            percent.round().checked_div(Decimal::TWO)
        })
        .collect();
    let at = |share: Decimal| -> Vec<Marked<'h, 'a>> {
        told.iter()
            .map(|(headline, told)| {
                let same = told
                    .iter()
                    .filter(|(_, total, without, slack)| is_share(*total, *without, share, *slack));
                Marked { headline, readings: same.map(|(reading, ..)| *reading).collect(), of: told.len() }
            })
            .filter(|marked| !marked.readings.is_empty())
            .collect()
    };
    let size = |marked: &[Marked]| marked.iter().map(|one| one.readings.len()).sum::<usize>();
    shares.into_iter().map(|share| (share, at(share))).max_by_key(|(_, marked)| size(marked))
}

/// A metric whose increments lie just above one of its levels.
#[derive(Debug)]
pub struct Hugging<'h, 'a> {
    /// Its readings that do.
    pub marked: Marked<'h, 'a>,
    /// Which level: `floor` or `target`.
    pub level: &'static str,
    /// The level itself.
    pub amount: Decimal,
    /// By how much its totals move from one reading to the next, on average.
    pub moves: Decimal,
}

/// How many times the width of the band the totals have to move for an increment inside it to be remarkable: what hardly
/// moves stays where it is.
const LEAST_MOVES: i64 = 2;

/// The metrics that end up just above their floor or their target, within so many percent, although what they are the
/// difference of moves by more. What is equal to the level to the last digit is left out: a guaranteed minimum is paid so.
pub fn hugging<'h, 'a>(facts: &'h Facts<'a>, within_percent: u32) -> Vec<Hugging<'h, 'a>> {
    let headlines = facts.headlines.iter().filter(|headline| !is_contradictory(headline.metric));
    headlines
        .flat_map(|headline| {
            let levels = [("floor", &headline.metric.floor), ("target", &headline.metric.target)];
            let near = move |(level, stated): (&'static str, &crate::model::Field<crate::model::Money>)| {
                hugs(headline, level, stated.get()?.amount, within_percent)
            };
            levels.into_iter().filter_map(near).collect::<Vec<_>>()
        })
        .collect()
}

fn hugs<'h, 'a>(
    headline: &'h Headline<'a>,
    level: &'static str,
    amount: Decimal,
    within_percent: u32,
) -> Option<Hugging<'h, 'a>> {
    let band = amount.abs().checked_mul(Decimal::from(within_percent))?.checked_div(Decimal::ONE_HUNDRED)?;
    let told: Vec<(&Reading, Decimal, Decimal)> = headline
        .series
        .values
        .iter()
        .filter_map(|reading| Some((reading, reading.incremental?, reading.total?)))
        .collect();
    let steps = told.windows(2).map(|pair| Some(pair[1].2.checked_sub(pair[0].2)?.abs()));
    let sum = steps.sum::<Option<Decimal>>()?;
    let moves = sum.checked_div(Decimal::from(told.len().checked_sub(1)?))?;
    if moves < band.checked_mul(Decimal::from(LEAST_MOVES))? {
        return None;
    }
    let over = |increment: Decimal| {
        ahead(headline, increment, amount).is_some_and(|better| better > Decimal::ZERO && better <= band)
    };
    let readings: Vec<&Reading> =
        told.iter().filter(|(_, increment, _)| over(*increment)).map(|(reading, ..)| *reading).collect();
    let marked = Marked { headline, readings, of: told.len() };
    (!marked.readings.is_empty()).then_some(Hugging { marked, level, amount, moves })
}

/// How far results lie from the levels they are held to, in thousandths of the level, for all that lie within a tenth of
/// one; above zero is on the good side. Equal to the digit is left out, since a guaranteed minimum is paid so, and so is a
/// metric whose totals hardly move.
pub fn near_levels(facts: &Facts) -> Vec<i32> {
    let headlines = facts.headlines.iter().filter(|headline| !is_contradictory(headline.metric));
    headlines
        .flat_map(|headline| {
            let levels = [&headline.metric.floor, &headline.metric.target];
            levels
                .into_iter()
                .filter_map(|level| Some(level.get()?.amount))
                .flat_map(move |level| near(headline, level))
        })
        .collect()
}

fn near(headline: &Headline, level: Decimal) -> Vec<i32> {
    let told: Vec<(Decimal, Decimal)> =
        headline.series.values.iter().filter_map(|value| Some((value.incremental?, value.total?))).collect();
    let still = told.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if level <= Decimal::ZERO || (still && told.len() > 1) {
        return Vec::new();
    }
    told.iter()
        .filter_map(|(increment, _)| {
            let better = ahead(headline, *increment, level)?;
            let thousandths = better.checked_mul(Decimal::ONE_THOUSAND)?.checked_div(level)?;
            // Away from zero, so that a single unit more is above.
            let distance = if better < Decimal::ZERO { thousandths.floor() } else { thousandths.ceil() };
            i32::try_from(distance).ok().filter(|distance| (1..=100).contains(&distance.abs()))
        })
        .collect()
}

/// By how much a value is on the good side of a level; `None` beyond what can be counted.
fn ahead(headline: &Headline, value: Decimal, level: Decimal) -> Option<Decimal> {
    if is_lower_better(headline.metric) { level.checked_sub(value) } else { value.checked_sub(level) }
}

/// The step in which an amount seems to be rounded: 1, 10, 100 or 1,000.
fn step(amount: Decimal) -> Decimal {
    let mut step = Decimal::ONE;
    let coarsest = Decimal::from(COARSEST);
    while step < coarsest {
        let next = step.saturating_mul(Decimal::TEN);
        if amount.checked_rem(next) != Some(Decimal::ZERO) {
            break;
        }
        step = next;
    }
    step
}

/// By how much an amount that is rounded in such steps may be off. Whole units are cut off as often as they are rounded.
fn slack(step: Decimal) -> Option<Decimal> {
    if step == Decimal::ONE { Some(step) } else { step.checked_div(Decimal::TWO) }
}

/// Whether `without` is this share of the total, but for its own rounding.
fn is_share(total: Decimal, without: Decimal, percent: Decimal, slack: Option<Decimal>) -> bool {
    let due = total.checked_mul(percent).and_then(|due| due.checked_div(Decimal::ONE_HUNDRED));
    let off = due.and_then(|due| due.checked_sub(without)).map(|off| off.abs());
    off.zip(slack).is_some_and(|(off, slack)| off <= slack)
}
