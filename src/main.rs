//! The program: parse, run, print the error, exit code.

use std::io::ErrorKind;
use std::process::ExitCode;

use alliance::cli::Cli;
use alliance::commands;
use clap::Parser;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return usage(&told),
    };
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    let today = chrono::Local::now().date_naive();
    match commands::run(cli, today) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            commands::complain(&error);
            ExitCode::from(commands::Exit::Usage.code())
        }
    }
}

/// Prints the help or the version that was asked for, or what was typed wrong.
fn usage(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if told.exit_code() == 0 && error.kind() != ErrorKind::BrokenPipe => {
            commands::complain(&anyhow::anyhow!(
                "the help could not be printed: {}",
                commands::output::why(&error)
            ));
            ExitCode::from(commands::Exit::Usage.code())
        }
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}
