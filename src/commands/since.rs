//! An earlier state of the portfolio, read from git.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Session;
use crate::audit::{self, Clock};
use crate::check::Earlier;
use crate::load::earlier::{self, Today};
use crate::load::git::{Commit, Repository};
use crate::report::Report;

/// What there was to say where this branch and `revision` parted, on the day that the report is judged on.
pub(super) fn parted(
    revision: &str,
    paths: &[PathBuf],
    report: &Report,
    setting: &Session,
) -> Result<Earlier> {
    let portfolio = report.portfolio_file.as_deref().map(|file| setting.here.join(file));
    let repository = repository(portfolio.as_deref(), paths, setting).context("--since")?;
    let read = || -> Result<Earlier> {
        let head = repository.commit("HEAD")?;
        let base = repository.merge_base(&repository.commit(revision)?, &head)?;
        earlier(&repository, base, portfolio.as_deref(), paths, report, setting)
    };
    read().context("--since")
}

/// What there was to say at a commit, on the day that the report is judged on.
pub(super) fn earlier(
    repository: &Repository,
    base: Commit,
    portfolio: Option<&Path>,
    paths: &[PathBuf],
    report: &Report,
    setting: &Session,
) -> Result<Earlier> {
    let tree = repository.tree(&base.id)?;
    let (inputs, whereabouts) = earlier::read(&tree, Today { portfolio, paths, here: &setting.here });
    tree.answered()?;
    // What nobody could look at would else pass as something that may have been there before.
    if tree.is_unanswered() {
        bail!(
            "not every file of `{}` is in this clone, so nothing can be compared with it; fetch them: `git fetch --refetch --no-filter origin`",
            base.revision
        );
    }
    // One day for both: a pull request does not fail because time has passed.
    let clock = Clock { today: setting.today, as_of: Some(report.as_of) };
    Ok(Earlier {
        short: base.short().to_owned(),
        revision: base.revision,
        commit: base.id,
        report: audit::run(inputs, clock),
        whereabouts,
    })
}

/// The repository that the portfolio lies in.
pub(super) fn repository(
    portfolio: Option<&Path>,
    paths: &[PathBuf],
    setting: &Session,
) -> Result<Repository> {
    let named = paths.iter().find(|path| path.as_os_str() != "-").map(|path| setting.here.join(path));
    let folder = match (portfolio.and_then(Path::parent), &named) {
        (Some(folder), _) => folder,
        (None, Some(path)) if path.is_dir() => path,
        (None, Some(path)) => path.parent().unwrap_or(&setting.here),
        (None, None) => &setting.here,
    };
    Repository::open(folder)
}
