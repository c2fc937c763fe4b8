//! What became of findings since an earlier state.

use super::ReportedFinding;
use crate::rules::Severity;

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

    /// Whether the change brought it.
    pub fn is_brought(self) -> bool {
        matches!(self, Self::New | Self::Worse(_))
    }

    /// Whether it is to be shown where only the change is of interest.
    pub fn is_told(self) -> bool {
        self.is_brought() || self == Self::Revealed
    }
}

/// Why nobody can say that a finding is mended that is not found any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Its file cannot be read.
    Unreadable,
    /// Some other file cannot be read, and it is about all of them.
    OtherUnreadable,
    /// A field that it rests on cannot be used.
    UnusableField,
    /// The data to tell is gone.
    NoData,
    /// Another finding covers it.
    Covered,
    /// Somebody has accepted it.
    Waived,
    /// Its rule has been switched off.
    Off,
}

impl Doubt {
    /// The reason, as a clause.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Unreadable => "its file cannot be read now",
            Self::OtherUnreadable => "a record cannot be read now",
            Self::UnusableField => "a field that it rests on cannot be used now",
            Self::NoData => "the data to tell is not there now",
            Self::Covered => "another finding covers it now",
            Self::Waived => "it is waived now",
            Self::Off => "its rule is off now",
        }
    }
}

/// A finding of an earlier state that is not found any more and cannot be called mended.
#[derive(Debug, Clone)]
pub struct Unsure {
    /// The finding, at its place in the earlier state.
    pub finding: ReportedFinding,
    /// Why.
    pub doubt: Doubt,
}

/// What a check compares with, and what it does not show for it.
#[derive(Debug, Clone)]
pub struct Since {
    /// The revision, as it was typed.
    pub revision: String,
    /// The commit that is compared with.
    pub commit: String,
    /// The same, as people write it.
    pub short: String,
    /// What was there before, as it is now.
    pub unchanged: Vec<ReportedFinding>,
    /// What was there before and is mended, as it was.
    pub fixed: Vec<ReportedFinding>,
    /// What was there before and cannot be called mended, as it was.
    pub unsure: Vec<Unsure>,
    /// What else is to be known about the comparison, a sentence each.
    pub remarks: Vec<String>,
}

impl ReportedFinding {
    /// What is wrong, and what has changed about it where that is not plain.
    pub fn title(&self) -> String {
        match self.change {
            Some(Change::Worse(before)) => format!("{} (it was a {before})", self.message),
            Some(Change::Revealed) => format!("{} (before, nobody could tell)", self.message),
            _ => self.message.clone(),
        }
    }
}
