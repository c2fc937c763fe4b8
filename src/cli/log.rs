//! `alliance log`, as it is typed.

use clap::{Args, Subcommand, ValueEnum};

/// `alliance log`.
#[derive(Debug, Args)]
pub struct Log {
    /// What to record.
    #[command(subcommand)]
    pub command: LogCommand,
}

/// How a command changes files.
#[derive(Debug, Args)]
pub struct Writing {
    /// Print the change as a unified diff and write nothing
    #[arg(long, help_heading = "Writing")]
    pub dry_run: bool,
    /// Write without asking; required where there is no terminal
    #[arg(short, long, conflicts_with = "dry_run", help_heading = "Writing")]
    pub yes: bool,
}

/// What can be recorded.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Record a review that was held
    #[command(
        after_help = "Examples:\n  alliance log review tern --date yesterday --attended us,partner --metrics-read --actions 3\n  \
alliance log review tern --date \"3 Nov\" --attended both --decision \"Move two engineers to DACH\""
    )]
    Review(LogReview),
    /// Record the result of a metric for a period
    #[command(
        after_help = "Examples:\n  alliance log result northstar \"Joint migration revenue\" 2026-Q3 540000 --without 110000\n  \
alliance log result northstar pipeline \"Q3 2026\" 1750000 --without 450000 --partner 1800000\n\n\
The beginning of a metric's name, or a word of it, is enough if it fits only one."
    )]
    Result(LogResult),
    /// Record what was decided about an alliance
    #[command(
        after_help = "Example:\n  alliance log decision tern restructure --why \"Below its floor for three quarters\" --next \"1 Mar\""
    )]
    Decision(LogDecision),
    /// Record a dated promise of one side
    #[command(
        after_help = "Example:\n  alliance log commitment northstar \"Launch the DACH landing page\" --by partner --due \"31 Jan\""
    )]
    Commitment(LogCommitment),
    /// Record something that is in the way
    #[command(
        after_help = "Example:\n  alliance log issue northstar \"Duplicate leads in two CRMs\" --severity high"
    )]
    Issue(LogIssue),
    /// Close a commitment, an issue or a handover item, named by words of its text
    #[command(
        after_help = "Examples:\n  alliance log done northstar landing page\n  alliance log done northstar duplicate leads --date yesterday"
    )]
    Done(LogDone),
    /// Accept the findings of a rule for a limited time
    #[command(
        after_help = "Example:\n  alliance log waiver northstar missing-sponsor --reason \"Their new CRO starts in February\" \\\n    \
--approved-by \"Ines Duarte\" --until \"28 Feb\""
    )]
    Waiver(LogWaiver),
}

/// `alliance log review`.
#[derive(Debug, Args)]
pub struct LogReview {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// When it was held: `today`, `yesterday`, `3 Nov` or 2026-11-03
    #[arg(long, default_value = "today", allow_hyphen_values = true)]
    pub date: String,
    /// Which sides attended, separated by commas: `us,partner`, or `both`
    #[arg(long, value_name = "SIDES", value_delimiter = ',')]
    pub attended: Vec<String>,
    /// The metrics were read
    #[arg(long)]
    pub metrics_read: bool,
    /// What was decided; "no change" is a decision. Can be given several times
    #[arg(long, value_name = "TEXT")]
    pub decision: Vec<String>,
    /// How many actions were agreed
    #[arg(long, value_name = "NUMBER")]
    pub actions: Option<u32>,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// `alliance log result`.
#[derive(Debug, Args)]
pub struct LogResult {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// The metric, by its name or part of it
    pub metric: String,
    /// A month 2026-09, a quarter 2026-Q3, a half-year 2026-H2 or a year 2026
    pub period: String,
    /// The total that was counted
    #[arg(allow_negative_numbers = true)]
    pub total: String,
    /// How much of it would have come without the alliance
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub without: Option<String>,
    /// The partner's own figure; `ID=AMOUNT` if there are several partners. Can be given several times
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub partner: Vec<String>,
    /// Record part of the metric's period, such as a month of a quarter; parts are added up once all are there
    #[arg(long)]
    pub part: bool,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// What can be decided about an alliance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DecisionWord {
    /// Continue as it is.
    Continue,
    /// Commit more.
    Deepen,
    /// Change the terms to fit what it has become.
    Restructure,
    /// End it.
    WindDown,
    /// Wait for something named.
    Hold,
    /// A verdict of the report that is recorded in another way, which is said.
    #[value(hide = true)]
    Reclassify,
    /// Likewise.
    #[value(hide = true)]
    ProveIt,
}

/// `alliance log decision`.
#[derive(Debug, Args)]
pub struct LogDecision {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// What was decided
    #[arg(value_enum)]
    pub verdict: DecisionWord,
    /// Why, in one sentence
    #[arg(long, value_name = "TEXT", alias = "reason")]
    pub why: String,
    /// When the next decision is due: `1 Mar`, `+90d` or 2027-03-01
    #[arg(long, value_name = "DATE", required_unless_present = "no_next")]
    pub next: Option<String>,
    /// There is no next date, as for an alliance that ends
    #[arg(long, conflicts_with = "next")]
    pub no_next: bool,
    /// When it was decided
    #[arg(long, default_value = "today", allow_hyphen_values = true)]
    pub date: String,
    /// Who decided, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub decided_by: Vec<String>,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// `alliance log commitment`.
#[derive(Debug, Args)]
pub struct LogCommitment {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// What was promised
    pub what: String,
    /// Who promised it: `us`, `partner` or `both`
    #[arg(long, value_name = "SIDE")]
    pub by: String,
    /// When it is due: `31 Jan`, `+30d` or 2027-01-31
    #[arg(long, value_name = "DATE")]
    pub due: String,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// How serious an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityWord {
    /// A nuisance.
    Low,
    /// It slows the work.
    Medium,
    /// It endangers the alliance.
    High,
}

/// `alliance log issue`.
#[derive(Debug, Args)]
pub struct LogIssue {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// What is in the way
    pub what: String,
    /// How serious it is
    #[arg(long, value_enum)]
    pub severity: SeverityWord,
    /// When it was noticed
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub opened: String,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// `alliance log done`.
#[derive(Debug, Args)]
pub struct LogDone {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// Words of the commitment, issue or handover item
    #[arg(required = true)]
    pub words: Vec<String>,
    /// When it was done
    #[arg(long, default_value = "today", allow_hyphen_values = true)]
    pub date: String,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// `alliance log waiver`.
#[derive(Debug, Args)]
pub struct LogWaiver {
    /// The alliance; the beginning of its name is enough
    pub name: String,
    /// The rule, as a finding shows it
    pub rule: String,
    /// Why its findings are accepted
    #[arg(long, value_name = "TEXT", alias = "why")]
    pub reason: String,
    /// Who approved it
    #[arg(long, value_name = "NAME")]
    pub approved_by: String,
    /// The last day it holds, at most 180 days after its approval
    #[arg(long, value_name = "DATE")]
    pub until: String,
    /// When it was approved
    #[arg(long, value_name = "DATE", default_value = "today", allow_hyphen_values = true)]
    pub approved_on: String,
    /// Accept only findings about this side
    #[arg(long)]
    pub side: Option<String>,
    /// Accept only findings at this field or below it
    #[arg(long, value_name = "FIELD")]
    pub path: Option<String>,
    /// How it is written.
    #[command(flatten)]
    pub writing: Writing,
}
