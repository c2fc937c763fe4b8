//! A metric that nobody reads any more measures nothing.

use chrono::NaiveDate;

use super::common::{interval, period_end, period_name, without_result};
use crate::facts::periods::first_without_result;
use crate::model::date::add_months;
use crate::rules::metrics::common::each_headline;
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "silent-metric",
    area: Area::Measurement,
    time_dependent: true,
    remedy: Remedy::Do,
    summary: "a headline metric has had no result for a while",
    why: "metrics rarely go silent while they are good, and what is not read cannot warn",
    options: &[OptionSpec {
        name: "periods",
        default: Default::Number(2),
        help: "how many of the metric's own periods may pass without a result",
    }],
    check: Check::Record(check),
};

/// How many missing periods a message names before it counts them.
const NAMED: u32 = 4;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let periods = cx.options.number("periods").max(1);
    each_headline(cx, |headline| {
        let last = headline.readings.iter().rev().find(|reading| !reading.result.total.is_absent());
        let Some(months) = interval(headline) else {
            return Judged::Unknown;
        };
        if last.is_none() && without_result(cx, headline) == Judged::NotApplicable {
            return Judged::NotApplicable;
        }
        let Some(start) = first_without_result(cx.facts, headline) else { return Judged::Unknown };
        if cx.as_of < add_months(start, months.saturating_mul(periods)) {
            return Judged::Judged;
        }
        let name = headline.metric.label();
        let missing = missing(start, months, cx.as_of);
        let number = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let gone = if number <= NAMED {
            format!("{} {} missing", listed(&missing), if number == 1 { "is" } else { "are" })
        } else {
            format!("{} are missing", count(number, "period"))
        };
        let message = match last {
            Some(last) => format!("\"{name}\" has had no result since {}: {gone}", last.period),
            None => format!("\"{name}\" has never had a result: {gone}"),
        };
        let period = missing.last().cloned().unwrap_or_else(|| period_name(start, months));
        let finding = out
            .warning(format!("metrics[{}].results", headline.index), message)
            .fix(format!("- {{ period: {period}, total: …, without: …, partner_total: … }}"));
        if let Some(last) = last {
            finding.label(
                format!("metrics[{}].results[{}].period", headline.index, last.index),
                "the last result",
            );
        }
        Judged::Judged
    })
}

/// The periods that are over and have no result.
fn missing(start: NaiveDate, months: u32, as_of: NaiveDate) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = start;
    while period_end(next, months) <= as_of && next < as_of {
        names.push(period_name(next, months));
        next = add_months(next, months);
    }
    names
}
