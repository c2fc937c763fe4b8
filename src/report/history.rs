//! How a portfolio stood over time.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Counts;
use crate::facts::attention::Monthly;
use crate::health::Decision;

/// A portfolio over time.
#[derive(Debug)]
pub struct History {
    /// Whose portfolio it is.
    pub us: Option<String>,
    /// Its currency.
    pub currency: String,
    /// Every period's end, the earliest first.
    pub points: Vec<HistoryPoint>,
    /// What is to be known about it, a sentence each.
    pub remarks: Vec<String>,
}

/// One period's end.
#[derive(Debug)]
pub struct HistoryPoint {
    /// The period.
    pub label: String,
    /// The day on which it was judged.
    pub day: NaiveDate,
    /// The last commit of that day or before.
    pub commit: Option<String>,
    /// How things stood, or why nobody can say.
    pub standing: Result<PortfolioStanding, &'static str>,
}

/// How a portfolio stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioStanding {
    /// How many records there were.
    pub records: usize,
    /// How many of them could not be read.
    pub unreadable: usize,
    /// The mean structure score of the alliances that had one.
    pub score: Option<Decimal>,
    /// What was found.
    pub counts: Counts,
    /// Incremental money over the trailing months.
    pub incremental: Decimal,
    /// Every alliance.
    pub alliances: Vec<AllianceStanding>,
}

/// How an alliance stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllianceStanding {
    /// Its name.
    #[serde(rename = "alliance")]
    pub name: String,
    /// Its structure score, where it had one.
    pub score: Option<u32>,
    /// What was to be decided; `None` where its file could not be read.
    #[serde(rename = "decision")]
    pub verdict: Option<Decision>,
    /// Incremental money over the trailing months, where all of it was known.
    pub incremental: Option<Decimal>,
    /// Its file's name without the ending, which often stays when the alliance is called something else.
    #[serde(skip)]
    pub stem: String,
    /// What it was called before.
    #[serde(skip)]
    pub aliases: Vec<String>,
    /// What it took in a month.
    #[serde(skip)]
    pub monthly: Monthly,
    /// What had been decided, with its day.
    #[serde(skip)]
    pub decisions: Vec<(NaiveDate, String)>,
}
