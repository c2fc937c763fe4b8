//! Attention against return, for a terminal: who earns an hour best, and the line where the hours end.

use anstyle::Reset;
use rust_decimal::Decimal;

use crate::model::{grouped, hours, money};
use crate::render::document::{Part, spoken};
use crate::render::escape::terminal;
use crate::render::style;
use crate::render::text::header;
use crate::render::text::page::{Column, Page, Paper, as_i64};
use crate::report::{FocusList, Ranked, Report};
use crate::text::{count, listed, long_day};

/// The list, as it would be without those that are `gone`.
pub fn text(report: &Report, list: &FocusList, gone: &[usize], paper: Paper) -> String {
    let mut page = Page::new(paper);
    header(&mut page, report);
    if !gone.is_empty() {
        let name = |place: &usize| terminal(&report.alliances[*place].name).into_owned();
        let asks = |place: &&usize| {
            report.attention.ranked.iter().any(|ranked| ranked.claim.place == **place)
                || report.attention.unrecorded.contains(place)
        };
        let (counted, idle): (Vec<&usize>, Vec<&usize>) = gone.iter().partition(asks);
        if !counted.is_empty() {
            let names: Vec<String> = counted.into_iter().map(name).collect();
            page.wrapped("", &format!("As if {} had ended.", listed(&names)));
        }
        if !idle.is_empty() {
            let names: Vec<String> = idle.into_iter().map(name).collect();
            page.wrapped(
                "",
                &format!("{} takes no hours today: nothing changes without it.", listed(&names)),
            );
        }
    }
    let promised: Vec<String> = list
        .ranked
        .iter()
        .filter(|ranked| ranked.claim.promised)
        .map(|ranked| terminal(&report.alliances[ranked.claim.place].name).into_owned())
        .collect();
    if !promised.is_empty() {
        let note = "counts with the projection of its business case, none of which has been seen (*)";
        page.wrapped("", &format!("{} {note}.", listed(&promised)));
    }
    if list.ranked.is_empty() {
        page.wrapped(
            "",
            "No running alliance has its hours recorded: write `attention: { hours_per_month: NUMBER }` in each.",
        );
        return page.text;
    }
    table(&mut page, report, list);
    conclusion(&mut page, report, list);
    page.text
}

/// The list as a document.
pub fn parts(report: &Report, list: &FocusList, gone: &[usize]) -> Vec<Part> {
    let us = report.us.as_deref().map(|us| format!("{us}: ")).unwrap_or_default();
    let title = format!("{us}what an hour of attention earns");
    let mut parts = vec![Part::Title(title, format!("as of {}", long_day(report.as_of)))];
    if !gone.is_empty() {
        let names: Vec<&str> = gone.iter().map(|place| report.alliances[*place].name.as_str()).collect();
        parts.push(Part::Text(format!("As if {} had ended.", listed(&names))));
    }
    if list.ranked.is_empty() {
        parts.push(Part::Text("No running alliance has its hours recorded.".to_owned()));
        return parts;
    }
    let (columns, rows) = ranking(report, list);
    parts.push(Part::Table(columns, rows));
    let of = match list.capacity {
        Some(capacity) => {
            format!("{} a month are planned and {} available", hours(list.hours()), grouped(capacity))
        }
        None => {
            format!("{} a month are planned; how many are available is not recorded", hours(list.hours()))
        }
    };
    let decided = match list.ending().is_empty() {
        true => String::new(),
        false => format!("; {} once all is decided", grouped(list.decided())),
    };
    parts.push(Part::Text(format!("{of}{decided}.")));
    spoken(&parts)
}

/// The table: its columns, and a row for each alliance, the best return first.
fn ranking(report: &Report, list: &FocusList) -> (Vec<Column>, Vec<Vec<String>>) {
    let columns = vec![
        Column::text("ALLIANCE").shrinks(1),
        Column::text("VERDICT"),
        Column::text("DECIDE BY"),
        Column::number("INCREMENTAL"),
        Column::text("EVIDENCE"),
        Column::number("AN HOUR"),
        Column::number("HOURS"),
        Column::number("RUNNING TOTAL"),
    ];
    let row = |ranked: &Ranked| {
        let alliance = &report.alliances[ranked.claim.place];
        let mark = if ranked.claim.promised { " *" } else { "" };
        vec![
            format!("{}{mark}", alliance.name),
            alliance.health.as_ref().map_or("", |health| health.verdict.decision.word()).to_owned(),
            report.decide_by(alliance).map_or("-".to_owned(), |by| by.cell()),
            match ranked.claim.value {
                _ if !ranked.claim.in_money => "not measured".to_owned(),
                Some(value) => grouped(value.round()),
                None => "unproven".to_owned(),
            },
            match alliance.health.as_ref().and_then(|health| health.evidence.grade) {
                Some(grade) if !ranked.claim.promised => grade.word().to_owned(),
                _ => "-".to_owned(),
            },
            ranked.an_hour.map_or("-".to_owned(), |value| grouped(value.round())),
            ranked.claim.hours.map_or("-".to_owned(), grouped),
            grouped(ranked.cumulative),
        ]
    };
    (columns, list.ranked.iter().map(row).collect())
}

fn table(page: &mut Page, report: &Report, list: &FocusList) {
    let paper = page.paper;
    let (mut columns, mut rows) = ranking(report, list);
    for row in &mut rows {
        for cell in row {
            *cell = terminal(cell).into_owned();
        }
    }
    // Where there is no room for everything, what the hours earn stays.
    let left_out: &[usize] = match paper.width {
        0..72 => &[7, 4, 3, 2],
        72..96 => &[7, 4],
        _ => &[],
    };
    for dropped in left_out {
        columns.remove(*dropped);
        rows.iter_mut().for_each(|row| drop(row.remove(*dropped)));
    }
    // One table, so that the columns above and below the line stand under one another; the line goes in afterwards.
    let mut sheet = Page::new(paper);
    sheet.table(&columns, &rows);
    let within = list.ranked.iter().filter(|ranked| ranked.fits).count();
    for (at, line) in sheet.text.lines().enumerate() {
        // The first line holds the headings.
        if at == within + 1
            && report.whole
            && let Some(capacity) = list.capacity
        {
            let dash = if paper.ascii { "-" } else { "─" };
            let label = format!("{} capacity: {} ", dash.repeat(3), hours(capacity));
            let rest = paper.width.saturating_sub(label.chars().count());
            page.line(&format!("{}{label}{}{Reset}", style::WARNING, dash.repeat(rest)));
        }
        page.line(line);
    }
    page.gap();
}

fn conclusion(page: &mut Page, report: &Report, list: &FocusList) {
    let currency = &terminal(&report.currency);
    if !report.whole {
        page.wrapped(
            "",
            "Only part of the portfolio was read, so it cannot be said where the hours end: run it \
                          without paths.",
        );
        return;
    }
    let ending = list.ending();
    if !ending.is_empty() {
        let names: Vec<String> =
            ending.iter().map(|place| terminal(&report.alliances[*place].name).into_owned()).collect();
        let available =
            list.capacity.map(|capacity| format!(" ({} available)", grouped(capacity))).unwrap_or_default();
        page.wrapped(
            "",
            &format!(
                "If you decide as proposed: {} hours a month{available}, without {}. If you decide nothing: {}.",
                grouped(list.decided()),
                listed(&names),
                grouped(list.hours()),
            ),
        );
    }
    let below = list.below().count();
    match list.capacity {
        None => page.wrapped(
            "",
            &format!(
                "{} a month in all. How many are available is not recorded: write `attention: {{ capacity_hours_per_month: NUMBER }}` in portfolio.yaml.",
                hours(list.hours())
            ),
        ),
        Some(capacity) if below == 0 => page.wrapped(
            "",
            &format!(
                "All fit: {} of {} a month, so {} are free.",
                grouped(list.hours()),
                hours(capacity),
                grouped(capacity.saturating_sub(list.hours()))
            ),
        ),
        Some(capacity) => {
            let unknown = list.below().filter(|ranked| ranked.claim.value.is_none()).count();
            let unknown = match unknown {
                0 => String::new(),
                more => format!(", and what {} may earn", count(as_i64(more), "unproven alliance")),
            };
            let lost = match list.lost() {
                none if none <= Decimal::ZERO => "no recorded money".to_owned(),
                lost => format!(
                    "{} of incremental value in {}",
                    money(lost, currency),
                    count(i64::from(report.worth.months), "month")
                ),
            };
            page.wrapped(
                "",
                &format!(
                    "{} hours a month are planned and {} available. Winding down what is below the line frees {} a \
                     month and gives up {lost}{unknown}.",
                    grouped(list.hours()),
                    grouped(capacity),
                    hours(list.freed()),
                ),
            );
        }
    }
    if !list.unrecorded.is_empty() {
        let names: Vec<String> = list
            .unrecorded
            .iter()
            .map(|place| terminal(&report.alliances[*place].name).into_owned())
            .collect();
        page.wrapped("", &format!("Hours are not recorded, so not ranked: {}.", listed(&names)));
    }
    page.wrapped(
        "",
        &format!(
            "INCREMENTAL: money of the last {} that we would not have won without the alliance. AN HOUR: incremental money for an hour of our time, at the rate of the latest results.",
            count(i64::from(report.worth.months), "month")
        ),
    );
}
