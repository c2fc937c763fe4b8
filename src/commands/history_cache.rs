//! What an earlier run made of the past, kept among git's own files: a commit judged as of a day comes out the same each time.
//!
//! Nothing is kept in the work tree, where a commit could bring it, and nothing is read or written in a git folder of another
//! user. Whatever is wrong with the file, the past is judged afresh.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::output::write_whole;
use crate::facts::attention::Monthly;
use crate::health::Decision;
use crate::load::git::Repository;
use crate::report::Counts;
use crate::report::history::{AllianceStanding, PortfolioStanding};

/// The version of the form.
const FORM: u32 = 1;
/// The folder among git's own files, and the file in it.
const FOLDER: &str = "alliance";
const FILE: &str = "history.json";
/// Largest file that is read or written, in bytes.
const MOST_BYTES: u64 = 8 << 20;

/// What is kept of a repository's past.
pub(super) struct HistoryCache {
    file: Option<PathBuf>,
    known: BTreeMap<String, CachedCommit>,
}

/// How things stood at one commit as of one day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CachedCommit {
    /// Where the portfolio lay in the commit, if not where it is now: true while nothing lies there today.
    moved_from: Option<PathBuf>,
    /// `None` where no record is in the commit.
    standing: Option<StandingForm>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StandingForm {
    records: usize,
    unreadable: usize,
    score: Option<Decimal>,
    counts: [usize; 3],
    incremental: Decimal,
    alliances: Vec<ScoredForm>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ScoredForm {
    name: String,
    stem: String,
    aliases: Vec<String>,
    score: Option<u32>,
    verdict: Option<String>,
    incremental: Option<Decimal>,
    hours: Option<Decimal>,
    money: Option<Decimal>,
    complete: bool,
    decisions: Vec<(NaiveDate, String)>,
}

#[derive(Serialize, Deserialize)]
struct CacheForm {
    form: u32,
    program: String,
    points: BTreeMap<String, CachedCommit>,
}

impl HistoryCache {
    /// What is kept, where keeping is safe; nothing where it is not `wanted`.
    pub(super) fn open(repository: &Repository, wanted: bool) -> Self {
        let file = wanted.then(|| place(repository)).flatten();
        let program = program();
        let form = file.as_deref().zip(program.as_deref()).and_then(|(file, program)| read(file, program));
        Self {
            file: file.filter(|_| program.is_some()),
            known: form.map(|form| form.points).unwrap_or_default(),
        }
    }

    /// What was made of a commit's content as of a day; `Some(None)` where there was no record in it.
    pub(super) fn find(&self, key: &str, top: &Path) -> Option<Option<PortfolioStanding>> {
        let entry = self.known.get(key)?;
        if entry.moved_from.as_ref().is_some_and(|file| top.join(file).is_file()) {
            return None;
        }
        match &entry.standing {
            Some(form) => form.standing().map(Some),
            None => Some(None),
        }
    }

    /// Keeps what is new. That it could not be written is no error: the next run judges again.
    pub(super) fn add(mut self, new: BTreeMap<String, CachedCommit>) {
        let (Some(file), Some(program)) = (self.file.take(), program()) else { return };
        if new.is_empty() {
            return;
        }
        // Another run may have added something since; of two at once the later one is kept.
        let mut points = read(&file, &program).map(|form| form.points).unwrap_or(self.known);
        points.extend(new.clone());
        let text = |points| serde_json::to_vec(&CacheForm { form: FORM, program: program.clone(), points });
        let fits = |text: &Vec<u8>| text.len() as u64 <= MOST_BYTES;
        let written = text(points).ok().filter(fits);
        // What has grown too large starts afresh.
        let Some(written) = written.or_else(|| text(new).ok().filter(fits)) else { return };
        let Some(folder) = file.parent() else { return };
        if folder.is_dir() || fs::create_dir(folder).is_ok() {
            let _ = write_whole(&file, written);
        }
    }
}

impl CachedCommit {
    pub(super) fn new(standing: Option<&PortfolioStanding>, moved_from: Option<PathBuf>) -> Self {
        Self { moved_from, standing: standing.map(StandingForm::of) }
    }
}

impl StandingForm {
    fn of(standing: &PortfolioStanding) -> Self {
        let Counts { errors, warnings, notes } = standing.counts;
        Self {
            records: standing.records,
            unreadable: standing.unreadable,
            score: standing.score,
            counts: [errors, warnings, notes],
            incremental: standing.incremental,
            alliances: standing.alliances.iter().map(ScoredForm::of).collect(),
        }
    }

    /// `None` where something in it is not what this program writes.
    fn standing(&self) -> Option<PortfolioStanding> {
        let [errors, warnings, notes] = self.counts;
        Some(PortfolioStanding {
            records: self.records,
            unreadable: self.unreadable,
            score: self.score,
            counts: Counts { errors, warnings, notes },
            incremental: self.incremental,
            alliances: self.alliances.iter().map(ScoredForm::scored).collect::<Option<_>>()?,
        })
    }
}

impl ScoredForm {
    fn of(scored: &AllianceStanding) -> Self {
        let Monthly { hours, money, complete } = scored.monthly;
        Self {
            name: scored.name.clone(),
            stem: scored.stem.clone(),
            aliases: scored.aliases.clone(),
            score: scored.score,
            verdict: scored.verdict.map(|verdict| verdict.word().to_owned()),
            incremental: scored.incremental,
            hours,
            money,
            complete,
            decisions: scored.decisions.clone(),
        }
    }

    fn scored(&self) -> Option<AllianceStanding> {
        let verdict = match &self.verdict {
            Some(word) => Some(Decision::BY_URGENCY.into_iter().find(|known| known.word() == word)?),
            None => None,
        };
        Some(AllianceStanding {
            name: self.name.clone(),
            score: self.score,
            verdict,
            incremental: self.incremental,
            stem: self.stem.clone(),
            aliases: self.aliases.clone(),
            monthly: Monthly { hours: self.hours, money: self.money, complete: self.complete },
            decisions: self.decisions.clone(),
        })
    }
}

/// This very program: another one may judge differently.
fn program() -> Option<String> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
}

/// The file, where git's folder is this user's own and nothing leads out of it.
fn place(repository: &Repository) -> Option<PathBuf> {
    let git = repository.own_folder()?;
    let folder = git.join(FOLDER);
    let file = folder.join(FILE);
    let is_sound = |path: &Path, is_kind: fn(&fs::Metadata) -> bool| match path.symlink_metadata() {
        Ok(found) => is_kind(&found) && is_own(&found),
        // Not there yet.
        Err(_) => true,
    };
    let sound = is_sound(&git, fs::Metadata::is_dir)
        && is_sound(&folder, fs::Metadata::is_dir)
        && is_sound(&file, fs::Metadata::is_file);
    sound.then_some(file)
}

#[cfg(unix)]
fn is_own(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

/// The file, where this very program wrote all of it.
fn read(file: &Path, program: &str) -> Option<CacheForm> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that it is too large.
    File::open(file).ok()?.take(MOST_BYTES + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > MOST_BYTES {
        return None;
    }
    let form: CacheForm = serde_json::from_slice(&bytes).ok()?;
    let standings = || form.points.values().filter_map(|entry| entry.standing.as_ref());
    let is_ours = form.form == FORM && form.program == program;
    (is_ours && standings().all(|standing| standing.standing().is_some())).then_some(form)
}
