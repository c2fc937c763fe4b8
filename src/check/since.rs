//! Only what a change brought: the report beside that of an earlier state, both judged on one day.

use super::baseline::Baseline;
use super::gates::{Scored, score};
use super::select::Selection;
use super::shown::{reopen, retain, withdraw_waivers};
use crate::compare::loosened::loosened;
use crate::compare::{self, Compared};
use crate::load::earlier::Whereabouts;
use crate::report::{
    AllianceReport, Doubt, Fate, Location, Loosened, Loosening, Report, ReportedFinding, Since, counted,
};

/// An earlier state of the portfolio.
#[derive(Debug)]
pub struct Earlier {
    /// The revision, as it was typed.
    pub revision: String,
    /// The commit that was read.
    pub commit: String,
    /// The same, as people write it.
    pub short: String,
    /// What there was to say, on the day that the later state is judged on.
    pub report: Report,
    /// Where the portfolio's file was.
    pub whereabouts: Whereabouts,
    /// What has become of each record's file, as far as that can be told of one that is not read any more.
    pub fates: Vec<Option<Fate>>,
    /// The baseline as it was, where one is asked for and was there.
    pub baseline: Option<Baseline>,
    /// Whether what the change makes laxer is accepted.
    pub allow_loosening: bool,
}

/// A report beside an earlier one, before anything is taken out.
pub(super) struct Beside {
    since: Since,
    before: Vec<Scored>,
}

impl Earlier {
    /// Marks what has become of each finding.
    pub(super) fn compare(&self, report: &mut Report, no_waivers: bool) -> Beside {
        let mut base = self.report.clone();
        if no_waivers {
            withdraw_waivers(&mut base);
        }
        let pairs = compare::pairs(&base, report);
        let loosened = loosened(&base, report, &pairs, &|alliance| self.fate(alliance));
        if !self.allow_loosening {
            reopen(report, &loosened);
        }
        let Compared { pairs, gone } = compare::compare(&base, report);
        let (fixed, unsure) = Compared::settled(gone);
        let scored = |place: usize| {
            let pair = pairs.iter().find(|pair| pair.head == Some(place));
            match pair.and_then(|pair| base.alliances.get(pair.base?)) {
                Some(alliance) => score(alliance, no_waivers).map_or(Scored::Unknown, Scored::Points),
                None => Scored::NotThere,
            }
        };
        let before = (0..report.alliances.len()).map(scored).collect();
        let since = Since {
            revision: self.revision.clone(),
            commit: self.commit.clone(),
            short: self.short.clone(),
            unchanged: Vec::new(),
            fixed,
            unsure,
            loosened,
            allowed: self.allow_loosening,
            remarks: self.remarks(report),
        };
        Beside { since, before }
    }

    /// What has become of a record's file.
    pub fn fate(&self, alliance: &AllianceReport) -> Option<Fate> {
        self.fates.get(alliance.place)?.clone()
    }

    /// Of a baseline what it knew before the change, where the rest is not accepted; says by how much it grew.
    pub(super) fn hold(
        &self,
        baseline: &Baseline,
        file: &str,
        report: &Report,
        beside: &mut Beside,
    ) -> Baseline {
        let before = self.baseline.clone().unwrap_or_default();
        let (held, more) = baseline.held_to(&before, report);
        if more == 0 {
            return baseline.clone();
        }
        let at = Location { file: file.into(), line: 1, column: 1, end_line: 1, end_column: 1, span: 0..0 };
        let kind = Loosening::Baseline { more };
        beside.since.loosened.push(Loosened { kind, alliances: Vec::new(), at });
        if self.allow_loosening { baseline.clone() } else { held }
    }

    /// What makes the comparison less than it seems.
    pub fn remarks(&self, report: &Report) -> Vec<String> {
        let (base, revision) = (&self.report, &self.revision);
        let mut remarks = Vec::new();
        match &self.whereabouts {
            Whereabouts::Same => {}
            Whereabouts::Elsewhere(file) => remarks.push(match &report.portfolio_file {
                Some(now) => format!("the portfolio was at {file} in {revision} and is at {now} now; alliances \
                                      are matched by name"),
                None => format!("there was a portfolio at {file} in {revision}, and there is none now"),
            }),
            Whereabouts::Nowhere => remarks.push(format!(
                "there was no portfolio in {revision}: findings that depend on its settings count as caused by \
                 this change"
            )),
        }
        if base.misconfigured {
            remarks.push(format!(
                "portfolio.yaml had errors in {revision}: findings its settings hid may count as new"
            ));
        }
        let unread: Vec<&str> = base
            .alliances
            .iter()
            .filter(|alliance| !alliance.is_whole())
            .map(|alliance| &*alliance.file)
            .collect();
        if let [first, ..] = unread.as_slice() {
            let files = if unread.len() == 1 {
                (*first).to_owned()
            } else {
                format!("{first} and {}", counted(unread.len() - 1, "other file"))
            };
            remarks.push(format!(
                "{files} could not be read in {revision}: what is found there now may not be new, and does not fail the check"
            ));
        }
        remarks
    }
}

impl Beside {
    /// Takes out what was there before, and says what each alliance scored then.
    pub(super) fn narrow(mut self, report: &mut Report, selection: &Selection) -> (Since, Vec<Scored>) {
        self.since.fixed.retain(|finding| selection.shows(finding.rule));
        self.since.unsure.retain(|unsure| selection.shows(unsure.finding.rule));
        // What is gone with its record is said once, by the record.
        self.since.unsure.sort_by_key(|unsure| unsure.doubt == Doubt::Removed);
        let unchanged = &mut self.since.unchanged;
        retain(report, |finding: &ReportedFinding| {
            let told = finding.change.is_none_or(|change| change.is_told());
            if !told {
                unchanged.push(finding.clone());
            }
            told
        });
        (self.since, self.before)
    }
}
