//! The last day to stop a renewal has passed; what that costs is known, and somebody should say it.

use crate::facts::Facts;
use crate::facts::attention::{monthly, spent};
use crate::facts::exit::{DecisionWindow, NoticeDeadline};
use crate::model::calendar::{add_months, days_between, months_between};
use crate::model::{Alliance, DecisionKind, Portfolio, Renewal};
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings, Options};
use crate::text::{count, listed};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missed-notice-deadline",
    area: Area::Exit,
    applies: Applies::ANY,
    time_dependent: true,
    remedy: Remedy::Decide,
    doubt: true,
    summary: "the last day to stop an automatic renewal passed without a decision",
    why: "the renewal can no longer be stopped, and another term costs what it costs, wanted or not",
    options: &[
        OptionSpec {
            name: "decide_days",
            default: Default::Number(60),
            help: "days before the notice deadline from which a decision counts as a decision on the renewal",
        },
        OptionSpec {
            name: "early_days",
            default: Default::Number(90),
            help: "days before that from which a decision counts if it sets the next one after the deadline, or \
                   mentions the renewal",
        },
    ],
    check: Check::Record(check),
};

/// A deadline that passed, and until when, and for how much, the alliance now goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedNotice {
    deadline: NoticeDeadline,
    /// The earliest exit, where that is after the end of the term.
    until: Option<chrono::NaiveDate>,
    cost: Vec<String>,
}

impl MissedNotice {
    /// What was missed and what it costs, as a clause.
    pub fn sentence(&self) -> String {
        let NoticeDeadline { date, ends } = self.deadline;
        let missed = format!("the last day to stop the renewal on {ends} passed on {date}");
        match self.until {
            Some(until) if self.cost.is_empty() => format!("{missed}, so it runs to {until}"),
            Some(until) => {
                format!("{missed}, so it runs to {until} and takes {} more", listed(&self.cost))
            }
            None => missed,
        }
    }
}

/// What missing the deadline of the running term costs: what the months take from its end to the earliest exit.
pub fn missed(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> Option<MissedNotice> {
    let deadline = facts.ending.missed(record, facts.as_of)?;
    let until = facts.ending.earliest.map(|exit| exit.date).filter(|exit| *exit > deadline.ends);
    let cost = until.map_or_else(Vec::new, |until| {
        let whole = months_between(deadline.ends, until);
        let begun = u32::from(add_months(deadline.ends, whole) < until);
        spent(monthly(record, portfolio).over(whole.saturating_add(begun)), portfolio.currency())
    });
    Some(MissedNotice { deadline, until, cost })
}

/// When a decision counts as a decision on the renewal, as this rule is set.
pub fn window(options: &Options) -> DecisionWindow {
    DecisionWindow { days: options.number("decide_days"), early_days: options.number("early_days") }
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(term) = cx.record.term.get() else { return Judged::nothing(cx.record.term.is_invalid()) };
    if term.renews.copied() != Some(Renewal::Automatically) {
        return Judged::nothing(term.renews.is_invalid());
    }
    if cx.record.notice_given.is_set() {
        return Judged::NotApplicable;
    }
    if cx.facts.ending.deadline.is_none() {
        return Judged::Unknown;
    }
    let Some(missed) = missed(cx.record, cx.facts, cx.portfolio) else { return Judged::NotApplicable };
    if cx.record.decisions.is_invalid() {
        return Judged::Unknown;
    }
    // To end it was decided, and not done.
    let to_end = cx.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown);
    if !to_end && window(&cx.options).is_decided(&cx.facts.decisions, missed.deadline.date) {
        return Judged::Judged;
    }
    let ago = count(days_between(missed.deadline.date, cx.as_of), "day");
    let exit = cx.facts.ending.earliest.map(|exit| format!("; {}", exit.sentence())).unwrap_or_default();
    out.warning(
        "term.renewal_notice_days",
        format!("{}: {ago} ago, without notice or a decision to continue", missed.sentence()),
    )
    .fix(format!("decide now whether it should continue, or ask the partner to release you{exit}:"))
    .example(format!(
        "decisions:\n  - {{ \
             date: {}, verdict: continue, why: …, next: YYYY-MM-DD }}   # or wind-down, restructure, deepen",
        cx.as_of
    ))
    .label("term.ends", "renewals are counted from this day");
    Judged::Judged
}
