//! `alliance baseline`: what is known on the day a team begins, so that a check fails only on what comes after.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::output::{not_written, write_whole};
use super::{ExitStatus, Session};
use crate::audit::Detail;
use crate::check::baseline::{Baseline, FILE, MAX_BYTES};
use crate::cli::{Baseline as Args, BaselineCommand};
use crate::render::escape::terminal;
use crate::report::{Report, counted};

pub(super) fn run(args: &Args, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let (BaselineCommand::Write { file, .. } | BaselineCommand::Prune { file }) = &args.command;
    let shown = match (file, &inputs.portfolio) {
        (Some(file), _) => file.clone(),
        (None, Some(portfolio)) => Path::new(&*portfolio.path).with_file_name(FILE),
        (None, None) => PathBuf::from(FILE),
    };
    let report = setting.judge_as(inputs, Detail::FIGURES);
    if report.misconfigured {
        bail!("portfolio.yaml has errors, so the findings are not known; `alliance check` lists the errors");
    }
    let file = setting.here.join(&shown);
    // What is there under another name than the usual one must be seen to be a baseline, with --force or without.
    if !shown.ends_with(FILE) && file.symlink_metadata().is_ok() && !Baseline::is_in(&file) {
        bail!(
            "{} is not a baseline, and only a baseline may be replaced by one; name another file",
            shown.display()
        );
    }
    let told = match args.command {
        BaselineCommand::Write { force, .. } => write(&report, &file, &shown, force)?,
        BaselineCommand::Prune { .. } => prune(&report, &file, &shown)?,
    };
    setting.print(&format!("{}: {told}\n", terminal(&shown.to_string_lossy())))?;
    if report.unreadable() == 0 {
        return Ok(ExitStatus::Done);
    }
    setting.tell(&format!(
        "{} could not be read and cannot be in a baseline; `alliance check` lists them",
        counted(report.unreadable(), "record")
    ));
    Ok(ExitStatus::Incomplete)
}

fn write(report: &Report, file: &Path, shown: &Path, force: bool) -> Result<String> {
    let known = match read(file, shown) {
        _ if !file.exists() => None,
        Err(_) if force => None,
        known => Some(known?),
    };
    let (baseline, before) = match known {
        None => (Baseline::of(report), None),
        Some(known) => {
            let new = known.unknown(report);
            if new > 0 && !force {
                bail!(
                    "{} would be added to {}, but an existing baseline only shrinks; fix or waive what is new, \
                     or add --force",
                    counted(new, "finding"),
                    shown.display()
                );
            }
            (known.renewed(report), Some(known.len()))
        }
    };
    save(&baseline, file, shown)?;
    let now = counted(baseline.len(), "finding");
    Ok(match before {
        Some(before) => format!("{now}, {before} before"),
        None => now,
    })
}

fn prune(report: &Report, file: &Path, shown: &Path) -> Result<String> {
    let known = read(file, shown)?;
    let before = known.len();
    let pruned = known.pruned(report);
    if pruned.len() == before {
        return Ok(format!("{}, none resolved", counted(before, "finding")));
    }
    save(&pruned, file, shown)?;
    Ok(format!("{}, {before} before", counted(pruned.len(), "finding")))
}

fn save(baseline: &Baseline, file: &Path, shown: &Path) -> Result<()> {
    write_whole(file, &baseline.text()?).map_err(|error| anyhow!(not_written(shown, &error)))
}

/// Reads a baseline; `shown` is the file as it was named.
pub(super) fn read(file: &Path, shown: &Path) -> Result<Baseline> {
    let hint = || format!("{} cannot be read; `alliance baseline write` writes a baseline", shown.display());
    let found = fs::metadata(file).with_context(hint)?;
    if !found.is_file() {
        bail!("{} is not a regular file; name one that is", shown.display());
    }
    if found.len() > MAX_BYTES {
        bail!(
            "{} is larger than a baseline can be ({MAX_BYTES} bytes at most); name another",
            shown.display()
        );
    }
    let text = fs::read_to_string(file).with_context(hint)?;
    Baseline::parse(&text).with_context(|| shown.display().to_string())
}
