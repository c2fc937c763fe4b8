//! A fact may carry the sentence it was read from; where the sentence says something else, one of the two is wrong.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::exit::{Clause, notice, quoted};
use crate::language::{self, Rate, SentenceReading, When};
use crate::model::{Date, Field, Number};
use crate::rules::rule::{Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{listed, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "misread-quote",
    area: Area::Record,
    remedy: Remedy::Record,
    doubt: true,
    summary: "a field says something different from the sentence it was read from",
    why: "what was typed is what everybody acts on; the sentence is what was signed",
    check: Check::Record(check),
};

/// Longest quotation in a message, in characters.
const LONGEST: usize = 90;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let record = cx.record;
    let mut quotes = 0;
    if let Some(exit) = record.exit.get()
        && let Some(quote) = exit.quote.text()
    {
        quotes += 1;
        if let (Clause::Value(field), Some(said)) = (notice(exit), quoted(quote))
            && !field.is_as_long_as(said)
        {
            let key = if exit.notice.is_absent() { "notice_days" } else { "notice" };
            told(out, "exit", key, &format!("{field} of notice"), &said.to_string(), quote);
        }
    }
    if let Some(term) = record.term.get()
        && let Some(quote) = term.quote.text()
    {
        quotes += 1;
        end(out, "term", "ends", &term.ends, &language::read(quote), quote);
        if let (Some(days), Some(said)) = (term.renewal_notice_days.copied(), quoted(quote))
            && quote.to_lowercase().contains("notice")
            && !crate::facts::exit::Notice::of_days(days).is_as_long_as(said)
        {
            told(out, "term", "renewal_notice_days", &format!("{days} days"), &said.to_string(), quote);
        }
    }
    for (index, metric) in record.metrics.iter() {
        let Some(quote) = metric.quote.text() else { continue };
        quotes += 1;
        let read = language::read(quote);
        let (at, months) = (format!("metrics[{index}]"), metric.every.copied().map(|every| every.months()));
        let level = |field: &Field<crate::model::Money>| field.get().map(|level| level.amount);
        let recurring = read
            .windows
            .iter()
            .find_map(|window| if let When::Recurring(rate) = window.when { Some(rate) } else { None });
        let rate = |said: Decimal| {
            let counted = read.quantities.iter().find(|one| one.amount == Some(said));
            counted.and_then(|one| one.per).or(recurring)
        };
        let least = read.floor.as_ref().and_then(|floor| Some((floor.amount?, floor.per)));
        match least.map(|(said, per)| (said, per.or_else(|| rate(said)))) {
            Some(said) => amount(out, (&at, "floor"), level(&metric.floor), &[said], months, quote),
            None => {
                let said: Vec<(Decimal, Option<Rate>)> =
                    read.quantities.iter().filter_map(|one| Some((one.amount?, one.per))).collect();
                let key = if metric.floor.is_absent() { "target" } else { "floor" };
                let own = if key == "floor" { level(&metric.floor) } else { level(&metric.target) };
                amount(out, (&at, key), own, &said, months, quote);
            }
        }
    }
    for (side, contributions) in record.contributions.iter() {
        for (index, item) in contributions.iter() {
            let Some(quote) = item.quote.text() else { continue };
            quotes += 1;
            let read = language::read(quote);
            let at = format!("contributions.{side}[{index}]");
            end(out, &at, "until", &item.until, &read, quote);
            let number = |field: &Field<Number>| field.get().map(|number| number.0);
            let floor = read.floor.as_ref().and_then(|floor| floor.amount);
            if let Some(floor) = floor {
                amount(out, (&at, "at_least"), number(&item.at_least), &[(floor, None)], None, quote);
            }
            let all: Vec<(Decimal, Option<Rate>)> =
                read.quantities.iter().filter_map(|one| Some((one.amount?, None))).collect();
            amount(out, (&at, "amount"), number(&item.amount), &all, None, quote);
        }
    }
    if quotes == 0 { Judged::NotApplicable } else { Judged::Judged }
}

fn told(out: &mut Findings, at: &str, key: &str, field: &str, said: &str, quote: &str) {
    out.warning(
        format!("{at}.{key}"),
        format!(
            "the record says {field}, and the sentence it was read from says {said}: \"{}\"",
            shorten(quote, LONGEST)
        ),
    )
    .fix(format!("compare `{key}` with the agreement, and correct it or `quote`"))
    .label(format!("{at}.quote"), format!("here it is {said}"));
}

/// Holds an amount against those in a sentence, each at its rate. `months` is how long the field's own period is.
fn amount(
    out: &mut Findings,
    (at, key): (&str, &str),
    field: Option<Decimal>,
    said: &[(Decimal, Option<Rate>)],
    months: Option<u32>,
    quote: &str,
) {
    let Some(field) = field.filter(|_| !said.is_empty()) else { return };
    let same = |(amount, per): &(Decimal, Option<Rate>)| {
        let spread = per.and_then(rate_months).zip(months);
        *amount == field
            || spread
                .is_some_and(|(rate, own)| amount.checked_mul(own.into()) == field.checked_mul(rate.into()))
    };
    if said.iter().any(same) {
        return;
    }
    let amounts: Vec<String> = said.iter().map(|(amount, _)| amount.normalize().to_string()).collect();
    told(out, at, key, &field.normalize().to_string(), &listed(&amounts), quote);
}

fn rate_months(rate: Rate) -> Option<u32> {
    match rate {
        Rate::Month => Some(1),
        Rate::Quarter => Some(3),
        Rate::HalfYear => Some(6),
        Rate::Year => Some(12),
        Rate::Day | Rate::Week | Rate::Fortnight => None,
    }
}

/// Holds a last day against the days on which a sentence says that something ends.
fn end(out: &mut Findings, at: &str, key: &str, field: &Field<Date>, read: &SentenceReading, quote: &str) {
    let Some(field) = field.get() else { return };
    let ends: Vec<NaiveDate> = read
        .windows
        .iter()
        .filter(|window| is_an_end(quote, &window.span))
        .filter_map(|window| if let When::Date(day) = window.when { Some(day) } else { None })
        .collect();
    if ends.is_empty() || ends.contains(&field.0) {
        return;
    }
    let days: Vec<String> = ends.iter().map(ToString::to_string).collect();
    told(out, at, key, &field.to_string(), &listed(&days), quote);
}

/// Whether the words around a date make it the end of something.
fn is_an_end(quote: &str, span: &Range<usize>) -> bool {
    let lower = |range: Range<usize>| quote.get(range).unwrap_or_default().to_lowercase();
    let (before, within) = (lower(0..span.start), lower(span.clone()));
    let near: Vec<&str> = before.split_whitespace().rev().take(3).chain(within.split_whitespace()).collect();
    let ends = ["until", "till", "to", "through", "end", "ends", "ending", "expires", "expire", "terminates"];
    near.iter().any(|word| ends.contains(word))
}
