//! `alliance lsp`: serves an editor.

use std::io::{self, IsTerminal};

use anyhow::{Result, bail};

use super::{ExitStatus, Session};
use crate::audit::Clock;
use crate::cli::Lsp;
use crate::lsp::{self, ServerOptions};

pub(super) fn run(_: &Lsp, setting: &Session) -> Result<ExitStatus> {
    if io::stdin().is_terminal() {
        bail!("an editor starts this and speaks to it over standard input; docs/editors.md has the settings");
    }
    lsp::serve(ServerOptions {
        here: setting.here.clone(),
        portfolio: setting.portfolio.clone(),
        clock: Clock { today: setting.today, as_of: setting.as_of },
    })?;
    Ok(ExitStatus::Done)
}
