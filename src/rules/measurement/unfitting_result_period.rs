//! A result for half a year says nothing about a level for a quarter.

use crate::facts::periods::first_period;
use crate::facts::series::{Loose, Misfit};
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Check, Judged, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "unfitting-result-period",
    area: Area::Measurement,
    time_dependent: true,
    summary: "a result cannot be compared with its metric's levels, which are set for a different length of time",
    why: "a month beside a floor for a quarter looks like a failure, and half a year beside it like a success",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        let Some(every) = metric.every.copied() else {
            return Judged::nothing(metric.every.is_invalid());
        };
        let from = first_period(cx.facts, headline);
        // The rest of a period may still come in, what began before the launch never will, and what is there twice is
        // impossible-increment's to say.
        let is_open = |loose: &&Loose| match loose.why {
            Misfit::TooLong => true,
            Misfit::Incomplete(period) => {
                cx.facts.result_due(period.end()) < cx.as_of
                    && from.is_some_and(|from| from <= period.start())
                    && !headline.series.values.iter().any(|value| value.period == period)
            }
            Misfit::NotASum(_) => true,
            Misfit::Disagrees(_) => false,
        };
        let unfit: Vec<&Loose> = headline.series.loose.iter().filter(is_open).collect();
        let Some(last) = unfit.last() else { return Judged::Judged };
        let (name, period) = (metric.label(), last.reading.period);
        let (message, fix) = match last.why {
            Misfit::NotASum(whole) => (
                format!("{period} is part of {whole}, and the parts of \"{name}\" cannot be added up"),
                format!("- {{ period: {whole}, total: … }}   # read for the whole {every}"),
            ),
            Misfit::Incomplete(whole) => (
                format!("\"{name}\" has a result for {period}, but not for the rest of {whole}"),
                format!("enter the rest of {whole}, or one result for all of it"),
            ),
            Misfit::TooLong | Misfit::Disagrees(_) => (
                format!("\"{name}\" has a result for {period}, but its levels are for one {every}"),
                format!(
                    "enter a result for each {every}, or for parts that make up one; or write the `every` that \
                     its levels are for"
                ),
            ),
        };
        let also = match unfit.len().saturating_sub(1) {
            0 => String::new(),
            others => format!(" (and {} more)", count(i64::try_from(others).unwrap_or(i64::MAX), "result")),
        };
        out.warning(
            format!("metrics[{}].results[{}].period", headline.index, last.reading.index),
            format!("{message}{also}"),
        )
        .fix(fix)
        .label(format!("metrics[{}].every", headline.index), "the length its levels are for");
        Judged::Judged
    })
}
