//! What each command does; each reads like its own help text.

use std::io::{self, Write};
use std::path::PathBuf;

use anstream::AutoStream;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

use crate::cli::{Cli, Color, Command, Global};
use crate::model::Date;
use crate::model::date::{add_days, sub_days};
use crate::report::{escape, style};

mod audit;
mod completions;
mod config;
mod editor;
mod explain;
mod init;
mod man;
mod new;
pub mod output;
mod rules;
mod schema;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// Wrong usage or configuration.
    Usage,
    /// No record was found, or one could not be read.
    Incomplete,
}

impl Exit {
    /// The code for the shell, the same for every format.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Usage => 2,
            Self::Incomplete => 3,
        }
    }
}

/// What a command needs to know of the world.
pub(crate) struct Setting {
    /// The day of the run.
    today: NaiveDate,
    /// The day asked for.
    as_of: Option<NaiveDate>,
    /// The folder it runs in.
    here: PathBuf,
    /// The portfolio named outright.
    portfolio: Option<PathBuf>,
    /// Columns to print.
    width: usize,
    color: anstream::ColorChoice,
}

/// Runs what was typed.
///
/// # Errors
/// When it was typed wrong or a file cannot be written; the message says what to do.
pub fn run(cli: Cli, today: NaiveDate) -> Result<Exit> {
    let setting = Setting::new(cli.global, today)?;
    match cli.command {
        Command::Audit(args) => audit::run(&args, &setting),
        Command::Explain(args) => explain::run(&args, &setting),
        Command::Rules(args) => rules::run(&args, &setting),
        Command::Config(args) => config::run(&args, &setting),
        Command::New(args) => new::run(&args, &setting),
        Command::Init(args) => init::run(&args, &setting),
        Command::Schema(args) => schema::run(&args, &setting),
        Command::Completions(args) => completions::run(&args, &setting),
        Command::Man(args) => man::run(&args, &setting),
    }
}

/// Prints why a run failed, as a finding would read.
pub fn complain(error: &anyhow::Error) {
    let text = escape::terminal(&format!("{error:#}")).into_owned();
    // Where even that cannot be written there is nobody to tell.
    let _ =
        writeln!(AutoStream::auto(io::stderr().lock()), "{}error{}: {text}", style::ERROR, anstyle::Reset);
}

impl Setting {
    fn new(global: Global, today: NaiveDate) -> Result<Self> {
        let as_of = global.as_of.as_deref().map(|text| as_of(text, today)).transpose()?;
        let here = std::env::current_dir()
            .context("the current folder cannot be read; change to one that exists")?;
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.clamp(40, 400));
        let width = usize::from(global.width.or(terminal).unwrap_or(100));
        let color = match global.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        Ok(Self { today, as_of, here, portfolio: global.portfolio, width, color })
    }

    /// Prints finished text. A reader that has gone away, as in `| head`, is no error.
    fn print(&self, text: &str) -> Result<()> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            printed => printed.context("the report could not be printed"),
        }
    }

    /// Tells a person something beside the output.
    fn tell(&self, text: &str) {
        // Where even that cannot be written there is nobody to tell.
        let _ = writeln!(AutoStream::new(io::stderr().lock(), self.color), "{text}");
    }
}

/// Reads `--as-of`.
fn as_of(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let days = text
        .strip_suffix('d')
        .and_then(|shift| shift.strip_prefix(['+', '-']))
        .and_then(|days| days.parse().ok());
    match (days, Date::parse(text)) {
        (Some(days), _) if text.starts_with('+') => Ok(add_days(today, days)),
        (Some(days), _) => Ok(sub_days(today, days)),
        (None, Ok(date)) => Ok(date.0),
        (None, Err(_)) => bail!(
            "--as-of takes a date such as 2026-03-31, or days from today such as +30d; `{text}` is neither"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_of_is_a_date_or_a_distance() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let date = |text| as_of(text, today).map(|date| date.to_string()).ok();
        assert_eq!(date("2026-03-31").as_deref(), Some("2026-03-31"));
        assert_eq!(date("+30d").as_deref(), Some("2026-12-22"));
        assert_eq!(date("-1d").as_deref(), Some("2026-11-21"));
        for text in ["30d", "+d", "+30", "tomorrow", "2026-3-31", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
