//! What an audit says, finished: every figure and place is in here, and printers only print.

pub mod actions;
mod alliance;
pub mod catalog;
mod change;
mod check_result;
pub mod deadlines;
pub mod difference;
mod finding;
mod fingerprint;
pub mod history;
pub mod promises;
mod question;
mod recommendation;
pub mod review_pack;
mod serialized;
pub mod verdicts;
mod worth;

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{Ending, FiscalYear};

pub(crate) use crate::text::counted;
pub use alliance::{AllianceReport, AreaMark, ReportedReason};
// What a report is made of that is settled below it: whoever prints knows the report alone.
pub use crate::facts::attention::{Monthly, spent};
pub use crate::facts::deadlines::Occasion;
pub use crate::facts::inferred_type::{Conclusion, Inferred};
pub use crate::facts::ledger::{Lack, ResultStanding};
pub use crate::health::focus::{FocusList, Ranked};
pub use crate::health::score::{Band, Capped};
pub use crate::health::{
    AllianceValue, CountsAs, Decision, Evidence, Grade, Health, MetricValue, Price, ResultValue, Score,
};
pub use crate::load::changes::FieldChange;
pub use crate::rules::{Area, Basis, Outcome, Remedy, Rule, Severity, WaiverPlace};
pub use change::{Doubt, Fate, Loosened, Loosening, Since, Unsure};
pub use check_result::{CheckResult, GateFailure, GateResult, Hidden, HostPlace};
pub use finding::{Accepted, Change, Counts, Location, ReportedFinding, RuleOutcome, SourceText};
pub use fingerprint::{FindingScope, Fingerprint, PrintedFingerprint};
pub use recommendation::{DecideBy, Outlook};
pub use worth::{Focus, Worth};

/// Where the as-of date came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockSource {
    /// `--as-of`.
    Flag,
    /// `as_of:` in `portfolio.yaml`.
    Portfolio,
    /// The day of the run.
    Today,
}

/// An alliance on which somebody has to decide, and why.
#[derive(Debug, Clone)]
pub struct Decide {
    /// Its place in the report's alliances.
    pub alliance: usize,
    /// What to decide; `None` where the file could not be read.
    pub decision: Option<Decision>,
    /// Why, in one line.
    pub reason: String,
}

/// What an audit says.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whose portfolio it is.
    pub us: Option<String>,
    /// The portfolio's file; `None` where defaults apply.
    pub portfolio_file: Option<String>,
    /// The portfolio's currency.
    pub currency: String,
    /// Its own year, where it says when that begins.
    pub fiscal_year: Option<FiscalYear>,
    /// The date on which everything was judged.
    pub as_of: NaiveDate,
    /// Where that date came from.
    pub clock: ClockSource,
    /// How much there is to look after.
    pub focus: Focus,
    /// What it is all worth.
    pub worth: Worth,
    /// The alliances by their return on attention.
    pub attention: FocusList,
    /// How many alliances each verdict is for, the most urgent first.
    pub verdicts: Vec<(Decision, usize)>,
    /// What to look at first, most urgent first.
    pub decide: Vec<Decide>,
    /// Every file of the portfolio, by path.
    pub alliances: Vec<AllianceReport>,
    /// What is dated and still ahead or still open, by date.
    pub agenda: Vec<deadlines::Deadline>,
    /// What is wrong with the portfolio as a whole or its file.
    pub findings: Vec<ReportedFinding>,
    /// What is wrong there and accepted.
    pub waived: Vec<Accepted>,
    /// What every portfolio rule said.
    pub outcomes: Vec<RuleOutcome>,
    /// Whether the whole portfolio was read, so that it was judged as one.
    pub whole: bool,
    /// How many rules are on somewhere.
    pub rules_on: usize,
    /// Whether `portfolio.yaml` has a mistake, so that settings may not be as meant.
    pub misconfigured: bool,
    /// The text of every file that was read.
    pub sources: Vec<SourceText>,
}

impl Report {
    /// Every open finding: the portfolio's, then each alliance's.
    pub fn all_findings(&self) -> impl Iterator<Item = &ReportedFinding> {
        self.findings.iter().chain(self.alliances.iter().flat_map(|alliance| &alliance.findings))
    }

    /// Every alliance, those first on which somebody has to decide.
    pub fn by_urgency(&self) -> Vec<&AllianceReport> {
        let mut ranks = vec![self.decide.len(); self.alliances.len()];
        for (rank, decide) in self.decide.iter().enumerate() {
            ranks[decide.alliance] = rank;
        }
        let mut order: Vec<usize> = (0..self.alliances.len()).collect();
        order.sort_by_cached_key(|index| {
            let alliance = &self.alliances[*index];
            let urgency = alliance.health.as_ref().map(|health| health.verdict.decision.urgency());
            (ranks[*index], urgency, Reverse(alliance.counts().warnings))
        });
        order.into_iter().map(|index| &self.alliances[index]).collect()
    }

    /// The next day of one kind for an alliance, past ones that are still open first.
    pub fn next(&self, alliance: &AllianceReport, occasion: Occasion) -> Option<&deadlines::Deadline> {
        self.agenda_of(alliance).find(|entry| entry.occasion == occasion)
    }

    /// What is dated and still ahead or still open for an alliance, by date.
    pub fn agenda_of(&self, alliance: &AllianceReport) -> impl Iterator<Item = &deadlines::Deadline> {
        alliance.upcoming.iter().filter_map(|place| self.agenda.get(*place))
    }

    /// Every open finding with the name of its alliance; that of the portfolio's own is empty.
    pub fn named_findings(&self) -> impl Iterator<Item = (&str, &ReportedFinding)> {
        let of_alliances = self
            .alliances
            .iter()
            .flat_map(|alliance| alliance.findings.iter().map(|finding| (alliance.name.as_str(), finding)));
        self.findings.iter().map(|finding| ("", finding)).chain(of_alliances)
    }

    /// How many findings are accepted.
    pub fn waived_count(&self) -> usize {
        self.waived.len() + self.alliances.iter().map(|alliance| alliance.waived.len()).sum::<usize>()
    }

    /// How many of the alliances that ended came to which end, where there are enough of them to say anything.
    pub fn endings(&self) -> Option<Vec<(Ending, usize)>> {
        const ENOUGH: usize = 3;
        // What was turned down never began.
        let ended = |ending: Ending| {
            self.alliances.iter().filter(|alliance| alliance.outcome == Some(ending)).count()
        };
        let began = [Ending::Achieved, Ending::Partly, Ending::Failed, Ending::Overtaken];
        let counted: Vec<(Ending, usize)> =
            began.into_iter().map(|ending| (ending, ended(ending))).filter(|(_, count)| *count > 0).collect();
        (counted.iter().map(|(_, count)| count).sum::<usize>() >= ENOUGH).then_some(counted)
    }

    /// Whether every file could be read, to its end.
    pub fn is_complete(&self) -> bool {
        self.alliances.iter().all(AllianceReport::is_whole)
    }

    /// Files of which a part could not be read.
    pub fn read_in_part(&self) -> usize {
        self.alliances.iter().filter(|alliance| alliance.in_part).count()
    }

    /// Files that could not be read as records.
    pub fn unreadable(&self) -> usize {
        self.alliances.iter().filter(|alliance| !alliance.readable).count()
    }
}
