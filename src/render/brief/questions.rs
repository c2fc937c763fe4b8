//! The four questions with the record's answers, and what can be chosen.

use rust_decimal::Decimal;

use crate::model::calendar::months_between;
use crate::model::{Stage, grouped};
use crate::render::text::page::as_i64;
use crate::report::review_pack::SideReview;
use crate::report::spent;
use crate::report::{AllianceReport, Report};
use crate::report::{Decision, Health};
use crate::text::{capital, clipped, count, listed, long_day};

use super::common::{NAME, decision as worded};
use super::promises::kept;
use super::results::number;

/// Longest answer to one of the four questions.
const ANSWER: usize = 230;

/// The four questions with what the record answers.
pub(in crate::render) fn answers(alliance: &AllianceReport, health: &Health) -> Vec<(String, String)> {
    let pack = &alliance.review_pack;
    let by_side = |of: &dyn Fn(&SideReview) -> String| {
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
            format!("{}{done}", promise(&item.what))
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
                let of = if result.incremental.is_some() { "incremental" } else { "in total" };
                format!("{} {of} in {}", number(result.incremental.or(result.total)), result.period.spoken())
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
                        format!(" by {}; on track would have been {} by then", long_day(due), grouped(part))
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
        true => format!("the term ended on {} without a renewal", long_day(ends)),
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
    let nothing = pack.term_ends.is_none()
        && pack.notice.is_none()
        && pack.triggers == 0
        && pack.handover.is_empty()
        && pack.missed_notice.is_none();
    if nothing {
        ends = vec!["nothing is agreed: no notice period, no exit trigger and no handover".to_owned()];
    }
    vec![
        ("What each side contributes".to_owned(), gives),
        ("What each side wants".to_owned(), wants),
        ("How success is measured".to_owned(), measured),
        ("If it does not work".to_owned(), capital(&clipped(&ends.join("; "), ANSWER))),
    ]
}

/// A promise without what follows its first commas, where it is long: a figure that is cut in two misleads.
fn promise(what: &str) -> String {
    let first = what.char_indices().nth(NAME).map_or(what.len(), |(at, _)| at);
    match what.get(..first).filter(|_| first < what.len()).and_then(|start| start.rfind(", ")) {
        Some(comma) => what.get(..comma).unwrap_or(what).to_owned(),
        None => clipped(what, NAME),
    }
}

/// What can be chosen, with its price and what it needs: what is recommended first, leaving things as they are last.
pub(in crate::render) fn options(
    report: &Report,
    alliance: &AllianceReport,
    health: &Health,
) -> Vec<(String, String)> {
    let verdict = &health.verdict;
    if !verdict.decision.is_needed() {
        return Vec::new();
    }
    let currency = &report.currency;
    let price = |months: u32| spent(health.monthly.over(months), currency).last().cloned();
    let until_exit = || {
        let exit = health.exit.filter(|exit| exit.date > report.as_of)?;
        let months = months_between(report.as_of, exit.date).max(1);
        Some(format!("{} until {}, then nothing", price(months)?, long_day(exit.date)))
    };
    let option = |decision: Decision| {
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
            Decision::Deepen => {
                (None, "a structure that can carry the opportunity, and new terms".to_owned())
            }
            Decision::DoNotSign => (None, "the gaps closed before the signature".to_owned()),
            Decision::ReadyToSign => (None, "two signatures".to_owned()),
            Decision::FixThenContinue | Decision::Continue | Decision::Nothing => {
                (None, "every open point closed, and a day for the next decision".to_owned())
            }
        };
        (worded(decision), capital(&cost.into_iter().chain([needs]).collect::<Vec<_>>().join("; ")))
    };
    let mut rows = vec![option(verdict.decision)];
    // Something else that could really be chosen; what would change the verdict is said with the reasons.
    let proposed = alliance.stage == Some(Stage::Proposed);
    let other = match verdict.decision {
        Decision::WindDown => Some(Decision::Restructure),
        Decision::FinishExit | Decision::Deepen => None,
        _ => Some(Decision::WindDown),
    };
    rows.extend(other.filter(|_| !proposed).map(option));
    if verdict.decision == Decision::Deepen {
        rows.push((
            "Continue as it is".to_owned(),
            "Nothing changes; the opportunity waits, or goes to somebody else".to_owned(),
        ));
    }
    if verdict.decision == Decision::DoNotSign {
        rows.push(("Sign as it is".to_owned(), "Both sides accept the gaps above".to_owned()));
    }
    // Of what is to grow, going on as before is the other option already.
    if !proposed && verdict.decision != Decision::Deepen {
        let cost = price(3).map_or("The cost is not recorded".to_owned(), |price| {
            format!("{price} every quarter, for as long as it runs")
        });
        let renews = alliance.notice_by.map_or(String::new(), |by| {
            format!("; it renews itself unless notice is given by {}", long_day(by))
        });
        rows.push(("Leave it as it is".to_owned(), cost + &renews));
    }
    rows
}
