//! How an alliance ends, read once: its term and renewals, notice, and the earliest day on which it can be over.

mod notice;

use chrono::NaiveDate;

use crate::facts::Taken;
use crate::model::calendar::{add_days, add_months, months_between, sub_days};
use crate::model::{Alliance, DecisionKind, Renewal, TerminationRight};
use crate::text::long_day;

pub use notice::{Clause, Notice, leaver, notice, notice_path, quoted};

/// The next day on which an alliance can be over without breaking a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarliestExit {
    /// The day.
    pub date: NaiveDate,
    by: Means,
}

/// What leads there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    NoticeToday { path: &'static str },
    NoticeGiven,
    NoticeAgainstRenewal,
    TermEnd { renews: bool, notice_by: Option<NaiveDate> },
}

impl EarliestExit {
    /// The last day to give notice for it, where one is known.
    pub fn notice_by(&self) -> Option<NaiveDate> {
        match self.by {
            Means::TermEnd { notice_by, .. } => notice_by,
            Means::NoticeToday { .. } | Means::NoticeGiven | Means::NoticeAgainstRenewal => None,
        }
    }

    /// The field that it follows from.
    pub fn path(&self) -> &'static str {
        match self.by {
            Means::NoticeToday { path } => path,
            Means::NoticeGiven | Means::NoticeAgainstRenewal => "notice_given",
            Means::TermEnd { .. } => "term.ends",
        }
    }

    /// The date and what leads to it, as a clause.
    pub fn sentence(&self) -> String {
        let date = long_day(self.date);
        match self.by {
            Means::NoticeToday { .. } => {
                format!("with notice given today, the earliest exit without breach is {date}")
            }
            Means::NoticeGiven => format!("the notice that was given runs out on {date}"),
            Means::NoticeAgainstRenewal => {
                format!("the notice that was given ends it with its term on {date}")
            }
            Means::TermEnd { renews: true, notice_by: Some(by) } => format!(
                "the earliest exit without breach is the end of the term on {date}, with notice by {}",
                long_day(by)
            ),
            Means::TermEnd { renews: true, notice_by: None } => {
                format!(
                    "the earliest exit without breach is the end of the term on {date}, with notice against its renewal"
                )
            }
            Means::TermEnd { .. } => {
                format!(
                    "the earliest exit without breach is the end of the term on {date}, by not renewing it"
                )
            }
        }
    }
}

/// A day by which notice stops a renewal, and the end of the term that it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeDeadline {
    /// The last day to give notice.
    pub date: NaiveDate,
    /// The last day of the term.
    pub ends: NaiveDate,
}

/// How an alliance ends, as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    /// End of the running term, or of the term that the notice given ends; of one that nothing renewed, its last day.
    /// `None` where it renewed itself for a time that nobody recorded.
    pub term_ends: Option<NaiveDate>,
    /// The deadline of the running term, which may have passed; none once notice has been given.
    pub deadline: Option<NoticeDeadline>,
    /// The next deadline that can still be met; none once notice has been given.
    pub next_deadline: Option<NoticeDeadline>,
    /// The earliest clean exit: by notice, or the end of a term, whichever comes first.
    pub earliest: Option<EarliestExit>,
    /// The day on which it was to end by the notice that was given, where that day is past.
    pub overdue: Option<NaiveDate>,
    /// The end of a term that nothing renewed, where that day is past.
    pub expired: Option<NaiveDate>,
}

impl Ends {
    /// Reads it from a record as it stood on `as_of`.
    pub fn of(record: &Alliance, as_of: NaiveDate) -> Self {
        let given = record.notice_given.get().map(|given| given.0);
        let term = RunningTerm::of(record);
        let mut ending = Self::default();
        if let Some(term) = &term {
            ending.term_ends = match (given, term.notice) {
                (Some(given), Some(notice)) => term.end_from(notice.last_day(given)),
                (given, _) => term.end_from(given.unwrap_or(as_of)),
            };
            if given.is_none() {
                ending.deadline = ending.term_ends.and_then(|ends| term.deadline(ends));
                ending.next_deadline = term.next_deadline(as_of);
            }
            let past =
                term.written < as_of && record.term.get().is_some_and(|term| !term.renews.is_invalid());
            ending.expired = (!term.automatic && past).then_some(term.written);
        }
        let by_notice = by_notice(record, given, as_of);
        let by_term = term.and_then(|term| term.exit(given, as_of, &ending));
        ending.earliest = match (by_notice, by_term) {
            (Some(notice), Some(term)) => Some(if term.date < notice.date { term } else { notice }),
            (one, other) => one.or(other),
        };
        ending.overdue = given.and(ending.earliest).map(|exit| exit.date).filter(|date| *date < as_of);
        ending
    }

    /// The deadline of the running term, where it has passed; none where it passed before there was an agreement.
    pub fn missed(&self, record: &Alliance, as_of: NaiveDate) -> Option<NoticeDeadline> {
        let signed = record.agreement.get().and_then(|agreement| agreement.signed.get());
        let began = signed.or_else(|| record.started.get()).map_or(NaiveDate::MIN, |began| began.0);
        self.deadline.filter(|deadline| (began..as_of).contains(&deadline.date) && deadline.ends >= as_of)
    }
}

fn by_notice(record: &Alliance, given: Option<NaiveDate>, as_of: NaiveDate) -> Option<EarliestExit> {
    let exit = record.exit.get()?;
    let Clause::Value(period) = notice(exit) else { return None };
    // Whoever gave it, notice that was given runs.
    let barred = match leaver(exit) {
        Clause::Value(TerminationRight::Nobody) => true,
        Clause::Value(TerminationRight::Partner) => given.is_none(),
        _ => false,
    };
    let by = given.map_or(Means::NoticeToday { path: notice_path(exit) }, |_| Means::NoticeGiven);
    (!barred).then(|| EarliestExit { date: period.last_day(given.unwrap_or(as_of)), by })
}

/// A term, and how it renews.
struct RunningTerm {
    /// Its last day as it is written.
    written: NaiveDate,
    automatic: bool,
    /// For how many months it renews itself each time.
    months: Option<u32>,
    /// The notice that stops a renewal.
    notice: Option<Notice>,
}

impl RunningTerm {
    fn of(record: &Alliance) -> Option<Self> {
        let term = record.term.get()?;
        let automatic = term.renews.copied() == Some(Renewal::Automatically);
        Some(Self {
            written: term.ends.get()?.0,
            automatic,
            months: term.renewal_months.copied().filter(|months| *months > 0 && automatic),
            notice: term.renewal_notice_days.copied().map(Notice::of_days).filter(|_| automatic),
        })
    }

    /// The first end of a term that is not before a day: renewals roll it forward only. A term that does not renew
    /// itself keeps its end; one that does so for an unknown time has none that is known after its first.
    fn end_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self.months {
            _ if self.written >= day || !self.automatic => Some(self.written),
            Some(months) => Some(first_end(self.written, months, day)),
            None => None,
        }
    }

    fn deadline(&self, ends: NaiveDate) -> Option<NoticeDeadline> {
        self.notice.map(|notice| NoticeDeadline { date: notice.latest_for(ends), ends })
    }

    /// Where renewals are shorter than the notice, the next that can be stopped is not the next that comes.
    fn next_deadline(&self, as_of: NaiveDate) -> Option<NoticeDeadline> {
        let ends = self.end_from(self.notice?.last_day(as_of))?;
        self.deadline(ends).filter(|deadline| deadline.date >= as_of)
    }

    fn exit(&self, given: Option<NaiveDate>, as_of: NaiveDate, ending: &Ends) -> Option<EarliestExit> {
        if given.is_some() {
            let by = match self.automatic {
                true => Means::NoticeAgainstRenewal,
                false => Means::TermEnd { renews: false, notice_by: None },
            };
            return ending.term_ends.map(|date| EarliestExit { date, by });
        }
        let (date, notice_by) = match (self.automatic, self.notice) {
            (true, Some(_)) => ending.next_deadline.map(|next| (next.ends, Some(next.date)))?,
            _ => (ending.term_ends?, None),
        };
        let by = Means::TermEnd { renews: self.automatic, notice_by };
        (date >= as_of).then_some(EarliestExit { date, by })
    }
}

/// The end that a term has after so many renewals: counted from the day after its last, so that a term that ends with
/// its month goes on doing so.
fn renewed_end(end: NaiveDate, months: u32, times: u32) -> NaiveDate {
    sub_days(add_months(add_days(end, 1), months.saturating_mul(times)), 1)
}

/// The first end on or after a day of a term that renews itself.
fn first_end(end: NaiveDate, months: u32, day: NaiveDate) -> NaiveDate {
    // One leap instead of a loop: a term may have ended long ago and renew monthly.
    let times = months_between(end, day).checked_div(months).unwrap_or(0).saturating_sub(1);
    let ends = (0..=3).map(|more| renewed_end(end, months, times.saturating_add(more)));
    ends.into_iter().find(|end| *end >= day).unwrap_or(NaiveDate::MAX)
}

/// The end of the last term that is over, of a term that renews itself; and the end of the one that followed.
pub fn last_renewal(end: NaiveDate, months: u32, as_of: NaiveDate) -> (NaiveDate, NaiveDate) {
    let running = first_end(end, months, as_of);
    let times = months_between(end, running).checked_div(months).unwrap_or(0);
    let ends = (0..=2).map(|less| renewed_end(end, months, times.saturating_add(1).saturating_sub(less)));
    (ends.into_iter().find(|end| *end < as_of).unwrap_or(end), running)
}

/// When a decision counts as one on a renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionWindow {
    /// Days before the deadline from which any decision counts.
    pub days: u32,
    /// Days before that from which one counts that sets the next decision after the deadline, or speaks of the renewal.
    pub early_days: u32,
}

impl DecisionWindow {
    /// The day from which any decision counts.
    pub fn opens(&self, deadline: NaiveDate) -> NaiveDate {
        sub_days(deadline, self.days)
    }

    /// Whether it was decided whether a term is to renew.
    pub fn is_decided(&self, decisions: &[Taken], deadline: NaiveDate) -> bool {
        let opens = self.opens(deadline);
        let early = sub_days(opens, self.early_days);
        decisions.iter().any(|taken| {
            let ahead = taken.date >= early && taken.verdict != DecisionKind::Hold;
            let reaches = taken.decision.next.get().is_some_and(|next| next.0 > deadline);
            taken.date >= opens || (ahead && (reaches || speaks_of_renewal(taken)))
        })
    }
}

fn speaks_of_renewal(taken: &Taken) -> bool {
    taken.decision.why.text().is_some_and(|why| {
        let why = why.to_lowercase();
        ["renew", "extend", "extension", "prolong", "another term", "next term"]
            .iter()
            .any(|word| why.contains(word))
    })
}
