//! From a record to what its review goes through.

use crate::facts::Facts;
use crate::facts::exit::{Clause, notice};
use crate::facts::window::last_day;
use crate::model::calendar::days_between;
use crate::model::{Alliance, Commitment, Contribution, Covers, Delivered, Owner, Portfolio, Stated, US};
use crate::report::review_pack::{
    self, Decided, OpenIssue, PromiseState, Promised, ReviewHeld, ReviewPack, SideReview,
};
use crate::rules::exit::missed_notice_deadline::missed;

/// Puts together what the review of an alliance goes through.
pub(super) fn review_pack(record: &Alliance, facts: &Facts, portfolio: &Portfolio) -> ReviewPack {
    ReviewPack {
        objective: record.objective.text().map(str::to_owned),
        commitments_shared: are_commitments_shared(record, facts),
        sides: facts.sides.iter().map(|id| side(record, facts, portfolio, id)).collect(),
        issues: issues(record, facts),
        reviews: facts.reviews.iter().rev().map(|review| held(facts, review)).collect(),
        decisions: facts
            .decisions
            .iter()
            .rev()
            .map(|taken| Decided {
                date: taken.date,
                verdict: taken.verdict.word(),
                why: taken.decision.why.text().map(str::to_owned),
                next: taken.decision.next.get().map(|next| next.0),
            })
            .collect(),
        term_ends: facts.ending.term_ends,
        term_expired: facts.ending.expired.is_some(),
        notice: record.exit.get().and_then(|exit| match notice(exit) {
            Clause::Value(period) => Some(period.to_string()),
            Clause::Open(_) | Clause::Missing | Clause::Unknown => None,
        }),
        triggers: record.exit.get().map_or(0, |exit| exit.triggers.items().count()),
        handover: handover(record),
        missed_notice: missed(record, facts, portfolio).map(|missed| missed.sentence()),
    }
}

/// What the exit terms have handed over, as they call it.
fn handover(record: &Alliance) -> Vec<String> {
    let items = record.exit.get().into_iter().flat_map(|exit| exit.handover.items());
    let named = items.filter_map(|item| {
        Some(match item.item.get()? {
            Stated::Value(item) => item.word().replace('-', " "),
            Stated::Words(words) => words.clone(),
        })
    });
    named.collect()
}

/// Whether dated promises are tracked in a document that every side can open.
fn are_commitments_shared(record: &Alliance, facts: &Facts) -> bool {
    let governance = record.governance.get();
    governance.and_then(|governance| governance.shared_document.get()).is_some_and(|document| {
        document.covers.items().any(|covered| *covered == Covers::Commitments)
            && facts.sides.iter().all(|side| document.access.items().any(|open| open == side))
    })
}

fn side(record: &Alliance, facts: &Facts, portfolio: &Portfolio, id: &str) -> SideReview {
    let name = match id {
        US => portfolio.us.text().unwrap_or("our side"),
        id => record.side_name(id),
    };
    let owner = owner(record, facts, id);
    let contributions = record.contributions.get(id).into_iter().flat_map(|list| list.items());
    let mut commitments: Vec<review_pack::DatedPromise> = record
        .commitments
        .items()
        .filter(|promise| promise.by.named().is_some_and(|by| by.includes(id)))
        .map(|promise| commitment(promise, facts))
        .collect();
    commitments.sort_by_key(|promise| promise.due);
    SideReview {
        id: id.to_owned(),
        name: name.to_owned(),
        owner: owner.and_then(|owner| owner.name.text()).map(str::to_owned),
        role: owner.and_then(|owner| owner.role.text()).map(str::to_owned),
        expects: record.expects.get(id).into_iter().flat_map(|list| list.items()).cloned().collect(),
        contributions: contributions.map(|item| promised(item, facts)).collect(),
        commitments,
    }
}

/// Whoever holds a side's seat on the as-of date, before all who answers for the commercial outcome.
pub(super) fn owner<'a>(record: &'a Alliance, facts: &Facts, side: &str) -> Option<&'a Owner> {
    let in_office = |owner: &&Owner| owner.name.text().is_some() && !owner.has_left(facts.as_of);
    let owners = || record.owners.get(side).into_iter().flat_map(|list| list.items()).filter(in_office);
    owners().find(|owner| owner.is_commercial()).or_else(|| owners().next())
}

fn promised(item: &Contribution, facts: &Facts) -> Promised {
    let delivered = item.delivered.copied();
    Promised {
        what: item.what.text().unwrap_or("a contribution without a name").to_owned(),
        agreed: item.agreed.get().is_some_and(|agreed| agreed.0 <= facts.as_of),
        from: item.from.get().map(|from| from.0),
        until: last_day(item, facts),
        delivered: delivered.and_then(|delivered| match delivered {
            Delivered::Amount(amount) => Some(amount),
            Delivered::Whole(_) => None,
        }),
        all_delivered: delivered.and_then(|delivered| match delivered {
            Delivered::Amount(_) => None,
            Delivered::Whole(whole) => Some(whole),
        }),
    }
}

fn commitment(promise: &Commitment, facts: &Facts) -> review_pack::DatedPromise {
    let due = promise.due.get().map(|due| due.0);
    let state = match (promise.done.get().map(|done| done.0), due) {
        (Some(done), Some(due)) if done > due => PromiseState::Late(done, days_between(due, done)),
        (Some(done), _) => PromiseState::Kept(done),
        (None, Some(due)) if due < facts.as_of => PromiseState::Overdue(days_between(due, facts.as_of)),
        (None, _) => PromiseState::Open,
    };
    review_pack::DatedPromise {
        what: promise.what.text().unwrap_or("a promise without a name").to_owned(),
        due,
        state,
    }
}

fn issues(record: &Alliance, facts: &Facts) -> Vec<OpenIssue> {
    let open = record.issues.items().filter(|issue| issue.closed.is_absent());
    let mut issues: Vec<OpenIssue> = open
        .map(|issue| {
            let opened = issue.opened.get().map(|opened| opened.0);
            OpenIssue {
                what: issue.what.text().unwrap_or("an issue without a name").to_owned(),
                opened,
                days: opened.map(|opened| facts.days_since(opened)),
                severity: issue.severity.copied().map(|severity| severity.word()),
            }
        })
        .collect();
    issues.sort_by_key(|issue| issue.opened);
    issues
}

fn held(facts: &Facts, review: &crate::facts::HeldReview) -> ReviewHeld {
    ReviewHeld {
        date: review.date,
        substantive: review.substantive,
        everyone: facts.sides.iter().all(|side| review.review.attended.items().any(|came| came == side)),
        decisions: review.review.decisions.items().cloned().collect(),
    }
}
