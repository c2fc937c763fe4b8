//! The one-page pre-read for the review of an alliance: the decision first, then what the review goes through.

use rust_decimal::Decimal;

use crate::facts::deadlines::Occasion;
use crate::facts::ledger::{Lack, Standing};
use crate::health::value::MetricValue;
use crate::health::{Decision, Health, Value};
use crate::model::{US, grouped};
use crate::render::document::Part;
use crate::render::text::page::{Column, as_i64};
use crate::render::text::{counted, page::Paper, shown_score};
use crate::report::review_pack::{Promised, ReviewPack, Side, State};
use crate::report::{AllianceReport, Report, ReportedFinding};
use crate::rules::Severity;
use crate::rules::evolution::common::money;
use crate::text::{count, listed, shorten};

/// Results of a metric that are shown, the latest.
const RESULTS: usize = 3;
/// Findings that are shown; the rest are counted.
const FINDINGS: usize = 8;
/// Longest promise that is shown in full.
const LONGEST: usize = 160;

/// The brief for our own side.
pub fn ours(report: &Report, alliance: &AllianceReport) -> Vec<Part> {
    let mut parts = vec![Part::Title(format!("{}: review brief", alliance.name), beside(report, alliance))];
    let Some(health) = &alliance.health else {
        parts.push(Part::Callout(
            "Mend the file".to_owned(),
            "it cannot be read, so nothing else can be said".to_owned(),
        ));
        parts.extend(findings(alliance));
        return parts;
    };
    let verdict = &health.verdict;
    parts.push(Part::Callout(decision(verdict.decision), verdict.headline.clone()));
    if !alliance.why.is_empty() {
        parts.push(Part::Heading("Why".to_owned()));
        parts.push(Part::List(
            alliance
                .why
                .iter()
                .map(|why| format!("{} ({}:{})", why.text, why.at.file, why.at.line))
                .collect(),
        ));
    }
    if !verdict.change.is_empty() {
        let otherwise = verdict.otherwise.map(|it| format!(" Then: {it}.")).unwrap_or_default();
        parts.push(Part::Text(format!("What would change it: {}.{otherwise}", verdict.change)));
    }
    parts.push(Part::Heading("Where it stands".to_owned()));
    parts.push(Part::List(standing(report, alliance, health)));
    parts.extend(promises(&alliance.review_pack, None, &|_| true));
    parts.extend(metrics(health, RESULTS));
    parts.extend(issues(&alliance.review_pack));
    parts.extend(findings(alliance));
    parts.push(Part::Heading("Agenda".to_owned()));
    parts.push(Part::List(agenda(report, alliance, Some(health), None, &|_| true)));
    parts
}

/// The brief that can be sent to another side: what every side has agreed and can see, and nothing else. What is in it is
/// listed here one by one, so that a new field of the record stays ours until somebody puts it in.
pub fn theirs(report: &Report, alliance: &AllianceReport, reader: &str) -> Vec<Part> {
    let review_pack = &alliance.review_pack;
    let us = report.us.as_deref().unwrap_or("our side");
    let partners: Vec<&str> =
        review_pack.sides.iter().filter(|side| side.id != US).map(|side| side.name.as_str()).collect();
    let title = format!("{us} and {}: alliance review", listed(&partners));
    let mut parts = vec![Part::Title(title, format!("as of {}", report.as_of))];
    let people: Vec<String> = review_pack.sides.iter().filter_map(person).collect();
    if !people.is_empty() {
        parts.push(Part::Heading("At the table".to_owned()));
        parts.push(Part::List(people));
    }
    let told = |side: &Side| review_pack.commitments_shared || side.id == reader;
    parts.extend(promises(review_pack, Some(reader), &told));
    let results = alliance.health.as_ref().map(|health| shared_metrics(us, health, review_pack, reader));
    parts.extend(results.unwrap_or_default());
    if let Some(last) = review_pack.reviews.iter().find(|review| review.everyone) {
        parts.push(Part::Heading("Last review with everyone".to_owned()));
        let decided = match last.decisions.as_slice() {
            [] => String::new(),
            decisions => format!(": {}", decisions.join("; ")),
        };
        parts.push(Part::Text(format!("{}{decided}", last.date)));
    }
    parts.push(Part::Heading("Agenda".to_owned()));
    parts.push(Part::List(agenda(report, alliance, None, Some(reader), &told)));
    parts
}

fn beside(report: &Report, alliance: &AllianceReport) -> String {
    let kind = alliance.kind.map(|kind| format!("{kind}, ")).unwrap_or_default();
    let stage = alliance.stage.map(|stage| format!("{stage}, ")).unwrap_or_default();
    format!("{kind}{stage}as of {}", report.as_of)
}

/// The decision as the first words of a brief.
pub(super) fn decision(decision: Decision) -> String {
    let word = decision.word();
    match decision {
        Decision::Nothing => "Nothing to decide".to_owned(),
        _ => {
            let (first, rest) = word.split_at(1);
            format!("{}{rest}", first.to_uppercase())
        }
    }
}

/// Owner, reviews, notice, value, attention and score, a line each.
pub(super) fn standing(report: &Report, alliance: &AllianceReport, health: &Health) -> Vec<String> {
    let review_pack = &alliance.review_pack;
    let mut lines = Vec::new();
    lines.push(match (&alliance.owner, alliance.commercial) {
        (Some(owner), true) => format!("{owner} answers for the commercial outcome"),
        (Some(owner), false) => format!("{owner} is the contact; nobody answers for the commercial outcome"),
        (None, _) => "nobody on our side owns it".to_owned(),
    });
    let review = alliance
        .last_review
        .map_or("no substantive review yet".to_owned(), |date| format!("last substantive review {date}"));
    lines.push(match report.next(alliance, Occasion::Review) {
        Some(next) if next.overdue => {
            format!("{review}; the next was due {} ({} ago)", next.date, count(-next.days, "day"))
        }
        Some(next) => format!("{review}; the next is due {}", next.date),
        None => review,
    });
    let mut clock = Vec::new();
    clock.extend(review_pack.term_ends.map(|ends| match review_pack.term_expired {
        true => format!("the term ended on {ends}, and nothing renewed it"),
        false => format!("the term runs to {ends}"),
    }));
    clock.extend(review_pack.notice.as_ref().map(|notice| format!("{notice} of notice")));
    clock.extend(review_pack.missed_notice.clone());
    clock.extend(alliance.notice_by.map(|by| format!("renews itself unless notice is given by {by}")));
    clock.extend(health.exit.map(|exit| format!("next clean exit {}", exit.date)));
    if !clock.is_empty() {
        lines.push(clock.join("; "));
    }
    lines.push(worth(report, health));
    lines.extend(shown_score(alliance).map(|score| {
        format!("structure {score}; {}", counted(Paper { width: 0, ascii: true }, alliance.counts()))
    }));
    lines
}

/// What it brought, what of that would have come anyway, and what it took.
fn worth(report: &Report, health: &Health) -> String {
    let value = &health.value;
    let currency = &report.currency;
    let mut text = match (value.known, value.surviving_percent()) {
        (Some(known), Some(percent)) => format!(
            "{} incremental in {}, {percent} % of the {} reported",
            money(known, currency),
            count(i64::from(value.months), "month"),
            money(value.gross, currency)
        ),
        (Some(_), None) if !value.is_in_money() => "no metric counts realised money".to_owned(),
        (Some(_), None) => "no realised money on record".to_owned(),
        (None, _) if value.unproven == 0 => "no result in money is on record".to_owned(),
        (None, _) => format!("incremental value unproven: {}", lacks(value)),
    };
    if let Some(hours) = value.hours {
        text += &format!(", for {} hours", grouped(hours));
        if let Some(cost) = value.cost {
            text += &format!(" and {} of attention", money(cost, currency));
        }
    }
    if let Some(an_hour) = value.an_hour().filter(|an_hour| *an_hour > Decimal::ZERO) {
        text += &format!(": {} an hour", money(an_hour, currency));
    }
    if let Some(evidence) = health.evidence.phrase() {
        text += &format!("; {evidence}");
    }
    text
}

/// What keeps results from counting, with how many each.
fn lacks(value: &Value) -> String {
    let results = || value.metrics.iter().flat_map(|metric| &metric.results);
    let reasons = [Lack::Counterfactual, Lack::Total, Lack::Currency, Lack::Unit, Lack::Price].map(|lack| {
        let such = |standing: &Option<Standing>| {
            matches!(standing, Some(Standing::Unproven { lacks, .. }) if *lacks == lack)
        };
        let number = results().filter(|result| such(&result.standing)).count();
        (number, lack)
    });
    let told = reasons.iter().filter(|(number, _)| *number > 0);
    let told: Vec<String> = told
        .map(|(number, lack)| format!("{} because {}", count(as_i64(*number), "result"), lack.clause()))
        .collect();
    listed(&told)
}

/// What each side has promised, and how it stands. A partner who is to read it sees of contributions what was agreed between
/// us and them, without our tally of it.
pub(super) fn promises(
    review_pack: &ReviewPack,
    reader: Option<&str>,
    told: &dyn Fn(&Side) -> bool,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for side in &review_pack.sides {
        let dated = side.commitments.iter().filter(|_| told(side)).map(|promise| {
            let due = promise.due.map_or("no day set".to_owned(), |due| format!("due {due}"));
            format!("{} ({due}; {})", shorten(&promise.what, LONGEST), promise.state.words())
        });
        let shown = |item: &&Promised| {
            reader.is_none_or(|reader| item.agreed && (side.id == US || side.id == reader))
        };
        let standing = side.contributions.iter().filter(shown).map(|item| {
            let what = shorten(&item.what, LONGEST);
            match reader {
                Some(_) => format!("{what} ({})", window(item)),
                None => format!("{what} ({}; {})", window(item), delivered(item)),
            }
        });
        let lines: Vec<String> = dated.chain(standing).collect();
        if lines.is_empty() {
            continue;
        }
        if parts.is_empty() {
            parts.push(Part::Heading("Commitments by side".to_owned()));
        }
        let kept = kept(side).filter(|_| told(side)).map(|kept| format!(": {kept}")).unwrap_or_default();
        parts.push(Part::Text(format!("{}{kept}", side.name)));
        parts.push(Part::List(lines));
    }
    parts
}

/// How many of its dated promises that have fallen due a side has kept.
fn kept(side: &Side) -> Option<String> {
    let kept = side.commitments.iter().filter(|promise| promise.state.is_kept()).count();
    let overdue =
        side.commitments.iter().filter(|promise| matches!(promise.state, State::Overdue(_))).count();
    let due = kept + overdue;
    let noun = if due == 1 { "promise" } else { "promises" };
    (due > 0).then(|| format!("{due} {noun} that fell due, {kept} of them kept"))
}

fn window(item: &Promised) -> String {
    match (item.from, item.until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "no window".to_owned(),
    }
}

fn delivered(item: &Promised) -> String {
    match (item.delivered, item.all_delivered) {
        (Some(amount), _) => format!("{} delivered", grouped(amount)),
        (None, Some(true)) => "delivered".to_owned(),
        (None, Some(false)) => "not delivered".to_owned(),
        (None, None) => "not recorded".to_owned(),
    }
}

fn number(amount: Option<Decimal>) -> String {
    amount.map_or("-".to_owned(), grouped)
}

/// The latest results of each metric with both sides' readings and what survives of them.
pub(super) fn metrics(health: &Health, most: usize) -> Vec<Part> {
    let mut rows = Vec::new();
    for metric in &health.value.metrics {
        for result in metric.results.iter().rev().take(most) {
            rows.push(vec![
                metric.name.clone(),
                result.period.to_string(),
                number(result.total),
                their_reading(&result.readings),
                number(result.without),
                result.incremental.map_or("unproven".to_owned(), grouped),
                number(metric.floor),
                number(metric.target),
            ]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("METRIC").shrinks(1),
        Column::text("PERIOD"),
        Column::number("OURS"),
        Column::number("THEIRS"),
        Column::number("WITHOUT"),
        Column::number("INCREMENTAL"),
        Column::number("FLOOR"),
        Column::number("TARGET"),
    ];
    let mut parts = vec![Part::Heading("Results, the latest first".to_owned()), Part::Table(columns, rows)];
    let evidence: Vec<String> = health.value.metrics.iter().map(|metric| evidence(health, metric)).collect();
    parts.push(Part::List(evidence));
    parts
}

/// On what a metric's increments rest.
fn evidence(health: &Health, metric: &MetricValue) -> String {
    let unit = metric.unit.as_deref().map(|unit| format!(" in {unit}")).unwrap_or_default();
    let grade = match metric.grade {
        Some(grade) => format!("what would have come anyway is known by {grade}"),
        None => "nobody has said how to know what would have come anyway".to_owned(),
    };
    let missing: Vec<String> = metric.missing.iter().map(ToString::to_string).collect();
    let missing = match missing.as_slice() {
        [] => String::new(),
        missing => format!("; no result for {}", listed(missing)),
    };
    let graded = health.evidence.of(metric.index);
    let graded = graded.map(|graded| format!("evidence {}, ", graded.grade)).unwrap_or_default();
    format!("{}{unit}: {graded}{grade}{missing}", metric.name)
}

fn their_reading(readings: &[(String, Decimal)]) -> String {
    match readings {
        [] => "-".to_owned(),
        readings => {
            let totals: Vec<String> = readings.iter().map(|(_, total)| grouped(*total)).collect();
            totals.join(" / ")
        }
    }
}

/// The latest results as we and the reader read them, with the levels that the reader has agreed.
fn shared_metrics(us: &str, health: &Health, review_pack: &ReviewPack, reader: &str) -> Vec<Part> {
    let mut rows = Vec::new();
    for metric in &health.value.metrics {
        let Some(shared) = metric.shared_with(reader) else { continue };
        for result in metric.results.iter().rev().take(RESULTS) {
            let read = result.readings.iter().find(|(side, _)| side == reader).map(|(_, total)| *total);
            rows.push(vec![
                metric.name.clone(),
                result.period.to_string(),
                number(result.total),
                number(read),
                number(metric.floor.filter(|_| shared.floor)),
                number(metric.target.filter(|_| shared.target)),
            ]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("METRIC").shrinks(1),
        Column::text("PERIOD"),
        Column::number("READ BY US"),
        Column::number("READ BY YOU"),
        Column::number("FLOOR"),
        Column::number("TARGET"),
    ];
    let you =
        review_pack.sides.iter().find(|side| side.id == reader).map_or(reader, |side| side.name.as_str());
    vec![
        Part::Heading("Results, the latest first".to_owned()),
        Part::Text(format!("\"Us\" is {us}, \"you\" is {you}.")),
        Part::Table(columns, rows),
    ]
}

pub(super) fn issues(review_pack: &ReviewPack) -> Vec<Part> {
    if review_pack.issues.is_empty() {
        return Vec::new();
    }
    let lines = review_pack.issues.iter().map(|issue| {
        let severity = issue.severity.map(|severity| format!("{severity}, ")).unwrap_or_default();
        let age = issue.days.map_or("no day".to_owned(), |days| format!("open for {}", count(days, "day")));
        format!("{} ({severity}{age})", issue.what)
    });
    vec![Part::Heading("Open issues".to_owned()), Part::List(lines.collect())]
}

fn findings(alliance: &AllianceReport) -> Vec<Part> {
    if alliance.findings.is_empty() {
        return Vec::new();
    }
    // What is wrong comes before what is missing.
    let ordered = alliance.faults().chain(alliance.gaps());
    let mut lines: Vec<String> = ordered.take(FINDINGS).map(finding).collect();
    if alliance.findings.len() > FINDINGS {
        let more = count(as_i64(alliance.findings.len() - FINDINGS), "more finding");
        lines.push(format!("{more}: alliance audit {}", alliance.file));
    }
    vec![Part::Heading("To put right".to_owned()), Part::List(lines)]
}

fn finding(finding: &ReportedFinding) -> String {
    let advice = finding.advice().map(|fix| format!("; {}", shorten(fix, 120))).unwrap_or_default();
    format!(
        "{}: {}{advice} ({}:{})",
        finding.severity,
        shorten(finding.headline(), 160),
        finding.at.file,
        finding.at.line
    )
}

fn person(side: &Side) -> Option<String> {
    let owner = side.owner.as_deref()?;
    let role = side.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
    Some(format!("{}: {owner}{role}", side.name))
}

/// What the review should get through, in its order. Without our own view it has only what both can see.
fn agenda(
    report: &Report,
    alliance: &AllianceReport,
    ours: Option<&Health>,
    reader: Option<&str>,
    told: &dyn Fn(&Side) -> bool,
) -> Vec<String> {
    let review_pack = &alliance.review_pack;
    let mut items = Vec::new();
    let overdue: Vec<String> = review_pack
        .sides
        .iter()
        .filter(|side| told(side))
        .flat_map(|side| side.commitments.iter().map(move |promise| (side, promise)))
        .filter(|(_, promise)| !promise.state.is_kept())
        .map(|(side, promise)| format!("{} ({}, {})", promise.what, side.name, promise.state.words()))
        .collect();
    items.extend(overdue.iter().map(|promise| format!("Promise: {promise}")));
    let read = |health: &Health| {
        let shown = |metric: &&MetricValue| reader.is_none_or(|reader| metric.shared_with(reader).is_some());
        health.value.metrics.iter().filter(shown).any(|metric| !metric.results.is_empty())
    };
    if alliance.health.as_deref().is_some_and(read) {
        items.push(
            "Read the results together, and agree on one number where the two readings differ".to_owned(),
        );
    }
    if let Some(health) = ours {
        let grave = alliance.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        if !review_pack.issues.is_empty() {
            items.push(format!("Go through {}", count(as_i64(review_pack.issues.len()), "open issue")));
        }
        if grave > 0 {
            items.push(format!("Agree who puts right {}, by when", count(as_i64(grave), "error")));
        }
        items.insert(
            0,
            match health.verdict.decision {
                Decision::Nothing => "Close what is left open".to_owned(),
                Decision::Continue => "Confirm that it goes on, and until when".to_owned(),
                decision => format!("Decide: {decision}"),
            },
        );
        items.push(format!(
            "Record what was decided under `decisions` and `governance.reviews` in {}",
            alliance.file
        ));
    }
    if alliance.stage == Some("ended") {
        return items;
    }
    let next = report.next(alliance, Occasion::Review).map(|entry| entry.date);
    items.push(match next.filter(|next| *next > report.as_of) {
        Some(next) => format!("Set the next review (due by {next})"),
        None => "Set the next review".to_owned(),
    });
    items
}
