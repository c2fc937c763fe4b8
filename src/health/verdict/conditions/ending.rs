//! On its way out: what is over, an exit to finish, what should be wound down.

use chrono::NaiveDate;

use crate::facts::attention::spent;
use crate::model::{Stage, Stated, US, money};
use crate::rules::evolution::drifting_alliance::levels;
use crate::rules::{Severity, evolution, measurement, record};
use crate::text::{count, listed, long_day, shorten};

use super::super::case::{Candidate, Case};
use super::super::decision::{Day, Decision, VerdictReason, reason};
use super::super::reasons::first_of;
use super::proving::{settled_below_floor, unpaid};

pub fn nothing(case: &Case) -> Option<Candidate> {
    (case.facts.stage == Stage::Ended).then(|| Candidate {
        decision: Decision::Nothing,
        headline: match case.record.ended.get() {
            Some(ended) if case.is_open(&record::stage_contradiction::RULE) => {
                format!("ended on {}, though its stage does not say so", long_day(ended.0))
            }
            Some(ended) => format!("ended on {}", long_day(ended.0)),
            None => "ended".to_owned(),
        },
        reasons: vec![reason("it is over", "ended")],
        day: None,
        change: "",
    })
}

pub fn finish_exit(case: &Case) -> Option<Candidate> {
    let decided = case.decided_to_end();
    if decided.is_none() && case.facts.stage != Stage::WindingDown && !is_under_notice(case) {
        return None;
    }
    let mut reasons = Vec::new();
    let mut told = Vec::new();
    let given = case.record.notice_given.get();
    let notice_by = case.exit.filter(|_| given.is_none()).and_then(|exit| exit.notice_by());
    // What is to be done comes before what was.
    told.extend(notice_by.map(|by| format!("give notice by {}", long_day(by))));
    if let Some(decided) = decided {
        let taken = format!("the decision to wind down was taken on {}", long_day(decided.date));
        told.push(taken.clone());
        reasons.push(reason(taken, format!("decisions[{}].verdict", decided.index)));
    }
    match given {
        Some(given) => {
            told.push(format!("notice was given on {}", long_day(given.0)));
            reasons.push(reason(format!("notice was given on {}", long_day(given.0)), "notice_given"));
        }
        None => {
            told.extend(notice_by.is_none().then(|| "no notice is recorded".to_owned()));
            reasons.push(reason("no notice is recorded", "notice_given"));
        }
    }
    let late = case.exit.filter(|_| case.facts.ending.overdue.is_some());
    match (case.exit, late) {
        (_, Some(exit)) => {
            let days = count(case.facts.days_since(exit.date), "day");
            told.push(format!("it was to end on {}, {days} ago", long_day(exit.date)));
            reasons
                .push(reason(format!("it was to end on {}, {days} ago", long_day(exit.date)), exit.path()));
        }
        (Some(exit), None) => reasons.push(reason(exit.sentence(), exit.path())),
        (None, None) => {}
    }
    reasons.extend(handover(case));
    Some(Candidate {
        decision: Decision::FinishExit,
        headline: told.join("; "),
        reasons,
        day: case.exit.map(|exit| Day { what: "last day", date: exit.date }),
        change: "the handover done, and the day of its end recorded",
    })
}

/// Whether notice was given and nothing decided since takes it back; notice that has run out cannot be.
fn is_under_notice(case: &Case) -> bool {
    let Some(given) = case.record.notice_given.get() else { return false };
    let went_on = case.facts.last_decision().is_some_and(|last| last.date > given.0);
    case.facts.ending.overdue.is_some() || !went_on
}

/// What is still to be handed over.
fn handover(case: &Case) -> Option<VerdictReason> {
    let exit = case.record.exit.get()?;
    let open: Vec<String> = exit
        .handover
        .items()
        .filter(|item| item.done.is_absent())
        .filter_map(|item| {
            let what = match item.item.get()? {
                Stated::Value(item) => item.word().to_owned(),
                Stated::Words(words) => format!("\"{}\"", shorten(words, 60)),
            };
            Some(match item.due.get() {
                Some(due) => format!("{what} by {}", long_day(due.0)),
                None => what,
            })
        })
        .collect();
    (!open.is_empty()).then(|| reason(format!("to be handed over: {}", listed(&open)), "exit.handover"))
}

pub fn wind_down(case: &Case) -> Option<Candidate> {
    let drifting = case.price.filter(|price| {
        case.judgement.limits.drift.and_then(|set| set.severity(&price.drift)) == Some(Severity::Error)
            && price.confirmed
            && !case.is_waived(&evolution::drifting_alliance::RULE)
            && !case.record.has_unclear_decisions()
    });
    let zombie = case.is_open(&measurement::zombie_alliance::RULE);
    let settled = match case.value.pays {
        Some(false) => settled_below_floor(case),
        _ => Vec::new(),
    };
    if drifting.is_none() && !zombie && settled.is_empty() {
        return None;
    }
    let mut reasons = Vec::new();
    let mut headline = Vec::new();
    if drifting.is_none() && !settled.is_empty() {
        headline.push(first_of(&settled));
        headline.extend(unpaid(case).map(|unpaid| unpaid.text));
        reasons.extend(settled);
        reasons.extend(unpaid(case));
    }
    if let Some(price) = drifting {
        let since = price.drift.since;
        reasons.push(reason(
            format!(
                "{} been below {} since {}: {}",
                match case.facts.headlines.len() {
                    1 => "the headline metric has",
                    _ => "all headline metrics have",
                },
                levels(case.facts),
                began(case, since),
                count(price.drift.months, "month")
            ),
            price.path.clone(),
        ));
        reasons.push(match case.facts.unanswering(&price.drift) {
            Some((last, matter)) => reason(
                format!("the decision of {} to {} {matter}", long_day(last.date), last.verdict),
                format!("decisions[{}]", last.index),
            ),
            None => reason("no decision since is recorded", "decisions"),
        });
        let so_far = spent(price.so_far, case.currency);
        headline.push(match case.facts.headlines.iter().any(|headline| headline.metric.floor.is_set()) {
            true => format!("below its agreed minimum since {}", began(case, since)),
            false => format!("below half of its target since {}", began(case, since)),
        });
        if !so_far.is_empty() {
            reasons.push(reason(format!("{} of attention spent since then", listed(&so_far)), "attention"));
            headline.push(format!("{} of attention spent since", so_far.last().cloned().unwrap_or_default()));
        }
    }
    if zombie {
        let of_zombie = case.reasons_of(&[&measurement::zombie_alliance::RULE]);
        if drifting.is_none() {
            headline.extend(of_zombie.iter().map(|reason| reason.text.clone()));
        }
        reasons.extend(of_zombie);
    }
    match case.exit {
        Some(exit) => {
            reasons.push(reason(exit.sentence(), exit.path()));
        }
        None => {
            headline.push("no exit day is recorded".to_owned());
            reasons.push(reason(
                "no end date or notice period is recorded: agree an end date with the partner",
                "exit",
            ));
        }
    }
    if let Some(price) = case.price {
        let quarter = spent(price.quarter, case.currency);
        if !quarter.is_empty() {
            reasons.push(reason(
                format!("one more quarter costs {}", listed(&quarter)),
                "attention.hours_per_month",
            ));
        }
    }
    reasons.extend(price_of_leaving(case));
    reasons.extend(handover(case));
    Some(Candidate {
        decision: Decision::WindDown,
        headline: headline.join("; "),
        reasons,
        day: case.exit_day(),
        change: "a headline metric back above its minimum, or a recorded decision to restructure",
    })
}

/// What leaving costs us by the contract, where it is a sum.
pub(super) fn price_of_leaving(case: &Case) -> Option<VerdictReason> {
    let price = case.record.exit.get()?.price.get()?;
    let amount = price.amount.get()?.amount;
    let ours = price.who.text().is_none_or(|who| who == US || who == "both");
    ours.then(|| {
        reason(
            format!("leaving costs us {} by the contract", money(amount, case.currency)),
            "exit.price.amount",
        )
    })
}

/// The period in which the drift began, as a sentence has it.
fn began(case: &Case, since: NaiveDate) -> String {
    let readings = case.facts.headlines.iter().flat_map(|headline| &headline.series.values);
    let first = readings.map(|reading| reading.period).find(|period| period.end() == since);
    first.map_or_else(|| long_day(since), |period| period.spoken())
}
