//! What an audit says, finished: every figure and place is in here, and printers only print.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use rust_decimal::Decimal;

use review_pack::ReviewPack;

use crate::facts::deadlines::Occasion;
use crate::health::evidence::{Grade, Share};
use crate::health::focus::FocusList;
use crate::health::{Decision, Health};
use crate::model::{Ending, FiscalYear, Fix, Kind, Stage};
use crate::rules::{Area, Basis, Outcome, Remedy, Rule, Severity, WaiverPlace};

mod change;
mod check_result;
pub mod deadlines;
pub mod difference;
mod fingerprint;
pub mod history;
pub mod promises;
mod question;
mod recommendation;
pub mod review_pack;
pub mod verdicts;

pub use change::{Change, Doubt, Fate, Loosened, Loosening, Since, Unsure};
pub(crate) use check_result::counted;
pub use check_result::{CheckResult, Gate, GateFailure, Hidden, HostPlace};
pub use fingerprint::{Fingerprint, Scope};
pub use recommendation::{DecideBy, Outlook};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file, as a person in the current folder would name it. Every place in it shares the one name.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line of the last character that is meant.
    pub end_line: usize,
    /// The column behind that character.
    pub end_column: usize,
    /// The bytes that are meant, in the file's text.
    pub span: Range<usize>,
}

/// The text of a file that findings are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The file, as in a [`Location`].
    pub file: Arc<str>,
    /// Its text; empty where it could not be read.
    pub text: String,
}

/// A finding at its place.
#[derive(Debug, Clone)]
pub struct ReportedFinding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Basis,
    /// What settles it.
    pub remedy: Remedy,
    /// Whether it stands between a proposal and its signature.
    pub blocker: bool,
    /// Where.
    pub at: Location,
    /// The field, with list positions where the file has a list; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    pub headline: String,
    /// What shows it: the words that follow the headline; may be empty.
    pub evidence: String,
    /// What to do about it; may be empty.
    pub fix: Fix,
    /// A second place and what it shows.
    pub label: Option<Box<(Location, String)>>,
    /// Where `portfolio.yaml` sets the rule, if it does.
    pub setting: Option<Box<Location>>,
    /// The side it is about.
    pub side: Option<String>,
    /// What it is known by from one run to the next.
    pub fingerprint: Fingerprint,
    /// What became of it since an earlier state, where there is one to compare with.
    pub change: Option<Change>,
}

impl ReportedFinding {
    /// What is wrong, and what shows it.
    pub fn message(&self) -> Cow<'_, str> {
        match self.evidence.as_str() {
            "" => Cow::Borrowed(&self.headline),
            evidence => Cow::Owned(format!("{}{evidence}", self.headline)),
        }
    }

    /// The command that makes the edit, where there is one certain answer in a file that can be written.
    pub fn applied_by(&self) -> Option<String> {
        self.fix.edit.as_ref()?;
        let stem = Path::new(&*self.at.file).file_stem()?.to_str()?;
        if self.at.file.starts_with('<') {
            return None;
        }
        Some(match stem {
            "portfolio" => "alliance fix".to_owned(),
            stem if stem.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_') => {
                format!("alliance fix {stem}")
            }
            stem => format!("alliance fix \"{stem}\""),
        })
    }
}

/// A finding that somebody has accepted for a while.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding.
    pub finding: ReportedFinding,
    /// Why.
    pub reason: String,
    /// By whom.
    pub approved_by: String,
    /// Until when.
    pub until: NaiveDate,
    /// Where that is written.
    pub place: WaiverPlace,
}

/// What a rule said of an alliance.
#[derive(Debug, Clone, Copy)]
pub struct RuleOutcome {
    /// The rule.
    pub rule: &'static Rule,
    /// What it said.
    pub outcome: Outcome,
    /// Failed, but covered by another finding.
    pub absorbed: bool,
    /// The rule that speaks for it, where its check says so.
    pub covered_by: Option<&'static Rule>,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Criteria not met.
    pub errors: usize,
    /// Weaknesses.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f ReportedFinding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// How many there are of one severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// One alliance in the report.
#[derive(Debug, Clone)]
pub struct AllianceReport {
    /// Its place among the report's alliances.
    pub place: usize,
    /// Where its section of a page is: its file's name, so that a link stays when another file comes.
    pub anchor: String,
    /// Its name, or its file's.
    pub name: String,
    /// What it was called before.
    pub aliases: Vec<String>,
    /// What it is called in other systems: the system and the id.
    pub ids: Vec<(String, String)>,
    /// What came of it, once it has ended.
    pub outcome: Option<Ending>,
    /// Its file.
    pub file: Arc<str>,
    /// Whether its file could be read as a record.
    pub readable: bool,
    /// Whether a part of it could not be read.
    pub in_part: bool,
    /// What it is called: its declared type.
    pub kind: Option<Kind>,
    /// Where it is in its life; `None` where the file could not be read.
    pub stage: Option<Stage>,
    /// Who on our side answers for the commercial outcome, else the first owner named.
    pub owner: Option<String>,
    /// Whether that owner answers for the commercial outcome.
    pub commercial: bool,
    /// The latest review at which something happened.
    pub last_review: Option<NaiveDate>,
    /// Hours of management a month, as recorded.
    pub hours_per_month: Option<Decimal>,
    /// Where the agreement is kept, which stays when the alliance is renamed.
    pub reference: Option<String>,
    /// Last day to prevent the next automatic renewal, while it runs.
    pub notice_by: Option<NaiveDate>,
    /// How it does; `None` where its file could not be read.
    pub health: Option<Box<Health>>,
    /// The reasons of its verdict, each at its place.
    pub why: Vec<Reason>,
    /// What its review goes through.
    pub review_pack: ReviewPack,
    /// Its part of the report's agenda, by places there and so by date.
    pub upcoming: Vec<usize>,
    /// What is wrong, worst first, then by area and place.
    pub findings: Vec<ReportedFinding>,
    /// What is wrong and accepted.
    pub waived: Vec<Accepted>,
    /// What every rule said.
    pub outcomes: Vec<RuleOutcome>,
}

impl AllianceReport {
    /// Whether somebody has to decide on it, or to mend its file.
    pub fn is_to_decide(&self) -> bool {
        self.health.as_ref().is_none_or(|health| {
            let decision = health.verdict.decision;
            decision.is_needed() || (decision == Decision::FixThenContinue && health.score.is_none())
        })
    }

    /// Whether both sides are bound: it is live, paused or on its way to the end.
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Some(Stage::Active | Stage::Paused | Stage::WindingDown))
    }

    /// Whether its file has mistakes, so that it could not be judged, or not in full.
    pub fn has_mistakes(&self) -> bool {
        let of_reading = ["unreadable-record", "invalid-value", "unknown-field"];
        !self.readable
            || self.in_part
            || self.findings.iter().any(|finding| of_reading.contains(&finding.rule.id))
    }

    /// What is wrong, late or contradictory.
    pub fn faults(&self) -> impl Iterator<Item = &ReportedFinding> {
        self.findings.iter().filter(|finding| finding.basis == Basis::Fault)
    }

    /// What nobody has written down, the next worth asking first: the gravest, and of those the easiest to settle.
    pub fn gaps(&self) -> Vec<&ReportedFinding> {
        let mut gaps: Vec<_> = self.findings.iter().filter(|finding| finding.basis == Basis::Gap).collect();
        let ease =
            |finding: &ReportedFinding| Remedy::ALL.iter().position(|remedy| *remedy == finding.remedy);
        gaps.sort_by_key(|finding| (Reverse(finding.severity), ease(finding)));
        gaps
    }

    /// Whom to ask about a finding: our owner, who has to see the partner about what both must agree on.
    pub fn to_ask(&self, finding: &ReportedFinding) -> String {
        let owner = self.owner.as_deref().unwrap_or("whoever takes it over");
        match finding.remedy {
            Remedy::Agree => format!("{owner}, with the partner"),
            Remedy::Record | Remedy::Decide | Remedy::Do => owner.to_owned(),
        }
    }

    /// How many findings there are.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    /// The worst open finding of an area and how its rules came out together.
    pub fn area(&self, area: Area) -> AreaMark {
        self.standing(|rule| rule.area == area)
    }

    /// The same for any rules that belong together.
    pub fn standing(&self, such: impl Fn(&Rule) -> bool) -> AreaMark {
        let said: Vec<_> = self.outcomes.iter().filter(|said| such(said.rule)).collect();
        let failed = |tier: Severity| {
            said.iter()
                .any(|said| said.outcome == Outcome::Fail && said.rule.severity() == tier && said.absorbed)
        };
        let worst =
            self.findings.iter().filter(|finding| such(finding.rule)).map(|finding| finding.severity).max();
        match worst {
            Some(Severity::Error) => AreaMark::Error,
            _ if failed(Severity::Error) => AreaMark::Error,
            Some(Severity::Warning) => AreaMark::Warning,
            _ if failed(Severity::Warning) => AreaMark::Warning,
            // A heavy criterion that nobody can judge outweighs light ones that are met.
            _ if said
                .iter()
                .any(|said| said.outcome == Outcome::Unknown && said.rule.severity() == Severity::Error) =>
            {
                AreaMark::Unknown
            }
            _ if said.iter().any(|said| said.outcome == Outcome::Pass) => AreaMark::Met,
            _ if said.iter().any(|said| said.outcome == Outcome::Unknown) => AreaMark::Unknown,
            _ => AreaMark::None,
        }
    }
}

/// How an area stands, in one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaMark {
    /// Nothing wrong.
    Met,
    /// A weakness.
    Warning,
    /// A criterion not met.
    Error,
    /// Too little to tell.
    Unknown,
    /// No rule applies.
    None,
}

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

/// A reason for a verdict, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason, as a clause.
    pub text: String,
    /// The field it rests on.
    pub path: String,
    /// Where that is, or its nearest parent.
    pub at: Location,
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

/// What everything together brought and took over the trailing months. Totals are incremental; the gross stands only
/// beside the share of it that survives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// How many months.
    pub months: u32,
    /// Realised money that would not have come anyway.
    pub incremental: Decimal,
    /// Everything counted by the same results.
    pub gross: Decimal,
    /// How many results in money prove nothing.
    pub unproven: u32,
    /// Everything counted by those.
    pub unproven_gross: Decimal,
    /// Hours of management, as far as recorded.
    pub hours: Decimal,
    /// What they and the rest cost, as far as recorded.
    pub cost: Decimal,
    /// How far the increment can be believed, weighted by the money; none where there is no money.
    pub grade: Option<Grade>,
    /// How much of it must be true to pay for the cost.
    pub share: Option<Share>,
}

impl Worth {
    /// Grade and share in a phrase: `evidence B, pays if 6 % of it is true`.
    pub fn evidence(&self) -> Option<String> {
        let share = self.share.map(|share| format!(", {share}")).unwrap_or_default();
        self.grade.map(|grade| format!("evidence {grade}{share}"))
    }

    /// How much of the gross survives, in whole percent; `None` where there is no gross.
    pub fn surviving_percent(&self) -> Option<Decimal> {
        crate::model::percent(self.incremental, self.gross)
    }

    /// Incremental money for an hour of management, over everything.
    pub fn an_hour(&self) -> Option<Decimal> {
        self.incremental.checked_div(self.hours)
    }
}

/// How much there is to look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// Live alliances that are called strategic.
    pub strategic: usize,
    /// How many of them have a commercial owner and a substantive review on record.
    pub recalled: usize,
    /// The working range, as `crowded-portfolio` is set.
    pub ideal: (u32, u32),
    /// Most strategic alliances for one owner, as `overloaded-owner` is set.
    pub most_an_owner: u32,
    /// Hours of management a month that live alliances take, as far as recorded.
    pub hours: Decimal,
    /// Hours of management a month that there are.
    pub capacity: Option<Decimal>,
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

impl AllianceReport {
    /// Whether all of its file could be read.
    pub fn is_whole(&self) -> bool {
        self.readable && !self.in_part
    }
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
