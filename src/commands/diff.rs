//! `alliance diff`: what changed between two states of the portfolio, or between two days.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;

use super::{ExitStatus, Session, audit, named, since};
use crate::audit::{self as judging, Beside, Clock, Detail, Parts};
use crate::cli::{Diff, DiffFormat};
use crate::compare::difference::difference as compare;
use crate::load::Inputs;
use crate::load::git::{Commit, Repository};
use crate::render::{difference, escape};
use crate::report::difference::Difference;
use crate::report::{Fate, Report};

pub(super) fn run(args: &Diff, setting: &Session) -> Result<ExitStatus> {
    let is_folder = |typed: &str| setting.here.join(typed).is_dir();
    let told = match (&args.base, &args.head, setting.as_of_before) {
        _ if args.since_last_review.is_some() => since_last_review(args, setting)?,
        (None, None, Some(before)) => between_days(before, setting)?,
        (_, _, Some(_)) => {
            bail!("with two days, the records here are compared with themselves: leave out the revision")
        }
        (Some(base), head, None) if is_folder(base) && head.as_deref().is_none_or(is_folder) => {
            between_folders(base, head.as_deref(), setting)?
        }
        (Some(base), head, None) => between_states(base, head.as_deref(), setting)?,
        (None, ..) => bail!(
            "say what to compare with: a revision such as `main`, a folder, two days (`--as-of` given twice), or \
             `--since-last-review NAME`"
        ),
    };
    let (told, ended) = match told {
        Ok(told) => told,
        Err(exit) => return Ok(exit),
    };
    setting.deliver(&args.output, |format| match format {
        DiffFormat::Text => Ok(difference::text(&told, setting.paper(), args.full)),
        DiffFormat::Markdown => Ok(difference::markdown(&told)),
        DiffFormat::Json => difference::json(&told),
    })?;
    Ok(ended)
}

/// A difference and how the run ends; or how it ends where there is nothing to compare, which has been said.
type ComparedOrExit = Result<(Difference, ExitStatus), ExitStatus>;

/// Two commits, or a commit and the files here.
fn between_states(base: &str, head: Option<&str>, setting: &Session) -> Result<ComparedOrExit> {
    // It has to outlive what is read from it.
    let tree;
    let (inputs, name) = match head {
        None => (setting.read()?, "the files here".to_owned()),
        Some(revision) => {
            let repository = Repository::open(&setting.here)?;
            let commit = repository.commit(revision)?;
            tree = repository.tree(&commit.id)?;
            let inputs = Inputs::read_from(&tree, &[], setting.portfolio.as_deref(), &setting.here)?;
            (inputs, called(revision, commit.short()))
        }
    };
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(Err(exit));
    }
    let parts = Parts::default();
    let head_report = compared(inputs, &parts, setting);
    let portfolio = portfolio(&head_report, setting);
    let repository = repository(portfolio.as_deref(), setting)?;
    let base = repository.commit(base)?;
    let state = if head.is_some() { since::Head::Commit } else { since::Head::Folder(&[]) };
    let name_of_base = called(&base.revision, base.short());
    beside(repository, base, (head_report, &parts), state, [name_of_base, name], None, setting).map(Ok)
}

/// What changed of one alliance since the two sides last met.
fn since_last_review(args: &Diff, setting: &Session) -> Result<ComparedOrExit> {
    let wanted = args.since_last_review.as_deref().unwrap_or_default();
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(Err(exit));
    }
    let parts = Parts::default();
    let head = compared(inputs, &parts, setting);
    let alliance = named(&head, wanted)?;
    let name = alliance.name.clone();
    let Some(met) = alliance.last_review else {
        bail!(
            "no full review of `{}` is recorded by {}; `alliance promises` compares with its start",
            escape::terminal(&name),
            head.as_of
        )
    };
    let portfolio = portfolio(&head, setting);
    let repository = repository(portfolio.as_deref(), setting)?;
    let commits = repository.first_parents(&repository.commit("HEAD")?, setting.today)?;
    let Some(commit) = commits.into_iter().find(|commit| commit.day <= met && commit.certain) else {
        bail!(
            "the sides met on {met}, and there is no commit of that day or before; `alliance promises` compares with \
             the first one there is"
        )
    };
    let base = Commit { revision: commit.commit.clone(), id: commit.commit };
    let names =
        [format!("the review of {met} ({}, {})", base.short(), commit.day), "the files here".to_owned()];
    beside(repository, base, (head, &parts), since::Head::Folder(&[]), names, Some(&name), setting).map(Ok)
}

/// Judges a state that another is laid beside.
fn compared(inputs: Inputs, parts: &Parts, setting: &Session) -> Report {
    setting.judge_beside(inputs, Detail::COMPARED, Beside { parts: Some(parts), ..Beside::default() })
}

/// Lays the state at a commit beside a later one.
fn beside(
    repository: Repository,
    base: Commit,
    (head, parts): (Report, &Parts),
    state: since::Head,
    names: [String; 2],
    only: Option<&str>,
    setting: &Session,
) -> Result<(Difference, ExitStatus)> {
    let portfolio = portfolio(&head, setting);
    let opened = since::Opened::at(repository, base)?;
    let earlier =
        opened.read(portfolio.as_deref(), &[], None, setting)?.judge(&head, state, true, parts, setting)?;
    let remarks = earlier.remarks(&head);
    let ended = audit::ended(&head);
    Ok((compare(&earlier.report, head, names, remarks, &|alliance| earlier.fate(alliance), only), ended))
}

/// Two folders, or a folder and the files here, without git.
fn between_folders(base: &str, head: Option<&str>, setting: &Session) -> Result<ComparedOrExit> {
    let read = |folder: &str| Inputs::read(&[PathBuf::from(folder)], None, &setting.here, std::io::empty());
    let later = head.map_or_else(|| setting.read(), read)?;
    if let Some(exit) = setting.refusal(&later, false) {
        return Ok(Err(exit));
    }
    let earlier = read(base)?;
    if let Some(exit) = setting.refusal(&earlier, false) {
        return Ok(Err(exit));
    }
    let later = setting.judge_as(later, Detail::COMPARED);
    let earlier = judged_on(later.as_of, earlier, setting);
    let names = [base.to_owned(), head.unwrap_or("the files here").to_owned()];
    let ended = audit::ended(&later);
    Ok(Ok((compare(&earlier, later, names, Vec::new(), &|_| Some(Fate::Gone), None), ended)))
}

/// The records as they lie here, judged on two days, without git.
fn between_days(before: NaiveDate, setting: &Session) -> Result<ComparedOrExit> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(Err(exit));
    }
    let later = setting.judge_as(inputs, Detail::COMPARED);
    if before > later.as_of {
        bail!("give the earlier day first: --as-of {} --as-of {before}", later.as_of);
    }
    let earlier = judged_on(before, setting.read()?, setting);
    let names = [before.to_string(), later.as_of.to_string()];
    let ended = audit::ended(&later);
    Ok(Ok((compare(&earlier, later, names, Vec::new(), &|_| Some(Fate::Gone), None), ended)))
}

fn judged_on(day: NaiveDate, inputs: Inputs, setting: &Session) -> Report {
    let clock = Clock { today: setting.today, as_of: Some(day) };
    judging::judge(inputs, clock, Detail::COMPARED, &|| {})
}

/// The portfolio's file, in full.
fn portfolio(report: &Report, setting: &Session) -> Option<PathBuf> {
    report.portfolio_file.as_deref().map(|file| setting.here.join(file))
}

/// The repository of the portfolio, or where it is gone from the folder, of the folder.
fn repository(portfolio: Option<&Path>, setting: &Session) -> Result<Repository> {
    let folder = portfolio.and_then(Path::parent).filter(|folder| folder.is_dir());
    Repository::open(folder.unwrap_or(&setting.here))
}

/// A revision as it was typed, with its commit unless that was typed.
fn called(revision: &str, short: &str) -> String {
    if revision.starts_with(short) || short.starts_with(revision) {
        short.to_owned()
    } else {
        format!("{revision} ({short})")
    }
}
