//! `alliance check` and `alliance baseline`, as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Target;
use crate::model;

/// `alliance check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Records, folders of records, or portfolios by their folder or file, also several; `-` reads one record from
    /// standard input
    pub paths: Vec<PathBuf>,
    /// How to print, and where: text, concise, json, jsonl, sarif, github, gitlab, junit, markdown or csv; with =FILE
    /// into a file. Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<CheckFormat>>,
    /// Fail from this severity on; by default as `gate:` in portfolio.yaml says, else error
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Gates")]
    pub fail_on: Option<FailOn>,
    /// Fail where the structure score of an alliance is below this, 0 to 100; `min_score` of `gate:` by default
    #[arg(long, value_name = "POINTS", value_parser = clap::value_parser!(u32).range(0..=100), help_heading = "Gates")]
    pub min_score: Option<u32>,
    /// With --since, accept what the change makes laxer: waivers, settings, gate, baseline, records taken away
    #[arg(long, requires = "comparison", help_heading = "Gates")]
    pub allow_loosening: bool,
    /// Fail with more findings than this, of whatever severity
    #[arg(long, value_name = "NUMBER", help_heading = "Gates")]
    pub max_findings: Option<usize>,
    /// End with 0 where a gate fails; 2 and 3 stay
    #[arg(long, help_heading = "Gates")]
    pub exit_zero: bool,
    /// End with 0 where there is no record at all
    #[arg(long, help_heading = "Gates")]
    pub allow_empty: bool,
    /// Only these rules or areas, with commas or several times
    #[arg(long, value_name = "RULE|AREA", value_delimiter = ',', help_heading = "What is shown")]
    pub select: Vec<String>,
    /// All but these rules or areas
    #[arg(long, value_name = "RULE|AREA", value_delimiter = ',', help_heading = "What is shown")]
    pub ignore: Vec<String>,
    /// Only findings that are not in this file, or have become worse; `alliance baseline write` writes it
    #[arg(long, value_name = "FILE", help_heading = "What is shown")]
    pub baseline: Option<PathBuf>,
    /// Only what has come, or become worse, since this branch left REVISION: a branch, a tag or a commit
    #[arg(long, value_name = "REVISION", group = "comparison", help_heading = "What is shown")]
    pub since: Option<String>,
    /// As --since, for a hook of pre-commit: since the revision that it is given with --from-ref, else since HEAD
    #[arg(long, group = "comparison", help_heading = "What is shown")]
    pub hook: bool,
    /// Also what git knows of each record: agreements written down late, results and levels written over, entries
    /// taken out. For the scheduled run
    #[arg(long, conflicts_with = "comparison", help_heading = "What is shown")]
    pub history: bool,
    /// Also what has been waived
    #[arg(long, help_heading = "What is shown")]
    pub no_waivers: bool,
    /// How many findings there are of each rule, in place of the findings
    #[arg(long, conflicts_with = "output", help_heading = "What is shown")]
    pub statistics: bool,
    /// With `-`: the file that standard input is the text of, which says what settings hold for it
    #[arg(long, value_name = "FILE", help_heading = "What is read")]
    pub stdin_filename: Option<PathBuf>,
    /// Settings, waivers and gate from portfolio.yaml as it was in REVISION: a branch, a tag or a commit
    #[arg(long, value_name = "REVISION", conflicts_with = "comparison", help_heading = "What is read")]
    pub config_from: Option<String>,
    /// No last line where everything was read and the gates are passed
    #[arg(short, long, help_heading = "What is shown")]
    pub quiet: bool,
}

/// How a check is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, each finding with its lines.
    Text,
    /// A line for each finding.
    Concise,
    /// For programs.
    Json,
    /// For programs, a finding a line.
    Jsonl,
    /// For code scanning.
    Sarif,
    /// Annotations in GitHub Actions.
    Github,
    /// GitLab's Code Quality.
    Gitlab,
    /// For test reports.
    Junit,
    /// For a pull request.
    Markdown,
    /// For a spreadsheet.
    Csv,
}

/// From which severity on a check fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Note,
    /// Nothing, whatever is found.
    Never,
}

impl From<FailOn> for model::FailOn {
    fn from(severity: FailOn) -> Self {
        match severity {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
            FailOn::Never => Self::Never,
        }
    }
}

/// `alliance baseline`.
#[derive(Debug, Args)]
pub struct Baseline {
    /// What to do with it.
    #[command(subcommand)]
    pub command: BaselineCommand,
}

/// What to do with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write every finding of today into the file; one that is there only gets shorter
    Write {
        /// By default alliance-baseline.json beside portfolio.yaml
        file: Option<PathBuf>,
        /// Take in findings that the file does not know, or write over one that cannot be read
        #[arg(long)]
        force: bool,
    },
    /// Take out of the file what is gone
    Prune {
        /// By default alliance-baseline.json beside portfolio.yaml
        file: Option<PathBuf>,
    },
}
