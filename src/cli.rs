//! The command line: what can be typed, and the help that explains it.

mod ask;
mod audit;
mod check;
mod explained;
mod fix;
mod format;
mod log;
mod past;
mod reference;
mod review;
mod sheets;
mod start;
mod target;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use ask::{Ask, AskFor};
pub use audit::{Audit, AuditFormat, Calendar, CalendarFormat, Recall};
pub use check::{Baseline, BaselineCommand, Check, CheckFormat, FailOn};
pub use fix::FixArgs;
pub use format::Format;
pub use log::{
    DecisionWord, Log, LogCommand, LogCommitment, LogDecision, LogDone, LogIssue, LogResult, LogReview,
    LogWaiver, SeverityWord, Writing,
};
pub use past::{Diff, DiffFormat, Every, History, HistoryFormat, Promises, PromisesFormat};
pub use reference::{Completions, Config, Described, Explain, Lsp, Man, Rules, Schema};
pub use review::{Actions, ActionsFormat, Brief, BriefFormat, Focus, FocusFormat, Summary, SummaryFormat};
pub use sheets::{DateOrder, Export, ExportCommand, Import, ImportCommand};
pub use start::{Init, New, NewKind, NewStage};
pub use target::Target;

/// Audits a portfolio of business alliances before a quarterly review.
///
/// Describe each alliance in a YAML file under `alliances/`: what each side contributes and expects, how success is
/// measured, who owns it, how it ends. `alliance audit` says what is missing and what is drifting, each finding at
/// its line, with the reason and the fix.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Start with `alliance init` in an empty folder, or `alliance audit` in one that has a portfolio.yaml.\n\
Exit codes: 0 done, 1 a gate of `check` failed, 2 wrong usage or configuration, 3 no record found or one could not be read."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Evaluate as of this date: 2026-03-31, or relative to today, such as +30d or -1d
    #[arg(
        long,
        global = true,
        value_name = "DATE",
        allow_hyphen_values = true,
        help_heading = "Global options"
    )]
    pub as_of: Vec<String>,
    /// Use this portfolio.yaml instead of the nearest one in this folder or above
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub portfolio: Option<PathBuf>,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are respected too
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, help_heading = "Global options")]
    pub color: Color,
    /// Draw lines, bars and marks in ASCII only
    #[arg(long, global = true, help_heading = "Global options")]
    pub ascii: bool,
    /// Print long pages at once instead of through ALLIANCE_PAGER, PAGER or `less -FRX`
    #[arg(long, global = true, help_heading = "Global options")]
    pub no_pager: bool,
    /// Width in columns; by default the terminal's, or 100 for a file or pipe
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400), help_heading = "Global options")]
    pub width: Option<u16>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report on a portfolio: what to decide first, a table, and every finding at its line
    #[command(
        after_help = "Examples:\n  alliance audit                         the portfolio of this folder or the nearest one above\n  \
alliance audit alliances/tern-analytics.yaml   one record, with its portfolio's settings\n  \
alliance audit --as-of 2026-06-30      as of that day\n  \
alliance audit --as-of +45d            what will be due by then\n  \
alliance audit --explain-score tern    how one structure score is worked out\n  \
alliance audit -o html=report.html     for a browser, or to print\n  \
alliance audit -o json | jq .summary   for programs\n  \
alliance new Tern --print | alliance audit -   one record on standard input"
    )]
    Audit(Audit),
    /// Print the portfolio table: one row per alliance, the most urgent first
    #[command(after_help = "Examples:\n  alliance summary                       most urgent first\n  \
alliance summary -o markdown           to paste into a document or a pull request\n  \
alliance summary -o portfolio.xlsx     for Excel: figures, days and a filter\n  \
alliance summary -o portfolio.docx     for Word")]
    Summary(Summary),
    /// Print the one-page pre-read for the review of an alliance, the decision first
    #[command(after_help = "Examples:\n  alliance brief \"Tern Analytics\"\n  \
alliance brief tern -o tern.docx               for Word; the beginning of a name is enough\n  \
alliance brief tern --for partner              what can be sent to the other side")]
    Brief(Brief),
    /// List what has to be done, by person and date
    #[command(after_help = "Examples:\n  alliance actions\n  alliance actions --owner priya\n  \
alliance actions -o markdown           as a task list\n  alliance actions -o csv=actions.csv")]
    Actions(Actions),
    /// Rank alliances by what an hour of attention earns
    #[command(
        after_help = "Examples:\n  alliance focus\n  alliance focus --without \"Tern Analytics\"   as if it had ended\n  \
alliance focus --with proposals/quillon.yaml  as if it were signed"
    )]
    Focus(Focus),
    /// Show what is overdue and what is due
    #[command(
        after_help = "Examples:\n  alliance calendar                      overdue, and the next 90 days\n  \
alliance calendar --days 365           a year ahead\n  \
alliance calendar alliances/tern-analytics.yaml\n                                         one alliance\n  \
alliance calendar --days 365 -o ics=alliances.ics\n                                         for Outlook, Google or Apple; read in again, it updates itself"
    )]
    Calendar(Calendar),
    /// Quiz yourself: who owns each alliance, and when was it last reviewed?
    #[command(
        after_help = "Examples:\n  alliance recall                        on a terminal; press Enter if you do \
                      not know\n  alliance recall --as-of 2026-09-30     as of that day\n\nAny spelling of \
                      a name is accepted (\"P. Nair\", \"Nair\", \"priya\"), and of a month (2026-11, Nov 2026, \
                      november)."
    )]
    Recall(Recall),
    /// Record what happened: a review, a result, a decision, a promise, an issue
    #[command(
        after_help = "Examples:\n  alliance log review tern --date yesterday --attended both --metrics-read --actions 3\n  \
alliance log result tern \"Set-up fees\" 2026-11 4100 --without 3800\n  \
alliance log decision tern wind-down --why \"Four months of results that would have come anyway\" --no-next\n  \
alliance log done northstar landing page\n\n\
The record's file is edited in place: its comments, order and layout stay. On a terminal the change is shown and\n\
asked about; elsewhere it is written with --yes only. Recording the same fact again changes nothing."
    )]
    Log(Log),
    /// Ask what is worth knowing next, one question at a time, and write each answer into its record
    #[command(
        after_help = "Examples:\n  alliance ask tern                      one alliance; at most twelve answers \
                      a sitting\n  alliance ask                           all of them; what a verdict needs comes first\n  alliance ask tern --list > tern.md     the open questions, to take along\n  alliance \
                      ask --list --for partner      only those that need the partner\n\nEnter skips a question \
                      and `q` stops. Each answer is checked and written at once.\nComments, order and layout of \
                      the record stay as they are. Answers may also come from a file, one per line."
    )]
    Ask(Ask),
    /// Correct mistakes with one certain answer, such as a misspelt key or a date in another order
    #[command(
        after_help = "Examples:\n  alliance fix --dry-run                 every certain correction, as a diff\n  \
alliance fix tern                      one alliance; asks before it writes\n  \
alliance fix --rule unknown-field --yes\n  \
alliance fix tern --unsafe             and the open questions, as comments to be answered\n\n\
It corrects only what has one certain answer: a misspelt key or word with a single near name, a date such as 13.02.2026, \
an amount such as 150k, a period such as Q3 2026, `yes` for `true`, a notice of 3 months in `notice_days`. Comments, order \
and layout stay."
    )]
    Fix(FixArgs),
    /// Check a portfolio in CI: every finding at its line, gates, and formats for other programs
    #[command(after_help = "Examples:\n  alliance check                         fails on errors\n  \
alliance check --fail-on warning -o concise\n  \
alliance check -o github -o sarif=alliances.sarif   annotations, and a file for code scanning\n  \
alliance check --select governance,late-metrics\n  \
alliance check --since origin/main                  only what is new or worse on this branch\n  \
alliance check --baseline alliance-baseline.json    only what is new since the baseline\n\n\
Exit codes: 0 gates passed, 1 a gate failed, 2 wrong usage or configuration, 3 no record found or one could not be read.")]
    Check(Check),
    /// Show what changed since a revision, a review or a day: findings, fields of records, scores, verdicts, value
    #[command(
        after_help = "Examples:\n  alliance diff main                     the files here against a branch\n  \
alliance diff v2026-Q3 v2026-Q4        between two reviews\n  \
alliance diff origin/main -o markdown  to paste into a pull request\n  \
alliance diff --since-last-review tern what changed since its sides last met\n  \
alliance diff ../q3 .                  two folders, without git\n  \
alliance diff --as-of 2026-06-30 --as-of 2026-09-30\n                                         the same records, judged on two days\n\n\
Two states are judged as of the same day, so only edits show as changes. If a name is also a folder here, it \
means the folder; `refs/heads/NAME` means the branch."
    )]
    Diff(Diff),
    /// Show how score, findings and incremental value stood at the end of each quarter, from git
    #[command(
        after_help = "Examples:\n  alliance history                       each quarter of the last two years\n  \
alliance history --every month --since 1y\n  \
alliance history --verdicts            when the rules would first have said to end it, or prove it\n  \
alliance history -o csv=history.csv    for a chart\n\n\
Each period is judged as of its last day, by the last commit of that day or before."
    )]
    History(History),
    /// Compare what was promised at the start of an alliance with what is reported now, from git
    #[command(after_help = "Examples:\n  alliance promises \"Tern Analytics\"\n  \
alliance promises tern -o json         for programs\n  \
alliance promises tern --as-of 2026-06-30     as of that day\n\n\
The start is the first commit of the record, up to the end of that day. Renamed files are followed.")]
    Promises(Promises),
    /// Record current findings as a baseline, so that later checks fail only on new ones
    Baseline(Baseline),
    /// Explain a term, or a rule: what it checks, why it matters, how it is set, and what it says here
    #[command(
        after_help = "Examples:\n  alliance explain vague-contribution    a rule, as a finding shows it\n  \
alliance explain clean exit            a term of the reports\n  \
alliance explain                       every term in one sentence"
    )]
    Explain(Explain),
    /// List every rule with its area, severity and summary
    Rules(Rules),
    /// Show the settings in force, and where each comes from
    Config(Config),
    /// Write a new record that asks the four questions
    #[command(
        after_help = "Examples:\n  alliance new \"Northstar Cloud\"            writes alliances/northstar-cloud.yaml\n  \
alliance new \"Spring campaign\" --type co-marketing --partner Kestrel\n  \
alliance new Tern --print                 to standard output instead"
    )]
    New(New),
    /// Read a spreadsheet: a record for each partner, or figures for their metrics
    Import(Import),
    /// Write records or results into a spreadsheet that `import` reads
    Export(Export),
    /// Start a portfolio in an empty folder: portfolio.yaml, and settings for editors
    #[command(
        after_help = "Examples:\n  alliance init                  in this folder\n  alliance init partnerships     \
                      in a new folder\n\nEditors complete keys and mark mistakes using \
                      .alliance/*.schema.json, which it\nalso writes, and VS Code using .vscode. An existing \
                      file in .vscode is left\nalone."
    )]
    Init(Init),
    /// Print the JSON Schema that editors use to complete keys and mark mistakes
    #[command(
        after_help = "Examples:\n  alliance schema > .alliance/alliance.schema.json\n  alliance schema \
                            --for portfolio > .alliance/portfolio.schema.json\n  alliance schema --for report                  \
                            what audit and check print with -o json\n\n`alliance init` writes both. After an \
                            update of alliance, write them again with these two commands.\nAn editor finds the \
                            schema through the first line of a record:\n  # yaml-language-server: \
                            $schema=../.alliance/alliance.schema.json"
    )]
    Schema(Schema),
    /// Serve an editor: findings while typing, help, completion, corrections
    #[command(
        after_help = "An editor starts it and speaks to it over standard input and output; docs/editors.md has the\n\
settings of VS Code, Neovim, Helix and Zed. The day is that on which it was started, or --as-of."
    )]
    Lsp(Lsp),
    /// Print shell completions
    #[command(
        after_help = "Examples:\n  alliance completions bash > ~/.local/share/bash-completion/completions/alliance\n  \
alliance completions zsh > ~/.zfunc/_alliance          with ~/.zfunc in $fpath\n  \
alliance completions fish > ~/.config/fish/completions/alliance.fish"
    )]
    Completions(Completions),
    /// Print the manual page, or write the pages of every command into a folder
    #[command(after_help = "Examples:\n  alliance man | man -l -                    to read it now\n  \
alliance man ~/.local/share/man/man1       so that `man alliance` finds it")]
    Man(Man),
}

impl Command {
    /// The word that it is typed with.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Audit(..) => "audit",
            Self::Summary(..) => "summary",
            Self::Brief(..) => "brief",
            Self::Actions(..) => "actions",
            Self::Focus(..) => "focus",
            Self::Calendar(..) => "calendar",
            Self::Recall(..) => "recall",
            Self::Log(..) => "log",
            Self::Ask(..) => "ask",
            Self::Fix(..) => "fix",
            Self::Check(..) => "check",
            Self::Diff(..) => "diff",
            Self::History(..) => "history",
            Self::Promises(..) => "promises",
            Self::Baseline(..) => "baseline",
            Self::Explain(..) => "explain",
            Self::Rules(..) => "rules",
            Self::Config(..) => "config",
            Self::New(..) => "new",
            Self::Import(..) => "import",
            Self::Export(..) => "export",
            Self::Init(..) => "init",
            Self::Schema(..) => "schema",
            Self::Lsp(..) => "lsp",
            Self::Completions(..) => "completions",
            Self::Man(..) => "man",
        }
    }
}
