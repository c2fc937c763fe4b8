//! The program as people run it: what it prints, where, and how it ends.

mod baseline;
mod calendar;
mod check;
mod diff;
mod editors;
#[cfg(unix)]
mod faults;
mod folders;
mod history;
mod hostile;
mod manual;
mod output;
#[cfg(unix)]
mod packaging;
mod promises;
mod refusals;
mod repository;
mod review;
mod settings;
mod since;
mod start;
#[cfg(unix)]
mod stranger;
mod support;

/// The examples of the README, of the docs and of `tests/cmd` print what they say.
#[test]
fn documented_commands() {
    trycmd::TestCases::new().case("README.md").case("docs/check.md").case("tests/cmd/*.trycmd");
}
