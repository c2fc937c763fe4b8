//! What `check` says, finished: the report without what is hidden, the gates, and the last line.

use std::borrow::Cow;
use std::fmt;
use std::path::{Component, PathBuf};

use chrono::NaiveDate;

use super::{Change, ClockSource, Counts, Doubt, Loosened, Report, ReportedFinding, Since};
use crate::model::FailOn;
use crate::rules::Severity;
use crate::text::counted;

/// What a check says.
#[derive(Debug, Clone)]
pub struct CheckResult {
    /// The report, without the findings that are hidden.
    pub report: Report,
    /// What is hidden.
    pub hidden: Hidden,
    /// Whether the gates are passed.
    pub gate: Gate,
    /// What it compares with, if only a change is checked.
    pub since: Option<Since>,
    /// What else is to be known about what was judged, a sentence each.
    pub remarks: Vec<String>,
    /// Whether other portfolios are checked in the same run, so that the last line says which one it is about.
    pub is_one_of_several: bool,
    /// Where it ran, for hosts that want paths from the top of the repository.
    pub place: Option<HostPlace>,
}

/// Where a check ran within what its host has checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPlace {
    /// The folder that paths are named from; absolute, links followed.
    pub here: PathBuf,
    /// The top of the checkout; absolute, links followed.
    pub top: PathBuf,
}

impl CheckResult {
    /// A file as its host knows it: from the top of the checkout, with slashes. Outside of it the file is named as it was.
    pub fn host_path<'f>(&self, file: &'f str) -> Cow<'f, str> {
        let Some(HostPlace { here, top }) = &self.place else { return Cow::Borrowed(file) };
        let mut full = PathBuf::new();
        for part in here.join(file).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(full.pop()),
                part => full.push(part),
            }
        }
        match full.strip_prefix(top) {
            Ok(below) => {
                let parts: Vec<Cow<str>> =
                    below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                Cow::Owned(parts.join("/"))
            }
            Err(_) => Cow::Borrowed(file),
        }
    }
}

/// Findings that are there and not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    /// How many the selection leaves out.
    pub deselected: usize,
    /// The selection as it was typed.
    pub selection: String,
    /// How many are in the baseline.
    pub baselined: usize,
    /// How many of the baseline's findings are gone.
    pub stale: usize,
}

/// The gates, and why they are not passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// From which severity on a finding fails the check.
    pub fail_on: FailOn,
    /// Why it fails, one for each gate; none where it passes.
    pub failures: Vec<GateFailure>,
    /// Whether it ends well all the same.
    pub exit_zero: bool,
}

/// Why a gate is not passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateFailure {
    /// Findings that `fail_on` does not allow.
    Findings {
        /// The findings that fail the check, and no others.
        counts: Counts,
        /// The gate.
        fail_on: FailOn,
    },
    /// Alliances whose files have mistakes, so that nobody can say what they score.
    Unscored {
        /// The points that are asked.
        least: u32,
        /// Their names.
        alliances: Vec<String>,
    },
    /// Alliances that score less than is asked.
    BelowScore {
        /// The points that are asked.
        least: u32,
        /// Their names and scores.
        alliances: Vec<(String, u32)>,
    },
    /// More findings than are allowed.
    TooMany {
        /// How many there are.
        total: usize,
        /// How many are allowed.
        most: usize,
    },
    /// The settings hold the calendar at a past day, in a run that is there to see dates pass.
    StoppedClock {
        /// The day that everything was judged on.
        day: NaiveDate,
    },
    /// The change made something laxer, and nobody has said that it may.
    Loosened {
        /// How many things.
        number: usize,
    },
}

impl fmt::Display for GateFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Findings { counts, fail_on } => {
                write!(
                    formatter,
                    "{}; the gate is `fail_on: {fail_on}`",
                    crate::text::listed(&numbers(counts))
                )
            }
            Self::Unscored { least, alliances } => write!(
                formatter,
                "no structure score because of mistakes in the file, and {least} points are required: {}",
                few(alliances)
            ),
            Self::BelowScore { least, alliances } => {
                let scores: Vec<String> =
                    alliances.iter().map(|(name, score)| format!("{name} ({score})")).collect();
                write!(formatter, "structure below {least} points: {}", few(&scores))
            }
            Self::Loosened { number } => {
                let were = if *number == 1 { "thing was" } else { "things were" };
                write!(
                    formatter,
                    "{number} {were} loosened by this change; it has been judged by what was in force before. \
                     Undo it, or have it accepted with --allow-loosening"
                )
            }
            Self::StoppedClock { day } => write!(
                formatter,
                "`as_of` in portfolio.yaml stops the calendar at {day}, so this scheduled run sees no date that has passed since; remove `as_of`, or give the day as --as-of"
            ),
            Self::TooMany { total, most } => {
                write!(formatter, "{}; at most {most} are allowed", counted(*total, "finding"))
            }
        }
    }
}

/// The first of a long list.
fn few(names: &[String]) -> String {
    const SHOWN: usize = 5;
    match names.len().saturating_sub(SHOWN) {
        0 => crate::text::listed(names),
        more => format!("{} and {more} more", names[..SHOWN].join(", ")),
    }
}

/// `2 errors`, `1 warning`: what there is of each severity.
fn numbers(counts: &Counts) -> Vec<String> {
    [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| counted(number, word))
        .collect()
}

impl Gate {
    /// Whether a finding of this severity fails the check.
    pub fn stops(&self, severity: Severity) -> bool {
        Severity::parse(self.fail_on.word()).is_some_and(|least| severity >= least)
    }

    /// Whether this finding fails the check. What only came to light is nobody's doing.
    pub fn fails(&self, finding: &ReportedFinding) -> bool {
        finding.change != Some(Change::Revealed) && self.stops(finding.severity)
    }
}

impl CheckResult {
    /// Whether everything was read, the settings hold, and the gates are passed.
    pub fn is_well(&self) -> bool {
        let report = &self.report;
        let passed = self.gate.failures.is_empty() || self.gate.exit_zero;
        passed && report.is_complete() && !report.misconfigured
    }

    /// Why the gates are not passed, a line each; empty where they are.
    pub fn failures(&self) -> Vec<String> {
        let asked = if self.gate.exit_zero { " (exit code 0 was asked for)" } else { "" };
        self.gate.failures.iter().map(|failure| format!("failed: {failure}{asked}")).collect()
    }

    /// What the change made laxer.
    pub fn loosened(&self) -> &[Loosened] {
        self.since.as_ref().map_or(&[], |since| &since.loosened)
    }

    /// Whether what was made laxer fails the check.
    pub fn loosening_fails(&self) -> bool {
        self.gate.failures.iter().any(|failure| matches!(failure, GateFailure::Loosened { .. }))
    }

    /// What else is to be known about what was judged and compared with, a sentence each.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        let since = self.since.iter().flat_map(|since| &since.remarks);
        since.chain(&self.remarks).map(String::as_str)
    }

    /// The last line: what was read, what was found, and what is hidden.
    pub fn summary(&self) -> String {
        let report = &self.report;
        let mut read = counted(report.alliances.len() - report.unreadable(), "record") + " read";
        if report.unreadable() > 0 {
            read += &format!(", {} could not be read", report.unreadable());
        }
        if report.read_in_part() > 0 {
            read += &format!(", {} only in part", report.read_in_part());
        }
        let mut parts =
            vec![read, counted(report.rules_on, "rule") + " on", findings(report, self.since.is_some())];
        let hidden = &self.hidden;
        if let Some(since) = &self.since {
            parts.extend(compared(since));
        }
        if report.waived_count() > 0 {
            parts.push(format!("{} waived", report.waived_count()));
        }
        if hidden.baselined > 0 {
            parts.push(format!("{} in the baseline", hidden.baselined));
        }
        if hidden.deselected > 0 {
            parts.push(format!("{} hidden by {}", hidden.deselected, hidden.selection));
        }
        if hidden.stale > 0 {
            parts.push(format!(
                "{} of the baseline resolved: `alliance baseline prune` removes {}",
                counted(hidden.stale, "finding"),
                if hidden.stale == 1 { "it" } else { "them" }
            ));
        }
        if !report.whole {
            parts.push("not the whole portfolio".to_owned());
        }
        if report.portfolio_file.is_none() {
            parts.push("no portfolio.yaml: rules at their defaults".to_owned());
        }
        let by = if report.clock == ClockSource::Portfolio { " (portfolio.yaml)" } else { "" };
        parts.push(format!("as of {}{by}", report.as_of));
        if report.misconfigured {
            parts.push("portfolio.yaml has errors; fix them first".to_owned());
        }
        let line = parts.join(" · ");
        match report.portfolio_file.as_ref().filter(|_| self.is_one_of_several) {
            Some(file) => format!("{file}: {line}"),
            None => line,
        }
    }
}

/// What was there before, and since when.
fn compared(since: &Since) -> Vec<String> {
    let removed = since.unsure.iter().filter(|unsure| unsure.doubt == Doubt::Removed).count();
    let numbers = [
        ("unchanged", since.unchanged.len()),
        ("fixed", since.fixed.len()),
        ("removed with their records", removed),
        ("not checked again", since.unsure.len() - removed),
        ("loosened", since.loosened.len()),
    ];
    let mut parts: Vec<String> = numbers
        .into_iter()
        .filter(|(word, number)| *number > 0 || *word == "unchanged")
        .map(|(word, number)| format!("{word}: {number}"))
        .collect();
    parts.push(format!("since {} ({})", since.revision, since.short));
    parts
}

/// `2 errors · 1 warning`; of a change, `1 new error`.
fn findings(report: &Report, since: bool) -> String {
    let counts = Counts::of(report.all_findings());
    let parts = numbers(&counts);
    match parts.is_empty() {
        true if since => "nothing new".to_owned(),
        true => "no findings".to_owned(),
        false => parts.join(" · "),
    }
}
