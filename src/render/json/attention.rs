//! What the portfolio brought and took, and where its hours go.

use rust_decimal::Decimal;
use serde::Serialize;

use super::value::cents;
use crate::report::{FocusList, Grade, Report, Worth};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Worth"))]
pub(super) struct WorthForm {
    /// How many months back.
    months: u32,
    /// Realised money that would not have come anyway.
    incremental: Decimal,
    /// Everything counted by the same results.
    gross: Decimal,
    /// How much of the gross survives, in whole percent.
    surviving_percent: Option<Decimal>,
    /// Results in money that prove nothing.
    unproven_results: u32,
    /// Everything counted by those.
    unproven_gross: Decimal,
    /// Hours of management, as far as recorded.
    hours: Decimal,
    /// What they and the rest cost, as far as recorded.
    cost: Decimal,
    /// How far the increment can be believed, A to D, weighted by the money.
    evidence: Option<Grade>,
    /// How much of it must be true to pay for the cost, in percent.
    pays_if_true_percent: Option<Decimal>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Attention"))]
pub(super) struct AttentionForm<'r> {
    /// Hours a month that there are.
    capacity_hours_per_month: Option<Decimal>,
    /// Hours a month once all that is to end has ended.
    hours_if_decided: Decimal,
    /// Hours a month if nothing is decided.
    hours_if_nothing_is: Decimal,
    /// Best first; what is to end comes last.
    ranked: Vec<Ranked<'r>>,
    /// Alliances whose hours are not recorded.
    hours_not_recorded: Vec<&'r str>,
    /// Hours a month that ending everything below the line would free.
    freed_hours_per_month: Decimal,
    /// Incremental money that it would cost, as far as known.
    lost_incremental: Decimal,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Ranked<'r> {
    /// Its name.
    alliance: &'r str,
    /// Hours a month.
    hours_per_month: Option<Decimal>,
    /// Hours a month of this one and all above it.
    cumulative_hours: Decimal,
    /// Incremental money over the trailing months; null where unproven.
    incremental: Option<Decimal>,
    /// Incremental money for an hour, by its latest results; null where that is not known or not measured.
    return_per_hour: Option<Decimal>,
    /// Whether its verdict is to end it.
    to_end: bool,
    /// Whether the capacity reaches down to it.
    within_capacity: bool,
    /// Whether the value is what a proposal promises.
    promised_only: bool,
}

pub(super) fn worth(worth: &Worth) -> WorthForm {
    WorthForm {
        months: worth.months,
        incremental: worth.incremental,
        gross: worth.gross,
        surviving_percent: worth.surviving_percent(),
        unproven_results: worth.unproven,
        unproven_gross: worth.unproven_gross,
        hours: worth.hours,
        cost: worth.cost,
        evidence: worth.grade,
        pays_if_true_percent: worth.share.map(|share| share.percent),
    }
}

pub(super) fn attention<'r>(report: &'r Report, list: &'r FocusList) -> AttentionForm<'r> {
    let name = |place: usize| report.alliances[place].name.as_str();
    AttentionForm {
        capacity_hours_per_month: list.capacity,
        hours_if_decided: list.decided(),
        hours_if_nothing_is: list.hours(),
        ranked: list
            .ranked
            .iter()
            .map(|ranked| Ranked {
                alliance: name(ranked.claim.place),
                hours_per_month: ranked.claim.hours,
                cumulative_hours: ranked.cumulative,
                incremental: ranked.claim.value,
                return_per_hour: ranked.an_hour.map(cents),
                to_end: ranked.claim.ending,
                within_capacity: ranked.fits,
                promised_only: ranked.claim.promised,
            })
            .collect(),
        hours_not_recorded: list.unrecorded.iter().map(|place| name(*place)).collect(),
        freed_hours_per_month: list.freed(),
        lost_incremental: list.lost(),
    }
}
