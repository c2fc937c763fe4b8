//! The one clock: a record as it stood on a date.
//!
//! What a file says of later days is taken out before any rule looks, so that no rule can forget to.
//! Items keep their places. What had not happened becomes absent; a date that replaced an older one becomes unknown.

use chrono::NaiveDate;

use super::alliance::Alliance;
use super::date::Date;
use super::field::{Field, List};
use super::past_date::PastDate;
use super::vocabulary::Stage;

/// A dated fact that lies after the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FutureEntry {
    /// The field that holds the date.
    pub path: String,
    /// The date.
    pub date: NaiveDate,
}

struct TurnedBack {
    as_of: NaiveDate,
    later: Vec<FutureEntry>,
}

impl Alliance {
    /// Turns the record into what it said on `as_of`, and tells what had to be left out.
    ///
    /// List entries dated later are not counted, a later `ended` has not happened, and a later `updated` makes
    /// the date unknown. A plan is not an entry: due dates, windows and the planned changes of a proposal stay.
    pub fn stand_at(&mut self, as_of: NaiveDate) -> Vec<FutureEntry> {
        let mut clock = TurnedBack { as_of, later: Vec::new() };
        let proposed = self.stage() == Stage::Proposed;
        clock.past(&mut self.announced, "announced");
        clock.event(&mut self.notice_given, "notice_given");
        let ended_later = self.stage() == Stage::Ended && clock.is_later(&self.ended);
        clock.event(&mut self.ended, "ended");
        if ended_later {
            let running = if self.notice_given.is_set() { Stage::WindingDown } else { Stage::Active };
            self.stage = Field::Set(running);
        }
        if self.stage() == Stage::Active && clock.is_later(&self.started.first()) {
            clock.note("started".to_owned(), &self.started.first());
            self.stage = Field::Set(Stage::Proposed);
        }
        clock.up_to_now(&mut self.started);
        if let Some(agreement) = self.agreement.get_mut() {
            clock.past(&mut agreement.signed, "agreement.signed");
        }
        clock.update(&mut self.terms_updated, "terms_updated");
        clock.up_to_now(&mut self.expects_agreed);
        if let Some(exit) = self.exit.get_mut() {
            clock.up_to_now(&mut exit.agreed);
            clock.update(&mut exit.updated, "exit.updated");
            for (index, item) in exit.handover.fields_mut().iter_mut().enumerate() {
                if let Some(item) = item.get_mut() {
                    clock.event(&mut item.done, &format!("exit.handover[{index}].done"));
                }
            }
        }
        if let Some(governance) = self.governance.get_mut() {
            clock.update(&mut governance.updated, "governance.updated");
            if let Some(plan) = governance.joint_plan.get_mut() {
                clock.update(&mut plan.updated, "governance.joint_plan.updated");
            }
            if let Some(document) = governance.shared_document.get_mut() {
                clock.update(&mut document.updated, "governance.shared_document.updated");
            }
            clock.entries(&mut governance.reviews, "governance.reviews", "date", |review| review.date);
        }
        // A proposal says what will change; elsewhere only what has changed counts.
        if !proposed {
            clock.entries(&mut self.operating_changes, "operating_changes", "since", |change| {
                change.since.first()
            });
            for change in self.operating_changes.fields_mut().iter_mut().filter_map(Field::get_mut) {
                clock.up_to_now(&mut change.since);
            }
        }
        clock.entries(&mut self.issues, "issues", "opened", |issue| issue.opened);
        for (index, issue) in self.issues.fields_mut().iter_mut().enumerate() {
            if let Some(issue) = issue.get_mut() {
                clock.event(&mut issue.closed, &format!("issues[{index}].closed"));
            }
        }
        for (index, commitment) in self.commitments.fields_mut().iter_mut().enumerate() {
            if let Some(commitment) = commitment.get_mut() {
                clock.event(&mut commitment.done, &format!("commitments[{index}].done"));
            }
        }
        for (index, risk) in self.risks.fields_mut().iter_mut().enumerate() {
            if let Some(risk) = risk.get_mut() {
                clock.event(&mut risk.closed, &format!("risks[{index}].closed"));
                clock.update(&mut risk.reviewed, &format!("risks[{index}].reviewed"));
            }
        }
        for (index, condition) in self.conditions.fields_mut().iter_mut().enumerate() {
            if let Some(condition) = condition.get_mut() {
                clock.event(&mut condition.met, &format!("conditions[{index}].met"));
            }
        }
        clock.entries(&mut self.decisions, "decisions", "date", |decision| decision.date);
        clock.entries(&mut self.type_history, "type_history", "date", |change| change.date);
        if let Some(trust) = self.trust.get_mut() {
            clock.update(&mut trust.assessed, "trust.assessed");
            if trust.assessed.is_invalid() {
                self.trust = Field::Invalid;
            }
        }
        for (index, metric) in self.metrics.fields_mut().iter_mut().enumerate() {
            let Some(metric) = metric.get_mut() else { continue };
            clock.up_to_now(&mut metric.agreed);
            let path = format!("metrics[{index}]");
            clock.entries(&mut metric.revisions, &format!("{path}.revisions"), "date", |revision| {
                revision.date
            });
            // A period counts once it is over.
            clock.entries(&mut metric.results, &format!("{path}.results"), "period", |result| {
                match result.period.get() {
                    Some(period) => Field::Set(Date(period.end())),
                    None => Field::Absent,
                }
            });
        }
        for (side, owners) in self.owners.fields_mut() {
            if let Some(owners) = owners.get_mut() {
                clock.entries(owners, &format!("owners.{side}"), "since", |owner| owner.since.first());
                for owner in owners.fields_mut().iter_mut().filter_map(Field::get_mut) {
                    clock.up_to_now(&mut owner.since);
                }
            }
        }
        clock.later
    }
}

impl TurnedBack {
    fn is_later(&self, date: &Field<Date>) -> bool {
        date.get().is_some_and(|date| date.0 > self.as_of)
    }

    fn note(&mut self, path: String, date: &Field<Date>) {
        if let Some(date) = date.get() {
            self.later.push(FutureEntry { path, date: date.0 });
        }
    }

    /// A day that is not known exactly cannot be later than now where it is past.
    fn up_to_now(&self, date: &mut Field<PastDate>) {
        if let Some(date) = date.get_mut() {
            date.happened_by(self.as_of);
        }
    }

    /// As [`TurnedBack::event`], of a day that may be known only roughly.
    fn past(&mut self, date: &mut Field<PastDate>, path: &str) {
        let first = date.first();
        if self.is_later(&first) {
            self.note(path.to_owned(), &first);
            *date = Field::Absent;
        }
        self.up_to_now(date);
    }

    /// Something that had not happened yet.
    fn event(&mut self, date: &mut Field<Date>, path: &str) {
        if self.is_later(date) {
            self.note(path.to_owned(), date);
            *date = Field::Absent;
        }
    }

    /// The latest of several dates, of which the file keeps only this one: which came before, nobody knows.
    fn update(&mut self, date: &mut Field<Date>, path: &str) {
        if self.is_later(date) {
            self.note(path.to_owned(), date);
            *date = Field::Invalid;
        }
    }

    /// Takes out the entries of a list that are dated later; the others keep their places.
    fn entries<T>(&mut self, list: &mut List<T>, path: &str, key: &str, date: impl Fn(&T) -> Field<Date>) {
        for (index, item) in list.fields_mut().iter_mut().enumerate() {
            let Some(entry) = item.get() else { continue };
            let date = date(entry);
            if self.is_later(&date) {
                self.note(format!("{path}[{index}].{key}"), &date);
                *item = Field::Absent;
            }
        }
    }
}
