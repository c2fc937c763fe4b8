//! `alliance history`: how the portfolio stood at the end of each period, from its commits.

use std::path::Path;

use anyhow::{Result, bail};
use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Exit, Session};
use crate::audit::{self, Clock};
use crate::cli::{Every, History as Args, HistoryFormat};
use crate::compare::history::{days, since, standing};
use crate::load::Inputs;
use crate::load::earlier::{self, Today};
use crate::load::git::{Dated, Repository};
use crate::render::history;
use crate::report::history::{History, Point};

pub(super) fn run(args: &Args, setting: &Session) -> Result<Exit> {
    let inputs = Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, std::io::empty())?;
    setting.protect(&inputs);
    let today = inputs.portfolio.as_ref().and_then(|source| source.value.as_ref());
    let pinned = today.and_then(|portfolio| portfolio.as_of.copied()).map(|date| date.0);
    let until = setting.as_of.or(pinned).unwrap_or(setting.today);
    let Some(from) = since(&args.since, until) else {
        bail!(
            "--since takes a span such as 2y, 6q or 18m, or a day before {until}; `{}` is neither",
            args.since
        )
    };
    let months = match args.every {
        Every::Month => 1,
        Every::Quarter => 3,
    };
    let file = inputs.portfolio.as_ref().map(|portfolio| setting.here.join(&*portfolio.path));
    let folder = file.as_deref().and_then(Path::parent).unwrap_or(&setting.here);
    let repository = Repository::open(folder)?;
    let commits = repository.first_parents(&repository.commit("HEAD")?, setting.today)?;
    let place = Today { portfolio: file.as_deref(), paths: &[], here: &setting.here };
    let points: Vec<Point> = days(until, months, from)
        .into_par_iter()
        .map(|(label, day)| {
            // A commit whose day nobody knows may be later than the end of a period; of the day itself it is part.
            let commit = commits.iter().find(|commit| commit.day <= day && (commit.certain || day == until));
            point(label, day, commit, &repository, place, setting)
        })
        .collect::<Result<_>>()?;
    let mut remarks = Vec::new();
    if repository.is_shallow() {
        remarks.push(
            "This clone is shallow and lacks the commits before its first one. `git fetch --unshallow` gets them.".to_owned(),
        );
    }
    let told = History {
        us: today.and_then(|portfolio| portfolio.us.text()).map(str::to_owned),
        currency: today.map(|portfolio| portfolio.currency().to_owned()).unwrap_or_default(),
        points,
        remarks,
    };
    setting.deliver(&args.output, |format| match format {
        HistoryFormat::Text => Ok(history::text(&told, setting.paper())),
        HistoryFormat::Csv => history::csv(&told),
        HistoryFormat::Json => history::json(&told),
    })?;
    // With nothing but gaps there was nothing to judge, as for every other command.
    Ok(if told.points.iter().any(|point| point.standing.is_ok()) { Exit::Done } else { Exit::Incomplete })
}

/// How things stood on a day, by the last commit of that day or before.
fn point(
    label: String,
    day: NaiveDate,
    commit: Option<&Dated>,
    repository: &Repository,
    place: Today,
    setting: &Session,
) -> Result<Point> {
    let Some(commit) = commit else {
        return Ok(Point { label, day, commit: None, standing: Err("there is no commit yet") });
    };
    let tree = repository.tree(&commit.commit)?;
    let (inputs, _) = earlier::read(&tree, place);
    tree.answered()?;
    let standing = if inputs.records.is_empty() {
        Err("no record is in the commit")
    } else {
        Ok(standing(&audit::run(inputs, Clock { today: setting.today, as_of: Some(day) })))
    };
    Ok(Point { label, day, commit: Some(commit.commit.clone()), standing })
}
