//! Figures that cannot be true settle nothing, whichever way they point.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::common::without_result;
use super::zombie_alliance::is_value;
use crate::facts::{Headline, Reading};
use crate::model::{Indicator, comparable, grouped};
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "impossible-increment",
    area: Area::Measurement,
    severities: &[Severity::Error],
    doubt: true,
    summary: "a result cannot be true: negative, counted twice, or more without the alliance than in total",
    why: "one impossible figure is enough for the other side to doubt the rest",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    twice_under_one_name(cx, out);
    each_headline(cx, |headline| {
        let counted: Vec<&Reading> =
            headline.readings.iter().filter(|reading| reading.total.is_some()).collect();
        if counted.is_empty() {
            return without_result(cx, headline);
        }
        overlapping(headline, &counted, out);
        let mut judged = Judged::Judged;
        for reading in counted {
            if reading.result.without.is_invalid() {
                judged = Judged::Unknown;
            }
            impossible(cx, headline, reading, out);
        }
        judged
    })
}

/// Whether the total itself may be below zero: a saving may turn into a cost, and of other things nobody knows.
fn is_signed(indicator: Option<Indicator>) -> bool {
    matches!(indicator, None | Some(Indicator::CostSaving | Indicator::Other))
}

/// Whether it counts what the alliance brought one by one, so that what we would have won anyway is a part of it.
fn cannot_fall(indicator: Option<Indicator>) -> bool {
    matches!(indicator, Some(Indicator::ReferralVolume | Indicator::NewCustomers | Indicator::Reach))
}

fn impossible(cx: &Context, headline: &Headline, reading: &Reading, out: &mut Findings) {
    let Some(total) = reading.total else { return };
    let (metric, period) = (headline.metric, reading.period);
    let name = metric.label();
    let path = format!("metrics[{}].results[{}]", headline.index, reading.index);
    let indicator = metric.indicator.copied();
    let without = reading.result.without.get().map(|without| without.amount);
    let shown = |number: Decimal| amount(cx, metric, number);
    if total < Decimal::ZERO && !is_signed(indicator) {
        out.error(format!("{path}.total"), format!("\"{name}\" is negative in {period}: {}", shown(total)))
            .fix("correct the total; refunds belong to the period in which the business was won");
    } else if let Some(without) = without.filter(|without| *without < Decimal::ZERO && !is_signed(indicator))
    {
        let message = format!(
            "\"{name}\" claims more than its own total in {period}: {} is recorded as what would have come \
             without the alliance",
            grouped(without)
        );
        out.error(format!("{path}.without"), message).example(format!(
            "without: …   # from 0 to {}: what we would have won anyway cannot be below zero",
            total.normalize()
        ));
    } else if let Some(without) = without.filter(|without| *without > total && cannot_fall(indicator)) {
        let message = format!(
            "of {} of \"{name}\" in {period}, {} is recorded as what we would have won anyway, more than the total",
            shown(total),
            grouped(without)
        );
        out.error(format!("{path}.without"), message)
            .fix("count in `without` only what is also in `total`")
            .label(format!("{path}.total"), "the total");
    }
}

/// The results that share a day with one that began before them, and that one.
fn clashing<'r, 'a>(counted: &[&'r Reading<'a>]) -> Vec<&'r Reading<'a>> {
    let mut by_start = counted.to_vec();
    by_start.sort_by_key(|reading| (reading.period.start(), reading.period.end()));
    let mut clashing: Vec<&Reading> = Vec::new();
    let mut longest: Option<&Reading> = None;
    for reading in by_start {
        if let Some(longest) = longest.filter(|longest| longest.period.end() >= reading.period.start()) {
            clashing.extend([longest, reading]);
        }
        longest = longest.filter(|longest| longest.period.end() >= reading.period.end()).or(Some(reading));
    }
    clashing.dedup_by_key(|reading| reading.index);
    clashing
}

/// Two results of one metric that share a day.
fn overlapping(headline: &Headline, counted: &[&Reading], out: &mut Findings) {
    let mut by_place = clashing(counted);
    by_place.sort_by_key(|reading| reading.index);
    // Widest first, so that a year beside its quarters is one mistake and not four.
    let mut wide = by_place.clone();
    wide.sort_by_key(|reading| std::cmp::Reverse(reading.period.months()));
    let overlaps = |one: &Reading| {
        by_place.iter().find(|other| other.index != one.index && one.period.overlaps(&other.period)).copied()
    };
    let Some((double, other)) = wide.iter().find_map(|one| Some((*one, overlaps(one)?))) else { return };
    let name = headline.metric.label();
    let path = |reading: &Reading| format!("metrics[{}].results[{}].period", headline.index, reading.index);
    let (message, at, label) = if double.period == other.period {
        let (first, second) = if double.index < other.index { (double, other) } else { (other, double) };
        (format!("\"{name}\" has two results for {}", double.period), second, first)
    } else {
        let message = format!(
            "\"{name}\" counts {} twice: {} is part of {}",
            other.period, other.period, double.period
        );
        (message, double, other)
    };
    out.error(path(at), message)
        .fix("keep one result for each day: the shorter periods, or the longer one")
        .label(path(label), "counted here too");
}

/// Two value metrics of the same name: the same money under two headings.
fn twice_under_one_name(cx: &Context, out: &mut Findings) {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for headline in cx.facts.headlines.iter().filter(|headline| is_value(cx, headline.metric)) {
        let Some(name) = headline.metric.name.text() else { continue };
        match named.get(&comparable(name)) {
            Some(first) => {
                out.error(
                    format!("metrics[{}].name", headline.index),
                    format!("\"{name}\" is listed twice, and its money would be counted twice"),
                )
                .fix("keep one of them, or give each a name that says which money it counts")
                .label(format!("metrics[{first}].name"), "the same name");
            }
            None => {
                named.insert(comparable(name), headline.index);
            }
        }
    }
}
