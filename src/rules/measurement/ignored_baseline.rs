//! What there was before launch is the least that would have come anyway.

use rust_decimal::Decimal;

use super::common::{method, recent};
use crate::facts::Headline;
use crate::facts::series::{is_lower_better, is_sum, is_worse};
use crate::model::{Measure, Method};
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

/// The rule.
pub static RULE: Rule = rule! {
    id: "ignored-baseline",
    area: Area::Measurement,
    remedy: Remedy::Agree,
    doubt: true,
    summary: "a metric's levels, or what is deducted from its results, do not fit what there was before launch",
    why: "a floor that was reached before there was an alliance, or a comparison that finds less than there was \
          before, lets the alliance take credit for the past",
    options: &[OptionSpec {
        name: "percent",
        default: Default::Number(10),
        help: "percent by which what we would have won anyway may be below what there was before",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    each_headline(cx, |headline| {
        let metric = headline.metric;
        let Some(baseline) = metric.baseline.get() else {
            return Judged::nothing(metric.baseline.is_invalid());
        };
        let path = format!("metrics[{}]", headline.index);
        let (Some(value), Some(period)) = (baseline.value.get(), baseline.period.get()) else {
            return Judged::Unknown;
        };
        let name = metric.label();
        if let Some(launched) = cx.facts.launched.filter(|launched| period.end() >= *launched)
            && cx.record.started.get().is_some_and(|started| started.is_exact())
        {
            out.warning(
                format!("{path}.baseline.period"),
                format!(
                    "the baseline of \"{name}\" is for {period}, but the alliance was launched on \
                         {launched}, so it is not a baseline"
                ),
            )
            .example("baseline: { value: …, period: … }   # a period that was over before the launch");
            return Judged::Judged;
        }
        let before = amount(cx, metric, value.amount);
        let Some(usual) = usual(headline, value.amount, period.months()) else { return Judged::Unknown };
        // Elsewhere a floor is for what comes on top of the baseline.
        let held_by_totals = metric.is_output() || is_lower_better(metric);
        if let Some(floor) = metric.floor.get().map(|floor| floor.amount).filter(|_| held_by_totals)
            && !is_worse(metric, usual, floor)
        {
            let (how, level) =
                (if is_lower_better(metric) { "no lower" } else { "no higher" }, amount(cx, metric, floor));
            out.warning(
                format!("{path}.floor"),
                format!("the floor of \"{name}\", {level}, is {how} than what there was before launch: {before} in {period}"),
            )
            .example("floor: …   # agree a level that only the alliance makes possible")
            .label(format!("{path}.baseline"), "what there was before");
            return Judged::Judged;
        }
        if method(metric) != Some(Method::PrePost) || is_lower_better(metric) {
            return if metric.floor.is_invalid() { Judged::Unknown } else { Judged::Judged };
        }
        let percent = Decimal::from(100_u32.saturating_sub(cx.options.number("percent").min(100)));
        let short: Vec<_> = recent(cx, headline)
            .filter_map(|reading| {
                // Of a count to date, what came in between.
                let without = reading.total?.checked_sub(reading.incremental?)?;
                let usual = scaled(headline, value.amount, period.months(), reading.period.months())?;
                let least = usual.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
                (without < least).then_some((reading, without, usual))
            })
            .collect();
        let Some((last, without, usual)) = short.last() else { return Judged::Judged };
        let also = match i64::try_from(short.len()).unwrap_or(i64::MAX) {
            1 => String::new(),
            all => format!(", as in {} before", count(all.saturating_sub(1), "period")),
        };
        let scaled = match *usual == value.amount {
            true => String::new(),
            false => format!(" ({} for the same length of time)", amount(cx, metric, usual.round())),
        };
        out.warning(
            format!("{path}.results[{}].without", last.index),
            format!(
                "{} of \"{name}\" in {} would have come anyway{also}, and before launch there were {before} in {period}{scaled}: a comparison with the time before should deduct at least that much",
                amount(cx, metric, *without),
                last.period
            ),
        )
        .fix("deduct what there was before, or say under `because` what made the market shrink")
        .label(format!("{path}.baseline"), "what there was before");
        Judged::Judged
    })
}

/// The baseline for a period of the metric.
fn usual(headline: &Headline, value: Decimal, months: u32) -> Option<Decimal> {
    let every = headline.metric.every.copied().map_or(months, |every| every.months());
    scaled(headline, value, months, every)
}

/// What is counted in so many months, for a period of another length; what is no sum is the same in each.
fn scaled(headline: &Headline, value: Decimal, from: u32, to: u32) -> Option<Decimal> {
    if !is_sum(headline.metric) || headline.metric.measure.copied() == Some(Measure::Milestone) {
        return Some(value);
    }
    value.checked_mul(Decimal::from(to))?.checked_div(Decimal::from(from))
}
