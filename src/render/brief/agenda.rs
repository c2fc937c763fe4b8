//! What the review should get through.

use crate::model::Stage;
use crate::render::text::page::as_i64;
use crate::report::MetricValue;
use crate::report::Occasion;
use crate::report::review_pack::{PromiseState, SideReview};
use crate::report::{AllianceReport, Report};
use crate::report::{Decision, Health};
use crate::text::{clipped, count, long_day};

use super::common::NAME;

/// What the review should get through, in its order.
pub(super) fn our_agenda(report: &Report, alliance: &AllianceReport, health: &Health) -> Vec<String> {
    let pack = &alliance.review_pack;
    let mut items = vec![match health.verdict.decision {
        Decision::Nothing => "Close what is left open".to_owned(),
        Decision::Continue => "Confirm that it continues, and until when".to_owned(),
        Decision::WindDown => match health.exit.and_then(|exit| exit.notice_by()) {
            Some(by) => format!("Decide to wind it down, with notice by {}", long_day(by)),
            None => "Decide to wind it down".to_owned(),
        },
        Decision::FinishExit => match health.exit.and_then(|exit| exit.notice_by()) {
            Some(by) => format!("Give notice by {}, and settle the handover", long_day(by)),
            None => "Decide what is left to hand over, and by when".to_owned(),
        },
        Decision::Restructure => "Decide to renegotiate the terms".to_owned(),
        Decision::Reclassify => "Decide to run it as the lighter arrangement it is".to_owned(),
        Decision::DecideTest => "Decide what the test has shown, and what follows".to_owned(),
        Decision::ProveIt => "Decide how its value will be proven, and by when".to_owned(),
        Decision::Deepen => "Decide on the deeper structure".to_owned(),
        Decision::DoNotSign => "Decide not to sign before the gaps are closed".to_owned(),
        Decision::ReadyToSign => "Decide to sign".to_owned(),
        Decision::FixThenContinue => "Decide that it continues once the points below are fixed".to_owned(),
    }];
    let late = pack.sides.iter().flat_map(|side| side.commitments.iter().map(move |promise| (side, promise)));
    let late: Vec<String> = late
        .filter(|(_, promise)| matches!(promise.state, PromiseState::Overdue(_)))
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
    let differs = |metric: &MetricValue| {
        let last = metric.results.last();
        last.is_some_and(|last| {
            last.readings.iter().any(|(_, read)| last.total.is_some_and(|ours| ours != *read))
        })
    };
    if alliance.stage != Some(Stage::Ended) && health.value.metrics.iter().any(differs) {
        items.push("Agree one figure where the two sides' figures differ".to_owned());
    }
    let (must, should) = (alliance.counts().errors, alliance.counts().warnings);
    if must + should > 0 {
        let points = match (must, should) {
            (0, should) => format!("{} that should be fixed", count(as_i64(should), "point")),
            (must, 0) => format!("{} that must be fixed", count(as_i64(must), "point")),
            (must, should) => {
                format!("{} that must be fixed and {should} that should be", count(as_i64(must), "point"))
            }
        };
        items.push(format!("Agree who settles what by when: {points}"));
    }
    if alliance.stage != Some(Stage::Ended) {
        items.push(match report.next(alliance, Occasion::Review) {
            Some(next) if next.overdue => "Set the day of the overdue review".to_owned(),
            Some(next) => format!("Set the next review (due by {})", long_day(next.date)),
            None => "Set the next review".to_owned(),
        });
    }
    items
}

/// What the review with a partner should get through, of what both sides can see.
pub(super) fn agenda(
    report: &Report,
    alliance: &AllianceReport,
    reader: &str,
    told: &dyn Fn(&SideReview) -> bool,
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
        items.push("Agree one figure where the two sides' figures differ".to_owned());
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
