//! A floor that one metric misses time and again has been agreed for nothing, however well another does.

use crate::facts::answers::{self, held_to_levels, run_below, scatter, times_put_off};
use crate::facts::ledger::is_value;
use crate::facts::series::failing_side;
use crate::facts::{Headline, Reading};
use crate::model::DecisionKind;
use crate::rules::metrics::common::{amount, each_headline};
use crate::rules::rule::{Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missed-floor",
    area: Area::Evolution,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "a headline metric has been below its floor for two periods, and no decision addresses it",
    why: "a floor is the line below which both sides said it is not working; if it may be missed, it means nothing",
    options: &[
        OptionSpec {
            name: "periods",
            default: Default::Number(2),
            help: "full periods in a row below the floor",
        },
        OptionSpec {
            name: "answer_days",
            default: Default::Number(90),
            help: "days for which the first decision on it counts as an answer; a second one no longer does",
        },
        OptionSpec {
            name: "settled_months",
            default: Default::Number(12),
            help: "months for which a money metric may be below its floor before the verdict asks for new terms or the end instead of proof",
        },
    ],
    check: Check::Record(check),
};

/// Most results that a message lists.
const MOST_SHOWN: usize = 4;

fn check(cx: &Context, out: &mut Findings) -> Judged {
    // Where it was decided to end it, unexecuted-wind-down sees to the rest.
    if cx.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown) {
        return Judged::NotApplicable;
    }
    let unclear = cx.record.has_unclear_decisions();
    each_headline(cx, |headline| {
        let Some(floor) = headline.metric.floor.get().map(|floor| floor.amount) else {
            return Judged::nothing(headline.metric.floor.is_invalid());
        };
        let readings = held_to_levels(headline, cx.facts.terms_from);
        if readings.is_empty() {
            return Judged::nothing(headline.readings.is_empty() && !cx.facts.first_results_are_ahead());
        }
        let Some(run) = run_below(headline, &readings, floor) else { return Judged::Unknown };
        let Some(first) = run.first() else { return Judged::Judged };
        let periods = u32::try_from(run.len()).unwrap_or(u32::MAX);
        if periods < cx.options.number("periods") {
            return Judged::Judged;
        }
        let since = first.period.end();
        if unclear {
            return Judged::Unknown;
        }
        if answers::answered(&cx.facts.decisions, since, cx.facts.limits, cx.as_of) {
            return Judged::Judged;
        }
        report(cx, out, headline, &run, &readings);
        Judged::Judged
    })
}

fn report(cx: &Context, out: &mut Findings, headline: &Headline, run: &[&Reading], readings: &[&Reading]) {
    let (metric, Some(first)) = (headline.metric, run.first()) else { return };
    let Some(floor) = metric.floor.get().map(|floor| floor.amount) else { return };
    let tier = if is_value(metric, cx.currency()) { Severity::Error } else { Severity::Warning };
    let periods = count(i64::try_from(run.len()).unwrap_or(i64::MAX), "period");
    let shown = run.len().saturating_sub(MOST_SHOWN);
    let values: Vec<String> = run
        .iter()
        .skip(shown)
        .filter_map(|reading| reading.incremental.or(reading.total))
        .map(|value| amount(cx, metric, value))
        .collect();
    let scatter = scatter(readings).map_or_else(
        || ". There are too few results to say how much it normally varies".to_owned(),
        |step| format!(". From one period to the next it varies by {} on average", amount(cx, metric, step)),
    );
    let put_off = times_put_off(&cx.facts.decisions, first.period.end());
    let decided = match put_off {
        0 => ", and no decision on it is recorded".to_owned(),
        times => format!(
            ", and it was put off {}, for longer than a first decision can cover",
            match times {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                more => format!("{more} times"),
            }
        ),
    };
    out.report(
        tier,
        format!("metrics[{}].floor", headline.index),
        format!(
            "\"{}\" has been {} its floor for {periods}, since {}",
            metric.label(),
            failing_side(metric),
            first.period.spoken()
        ),
    )
    .evidence(&format!(
        ": {}{} against {}{scatter}{decided}",
        if shown > 0 { "most recently " } else { "" },
        listed(&values),
        amount(cx, metric, floor)
    ))
    .fix("decide what changes: restructure it on new terms, or wind it down. Record which:")
    .example(format!("decisions:\n  - {{ date: {}, verdict: restructure, why: … }}", cx.as_of))
    .label(
        format!("metrics[{}].results[{}]", headline.index, first.index),
        "the first result below the floor",
    );
}
