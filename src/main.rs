//! The program: parse, run, print the error, exit code.

use std::process::ExitCode;

use alliance::cli::Cli;
use alliance::commands;
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
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
