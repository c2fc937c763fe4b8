//! An earlier state of the portfolio, read from git.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Session;
use crate::audit::{self, Beside, Clock, Detail, Parts, Twin};
use crate::check::Earlier;
use crate::check::baseline::Baseline;
use crate::load::earlier::{self, Today, Whereabouts};
use crate::load::files::{Files, without_dots};
use crate::load::git::{Commit, GitTree, Repository};
use crate::load::mistake::Mistake;
use crate::load::{self, Inputs, discover, shown};
use crate::model::Portfolio;
use crate::report::{AllianceReport, Fate, Report};

/// The commit of an earlier state, with its files.
pub(super) struct Opened {
    repository: Repository,
    base: Commit,
    tree: GitTree,
    /// Whether it is the very commit that is checked out.
    is_head: bool,
    /// Whether nothing has been committed yet.
    is_nothing: bool,
}

/// An earlier state that is not judged yet; its records are read only then.
pub(super) struct EarlierState<'a> {
    opened: &'a Opened,
    inputs: Inputs<'a>,
    whereabouts: Whereabouts,
    baseline: Option<Baseline>,
}

/// The commit where this branch and `revision` parted.
pub(super) fn parted(
    revision: &str,
    portfolio: Option<&str>,
    paths: &[PathBuf],
    setting: &Session,
) -> Result<Opened> {
    let portfolio = portfolio.map(|file| setting.here.join(file));
    let repository = repository(portfolio.as_deref(), paths, setting).context("--since")?;
    let open = || -> Result<Opened> {
        let nothing = if revision == "HEAD" { repository.before_the_first()? } else { None };
        if let Some(nothing) = nothing {
            return Ok(Opened { is_nothing: true, ..Opened::at(repository, nothing)? });
        }
        let head = repository.commit("HEAD")?;
        let base = repository.merge_base(&repository.commit(revision)?, &head)?;
        let is_head = base.id == head.id;
        Ok(Opened { is_head, ..Opened::at(repository, base)? })
    };
    open().context("--since")
}

impl Opened {
    /// A commit.
    pub(super) fn at(repository: Repository, base: Commit) -> Result<Self> {
        let tree = repository.tree(&base.id)?;
        Ok(Self { repository, base, tree, is_head: false, is_nothing: false })
    }

    /// Finds the portfolio in it.
    pub(super) fn read(
        &self,
        portfolio: Option<&Path>,
        paths: &[PathBuf],
        baseline: Option<&Path>,
        setting: &Session,
    ) -> Result<EarlierState<'_>> {
        let tree = &self.tree;
        let (inputs, whereabouts) = earlier::read(tree, Today { portfolio, paths, here: &setting.here });
        // No portfolio has moved where there was none.
        let whereabouts = if self.is_nothing { Whereabouts::Same } else { whereabouts };
        let baseline = baseline.map(|file| setting.here.join(file)).filter(|file| tree.is_file(file));
        let baseline = baseline.and_then(|file| tree.read(&file, &tree.real(file.parent()?)).ok());
        // One that could not be used then knew nothing.
        let baseline = baseline.and_then(|text| Baseline::parse(&text).ok());
        self.answered()?;
        Ok(EarlierState { opened: self, inputs, whereabouts, baseline })
    }

    /// Whether a checkout could only be compared with itself.
    pub(super) fn is_head(&self) -> bool {
        self.is_head
    }

    /// Whether nothing has been committed yet.
    pub(super) fn is_nothing(&self) -> bool {
        self.is_nothing
    }

    fn answered(&self) -> Result<()> {
        self.tree.answered()?;
        // What nobody could look at would else pass as something that may have been there before.
        if self.tree.is_unanswered() {
            bail!(
                "not every file of `{}` is in this clone, so nothing can be compared with it; fetch them: `git fetch --refetch --no-filter origin`",
                self.base.revision
            );
        }
        Ok(())
    }
}

impl EarlierState<'_> {
    /// The portfolio as it was, where there was anything that it could be in force for.
    pub(super) fn portfolio(&self) -> Option<Portfolio> {
        let value = self.inputs.portfolio.as_ref().and_then(|source| source.value.clone());
        value.or_else(|| {
            (self.inputs.portfolio.is_none() && !self.inputs.records.is_empty()).then(Portfolio::default)
        })
    }

    /// What there was to say, on the day that the later report is judged on; `parts` are what was kept of that.
    pub(super) fn judge(
        self,
        report: &Report,
        head: Head,
        allow_loosening: bool,
        parts: &Parts,
        setting: &Session,
    ) -> Result<Earlier> {
        let Self { opened, inputs, whereabouts, baseline } = self;
        // One day for both: a pull request does not fail because time has passed.
        let clock = Clock { today: setting.today, as_of: Some(report.as_of) };
        let twin = Twin::of(report, parts);
        let beside = Beside { twin: Some(&twin), ..Beside::default() };
        let earlier = audit::judge_beside(inputs, clock, Detail::COMPARED, beside, &|| {});
        opened.answered()?;
        let mut lost = Lost::of(&earlier, &opened.repository, setting);
        let fates = earlier.alliances.iter().map(|alliance| match head {
            Head::Commit => Some(Fate::Gone),
            Head::Folder(paths) => lost.fate(alliance, report, paths),
        });
        Ok(Earlier {
            short: opened.base.short().to_owned(),
            revision: opened.base.revision.clone(),
            commit: opened.base.id.clone(),
            fates: fates.collect(),
            report: earlier,
            whereabouts,
            baseline,
            allow_loosening,
        })
    }
}

/// The settings of a commit: their file, what it said, and a sentence about it.
pub(super) fn settings(
    revision: &str,
    paths: &[PathBuf],
    files: &dyn Files,
    setting: &Session,
) -> Result<CommitSettings> {
    let portfolio = match &setting.portfolio {
        Some(file) => Some(setting.here.join(file)),
        None => load::portfolio_of(files, paths, &setting.here)?,
    };
    let read = || -> Result<CommitSettings> {
        let repository = repository(portfolio.as_deref(), paths, setting)?;
        let commit = repository.commit(revision)?;
        let tree = repository.tree(&commit.id)?;
        let found = portfolio.clone().or_else(|| discover::find_portfolio(&tree, &setting.here));
        let Some(file) = found.filter(|file| tree.is_file(file)) else {
            tree.answered()?;
            bail!("there is no portfolio.yaml at this place in `{revision}`; name a revision that has one");
        };
        let folder = tree.real(file.parent().unwrap_or(&setting.here));
        let text = tree.read(&file, &folder);
        tree.answered()?;
        let remark =
            format!("settings, waivers and gate are those of {} ({})", commit.revision, commit.short());
        Ok(CommitSettings { file, text, remark })
    };
    read().context("--config-from")
}

/// The settings of a commit.
pub(super) struct CommitSettings {
    /// Where they lie.
    pub(super) file: PathBuf,
    /// What they say, or why they cannot be read.
    pub(super) text: Result<String, Box<Mistake>>,
    /// Where they come from.
    pub(super) remark: String,
}

/// What the later state is.
#[derive(Clone, Copy)]
pub(super) enum Head<'a> {
    /// Another commit.
    Commit,
    /// The files as they lie here, or those of them that were named.
    Folder(&'a [PathBuf]),
}

/// What has become of the files of records that are not read any more. Git and each folder are asked once.
struct Lost<'a> {
    repository: &'a Repository,
    setting: &'a Session,
    texts: HashMap<&'a str, &'a str>,
    not_checked_out: Option<HashSet<PathBuf>>,
    /// The files of each folder by name, with their sizes.
    folders: HashMap<PathBuf, Vec<(PathBuf, u64)>>,
}

impl<'a> Lost<'a> {
    fn of(earlier: &'a Report, repository: &'a Repository, setting: &'a Session) -> Self {
        Self {
            repository,
            setting,
            texts: earlier.sources.iter().map(|source| (&*source.file, &*source.text)).collect(),
            not_checked_out: None,
            folders: HashMap::new(),
        }
    }

    /// What has become of a record's file; `None` where it was not to be read.
    fn fate(&mut self, alliance: &AllianceReport, report: &Report, paths: &[PathBuf]) -> Option<Fate> {
        let here = &self.setting.here;
        let file = here.join(&*alliance.file);
        let is_there = file.symlink_metadata().is_ok();
        if !report.whole {
            let named =
                paths.iter().any(|path| without_dots(&file).starts_with(without_dots(&here.join(path))));
            if !named || is_there {
                return None;
            }
        }
        if is_there {
            return Some(Fate::LeftOut);
        }
        let not_checked_out =
            self.not_checked_out.get_or_insert_with(|| self.repository.left_out_of_checkout());
        if self.repository.from_top(&file).is_some_and(|file| not_checked_out.contains(&file)) {
            return Some(Fate::NotCheckedOut);
        }
        let text = self.texts.get(&*alliance.file).copied();
        Some(match text.and_then(|text| self.other_name(&file, text)) {
            Some(other) => Fate::Renamed(shown(&other, here)),
            None => Fate::Gone,
        })
    }

    /// The file beside one that is gone which holds the same text, or goes by its name with something added.
    fn other_name(&mut self, file: &Path, text: &str) -> Option<PathBuf> {
        let name = file.file_name()?.to_str()?;
        let folder = file.parent()?;
        let beside = self.folders.entry(folder.to_path_buf()).or_insert_with(|| files_in(folder));
        let other = beside.iter().find(|(other, size)| {
            let longer = other.file_name().and_then(|other| other.to_str());
            longer.is_some_and(|other| other.len() > name.len() && other.contains(name))
                || *size == text.len() as u64
                    && std::fs::read(other).is_ok_and(|bytes| bytes == text.as_bytes())
        });
        other.map(|(other, _)| other.clone())
    }
}

/// The files in a folder in order, with their sizes.
fn files_in(folder: &Path) -> Vec<(PathBuf, u64)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sized = entries.filter_map(|entry| {
        let path = entry.path();
        let data = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((path, data.len()))
    });
    let mut files: Vec<(PathBuf, u64)> = sized.collect();
    files.sort();
    files
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
