//! The reader: every mistake at its place, nothing sound lost, nothing hostile obeyed.

#[path = "../cli/ci.rs"]
mod ci;

mod broken_example;
mod generated;
mod git;
mod hostile;
mod oracle;
mod reader;
mod standing;
