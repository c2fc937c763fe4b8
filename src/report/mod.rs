//! What an audit says, finished: every figure and place is in here, and printers only print.

use chrono::NaiveDate;

use crate::rules::{Area, Outcome, Rule, Severity, WaiverPlace};

pub mod escape;
pub mod json;
pub mod style;
pub mod text;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file, as a person in the current folder would name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A finding at its place.
#[derive(Debug, Clone)]
pub struct Located {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// Whether it stands between a proposal and its signature.
    pub blocker: bool,
    /// Where.
    pub at: Location,
    /// The field, with list positions where the file has a list; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do, or YAML to paste; may be empty.
    pub fix: String,
    /// A second place and what it shows.
    pub label: Option<(Location, String)>,
    /// The side it is about.
    pub side: Option<String>,
    /// What stays the same while the finding does: rule, alliance and field, with list items by name.
    pub fingerprint: String,
}

/// A finding that somebody has accepted for a while.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding.
    pub finding: Located,
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
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Located>) -> Self {
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

    /// All of them.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// One alliance in the report.
#[derive(Debug, Clone)]
pub struct AllianceReport {
    /// Its name, or its file's.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Whether its file could be read as a record.
    pub readable: bool,
    /// What it is called: its declared type.
    pub kind: Option<&'static str>,
    /// Where it is in its life; `None` where the file could not be read.
    pub stage: Option<&'static str>,
    /// Who on our side answers for the commercial outcome, else the first owner named.
    pub owner: Option<String>,
    /// Whether that owner answers for the commercial outcome.
    pub commercial: bool,
    /// The latest review at which something happened.
    pub last_review: Option<NaiveDate>,
    /// Hours of management a month, as recorded.
    pub hours_per_month: Option<rust_decimal::Decimal>,
    /// What is wrong, worst first, then by area and place.
    pub findings: Vec<Located>,
    /// What is wrong and accepted.
    pub waived: Vec<Accepted>,
    /// What every rule said.
    pub outcomes: Vec<RuleOutcome>,
}

impl AllianceReport {
    /// How many findings there are.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    /// The worst open finding of an area and how its rules came out together.
    pub fn area(&self, area: Area) -> AreaMark {
        let said: Vec<_> = self.outcomes.iter().filter(|said| said.rule.area == area).collect();
        let failed = |tier: Severity| {
            said.iter()
                .any(|said| said.outcome == Outcome::Fail && said.rule.severity() == tier && said.absorbed)
        };
        let worst = self
            .findings
            .iter()
            .filter(|finding| finding.rule.area == area)
            .map(|finding| finding.severity)
            .max();
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

/// An alliance that needs a decision, and the finding that says why.
#[derive(Debug, Clone)]
pub struct Decide {
    /// Its place in the report's alliances.
    pub alliance: usize,
    /// What is wrong, in one line.
    pub reason: String,
    /// How many errors there are besides.
    pub more: usize,
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
    /// Hours of management a month that live alliances take, as far as recorded.
    pub hours: rust_decimal::Decimal,
    /// Hours of management a month that there are.
    pub capacity: Option<rust_decimal::Decimal>,
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
    /// The date on which everything was judged.
    pub as_of: NaiveDate,
    /// Where that date came from.
    pub clock: ClockSource,
    /// How much there is to look after.
    pub focus: Focus,
    /// What to look at first, most urgent first.
    pub decide: Vec<Decide>,
    /// Every file of the portfolio, by path.
    pub alliances: Vec<AllianceReport>,
    /// What is wrong with the portfolio as a whole or its file.
    pub findings: Vec<Located>,
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
}

impl Report {
    /// Every open finding: the portfolio's, then each alliance's.
    pub fn all_findings(&self) -> impl Iterator<Item = &Located> {
        self.findings.iter().chain(self.alliances.iter().flat_map(|alliance| &alliance.findings))
    }

    /// How many findings are accepted.
    pub fn waived_count(&self) -> usize {
        self.waived.len() + self.alliances.iter().map(|alliance| alliance.waived.len()).sum::<usize>()
    }

    /// Files that could not be read as records.
    pub fn unreadable(&self) -> usize {
        self.alliances.iter().filter(|alliance| !alliance.readable).count()
    }
}
