//! `alliance lsp`: serves an editor.

use anyhow::Result;

use super::{Exit, Session};
use crate::audit::Clock;
use crate::cli::Lsp;
use crate::lsp::{self, Options};

pub(super) fn run(_: &Lsp, setting: &Session) -> Result<Exit> {
    lsp::serve(Options {
        here: setting.here.clone(),
        portfolio: setting.portfolio.clone(),
        clock: Clock { today: setting.today, as_of: setting.as_of },
    })?;
    Ok(Exit::Done)
}
