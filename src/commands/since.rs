//! An earlier state of the portfolio, read from git.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Setting;
use crate::audit::{self, Clock};
use crate::check::Earlier;
use crate::load::earlier::{self, Today};
use crate::load::git::Repository;
use crate::report::Report;

/// What there was to say where this branch and `revision` parted, on the day that the report is judged on.
pub(super) fn parted(
    revision: &str,
    paths: &[PathBuf],
    report: &Report,
    setting: &Setting,
) -> Result<Earlier> {
    let portfolio = report.portfolio_file.as_deref().map(|file| setting.here.join(file));
    let repository = repository(portfolio.as_deref(), paths, setting)?;
    let read = || -> Result<Earlier> {
        let head = repository.commit("HEAD")?;
        let base = repository.merge_base(&repository.commit(revision)?, &head)?;
        let tree = repository.tree(&base.id)?;
        let today = Today { portfolio: portfolio.as_deref(), paths, here: &setting.here };
        let (inputs, whereabouts) = earlier::read(&tree, today);
        // One day for both: a pull request does not fail because time has passed.
        let clock = Clock { today: setting.today, as_of: Some(report.as_of) };
        Ok(Earlier {
            revision: revision.to_owned(),
            short: base.short().to_owned(),
            commit: base.id,
            report: audit::run(inputs, clock),
            whereabouts,
        })
    };
    read().context("--since")
}

/// The repository that the portfolio lies in.
fn repository(portfolio: Option<&Path>, paths: &[PathBuf], setting: &Setting) -> Result<Repository> {
    let named = paths.iter().find(|path| path.as_os_str() != "-").map(|path| setting.here.join(path));
    let folder = match (portfolio.and_then(Path::parent), &named) {
        (Some(folder), _) => folder,
        (None, Some(path)) if path.is_dir() => path,
        (None, Some(path)) => path.parent().unwrap_or(&setting.here),
        (None, None) => &setting.here,
    };
    Repository::open(folder).context("--since")
}
