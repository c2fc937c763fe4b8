//! Two dates that cannot both be right make everything reckoned from them wrong.

use std::fmt::Display;

use chrono::NaiveDate;

use crate::model::{Alliance, BySide, Date, Field, List, Owner};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "impossible-dates",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.at_any_stage(),
    summary: "two dates contradict each other",
    why: "deadlines, ages and windows are calculated from dates; from a wrong date they are all wrong",
    check: Check::Record(check),
};

/// Two dates of which the later one should come first.
struct InOrder {
    /// What comes first, and its words.
    first: (String, NaiveDate, &'static str),
    /// What comes after, and its words.
    then: (String, NaiveDate, &'static str),
}

/// The order, where it is not kept; only then are its paths written out.
fn order(
    first: (impl Display, Field<Date>, &'static str),
    then: (impl Display, Field<Date>, &'static str),
) -> Option<InOrder> {
    let (one, other) = (first.1.get()?, then.1.get()?);
    (other < one).then(|| InOrder {
        first: (first.0.to_string(), one.0, first.2),
        then: (then.0.to_string(), other.0, then.2),
    })
}

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let record = cx.record;
    let mut orders = life(record);
    orders.extend(entries(record, launch(cx)));
    orders.extend(seats("owners", &record.owners));
    orders.extend(seats("sponsors", &record.sponsors));
    for InOrder { first, then } in &orders {
        report(out, (&then.0, then.1, then.2), (&first.0, first.1, first.2));
    }
    results(cx, out);
    Judged::Judged
}

/// Launch, where it has happened: what precedes a planned one are the talks and pilots of a proposal.
fn launch(cx: &Context) -> Field<Date> {
    match cx.facts.launched {
        Some(_) => cx.record.started.first(),
        None => Field::Absent,
    }
}

fn report(out: &mut Findings, then: (&str, NaiveDate, &str), first: (&str, NaiveDate, &str)) {
    out.error(then.0, format!("{} {}, before {} {}", then.2, then.1, first.2, first.1))
        .fix("one of the two dates is a typing error; correct it from the original document")
        .label(first.0, format!("{} {}", first.2, first.1));
}

/// The dates of the alliance as a whole.
fn life(record: &Alliance) -> Vec<InOrder> {
    let launch = || ("started", record.started.first(), "the launch on");
    let ended = || ("ended", record.ended, "it ended on");
    let mut orders: Vec<InOrder> =
        [order(launch(), ended()), order(("notice_given", record.notice_given, "the notice of"), ended())]
            .into_iter()
            .flatten()
            .collect();
    if let Some(agreement) = record.agreement.get() {
        orders.extend(order(
            ("agreement.signed", agreement.signed.first(), "the signature of"),
            ("notice_given", record.notice_given, "notice was given on"),
        ));
    }
    if let Some(term) = record.term.get() {
        orders.extend(order(launch(), ("term.ends", term.ends, "the term ends on")));
    }
    if let Some(exit) = record.exit.get() {
        orders.extend(order(
            ("exit.agreed", exit.agreed.first(), "they were agreed on"),
            ("exit.updated", exit.updated, "the exit terms were renegotiated on"),
        ));
    }
    if let Some(campaign) = record.campaign.get() {
        let starts = || ("campaign.starts", campaign.starts, "its first day on");
        orders.extend(order(starts(), ("campaign.ends", campaign.ends, "the campaign ends on")));
        orders
            .extend(order(starts(), ("campaign.decide_by", campaign.decide_by, "the campaign is judged on")));
    }
    orders
}

/// The dates of list entries.
fn entries(record: &Alliance, launch: Field<Date>) -> Vec<InOrder> {
    let mut orders = Vec::new();
    for (side, contributions) in record.contributions.iter() {
        for (index, contribution) in contributions.iter() {
            orders.extend(order(
                (format_args!("contributions.{side}[{index}].from"), contribution.from, "it opens on"),
                (
                    format_args!("contributions.{side}[{index}].until"),
                    contribution.until,
                    "the window closes on",
                ),
            ));
        }
    }
    for (index, review) in
        record.governance.get().into_iter().flat_map(|governance| governance.reviews.iter())
    {
        orders.extend(order(
            ("started", launch, "the launch on"),
            (format_args!("governance.reviews[{index}].date"), review.date, "the review is dated"),
        ));
    }
    for (index, issue) in record.issues.iter() {
        orders.extend(order(
            (format_args!("issues[{index}].opened"), issue.opened, "it was opened on"),
            (format_args!("issues[{index}].closed"), issue.closed, "the issue was closed on"),
        ));
    }
    for (index, decision) in record.decisions.iter() {
        orders.extend(order(
            (format_args!("decisions[{index}].date"), decision.date, "the decision itself of"),
            (format_args!("decisions[{index}].next"), decision.next, "the next decision is due on"),
        ));
    }
    for (index, metric) in record.metrics.iter() {
        for (at, revision) in metric.revisions.iter() {
            orders.extend(order(
                (format_args!("metrics[{index}].agreed"), metric.agreed.first(), "it was agreed on"),
                (
                    format_args!("metrics[{index}].revisions[{at}].date"),
                    revision.date,
                    "the metric was revised on",
                ),
            ));
        }
    }
    for (index, waiver) in record.waivers.iter() {
        orders.extend(order(
            (format_args!("waivers[{index}].approved_on"), waiver.approved_on, "it was approved on"),
            (format_args!("waivers[{index}].until"), waiver.until, "the waiver expires on"),
        ));
    }
    orders
}

/// The dates of people.
fn seats(block: &str, seats: &BySide<List<Owner>>) -> Vec<InOrder> {
    let people =
        seats.iter().flat_map(|(side, people)| people.iter().map(move |(index, one)| (side, index, one)));
    people
        .filter_map(|(side, index, person)| {
            order(
                (format_args!("{block}.{side}[{index}].since"), person.since.first(), "their first day on"),
                (format_args!("{block}.{side}[{index}].until"), person.until, "their last day is"),
            )
        })
        .collect()
}

/// A result for a time before launch is nobody's doing.
fn results(cx: &Context, out: &mut Findings) {
    let Field::Set(Date(launched)) = launch(cx) else { return };
    for (index, metric) in cx.record.metrics.iter() {
        for (at, result) in metric.results.iter() {
            let Some(period) = result.period.get().filter(|period| period.end() < launched) else {
                continue;
            };
            out.error(
                format!("metrics[{index}].results[{at}].period"),
                format!("\"{}\" has a result for {period}, before the launch on {launched}", metric.label()),
            )
            .fix("remove it, or correct the period; what was before launch belongs in `counterfactual.because`")
            .label("started", "launched here");
        }
    }
}
