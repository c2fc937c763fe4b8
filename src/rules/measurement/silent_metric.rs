//! A metric that nobody reads any more measures nothing.

use chrono::{Datelike, NaiveDate};

use super::common::{interval, period_end, period_name_in, without_result};
use crate::facts::FactSettings;
use crate::facts::periods::first_without_result;
use crate::model::calendar::add_months;
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
    doubt: true,
    summary: "a headline metric has had no result for a while",
    why: "metrics rarely go silent while they are good, and a metric nobody reads cannot warn",
    options: &[
        OptionSpec {
            name: "periods",
            default: Default::Number(2),
            help: "how many of the metric's own periods may pass without a result",
        },
        OptionSpec {
            name: "due_days",
            default: Default::Number(FactSettings::RESULT_DUE_DAYS),
            help: "days from the end of a period until its result can be asked for, by any rule",
        },
    ],
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
        let named = |start| period_name_in(start, months, headline.fiscal());
        let (number, latest) = missing(start, months, cx.as_of);
        let gone = if number <= NAMED {
            let names: Vec<String> =
                (0..number).map(|period| named(add_months(start, period * months))).collect();
            format!("{} {} missing", listed(&names), if number == 1 { "is" } else { "are" })
        } else {
            format!("{} are missing", count(number, "period"))
        };
        let message = match last {
            Some(last) => format!("\"{name}\" has had no result since {}: {gone}", last.period),
            None => format!("\"{name}\" has never had a result: {gone}"),
        };
        let period = named(latest.unwrap_or(start));
        let finding = out
            .warning(format!("metrics[{}].results", headline.index), message)
            .example(format!("- {{ period: {period}, total: …, without: …, partner_total: … }}"));
        if let Some(last) = last {
            finding.label(
                format!("metrics[{}].results[{}].period", headline.index, last.index),
                "the last result",
            );
        }
        Judged::Judged
    })
}

/// How many periods are over and have no result, and the first day of the latest of them.
fn missing(start: NaiveDate, months: u32, as_of: NaiveDate) -> (u32, Option<NaiveDate>) {
    let elapsed =
        (as_of.year() - start.year()) * 12 + as_of.month0().cast_signed() - start.month0().cast_signed();
    let begun = u32::try_from(elapsed).unwrap_or(0) / months.max(1);
    let first = |period: u32| add_months(start, period.saturating_mul(months));
    // The period that has begun may end on this very day.
    let over = |period: u32| period_end(first(period), months) <= as_of && first(period) < as_of;
    let number = if over(begun) { begun + 1 } else { begun };
    (number, number.checked_sub(1).map(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_counted_as_if_one_by_one() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for months in [1, 3, 6, 12] {
            for as_of in ["2026-01-01", "2026-03-30", "2026-03-31", "2026-04-01", "2027-12-31", "2028-02-29"]
            {
                let (start, as_of) = (day("2026-01-01"), day(as_of));
                let mut one_by_one = 0;
                while period_end(add_months(start, one_by_one * months), months) <= as_of {
                    one_by_one += 1;
                }
                assert_eq!(missing(start, months, as_of).0, one_by_one, "{months} months until {as_of}");
            }
        }
    }
}
