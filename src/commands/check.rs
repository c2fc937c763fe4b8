//! `alliance check`: the same findings as the audit's, with gates, for CI.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::output::Rendered;
use super::past::Chronicle;
use super::{ExitStatus, Session, baseline, since};
use crate::audit::{Beside, Detail, Parts, location};
use crate::check::baseline::Baseline;
use crate::check::{self, CheckOptions, Gates, RuleSelection};
use crate::cli::{Check, CheckFormat};
use crate::compare::loosened;
use crate::load::files::{Disk, Files, Overlaid, without_dots};
use crate::load::{Inputs, read};
use crate::model::{FailOn, Portfolio};
use crate::render::ci::{concise, csv, github, gitlab, junit, markdown, sarif, statistics};
use crate::render::json;
use crate::render::text::diagnostics;
use crate::report::{CheckResult, GateFailure, HostPlace};

/// Where GitHub Actions takes a summary of the step from.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

pub(super) fn run(args: &Check, setting: &Session) -> Result<ExitStatus> {
    let selection = RuleSelection::read(&args.select, &args.ignore)?;
    let known =
        args.baseline.as_deref().map(|file| baseline::read(&setting.here.join(file), file)).transpose()?;
    if args.stdin_filename.is_some() && args.paths.iter().any(|path| path.as_os_str() != "-") {
        bail!("--stdin-filename says which file standard input is; it goes with `-` and no other path");
    }
    let groups = match setting.portfolio {
        Some(_) => Vec::new(),
        None => Inputs::by_portfolio(&args.paths, &setting.here)?,
    };
    if groups.len() < 2 {
        return one(args, &args.paths, &selection, known.as_ref(), false, setting);
    }
    if let Some(target) =
        args.output.iter().find(|target| target.file.is_some() || !is_of_lines(target.format))
    {
        bail!(
            "`-o {target}` holds one portfolio, and these paths belong to {}; check each of them separately",
            groups.len()
        );
    }
    let ends = groups.iter().map(|paths| {
        one(args, paths, &selection, known.as_ref(), true, setting).unwrap_or_else(|error| {
            super::exit_status::complain(&error);
            ExitStatus::Usage
        })
    });
    // All of them are checked, whatever the first one came to.
    let ends: Vec<ExitStatus> = ends.collect();
    let worst = [ExitStatus::Usage, ExitStatus::Incomplete, ExitStatus::GateFailed];
    Ok(worst.into_iter().find(|exit| ends.contains(exit)).unwrap_or(ExitStatus::Done))
}

/// Whether a form can be printed for one portfolio after the other.
fn is_of_lines(format: CheckFormat) -> bool {
    match format {
        CheckFormat::Text
        | CheckFormat::Concise
        | CheckFormat::Github
        | CheckFormat::Jsonl
        | CheckFormat::Markdown => true,
        CheckFormat::Json
        | CheckFormat::Sarif
        | CheckFormat::Gitlab
        | CheckFormat::Junit
        | CheckFormat::Csv => false,
    }
}

/// Checks one portfolio, or a part of it.
fn one(
    args: &Check,
    paths: &[PathBuf],
    selection: &RuleSelection,
    known: Option<&Baseline>,
    is_one_of_several: bool,
    setting: &Session,
) -> Result<ExitStatus> {
    let typed = args.stdin_filename.as_ref().map(|file| Overlaid {
        files: &Disk,
        path: without_dots(&setting.here.join(file)),
        text: read::read_text(io::stdin().lock()),
    });
    let files: &dyn Files = typed.as_ref().map_or(&Disk, |typed| typed);
    let paths = args.stdin_filename.as_ref().map_or(paths, std::slice::from_ref);
    let settings = match &args.config_from {
        Some(revision) => Some(since::settings(revision, paths, files, setting)?),
        None => None,
    };
    let with_settings = settings.as_ref().map(|settings| Overlaid {
        files,
        path: without_dots(&settings.file),
        text: settings.text.clone(),
    });
    let files: &dyn Files = with_settings.as_ref().map_or(files, |files| files);
    let portfolio = setting.portfolio.as_deref();
    let mut inputs = Inputs::read_with(files, paths, portfolio, &setting.here, io::stdin().lock())?;
    if let Some(exit) = setting.refusal(&inputs, args.allow_empty) {
        return Ok(exit);
    }
    let compared = compared_with(args);
    let file = inputs.portfolio.as_ref().map(|portfolio| portfolio.path.to_string());
    let opened = match &compared {
        Some(revision) => Some(since::parted(revision, file.as_deref(), paths, setting)?),
        None => None,
    };
    let before = match &opened {
        Some(opened) => {
            let file = file.as_deref().map(|file| setting.here.join(file));
            Some(opened.read(file.as_deref(), paths, args.baseline.as_deref(), setting).context("--since")?)
        }
        None => None,
    };
    // What was in force before judges the change, wherever it is stricter.
    let held_to = before.as_ref().filter(|_| !args.allow_loosening).and_then(since::EarlierState::portfolio);
    let gates = gates(args, &inputs, held_to.as_ref());
    if let Some(before) = &held_to {
        hold_clock(&mut inputs, before);
    }
    let stopped_at = inputs.portfolio.as_ref().map(|source| location(source, &source.place("as_of")));
    let chronicle = args.history.then(|| Chronicle::read(&inputs, paths, setting));
    let past = |file: &str| chronicle.as_ref().map(|chronicle| chronicle.of(file)).unwrap_or_default();
    let parts = Parts::default();
    let beside = Beside {
        before: held_to.as_ref(),
        past: chronicle.is_some().then_some(&past),
        parts: before.is_some().then_some(&parts),
        ..Beside::default()
    };
    let report = setting.judge_beside(inputs, detail(args, compared.is_some(), &gates), beside);
    let (is_head, is_nothing) =
        opened.as_ref().map_or((false, false), |opened| (opened.is_head(), opened.is_nothing()));
    let earlier = before.map(|before| {
        before.judge(&report, since::Head::Folder(paths), args.allow_loosening, &parts, setting)
    });
    let earlier = earlier.transpose().context("--since")?;
    let is_itself =
        is_head && earlier.as_ref().is_some_and(|earlier| earlier.report.sources == report.sources);
    let baseline_file = args.baseline.as_deref().map(|file| file.display().to_string()).unwrap_or_default();
    let demands = CheckOptions {
        selection: selection.clone(),
        no_waivers: args.no_waivers,
        baseline: known.map(|known| (known, baseline_file.as_str())),
        gates,
        since: earlier.as_ref(),
    };
    let mut checked = check::run(report, &demands);
    checked.is_one_of_several = is_one_of_several;
    checked.place = host_place(&setting.here);
    checked.remarks = chronicle.iter().flat_map(Chronicle::remarks).collect();
    checked.remarks.extend(settings.map(|settings| settings.remark));
    if is_itself {
        checked.remarks.push(ITSELF.to_owned());
    }
    if is_nothing {
        checked.remarks.push("nothing is committed yet: everything counts as new".to_owned());
    }
    if let Some(at) = stopped_at.filter(|_| setting.as_of.is_none() && is_scheduled())
        && checked.report.as_of < setting.today
    {
        checked.gate.failures.push(GateFailure::StoppedClock { day: checked.report.as_of, at });
    }
    let delivered = setting.deliver(&args.output, |format| match args.statistics {
        true => Ok(Rendered::Text(statistics::check(&checked, args.quiet))),
        false => print(*format, &checked, args.quiet, setting),
    });
    let github = args.output.iter().any(|target| target.format == CheckFormat::Github);
    let summarized = if github { summarize(&checked) } else { Ok(()) };
    delivered.and(summarized)?;
    Ok(exit(&checked))
}

/// What is said where a checkout has nothing in it that differs from the commit it is compared with.
const ITSELF: &str = "nothing here differs from HEAD, so this run compares a checkout with itself and can find nothing; \
     to judge a branch, compare with the branch it will be merged into: `--since origin/main`";

/// Where pre-commit says what it was told to compare with.
const FROM_REF: &str = "PRE_COMMIT_FROM_REF";

/// The revision to compare with, if that is asked for.
fn compared_with(args: &Check) -> Option<String> {
    let of_hook = || std::env::var(FROM_REF).ok().filter(|revision| !revision.is_empty());
    let hook = args.hook.then(|| of_hook().unwrap_or_else(|| "HEAD".to_owned()));
    args.since.clone().or(hook)
}

/// Whether a host runs this by the calendar.
fn is_scheduled() -> bool {
    ["GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE"]
        .into_iter()
        .any(|variable| std::env::var_os(variable).is_some_and(|event| event == "schedule"))
}

/// The gates: as they are asked for, else as `portfolio.yaml` says, or said before where that was stricter.
fn gates(args: &Check, inputs: &Inputs, before: Option<&Portfolio>) -> Gates {
    let now = inputs.portfolio.as_ref().and_then(|source| source.value.as_ref());
    let least = |portfolio: &Portfolio| portfolio.gate.get().and_then(|gate| gate.min_score.copied());
    let set = now.map_or(FailOn::Error, loosened::fail_on);
    let fail_on = before.map_or(set, |before| loosened::stricter(loosened::fail_on(before), set));
    Gates {
        fail_on: args.fail_on.map_or(fail_on, Into::into),
        min_score: args.min_score.or(now.and_then(least).max(before.and_then(least))),
        max_findings: args.max_findings,
        exit_zero: args.exit_zero,
    }
}

/// Sees to it that no change stops the calendar or turns it back.
fn hold_clock(inputs: &mut Inputs, before: &Portfolio) {
    let Some(now) = inputs.portfolio.as_mut().and_then(|source| source.value.as_mut()) else { return };
    let day = |portfolio: &Portfolio| portfolio.as_of.copied().map(|day| day.0);
    if loosened::is_clock_laxer(day(before), day(now)) {
        now.as_of = before.as_of;
    }
}

/// How much of each record this check needs: a portfolio of any size fits into memory if only its findings are printed.
fn detail(args: &Check, is_compared: bool, gates: &Gates) -> Detail {
    if is_compared {
        return Detail::COMPARED;
    }
    let figures = args.baseline.is_some() || gates.min_score.is_some();
    let least = if figures { Detail::FIGURES } else { Detail::FINDINGS };
    let needs = args.output.iter().map(|target| match target.format {
        CheckFormat::Json => Detail::FIGURES,
        CheckFormat::Text => Detail::QUOTES,
        CheckFormat::Concise
        | CheckFormat::Sarif
        | CheckFormat::Github
        | CheckFormat::Gitlab
        | CheckFormat::Junit
        | CheckFormat::Markdown
        | CheckFormat::Jsonl
        | CheckFormat::Csv => Detail::FINDINGS,
    });
    needs.fold(least, Detail::and)
}

/// The top of what the host has checked out: as GitHub or GitLab says it, else where `.git` is.
fn host_place(here: &Path) -> Option<HostPlace> {
    let here = here.canonicalize().ok()?;
    let said = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
    let said = said.filter_map(|folder| Path::new(&folder).canonicalize().ok());
    let top = said.into_iter().find(|top| here.starts_with(top)).or_else(|| {
        let top = here.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
        top.map(Path::to_path_buf)
    })?;
    Some(HostPlace { here, top })
}

fn print<'r>(
    format: CheckFormat,
    checked: &'r CheckResult,
    quiet: bool,
    setting: &Session,
) -> Result<Rendered<'r>> {
    Ok(match format {
        CheckFormat::Text => diagnostics::check(checked, setting.width, quiet).into(),
        CheckFormat::Concise => concise::check(checked, quiet).into(),
        CheckFormat::Json => json::check(checked).into(),
        CheckFormat::Jsonl => json::lines(checked).into(),
        CheckFormat::Sarif => sarif::check(checked).into(),
        CheckFormat::Github => github::check(checked, quiet).into(),
        CheckFormat::Gitlab => gitlab::check(checked).into(),
        CheckFormat::Junit => junit::check(checked).into(),
        CheckFormat::Markdown => markdown::check(checked).into(),
        CheckFormat::Csv => csv::check(checked)?.into(),
    })
}

fn exit(checked: &CheckResult) -> ExitStatus {
    let report = &checked.report;
    match () {
        () if report.misconfigured => ExitStatus::Usage,
        () if !report.is_complete() => ExitStatus::Incomplete,
        () if checked.gate.failures.is_empty() || checked.gate.exit_zero => ExitStatus::Done,
        () => ExitStatus::GateFailed,
    }
}

/// Adds the findings to the summary of a GitHub Actions step, where there is one.
fn summarize(checked: &CheckResult) -> Result<()> {
    let Some(file) = std::env::var_os(STEP_SUMMARY).filter(|file| !file.is_empty()) else { return Ok(()) };
    // Other steps write into the same file: it is added to, never replaced.
    let added = OpenOptions::new()
        .create(true)
        .append(true)
        .open(Path::new(&file))
        .and_then(|mut open| open.write_all((markdown::check(checked) + "\n").as_bytes()));
    added.with_context(|| format!("the summary could not be added to {STEP_SUMMARY}"))
}
