//! `alliance fix`: makes the corrections that findings offer.

use std::collections::BTreeSet;
use std::io;

use anyhow::{Result, bail};

use super::changes::{Changed, Opened};
use super::{Exit, Session, audit, meaning, named};
use crate::cli::FixArgs;
use crate::edit;
use crate::load::Inputs;
use crate::model::{Alliance, Edit};
use crate::render::escape::terminal;
use crate::report::{AllianceReport, Report, ReportedFinding, counted};
use crate::rules;
use crate::text::nearest;

/// Below a key that is known by its new name more may be found. Nobody misspells deeper than this.
const ROUNDS: usize = 4;

/// As many corrections are made of one record in a round, and questions written down: each is read again, and a file may
/// have a thousand mistakes. Another run makes the next.
const MOST: usize = 100;

/// A record on the way to its new text.
struct Work {
    opened: Opened,
    text: String,
    /// Its place in the report.
    place: usize,
    corrected: usize,
    asked: usize,
    /// Corrections that could not be made, and why.
    refused: BTreeSet<String>,
}

pub(super) fn run(args: &FixArgs, setting: &Session) -> Result<Exit> {
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
        let opened = Opened::read(&alliance.file, setting)?;
        let text = opened.text.clone();
        works.push(Work {
            opened,
            text,
            place: alliance.place,
            corrected: 0,
            asked: 0,
            refused: BTreeSet::new(),
        });
    }
    let after = correct(&mut works, args, &before, setting)?;
    for file in &unreadable {
        setting
            .tell(&format!("{file} cannot be read and is left as it is; `alliance check {file}` says why"));
    }
    for work in &works {
        for refused in &work.refused {
            setting.tell(&format!("left as it is: {refused}"));
        }
    }
    let left = remaining(&after, &works, args);
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
    let said = format!("{} in {}.{left}\n", said.join(" and "), counted(changed.len(), "record"));
    let places: Vec<usize> = changed.iter().map(|work| work.place).collect();
    let brought = meaning::brought(&before, &after, &places);
    let changed: Vec<Changed> = changed.into_iter().map(|work| work.opened.with(work.text)).collect();
    setting.settle(&changed, &(said + &brought), &args.writing)?;
    Ok(ended(&unreadable))
}

/// How a run ends that left files aside which cannot be read.
fn ended(unreadable: &[String]) -> Exit {
    if unreadable.is_empty() { Exit::Done } else { Exit::Incomplete }
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
            changed |= work.make(
                findings(report, work.place, args)
                    .filter_map(|finding| Some((finding, finding.fix.edit.as_deref()?.clone()))),
            );
        }
        if !changed {
            break;
        }
        latest = Some(judged(works, setting)?);
    }
    if args.questions {
        for work in works.iter_mut() {
            let report = latest.as_ref().unwrap_or(before);
            let mut questions: Vec<(&ReportedFinding, Edit)> = findings(report, work.place, args)
                .filter(|finding| finding.fix.edit.is_none() && finding.asks(&work.text))
                .take(MOST)
                .filter_map(|finding| Some((finding, finding.question(&work.text)?)))
                .collect();
            // Each comes first below what it belongs to, and so the last is made first.
            questions.reverse();
            let corrected = work.corrected;
            work.make(questions.into_iter());
            work.asked = work.corrected - corrected;
            work.corrected = corrected;
        }
    }
    judged(works, setting)
}

impl Work {
    /// Makes edits one by one; one that cannot be made is noted. Whether anything has changed.
    fn make<'f>(&mut self, edits: impl Iterator<Item = (&'f ReportedFinding, Edit)>) -> bool {
        let old = self.text.clone();
        for (finding, edit) in edits.take(MOST) {
            match edit::splice::<Alliance>(&self.text, &edit) {
                Ok(Some(splice)) => {
                    self.text = splice.apply(&self.text);
                    self.corrected += 1;
                }
                Ok(None) => {}
                Err(refused) => {
                    let place = format!("{}:{}", self.opened.shown, finding.at.line);
                    self.refused.insert(terminal(&format!("{place} {refused}")).into_owned());
                }
            }
        }
        self.text != old
    }
}

/// What is said of a record, by the rules that were asked for.
fn findings<'r>(
    report: &'r Report,
    place: usize,
    args: &'r FixArgs,
) -> impl Iterator<Item = &'r ReportedFinding> {
    let all = report.alliances.get(place).map(|alliance| alliance.findings.as_slice()).unwrap_or_default();
    all.iter().filter(|finding| args.rule.is_empty() || args.rule.iter().any(|rule| rule == finding.rule.id))
}

/// Judges the portfolio as it would be now.
fn judged(works: &[Work], setting: &Session) -> Result<Report> {
    let texts: Vec<(String, String)> =
        works.iter().map(|work| (work.opened.shown.clone(), work.text.clone())).collect();
    let inputs = Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, io::empty())?;
    Ok(meaning::with(inputs, &texts, setting))
}

/// How many findings ask for an answer, and how they come into the files.
fn remaining(after: &Report, works: &[Work], args: &FixArgs) -> String {
    let open = works
        .iter()
        .flat_map(|work| findings(after, work.place, args).map(move |finding| (work, finding)))
        .filter(|(work, finding)| finding.fix.edit.is_none() && finding.asks(&work.text))
        .count();
    match open {
        0 => String::new(),
        _ => format!(
            " {} only you can answer; `--unsafe` writes them into the records as comments.",
            counted(open, "question")
        ),
    }
}
