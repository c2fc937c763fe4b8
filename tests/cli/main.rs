//! The program as people run it: what it prints, where, and how it ends.

mod editors;
mod folders;
mod manual;
mod output;
#[cfg(unix)]
mod packaging;
mod settings;
mod start;
mod support;

/// The examples of the README and of `tests/cmd` print what they say.
#[test]
fn documented_commands() {
    trycmd::TestCases::new().case("README.md").case("tests/cmd/*.trycmd");
}
