//! The two sides once agreed at which point they would talk; this is it.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::facts::series::{is_contradictory, is_lower_better};
use crate::facts::{Headline, Reading};
use crate::model::calendar::{add_days, add_months, days_between, end_of_month, sub_days};
use crate::model::{Duration, Metric, Period, Stage, Trigger, comparable};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::level;

/// The rule.
pub static RULE: Rule = rule! {
    id: "tripped-exit-trigger",
    area: Area::Exit,
    severities: &[Severity::Error],
    applies: Applies::ANY.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "the agreed exit trigger has been met and no decision since is recorded",
    why: "a trigger that nobody acts on teaches both sides that the terms are not meant",
    check: Check::Record(check),
};

/// How one trigger stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Quiet,
    NotDue,
    Unknown,
}

/// The metrics by their names.
type Watched<'a> = HashMap<String, Headline<'a>>;

/// The level of a trigger: reached from above, or from below.
#[derive(Clone, Copy)]
enum TriggerLevel {
    /// Worse than this, in the metric's direction.
    Below(Decimal),
    /// More than this.
    Above(Decimal),
}

impl TriggerLevel {
    fn level(self) -> Decimal {
        match self {
            Self::Below(level) | Self::Above(level) => level,
        }
    }

    fn word(self, metric: &Metric) -> &'static str {
        match self {
            Self::Below(_) if !is_lower_better(metric) => "below",
            _ => "above",
        }
    }

    fn is_passed(self, watched: &Headline, value: &Reading) -> Option<bool> {
        match self {
            Self::Below(level) => watched.misses(value, level),
            Self::Above(level) => Some(value.total? > level),
        }
    }
}

fn limit(trigger: &Trigger) -> Option<TriggerLevel> {
    match (trigger.above.get(), trigger.below.get()) {
        (Some(above), None) if trigger.below.is_absent() => Some(TriggerLevel::Above(above.amount)),
        (None, Some(below)) if trigger.above.is_absent() => Some(TriggerLevel::Below(below.amount)),
        _ => None,
    }
}

/// Bad periods in a row, up to the latest reading.
struct Run<'a> {
    first: Period,
    last: &'a Reading<'a>,
    periods: u32,
    /// The day on which it had lasted as long as the trigger asks.
    met: NaiveDate,
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(exit) = cx.record.exit.get() else {
        return Judged::nothing(cx.record.exit.is_invalid());
    };
    // The conversation that a trigger opens has been held where the exit runs.
    if cx.facts.stage == Stage::WindingDown || cx.record.notice_given.is_set() {
        return Judged::NotApplicable;
    }
    let started = cx.record.started.get().map(|started| started.0);
    // A metric's series is drawn up where a trigger watches it.
    let triggers = exit.triggers.items().filter(|trigger| !trigger.is_event());
    let named: HashSet<String> =
        triggers.filter_map(|trigger| trigger.metric.text()).map(comparable).collect();
    let mut watched: Watched = HashMap::new();
    for (place, metric) in cx.record.metrics.iter() {
        if named.is_empty() {
            break;
        }
        if let Some(name) = metric.name.text().map(comparable).filter(|name| named.contains(name))
            && let Entry::Vacant(first) = watched.entry(name)
        {
            first.insert(Headline::new(place, metric, started));
        }
    }
    let mut stands = Vec::new();
    for (index, trigger) in exit.triggers.iter() {
        stands.push(judge(cx, out, index, trigger, &watched));
    }
    if exit.triggers.is_invalid() || stands.contains(&Stands::Unknown) {
        Judged::Unknown
    } else if stands.contains(&Stands::Quiet) {
        Judged::Judged
    } else {
        Judged::NotApplicable
    }
}

fn judge(cx: &Context, out: &mut Findings, index: usize, trigger: &Trigger, watched: &Watched) -> Stands {
    // Whether an event has happened, no metric tells.
    if trigger.is_event() {
        return Stands::NotDue;
    }
    let metric = trigger.metric.text().and_then(|name| watched.get(&comparable(name)));
    let (Some(watched), Some(limit), false) = (metric, limit(trigger), trigger.duration.is_invalid()) else {
        return Stands::Unknown;
    };
    let (place, metric) = (watched.index, watched.metric);
    // A floor above the target says that one of them is the wrong way round, and so may the trigger be.
    if is_contradictory(metric) {
        return Stands::Unknown;
    }
    if watched.readings.is_empty() {
        return if is_due(cx, metric) { Stands::Unknown } else { Stands::NotDue };
    }
    let Some(run) = run(watched, limit, trigger.duration.copied()) else {
        // The latest reading alone decides whether it is known to be quiet.
        let known = watched.series.values.last().and_then(|last| limit.is_passed(watched, last));
        return if known.is_some() { Stands::Quiet } else { Stands::Unknown };
    };
    let decided = cx.facts.decisions.iter().any(|taken| taken.date > run.met);
    if !decided && cx.record.decisions.is_invalid() {
        return Stands::Unknown;
    }
    if !decided {
        let last = run.last.period;
        let span =
            if run.first == last { format!("in {last}") } else { format!("from {} to {last}", run.first) };
        out.error(
            format!("exit.triggers[{index}]"),
            format!(
                "the exit trigger was met on {}: \"{}\" was {} {} {span} ({}), and no decision since is recorded",
                run.met,
                metric.label(),
                limit.word(metric),
                level(cx, metric, limit.level()),
                count(run.periods, "period"),
            ),
        )
        .example(
            "# hold the exit conversation, and record its outcome\ndecisions:\n  - date: YYYY-MM-DD\n    \
             verdict: wind-down   # or restructure, hold, continue\n    why: ONE SENTENCE\n    next: YYYY-MM-DD",
        )
        .label(format!("metrics[{place}].results[{}]", run.last.index), shown(run.last, limit.word(metric) == "above"));
    }
    Stands::Quiet
}

/// The run of bad periods up to the latest reading, if it has lasted long enough. A period without a reading does not
/// end it, and does not count.
fn run<'a>(watched: &'a Headline<'a>, limit: TriggerLevel, lasts: Option<Duration>) -> Option<Run<'a>> {
    let values = &watched.series.values;
    let good = values.iter().rposition(|value| limit.is_passed(watched, value) != Some(true));
    let bad = values.get(good.map_or(0, |good| good.saturating_add(1))..)?;
    let (first, last) = (bad.first()?, bad.last()?);
    let (mut days, mut months) = (0_i64, 0_u32);
    let met = bad.iter().find(|reading| {
        let period = reading.period;
        days = days.saturating_add(days_between(period.start(), period.end()).saturating_add(1));
        months = months.saturating_add(period.months());
        match lasts {
            Some(Duration::Days(asked)) => days >= i64::from(asked),
            Some(Duration::Months(asked)) => months >= asked,
            None => true,
        }
    })?;
    let periods = u32::try_from(bad.len()).unwrap_or(u32::MAX);
    Some(Run { first: first.period, last, periods, met: met.period.end() })
}

/// Whether the first whole period since launch has been over for long enough to be read.
fn is_due(cx: &Context, metric: &Metric) -> bool {
    let (Some(launched), Some(every)) = (cx.facts.launched, metric.every.copied()) else { return true };
    let months = every.months();
    // Periods are those of the calendar: a launch in May is first read for the third quarter.
    let begins = if launched.day() == 1 { launched } else { add_days(end_of_month(launched), 1) };
    let ahead = 12_u32.saturating_sub(begins.month0()).checked_rem(months).unwrap_or(0);
    let ends = sub_days(add_months(begins, ahead.saturating_add(months)), 1);
    cx.as_of > cx.facts.result_due(ends)
}

fn shown(reading: &Reading, total_counts: bool) -> String {
    let figure = crate::model::grouped;
    match (reading.incremental, reading.total) {
        (Some(incremental), _) if !total_counts => {
            format!("{} would not have come without the alliance", figure(incremental))
        }
        (_, Some(total)) => format!("{} in all", figure(total)),
        (_, None) => "the latest reading".to_owned(),
    }
}
