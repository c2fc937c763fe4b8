//! What the columns of a sheet of results hold, by their headings and by what stands in them.

use chrono::Datelike;

use super::super::cells::{Decimals, amount};
use super::super::columns::plain;
use super::super::dates::{self, Time};
use super::super::fiscal::FiscalName;
use crate::model::{FiscalYear, Period};

/// A column.
#[derive(Debug, Clone)]
pub struct ResultColumn {
    /// Its place, from 0.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub role: Role,
    /// Up to three different values.
    pub samples: Vec<String>,
    /// How its numbers are written.
    pub(super) decimals: Decimals,
}

/// What a column of a sheet of results holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The period.
    Period,
    /// The partner.
    Partner,
    /// The metric's name.
    Metric,
    /// Everything that was counted.
    Total,
    /// What would have come without the alliance.
    Without,
    /// The partner's own reading.
    PartnerTotal,
    /// The figures of one metric, by one of these names.
    Figures(Vec<String>),
    /// The figures of one period.
    Of(Period),
    /// Nothing that is used.
    Skip,
}

impl Role {
    /// As `--map` and `import.yaml` write it; none where the heading alone says it.
    pub fn words(&self) -> Vec<String> {
        let word = match self {
            Self::Period => "period",
            Self::Partner => "partner",
            Self::Metric => "metric",
            Self::Total => "total",
            Self::Without => "without",
            Self::PartnerTotal => "partner_total",
            Self::Skip => "skip",
            Self::Figures(names) => return names.clone(),
            Self::Of(_) => return Vec::new(),
        };
        vec![word.to_owned()]
    }

    pub(super) fn of_words(words: &[String]) -> Self {
        match words.first().map(String::as_str) {
            Some("period") => Self::Period,
            Some("partner") => Self::Partner,
            Some("metric") => Self::Metric,
            Some("total") => Self::Total,
            Some("without") => Self::Without,
            Some("partner_total") => Self::PartnerTotal,
            Some("skip") => Self::Skip,
            _ => Self::Figures(words.to_vec()),
        }
    }
}

/// The names of columns, in lower case and without marks.
const NAMES: [(Role, &[&str]); 6] = [
    (
        Role::Period,
        &[
            "period",
            "month",
            "quarter",
            "date",
            "year",
            "monat",
            "quartal",
            "zeitraum",
            "jahr",
            "close month",
            "reporting period",
            "datum",
        ],
    ),
    (
        Role::Partner,
        &[
            "partner",
            "alliance",
            "account",
            "partner account",
            "partner name",
            "account name",
            "company",
            "firma",
            "partnername",
            "unternehmen",
        ],
    ),
    (Role::Metric, &["metric", "kpi", "measure", "kennzahl", "metric name"]),
    (
        Role::Total,
        &["total", "value", "amount", "actual", "result", "figure", "wert", "ist", "summe", "our total"],
    ),
    (
        Role::Without,
        &[
            "without",
            "without the alliance",
            "baseline",
            "would have come anyway",
            "anyway",
            "counterfactual",
            "ohne",
        ],
    ),
    (
        Role::PartnerTotal,
        &["partner total", "partner figure", "their total", "partner value", "their figure", "partnerwert"],
    ),
];

pub(super) fn role_of(heading: &str) -> Option<Role> {
    let name = plain(heading);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| role.clone())
}

/// The period that a heading is: `Jan-26`, `Q1 2026`, or the day with which a spreadsheet stores a month.
pub(super) fn period_of_heading(heading: &str, year: Option<FiscalYear>) -> Option<Period> {
    if let Some(name) = FiscalName::read(heading) {
        return name.period(year?);
    }
    let reading = dates::read(heading).filter(|reading| reading.rest.is_empty())?;
    match reading.time {
        Time::Period(period) => Some(period),
        Time::Day(day) if day.day() == 1 => Period::around(day, 1),
        _ => None,
    }
}

pub(super) fn guess(name: &str, texts: &[String], before: &[ResultColumn], year: Option<FiscalYear>) -> Role {
    let role = role_of(name).filter(|role| before.iter().all(|column| column.role != *role));
    if let Some(role) = role {
        return role;
    }
    if let Some(period) = period_of_heading(name, year) {
        return Role::Of(period);
    }
    // A column of figures is that of the metric it is called by.
    let figures = texts.iter().filter(|text| amount(text, Decimals::Open).is_some()).count();
    if figures * 2 >= texts.len() && !texts.is_empty() {
        Role::Figures(vec![name.to_owned()])
    } else {
        Role::Skip
    }
}
