//! `alliance fix`: makes the corrections that findings offer.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::changes::{Changed, OpenedRecord};
use super::{ExitStatus, Session, audit, meaning, named};
use crate::cli::FixArgs;
use crate::edit::{self, EditOutcome, Editable};
use crate::model::{Alliance, Edit, Portfolio};
use crate::render::escape::terminal;
use crate::report::{AllianceReport, KnownQuestions, Report, ReportedFinding, counted};
use crate::rules;
use crate::text::{listed, nearest};

/// Below a key that is known by its new name more may be found. Nobody misspells deeper than this.
const ROUNDS: usize = 4;

/// As many questions are written into one record, each read where it stands. Another run writes the next.
const MOST: usize = 100;

/// As many bytes are read at most to make the corrections of one record in a round, or to write down its questions: what
/// cannot be made together is made in one reading after the other.
const WORK: usize = 1 << 24;

/// As many corrections of one file that could not be made are listed.
const LISTED: usize = 100;

/// A record on the way to its new text, or `portfolio.yaml`.
struct Work {
    opened: OpenedRecord,
    text: String,
    /// The record's place in the report; none for `portfolio.yaml`.
    place: Option<usize>,
    corrected: usize,
    asked: usize,
    /// Corrections that could not be made, and why.
    refused: BTreeSet<String>,
    /// How many nobody has come to in the last round.
    left: usize,
}

pub(super) fn run(args: &FixArgs, setting: &Session) -> Result<ExitStatus> {
    for rule in &args.rule {
        known(rule)?;
    }
    let before = match audit::judged(&[], setting)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let chosen = chosen(&before, &args.names)?;
    let mut works = Vec::new();
    let mut unreadable = Vec::new();
    for alliance in chosen {
        if !alliance.is_whole() {
            unreadable.push(terminal(&alliance.file).into_owned());
            continue;
        }
        works.push(Work::new(OpenedRecord::read(&alliance.file, setting)?, Some(alliance.place)));
    }
    if let Some(file) = before.portfolio_file.as_deref().filter(|_| args.names.is_empty()) {
        works.push(Work::new(OpenedRecord::read(file, setting)?, None));
    }
    let after = correct(&mut works, args, &before, setting)?;
    for file in &unreadable {
        setting
            .tell(&format!("{file} cannot be read and is left as it is; `alliance check {file}` says why"));
    }
    for work in &works {
        for refused in work.refused.iter().take(LISTED) {
            setting.tell(&format!("left as it is: {refused}"));
        }
        let more = work.refused.len().saturating_sub(LISTED);
        if more > 0 {
            let file = terminal(&work.opened.shown);
            setting.tell(&format!("{} more of {file} are left as they are", counted(more, "correction")));
        }
    }
    let left = again(&works) + &remaining(&after, &works, args);
    let changed: Vec<Work> = works.into_iter().filter(|work| work.text != work.opened.text).collect();
    if changed.is_empty() {
        setting.print(&format!("Nothing to correct.{left}\n"))?;
        return Ok(ended(&unreadable));
    }
    let corrected = changed.iter().map(|work| work.corrected).sum();
    let asked = changed.iter().map(|work| work.asked).sum();
    let mut said = vec![];
    if corrected > 0 {
        said.push(counted(corrected, "correction"));
    }
    if asked > 0 {
        said.push(format!("{} to be answered", counted(asked, "question")));
    }
    let places: Vec<usize> = changed.iter().filter_map(|work| work.place).collect();
    let mut files = Vec::new();
    if !places.is_empty() {
        files.push(counted(places.len(), "record"));
    }
    files.extend(
        changed
            .iter()
            .filter(|work| work.place.is_none())
            .map(|work| terminal(&work.opened.shown).into_owned()),
    );
    let said = format!("{} in {}.{left}\n", said.join(" and "), listed(&files));
    let brought = meaning::brought(&before, &after, &places);
    let changed: Vec<Changed> = changed.into_iter().map(|work| work.opened.with(work.text)).collect();
    setting.settle(&changed, &(said + &brought), &args.writing)?;
    Ok(ended(&unreadable))
}

/// How a run ends that left files aside which cannot be read.
fn ended(unreadable: &[String]) -> ExitStatus {
    if unreadable.is_empty() { ExitStatus::Done } else { ExitStatus::Incomplete }
}

fn known(rule: &str) -> Result<()> {
    if rules::find(rule).is_some() {
        return Ok(());
    }
    match nearest(rule, rules::all().iter().map(|rule| rule.id)) {
        Some(near) => bail!("there is no rule `{}`: did you mean `{near}`?", terminal(rule)),
        None => bail!("there is no rule `{}`; `alliance rules` lists them all", terminal(rule)),
    }
}

/// The alliances that are named, or all.
fn chosen<'r>(report: &'r Report, names: &[String]) -> Result<Vec<&'r AllianceReport>> {
    if names.is_empty() {
        return Ok(report.alliances.iter().collect());
    }
    let mut chosen: Vec<&AllianceReport> =
        names.iter().map(|name| named(report, name)).collect::<Result<_>>()?;
    chosen.sort_by_key(|alliance| alliance.place);
    chosen.dedup_by_key(|alliance| alliance.place);
    Ok(chosen)
}

/// Makes every correction there is, and what those bring to light, then writes down the questions. Gives what is said of
/// the result.
fn correct(works: &mut [Work], args: &FixArgs, before: &Report, setting: &Session) -> Result<Report> {
    let mut latest = None;
    for _ in 0..ROUNDS {
        let mut changed = false;
        for work in works.iter_mut() {
            let report = latest.as_ref().unwrap_or(before);
            let file = work.opened.shown.clone();
            changed |= work.make(
                findings(report, work.place, &file, args)
                    .filter_map(|finding| Some((finding, finding.fix.edit.as_deref()?.clone()))),
            );
        }
        if !changed {
            break;
        }
        latest = Some(judged(works, setting)?);
    }
    if args.questions {
        // Those on the portfolio are for `portfolio.yaml` and for records, and say so in words.
        for work in works.iter_mut().filter(|work| work.place.is_some()) {
            let report = latest.as_ref().unwrap_or(before);
            let file = work.opened.shown.clone();
            let Ok(reading) = Editable::of(&work.text) else { continue };
            let known = KnownQuestions::of(&work.text);
            let questions: Vec<(&ReportedFinding, Edit)> = findings(report, work.place, &file, args)
                .filter(|finding| finding.fix.edit.is_none() && finding.asks(&known))
                .take(work.passes().min(MOST))
                .filter_map(|finding| Some((finding, finding.question(&reading, &known)?)))
                .collect();
            let corrected = work.corrected;
            work.make(questions.into_iter());
            work.asked = work.corrected - corrected;
            work.corrected = corrected;
        }
    }
    judged(works, setting)
}

impl Work {
    fn new(opened: OpenedRecord, place: Option<usize>) -> Self {
        let text = opened.text.clone();
        Self { opened, text, place, corrected: 0, asked: 0, refused: BTreeSet::new(), left: 0 }
    }

    /// How often the text is read at most.
    fn passes(&self) -> usize {
        (WORK / self.text.len().max(1)).clamp(12, 200)
    }

    /// Makes what can be made of edits; what cannot is noted. Whether anything has changed.
    fn make<'f>(&mut self, edits: impl Iterator<Item = (&'f ReportedFinding, Edit)>) -> bool {
        let (findings, edits): (Vec<&ReportedFinding>, Vec<Edit>) = edits.unzip();
        let made = match self.place {
            Some(_) => edit::make::<Alliance>(&self.text, &edits, self.passes()),
            None => edit::make::<Portfolio>(&self.text, &edits, self.passes()),
        };
        let (text, outcomes) = match made {
            Ok(made) => made,
            Err(refused) => (self.text.clone(), vec![EditOutcome::Refused(refused); edits.len()]),
        };
        self.left = 0;
        for (finding, outcome) in findings.into_iter().zip(outcomes) {
            match outcome {
                EditOutcome::Made => self.corrected += 1,
                EditOutcome::There => {}
                EditOutcome::Refused(refused) => {
                    let place = format!("{}:{}", self.opened.shown, finding.at.line);
                    self.refused.insert(terminal(&format!("{place} {refused}")).into_owned());
                }
                EditOutcome::Left => self.left += 1,
            }
        }
        let changed = text != self.text;
        self.text = text;
        changed
    }
}

/// What is said of a record, or of `portfolio.yaml`, by the rules that were asked for.
fn findings<'r>(
    report: &'r Report,
    place: Option<usize>,
    file: &'r str,
    args: &'r FixArgs,
) -> impl Iterator<Item = &'r ReportedFinding> {
    let all = match place {
        Some(place) => report.alliances.get(place).map(|alliance| alliance.findings.as_slice()),
        None => Some(report.findings.as_slice()),
    };
    let own = move |finding: &&ReportedFinding| place.is_some() || *finding.at.file == *file;
    all.unwrap_or_default()
        .iter()
        .filter(own)
        .filter(|finding| args.rule.is_empty() || args.rule.iter().any(|rule| rule == finding.rule.id))
}

/// Judges the portfolio as it would be now.
fn judged(works: &[Work], setting: &Session) -> Result<Report> {
    let texts: Vec<(String, String)> =
        works.iter().map(|work| (work.opened.shown.clone(), work.text.clone())).collect();
    let inputs = setting.read()?;
    Ok(meaning::with(inputs, &texts, setting))
}

/// That another run makes what this one has not come to.
fn again(works: &[Work]) -> String {
    match works.iter().map(|work| work.left).sum() {
        0 => String::new(),
        left => format!(" {} left; run this again for more.", counted(left, "change")),
    }
}

/// How many findings ask for an answer, and how they come into the files.
fn remaining(after: &Report, works: &[Work], args: &FixArgs) -> String {
    let open: usize = works
        .iter()
        .filter(|work| work.place.is_some())
        .map(|work| {
            let known = KnownQuestions::of(&work.text);
            findings(after, work.place, &work.opened.shown, args)
                .filter(|finding| finding.fix.edit.is_none() && finding.asks(&known))
                .count()
        })
        .sum();
    match open {
        0 => String::new(),
        _ => format!(
            " {} only you can answer; `--unsafe` writes them into the records as comments.",
            counted(open, "question")
        ),
    }
}
