//! Charts of one lane per alliance: a name, a strip that is as wide as its place, and the figure in words.

use super::chart::{BAR, CROWD, Chart, FigureTable, Lane, alliance_link, lane};
use super::scale::share;
use super::svg::Strip;
use crate::model::{Stage, grouped, hours, money};
use crate::report::{AllianceReport, AllianceValue, Health, Ranked, Report};
use crate::text::{capital, count, listed, number_word, short_day, shorten};

use crate::render::text::page::as_i64;
use rust_decimal::Decimal;

/// Attention: hours by alliance, the best return first, and the line where the hours end.
pub(super) fn attention(report: &Report) -> Option<Chart> {
    let list = &report.attention;
    let most = list.ranked.iter().filter_map(|ranked| ranked.claim.hours).max()?;
    let below = list.below().count();
    let title = match list.capacity {
        None => {
            format!("{} a month are planned; how many are available is not recorded", hours(list.hours()))
        }
        Some(capacity) if below == 0 => {
            format!("All alliances fit: {} of {} a month are planned", grouped(list.hours()), hours(capacity))
        }
        Some(capacity) => {
            let ending: Vec<String> =
                list.ending().iter().map(|place| shorten(&report.alliances[*place].name, 40)).collect();
            let decided = match ending.as_slice() {
                [] => {
                    let below = count(as_i64(below), "alliance");
                    format!("{below} {} not fit", if below.starts_with("1 ") { "does" } else { "do" })
                }
                few if few.len() <= 2 => format!("{} without {}", grouped(list.decided()), listed(few)),
                many => format!("{} once {} are wound down", grouped(list.decided()), many.len()),
            };
            format!(
                "{} a month are planned and {} available; {decided}",
                hours(list.hours()),
                grouped(capacity)
            )
        }
    };
    let mut lanes = steps(report);
    let first = lanes.len();
    lanes.extend(list.ranked.iter().take(CROWD).enumerate().map(|(at, ranked)| {
        let mut strip = Strip::default();
        let taken = ranked.claim.hours.unwrap_or_default();
        strip.bar("bar", 0.0, share(taken, most), 0, BAR, &hours(taken));
        Lane {
            divider: (at == 0 && first > 0).then(|| "By alliance, the best return first".to_owned()),
            strip: strip.drawn("strip", BAR),
            figure: hours(taken),
            beside: an_hour(report, ranked),
            ..lane(&report.alliances[ranked.claim.place])
        }
    }));
    let rest = list.ranked.len().saturating_sub(CROWD);
    let row = |ranked: &Ranked| {
        let alliance = &report.alliances[ranked.claim.place];
        vec![
            alliance.name.clone(),
            grouped(ranked.claim.hours.unwrap_or_default()),
            grouped(ranked.cumulative),
            match ranked.an_hour {
                Some(figure) => grouped(figure.round()),
                None if ranked.claim.in_money => "not known".to_owned(),
                None => "not measured".to_owned(),
            },
            match (ranked.claim.ending, ranked.fits) {
                (true, _) => "to wind down",
                (false, true) => "fits",
                (false, false) => "does not fit",
            }
            .to_owned(),
        ]
    };
    let more = if rest > 0 { format!("{rest} more are in the table. ") } else { String::new() };
    let mut note = more
        + &match list.capacity.filter(|_| below > 0) {
            None => String::new(),
            Some(_) => {
                let lost = list.lost();
                let lost = if lost > Decimal::ZERO {
                    format!(
                        "{} of incremental value in {}",
                        money(lost, &report.currency),
                        count(i64::from(report.worth.months), "month")
                    )
                } else {
                    "no incremental value that is recorded".to_owned()
                };
                format!(
                    "Winding down what does not fit frees {} a month and gives up {lost}. ",
                    hours(list.freed())
                )
            }
        };
    if !list.unrecorded.is_empty() {
        let names: Vec<&str> =
            list.unrecorded.iter().map(|place| report.alliances[*place].name.as_str()).collect();
        note += &format!("Hours are not recorded, so not shown: {}.", crate::text::listed(&names));
    }
    Some(Chart {
        id: "attention",
        name: "Attention",
        title,
        lead: "Hours of management a month: what is planned, what the decisions change, and what each alliance takes.".to_owned(),
        lanes,
        note: note.trim_end().to_owned(),
        figures: FigureTable {
            headings: &[
                ("Alliance", false),
                ("Hours a month", true),
                ("Together", true),
                ("Incremental value for an hour, latest results", true),
                ("Capacity", false),
            ],
            rows: list.ranked.iter().map(row).collect(),
        },
        ..Chart::default()
    })
}

/// Most alliances that have a step of their own.
const STEPS: usize = 5;

/// From the hours that are planned to those once all is decided, a step for each alliance that is to end.
fn steps(report: &Report) -> Vec<Lane> {
    let list = &report.attention;
    let (planned, decided) = (list.hours(), list.decided());
    let most = list.capacity.unwrap_or_default().max(planned);
    let step = |name: String, link: String, from: Decimal, to: Decimal, class: &str, figure: String| {
        let mut strip = Strip::default();
        strip.bar(class, share(from, most), share(to, most), 0, BAR, &figure);
        if let Some(capacity) = list.capacity {
            strip.rule("limit", share(capacity, most));
        }
        Lane { name, link, strip: strip.drawn("strip", BAR), figure, ..Lane::default() }
    };
    let over = |total: Decimal| list.capacity.is_some_and(|capacity| total > capacity);
    let bar = |total: Decimal| if over(total) { "bar over" } else { "bar" };
    let mut lanes = vec![step(
        "Planned today".to_owned(),
        String::new(),
        Decimal::ZERO,
        planned,
        bar(planned),
        hours(planned),
    )];
    if let (Some(first), Some(capacity)) = (lanes.first_mut(), list.capacity) {
        first.beside = format!("{} available (the line)", grouped(capacity));
    }
    let ending: Vec<&Ranked> = list.ranked.iter().filter(|ranked| ranked.claim.ending).collect();
    if ending.len() > STEPS {
        let name = format!("without {} that are to end", ending.len());
        let figure = format!("\u{2212}{}", grouped(planned.saturating_sub(decided)));
        lanes.push(step(name, String::new(), decided, planned, "bar freed", figure));
    } else {
        let mut left = planned;
        for ranked in ending {
            let alliance = &report.alliances[ranked.claim.place];
            let freed = ranked.claim.hours.unwrap_or_default();
            let then = left.saturating_sub(freed);
            let name = format!("without {}", shorten(&alliance.name, 40));
            let figure = format!("\u{2212}{}", grouped(freed));
            lanes.push(step(name, alliance_link(alliance), then, left, "bar freed", figure));
            left = then;
        }
    }
    if decided != planned {
        let name = "Once all is decided".to_owned();
        lanes.push(step(name, String::new(), Decimal::ZERO, decided, bar(decided), hours(decided)));
    }
    lanes
}

fn an_hour(report: &Report, ranked: &Ranked) -> String {
    match ranked.an_hour {
        Some(figure) => format!("{} an hour", money(figure, &report.currency)),
        None if ranked.claim.in_money => "value of an hour not known".to_owned(),
        None => "no revenue measured".to_owned(),
    }
}

/// Value after attention: to the left what it cost, to the right what would not have come without it, in the order of the
/// decisions.
pub(super) fn value(report: &Report) -> Option<Chart> {
    let counted: Vec<&AllianceReport> = report
        .by_urgency()
        .into_iter()
        .filter(|alliance| {
            let runs = alliance.is_running();
            let earned = |health: &Health| health.value.incremental > Decimal::ZERO;
            alliance.health.as_deref().is_some_and(|health| {
                earned(health) || runs && (health.value.cost.is_some() || health.value.is_in_money())
            })
        })
        .collect();
    let values = || counted.iter().filter_map(|alliance| Some(&alliance.health.as_deref()?.value));
    let cost = values().filter_map(|value| value.cost).max().unwrap_or_default();
    let earned = values().map(|value| value.incremental).max().unwrap_or_default().max(Decimal::ZERO);
    let span = cost.checked_add(earned).filter(|span| *span > Decimal::ZERO)?;
    let currency = &report.currency;
    let zero = share(cost, span);
    let lanes: Vec<Lane> = counted
        .iter()
        .take(CROWD)
        .filter_map(|alliance| {
            let value = &alliance.health.as_deref()?.value;
            let mut strip = Strip::default();
            let taken = value.cost.unwrap_or_default();
            strip.bar(
                "bar cost",
                zero - share(taken, span),
                zero,
                0,
                BAR,
                &value.cost.map_or("attention not recorded".to_owned(), |_| {
                    format!("attention {}", money(taken, currency))
                }),
            );
            if value.incremental > Decimal::ZERO {
                let end = zero + share(value.incremental, span);
                strip.bar(
                    "bar",
                    zero,
                    end,
                    0,
                    BAR,
                    &format!("incremental {}", money(value.incremental, currency)),
                );
            }
            strip.rule("axis", zero);
            let (figure, beside) = said(alliance, value, currency);
            Some(Lane { strip: strip.drawn("strip", BAR), figure, beside, ..lane(alliance) })
        })
        .collect();
    let rows = counted.iter().filter_map(|alliance| {
        let value = &alliance.health.as_deref()?.value;
        let known = known(value);
        let unknown = if value.is_in_money() { "unproven" } else { "not measured" };
        Some(vec![
            alliance.name.clone(),
            value.cost.map_or("not recorded".to_owned(), |cost| grouped(cost.round())),
            known.map_or(unknown.to_owned(), |value| grouped(value.round())),
            match (known, value.cost) {
                (Some(value), Some(cost)) => grouped(value.saturating_sub(cost).round()),
                (Some(_), None) => "not known".to_owned(),
                (None, _) => unknown.to_owned(),
            },
            if value.gross.is_zero() && !value.is_in_money() {
                "-".to_owned()
            } else {
                grouped(value.gross.round())
            },
        ])
    });
    let mut notes = Vec::new();
    if counted.len() > lanes.len() {
        notes.push(format!("{} more are in the table.", counted.len() - lanes.len()));
    }
    let ended: Vec<_> = counted.iter().filter(|alliance| alliance.stage == Some(Stage::Ended)).collect();
    let brought = |alliance: &AllianceReport| {
        alliance.health.as_deref().map(|health| health.value.incremental).unwrap_or_default()
    };
    let all = ended.iter().fold(Decimal::ZERO, |sum, alliance| sum.saturating_add(brought(alliance)));
    match ended.as_slice() {
        [] => {}
        [only] => {
            notes.push(format!("{} of it came from {}, which has ended.", money(all, currency), only.name));
        }
        several => notes.push(format!(
            "{} of it came from {} alliances that have ended.",
            money(all, currency),
            several.len()
        )),
    }
    Some(Chart {
        id: "value",
        name: "Value",
        title: title(&counted),
        lead: format!(
            "{currency}, {} to {}. Left of the line: what our attention cost. Right: incremental value, which we would not have had without the alliance.",
            count(i64::from(report.worth.months), "month"),
            short_day(report.as_of)
        ),
        lanes,
        note: notes.join(" "),
        figures: FigureTable {
            headings: &[
                ("Alliance", false),
                ("Attention", true),
                ("Incremental", true),
                ("After attention", true),
                ("Reported", true),
            ],
            rows: rows.collect(),
        },
        ..Chart::default()
    })
}

/// The incremental money, where any of it is counted and all of it is known.
fn known(value: &AllianceValue) -> Option<Decimal> {
    value.known.filter(|_| value.is_in_money())
}

/// What is left after attention, in words, and what to know beside it.
fn said(alliance: &AllianceReport, value: &AllianceValue, currency: &str) -> (String, String) {
    let mut beside = Vec::new();
    if let Some(cost) = value.cost {
        beside.push(format!("after {} of attention", money(cost, currency)));
    }
    let periods: usize = value.metrics.iter().map(|metric| metric.missing.len()).sum();
    if periods > 0 {
        beside.push(format!("{} missing", count(as_i64(periods), "result")));
    }
    if value.unproven > 0 {
        beside.push(format!("{} unproven", count(i64::from(value.unproven), "result")));
    }
    if alliance.stage == Some(Stage::Ended) {
        beside.push("ended".to_owned());
    }
    let figure = match (known(value), value.cost) {
        (Some(known), Some(cost)) => {
            let net = known.saturating_sub(cost).round();
            let sign = if net > Decimal::ZERO { "+" } else { "" };
            format!("{sign}{}", grouped(net).replace('-', "\u{2212}"))
        }
        (Some(known), None) => {
            beside.push("attention not recorded".to_owned());
            money(known, currency)
        }
        (None, _) if !value.is_in_money() => "no revenue measured".to_owned(),
        (None, _) => "value unproven".to_owned(),
    };
    (figure, beside.join("; "))
}

/// How many earn more than their attention costs, which do not, and how many do not say.
fn title(counted: &[&AllianceReport]) -> String {
    let (mut earn, mut lose, mut silent) = (0, Vec::new(), 0);
    for alliance in counted.iter().filter(|alliance| alliance.stage != Some(Stage::Ended)) {
        let Some(value) = alliance.health.as_deref().map(|health| &health.value) else { continue };
        match known(value).zip(value.cost) {
            Some((known, cost)) if known > cost => earn += 1,
            Some(_) => lose.push(shorten(&alliance.name, 40)),
            None => silent += 1,
        }
    }
    let verb = |number: usize, one: &'static str, more: &'static str| if number == 1 { one } else { more };
    let number =
        |number: usize| if number > 12 { number.to_string() } else { number_word(number).to_owned() };
    let mut parts = vec![match earn {
        1 => "one alliance earns more than its attention costs".to_owned(),
        more => format!("{} alliances earn more than their attention costs", number(more)),
    }];
    match lose.as_slice() {
        [] => {}
        few if few.len() <= 2 => parts.push(format!("{} {} not", listed(few), verb(few.len(), "does", "do"))),
        many => parts.push(format!("{} do not", number(many.len()))),
    }
    if silent > 0 {
        parts.push(format!("{} {} no proven revenue", number(silent), verb(silent, "shows", "show")));
    }
    capital(&parts.join("; "))
}
