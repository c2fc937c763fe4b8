//! How a run ends, and the code that a shell sees.

use std::io::{self, Write};

use anstream::AutoStream;

use crate::render::{escape, style};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// A gate failed.
    GateFailed,
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
            Self::GateFailed => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
        }
    }
}

/// Prints why a run failed, as a finding would read.
pub fn complain(error: &anyhow::Error) {
    let text = escape::terminal(&format!("{error:#}")).into_owned();
    // Where even that cannot be written there is nobody to tell.
    let _ =
        writeln!(AutoStream::auto(io::stderr().lock()), "{}error{}: {text}", style::ERROR, anstyle::Reset);
}
