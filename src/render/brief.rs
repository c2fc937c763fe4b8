//! The one-page pre-read for the review of an alliance: the decision first, then what the review goes through.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::facts::deadlines::Occasion;
use crate::facts::ledger::{Lack, Standing};
use crate::health::{Counts, MetricValue};
use crate::health::{Decision, Health, Value};
use crate::model::date::months_between;
use crate::model::{Period, Stage, US, grouped};
use crate::render::document::{Levels, Part, Point};
use crate::render::text::page::{Column, as_i64};
use crate::render::text::{counted, page::Paper, shown_score};
use crate::report::review_pack::{Promised, ReviewPack, Side, State};
use crate::report::{AllianceReport, Report};
use crate::rules::evolution::common::{money, spent};
use crate::text::{capital, clipped, count, listed, long_day, short_day, shorten};

/// Results of a metric that are shown, the latest.
const RESULTS: usize = 3;
/// Longest promise that is shown in full.
const LONGEST: usize = 160;

/// The brief for our own side, on one page: what to decide, then why, then what to talk about. `sources` adds the places
/// in the files that it rests on.
pub fn ours(report: &Report, alliance: &AllianceReport, sources: bool) -> Vec<Part> {
    let mut parts = vec![Part::Title(format!("{}: review brief", alliance.name), beside(report, alliance))];
    let Some(health) = &alliance.health else {
        parts.push(Part::Callout(
            "Not ready".to_owned(),
            "its file cannot be read, so nothing can be said of the alliance; `alliance audit` says what to fix".to_owned(),
        ));
        return parts;
    };
    let verdict = &health.verdict;
    parts.push(Part::Callout(
        decision(verdict.decision),
        format!("{}.", capital(&clipped(&verdict.headline, REASON))),
    ));
    parts.push(Part::Facts(facts(report, alliance, health)));
    parts.extend(chart(health).map(Part::Chart));
    let why = reasons(alliance, sources);
    if !why.is_empty() {
        parts.push(Part::Heading("Why".to_owned()));
        parts.push(Part::List(why));
    }
    parts.push(Part::Heading("The four questions".to_owned()));
    parts.push(Part::Facts(answers(alliance, health)));
    let options = options(report, alliance, health);
    if !options.is_empty() {
        parts.push(Part::Heading("Options".to_owned()));
        parts.push(options_table(options));
    }
    parts.push(Part::Heading("Agenda".to_owned()));
    parts.push(Part::List(our_agenda(report, alliance, health)));
    parts
}

/// Longest reason, and how many of them there are.
const REASON: usize = 150;
const REASONS: usize = 4;
/// Longest answer to one of the four questions.
const ANSWER: usize = 230;
/// Longest name of a promise, a metric or an issue in a sentence.
const NAME: usize = 70;

/// By when, at what price, by whom, and the way out.
pub(super) fn facts(report: &Report, alliance: &AllianceReport, health: &Health) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, text: String| facts.push((name.to_owned(), text));
    if alliance.stage != Some(Stage::Ended) {
        fact(
            "Decide by",
            match report.decide_by(alliance) {
                Some(by) => format!("{} ({})", by.words(), by.occasion()),
                None => "no day is set: set one".to_owned(),
            },
        );
    }
    if let Some(price) = report.price_of_waiting(alliance) {
        fact("Price of waiting", format!("{} a quarter", listed(&spent(price, &report.currency))));
    }
    fact(
        "Owner",
        match (&alliance.owner, alliance.commercial) {
            (Some(owner), true) => format!("{owner}, who answers for the commercial outcome"),
            (Some(owner), false) => {
                format!("{owner} is the contact; nobody is recorded as answering for the commercial outcome")
            }
            (None, _) => "nobody on our side".to_owned(),
        },
    );
    if let Some(exit) = health.exit {
        let notice =
            exit.notice_by().map(|by| format!(", with notice by {}", long_day(by))).unwrap_or_default();
        fact("Earliest exit", format!("{} without breach{notice}", long_day(exit.date)));
    }
    fact("Value", capital(&worth(report, alliance, health)));
    facts
}

/// What the decision rests on, what is wrong before what is missing.
fn reasons(alliance: &AllianceReport, sources: bool) -> Vec<String> {
    let said = alliance.why.iter().map(|why| (why.text.as_str(), &why.at));
    // The callout has the first already where it is the only one that says so.
    let headline = alliance.health.as_ref().map_or("", |health| health.verdict.headline.as_str());
    let found = alliance.faults().map(|finding| (finding.headline.as_str(), &finding.at));
    let mut seen: Vec<&str> = vec![headline];
    let mut lines = Vec::new();
    for (text, at) in said.chain(found) {
        if seen.contains(&text) {
            continue;
        }
        seen.push(text);
        lines.push(match sources {
            true => format!("{} ({}:{})", capital(&clipped(text, REASON)), at.file, at.line),
            false => capital(&clipped(text, REASON)),
        });
    }
    let shown = if sources { lines.len() } else { REASONS };
    lines.truncate(shown);
    lines
}

/// The four questions with what the record answers.
pub(super) fn answers(alliance: &AllianceReport, health: &Health) -> Vec<(String, String)> {
    let pack = &alliance.review_pack;
    let by_side = |of: &dyn Fn(&Side) -> String| {
        let sides: Vec<String> =
            pack.sides.iter().map(|side| format!("{}: {}", side.name, of(side))).collect();
        clipped(&sides.join(". "), ANSWER)
    };
    let first = |list: Vec<String>| match list.as_slice() {
        [] => "not recorded".to_owned(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
    };
    let gives = by_side(&|side| {
        let gives = side.contributions.iter().map(|item| {
            let done = match (item.delivered, item.all_delivered) {
                (Some(amount), _) => format!(" ({} delivered)", grouped(amount)),
                (None, Some(true)) => " (delivered)".to_owned(),
                (None, Some(false)) => " (not delivered)".to_owned(),
                (None, None) => String::new(),
            };
            format!("{}{done}", clipped(&item.what, NAME))
        });
        let kept = kept(side).map(|kept| format!("; {kept}")).unwrap_or_default();
        first(gives.collect()) + &kept
    });
    let wants = by_side(&|side| first(side.expects.iter().map(|wants| clipped(wants, NAME)).collect()));
    let metrics: Vec<String> = health
        .value
        .metrics
        .iter()
        .map(|metric| {
            let latest = metric.results.last().map_or("no result yet".to_owned(), |result| {
                format!("{} in {}", number(result.incremental.or(result.total)), result.period.spoken())
            });
            let level = |name: &str, level: Option<Decimal>| {
                level.map_or(format!("no {name}"), |level| format!("{name} {}", grouped(level)))
            };
            format!(
                "{}: {latest} ({}, {})",
                clipped(&metric.name, 40),
                level("minimum", metric.floor),
                level("target", metric.target)
                    + &metric.on_the_way.map_or(String::new(), |(due, part)| {
                        format!(" by {}: {} by then would be on the way", long_day(due), grouped(part))
                    })
            )
        })
        .collect();
    let measured = match metrics.as_slice() {
        [] => "no headline metric is recorded".to_owned(),
        metrics => clipped(&metrics.join(". "), ANSWER),
    };
    let mut ends = Vec::new();
    ends.extend(pack.term_ends.map(|ends| match pack.term_expired {
        true => format!("the term ended on {} and nothing renewed it", long_day(ends)),
        false => format!("the term runs to {}", long_day(ends)),
    }));
    ends.push(
        pack.notice
            .as_ref()
            .map_or("no definite notice period".to_owned(), |notice| format!("{notice} of notice")),
    );
    ends.extend(pack.missed_notice.clone());
    ends.push(match pack.triggers {
        0 => "no agreed trigger for an exit conversation".to_owned(),
        more => count(as_i64(more), "agreed exit trigger"),
    });
    ends.push(match pack.handover.as_slice() {
        [] => "no handover agreed".to_owned(),
        items => {
            format!("handover of {}", listed(&items.iter().map(|item| clipped(item, 40)).collect::<Vec<_>>()))
        }
    });
    vec![
        ("What each side contributes".to_owned(), gives),
        ("What each side wants".to_owned(), wants),
        ("How success is measured".to_owned(), measured),
        ("If it does not work".to_owned(), capital(&clipped(&ends.join("; "), ANSWER))),
    ]
}

/// What can be chosen, with its price: what is recommended first, leaving things as they are last.
pub(super) fn options(report: &Report, alliance: &AllianceReport, health: &Health) -> Vec<Vec<String>> {
    let verdict = &health.verdict;
    if !verdict.decision.is_needed() {
        return Vec::new();
    }
    let currency = &report.currency;
    let dash = || "-".to_owned();
    let price = |months: u32| spent(health.monthly.over(months), currency).last().cloned();
    let until_exit = || {
        let exit = health.exit.filter(|exit| exit.date > report.as_of)?;
        let months = months_between(report.as_of, exit.date).max(1);
        Some(format!("{} until {}", price(months)?, long_day(exit.date)))
    };
    let option = |decision: Decision| -> Vec<String> {
        let (cost, needs) = match decision {
            Decision::WindDown | Decision::FinishExit => (
                until_exit(),
                match health.exit.and_then(|exit| exit.notice_by()) {
                    Some(by) => format!("notice by {}", long_day(by)),
                    None if health.exit.is_some() => "notice, and the handover".to_owned(),
                    None => "an end date agreed with the partner".to_owned(),
                },
            ),
            Decision::Restructure => {
                (None, "terms, governance and exit agreed again with the partner".to_owned())
            }
            Decision::Reclassify => (None, "the lighter type, its terms and fewer hours".to_owned()),
            Decision::ProveIt => (
                price(3).map(|price| format!("{price} for one more quarter")),
                "one result with what would have come without it".to_owned(),
            ),
            Decision::DecideTest => (None, "end it, repeat it, or agree what it becomes".to_owned()),
            Decision::Deepen => (None, "a structure that holds the opportunity, and new terms".to_owned()),
            Decision::DoNotSign => (None, "the gaps closed before the signature".to_owned()),
            Decision::ReadyToSign => (None, "two signatures".to_owned()),
            Decision::FixThenContinue | Decision::Continue | Decision::Nothing => {
                (None, "what is open closed, and a day for the next decision".to_owned())
            }
        };
        vec![self::decision(decision), cost.unwrap_or_else(dash), needs]
    };
    let mut rows = vec![option(verdict.decision)];
    rows.extend(verdict.otherwise.filter(|other| *other != verdict.decision).map(|other| {
        let mut row = option(other);
        verdict.change.clone_into(&mut row[2]);
        row
    }));
    // Of what is to grow, going on as before is the other option already.
    if alliance.stage != Some(Stage::Proposed) && verdict.decision != Decision::Deepen {
        rows.push(vec![
            "Leave it as it is".to_owned(),
            price(3).map_or_else(dash, |price| format!("{price} a quarter")),
            "nothing: that is why it happens".to_owned(),
        ]);
    }
    rows
}

/// The options as a table.
pub(super) fn options_table(options: Vec<Vec<String>>) -> Part {
    let columns =
        vec![Column::text("OPTION"), Column::text("WHAT IT COSTS"), Column::text("WHAT IT NEEDS").shrinks(1)];
    Part::Table(columns, options)
}

/// What the review should get through, in its order.
fn our_agenda(report: &Report, alliance: &AllianceReport, health: &Health) -> Vec<String> {
    let pack = &alliance.review_pack;
    let mut items = vec![match health.verdict.decision {
        Decision::Nothing => "Close what is left open".to_owned(),
        Decision::Continue => "Confirm that it continues, and until when".to_owned(),
        Decision::WindDown => match health.exit.and_then(|exit| exit.notice_by()) {
            Some(by) => format!("Decide: wind down, with notice by {}", long_day(by)),
            None => "Decide: wind down".to_owned(),
        },
        decision => format!("Decide: {decision}"),
    }];
    let late = pack.sides.iter().flat_map(|side| side.commitments.iter().map(move |promise| (side, promise)));
    let late: Vec<String> = late
        .filter(|(_, promise)| matches!(promise.state, State::Overdue(_)))
        .map(|(side, promise)| {
            format!("{} ({}, {})", clipped(&promise.what, NAME), side.name, promise.state.words())
        })
        .collect();
    match late.as_slice() {
        [] => {}
        [first] => items.push(format!("Overdue promise: {first}")),
        [first, rest @ ..] => items.push(format!("Overdue promises: {first}, and {} more", rest.len())),
    }
    match pack.issues.as_slice() {
        [] => {}
        [only] => items.push(format!("Settle: {}", clipped(&only.what, NAME))),
        [first, rest @ ..] => {
            items.push(format!(
                "Settle: {}, and {}",
                clipped(&first.what, NAME),
                count(as_i64(rest.len()), "more issue")
            ));
        }
    }
    if health.value.metrics.iter().any(|metric| !metric.results.is_empty()) {
        items
            .push("Read the results together, and agree one number where the two readings differ".to_owned());
    }
    let (must, should) = (alliance.counts().errors, alliance.counts().warnings);
    if must + should > 0 {
        items.push(format!(
            "Gaps to close: {must} that must be fixed and {should} that should be; name who and by when"
        ));
    }
    if alliance.stage != Some(Stage::Ended) {
        items.push(match report.next(alliance, Occasion::Review).filter(|next| !next.overdue) {
            Some(next) => format!("Set the next review (due by {})", long_day(next.date)),
            None => "Set the next review".to_owned(),
        });
    }
    items
}

/// The metric to look at first over the last months: one in money where there is one.
pub(super) fn chart(health: &Health) -> Option<Levels> {
    let drawable = |metric: &&MetricValue| metric.results.len() > 1;
    let metrics = || health.value.metrics.iter().filter(drawable);
    let metric = metrics().find(|metric| metric.counts == Counts::Value).or_else(|| metrics().next())?;
    let period = |period: Period| match period.months() {
        1 => period.start().format("%b %y").to_string(),
        3 if period.fiscal().is_none() => {
            format!("Q{} {}", period.start().month0() / 3 + 1, period.start().format("%y"))
        }
        _ if period.fiscal().is_some() => period.spoken(),
        _ => period.to_string(),
    };
    let since = health.drift.as_ref().map(|price| price.drift.since);
    let broke = metric.results.iter().position(|result| Some(result.period.end()) == since);
    let last = metric.results.last()?;
    let name = clipped(&metric.name, NAME);
    let title = match broke.and_then(|at| metric.results.get(at)) {
        Some(first) if metric.floor.is_some() => {
            format!("{name}: below the minimum since {}", first.period.spoken())
        }
        Some(first) => format!("{name}: below half of the target since {}", first.period.spoken()),
        None => {
            let of = match (last.total, last.incremental) {
                (Some(total), Some(incremental)) => format!(
                    "{} in {}, of which {} would not have come otherwise",
                    grouped(total),
                    last.period.spoken(),
                    grouped(incremental)
                ),
                (Some(total), None) => {
                    format!(
                        "{} reported in {}; what would have come anyway is not recorded",
                        grouped(total),
                        last.period.spoken()
                    )
                }
                (None, _) => format!("no total for {}", last.period.spoken()),
            };
            format!("{name}: {of}")
        }
    };
    let unit = metric.unit.as_deref().map(|unit| format!("In {unit}. ")).unwrap_or_default();
    Some(Levels {
        title,
        unit: metric.unit.clone(),
        lead: format!("{unit}Pale: reported. Dark: what would not have come anyway."),
        points: metric
            .results
            .iter()
            .map(|result| Point {
                period: period(result.period),
                total: result.total,
                incremental: result.incremental,
            })
            .collect(),
        floor: metric.floor,
        target: metric.target,
        broke,
        note: None,
    })
}

/// The brief that can be sent to another side: what every side has agreed and can see, and nothing else. What is in it is
/// listed here one by one, so that a new field of the record stays ours until somebody puts it in.
pub fn theirs(report: &Report, alliance: &AllianceReport, reader: &str) -> Vec<Part> {
    let review_pack = &alliance.review_pack;
    let us = report.us.as_deref().unwrap_or("our side");
    let partners: Vec<&str> =
        review_pack.sides.iter().filter(|side| side.id != US).map(|side| side.name.as_str()).collect();
    let title = format!("{us} and {}: alliance review", listed(&partners));
    let mut parts = vec![Part::Title(title, format!("as of {}", long_day(report.as_of)))];
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
        parts.push(Part::Heading("Last joint review".to_owned()));
        let decided = match last.decisions.as_slice() {
            [] => String::new(),
            decisions => format!(", decided: {}", decisions.join("; ")),
        };
        parts.push(Part::Text(format!("{}{decided}", long_day(last.date))));
    }
    parts.push(Part::Heading("Agenda".to_owned()));
    parts.push(Part::List(agenda(report, alliance, reader, &told)));
    parts
}

fn beside(report: &Report, alliance: &AllianceReport) -> String {
    let kind = alliance.kind.map(|kind| format!("{kind}, ")).unwrap_or_default();
    let stage = alliance.stage.map(|stage| format!("{stage}, ")).unwrap_or_default();
    format!("{kind}{stage}as of {}", long_day(report.as_of))
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
        (Some(owner), false) => {
            format!("{owner} is the contact; nobody is recorded as answering for the commercial outcome")
        }
        (None, _) => "nobody on our side owns it".to_owned(),
    });
    let review = alliance
        .last_review
        .map_or("no full review yet".to_owned(), |date| format!("last full review {}", long_day(date)));
    lines.push(match report.next(alliance, Occasion::Review) {
        Some(next) if next.overdue => {
            format!(
                "{review}; the next is {} overdue (due {})",
                count(-next.days, "day"),
                long_day(next.date)
            )
        }
        Some(next) => format!("{review}; the next is due {}", long_day(next.date)),
        None => review,
    });
    let mut clock = Vec::new();
    clock.extend(review_pack.term_ends.map(|ends| match review_pack.term_expired {
        true => format!("the term ended on {} and nothing renewed it", long_day(ends)),
        false => format!("the term runs to {}", long_day(ends)),
    }));
    clock.extend(review_pack.notice.as_ref().map(|notice| format!("{notice} of notice")));
    clock.extend(review_pack.missed_notice.clone());
    clock.extend(
        alliance.notice_by.map(|by| format!("it renews itself unless notice is given by {}", long_day(by))),
    );
    clock.extend(health.exit.map(|exit| format!("earliest exit without breach {}", long_day(exit.date))));
    if !clock.is_empty() {
        lines.push(clock.join("; "));
    }
    lines.push(worth(report, alliance, health));
    lines.extend(shown_score(alliance).map(|score| {
        format!("structure {score}; {}", counted(Paper { width: 0, ascii: true }, alliance.counts()))
    }));
    lines
}

/// What it brought, what of that would have come anyway, and what it took.
fn worth(report: &Report, alliance: &AllianceReport, health: &Health) -> String {
    let value = &health.value;
    let currency = &report.currency;
    let mut text = match (value.known, value.surviving_percent()) {
        (Some(known), Some(percent)) => format!(
            "{} in {} would not have come otherwise ({percent} % of the {} reported)",
            money(known, currency),
            count(i64::from(value.months), "month"),
            money(value.gross, currency)
        ),
        (Some(_), None) if !value.is_in_money() => "no metric measures money".to_owned(),
        (Some(_), None) => "no money recorded yet".to_owned(),
        (None, _) if value.unproven == 0 => "no result in money is recorded".to_owned(),
        (None, _) => format!("unproven: {}", lacks(value)),
    };
    if let Some(hours) = value.hours.filter(|hours| *hours > Decimal::ZERO) {
        text += &format!("; {} hours", grouped(hours));
        if let Some(cost) = value.cost {
            text += &format!(" and {} of attention", money(cost, currency));
        }
    }
    let ranked = report.attention.ranked.iter().find(|ranked| ranked.claim.place == alliance.place);
    if let Some(an_hour) = ranked.and_then(|ranked| ranked.an_hour) {
        text += &format!("; {} an hour by the latest results", money(an_hour, currency));
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
        .map(|(number, lack)| format!("{}: {}", count(as_i64(*number), "result"), lack.clause()))
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
            let due = promise.due.map_or("no day set".to_owned(), |due| format!("due {}", short_day(due)));
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
        (Some(from), Some(until)) => format!("{} to {}", short_day(from), short_day(until)),
        (Some(from), None) => format!("from {}, no end date", short_day(from)),
        (None, Some(until)) => format!("until {}", short_day(until)),
        (None, None) => "dates not agreed".to_owned(),
    }
}

fn delivered(item: &Promised) -> String {
    match (item.delivered, item.all_delivered) {
        (Some(amount), _) => format!("{} delivered", grouped(amount)),
        (None, Some(true)) => "delivered".to_owned(),
        (None, Some(false)) => "not delivered".to_owned(),
        (None, None) => "deliveries not recorded".to_owned(),
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
        Column::number("OUR FIGURE"),
        Column::number("THEIRS"),
        Column::number("ANYWAY"),
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
        None => "no method agreed to separate what would have come anyway".to_owned(),
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
        Column::number("OUR FIGURE"),
        Column::number("YOUR FIGURE"),
        Column::number("FLOOR"),
        Column::number("TARGET"),
    ];
    let you =
        review_pack.sides.iter().find(|side| side.id == reader).map_or(reader, |side| side.name.as_str());
    vec![
        Part::Heading("Results, the latest first".to_owned()),
        Part::Text(format!("Our figure is {us}'s, your figure {you}'s.")),
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

fn person(side: &Side) -> Option<String> {
    let owner = side.owner.as_deref()?;
    let role = side.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
    Some(format!("{}: {owner}{role}", side.name))
}

/// What the review with a partner should get through, of what both sides can see.
fn agenda(
    report: &Report,
    alliance: &AllianceReport,
    reader: &str,
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
        let shown = |metric: &&MetricValue| metric.shared_with(reader).is_some();
        health.value.metrics.iter().filter(shown).any(|metric| !metric.results.is_empty())
    };
    if alliance.health.as_deref().is_some_and(read) {
        items
            .push("Read the results together, and agree one number where the two readings differ".to_owned());
    }
    if alliance.stage == Some(Stage::Ended) {
        return items;
    }
    let next = report.next(alliance, Occasion::Review).map(|entry| entry.date);
    items.push(match next.filter(|next| *next > report.as_of) {
        Some(next) => format!("Set the next review (due by {})", long_day(next)),
        None => "Set the next review".to_owned(),
    });
    items
}
