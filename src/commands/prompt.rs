//! A question to the person at the terminal.

use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use anyhow::{Context, Result};

use super::Session;

/// Whether somebody is there to ask.
pub(super) fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl Session {
    /// Asks for one line; the end of the input is an empty one.
    ///
    /// # Errors
    /// When nothing can be printed or read.
    pub(super) fn prompt(&self, question: &str) -> Result<String> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        write!(out, "{question}").and_then(|()| out.flush()).context("nothing could be asked")?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).context("the answer could not be read")?;
        let plain: String = answer.chars().filter(|letter| !letter.is_control()).collect();
        Ok(plain.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
