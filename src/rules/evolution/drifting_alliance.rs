//! What has stopped working is kept by nobody deciding, and somebody should say since when and what that costs.

use crate::facts::attention::{monthly, spent};
use crate::facts::{Drift, Facts, Headline, Reading};
use crate::model::DecisionKind;
use crate::rules::context::Options;
use crate::rules::rule::{Absorbs, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::settings::AllianceSettings;
use crate::rules::{Context, Findings};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "drifting-alliance",
    area: Area::Evolution,
    severities: &[Severity::Error, Severity::Warning],
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "every headline metric has been below its floor for a while, and no decision is recorded",
    why: "an alliance that has stopped working is kept until somebody decides, and each month is taken from a \
          better partner",
    options: &[
        OptionSpec {
            name: "bad_periods",
            default: Default::Number(2),
            help: "periods in a row below the floor before a warning",
        },
        OptionSpec {
            name: "after_days",
            default: Default::Number(90),
            help: "days after the first bad period before a warning, however few results there are",
        },
        OptionSpec {
            name: "error_after_days",
            default: Default::Number(150),
            help: "days after the first bad period before an error",
        },
    ],
    absorbs: Absorbs::all(&[&crate::rules::measurement::zombie_alliance::RULE, &crate::rules::evolution::overdue_decision::RULE, &crate::rules::evolution::continued_by_default::RULE, &crate::rules::evolution::missed_floor::RULE]),
    check: Check::Record(check),
};

/// From when on an alliance drifts, as the rule is set for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    periods: u32,
    after_days: u32,
    error_after_days: u32,
}

impl Thresholds {
    /// As the options say.
    pub fn of(options: &Options) -> Self {
        Self {
            periods: options.number("bad_periods"),
            after_days: options.number("after_days"),
            error_after_days: options.number("error_after_days"),
        }
    }

    /// As an alliance's settings say; none where the rule is off.
    pub fn set(settings: &AllianceSettings) -> Option<Self> {
        let effective = settings.effective(&RULE);
        (!effective.off).then(|| Self::of(&RULE.options(&effective)))
    }

    /// How much this drift matters, if it does yet.
    pub fn severity(&self, drift: &Drift) -> Option<Severity> {
        if drift.days >= self.error_after_days {
            Some(Severity::Error)
        } else if drift.days >= self.after_days || drift.periods >= self.periods {
            Some(Severity::Warning)
        } else {
            None
        }
    }
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(drift) = cx.facts.drift else { return without_drift(cx) };
    // A decision that cannot be read may be the one that answers it.
    if cx.record.has_unclear_decisions() {
        return Judged::Unknown;
    }
    let Some(tier) = Thresholds::of(&cx.options).severity(&drift) else { return Judged::Judged };
    let Some((headline, first)) = first_bad(cx.facts, &drift) else { return Judged::Unknown };
    let level = if headline.metric.floor.get().is_some() { "floor" } else { "target" };
    let mut lost = vec![count(drift.months, "month")];
    lost.extend(spent(monthly(cx.record, cx.portfolio).over(drift.months), cx.currency()));
    let cost = if drift.months == 0 { String::new() } else { format!(": {} so far", listed(&lost)) };
    let exit = cx.facts.ending.earliest.map_or_else(
        || "no end date or notice period is recorded: agree an end date with the partner".to_owned(),
        |exit| exit.sentence(),
    );
    out.report(
        tier,
        format!("metrics[{}].{level}", headline.index),
        format!(
            "{} been below {} since {}, and {}{cost}",
            names(cx.facts),
            levels(cx.facts),
            first.period.spoken(),
            silence(cx, &drift)
        ),
    )
    .fix(format!("wind it down, or restructure it on new terms; {exit}. Record which:"))
    .example(format!("decisions:\n  - {{ date: {}, verdict: wind-down, why: … }}", cx.as_of))
    .label(
        format!("metrics[{}].results[{}]", headline.index, first.index),
        "the first bad result of the unbroken run",
    );
    Judged::Judged
}

fn first_bad<'f, 'a>(facts: &'f Facts<'a>, drift: &Drift) -> Option<(&'f Headline<'a>, &'f Reading<'a>)> {
    facts.headlines.iter().find_map(|headline| {
        let first = headline.series.values.iter().find(|reading| reading.period.end() == drift.since)?;
        Some((headline, first))
    })
}

fn names(facts: &Facts) -> String {
    let names: Vec<String> =
        facts.headlines.iter().map(|headline| format!("\"{}\"", headline.metric.label())).collect();
    match names.len() {
        1 => format!("{} has", listed(&names)),
        2 | 3 => format!("{} have", listed(&names)),
        more => format!("all {more} headline metrics have"),
    }
}

/// What the headline metrics are below, in a sentence.
pub fn levels(facts: &Facts) -> &'static str {
    let floors = facts.headlines.iter().filter(|headline| headline.metric.floor.get().is_some()).count();
    let one = facts.headlines.len() == 1;
    match (floors, one) {
        (0, true) => "half its target",
        (0, false) => "half their targets",
        (floors, _) if floors < facts.headlines.len() => {
            "their floors, or half the target if there is no floor"
        }
        (_, true) => "its floor",
        (_, false) => "their floors",
    }
}

/// What was, and was not, decided in the meantime.
fn silence(cx: &Context, drift: &Drift) -> String {
    match cx.facts.unanswering(drift) {
        Some((last, matter)) => format!("the decision of {} to {} {matter}", last.date, last.verdict),
        None => "no decision since is recorded".to_owned(),
    }
}

/// No drift: because something works, because it was decided on, or because nobody can tell.
fn without_drift(cx: &Context) -> Judged {
    let headlines = &cx.facts.headlines;
    let last_is_bad = |headline: &Headline| {
        let level = headline.bad_below()?;
        headline.series.values.last().and_then(|value| headline.misses(value, level))
    };
    // Where it was decided to end it, unexecuted-wind-down sees to the rest.
    if cx.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown) {
        Judged::NotApplicable
    } else if headlines.is_empty() {
        Judged::Unknown
    } else if headlines.iter().any(|headline| last_is_bad(headline) == Some(false))
        || headlines.iter().all(|headline| last_is_bad(headline) == Some(true))
    {
        Judged::Judged
    } else if cx.facts.first_results_are_ahead() {
        Judged::NotApplicable
    } else {
        Judged::Unknown
    }
}
