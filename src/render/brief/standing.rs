//! Where an alliance stands: by when to decide, its price, its owner, its exit, and what it is worth.

use rust_decimal::Decimal;

use crate::model::money;
use crate::model::{Stage, grouped};
use crate::render::text::page::as_i64;
use crate::render::text::{counted, page::Paper, shown_score};
use crate::report::Occasion;
use crate::report::spent;
use crate::report::{AllianceReport, Report};
use crate::report::{AllianceValue, Decision, Health};
use crate::report::{Lack, ResultStanding};
use crate::text::{capital, count, listed, long_day};

/// By when, at what price, by whom, and the way out.
pub(in crate::render) fn facts(
    report: &Report,
    alliance: &AllianceReport,
    health: &Health,
) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, text: String| facts.push((name.to_owned(), text));
    if alliance.stage != Some(Stage::Ended) {
        let continues = health.verdict.decision == Decision::Continue;
        fact(
            if continues { "Next date" } else { "Decide by" },
            match report.decide_by(alliance) {
                Some(by) => format!("{} ({})", by.words(), by.occasion()),
                None => "no day is set: set one".to_owned(),
            },
        );
    }
    if let Some(price) = report.price_of_waiting(alliance) {
        fact("Cost of waiting", format!("{} a quarter", listed(&spent(price, &report.currency))));
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
    if let Some(missed) = &alliance.review_pack.missed_notice {
        fact("Notice missed", capital(missed));
    }
    if let Some(exit) = health.exit {
        let how = match exit.notice_by() {
            Some(by) => format!(" without breach, with notice by {}", long_day(by)),
            None if ["term.ends", "notice_given"].contains(&exit.path()) => " without breach".to_owned(),
            None => " without breach, if notice is given today".to_owned(),
        };
        fact("Earliest exit", format!("{}{how}", long_day(exit.date)));
    }
    fact("Value", capital(&worth(report, alliance, health)));
    facts
}

/// Owner, reviews, notice, value, attention and score, a line each.
pub(in crate::render) fn standing(
    report: &Report,
    alliance: &AllianceReport,
    health: &Health,
) -> Vec<String> {
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
        true => format!("the term ended on {} without a renewal", long_day(ends)),
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
            "{} in {} is incremental: business we would not have won without it ({percent} % of the {} reported)",
            money(known, currency),
            count(i64::from(value.months), "month"),
            money(value.gross, currency)
        ),
        (Some(_), None) if !value.is_in_money() => {
            "no metric measures revenue (pipeline does not count)".to_owned()
        }
        (Some(_), None) => "no money recorded yet".to_owned(),
        (None, _) if value.unproven == 0 => "no result in money is recorded".to_owned(),
        (None, _) => format!("unproven: {}", lacks(value)),
    };
    let missing: usize = value.metrics.iter().map(|metric| metric.missing.len()).sum();
    if missing > 0 && value.is_in_money() {
        text += &format!("; {} missing", count(as_i64(missing), "result"));
    }
    if let Some(hours) = value.hours.filter(|hours| *hours > Decimal::ZERO) {
        text += &format!("; {} hours", grouped(hours));
        if let Some(cost) = value.cost {
            text += &format!(" and {} of attention", money(cost, currency));
        }
        if value.known.is_none() || value.surviving_percent().is_none() {
            text += &format!(" in {}", count(i64::from(value.months), "month"));
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
fn lacks(value: &AllianceValue) -> String {
    let results = || value.metrics.iter().flat_map(|metric| &metric.results);
    let reasons = [Lack::Counterfactual, Lack::Total, Lack::Currency, Lack::Unit, Lack::Price].map(|lack| {
        let such = |standing: &Option<ResultStanding>| {
            matches!(standing, Some(ResultStanding::Unproven { lacks, .. }) if *lacks == lack)
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
