//! One recommendation for each alliance: what to decide, by when, at what price. Every form takes it from here.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AllianceReport, Report, deadlines::Deadline};
use crate::facts::attention::Monthly;
use crate::facts::deadlines::Occasion;
use crate::facts::ledger::ResultStanding;
use crate::health::CountsAs;
use crate::health::Decision;
use crate::model::{Kind, Period, Stage};
use crate::text::{count, short_day};

/// Months over which the price of leaving things as they are is given.
const QUARTER: u32 = 3;

/// In how many days a last day for notice is near enough to come before an overdue review.
const NOTICE_IS_NEAR: i64 = 45;

/// The day by which an alliance is to be decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecideBy {
    /// The day that was set.
    pub date: NaiveDate,
    /// The day to act on: that day, or the as-of date where it has passed.
    pub due: NaiveDate,
    /// For how many days it has been overdue; 0 where it is ahead.
    pub late: i64,
    /// What falls on it.
    pub what: &'static str,
}

impl DecideBy {
    fn new(date: NaiveDate, as_of: NaiveDate, late: i64, what: &'static str) -> Self {
        Self { date, due: date.max(as_of), late, what }
    }

    /// In words: `now, 161 days overdue`, `15 Jan 2027`.
    pub fn words(&self) -> String {
        match self.late {
            1.. => format!("now, {} overdue", count(self.late, "day")),
            _ => short_day(self.date),
        }
    }

    /// In a narrow column: `161 days overdue`, `2027-01-15`.
    pub fn cell(&self) -> String {
        match self.late {
            1.. => format!("{} overdue", count(self.late, "day")),
            _ => self.date.to_string(),
        }
    }

    /// What falls on the day, as a phrase: `review due 14 Jun 2026`, `next review`.
    pub fn occasion(&self) -> String {
        match self.late {
            1.. => format!("{} was due {}", self.what, short_day(self.date)),
            _ if self.what.starts_with("planned") => self.what.to_owned(),
            _ if self.what == NOTICE => "last day to give notice".to_owned(),
            _ => format!("next {}", self.what),
        }
    }
}

/// What the day is called on which notice has to be given at the latest.
const NOTICE: &str = "notice deadline";

/// What may be the day of a decision, with its name, and among equal days the one that says most first.
fn name(occasion: Occasion) -> Option<&'static str> {
    Some(match occasion {
        Occasion::Decision => "decision",
        Occasion::CampaignDecision | Occasion::CampaignEnd => "decision on the campaign",
        Occasion::NoticeDeadline => NOTICE,
        Occasion::Review => "review",
        Occasion::LastDay => "last day",
        _ => return None,
    })
}

/// What follows if everything is decided as recommended, and if nothing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Hours a month once it is decided.
    pub hours: Decimal,
    /// Live strategic alliances then.
    pub strategic: usize,
    /// The day after the last exit, where that lies ahead: until then the hours are those of today.
    pub by: Option<NaiveDate>,
    /// Incremental money of the trailing months from what runs today.
    pub earned: Decimal,
    /// The same from what stays.
    pub stays: Decimal,
    /// What a quarter of attention costs for those that are not shown to earn it.
    pub unearned: Decimal,
    /// How many those are.
    pub unearning: usize,
}

impl Report {
    /// What follows from the recommendations; `None` where nothing is recommended that would change it.
    pub fn outlook(&self) -> Option<Outlook> {
        let decided = |alliance: &AllianceReport| Some(alliance.health.as_ref()?.verdict.decision);
        let ends = |alliance: &AllianceReport| {
            matches!(decided(alliance), Some(Decision::WindDown | Decision::FinishExit))
        };
        let lighter =
            |alliance: &AllianceReport| ends(alliance) || decided(alliance) == Some(Decision::Reclassify);
        let runs = |alliance: &&AllianceReport| alliance.is_running();
        let earns = |alliance: &AllianceReport| Some(alliance.health.as_ref()?.value.incremental);
        let running = || self.alliances.iter().filter(runs);
        let earned = running().filter_map(earns).fold(Decimal::ZERO, Decimal::saturating_add);
        let lost = running().filter(|alliance| ends(alliance)).filter_map(earns);
        let exits = running().filter(|alliance| ends(alliance)).filter_map(|alliance| {
            alliance.health.as_ref()?.exit.map(|exit| exit.date).filter(|date| *date > self.as_of)
        });
        let leaving = self
            .alliances
            .iter()
            .filter(runs)
            .filter(|alliance| alliance.kind == Some(Kind::Strategic) && lighter(alliance));
        let unearned: Vec<Decimal> = self
            .alliances
            .iter()
            .filter(|alliance| {
                matches!(
                    decided(alliance),
                    Some(
                        Decision::WindDown | Decision::FinishExit | Decision::Reclassify | Decision::ProveIt
                    )
                ) && alliance.health.as_ref().is_some_and(|health| health.value.pays != Some(true))
            })
            .filter_map(|alliance| self.price_of_waiting(alliance)?.money)
            .collect();
        let outlook = Outlook {
            hours: self.attention.decided(),
            strategic: self.focus.strategic.saturating_sub(leaving.count()),
            by: exits.max().and_then(|last| last.succ_opt()),
            earned,
            stays: lost.fold(earned, Decimal::saturating_sub),
            unearning: unearned.len(),
            unearned: unearned.into_iter().fold(Decimal::ZERO, Decimal::saturating_add),
        };
        let changes = outlook.hours != self.attention.hours() || outlook.strategic != self.focus.strategic;
        (self.whole && (changes || outlook.unearning > 0)).then_some(outlook)
    }

    /// The alliances that earn most with the share of all incremental money they earn together, in whole percent: at most
    /// two of them, and only where others earn less.
    pub fn earners(&self) -> Option<(Vec<&AllianceReport>, Decimal)> {
        let earned = |alliance: &AllianceReport| Some(alliance.health.as_ref()?.value.incremental);
        let mut earning: Vec<(Decimal, &AllianceReport)> = self
            .alliances
            .iter()
            .filter_map(|alliance| Some((earned(alliance)?, alliance)))
            .filter(|(money, _)| *money > Decimal::ZERO)
            .collect();
        earning.sort_by_key(|(money, alliance)| (std::cmp::Reverse(*money), alliance.place));
        let all = earning.iter().fold(Decimal::ZERO, |sum, (money, _)| sum.saturating_add(*money));
        earning.truncate(2);
        let most = earning.iter().fold(Decimal::ZERO, |sum, (money, _)| sum.saturating_add(*money));
        let share = crate::model::percent(most, all)?;
        Some((earning.into_iter().map(|(_, alliance)| alliance).collect(), share))
    }

    /// Incremental money of an alliance in each of the last four quarters that are over, the oldest first, where it is
    /// known; `None` where nothing is counted in money.
    pub fn by_quarter(&self, alliance: &AllianceReport) -> Option<Vec<(Period, Option<Decimal>)>> {
        let value = &alliance.health.as_ref()?.value;
        if !value.is_in_money() {
            return None;
        }
        let running = Period::around(self.as_of, QUARTER)?;
        let quarters = (1..=4).rev().filter_map(|back| {
            Period::around(crate::model::calendar::sub_months(running.start(), back * QUARTER), QUARTER)
        });
        let results = || {
            let metrics = value.metrics.iter().filter(|metric| metric.counts == CountsAs::Value);
            metrics.flat_map(|metric| &metric.results)
        };
        let in_quarter = |quarter: &Period| {
            let proven = results().filter_map(|result| match result.standing? {
                ResultStanding::Proven { incremental, .. } => Some((result.period, incremental)),
                _ => None,
            });
            proven
                .filter(|(period, _)| period.end() >= quarter.start() && period.end() <= quarter.end())
                .map(|(_, incremental)| incremental)
                .reduce(Decimal::saturating_add)
        };
        let counted: Vec<_> = quarters.map(|quarter| (quarter, in_quarter(&quarter))).collect();
        counted.iter().any(|(_, money)| money.is_some()).then_some(counted)
    }

    /// The day by which an alliance is to be decided on: the first of its decision, review, notice deadline and last day,
    /// which is now where one of them has passed undone; of a proposal the day before which it is to be signed.
    pub fn decide_by(&self, alliance: &AllianceReport) -> Option<DecideBy> {
        let on = |entry: &Deadline, what| {
            DecideBy::new(entry.date, self.as_of, if entry.overdue { -entry.days } else { 0 }, what)
        };
        if alliance.stage == Some(Stage::Ended) {
            return None;
        }
        if alliance.stage == Some(Stage::Proposed) {
            return self.deciding(alliance).map(|entry| {
                on(entry, if entry.path == "started" { "planned launch" } else { "planned start" })
            });
        }
        self.deciding(alliance).and_then(|entry| Some(on(entry, name(entry.occasion)?)))
    }

    /// What on the agenda sets the day by which an alliance is to be decided on.
    fn deciding(&self, alliance: &AllianceReport) -> Option<&Deadline> {
        let proposed = alliance.stage == Some(Stage::Proposed);
        let day = alliance.health.as_ref().and_then(|health| health.verdict.decision_day());
        let first = || {
            self.agenda_of(alliance).find(|entry| match (proposed, entry.occasion) {
                (true, occasion) => occasion == Occasion::Launch,
                // The end of a campaign is the day to decide on it where no other is set.
                (false, Occasion::CampaignEnd) => day == Some(entry.date),
                (false, occasion) => name(occasion).is_some(),
            })
        };
        self.notice_first(alliance).or_else(first)
    }

    /// The last day to give notice to an alliance that is to end: whoever misses it pays for another term.
    pub fn notice_to_give(&self, alliance: &AllianceReport) -> Option<&Deadline> {
        let decision = alliance.health.as_ref()?.verdict.decision;
        let ends = matches!(decision, Decision::WindDown | Decision::FinishExit);
        let is_ahead = |entry: &&Deadline| entry.occasion == Occasion::NoticeDeadline && !entry.overdue;
        self.agenda_of(alliance).find(is_ahead).filter(|_| ends)
    }

    /// The same, where it comes before an overdue review: only the notice is left to give, or its last day is near. Where
    /// one was missed the next is a year away, and there is more to talk about before.
    fn notice_first(&self, alliance: &AllianceReport) -> Option<&Deadline> {
        let decided = alliance.health.as_ref()?.verdict.decision == Decision::FinishExit;
        let alone = decided && alliance.review_pack.missed_notice.is_none();
        self.notice_to_give(alliance).filter(|entry| alone || entry.days <= NOTICE_IS_NEAR)
    }

    /// What is to be decided on the day of an entry of the agenda; `None` where it is another that sets the day.
    pub fn decided_on(&self, entry: &Deadline) -> Option<Decision> {
        let alliance = self.alliances.get(entry.alliance?)?;
        let decision = alliance.health.as_ref()?.verdict.decision;
        let sets = self.deciding(alliance).is_some_and(|deciding| std::ptr::eq(deciding, entry));
        (sets && decision.is_needed()).then_some(decision)
    }

    /// What a quarter of going on as today takes; nothing where it takes nothing, or where going on is what is proposed.
    pub fn price_of_waiting(&self, alliance: &AllianceReport) -> Option<Monthly> {
        let health = alliance.health.as_ref()?;
        let waits = !matches!(
            health.verdict.decision,
            Decision::Deepen | Decision::ReadyToSign | Decision::Continue | Decision::Nothing
        );
        let runs = alliance.is_running();
        let quarter = health.monthly.over(QUARTER);
        let some = |amount: Option<Decimal>| amount.is_some_and(|amount| amount > Decimal::ZERO);
        (runs && waits && (some(quarter.hours) || some(quarter.money))).then_some(quarter)
    }

    /// Those that are late with a review, a decision or another day on which to decide, the longest first.
    pub fn late(&self) -> Vec<(&AllianceReport, DecideBy)> {
        let mut late: Vec<_> = self
            .alliances
            .iter()
            .filter_map(|alliance| Some((alliance, self.decide_by(alliance).filter(|by| by.late > 0)?)))
            .collect();
        late.sort_by_key(|(alliance, by)| (std::cmp::Reverse(by.late), alliance.place));
        late
    }
}
