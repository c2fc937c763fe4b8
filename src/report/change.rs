//! What became of findings since an earlier state.

use std::fmt;

use chrono::NaiveDate;

use super::finding::{Change, Location, ReportedFinding};
use crate::model::{FailOn, Side};
use crate::rules::{Laxer, OptionValue, Severity, WaiverPlace};
use crate::text::{count, listed};

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
    /// Its record is not there any more: what it said is as it was, out of sight.
    Removed,
}

impl Doubt {
    /// The reason, as a clause.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Unreadable => "its file cannot be read now",
            Self::OtherUnreadable => "a record cannot be read now",
            Self::UnusableField => "a field it depends on cannot be used now",
            Self::NoData => "the data it needs is missing now",
            Self::Covered => "another finding covers it now",
            Self::Waived => "it is waived now",
            Self::Off => "its rule is off now",
            Self::Removed => "its record is missing now",
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
    /// What the change made laxer, in the settings and by taking records away.
    pub loosened: Vec<Loosened>,
    /// Whether that was allowed.
    pub allowed: bool,
    /// What else is to be known about the comparison, a sentence each.
    pub remarks: Vec<String>,
}

impl ReportedFinding {
    /// What is wrong, and what has changed about it where that is not plain.
    pub fn title(&self) -> String {
        match self.change {
            Some(Change::Worse(before)) => format!("{} (it was a {before})", self.message()),
            Some(Change::Revealed) => format!("{} (before, there was too little to tell)", self.message()),
            _ => self.message().into_owned(),
        }
    }
}

/// Something that a change made laxer, so that less can fail than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loosened {
    /// What it is.
    pub kind: Loosening,
    /// The alliances that it is about, by name; none for all of them.
    pub alliances: Vec<String>,
    /// Where that is written now, or was where it is gone.
    pub at: Location,
}

/// What can be made laxer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loosening {
    /// A waiver that was not there, or is for more or longer than it was.
    Waiver {
        /// The rule.
        rule: String,
        /// The side that it is for, if for one.
        side: Option<Side>,
        /// The field that it is for, if for one.
        path: Option<String>,
        /// Why.
        reason: String,
        /// By whom.
        approved_by: String,
        /// Until when.
        until: NaiveDate,
        /// Where it stands in its file.
        place: WaiverPlace,
        /// Whose record it stands in, by its place in the later report; none for `portfolio.yaml`.
        owner: Option<usize>,
    },
    /// A rule that is off, matters less, or has another option.
    Rule {
        /// The rule.
        rule: &'static str,
        /// In what.
        laxer: Laxer,
    },
    /// From which severity on a check fails.
    FailOn {
        /// What it was.
        before: FailOn,
        /// What it is.
        now: FailOn,
    },
    /// The least structure score.
    MinScore {
        /// What it was.
        before: u32,
        /// What it is, if anything.
        now: Option<u32>,
    },
    /// The day on which everything is judged.
    AsOf {
        /// What it was; `None` for the day of the run.
        before: Option<NaiveDate>,
        /// What it is.
        now: NaiveDate,
    },
    /// A baseline that knows more findings than it did.
    Baseline {
        /// How many more.
        more: usize,
    },
    /// An alliance that is called ended though nobody has decided to end it: most rules fall silent then.
    Ended {
        /// How many findings went with it.
        findings: usize,
    },
    /// A record that is not read any more.
    Record {
        /// Its file.
        file: String,
        /// What became of it.
        fate: Fate,
        /// How many findings went with it.
        findings: usize,
    },
}

/// What became of a record that is not read any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Its file is gone.
    Gone,
    /// Its file has another name, under which it is no record.
    Renamed(String),
    /// Its file is there, and `alliances:` leaves it out.
    LeftOut,
    /// Its file is in the commit, and not checked out here.
    NotCheckedOut,
}

impl Loosening {
    /// The word for it in forms for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiver { .. } => "waiver",
            Self::Rule { laxer: Laxer::Off, .. } => "off",
            Self::Rule { laxer: Laxer::Severity { .. }, .. } => "severity",
            Self::Rule { laxer: Laxer::Option { .. }, .. } => "option",
            Self::FailOn { .. } | Self::MinScore { .. } => "gate",
            Self::AsOf { .. } => "as-of",
            Self::Baseline { .. } => "baseline",
            Self::Ended { .. } => "ended",
            Self::Record { fate: Fate::Gone, .. } => "removed",
            Self::Record { fate: Fate::Renamed(_), .. } => "renamed-away",
            Self::Record { fate: Fate::LeftOut, .. } => "left-out",
            Self::Record { fate: Fate::NotCheckedOut, .. } => "not-checked-out",
        }
    }

    /// The rule that it is about, if about one.
    pub fn rule(&self) -> Option<&str> {
        match self {
            Self::Waiver { rule, .. } => Some(rule),
            Self::Rule { rule, .. } => Some(rule),
            _ => None,
        }
    }

    /// What it was and what it is, as they would be written.
    pub fn values(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Waiver { until, .. } => (None, Some(format!("until {until}"))),
            Self::Rule { laxer: Laxer::Off, .. } => (None, Some("off".to_owned())),
            Self::Rule { laxer: Laxer::Severity { before, now }, .. } => {
                let word = |severity: &Option<Severity>| severity.map(|it| it.word().to_owned());
                (word(before), word(now))
            }
            Self::Rule { laxer: Laxer::Option { before, now, .. }, .. } => {
                (before.as_ref().map(value), now.as_ref().map(value))
            }
            Self::FailOn { before, now } => (Some(before.word().to_owned()), Some(now.word().to_owned())),
            Self::MinScore { before, now } => (Some(before.to_string()), now.map(|now| now.to_string())),
            Self::AsOf { before, now } => (before.map(|day| day.to_string()), Some(now.to_string())),
            Self::Baseline { .. } => (None, None),
            Self::Ended { .. } => (None, Some("ended".to_owned())),
            Self::Record { file, fate, .. } => match fate {
                Fate::Renamed(other) => (Some(file.clone()), Some(other.clone())),
                _ => (Some(file.clone()), None),
            },
        }
    }
}

/// An option's value as it is written.
fn value(value: &OptionValue) -> String {
    match value {
        OptionValue::Number(number) => number.to_string(),
        OptionValue::Range(low, high) => format!("[{low}, {high}]"),
        OptionValue::Words(words) => format!("[{}]", words.join(", ")),
    }
}

impl Loosened {
    /// The sentence with its place; a record that is gone has none.
    pub fn with_place(&self) -> String {
        match self.kind {
            Loosening::Record { .. } => self.to_string(),
            _ => format!("{self} ({}:{})", self.at.file, self.at.line),
        }
    }
}

impl fmt::Display for Loosened {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let whom = match self.alliances.as_slice() {
            [] => String::new(),
            several => format!(" for {}", listed(several)),
        };
        let or_default = |text: Option<String>| text.unwrap_or_else(|| "its default".to_owned());
        let (before, now) = self.kind.values();
        match &self.kind {
            Loosening::Waiver { rule, side, path, reason, approved_by, until, .. } => {
                write!(formatter, "waiver of {rule}{whom}")?;
                if let Some(side) = side {
                    write!(formatter, ", side {side}")?;
                }
                if let Some(path) = path {
                    write!(formatter, ", at {path}")?;
                }
                write!(formatter, " until {until}, approved by {approved_by}: {reason}")
            }
            Loosening::Rule { rule, laxer: Laxer::Off } => write!(formatter, "{rule} is off{whom}"),
            Loosening::Rule { rule, laxer: Laxer::Severity { .. } } => {
                write!(formatter, "{rule}{whom}: severity from {} to {}", or_default(before), or_default(now))
            }
            Loosening::Rule { rule, laxer: Laxer::Option { name, .. } } => {
                write!(formatter, "{rule}{whom}: `{name}` from {} to {}", or_default(before), or_default(now))
            }
            Loosening::FailOn { before, now } => {
                write!(formatter, "`gate.fail_on` from {before} to {now}")
            }
            Loosening::MinScore { before, now } => match now {
                Some(now) => write!(formatter, "`gate.min_score` from {before} to {now}"),
                None => write!(formatter, "`gate.min_score` of {before} is removed"),
            },
            Loosening::AsOf { before: Some(before), now } => {
                write!(formatter, "`as_of` moved back from {before} to {now}")
            }
            Loosening::AsOf { before: None, now } => {
                write!(formatter, "`as_of: {now}` stops the calendar")
            }
            Loosening::Ended { findings } => {
                let silent = count(i64::try_from(*findings).unwrap_or(i64::MAX), "finding");
                let verb = if *findings == 1 { "falls" } else { "fall" };
                write!(
                    formatter,
                    "{} is marked as ended but no decision to end it is recorded, so {silent} {verb} silent",
                    listed(&self.alliances)
                )
            }
            Loosening::Baseline { more } => {
                let more = count(i64::try_from(*more).unwrap_or(i64::MAX), "more finding");
                write!(formatter, "the baseline adds {more}")
            }
            Loosening::Record { file, fate, findings } => {
                let name = listed(&self.alliances);
                let findings = count(i64::try_from(*findings).unwrap_or(i64::MAX), "finding");
                match fate {
                    Fate::Gone => write!(formatter, "{name} is removed with {findings} ({file})"),
                    Fate::Renamed(other) => write!(
                        formatter,
                        "{name} is no longer a record, with {findings}: {file} is called {other}"
                    ),
                    Fate::LeftOut => {
                        write!(formatter, "{name} is left out by `alliances:`, with {findings} ({file})")
                    }
                    Fate::NotCheckedOut => {
                        write!(formatter, "{name} is not checked out here, with {findings} ({file})")
                    }
                }
            }
        }
    }
}
