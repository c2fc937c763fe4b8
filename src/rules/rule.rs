//! A rule is a value: what it is called, when it applies, what it may be set to, and its check.

use std::ops::{Deref, DerefMut};

use super::context::{Context, Exceptions, Options};
use super::effective::Effective;
use super::finding::{CheckFinding, Findings};
use super::past::PastContext;
use super::portfolio_context::PortfolioContext;

pub use super::terms::{Applies, Area, Basis, Default, OptionSpec, Outcome, Remedy, Severity, Weakens};

/// What a check reported, with its rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// What it reported.
    pub reported: CheckFinding,
}

impl Deref for Finding {
    type Target = CheckFinding;

    fn deref(&self) -> &CheckFinding {
        &self.reported
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut CheckFinding {
        &mut self.reported
    }
}

/// What a check says, findings aside; the engine makes the [`Outcome`] of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// The record was held to the rule: it fails if there are findings, and passes if there are none.
    Judged,
    /// The data to tell is missing.
    Unknown,
    /// There is nothing to judge, or not yet.
    NotApplicable,
    /// The criterion is not met, and the finding of this rule says so: one gap, one finding.
    CoveredBy(&'static Rule),
}

/// How a rule is checked.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// On each record.
    Record(fn(&Context, &mut Findings) -> Judged),
    /// On the portfolio as a whole.
    Portfolio(fn(&PortfolioContext, &mut Findings) -> Judged),
    /// On the waivers of each record, and on those of `portfolio.yaml`.
    Waivers(fn(&Exceptions, &mut Findings) -> Judged),
    /// On what the history of a record shows, where somebody asks for it.
    Past(fn(&PastContext, &mut Findings) -> Judged),
    /// By the reader or the engine: about files and waivers, not about what they say.
    Engine,
}

impl Judged {
    /// Where there is nothing to judge: unknown if only because it cannot be read.
    pub fn nothing(unreadable: bool) -> Self {
        if unreadable { Self::Unknown } else { Self::NotApplicable }
    }

    /// Of several, of which some were judged and some are unknown.
    pub fn of_several(judged: bool, unknown: bool) -> Self {
        if judged && !unknown { Self::Judged } else { Self::nothing(unknown) }
    }
}

/// Rules whose findings are left out when this one fails: one gap, one finding.
#[derive(Debug, Clone, Copy)]
pub struct Absorbs {
    /// From which severity of this rule on.
    pub at_least: Severity,
    /// The rules.
    pub rules: &'static [&'static Rule],
}

impl Absorbs {
    /// Nothing.
    pub const NOTHING: Self = Self::all(&[]);

    /// These, at any severity.
    pub const fn all(rules: &'static [&'static Rule]) -> Self {
        Self { at_least: Severity::Note, rules }
    }
}

/// A criterion that a record can be held to.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the problem, so that "waive late-metrics" reads well. It never changes.
    pub id: &'static str,
    /// Its section of the criteria.
    pub area: Area,
    /// The severities it may report, worst first; the first is its weight.
    pub severities: &'static [Severity],
    /// Which alliances it is about.
    pub applies: Applies,
    /// Whether the calendar alone can change its outcome.
    pub time_dependent: bool,
    /// What its findings rest on, unless one says otherwise.
    pub basis: Basis,
    /// What settles its findings, unless one says otherwise.
    pub remedy: Remedy,
    /// Whether it is a doubt about what the record says: an open fault of it, warning or worse, bars "continue" and "deepen".
    pub doubt: bool,
    /// What it takes from the evidence.
    pub weakens: Weakens,
    /// What is wrong when it fires, in a clause.
    pub summary: &'static str,
    /// Why that matters, in a sentence.
    pub why: &'static str,
    /// What can be set.
    pub options: &'static [OptionSpec],
    /// What it makes superfluous.
    pub absorbs: Absorbs,
    /// Its page: explanation, web page and test.
    pub page: &'static str,
    /// How it is checked.
    pub check: Check,
}

/// Rules are told apart by their ids, which are unique.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl Rule {
    /// What `rule!` fills in: strategic and active, a fault that the record
    /// settles, no doubt, no options, nothing that it makes superfluous.
    pub const DEFAULT: Self = Self {
        id: "",
        area: Area::Record,
        severities: &[Severity::Warning],
        applies: Applies::STRATEGIC,
        time_dependent: false,
        basis: Basis::Fault,
        remedy: Remedy::Record,
        doubt: false,
        weakens: Weakens::Nothing,
        summary: "",
        why: "",
        options: &[],
        absorbs: Absorbs::NOTHING,
        page: "",
        check: Check::Engine,
    };

    /// The worst it may report; its weight in a score.
    pub fn severity(&self) -> Severity {
        self.severities.first().copied().unwrap_or(Severity::Note)
    }

    /// Its options as they are set.
    pub fn options<'a>(&self, effective: &'a Effective) -> Options<'a> {
        Options::new(self.id, self.options, effective)
    }

    /// What its check reports to, with the severity that the portfolio sets for all its findings, if any.
    pub fn findings(&self, severity: Option<Severity>) -> Findings {
        Findings::new(self.severities, severity, self.basis, self.remedy)
    }

    /// What its check reported, as its own.
    pub fn sign(&'static self, findings: Findings) -> Vec<Finding> {
        findings.into_iter().map(|reported| Finding { rule: self, reported }).collect()
    }
}

/// A rule from its id, which names its page too, and from what differs from [`Rule::DEFAULT`].
macro_rules! rule {
    (id: $id:literal, $($field:ident: $value:expr),+ $(,)?) => {
        $crate::rules::rule::Rule {
            id: $id,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $id, ".md")),
            $($field: $value,)+
            ..$crate::rules::rule::Rule::DEFAULT
        }
    };
}
pub(crate) use rule;
