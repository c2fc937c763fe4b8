//! What is dated and still ahead or still open: what has to be done by when, and what happens then.

mod record;

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::model::{Portfolio, Side, US, Waiver};

pub use record::{NoticeWindows, of_record, of_verdict};

/// Placeholders such as 9999-12-31 mean that there is no such day.
const YEARS: std::ops::Range<i32> = 1900..9999;

/// What kind of date it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// The planned launch.
    Launch,
    /// The next review.
    Review,
    /// The next decision to continue, deepen, restructure or wind down.
    Decision,
    /// By when to decide whether the term is to renew.
    NoticeDecision,
    /// The last day to prevent an automatic renewal.
    NoticeDeadline,
    /// The end of the running term.
    TermEnd,
    /// The day on which the notice that was given runs out.
    LastDay,
    /// Something to hand over.
    Handover,
    /// A campaign begins.
    CampaignStart,
    /// A campaign ends.
    CampaignEnd,
    /// By when to say what a campaign has shown.
    CampaignDecision,
    /// A contribution begins.
    ContributionStart,
    /// The last day of a contribution.
    ContributionEnd,
    /// A dated promise.
    Commitment,
    /// A result of a metric.
    Result,
    /// The last day of an accepted exception.
    WaiverEnd,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Self; 16] = [
        Self::Launch,
        Self::Review,
        Self::Decision,
        Self::NoticeDecision,
        Self::NoticeDeadline,
        Self::TermEnd,
        Self::LastDay,
        Self::Handover,
        Self::CampaignStart,
        Self::CampaignEnd,
        Self::CampaignDecision,
        Self::ContributionStart,
        Self::ContributionEnd,
        Self::Commitment,
        Self::Result,
        Self::WaiverEnd,
    ];

    /// Its name in output for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Launch => "launch",
            Self::Review => "review",
            Self::Decision => "decision",
            Self::NoticeDecision => "notice-decision",
            Self::NoticeDeadline => "notice-deadline",
            Self::TermEnd => "term-end",
            Self::LastDay => "last-day",
            Self::Handover => "handover",
            Self::CampaignStart => "campaign-start",
            Self::CampaignEnd => "campaign-end",
            Self::CampaignDecision => "campaign-decision",
            Self::ContributionStart => "contribution-start",
            Self::ContributionEnd => "contribution-end",
            Self::Commitment => "commitment",
            Self::Result => "result",
            Self::WaiverEnd => "waiver-end",
        }
    }
}

impl fmt::Display for Occasion {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// Something dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedEntry {
    /// What kind of date it is.
    pub occasion: Occasion,
    /// The day, or the first of several.
    pub date: NaiveDate,
    /// The last of several days.
    pub until: Option<NaiveDate>,
    /// Whose task it is: nobody's where it only happens.
    pub by: Option<Side>,
    /// In words.
    pub text: String,
    /// The field it rests on.
    pub path: String,
    /// The field that stays the same when its day changes: the next review is one event, whenever it is.
    pub series: String,
    /// Whether its day is past and it is still open.
    pub overdue: bool,
}

/// What is dated in `portfolio.yaml`, each with the alliance that it names.
pub fn of_portfolio(portfolio: &Portfolio, as_of: NaiveDate) -> Vec<(Option<&str>, DatedEntry)> {
    let waivers = portfolio.waivers.iter();
    waivers
        .filter_map(|(index, waiver)| Some((waiver.alliance.text(), waiver_end(index, waiver, as_of)?)))
        .collect()
}

/// The last day of a waiver that has everything it needs to hold.
fn waiver_end(index: usize, waiver: &Waiver, as_of: NaiveDate) -> Option<DatedEntry> {
    let rule = waiver.rule.text()?;
    waiver.reason.text().and(waiver.approved_by.text())?;
    let side = waiver.side.named().map(|side| format!(" ({side})")).unwrap_or_default();
    let alliance = waiver.alliance.text().map(|name| format!(" for {name}")).unwrap_or_default();
    let text =
        format!("the waiver of {rule}{side}{alliance} ends: fix the finding, or have the waiver renewed");
    let path = format!("waivers[{index}]");
    Some(DatedEntry {
        series: path.clone(),
        ..task(Occasion::WaiverEnd, waiver.last_day()?, as_of, US, path + ".until", text)
    })
    .filter(is_a_day)
}

fn task(
    occasion: Occasion,
    date: NaiveDate,
    as_of: NaiveDate,
    by: impl Into<Side>,
    path: impl Into<String>,
    text: impl Into<String>,
) -> DatedEntry {
    let (path, text) = (path.into(), text.into());
    let overdue = date < as_of;
    DatedEntry { occasion, date, until: None, by: Some(by.into()), text, series: path.clone(), path, overdue }
}

fn is_a_day(entry: &DatedEntry) -> bool {
    YEARS.contains(&entry.date.year())
}
