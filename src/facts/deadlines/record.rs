//! What is dated in a record, in the order in which its parts are asked.

use chrono::{Datelike, NaiveDate};

use super::{DatedEntry, Occasion, YEARS, is_a_day, task, waiver_end};
use crate::facts::Facts;
use crate::facts::exit::DecisionWindow;
use crate::facts::periods::{first_without_result, interval, period_end, period_name_in, period_start_in};
use crate::facts::window::last_day;
use crate::model::calendar::sub_months;
use crate::model::{
    Alliance, Cadence, Contribution, Date, DecisionKind, Delivered, Field, Kind, Renewal, Side, Stage,
    Stated, US,
};
use crate::text::{count, shorten};

/// Longest part of a sentence of the file that is repeated, in characters.
const QUOTED: usize = 60;

/// When a decision counts as one on a renewal, as the rules on notice deadlines are set.
#[derive(Debug, Clone, Copy)]
pub struct NoticeWindows {
    /// For a deadline that is still ahead.
    pub ahead: DecisionWindow,
    /// For one that has passed.
    pub missed: DecisionWindow,
}

/// What is dated in a record. `windows` say how long before a notice deadline to decide.
///
/// Of an alliance that has ended only an open handover counts, of a proposal what comes before its signature.
pub fn of_record(record: &Alliance, facts: &Facts, windows: NoticeWindows) -> Vec<DatedEntry> {
    let mut agenda = DatedEntries { record, facts, entries: Vec::new() };
    let live = matches!(facts.stage, Stage::Active | Stage::Paused | Stage::WindingDown);
    if facts.stage == Stage::Active {
        agenda.review();
    }
    if facts.stage == Stage::Proposed {
        agenda.launch();
    }
    if facts.stage != Stage::Ended {
        agenda.decision();
        agenda.commitments();
        agenda.waivers();
    }
    if live {
        agenda.term(windows);
        agenda.campaign();
        agenda.contributions();
    }
    if live && facts.stage != Stage::Paused {
        agenda.results();
    }
    if live || facts.stage == Stage::Ended {
        agenda.handover();
    }
    agenda.entries
}

/// The day by which a strategic alliance is to be decided on that has set none: it follows from its last decision or its launch.
pub fn of_verdict(facts: &Facts, day: NaiveDate) -> Option<DatedEntry> {
    let which = if day < facts.as_of { "overdue" } else { "next" };
    let (path, since) = match facts.last_decision() {
        Some(last) => (
            format!("decisions[{}].date", last.index),
            format!("the last was \"{}\" on {} and set no day", last.verdict, last.date),
        ),
        None => (
            "started".to_owned(),
            facts.launched.map_or("none is recorded".to_owned(), |launched| {
                format!("none since the launch on {launched}")
            }),
        ),
    };
    let text = format!("the {which} decision, to continue, deepen, restructure or wind down; {since}");
    let entry = task(Occasion::Decision, day, facts.as_of, US, path, text);
    // Once a day is set it is the same event.
    Some(DatedEntry { series: "decisions".to_owned(), ..entry }).filter(is_a_day)
}

struct DatedEntries<'a> {
    record: &'a Alliance,
    facts: &'a Facts<'a>,
    entries: Vec<DatedEntry>,
}

impl<'a> DatedEntries<'a> {
    fn due(
        &self,
        occasion: Occasion,
        date: NaiveDate,
        by: impl Into<Side>,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> DatedEntry {
        task(occasion, date, self.facts.as_of, by, path, text)
    }

    /// A task stays until it is done; what happens by itself is past when it has.
    fn add(&mut self, entry: DatedEntry) {
        if is_a_day(&entry) && !(entry.overdue && entry.by.is_none()) {
            self.entries.push(entry);
        }
    }

    fn task(
        &mut self,
        occasion: Occasion,
        date: NaiveDate,
        by: impl Into<Side>,
        path: impl Into<String>,
        text: impl Into<String>,
    ) {
        self.add(self.due(occasion, date, by, path, text));
    }

    fn milestone(&mut self, occasion: Occasion, date: NaiveDate, path: &str, text: impl Into<String>) {
        self.add(DatedEntry { by: None, ..self.due(occasion, date, US, path, text) });
    }

    fn launch(&mut self) {
        if let Some(started) = self.record.started.get() {
            self.milestone(Occasion::Launch, started.0, "started", "the planned launch: sign before it");
            return;
        }
        // Nobody should deliver before anybody has signed.
        let given = self.record.contributions.iter().flat_map(|(side, list)| {
            list.items().enumerate().filter_map(move |(at, item)| Some((item.from.get()?.0, side, at)))
        });
        if let Some((day, side, at)) = given.min().filter(|(day, ..)| *day >= self.facts.as_of) {
            let path = format!("contributions.{side}[{at}].from");
            let text = "the first contribution is planned to start: sign before it";
            self.milestone(Occasion::Launch, day, &path, text);
        }
    }

    fn review(&mut self) {
        let cadence = self.record.governance.get().and_then(|governance| governance.cadence.copied());
        let Some(cadence) = cadence.filter(|cadence| *cadence != Cadence::AdHoc) else { return };
        let Some(from) = self.facts.reviewed_from() else { return };
        let due = cadence.after(from, 1);
        let which = if due < self.facts.as_of { "overdue" } else { "next" };
        let text = match self.facts.last_substantive() {
            Some(last) => format!("the {which} {cadence} review; the last full one was on {}", last.date),
            None => format!("the first {cadence} review since the launch on {from}"),
        };
        self.task(Occasion::Review, due, Side::Both, "governance.reviews", text);
    }

    fn decision(&mut self) {
        let Some(last) = self.facts.last_decision() else { return };
        let Some(next) = last.decision.next.get() else { return };
        let text = format!(
            "the {} decision, to continue, deepen, restructure or wind down; the last was \"{}\" on {}",
            if next.0 < self.facts.as_of { "overdue" } else { "next" },
            last.verdict,
            last.date
        );
        let path = format!("decisions[{}].next", last.index);
        self.add(DatedEntry {
            series: "decisions".to_owned(),
            ..self.due(Occasion::Decision, next.0, US, path, text)
        });
    }

    fn term(&mut self, windows: NoticeWindows) {
        let ending = &self.facts.ending;
        let last_day = ending.earliest.map(|exit| exit.date);
        if let (Some(given), Some(last)) = (self.record.notice_given.get(), last_day) {
            let text = format!("the last day under the notice given on {given}; then record `ended`");
            self.task(Occasion::LastDay, last, Side::Both, "notice_given", text);
        }
        let (Some(term), Some(ends)) = (self.record.term.get(), ending.term_ends) else { return };
        match term.renews.get() {
            Some(Renewal::Automatically) if self.record.notice_given.is_absent() => {
                let months = term.renewal_months.copied().filter(|months| *months > 0);
                let renews = match months {
                    Some(months) => format!("renews itself for {}", count(months, "month")),
                    None => "renews itself".to_owned(),
                };
                self.milestone(
                    Occasion::TermEnd,
                    ends,
                    "term.ends",
                    format!("the term ends and {renews}, unless notice is given in time"),
                );
                self.notice(&renews, windows);
            }
            // What ends by notice has no term after its last day.
            Some(Renewal::Automatically) if last_day.is_some_and(|last| last < ends) => {}
            Some(Renewal::Automatically) => {
                self.milestone(Occasion::TermEnd, ends, "term.ends", "the term ends; notice has been given");
            }
            _ if ending.expired.is_some() => {
                let text = "the term ended without a renewal: agree another one, or record `ended`";
                self.task(Occasion::TermEnd, ends, Side::Both, "term.ends", text);
            }
            Some(Renewal::ByAgreement) => {
                let text = "the term ends: agree another one beforehand, or record `ended` afterwards";
                self.task(Occasion::TermEnd, ends, Side::Both, "term.ends", text);
            }
            Some(Renewal::Never) => {
                let text = "the term ends for good: hand over beforehand, and record `ended` afterwards";
                self.task(Occasion::TermEnd, ends, Side::Both, "term.ends", text);
            }
            None if term.renews.is_invalid() => {}
            None => {
                let text = "the term ends and no renewal is recorded: agree what follows";
                self.task(Occasion::TermEnd, ends, Side::Both, "term.ends", text);
            }
        }
    }

    /// A notice deadline that passed undecided, and the next that can still be met, with the day from which to decide.
    fn notice(&mut self, renews: &str, windows: NoticeWindows) {
        let ending = &self.facts.ending;
        let missed = ending.missed(self.record, self.facts.as_of);
        if let Some(missed) = missed.filter(|missed| {
            self.decided_to_end() || !windows.missed.is_decided(&self.facts.decisions, missed.date)
        }) {
            let text = format!(
                "the last day to give notice has passed: the term {renews} on {}, and no notice was given",
                missed.ends
            );
            self.task(Occasion::NoticeDeadline, missed.date, US, "term.ends", text);
        }
        let Some(next) = ending.next_deadline else { return };
        let window = windows.ahead;
        if !self.decided_to_end() && !window.is_decided(&self.facts.decisions, next.date) {
            let text =
                format!("decide whether the term should renew; notice can be given until {}", next.date);
            self.task(Occasion::NoticeDecision, window.opens(next.date), US, "term.ends", text);
        }
        let text = format!("the last day to give notice, or the term {renews} on {}", next.ends);
        self.task(Occasion::NoticeDeadline, next.date, US, "term.renewal_notice_days", text);
    }

    fn decided_to_end(&self) -> bool {
        self.facts.last_decision().is_some_and(|last| last.verdict == DecisionKind::WindDown)
    }

    fn campaign(&mut self) {
        let Some(campaign) = self.record.campaign.get() else { return };
        let as_of = self.facts.as_of;
        let day = |field: &Field<Date>| field.get().map(|date| date.0);
        let (starts, ends) = (day(&campaign.starts), day(&campaign.ends));
        if let Some(starts) = starts {
            let until = ends.filter(|ends| *ends > starts && YEARS.contains(&ends.year()));
            let runs = self.due(Occasion::CampaignStart, starts, US, "campaign.starts", "the campaign runs");
            self.add(DatedEntry { by: None, until, ..runs });
        }
        // Beside a campaign that is over, an alliance of another type goes on.
        if let Some(ends) = ends.filter(|ends| *ends >= as_of || self.facts.kind == Some(Kind::CoMarketing)) {
            let text = "the campaign ends: close it, or agree what follows";
            self.task(Occasion::CampaignEnd, ends, US, "campaign.ends", text);
        }
        if let Some(decide_by) =
            day(&campaign.decide_by).filter(|by| !self.is_test_decided(*by, starts, ends))
        {
            let text = "decide what the campaign has shown, and record it under `decisions`";
            self.task(Occasion::CampaignDecision, decide_by, US, "campaign.decide_by", text);
        }
    }

    /// Whether a campaign has been decided on: while its day is ahead, only once it is over.
    fn is_test_decided(
        &self,
        decide_by: NaiveDate,
        starts: Option<NaiveDate>,
        ends: Option<NaiveDate>,
    ) -> bool {
        let since = if decide_by < self.facts.as_of { starts.or(self.facts.launched) } else { ends };
        let since = since.unwrap_or(NaiveDate::MIN);
        self.facts.decisions.iter().filter(|taken| taken.date >= since).any(|taken| {
            taken.verdict != DecisionKind::Hold
                || taken.decision.next.get().is_some_and(|next| next.0 >= self.facts.as_of)
        })
    }

    fn contributions(&mut self) {
        let record: &'a Alliance = self.record;
        for (side, given) in record.contributions.iter() {
            let name = record.side_name(side);
            for (index, item) in given.iter() {
                let path = format!("contributions.{side}[{index}]");
                let what = quoted(&item.what);
                let end = last_day(item, self.facts);
                if let Some(from) = item.from.get().filter(|from| from.0 >= self.facts.as_of) {
                    let text = format!("{name} starts to deliver {what}");
                    self.task(Occasion::ContributionStart, from.0, side, format!("{path}.from"), text);
                }
                let Some(end) = end.filter(|end| *end >= self.facts.as_of || !is_delivered(item)) else {
                    continue;
                };
                let path = if item.until.is_set() { path + ".until" } else { path };
                let open =
                    if end < self.facts.as_of { "; `delivered` records nothing of it yet" } else { "" };
                let text = format!("the last day for {name} to deliver {what}{open}");
                self.task(Occasion::ContributionEnd, end, side, path, text);
            }
        }
    }

    fn commitments(&mut self) {
        let record: &'a Alliance = self.record;
        for (index, commitment) in record.commitments.iter() {
            let Some(due) = commitment.due.get().filter(|_| commitment.done.is_absent()) else { continue };
            let (by, whose) = match commitment.by.named() {
                Some(Side::Both) => (Side::Both, "both sides"),
                Some(side) => (side.clone(), record.side_name(side.key())),
                None => (Side::Both, "nobody in particular"),
            };
            let text = format!("promised by {whose}: {}", quoted(&commitment.what));
            self.task(Occasion::Commitment, due.0, by, format!("commitments[{index}].due"), text);
        }
    }

    fn handover(&mut self) {
        let record: &'a Alliance = self.record;
        for (index, item) in record.exit.get().into_iter().flat_map(|exit| exit.handover.iter()) {
            let Some(due) = item.due.get().filter(|_| item.done.is_absent()) else { continue };
            let what = match item.item.get() {
                Some(Stated::Value(item)) => item.word().to_owned(),
                Some(Stated::Words(words)) => shorten(words, QUOTED),
                None => "an item of the handover".to_owned(),
            };
            let text = format!("hand over \"{what}\", and record the day as `done`");
            self.task(Occasion::Handover, due.0, Side::Both, format!("exit.handover[{index}].due"), text);
        }
    }

    fn results(&mut self) {
        let facts: &'a Facts = self.facts;
        for headline in &facts.headlines {
            let (Some(start), Some(months)) =
                (first_without_result(self.facts, headline), interval(headline))
            else {
                continue;
            };
            // A campaign brings nothing after its end.
            let campaign = self.record.campaign.get().filter(|_| self.facts.kind == Some(Kind::CoMarketing));
            let over = campaign.and_then(|campaign| campaign.ends.get()).map(|ends| ends.0);
            if over.is_some_and(|over| start > over) {
                continue;
            }
            let due = facts.result_due(period_end(start, months));
            let name = shorten(headline.metric.label(), QUOTED);
            let fiscal = headline.fiscal();
            let first = period_name_in(start, months, fiscal);
            // The latest that is overdue too: the one before the period that can just be asked for.
            let asked = period_start_in(facts.results_until(), months, fiscal);
            let latest = sub_months(asked, months);
            let latest = over.map_or(latest, |over| latest.min(period_start_in(over, months, fiscal)));
            let text = if latest > start {
                let latest = period_name_in(latest, months, fiscal);
                format!("record the results of \"{name}\" from {first} to {latest}")
            } else {
                format!("record the {first} result of \"{name}\"")
            };
            self.task(Occasion::Result, due, US, format!("metrics[{}].results", headline.index), text);
        }
    }

    fn waivers(&mut self) {
        let waivers = self.record.waivers.iter();
        let as_of = self.facts.as_of;
        self.entries.extend(waivers.filter_map(|(index, waiver)| waiver_end(index, waiver, as_of)));
    }
}

/// Whether anything is on record as delivered, or something there that cannot be used.
fn is_delivered(item: &Contribution) -> bool {
    match &item.delivered {
        Field::Set(Delivered::Whole(whole)) => *whole,
        Field::Set(Delivered::Amount(amount)) => !amount.is_zero(),
        Field::Absent => false,
        Field::Invalid => true,
    }
}

/// A text of the file in a sentence of ours.
fn quoted(field: &Field<String>) -> String {
    format!("\"{}\"", shorten(field.text().unwrap_or("no description"), QUOTED))
}
