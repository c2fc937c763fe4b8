//! What each command does; each reads like its own help text.

mod actions;
mod ask;
mod audit;
mod baseline;
mod brief;
mod calendar;
mod changes;
mod check;
mod completions;
mod config;
mod diff;
mod editor;
mod exit_status;
mod explain;
mod export;
mod find_alliance;
mod fix;
mod focus;
mod history;
mod history_cache;
mod import;
mod init;
mod log;
mod lsp;
mod man;
mod meaning;
mod new;
pub mod output;
mod pager;
mod past;
mod progress;
mod promises;
mod prompt;
mod recall;
mod rules;
mod schema;
mod schema_line;
mod session;
mod since;
mod summary;
mod write;

use anyhow::Result;
use chrono::NaiveDate;

use crate::cli::{Cli, Command};

use find_alliance::named;
use session::Session;

pub use exit_status::{ExitStatus, complain};

/// Runs what was typed.
///
/// # Errors
/// When it was typed wrong or a file cannot be written; the message says what to do.
pub fn run(cli: Cli, today: NaiveDate) -> Result<ExitStatus> {
    let setting = Session::new(cli.global, cli.command.name(), today)?;
    match cli.command {
        Command::Audit(args) => audit::run(&args, &setting),
        Command::Summary(args) => summary::run(&args, &setting),
        Command::Brief(args) => brief::run(&args, &setting),
        Command::Actions(args) => actions::run(&args, &setting),
        Command::Focus(args) => focus::run(&args, &setting),
        Command::Calendar(args) => calendar::run(&args, &setting),
        Command::Recall(args) => recall::run(&args, &setting),
        Command::Log(args) => log::run(&args, &setting),
        Command::Ask(args) => ask::run(&args, &setting),
        Command::Fix(args) => fix::run(&args, &setting),
        Command::Check(args) => check::run(&args, &setting),
        Command::Diff(args) => diff::run(&args, &setting),
        Command::History(args) => history::run(&args, &setting),
        Command::Promises(args) => promises::run(&args, &setting),
        Command::Baseline(args) => baseline::run(&args, &setting),
        Command::Explain(args) => explain::run(&args, &setting),
        Command::Rules(args) => rules::run(&args, &setting),
        Command::Config(args) => config::run(&args, &setting),
        Command::New(args) => new::run(&args, &setting),
        Command::Import(args) => import::run(&args, &setting),
        Command::Export(args) => export::run(&args, &setting),
        Command::Init(args) => init::run(&args, &setting),
        Command::Schema(args) => schema::run(&args, &setting),
        Command::Completions(args) => completions::run(&args, &setting),
        Command::Lsp(args) => lsp::run(&args, &setting),
        Command::Man(args) => man::run(&args, &setting),
    }
}
