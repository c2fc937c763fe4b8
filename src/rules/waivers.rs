//! Accepted exceptions: which finding a waiver is for, and for how long it holds.

use chrono::NaiveDate;

use crate::model::{Alliance, Portfolio, Waiver, same_name};

use super::record::unmatched_waiver;
use super::rule::Finding;

/// Where a waiver is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverPlace {
    /// In the record, by its place in `waivers`.
    Record(usize),
    /// In `portfolio.yaml`, by its place in `waivers`.
    Portfolio(usize),
}

/// A finding that somebody has accepted for a while.
#[derive(Debug, Clone)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// Why it is accepted.
    pub reason: String,
    /// By whom.
    pub approved_by: String,
    /// Until when.
    pub until: NaiveDate,
    /// Where that is written.
    pub place: WaiverPlace,
}

/// What a complete waiver that is in force says.
struct InForce<'a> {
    reason: &'a str,
    approved_by: &'a str,
    until: NaiveDate,
}

/// `None` where the waiver is incomplete, not yet approved, or has run out.
fn in_force(waiver: &Waiver, as_of: NaiveDate) -> Option<InForce<'_>> {
    let (approved_on, until) = (waiver.approved_on.get()?.0, waiver.last_day()?);
    let holds = (approved_on..=until).contains(&as_of);
    Some(InForce { reason: waiver.reason.text()?, approved_by: waiver.approved_by.text()?, until })
        .filter(|_| holds)
}

/// Whether a waiver is for this finding: its rule, and its side and field where it is narrowed to them.
fn is_for(waiver: &Waiver, finding: &Finding) -> bool {
    let side = waiver.side.named().is_none_or(|side| finding.side.as_ref() == Some(side));
    let path = waiver.path.text().is_none_or(|path| {
        finding.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    waiver.rule.text() == Some(finding.rule.id) && side && path
}

/// The finding as waived, by the first of these waivers that is for it and in force; else the finding back.
pub(super) fn waive<'a>(
    finding: Finding,
    waivers: impl Iterator<Item = (WaiverPlace, &'a Waiver)>,
    as_of: NaiveDate,
) -> Result<Waived, Box<Finding>> {
    for (place, waiver) in waivers {
        if let Some(held) = in_force(waiver, as_of).filter(|_| is_for(waiver, &finding)) {
            let (reason, approved_by) = (held.reason.to_owned(), held.approved_by.to_owned());
            return Ok(Waived { finding, reason, approved_by, until: held.until, place });
        }
    }
    Err(Box::new(finding))
}

/// The record's own waivers, then those of the portfolio that name it.
pub(super) fn of_record<'a>(
    record: &'a Alliance,
    name: &'a str,
    portfolio: &'a Portfolio,
) -> impl Iterator<Item = (WaiverPlace, &'a Waiver)> {
    let own = record.waivers.iter().map(|(index, waiver)| (WaiverPlace::Record(index), waiver));
    own.chain(of_portfolio(portfolio, name).filter(|(_, waiver)| waiver.alliance.text().is_some()))
}

/// The portfolio's waivers for an alliance, or for findings about the portfolio as a whole.
pub(super) fn of_portfolio<'a>(
    portfolio: &'a Portfolio,
    name: &'a str,
) -> impl Iterator<Item = (WaiverPlace, &'a Waiver)> {
    let waivers = portfolio.waivers.iter().map(|(index, waiver)| (WaiverPlace::Portfolio(index), waiver));
    waivers.filter(move |(_, waiver)| waiver.alliance.text().is_none_or(|alliance| same_name(alliance, name)))
}

/// Waivers that are in force and for which there is nothing to waive; `used` says which have found something.
///
/// `judged` tells of a rule's id whether the rule could tell at all: one that lacks data leaves its waiver in peace.
pub fn unmatched<'a>(
    waivers: impl Iterator<Item = (usize, &'a Waiver)>,
    used: impl Fn(usize) -> bool,
    judged: impl Fn(&str) -> bool,
    as_of: NaiveDate,
) -> Vec<Finding> {
    let mut out = unmatched_waiver::RULE.findings(None);
    for (index, waiver) in waivers {
        let Some(rule) = waiver.rule.text() else { continue };
        if in_force(waiver, as_of).is_some() && !used(index) && judged(rule) {
            out.warning(
                format!("waivers[{index}].rule"),
                format!("there is nothing left to waive under {rule}"),
            )
            .fix(
                "remove the waiver: the gap it was for is closed, or it names the wrong rule, side or field",
            );
        }
    }
    unmatched_waiver::RULE.sign(out)
}
