//! What it adds: a test that is due, value that is unproven, a floor that is missed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::Headline;
use crate::facts::answers::{held_to_levels, run_below};
use crate::facts::series::{failing_side, is_contradictory, is_lower_better};
use crate::health::Grade;
use crate::health::{CountsAs, MetricValue};
use crate::model::calendar::sub_months;
use crate::model::{Kind, money};
use crate::rules::{Area, Finding, Rule, Severity, identity, measurement};
use crate::text::count;

use super::super::case::{Candidate, Case, is_doubt};
use super::super::decision::{Day, Decision, VerdictReason, reason};
use super::super::reasons::{first_of, next_decision};

pub fn decide_test(case: &Case) -> Option<Candidate> {
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
    Some(Candidate {
        decision: Decision::DecideTest,
        headline: first_of(&reasons),
        reasons,
        day: Some(Day { what: "was due", date: due }),
        change: "a recorded decision: end it, repeat it, or negotiate what it should become",
    })
}

pub fn prove_it(case: &Case) -> Option<Candidate> {
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
                "for at least {months} months nobody has recorded what would have come without it: its value is unproven"
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
            metric.counts == CountsAs::Value && finding.path == format!("metrics[{}].results", metric.index)
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
    Some(Candidate {
        decision: Decision::ProveIt,
        headline,
        reasons,
        day: next_decision(case),
        change: "one result that shows more value than the time it costs, less what would have come without it",
    })
}

/// That it is known to take more than it brings.
pub(super) fn unpaid(case: &Case) -> Option<VerdictReason> {
    if case.value.pays != Some(false) {
        return None;
    }
    let cost = money(case.value.cost.unwrap_or(Decimal::ZERO), case.currency);
    let months = count(case.value.months_taken, "month");
    let text = match case.value.is_in_money() {
        true => format!(
            "in {months} it earned {} incremental, for {cost} of attention",
            money(case.value.incremental, case.currency)
        ),
        false => format!("{cost} of attention in {months}, and no money measured"),
    };
    Some(reason(text, "metrics"))
}

/// Strategic, no longer new, and measured by nothing.
fn unmeasured(case: &Case) -> Option<Candidate> {
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
    Some(Candidate {
        decision: Decision::ProveIt,
        headline: reasons[0].text.clone(),
        reasons,
        day: next_decision(case),
        change: "metrics that both sides agree, and one result with what would have come without it",
    })
}

/// Headline metrics whose last whole periods, as many as prove it, are all below their floor, and how many those are.
pub(super) fn below_floor<'c>(case: &'c Case) -> impl Iterator<Item = (&'c Headline<'c>, Decimal, usize)> {
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

pub(super) fn below_floor_reason(
    case: &Case,
    (headline, floor, periods): (&Headline, Decimal, usize),
) -> VerdictReason {
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
    let counts = |metric: &MetricValue| metric.index == headline.index && metric.counts == CountsAs::Value;
    !is_lower_better(headline.metric) && case.value.metrics.iter().any(counts)
}

fn in_money_below_floor(case: &Case) -> Vec<VerdictReason> {
    below_floor(case)
        .filter(|(headline, ..)| is_earned(case, headline))
        .map(|below| below_floor_reason(case, below))
        .collect()
}

/// What has earned less than its floor for so long that more results would prove nothing new.
pub(super) fn settled_below_floor(case: &Case) -> Vec<VerdictReason> {
    let Some(most) = case.judgement.limits.settled_months.filter(|_| case.is_live_strategic()) else {
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
