//! The past of each record, for rules on it.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use super::Session;
use super::find_alliance::alliance_of;
use crate::load::files::{Disk, Files};
use crate::load::git::{CommitHistory, Repository};
use crate::load::{Inputs, Source};
use crate::model::calendar::add_days;
use crate::model::{Alliance, FiscalYear};
use crate::rules::past::PastState;
use crate::text::listed;

/// Days after launch in which a history may begin and still be whole.
const GRACE_DAYS: u32 = 31;
/// Most names told in a remark.
const TOLD: usize = 5;

/// What git knows of the records of a portfolio.
pub(super) struct Chronicle {
    known: Result<(Repository, CommitHistory), String>,
    here: PathBuf,
    today: NaiveDate,
    as_of: NaiveDate,
    year: Option<FiscalYear>,
    /// Alliances whose history begins after their launch, and files that are in no commit.
    gaps: Mutex<(Vec<String>, Vec<String>)>,
}

impl Chronicle {
    /// Reads the history of the repository that a portfolio lies in, as far as there is one.
    pub(super) fn read(inputs: &Inputs, paths: &[PathBuf], setting: &Session) -> Self {
        let portfolio = inputs.portfolio.as_ref();
        let file = portfolio.map(|portfolio| setting.here.join(&*portfolio.path));
        let known = super::since::repository(file.as_deref(), paths, setting).and_then(|repository| {
            let past = repository.past(&repository.commit("HEAD")?, setting.today)?;
            Ok((repository, past))
        });
        let year = portfolio.and_then(|portfolio| portfolio.value.as_ref()?.fiscal_year());
        let pinned = portfolio.and_then(|portfolio| portfolio.value.as_ref()?.as_of.copied());
        Self {
            known: known.map_err(|error| format!("{error:#}")),
            here: setting.here.clone(),
            year,
            today: setting.today,
            as_of: setting.as_of.or(pinned.map(|day| day.0)).unwrap_or(setting.today),
            gaps: Mutex::default(),
        }
    }

    /// Every state of a record, the first one first; what is not committed yet is the last one.
    pub(super) fn of(&self, file: &str) -> Vec<PastState> {
        let Ok((repository, past)) = &self.known else { return Vec::new() };
        let path = self.here.join(file);
        let mut states: Vec<PastState> = repository
            .states(past, &Disk.real(&path), &alliance_of)
            .into_iter()
            .filter(|state| state.day <= self.as_of)
            .filter_map(|state| {
                let text = state.text?;
                Some(PastState {
                    day: state.day,
                    commit: Some(state.commit.chars().take(10).collect()),
                    author: state.author,
                    record: record(text, self.year)?,
                })
            })
            .collect();
        let mut gaps = self.gaps.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(first) = states.first() else {
            gaps.1.push(file.to_owned());
            return states;
        };
        let launch = states.last().and_then(|state| state.record.started.copied());
        if launch.is_some_and(|launch| add_days(launch.0, GRACE_DAYS) < first.day) {
            gaps.0.push(file.to_owned());
        }
        drop(gaps);
        if self.as_of >= self.today
            && let Some(now) = std::fs::read_to_string(&path).ok().and_then(|text| record(text, self.year))
            && states.last().is_some_and(|last| last.record != now)
        {
            states.push(PastState { day: self.today, commit: None, author: String::new(), record: now });
        }
        states
    }

    /// How far the history reaches, a sentence each.
    pub(super) fn remarks(&self) -> Vec<String> {
        let (repository, _) = match &self.known {
            Ok(known) => known,
            Err(why) => return vec![format!("the history was not judged: {why}")],
        };
        let mut remarks = Vec::new();
        if repository.is_shallow() {
            remarks.push(
                "this clone is shallow, so the history is incomplete; `git fetch --unshallow` gets the rest"
                    .to_owned(),
            );
        }
        let mut gaps = self.gaps.lock().unwrap_or_else(PoisonError::into_inner);
        gaps.0.sort();
        gaps.1.sort();
        if !gaps.0.is_empty() {
            remarks.push(format!(
                "the history of {} begins after the launch; what was written before that is not known",
                few(&gaps.0)
            ));
        }
        if !gaps.1.is_empty() {
            remarks.push(format!(
                "{} is in no commit that counts, so nothing is known about its past",
                few(&gaps.1)
            ));
        }
        remarks
    }
}

fn record(text: String, year: Option<FiscalYear>) -> Option<Alliance> {
    Source::<Alliance>::in_year(String::new(), Ok(text), year).value
}

fn few(names: &[String]) -> String {
    match names.len().checked_sub(TOLD).filter(|more| *more > 0) {
        Some(more) => format!("{} and {more} more", names[..TOLD].join(", ")),
        None => listed(names),
    }
}

#[cfg(test)]
mod tests {
    use super::few;

    #[test]
    fn many_names_are_counted() {
        let names: Vec<String> = (0..7).map(|number| number.to_string()).collect();
        assert_eq!(few(&names), "0, 1, 2, 3, 4 and 2 more");
        assert_eq!(few(&names[..2]), "0 and 1");
    }
}
