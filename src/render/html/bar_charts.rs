//! Charts of one lane per alliance: a name, a strip that is as wide as its place, and the figure in words.

use super::scale::share;
use super::svg::Strip;
use super::{Chart, Figures, Lane, alliance_link};
use crate::health::focus::Ranked;
use crate::model::grouped;
use crate::report::{AllianceReport, Report};
use crate::rules::evolution::common::{hours, money};
use crate::text::{count, shorten};

use crate::render::text::page::as_i64;
use rust_decimal::Decimal;

/// Attention: hours by alliance, the best return first, and the line where the hours end.
pub(super) fn attention(report: &Report) -> Option<Chart> {
    let list = &report.attention;
    let most = list.ranked.iter().filter_map(|ranked| ranked.claim.hours).max()?;
    let below = list.below().count();
    let title = match list.capacity {
        None => format!("{} a month, and nobody has said how many there are", hours(list.hours())),
        Some(capacity) if below == 0 => {
            format!("All alliances fit: {} of {} a month are taken", grouped(list.hours()), hours(capacity))
        }
        Some(capacity) => {
            let word = if below == 1 { "falls" } else { "fall" };
            let below = count(as_i64(below), "alliance");
            format!(
                "{} of {} a month are taken: {below} {word} below the line",
                grouped(list.hours()),
                hours(capacity)
            )
        }
    };
    let mut over = false;
    let lanes = list.ranked.iter().map(|ranked| {
        // The line is drawn once, above the first that the hours do not reach.
        let divider = list.capacity.filter(|_| !ranked.fits && !over);
        over |= !ranked.fits;
        let mut strip = Strip::default();
        let taken = ranked.claim.hours.unwrap_or_default();
        let class = if ranked.fits { "bar" } else { "bar over" };
        strip.bar(class, 0.0, share(taken, most), 0, BAR, &hours(taken));
        Lane {
            divider: divider.map(|capacity| format!("the {} end here", hours(capacity))),
            strip: strip.drawn("strip", BAR),
            figure: hours(taken),
            beside: an_hour(report, ranked),
            ..lane(&report.alliances[ranked.claim.place], ranked.claim.place)
        }
    });
    let lanes: Vec<Lane> = lanes.collect();
    let row = |ranked: &Ranked| {
        let alliance = &report.alliances[ranked.claim.place];
        vec![
            alliance.name.clone(),
            grouped(ranked.claim.hours.unwrap_or_default()),
            grouped(ranked.cumulative),
            ranked.an_hour.map_or("not known".to_owned(), |figure| grouped(figure.round())),
            if ranked.fits { "above" } else { "below" }.to_owned(),
        ]
    };
    let mut note = match list.capacity.filter(|_| below > 0) {
        None => String::new(),
        Some(_) => {
            let lost = list.lost();
            let lost = if lost > Decimal::ZERO {
                format!("{} of incremental value a year", money(lost, &report.currency))
            } else {
                "no incremental value that is on record".to_owned()
            };
            format!(
                "Ending what stands below the line would free {} a month and lose {lost}. ",
                hours(list.freed())
            )
        }
    };
    if !list.unrecorded.is_empty() {
        let names: Vec<&str> =
            list.unrecorded.iter().map(|place| report.alliances[*place].name.as_str()).collect();
        note += &format!("Hours not on record, so not shown: {}.", crate::text::listed(&names));
    }
    Some(Chart {
        id: "attention",
        name: "Attention",
        title,
        lead: "Hours of management a month, the best return first.".to_owned(),
        lanes,
        note: note.trim_end().to_owned(),
        figures: Figures {
            headings: &[
                ("Alliance", false),
                ("Hours a month", true),
                ("Together", true),
                ("Incremental value for an hour", true),
                ("The line", false),
            ],
            rows: list.ranked.iter().map(row).collect(),
        },
        ..Chart::default()
    })
}

fn an_hour(report: &Report, ranked: &Ranked) -> String {
    match ranked.an_hour {
        Some(figure) => format!("{} an hour", money(figure, &report.currency)),
        None => "return not known".to_owned(),
    }
}

/// Value: what was reported, and what of it would not have come anyway.
pub(super) fn value(report: &Report) -> Option<Chart> {
    let with_value = |alliance: &AllianceReport| {
        let value = &alliance.health.as_ref()?.value;
        let reported = value.gross.checked_add(value.unproven_gross)?;
        (reported > Decimal::ZERO).then_some(reported)
    };
    let mut those: Vec<(usize, &AllianceReport, Decimal)> = report
        .alliances
        .iter()
        .enumerate()
        .filter_map(|(place, alliance)| Some((place, alliance, with_value(alliance)?)))
        .collect();
    let most = those.iter().map(|(.., reported)| *reported).max()?;
    let incremental =
        |alliance: &AllianceReport| alliance.health.as_ref().map_or(Decimal::ZERO, |it| it.value.incremental);
    those.sort_by_key(|(place, alliance, _)| (std::cmp::Reverse(incremental(alliance)), *place));
    let worth = &report.worth;
    let currency = &report.currency;
    let title = match worth.surviving_percent() {
        Some(percent) => format!(
            "{percent} % of the {} reported would not have come anyway: {}",
            money(worth.gross, currency),
            money(worth.incremental, currency)
        ),
        None => format!("Nothing proves the {} reported", money(worth.unproven_gross, currency)),
    };
    let mut rows = Vec::new();
    let lanes = those.iter().filter_map(|(place, alliance, reported)| {
        let value = &alliance.health.as_ref()?.value;
        let mut strip = Strip::default();
        let (proven, gross) = (share(value.incremental, most), share(value.gross, most));
        let end = share(*reported, most);
        strip.bar("bar gross", 0.0, gross, 0, BAR, &format!("reported {}", money(value.gross, currency)));
        strip.bar(
            "bar unproven",
            gross,
            end,
            0,
            BAR,
            &format!("unproven {}", money(value.unproven_gross, currency)),
        );
        strip.bar("bar", 0.0, proven, 0, BAR, &format!("incremental {}", money(value.incremental, currency)));
        let percent = value.surviving_percent();
        let unproven = (value.unproven_gross > Decimal::ZERO)
            .then(|| format!("{} unproven", money(value.unproven_gross, currency)));
        let of = percent.map(|percent| format!("{percent} % of {}", money(value.gross, currency)));
        rows.push(vec![
            alliance.name.clone(),
            grouped(value.gross.round()),
            grouped(value.incremental.round()),
            percent.map_or("-".to_owned(), |percent| format!("{percent} %")),
            grouped(value.unproven_gross.round()),
        ]);
        Some(Lane {
            strip: strip.drawn("strip", BAR),
            figure: money(value.incremental, currency),
            beside: of.into_iter().chain(unproven).collect::<Vec<_>>().join(", "),
            ..lane(alliance, *place)
        })
    });
    let lanes: Vec<Lane> = lanes.collect();
    let silent = report.alliances.len() - lanes.len();
    let note = match silent {
        0 => String::new(),
        1 => "One alliance has no money in the results of these months and is not shown.".to_owned(),
        more => format!("{more} alliances have no money in the results of these months and are not shown."),
    };
    Some(Chart {
        id: "value",
        name: "Value",
        title,
        lead: format!(
            "Realised money of the last {}. The full bar is what was reported, the dark part what would not have come without the alliance.",
            count(i64::from(worth.months), "month")
        ),
        lanes,
        note,
        figures: Figures {
            headings: &[
                ("Alliance", false),
                ("Reported", true),
                ("Incremental", true),
                ("Survives", true),
                ("Unproven", true),
            ],
            rows,
        },
        ..Chart::default()
    })
}

/// The height of a bar.
const BAR: u32 = 14;

/// The lane of an alliance, before anything is in it.
pub(super) fn lane(alliance: &AllianceReport, place: usize) -> Lane {
    Lane { name: shorten(&alliance.name, 60), link: alliance_link(place), ..Lane::default() }
}
