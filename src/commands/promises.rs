//! `alliance promises NAME`: what was promised at the start against what is reported now.

use anyhow::{Result, bail};

use super::find_alliance::alliance_of;
use super::{ExitStatus, Session, audit, named};
use crate::audit::Detail;
use crate::cli::{Promises as Args, PromisesFormat};
use crate::compare::promises::{RecordState, promises};
use crate::load::Source;
use crate::load::files::{Disk, Files};
use crate::load::git::{Repository, State};
use crate::model::Alliance;
use crate::render::{document, escape, promises as render};
use crate::report::promises::{Promises, Seen};

pub(super) fn run(args: &Args, setting: &Session) -> Result<ExitStatus> {
    let report = match audit::inputs(&[], setting)? {
        Ok(inputs) => setting.judge_as(inputs, Detail::QUOTES),
        Err(exit) => return Ok(exit),
    };
    let alliance = named(&report, &args.name)?;
    let file = setting.here.join(&*alliance.file);
    let repository = Repository::open(file.parent().unwrap_or(&setting.here))?;
    let head = repository.commit("HEAD")?;
    let past = repository.past(&head, setting.today)?;
    let mut states = repository.states(&past, &Disk.real(&file), &alliance_of);
    if let Some(until) = setting.as_of {
        states.retain(|state| state.day <= until);
    }
    if states.is_empty() {
        bail!(
            "{} is in no commit yet, so nothing is known about its start; commit it first",
            escape::terminal(&alliance.file)
        );
    }
    let text = report.sources.iter().find(|source| source.file == alliance.file);
    let text = text.map(|source| source.text.as_str()).unwrap_or_default();
    let mut stages: Vec<RecordState> = states.iter().filter_map(stage).collect();
    if setting.as_of.is_none() && stages.last().is_none_or(|last| last.text != text) {
        stages.push(RecordState { seen: Seen { commit: None, day: setting.today }, text });
    }
    let now =
        Source::<Alliance>::in_year(alliance.file.to_string(), Ok(text.to_owned()), report.fiscal_year).value;
    let Some(start) = stages.first().map(|stage| stage.seen.clone()) else {
        bail!("no state of {} can be read from git", escape::terminal(&alliance.file));
    };
    let told = Promises {
        alliance: alliance.name.clone(),
        file: alliance.file.to_string(),
        as_of: report.as_of,
        states: stages.len(),
        entries: promises(&stages, now.as_ref(), report.as_of, report.fiscal_year),
        remarks: remarks(&repository, &states, &start, now.as_ref()),
        start,
    };
    setting.deliver(&args.output, |format| match format {
        PromisesFormat::Text => Ok(document::text(&render::parts(&told, setting.ascii), setting.paper())),
        PromisesFormat::Json => render::json(&told),
    })?;
    Ok(audit::ended(&report))
}

fn stage(state: &State) -> Option<RecordState<'_>> {
    let seen = Seen { commit: Some(state.commit.clone()), day: state.day };
    Some(RecordState { seen, text: state.text.as_deref()? })
}

/// What makes the past less than it seems.
fn remarks(repository: &Repository, states: &[State], start: &Seen, now: Option<&Alliance>) -> Vec<String> {
    let mut remarks = Vec::new();
    if repository.is_shallow() {
        remarks.push(
            "this clone is shallow and lacks the commits before its first one; `git fetch --unshallow` gets them"
                .to_owned(),
        );
    }
    if let Some(started) = now.and_then(|now| now.started.copied()).filter(|started| started.0 < start.day) {
        remarks.push(format!(
            "it was launched on {} and first written down on {}: what was promised before that is not known",
            started.0, start.day
        ));
    }
    let unread = states.iter().filter(|state| state.text.is_none()).count();
    if unread > 0 {
        remarks.push(format!("{unread} of its states cannot be read and are skipped"));
    }
    if states.iter().any(|state| !state.certain) {
        remarks.push(
            "some commits are dated earlier than those before them; the later day is shown for them"
                .to_owned(),
        );
    }
    remarks
}
