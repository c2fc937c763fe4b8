//! Who carries how much: the alliances and hours of each owner, and how many one person can run.

use rust_decimal::Decimal;

use super::chart::{BAR, CROWD, Chart, FigureTable, Lane};
use super::scale::share;
use super::svg::Strip;
use crate::model::{Kind, comparable, grouped, hours};
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, Report};
use crate::text::{count, listed, shorten};

/// One person and the alliances that run.
struct Load<'r> {
    name: &'r str,
    alliances: Vec<&'r AllianceReport>,
    hours: Decimal,
}

impl Load<'_> {
    fn strategic(&self) -> usize {
        self.alliances.iter().filter(|alliance| alliance.kind == Some(Kind::Strategic)).count()
    }
}

/// The chart; `None` where nobody answers for anything.
pub(super) fn load(report: &Report) -> Option<Chart> {
    let mut people: Vec<Load> = Vec::new();
    let runs = |alliance: &&AllianceReport| alliance.is_running();
    for alliance in report.by_urgency().into_iter().filter(runs) {
        let Some(name) = alliance.owner.as_deref() else { continue };
        let place = people.iter().position(|load| comparable(load.name) == comparable(name));
        let place = place.unwrap_or_else(|| {
            people.push(Load { name, alliances: Vec::new(), hours: Decimal::ZERO });
            people.len() - 1
        });
        if let Some(load) = people.get_mut(place) {
            load.alliances.push(alliance);
            load.hours = load.hours.saturating_add(alliance.hours_per_month.unwrap_or_default());
        }
    }
    people.sort_by_key(|load| (std::cmp::Reverse(load.alliances.len()), std::cmp::Reverse(load.hours)));
    let limit = usize::try_from(report.focus.most_an_owner).unwrap_or(usize::MAX);
    let most = people.iter().map(|load| load.alliances.len()).max()?.max(limit.min(people.len() + limit));
    let over: Vec<&Load> = people.iter().filter(|load| load.strategic() > limit).collect();
    let title = match over.as_slice() {
        [] => format!("Nobody answers for more than {} strategic alliances", limit),
        [one] => format!(
            "{} answers for {}; one person can run {limit}",
            shorten(one.name, 40),
            count(as_i64(one.strategic()), "strategic alliance")
        ),
        many => format!(
            "{} answer for more strategic alliances than the {limit} that one person can run",
            count(as_i64(many.len()), "person").replace("persons", "people")
        ),
    };
    let whole = Decimal::from(most);
    let lanes = people.iter().take(CROWD).map(|load| {
        let mut strip = Strip::default();
        for (at, alliance) in load.alliances.iter().enumerate() {
            let (from, to) = (share(Decimal::from(at), whole), share(Decimal::from(at + 1), whole));
            let class = if at >= limit && load.strategic() > limit { "bar over" } else { "bar" };
            strip.bar(class, from, to - 0.6, 0, BAR, &alliance.name);
        }
        if limit < most {
            strip.rule("limit", share(Decimal::from(limit), whole) - 0.3);
        }
        let names: Vec<String> =
            load.alliances.iter().take(4).map(|alliance| shorten(&alliance.name, 40)).collect();
        let more = load.alliances.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = if more.is_empty() { listed(&names) } else { names.join(", ") + &more };
        Lane {
            name: shorten(load.name, 60),
            strip: strip.drawn("strip", BAR),
            figure: format!("{}, {}", count(as_i64(load.alliances.len()), "alliance"), hours(load.hours)),
            beside: names,
            ..Lane::default()
        }
    });
    let lanes: Vec<Lane> = lanes.collect();
    let note = match people.len() - lanes.len() {
        0 => String::new(),
        more => format!("{more} more are in the table."),
    };
    let row = |load: &Load| {
        vec![
            load.name.to_owned(),
            load.alliances.len().to_string(),
            load.strategic().to_string(),
            grouped(load.hours),
        ]
    };
    Some(Chart {
        id: "people",
        name: "People",
        title,
        lead: "Alliances that run, one block each, and hours a month. The line marks how many strategic ones one person can run."
            .to_owned(),
        lanes,
        note,
        figures: FigureTable {
            headings: &[("Owner", false), ("Alliances", true), ("Strategic", true), ("Hours a month", true)],
            rows: people.iter().map(row).collect(),
        },
        ..Chart::default()
    })
}
