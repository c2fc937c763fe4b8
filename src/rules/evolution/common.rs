//! What the rules on decisions share: what waiting costs, and the signals for deepening.

use chrono::NaiveDate;

use crate::facts::series::{failing_side, is_contradictory, is_lower_better, is_worse};
use crate::model::calendar::sub_months;
use crate::model::{Field, Side};
use crate::rules::Context;
use crate::rules::rule::{Default, OptionSpec};
use crate::text::count;

/// What the two rules on deepening can be set to: they must mean the same by a signal.
pub const SIGNAL_OPTIONS: &[OptionSpec] = &[
    OptionSpec {
        name: "on_time_percent",
        default: Default::Number(90),
        help: "share of its promises that each side must keep on time",
    },
    OptionSpec {
        name: "delivery_months",
        default: Default::Number(6),
        help: "how many months are checked for promises",
    },
    OptionSpec {
        name: "due_commitments",
        default: Default::Number(2),
        help: "how many promises of each side must have fallen due in that time",
    },
    OptionSpec {
        name: "trust_rating",
        default: Default::Number(4),
        help: "lowest acceptable rating of trust, out of 5, from each side",
    },
];

/// A signal for deepening that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSignal {
    /// The field that shows it.
    pub path: String,
    /// What is not there, as a clause.
    pub text: String,
    /// Whether the record says so; else it only says nothing.
    pub certain: bool,
}

/// The four signals for deepening, as far as they are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    /// What is not there.
    pub gaps: Vec<MissingSignal>,
    /// Whether something that would tell cannot be used.
    pub unknown: bool,
}

impl Signals {
    /// Whether all four are there.
    pub fn all(&self) -> bool {
        self.gaps.is_empty() && !self.unknown
    }

    fn gap(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.gaps.push(MissingSignal { path: path.into(), text: text.into(), certain: true });
    }

    fn silent(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.gaps.push(MissingSignal { path: path.into(), text: text.into(), certain: false });
    }
}

/// The four signals as they stood on a day. Trust and opportunity carry no history, so they are taken as they are.
pub fn signals(cx: &Context, on: NaiveDate) -> Signals {
    let mut signals = Signals::default();
    delivery(cx, on, &mut signals);
    results(cx, on, &mut signals);
    trust(cx, &mut signals);
    opportunity(cx, &mut signals);
    signals
}

fn delivery(cx: &Context, on: NaiveDate, signals: &mut Signals) {
    if cx.record.commitments.is_invalid() {
        signals.unknown = true;
        return;
    }
    if cx.record.commitments.is_absent() {
        return signals.silent("commitments", "neither side has a dated promise recorded");
    }
    let months = cx.options.number("delivery_months");
    let least = cx.options.number("due_commitments");
    let percent = u64::from(cx.options.number("on_time_percent"));
    let after = sub_months(on, months);
    for side in &cx.facts.sides {
        let mut due = 0_u32;
        let mut kept = 0_u32;
        let theirs = |by: &Side| by.includes(side);
        for promise in cx.record.commitments.items().filter(|promise| promise.by.named().is_some_and(theirs))
        {
            let Some(day) = promise.due.get().filter(|day| day.0 > after && day.0 <= on) else { continue };
            let in_time = promise.done.get().is_some_and(|done| done.0 <= day.0);
            // What is due on the day itself is not late before the day is over.
            if in_time || day.0 < on {
                due = due.saturating_add(1);
                kept = kept.saturating_add(u32::from(in_time));
            }
        }
        let name = cx.side(side);
        if due < least {
            let text = match due {
                0 => format!("no promise of {name} fell due in {}", count(months, "month")),
                _ => {
                    format!("only {} of {name} fell due in {}", count(due, "promise"), count(months, "month"))
                }
            };
            signals.silent("commitments", text);
        } else if u64::from(kept) * 100 < u64::from(due) * percent {
            signals.gap("commitments", format!("{name} kept {kept} of {} on time", count(due, "promise")));
        }
    }
}

fn results(cx: &Context, on: NaiveDate, signals: &mut Signals) {
    let mut known = false;
    let mut exceeded = false;
    for headline in &cx.facts.headlines {
        let Some(reading) = headline.series.values.iter().rev().find(|reading| reading.period.end() <= on)
        else {
            continue;
        };
        let promised = headline.metric.projected.get().or_else(|| headline.metric.target.get());
        let metric = headline.metric;
        let reached =
            if is_lower_better(metric) || metric.is_output() { reading.total } else { reading.incremental };
        if let (Some(reached), Some(promised), false) = (reached, promised, is_contradictory(metric)) {
            known = true;
            exceeded |= is_worse(metric, promised.amount, reached);
        }
        let floor = headline.metric.floor.get().map(|floor| floor.amount);
        if floor.and_then(|floor| headline.misses(reading, floor)) == Some(true) {
            let path = format!("metrics[{}].results[{}]", headline.index, reading.index);
            signals.gap(
                path,
                format!("\"{}\" is {} its floor", headline.metric.label(), failing_side(headline.metric)),
            );
        }
    }
    if !known {
        signals
            .silent("metrics", "no headline metric has an incremental result to compare with its projection");
    } else if !exceeded {
        signals.gap("metrics", "no headline metric is above its projection");
    }
}

fn trust(cx: &Context, signals: &mut Signals) {
    let trust = match &cx.record.trust {
        Field::Set(trust) => trust,
        Field::Absent => return signals.silent("trust", "neither side has rated the trust between them"),
        Field::Invalid => {
            signals.unknown = true;
            return;
        }
    };
    let least = cx.options.number("trust_rating");
    for side in &cx.facts.sides {
        let path = format!("trust.{side}");
        let name = cx.side(side);
        let rating = trust.ratings.iter().find(|(id, _)| id == side).map(|(_, rating)| rating);
        match rating {
            Some(Field::Set(rating)) if rating.0 < least => {
                signals.gap(path, format!("{name} rates the trust at {} out of 5", rating.0));
            }
            Some(Field::Set(_)) => {}
            Some(Field::Invalid) => signals.unknown = true,
            Some(Field::Absent) | None => signals.silent(path, format!("{name} has not rated the trust")),
        }
    }
}

fn opportunity(cx: &Context, signals: &mut Signals) {
    let opportunity = match &cx.record.opportunity {
        Field::Set(opportunity) => opportunity,
        Field::Absent => {
            return signals.silent("opportunity", "no opportunity that would need it is recorded");
        }
        Field::Invalid => {
            signals.unknown = true;
            return;
        }
    };
    if opportunity.what.is_absent() {
        signals.silent("opportunity.what", "the opportunity is not named");
    }
    match (opportunity.needs.copied(), cx.record.structure.copied()) {
        (Some(needs), Some(structure)) if needs == structure => signals.gap(
            "opportunity.needs",
            format!("the opportunity needs no more than the present structure, {structure}"),
        ),
        (None, _) if opportunity.needs.is_absent() && opportunity.because.is_absent() => {
            signals.silent(
                "opportunity.needs",
                "the record does not say why the present structure cannot carry the opportunity",
            );
        }
        _ => {}
    }
}
