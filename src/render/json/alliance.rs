//! One file of the portfolio.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::finding::{FindingForm, WaivedForm, finding, waived};
use super::health::{self, HealthForm};
use crate::model::{Kind, Stage};
use crate::report::{AllianceReport, RuleOutcome};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Alliance"))]
pub(super) struct AllianceForm<'r> {
    /// Its name, or its file's.
    name: &'r str,
    /// What it is called in other systems, by system.
    ids: BTreeMap<&'r str, &'r str>,
    /// Its file.
    file: &'r str,
    /// Whether its file could be read as a record.
    readable: bool,
    /// Whether a part of its file could not be read.
    read_in_part: bool,
    /// What it is called.
    #[serde(rename = "type")]
    kind: Option<&'r str>,
    /// Where it is in its life.
    stage: Option<&'r str>,
    /// Who on our side answers for the commercial outcome, otherwise the first owner named.
    owner: Option<&'r str>,
    /// Whether that owner answers for the commercial outcome.
    owner_is_commercial: bool,
    /// The latest review at which something happened.
    last_substantive_review: Option<String>,
    /// Hours of management a month, as recorded.
    hours_per_month: Option<Decimal>,
    /// Last day to prevent the next automatic renewal.
    notice_by: Option<String>,
    /// How it does; null where its file could not be read.
    health: Option<HealthForm<'r>>,
    /// What is wrong, worst first.
    findings: Vec<FindingForm<'r>>,
    /// What is wrong and accepted.
    waived: Vec<WaivedForm<'r>>,
    /// What every rule said.
    outcomes: &'r [RuleOutcome],
}

pub(super) fn alliance(alliance: &AllianceReport) -> AllianceForm<'_> {
    AllianceForm {
        name: &alliance.name,
        ids: alliance.ids.iter().map(|(system, id)| (system.as_str(), id.as_str())).collect(),
        file: &alliance.file,
        readable: alliance.readable,
        read_in_part: alliance.in_part,
        kind: alliance.kind.map(Kind::word),
        stage: alliance.stage.map(Stage::word),
        owner: alliance.owner.as_deref(),
        owner_is_commercial: alliance.commercial,
        last_substantive_review: alliance.last_review.map(|date| date.to_string()),
        hours_per_month: alliance.hours_per_month,
        notice_by: alliance.notice_by.map(|date| date.to_string()),
        health: alliance.health.as_ref().map(|health| health::health(alliance, health)),
        findings: alliance.findings.iter().map(finding).collect(),
        waived: alliance.waived.iter().map(waived).collect(),
        outcomes: &alliance.outcomes,
    }
}
