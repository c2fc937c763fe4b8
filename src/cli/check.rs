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
    /// Format: text, concise, json, jsonl, sarif, github, gitlab, junit, markdown or csv; =FILE writes it to a file.
    /// Can be given several times
    #[arg(short, long, default_value = "text", value_name = "FORMAT[=FILE]")]
    pub output: Vec<Target<CheckFormat>>,
    /// Fail on findings of this severity or worse; by default as `gate:` in portfolio.yaml says, otherwise error
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Gates")]
    pub fail_on: Option<FailOn>,
    /// Fail if the structure score of an alliance is below this, 0 to 100; by default `min_score` of `gate:`
    #[arg(long, value_name = "POINTS", value_parser = clap::value_parser!(u32).range(0..=100), help_heading = "Gates")]
    pub min_score: Option<u32>,
    /// With --since, accept what the change relaxes: waivers, settings, gate, baseline, records removed
    #[arg(long, requires = "comparison", help_heading = "Gates")]
    pub allow_loosening: bool,
    /// Fail if there are more findings than this, of any severity
    #[arg(long, value_name = "NUMBER", help_heading = "Gates")]
    pub max_findings: Option<usize>,
    /// Exit 0 even if a gate fails (2 and 3 are unaffected)
    #[arg(long, help_heading = "Gates")]
    pub exit_zero: bool,
    /// Exit 0 if there is no record at all
    #[arg(long, help_heading = "Gates")]
    pub allow_empty: bool,
    /// Report only these rules or areas, separated by commas or given several times
    #[arg(long, value_name = "RULE|AREA", value_delimiter = ',', help_heading = "What is shown")]
    pub select: Vec<String>,
    /// Leave out these rules or areas
    #[arg(long, value_name = "RULE|AREA", value_delimiter = ',', help_heading = "What is shown")]
    pub ignore: Vec<String>,
    /// Report only findings that are not in this file, or have become worse; `alliance baseline write` writes it
    #[arg(long, value_name = "FILE", help_heading = "What is shown")]
    pub baseline: Option<PathBuf>,
    /// Report only findings that are new or worse since the merge base with REVISION: a branch, a tag or a commit
    #[arg(long, value_name = "REVISION", group = "comparison", help_heading = "What is shown")]
    pub since: Option<String>,
    /// Like --since, for a pre-commit hook: since the revision given with --from-ref, otherwise since HEAD
    #[arg(long, group = "comparison", help_heading = "What is shown")]
    pub hook: bool,
    /// Include what git knows about each record: agreements written down late, results and levels overwritten,
    /// entries removed. For the scheduled run
    #[arg(long, conflicts_with = "comparison", help_heading = "What is shown")]
    pub history: bool,
    /// Include waived findings
    #[arg(long, help_heading = "What is shown")]
    pub no_waivers: bool,
    /// Print how many findings each rule has instead of the findings
    #[arg(long, conflicts_with = "output", help_heading = "What is shown")]
    pub statistics: bool,
    /// With `-`: the file whose text standard input is; the settings for that file apply
    #[arg(long, value_name = "FILE", help_heading = "What is read")]
    pub stdin_filename: Option<PathBuf>,
    /// Use settings, waivers and gate from portfolio.yaml as of REVISION: a branch, a tag or a commit
    #[arg(long, value_name = "REVISION", conflicts_with = "comparison", help_heading = "What is read")]
    pub config_from: Option<String>,
    /// Suppress the summary line if everything was read and the gates are passed
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

/// The mildest severity that fails a check.
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
    /// Write the current findings; an existing baseline only shrinks unless --force
    Write {
        /// By default alliance-baseline.json beside portfolio.yaml
        file: Option<PathBuf>,
        /// Add findings that the file does not contain, or overwrite a file that cannot be read
        #[arg(long)]
        force: bool,
    },
    /// Remove resolved findings from the baseline
    Prune {
        /// By default alliance-baseline.json beside portfolio.yaml
        file: Option<PathBuf>,
    },
}
