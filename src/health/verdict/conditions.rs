//! The conditions of each verdict, in the order in which they are asked.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Case, Day, Decision, Found, Reason, is_blocking, is_doubt, is_for_the_table};
use crate::facts::Headline;
use crate::facts::answers::{held_to_levels, run_below};
use crate::facts::contributions::called;
use crate::facts::inferred_type::Conclusion;
use crate::facts::series::{failing_side, is_contradictory, is_lower_better};
use crate::health::evidence::Grade;
use crate::health::value::{Counts, MetricValue};
use crate::model::date::{add_months, sub_months};
use crate::model::{DecisionKind, IssueSeverity, Kind, Renewal, Stage, Stated};
use crate::rules::evolution::common::{money, spent};
use crate::rules::evolution::drifting_alliance::levels;
use crate::rules::{
    Area, Finding, Remedy, Rule, Severity, evolution, exit, governance, identity, measurement, record,
};
use crate::text::{count, listed, long_day, shorten};

fn reason(text: impl Into<String>, path: impl Into<String>) -> Reason {
    Reason { text: text.into(), path: path.into() }
}

pub(super) fn of_finding(finding: &Finding) -> Reason {
    reason(&finding.headline, finding.path.clone())
}

/// The first of several reasons; the others are listed where there is room.
fn first_of(reasons: &[Reason]) -> String {
    reasons.first().map(|first| first.text.clone()).unwrap_or_default()
}

pub(super) fn nothing(case: &Case) -> Option<Found> {
    (case.facts.stage == Stage::Ended).then(|| Found {
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

/// Paused: somebody decides on a day whether it goes on.
pub(super) fn paused(case: &Case) -> Option<Found> {
    if case.facts.stage != Stage::Paused {
        return None;
    }
    let day = next_decision(case);
    let ahead = day.as_ref().is_some_and(|day| day.date >= case.facts.as_of);
    let since = case.facts.last_decision().filter(|last| last.verdict == DecisionKind::Hold);
    let since = since.map_or(String::new(), |hold| format!(" since {}", long_day(hold.date)));
    let mut reasons = vec![reason(
        match &day {
            Some(day) if ahead => {
                format!("paused{since}; whether it continues is decided on {}", long_day(day.date))
            }
            Some(day) => {
                format!("paused{since}; the decision whether it continues was due on {}", long_day(day.date))
            }
            None => format!("paused{since}; no date is set to decide whether it continues"),
        },
        "stage",
    )];
    let headline = reasons[0].text.clone();
    if ahead && case.mistakes == 0 {
        return Some(Found { decision: Decision::Nothing, headline, reasons, day, change: "" });
    }
    reasons.extend(case.reasons(|finding| finding.tier == Severity::Error));
    Some(Found {
        decision: Decision::FixThenContinue,
        headline,
        reasons,
        day,
        change: "a recorded decision to continue or to wind down",
    })
}

pub(super) fn proposal(case: &Case) -> Option<Found> {
    if case.facts.stage != Stage::Proposed {
        return None;
    }
    let mut reasons =
        case.reasons(|finding| finding.tier == Severity::Error && is_blocking(finding.rule.area));
    reasons.extend(grave_issues(case));
    if case.mistakes > 0 {
        reasons.insert(0, mistakes(case));
    }
    let day = case.record.started.get().map(|started| Day { what: "planned launch", date: started.0 });
    Some(if reasons.is_empty() {
        Found {
            decision: Decision::ReadyToSign,
            headline: "every question is answered; it can be signed".to_owned(),
            reasons: vec![reason(
                "what each side contributes and wants, how success is measured and how it ends are agreed",
                "stage",
            )],
            day,
            change: "",
        }
    } else {
        Found {
            decision: Decision::DoNotSign,
            headline: first_of(&reasons),
            reasons,
            day,
            change: "these gaps closed, while both sides still want to sign",
        }
    })
}

/// Issues of high severity that nobody has closed.
fn grave_issues(case: &Case) -> Vec<Reason> {
    let issues = case.record.issues.iter();
    issues
        .filter(|(_, issue)| issue.closed.is_absent() && issue.severity.copied() == Some(IssueSeverity::High))
        .map(|(index, issue)| {
            let what = issue.what.text().unwrap_or("an issue");
            reason(format!("a serious issue is open: \"{}\"", shorten(what, 60)), format!("issues[{index}]"))
        })
        .collect()
}

pub(super) fn mistakes(case: &Case) -> Reason {
    let number = i64::try_from(case.mistakes).unwrap_or(i64::MAX);
    reason(format!("{} in its file to fix before it can be judged", count(number, "mistake")), "name")
}

pub(super) fn finish_exit(case: &Case) -> Option<Found> {
    let decided = case.decided_to_end();
    if decided.is_none() && case.facts.stage != Stage::WindingDown && !is_under_notice(case) {
        return None;
    }
    let mut reasons = Vec::new();
    let mut told = Vec::new();
    if let Some(decided) = decided {
        told.push(format!("the decision to wind down is of {}", long_day(decided.date)));
        reasons.push(reason(
            format!("the decision to wind down is of {}", long_day(decided.date)),
            format!("decisions[{}].verdict", decided.index),
        ));
    }
    match case.record.notice_given.get() {
        Some(given) => {
            told.push(format!("notice was given on {}", long_day(given.0)));
            reasons.push(reason(format!("notice was given on {}", long_day(given.0)), "notice_given"));
        }
        None => {
            told.push("no notice is recorded".to_owned());
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
    Some(Found {
        decision: Decision::FinishExit,
        headline: told.join(", "),
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
fn handover(case: &Case) -> Option<Reason> {
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

pub(super) fn wind_down(case: &Case) -> Option<Found> {
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
        reasons.push(match case.facts.last_decision().filter(|last| last.date > since) {
            Some(last) => reason(
                format!("the decision of {} to {} has run out", long_day(last.date), last.verdict),
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
            reasons.push(reason(format!("{} of attention since then", listed(&so_far)), "attention"));
            headline.push(format!("{} of attention since", so_far.last().cloned().unwrap_or_default()));
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
    reasons.extend(handover(case));
    Some(Found {
        decision: Decision::WindDown,
        headline: headline.join("; "),
        reasons,
        day: case.exit_day(),
        change: "a headline metric back above its minimum, or a recorded decision to restructure",
    })
}

/// The period in which the drift began, as a sentence has it.
fn began(case: &Case, since: NaiveDate) -> String {
    let readings = case.facts.headlines.iter().flat_map(|headline| &headline.series.values);
    let first = readings.map(|reading| reading.period).find(|period| period.end() == since);
    first.map_or_else(|| long_day(since), |period| period.spoken())
}

/// That it is called strategic and run as something lighter, with the clause that shows it.
fn run_as(kind: Kind, shown: &str) -> String {
    let clause = shown.split([',', ':']).next().unwrap_or(shown);
    format!("called strategic, run as {}: {clause}", called(kind))
}

pub(super) fn reclassify(case: &Case) -> Option<Found> {
    let named = case.findings(|finding| finding.tier >= Severity::Warning).find_map(|finding| {
        finding.kind.filter(|kind| *kind != Kind::Strategic).map(|kind| (kind, of_finding(finding)))
    });
    let kind = match (&case.inferred.conclusion, &named) {
        (Conclusion::Confident(kind), _) if *kind != Kind::Strategic => *kind,
        (_, Some((kind, _))) => *kind,
        _ => return None,
    };
    let by_points = case.inferred.conclusion == Conclusion::Confident(kind);
    let deepened = case.facts.decisions.iter().any(|taken| taken.verdict == DecisionKind::Deepen)
        || case.is_open(&evolution::unrestructured_deepening::RULE);
    let lighter = case.facts.kind == Some(Kind::Strategic) && kind != Kind::Strategic;
    if !lighter || deepened || case.is_waived(&identity::mislabelled_type::RULE) {
        return None;
    }
    let points = |kind| case.inferred.points(kind);
    if !by_points && let Some((_, said)) = named {
        return Some(Found {
            decision: Decision::Reclassify,
            headline: run_as(kind, &said.text),
            reasons: vec![said],
            day: None,
            change: "a structural change that both sides agree and record, or the lighter type on its record",
        });
    }
    let mut reasons = vec![reason(
        format!(
            "called strategic, run as {} ({} points to {})",
            called(kind),
            points(kind),
            points(Kind::Strategic)
        ),
        "type",
    )];
    reasons.extend(case.inferred.signals(kind).map(|signal| {
        reason(format!("{} ({})", signal.sentence, count(signal.points, "point")), signal.path.clone())
    }));
    Some(Found {
        decision: Decision::Reclassify,
        headline: match case.inferred.signals(kind).next() {
            Some(signal) => run_as(kind, &signal.sentence),
            None => format!("called strategic, run as {}", called(kind)),
        },
        reasons,
        day: None,
        change: "a structural change that both sides agree and record, or the lighter type on its record",
    })
}

pub(super) fn restructure(case: &Case) -> Option<Found> {
    let mut reasons = case
        .reasons_of(&[&evolution::unrestructured_deepening::RULE, &evolution::unfinished_restructure::RULE]);
    let declared = case.facts.kind.filter(|kind| *kind != Kind::Strategic);
    if let Some(declared) = declared
        && case.inferred.conclusion == Conclusion::Confident(Kind::Strategic)
        && !case.is_waived(&identity::mislabelled_type::RULE)
    {
        reasons.push(reason(
            format!(
                "called {declared}, run as a strategic alliance ({} points to {})",
                case.inferred.points(Kind::Strategic),
                case.inferred.points(declared)
            ),
            "type",
        ));
    }
    reasons.extend(case.reasons_of(&[&identity::undeclared_upgrade::RULE]));
    // What both agreed for this case is to talk about the end; more proof was not agreed.
    if is_live_strategic(case) {
        reasons.extend(settled_below_floor(case));
        reasons.extend(case.reasons_of(&[&exit::tripped_exit_trigger::RULE]));
    }
    let mut pays = false;
    if case.value.pays == Some(true) {
        let gaps = case.reasons_of(&[
            &exit::missing_exit_terms::RULE,
            &governance::missing_owner::RULE,
            &governance::relationship_only_owner::RULE,
            &governance::governance_in_name_only::RULE,
        ]);
        pays = !gaps.is_empty();
        reasons.extend(gaps);
    }
    let headline = first_of(&reasons);
    if pays {
        reasons.push(reason("it pays, so the terms are worth fixing", "metrics"));
    }
    (!reasons.is_empty()).then_some(Found {
        decision: Decision::Restructure,
        headline,
        reasons,
        day: None,
        change: "new terms, governance and exit provisions, agreed and recorded",
    })
}

pub(super) fn decide_test(case: &Case) -> Option<Found> {
    if case.facts.kind != Some(Kind::CoMarketing) {
        return None;
    }
    let campaign = case.record.campaign.get()?;
    let as_of = case.facts.as_of;
    let overdue = |rule: &Rule, date: Option<NaiveDate>| {
        date.filter(|date| *date < as_of).filter(|_| case.is_open(rule))
    };
    let decide_by = overdue(&identity::undecided_test::RULE, campaign.decide_by.get().map(|date| date.0));
    let ended = overdue(&identity::overrun_campaign::RULE, campaign.ends.get().map(|date| date.0));
    let due = decide_by.or(ended)?;
    let reasons = case.reasons_of(&[&identity::undecided_test::RULE, &identity::overrun_campaign::RULE]);
    Some(Found {
        decision: Decision::DecideTest,
        headline: first_of(&reasons),
        reasons,
        day: Some(Day { what: "was due", date: due }),
        change: "a recorded decision: end it, repeat it, or negotiate what it should become",
    })
}

pub(super) fn prove_it(case: &Case) -> Option<Found> {
    let facts = case.facts;
    if facts.kind != Some(Kind::Strategic) || facts.launched.is_none() {
        return None;
    }
    if facts.headlines.is_empty() {
        return unmeasured(case);
    }
    if facts.first_results_are_ahead() {
        return None;
    }
    let mut reasons = in_money_below_floor(case);
    // Two periods where those are longer.
    let is_known = |months: u32| {
        facts.headlines.iter().any(|headline| {
            let period = headline.metric.every.copied().map_or(0, |every| every.months());
            let after = sub_months(facts.as_of, months.max(period.saturating_mul(2)));
            headline
                .readings
                .iter()
                .any(|reading| reading.incremental.is_some() && reading.period.end() > after)
        })
    };
    if let Some(months) = case.judgement.limits.proof_months.filter(|months| !is_known(*months)) {
        let first = facts
            .headlines
            .first()
            .map_or("metrics".to_owned(), |headline| format!("metrics[{}].results", headline.index));
        reasons.push(reason(
            format!(
                "for {months} months nobody has recorded what would have come without it: its value is unproven"
            ),
            first,
        ));
    }
    reasons.extend(unpaid(case));
    if case.value.is_in_money() && case.evidence.grade == Some(Grade::D) {
        let worst = case.evidence.metrics.iter().filter(|metric| metric.grade == Grade::D);
        let why = worst.flat_map(|metric| metric.terms.last()).next();
        let because = why.map(|term| format!(": {}", term.text)).unwrap_or_default();
        let path = why.map_or_else(|| "metrics".to_owned(), |term| term.path.clone());
        reasons.push(reason(format!("what it earned rests on weak evidence (D){because}"), path));
    }
    // Of what is not in money, silence is something to mend; of the money it leaves nothing to go by.
    let silent = |finding: &Finding| std::ptr::eq(finding.rule, &measurement::silent_metric::RULE);
    let in_money = |finding: &Finding| {
        case.value.metrics.iter().any(|metric| {
            metric.counts == Counts::Value && finding.path == format!("metrics[{}].results", metric.index)
        })
    };
    let doubted = |finding: &Finding| {
        is_doubt(finding)
            && matches!(finding.rule.area, Area::Measurement | Area::Metrics)
            && (!silent(finding) || in_money(finding))
    };
    reasons.extend(case.reasons(doubted));
    if reasons.is_empty() {
        return None;
    }
    let headline = first_of(&reasons);
    let grave = |finding: &Finding| {
        finding.tier == Severity::Error
            && matches!(finding.rule.area, Area::Measurement | Area::Metrics)
            && !doubted(finding)
    };
    reasons.extend(case.reasons(grave));
    Some(Found {
        decision: Decision::ProveIt,
        headline,
        reasons,
        day: next_decision(case),
        change: "one result that shows more value than the time it costs, less what would have come without it",
    })
}

/// That it is known to take more than it brings.
fn unpaid(case: &Case) -> Option<Reason> {
    if case.value.pays != Some(false) {
        return None;
    }
    let cost = money(case.value.cost.unwrap_or(Decimal::ZERO), case.currency);
    let months = count(case.value.months_taken, "month");
    let text = match case.value.is_in_money() {
        true => format!(
            "in {months} it earned {} that would not have come otherwise, for {cost} of attention",
            money(case.value.incremental, case.currency)
        ),
        false => format!("{cost} of attention in {months}, and no money measured"),
    };
    Some(reason(text, "metrics"))
}

/// Strategic, no longer new, and measured by nothing.
fn unmeasured(case: &Case) -> Option<Found> {
    let months = case
        .facts
        .months_live()
        .filter(|months| case.judgement.limits.proof_months.is_some_and(|most| *months > most))?;
    if case.record.metrics.is_invalid() {
        return None;
    }
    let first = reason(format!("it has run for {} without a metric", count(months, "month")), "metrics");
    let mut reasons = vec![first];
    let grave = |finding: &Finding| {
        finding.tier == Severity::Error && matches!(finding.rule.area, Area::Measurement | Area::Metrics)
    };
    reasons.extend(case.reasons(grave));
    Some(Found {
        decision: Decision::ProveIt,
        headline: reasons[0].text.clone(),
        reasons,
        day: next_decision(case),
        change: "metrics that both sides agree, and one result with what would have come without it",
    })
}

/// Headline metrics whose last whole periods, as many as prove it, are all below their floor, and how many those are.
fn below_floor<'c>(case: &'c Case) -> impl Iterator<Item = (&'c Headline<'c>, Decimal, usize)> {
    let enough = case.judgement.limits.floor_periods.and_then(|periods| usize::try_from(periods).ok());
    let from = case.facts.renewed;
    case.facts.headlines.iter().filter_map(move |headline| {
        let floor = headline.metric.floor.get()?.amount;
        if is_contradictory(headline.metric) {
            return None;
        }
        let told = headline.series.values.iter().rev().filter(|reading| {
            reading.total.is_some() && from.is_none_or(|from| reading.period.start() >= from)
        });
        let enough = enough?.max(1);
        let last: Vec<_> = told.take(enough).collect();
        let bad =
            last.len() == enough && last.iter().all(|reading| headline.misses(reading, floor) == Some(true));
        bad.then_some((headline, floor, enough))
    })
}

fn below_floor_reason(case: &Case, (headline, floor, periods): (&Headline, Decimal, usize)) -> Reason {
    let unit = headline.metric.unit.text().unwrap_or_default();
    let level = if unit.eq_ignore_ascii_case(case.currency) {
        money(floor, case.currency)
    } else {
        crate::model::grouped(floor)
    };
    reason(
        format!(
            "\"{}\" was {} its {} of {level} in {}",
            headline.metric.label(),
            failing_side(headline.metric),
            if is_lower_better(headline.metric) { "limit" } else { "minimum" },
            match periods {
                1 => "its last period".to_owned(),
                periods => format!("each of its last {periods} periods"),
            }
        ),
        format!("metrics[{}].floor", headline.index),
    )
}

/// Whether a metric counts what the alliance earns. A cost in money is known as it stands, and has nothing to prove.
fn is_earned(case: &Case, headline: &Headline) -> bool {
    let counts = |metric: &MetricValue| metric.index == headline.index && metric.counts == Counts::Value;
    !is_lower_better(headline.metric) && case.value.metrics.iter().any(counts)
}

fn in_money_below_floor(case: &Case) -> Vec<Reason> {
    below_floor(case)
        .filter(|(headline, ..)| is_earned(case, headline))
        .map(|below| below_floor_reason(case, below))
        .collect()
}

/// What has earned less than its floor for so long that more results would prove nothing new.
fn settled_below_floor(case: &Case) -> Vec<Reason> {
    let Some(most) = case.judgement.limits.settled_months.filter(|_| is_live_strategic(case)) else {
        return Vec::new();
    };
    below_floor(case)
        .filter(|(headline, ..)| is_earned(case, headline))
        .filter_map(|(headline, floor, _)| {
            let readings = held_to_levels(headline, case.facts.renewed);
            let run = run_below(headline, &readings, floor)?;
            let months = run.iter().map(|reading| reading.period.months()).sum::<u32>();
            (months >= most).then(|| {
                let text = format!(
                    "\"{}\" has been below its minimum of {} for {}",
                    headline.metric.label(),
                    money(floor, case.currency),
                    count(months, "month")
                );
                reason(text, format!("metrics[{}].floor", headline.index))
            })
        })
        .collect()
}

/// Whether it is called strategic and runs.
fn is_live_strategic(case: &Case) -> bool {
    case.facts.stage == Stage::Active && case.facts.kind == Some(Kind::Strategic)
}

/// An open error that is mended at the table with the partner: what to put on it.
pub(super) fn negotiate(case: &Case) -> Option<Found> {
    if !is_live_strategic(case) {
        return None;
    }
    let mut reasons = case.reasons(is_for_the_table);
    reasons.extend(case.reasons(|finding| {
        is_doubt(finding) && finding.remedy == Remedy::Agree && !is_for_the_table(finding)
    }));
    (!reasons.is_empty()).then(|| Found {
        decision: Decision::Restructure,
        headline: format!("to agree with the partner: {}", first_of(&reasons)),
        reasons,
        day: next_decision(case),
        change: "these points agreed with the partner and recorded",
    })
}

/// What else has to be so before anybody may say "continue": each that is not.
fn unearned(case: &Case) -> Vec<Reason> {
    let mut reasons = case.reasons(is_doubt);
    reasons.extend(below_floor(case).map(|below| below_floor_reason(case, below)));
    let renews = case.record.term.get().and_then(|term| term.renews.copied());
    let over = case.facts.ending.term_ends.filter(|ends| *ends < case.facts.as_of);
    if let Some(ends) = over.filter(|_| renews != Some(Renewal::Automatically)) {
        reasons.push(reason(
            format!("the agreement ended on {} without a renewal", long_day(ends)),
            "term.ends",
        ));
    }
    reasons
}

/// Whether the latest result of some headline metric is at its target.
fn reaches_target(case: &Case) -> bool {
    case.facts.headlines.iter().any(|headline| {
        let target = headline.metric.target.get().map(|target| target.amount);
        let last = headline.series.values.iter().rev().find_map(|reading| reading.incremental);
        target.zip(last).is_some_and(|(target, last)| last >= target)
    })
}

pub(super) fn deepen(case: &Case) -> Option<Found> {
    let barred = |finding: &Finding| {
        is_doubt(finding)
            || finding.tier == Severity::Error
                && matches!(
                    finding.rule.area,
                    Area::Metrics | Area::Exit | Area::Governance | Area::Measurement
                )
    };
    // What cannot be read may be what speaks against it.
    if case.mistakes > 0
        || !case.is_open(&evolution::ready_to_deepen::RULE)
        || case.findings(barred).next().is_some()
        || !unearned(case).is_empty()
        || !reaches_target(case)
    {
        return None;
    }
    let opportunity = case.record.opportunity.get()?;
    let what = opportunity.what.text().unwrap_or("the opportunity");
    let needs = opportunity
        .needs
        .copied()
        .map_or(String::new(), |needs| format!(" needs a {}", needs.to_string().replace('-', " ")));
    Some(Found {
        decision: Decision::Deepen,
        headline: format!("ready for more: \"{what}\"{needs}"),
        reasons: vec![
            reason("each side keeps its promises on time", "commitments"),
            reason("a headline result is above the business case", "metrics"),
            reason("each side rates the trust high", "trust"),
            reason(format!("an opportunity is waiting: \"{what}\"{needs}"), "opportunity"),
        ],
        day: next_decision(case),
        change: "a recorded decision either way, with its reason",
    })
}

pub(super) fn fix(case: &Case) -> Option<Found> {
    let mut reasons = case.reasons(|finding| finding.tier == Severity::Error);
    for unearned in unearned(case) {
        if !reasons.contains(&unearned) {
            reasons.push(unearned);
        }
    }
    if case.mistakes > 0 {
        reasons.insert(0, mistakes(case));
    }
    (!reasons.is_empty()).then(|| Found {
        decision: Decision::FixThenContinue,
        headline: first_of(&reasons),
        reasons,
        day: next_decision(case),
        change: "every point above fixed",
    })
}

pub(super) fn go_on(case: &Case) -> Found {
    let mut reasons = Vec::new();
    if let (Some(true), Some(brought), Some(cost)) = (case.value.pays, case.value.known, case.value.cost) {
        reasons.push(reason(
            format!(
                "it earned {} that would not have come otherwise, for {} of attention",
                money(brought, case.currency),
                money(cost, case.currency)
            ),
            "metrics",
        ));
    }
    reasons.push(reason("nothing must be fixed", "name"));
    let day = next_decision(case);
    Found {
        decision: Decision::Continue,
        headline: match day {
            Some(day) if day.date < case.facts.as_of => {
                format!("the next decision was due on {}", long_day(day.date))
            }
            Some(day) => format!("decide again by {}", long_day(day.date)),
            None => "no date is set for the next decision".to_owned(),
        },
        reasons,
        day,
        change: "",
    }
}

/// When it is to be decided on next: the day that is set, else as long after the last decision or launch as a decision is
/// overdue.
fn next_decision(case: &Case) -> Option<Day> {
    let last = case.facts.last_decision();
    let set = last.and_then(|last| Some(last.decision.next.get()?.0));
    let campaign = case.record.campaign.get();
    let test = campaign
        .and_then(|campaign| campaign.decide_by.get().or_else(|| campaign.ends.get()).map(|date| date.0));
    let default = last
        .map(|last| last.date)
        .or(case.facts.launched)
        .filter(|_| case.facts.kind == Some(Kind::Strategic))
        .and_then(|since| Some(add_months(since, case.judgement.limits.decision_months?)));
    set.or(test).or(default).map(|date| Day { what: "next decision", date })
}
