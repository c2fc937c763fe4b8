//! The metrics: the one to look at first as a chart, and the latest results.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::model::{Period, grouped};
use crate::render::document::{Levels, Part, Point};
use crate::render::text::page::Column;
use crate::report::Health;
use crate::report::{CountsAs, MetricValue};
use crate::text::{clipped, listed};

use super::common::NAME;

/// The metric to look at first over the last months: one in money where there is one.
pub(in crate::render) fn chart(health: &Health) -> Option<Levels> {
    let drawable = |metric: &&MetricValue| metric.results.len() > 1;
    let metrics = || health.value.metrics.iter().filter(drawable);
    let metric = metrics().find(|metric| metric.counts == CountsAs::Value).or_else(|| metrics().next())?;
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
                    "{} in {}, of which {} is incremental",
                    grouped(total),
                    last.period.spoken(),
                    grouped(incremental)
                ),
                (Some(total), None) => {
                    format!(
                        "{} reported in {}; what we would have won anyway is not recorded",
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
        lead: format!("{unit}Pale: reported. Dark: incremental."),
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

pub(super) fn number(amount: Option<Decimal>) -> String {
    amount.map_or("-".to_owned(), grouped)
}

/// The latest results of each metric with both sides' readings and what survives of them.
pub(in crate::render) fn metrics(health: &Health, most: usize) -> Vec<Part> {
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
pub(super) fn evidence(health: &Health, metric: &MetricValue) -> String {
    let unit = metric.unit.as_deref().map(|unit| format!(" in {unit}")).unwrap_or_default();
    let grade = match metric.grade {
        Some(grade) => format!("what we would have won anyway is known by {grade}"),
        None => "no method agreed to separate what we would have won anyway".to_owned(),
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
