//! The chart of structure against return, from the report.

use super::scale::float;
use super::scatter::{Canvas, Point, WELL_BUILT, draw};
use super::{CROWD, Chart, Figures, alliance_link, tone, verdict, word};
use crate::model::grouped;
use crate::render::escape::html;
use crate::render::text::page::as_i64;
use crate::report::{AllianceReport, Report};
use crate::text::count;

/// The chart; `None` where no running alliance has both a score and a return that is known.
pub(super) fn chart(report: &Report) -> Option<Chart> {
    let running: Vec<&AllianceReport> = report
        .by_urgency()
        .into_iter()
        .filter(|alliance| {
            matches!(alliance.stage, Some("active" | "paused" | "winding-down")) && score(alliance).is_some()
        })
        .collect();
    let known = |alliance: &&AllianceReport| alliance.health.as_ref()?.value.an_hour();
    running.iter().find_map(known)?;
    let crowd = running.len().saturating_sub(CROWD);
    let shown = &running[..running.len() - crowd];
    let average = report.worth.an_hour();
    let points: Vec<Point> = shown.iter().filter_map(|alliance| point(alliance)).collect();
    let title = title(report, &running);
    let note = match crowd {
        0 => String::new(),
        more => format!("{} less urgent are in the table only.", count(as_i64(more), "alliance")),
    };
    let canvas = |class, width, height| Canvas {
        class,
        width,
        height,
        average: average.map_or(0.0, float),
        currency: &report.currency,
        label: &title,
    };
    let wide = draw(&points, canvas("scatter wide", 920.0, 480.0));
    let narrow = draw(&points, canvas("scatter narrow", 350.0, 460.0));
    let legend = |class: &str| {
        let name = |alliance: &&AllianceReport| {
            format!(
                "<li><a href=\"{}\" dir=\"auto\">{}</a> <span class=\"quiet\">{}</span></li>",
                alliance_link(alliance.place),
                html(&crate::text::shorten(&alliance.name, 60)),
                word(verdict(alliance))
            )
        };
        format!("<ol class=\"legend {class}\">{}</ol>", shown.iter().map(name).collect::<String>())
    };
    let mut drawing = wide.svg + &narrow.svg;
    match (wide.numbered, narrow.numbered) {
        (false, false) => {}
        (false, true) => drawing += &legend("narrow"),
        _ => drawing += &legend(""),
    }
    Some(Chart {
        id: "structure",
        name: "Structure",
        lead: format!(
            "To the right what is well built (score of {WELL_BUILT} and more), above the line what brings more for an hour than the portfolio does{}. The larger the bubble, the more hours it takes; bubbles that would cover one another stand side by side. Upwards the scale grows closer.",
            average.map_or(String::new(), |figure| format!(
                " ({} {})",
                report.currency,
                grouped(figure.round())
            ))
        ),
        title,
        drawing,
        note,
        figures: Figures {
            headings: &[
                ("Alliance", false),
                ("Verdict", false),
                ("Structure score", true),
                ("Incremental value for an hour", true),
                ("Hours a month", true),
            ],
            rows: running.iter().map(|alliance| row(alliance)).collect(),
        },
        ..Chart::default()
    })
}

fn score(alliance: &AllianceReport) -> Option<u32> {
    Some(alliance.health.as_ref()?.score.as_ref()?.raw.score)
}

fn point(alliance: &AllianceReport) -> Option<Point> {
    let health = alliance.health.as_ref()?;
    Some(Point {
        name: alliance.name.clone(),
        word: word(verdict(alliance)),
        tone: tone(verdict(alliance)),
        score: f64::from(score(alliance)?),
        an_hour: health.value.an_hour().map(float),
        hours: alliance.hours_per_month.map_or(0.0, float),
    })
}

/// How many are where one wants them.
fn title(report: &Report, running: &[&AllianceReport]) -> String {
    let best = running.iter().filter(|alliance| {
        let built = score(alliance).is_some_and(|score| f64::from(score) >= WELL_BUILT);
        let an_hour = alliance.health.as_ref().and_then(|health| health.value.an_hour());
        built && an_hour.is_some_and(|figure| report.worth.an_hour().is_some_and(|average| figure >= average))
    });
    let all = count(as_i64(running.len()), "running alliance");
    match best.count() {
        0 => format!("None of {all} is both well built and worth more than the average hour"),
        1 => format!("One of {all} is both well built and worth more than the average hour"),
        more => format!("{more} of {all} are both well built and worth more than the average hour"),
    }
}

fn row(alliance: &AllianceReport) -> Vec<String> {
    let health = alliance.health.as_ref();
    vec![
        alliance.name.clone(),
        word(verdict(alliance)).to_owned(),
        score(alliance).map_or("-".to_owned(), |score| score.to_string()),
        health
            .and_then(|health| health.value.an_hour())
            .map_or("not known".to_owned(), |figure| grouped(figure.round())),
        alliance.hours_per_month.map_or("not recorded".to_owned(), grouped),
    ]
}
