//! A finding at its place, one that is accepted, and how many there are.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Fix, Side};
use crate::rules::record::{invalid_value, unknown_field, unreadable_record};
use crate::rules::{Basis, Outcome, Remedy, Rule, RuleRef, Severity, WaiverPlace};

use super::fingerprint::Fingerprint;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Place", description = ""))]
pub struct Location {
    // Every place in it shares the one name.
    /// The file, as a person in the current folder would name it.
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
    #[serde(skip)]
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

/// A finding beside the same finding of an earlier state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// It mattered less: this much.
    Worse(Severity),
    /// It may have been there, but nobody could tell.
    Revealed,
    /// It mattered more: this much.
    Better(Severity),
    /// It was there.
    Unchanged,
}

impl Change {
    /// The word for it in every form.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Worse(_) => "worse",
            Self::Revealed => "revealed",
            Self::Better(_) => "better",
            Self::Unchanged => "unchanged",
        }
    }

    /// How much it mattered before, where that has changed.
    pub fn severity_before(self) -> Option<Severity> {
        match self {
            Self::Worse(before) | Self::Better(before) => Some(before),
            Self::New | Self::Revealed | Self::Unchanged => None,
        }
    }

    /// Whether the change brought it.
    pub fn is_brought(self) -> bool {
        matches!(self, Self::New | Self::Worse(_))
    }

    /// Whether it is to be shown where only the change is of interest.
    pub fn is_told(self) -> bool {
        self.is_brought() || self == Self::Revealed
    }
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
    pub side: Option<Side>,
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

    /// Lets go of what it says, for whoever only counts.
    pub fn forget_words(&mut self) {
        self.headline = String::new();
        self.evidence = String::new();
        self.fix = Fix::default();
        self.label = None;
        self.fingerprint.field = String::new();
    }

    /// Whether the reader says it: the file, a value or a key could not be read.
    pub fn is_of_reader(&self) -> bool {
        [&unreadable_record::RULE, &invalid_value::RULE, &unknown_field::RULE].contains(&self.rule)
    }

    /// Whether it is about a key that is none.
    pub fn is_of_unknown_key(&self) -> bool {
        *self.rule == unknown_field::RULE
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
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RuleSaid", description = ""))]
pub struct RuleOutcome {
    /// The rule.
    pub rule: RuleRef,
    /// pass, fail, waived, unknown or not applicable.
    pub outcome: Outcome,
    /// Failed, but covered by another finding.
    pub absorbed: bool,
    /// The rule that speaks for it, where its check says so.
    #[serde(skip)]
    pub covered_by: Option<RuleRef>,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(description = ""))]
pub struct Counts {
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// Open notes.
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
