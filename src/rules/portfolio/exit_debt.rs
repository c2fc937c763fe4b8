//! Alliances that are over in all but name, in the order in which they are cheapest to leave.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::facts::attention::monthly;
use crate::facts::{Drift, Facts};
use crate::model::calendar::months_between;
use crate::model::{Alliance, DecisionKind, Portfolio, money};
use crate::rules::Findings;
use crate::rules::evolution::drifting_alliance::Thresholds;
use crate::rules::portfolio_context::{Debt, PortfolioContext};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};

use super::common::{ALLIANCES, currency, some, strategic};

/// The rule.
pub static RULE: Rule = rule! {
    id: "exit-debt",
    area: Area::Portfolio,
    applies: Applies::STRATEGIC.or_winding_down(),
    time_dependent: true,
    remedy: Remedy::Decide,
    summary: "alliances that drift, add nothing or should have ended are still running",
    why: "each of them is an awkward conversation put off, and together they are the hours that are said to be \
          missing",
    check: Check::Portfolio(check),
};

fn check(whole: &PortfolioContext, out: &mut Findings) -> Judged {
    if whole.live_strategic().next().is_none() {
        return Judged::NotApplicable;
    }
    let mut debts: Vec<(bool, Decimal, NaiveDate, String)> = whole
        .live_strategic()
        .filter_map(|(_, member)| {
            let Debt { reason, exit, cost } = member.debt.as_ref()?;
            let until = match (exit, cost) {
                (Some(exit), Some(cost)) => {
                    format!("exit {exit}, {} until then", money(*cost, currency(whole)))
                }
                (Some(exit), None) => format!("exit {exit}"),
                (None, _) => "no exit day is recorded".to_owned(),
            };
            Some((
                cost.is_none(),
                cost.unwrap_or_default(),
                exit.unwrap_or(NaiveDate::MAX),
                format!("{} ({reason}; {until})", member.name),
            ))
        })
        .collect();
    debts.sort();
    let lines: Vec<String> = debts.into_iter().map(|(_, _, _, line)| line).collect();
    if !lines.is_empty() {
        out.warning(
            ALLIANCES,
            format!("{} should have ended and {} still running: {}", strategic(lines.len()), if lines.len() == 1 { "is" } else { "are" }, some(&lines)),
        )
        .fix("start with the first: give notice, or set the terms on which you would keep it, and record the decision");
    }
    Judged::Judged
}

/// Whether and why a live strategic alliance should not be running any more, and how to get out of it.
///
/// `drift` says from when on it drifts; where that rule is off, drift is no reason.
pub fn debt(
    record: &Alliance,
    facts: &Facts,
    portfolio: &Portfolio,
    drift: Option<Thresholds>,
) -> Option<Debt> {
    let reason = reason(record, facts, drift)?;
    let exit = facts.ending.earliest.map(|exit| exit.date);
    let cost = exit.and_then(|exit| monthly(record, portfolio).over(months_until(facts.as_of, exit)).money);
    Some(Debt { reason, exit, cost })
}

/// Why it should not be running any more.
fn reason(record: &Alliance, facts: &Facts, set: Option<Thresholds>) -> Option<String> {
    let decided = facts.last_decision().filter(|last| last.verdict == DecisionKind::WindDown);
    if let Some(given) = record.notice_given.get() {
        // An exit that runs its course is a debt being paid.
        let over = facts.ending.earliest.is_none() || facts.ending.overdue.is_some();
        return over.then(|| format!("notice given on {given} and still not ended"));
    }
    if let Some(decided) = decided {
        return Some(format!("to be wound down since {}", decided.date));
    }
    let drifts = |drift: &Drift| set.and_then(|set| set.severity(drift)).is_some();
    if let Some(drift) = facts.drift.filter(drifts) {
        return Some(format!("drifting since {}", drift.since));
    }
    is_zombie(record, facts).then(|| "nothing incremental in two quarters".to_owned())
}

/// Whether a mature alliance takes hours and has brought nothing by any headline metric in two quarters on end.
fn is_zombie(record: &Alliance, facts: &Facts) -> bool {
    let hours = record.attention.get().and_then(|attention| attention.hours_per_month.get());
    let takes_hours = hours.is_some_and(|hours| hours.0 > Decimal::ZERO);
    let nothing = facts.headlines.iter().all(|headline| {
        let mut months = 0;
        headline
            .series
            .values
            .iter()
            .rev()
            .take_while(|reading| reading.incremental.is_some_and(|incremental| incremental <= Decimal::ZERO))
            .any(|reading| {
                months += reading.period.months();
                months >= 6
            })
    });
    facts.is_mature() == Some(true) && takes_hours && nothing && !facts.headlines.is_empty()
}

/// Whole months until a day, counted as those that have passed are; what ends within a month takes one.
fn months_until(from: NaiveDate, to: NaiveDate) -> u32 {
    let ahead = u32::from(from < to);
    months_between(from, to).max(ahead)
}
