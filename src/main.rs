//! The program: parse, run, print the error, exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use alliance::cli::Cli;
use alliance::commands;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            let status = usage(&told);
            if told.kind() == ErrorKind::MissingRequiredArgument {
                example();
            }
            return status;
        }
    };
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    let today = chrono::Local::now().date_naive();
    match commands::run(cli, today) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            commands::complain(&error);
            ExitCode::from(commands::ExitStatus::Usage.code())
        }
    }
}

/// Shows how the command that was begun is typed in full.
fn example() {
    let mut command = Cli::command();
    for word in std::env::args().skip(1) {
        if let Some(sub) = command.find_subcommand(&word) {
            command = sub.clone();
        }
    }
    if let Some(examples) = command.get_after_help() {
        // Where even that cannot be written there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "\n{examples}");
    }
}

/// Prints the help or the version that was asked for, or what was typed wrong.
fn usage(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if told.exit_code() == 0 && error.kind() != io::ErrorKind::BrokenPipe => {
            commands::complain(&anyhow::anyhow!(
                "the help could not be printed: {}",
                commands::output::why(&error)
            ));
            ExitCode::from(commands::ExitStatus::Usage.code())
        }
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}
