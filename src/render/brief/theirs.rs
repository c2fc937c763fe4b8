//! The partner's copy: what every side has agreed and can see, and nothing else.

use crate::model::US;
use crate::render::document::{Part, spoken};
use crate::render::text::page::Column;
use crate::report::Health;
use crate::report::review_pack::{ReviewPack, SideReview};
use crate::report::{AllianceReport, Report};
use crate::text::{listed, long_day};

use super::agenda::agenda;
use super::promises::promises;
use super::results::number;

/// Results of a metric that are shown, the latest.
const RESULTS: usize = 3;

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
    let told = |side: &SideReview| review_pack.commitments_shared || side.id == reader;
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
    spoken(&parts)
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

fn person(side: &SideReview) -> Option<String> {
    let owner = side.owner.as_deref()?;
    let role = side.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
    Some(format!("{}: {owner}{role}", side.name))
}
