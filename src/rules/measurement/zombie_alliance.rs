//! An alliance that takes hours and brings nothing is alive only on paper.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::common::{interval, period_end, period_name, period_start};
use crate::facts::{Headline, Reading};
use crate::model::calendar::{add_days, sub_months};
use crate::model::{DecisionKind, Indicator, Metric, Money, grouped};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

/// The rule.
pub static RULE: Rule = rule! {
    id: "zombie-alliance",
    area: Area::Measurement,
    severities: &[Severity::Error],
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "a mature alliance takes hours and has added no money for two quarters in a row",
    why: "every hour in it is an hour that a better partner does not get",
    options: &[OptionSpec {
        name: "quarters",
        default: Default::Number(2),
        help: "for how many quarters in a row it has to have added nothing",
    }],
    check: Check::Record(check),
};

/// Months in a quarter.
const QUARTER: u32 = 3;
/// How many quarters a result may lie ahead in a period that is not over; a year has four.
const LONGEST_WAIT: u32 = 5;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    match cx.facts.is_mature() {
        Some(true) => {}
        Some(false) => return Judged::NotApplicable,
        None => return Judged::Unknown,
    }
    let attention = cx.record.attention.get();
    let Some(hours) = attention.and_then(|attention| attention.hours_per_month.get()) else {
        return Judged::Unknown;
    };
    if hours.0 <= Decimal::ZERO {
        return Judged::NotApplicable;
    }
    let values: Vec<&Headline> =
        cx.facts.headlines.iter().filter(|headline| is_value(cx, headline.metric)).collect();
    let Some((latest, mut added)) = latest(cx, &values) else {
        return Judged::Unknown;
    };
    let mut quarters = Vec::new();
    let wanted = cx.options.number("quarters").max(1);
    for back in 0..wanted {
        let start = sub_months(latest, back.saturating_mul(QUARTER));
        if back > 0 {
            match sum(cx, &values, start) {
                Some(sum) => added = sum,
                None => return Judged::Unknown,
            }
        }
        if added > Decimal::ZERO {
            return Judged::Judged;
        }
        quarters.push(format!("{} in {}", money(cx, added), period_name(start, QUARTER)));
    }
    if cx.facts.last_decision().is_some_and(|taken| taken.verdict == DecisionKind::WindDown) {
        // Its end is decided; whether that is carried out is for unexecuted-wind-down to say.
        return Judged::CoveredBy(&crate::rules::evolution::unexecuted_wind_down::RULE);
    }
    quarters.reverse();
    let spent = hours.0.checked_mul(Decimal::from(wanted.saturating_mul(QUARTER))).unwrap_or(Decimal::MAX);
    let message = format!("it added {}, for {} hours of management", listed(&quarters), grouped(spent));
    out.error(place(&values, latest), message)
        .fix("decide now, and give notice:")
        .example(format!("decisions:\n  - {{ date: {}, verdict: wind-down, why: … }}", cx.as_of))
        .label("attention.hours_per_month", "what it takes each month");
    Judged::Judged
}

/// Whether a metric counts realised money: revenue or savings in the portfolio's currency, or customers with a worth.
pub(super) fn is_value(cx: &Context, metric: &Metric) -> bool {
    match metric.indicator.copied() {
        Some(Indicator::SharedRevenue | Indicator::CostSaving) => {
            metric.unit.text().is_some_and(|unit| unit.eq_ignore_ascii_case(cx.currency()))
        }
        Some(Indicator::NewCustomers) => metric.worth.is_set(),
        _ => false,
    }
}

/// The start of the latest quarter of which everything is known, and what was added in it. A quarter that ends in a
/// period whose result is not due is passed over; one whose result is missing makes the answer unknown.
fn latest(cx: &Context, values: &[&Headline]) -> Option<(NaiveDate, Decimal)> {
    if values.is_empty() {
        return None;
    }
    let running = period_start(add_days(cx.as_of, 1), QUARTER);
    (1..=LONGEST_WAIT).map(|back| sub_months(running, back * QUARTER)).find_map(|start| {
        match sum(cx, values, start) {
            Some(sum) => Some(Some((start, sum))),
            None if values
                .iter()
                .all(|value| added(cx, value, start).is_some() || is_awaited(cx, value, start)) =>
            {
                None
            }
            None => Some(None),
        }
    })?
}

/// Whether the result for the quarter belongs to a period of the metric that is not due yet.
fn is_awaited(cx: &Context, value: &Headline, start: NaiveDate) -> bool {
    let Some(months) = interval(value) else { return false };
    let last = period_end(start, QUARTER);
    let end = period_end(period_start(last, months), months);
    cx.as_of <= cx.facts.result_due(end)
}

/// What all value metrics together added in a quarter; unknown where one of them is.
fn sum(cx: &Context, values: &[&Headline], start: NaiveDate) -> Option<Decimal> {
    values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(added(cx, value, start)?))
}

/// What one value metric added in a quarter, in money; of a longer period its share.
fn added(cx: &Context, value: &Headline, start: NaiveDate) -> Option<Decimal> {
    let end = period_end(start, QUARTER);
    let within = |reading: &&Reading| start <= reading.period.start() && reading.period.end() <= end;
    let around = |reading: &&Reading| reading.period.start() <= start && end <= reading.period.end();
    let parts: Vec<&Reading> = value.readings.iter().filter(within).collect();
    let amount = match parts.as_slice() {
        [] => {
            let reading =
                value.readings.iter().filter(around).min_by_key(|reading| reading.period.months())?;
            let quarters = Decimal::from(reading.period.months()).checked_div(Decimal::from(QUARTER))?;
            incremental(cx, reading)?.checked_div(quarters)?
        }
        parts => {
            if parts.iter().map(|reading| reading.period.months()).sum::<u32>() != QUARTER {
                return None;
            }
            parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(incremental(cx, part)?))?
        }
    };
    match value.metric.indicator.copied() {
        Some(Indicator::NewCustomers) => amount.checked_mul(own(cx, value.metric.worth.get()?)?),
        _ => Some(amount),
    }
}

/// What a result added, if it is in the portfolio's own money.
fn incremental(cx: &Context, reading: &Reading) -> Option<Decimal> {
    let (total, without) = (own(cx, reading.result.total.get()?)?, own(cx, reading.result.without.get()?)?);
    total.checked_sub(without)
}

/// An amount, unless the file gives it in another currency.
fn own(cx: &Context, money: &Money) -> Option<Decimal> {
    Some(money.amount).filter(|_| money.currency.as_deref().is_none_or(|code| code == cx.currency()))
}

fn money(cx: &Context, amount: Decimal) -> String {
    if amount.is_zero() {
        "nothing".to_owned()
    } else {
        format!("{} {}", cx.currency(), grouped(amount.round_dp(0)))
    }
}

/// The latest result that shows it.
fn place(values: &[&Headline], quarter: NaiveDate) -> String {
    let end = period_end(quarter, QUARTER);
    let shows = |reading: &&Reading| reading.period.start() <= end && quarter <= reading.period.end();
    let found = values.iter().find_map(|value| {
        let reading = value.readings.iter().rev().find(shows)?;
        Some(format!("metrics[{}].results[{}]", value.index, reading.index))
    });
    found.unwrap_or_else(|| "metrics".to_owned())
}
