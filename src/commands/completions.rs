//! `alliance completions SHELL`: what a shell needs to complete a command line.

use anyhow::{Context, Result};
use clap::CommandFactory;

use super::{ExitStatus, Session};
use crate::cli::{Cli, Completions};

pub(super) fn run(args: &Completions, setting: &Session) -> Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "alliance", &mut script);
    setting.print(&String::from_utf8(script).context("the completions are not text")?)?;
    Ok(ExitStatus::Done)
}
