//! `alliance recall`: who answers for each strategic alliance, and when was it last reviewed? From memory.

use std::io::{self, IsTerminal};

use anstream::AutoStream;
use anyhow::{Context, Result, bail};

use super::{ExitStatus, Session, audit};
use crate::cli::Recall;
use crate::recall::{ask, marked, questions, result};

pub(super) fn run(args: &Recall, setting: &Session) -> Result<ExitStatus> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!(
            "`alliance recall` asks questions and so needs a terminal; `alliance audit` prints the owner and the \
             last review of each alliance, and `alliance audit -o json` has both for programs"
        );
    }
    let report = match audit::judged(&args.paths, setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let questions = questions(&report);
    if questions.is_empty() {
        setting.print("There is nothing to ask: no running alliance is called strategic.\n")?;
        return Ok(audit::ended(&report));
    }
    setting.print("From memory, please: the answers are shown at the end. Press Enter alone if you do not know, Ctrl-D to stop.\n")?;
    let out = AutoStream::new(io::stdout().lock(), setting.color);
    let answers = ask(&questions, report.as_of, io::stdin().lock(), out)
        .context("the answers could not be read; run it again on a terminal")?;
    let marks = marked(&questions, &answers, report.as_of);
    let text = result::result(&questions, &answers, &marks, report.focus.ideal, setting.width);
    setting.print(&format!("\n{text}"))?;
    Ok(audit::ended(&report))
}
