//! `alliance history`: how the portfolio stood at the end of each period, from its commits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;
use rayon::prelude::*;

use super::history_cache::{CachedCommit, HistoryCache};
use super::{ExitStatus, Session};
use crate::audit::{self, Clock, Detail};
use crate::cli::{Every, History as Args, HistoryFormat};
use crate::compare::history::{days, since, standing};
use crate::compare::verdicts::verdicts;
use crate::load::discover::PORTFOLIO;
use crate::load::earlier::{self, Today, Whereabouts};
use crate::load::git::{Dated, Repository};
use crate::render::{history, verdicts as render};
use crate::report::history::{History, HistoryPoint};

pub(super) fn run(args: &Args, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
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
    let cache = HistoryCache::open(&repository, !args.no_cache);
    let past = Timeline { repository: &repository, cache: &cache, file: file.as_deref(), setting };
    let judged: Vec<(HistoryPoint, Option<(String, CachedCommit)>)> = days(until, months, from)
        .into_par_iter()
        .map(|(label, day)| {
            // A commit whose day nobody knows may be later than the end of a period; of the day itself it is part.
            let commit = commits.iter().find(|commit| commit.day <= day && (commit.certain || day == until));
            past.point(label, day, commit)
        })
        .collect::<Result<_>>()?;
    let (points, new): (Vec<HistoryPoint>, Vec<_>) = judged.into_iter().unzip();
    cache.add(new.into_iter().flatten().collect::<BTreeMap<_, _>>());
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
    if args.verdicts {
        let told = verdicts(&told);
        setting.deliver(&args.output, |format| match format {
            HistoryFormat::Text => Ok(render::text(&told, setting.paper())),
            HistoryFormat::Markdown => Ok(render::markdown(&told)),
            HistoryFormat::Csv => render::csv(&told),
            HistoryFormat::Json => render::json(&told),
        })?;
    } else {
        setting.deliver(&args.output, |format| match format {
            HistoryFormat::Text => Ok(history::text(&told, setting.paper())),
            HistoryFormat::Markdown => Ok(history::markdown(&told)),
            HistoryFormat::Csv => history::csv(&told),
            HistoryFormat::Json => history::json(&told),
        })?;
    }
    // With nothing but gaps there was nothing to judge, as for every other command.
    Ok(if told.points.iter().any(|point| point.standing.is_ok()) {
        ExitStatus::Done
    } else {
        ExitStatus::Incomplete
    })
}

/// A repository's past, as the portfolio of today finds it.
struct Timeline<'a> {
    repository: &'a Repository,
    cache: &'a HistoryCache,
    file: Option<&'a Path>,
    setting: &'a Session,
}

impl Timeline<'_> {
    /// How things stood on a day, by the last commit of that day or before, and what of it is new and can be kept.
    fn point(
        &self,
        label: String,
        day: NaiveDate,
        commit: Option<&Dated>,
    ) -> Result<(HistoryPoint, Option<(String, CachedCommit)>)> {
        let Some(commit) = commit else {
            return Ok((
                HistoryPoint { label, day, commit: None, standing: Err("there is no commit yet") },
                None,
            ));
        };
        let key = self.key(commit, day);
        let top = self.repository.top();
        let (standing, entry) = match key.as_deref().and_then(|key| self.cache.find(key, top)) {
            Some(known) => (known, None),
            None => {
                let (standing, entry) = self.judge(commit, day)?;
                (standing, key.zip(entry))
            }
        };
        let standing = standing.ok_or("no record is in the commit");
        Ok((HistoryPoint { label, day, commit: Some(commit.commit.clone()), standing }, entry))
    }

    fn judge(
        &self,
        commit: &Dated,
        day: NaiveDate,
    ) -> Result<(Option<crate::report::history::PortfolioStanding>, Option<CachedCommit>)> {
        let tree = self.repository.tree(&commit.commit)?;
        let place = Today { portfolio: self.file, paths: &[], here: &self.setting.here };
        let (inputs, whereabouts) = earlier::read(&tree, place);
        tree.answered()?;
        let clock = Clock { today: self.setting.today, as_of: Some(day) };
        let standing = (!inputs.records.is_empty())
            .then(|| standing(&audit::judge(inputs, clock, Detail::STANDING, &|| {})));
        // The records are read only now.
        tree.answered()?;
        // A file that this clone lacks may come, and where nothing was found, what lies here today has a say.
        let moved_from = match whereabouts {
            Whereabouts::Same if self.file.is_some() || tree.named(PORTFOLIO).is_empty() => Some(None),
            Whereabouts::Elsewhere(path) => Some(Some(PathBuf::from(path))),
            Whereabouts::Same | Whereabouts::Nowhere => None,
        };
        let entry = moved_from.filter(|_| !tree.is_unanswered());
        let entry = entry.map(|moved_from| CachedCommit::new(standing.as_ref(), moved_from));
        Ok((standing, entry))
    }

    /// All that decides what comes out: everything that the commit holds, the day, and which portfolio of it is meant.
    fn key(&self, commit: &Dated, day: NaiveDate) -> Option<String> {
        let file = self.file.map_or_else(|| self.setting.here.join(PORTFOLIO), Path::to_path_buf);
        let place = self.repository.below_top(&file)?;
        let today = if day == self.setting.today { " today" } else { "" };
        Some(format!("{} {day}{today} {}", commit.tree, place.to_str()?))
    }
}
