//! `alliance import results FILE`: figures for the metrics of records that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use chrono::NaiveDate;

use super::super::output::{stays_within, why, write_whole};
use super::super::prompt::somebody_is_there;
use super::super::{ExitStatus, Session};
use super::home::Home;
use super::request::Request;
use super::said::{UnreadMetrics, mapped, next, said};
use super::shown::sample;
use crate::import::append::{NewResult, Replacement, append, replace};
use crate::import::record::as_name;
use crate::import::results::{Known, Matched, ResultColumn, ResultPlan, Role, matched as matched_with};
use crate::load::Inputs;
use crate::render::escape::terminal;
use crate::report::counted;
use crate::text::listed;

/// A record as it was read.
struct ReadRecord {
    file: PathBuf,
    shown: String,
    text: String,
    known: Known,
}

/// A record as it will be.
struct Edited<'r> {
    record: &'r ReadRecord,
    text: String,
    results: usize,
    replaced: usize,
}

pub(super) fn run(request: &Request, replacing: bool, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let home = Home::find(setting)?;
    let currency = inputs.currency();
    let year = inputs.fiscal_year();
    let records = records(inputs, setting);
    let metrics: BTreeSet<String> =
        records.iter().flat_map(|record| record.known.metrics().map(as_name)).collect();
    let sheets = request.sheets(setting)?;
    let mut corrections = request.corrections()?;
    let (files, known): (Vec<&ReadRecord>, Vec<&Known>) =
        records.iter().map(|record| (record, &record.known)).unzip();
    let planned = |corrections: &[(String, String)]| {
        ResultPlan::new(&sheets, request.sheet, &home.mapping, corrections, request.order, &metrics, year)
    };
    let mut plan = planned(&corrections)?;
    let mut found = plan.read(&currency);
    let mut matched = matched_with(&found.figures, &known);
    if somebody_is_there() && !request.dry_run {
        let told = ask(&matched, &plan, setting)?;
        if !told.is_empty() {
            corrections.extend(told);
            plan = planned(&corrections)?;
            found = plan.read(&currency);
            matched = matched_with(&found.figures, &known);
        }
    }
    let reason =
        format!("Read again from {}", request.file.file_name().unwrap_or_default().to_string_lossy());
    let correction = (setting.as_of.unwrap_or(setting.today), reason.as_str());

    let mut text = mapped(&plan, &found, request, setting);
    text += &said(&matched, &found, replacing, setting);
    let mut edited = Vec::new();
    let mut by_hand = String::new();
    let none = BTreeMap::new();
    let touched = matched.add.keys().chain(matched.replace.keys().filter(|_| replacing));
    for at in touched.collect::<BTreeSet<_>>() {
        let Some(record) = files.get(*at) else { continue };
        let new = if replacing { matched.replace.get(at).unwrap_or(&none) } else { &none };
        let added = matched.add.get(at).into_iter().flatten();
        let (edit, lines) = edit(record, added, new, correction);
        by_hand += &lines;
        edited.extend(edit);
    }
    if !by_hand.is_empty() {
        text += &format!(
            "\nTO PASTE BY HAND: these records keep their results in a style that cannot be edited here\n{by_hand}"
        );
    }
    let added: usize = edited.iter().map(|edited| edited.results + edited.replaced).sum();
    text += "\n";
    if request.dry_run {
        for edited in edited.iter().filter(|edited| edited.results > 0) {
            text += &format!("Would add {} to {}\n", counted(edited.results, "result"), edited.record.shown);
        }
        for edited in edited.iter().filter(|edited| edited.replaced > 0) {
            text +=
                &format!("Would replace {} in {}\n", counted(edited.replaced, "result"), edited.record.shown);
        }
        text += &format!("Would add {} in all; nothing was written.\n", counted(added, "result"));
        setting.print(&text)?;
        return Ok(ExitStatus::Done);
    }
    write_all(&edited, &home)?;
    for edited in edited.iter().filter(|edited| edited.results > 0) {
        text += &format!("Added {} to {}\n", counted(edited.results, "result"), edited.record.shown);
    }
    for edited in edited.iter().filter(|edited| edited.replaced > 0) {
        text += &format!(
            "Replaced {} in {}; what each was is kept under `corrected`\n",
            counted(edited.replaced, "result"),
            edited.record.shown
        );
    }
    if matched.same > 0 {
        let verb = if matched.same == 1 { "is" } else { "are" };
        text += &format!("{} {verb} already recorded.\n", counted(matched.same, "figure"));
    }
    if added == 0 {
        text += "Nothing was added.\n";
    }
    let mut mapping = home.mapping.clone();
    for column in plan.columns.iter().filter(|column| !matches!(column.role, Role::Of(_))) {
        // A column that fits no metric would only be read in the same wrong way again.
        let unused = matches!(column.role, Role::Figures(_)) && matched.no_metric.contains_key(&column.name);
        let words = column.role.words();
        if !(unused && words == [column.name.clone()]) {
            mapping.note_result(&column.name, &words);
        }
    }
    if request.order.is_some() {
        mapping.dates = request.order;
    }
    if added > 0 || !corrections.is_empty() {
        text += &home.keep(&mapping, setting)?.map(|kept| format!("{kept}\n")).unwrap_or_default();
    }
    text += &next(&matched, &plan, added, request, setting);
    setting.print(&text)?;
    Ok(ExitStatus::Done)
}

fn records(inputs: Inputs, setting: &Session) -> Vec<ReadRecord> {
    let read = inputs.records.into_iter().filter_map(|record| {
        let source = record.read();
        let known = Known::of(source.value.as_ref()?, &source.stem);
        let (path, text) = source.into_text();
        Some(ReadRecord { file: setting.here.join(&*path), shown: terminal(&path).into_owned(), text, known })
    });
    read.collect()
}

/// The record with its new results, and the lines of those that have to be pasted.
fn edit<'r, 'm>(
    record: &'r ReadRecord,
    added: impl Iterator<Item = (&'m usize, &'m Vec<NewResult>)>,
    new: &BTreeMap<usize, Vec<Replacement>>,
    correction: (NaiveDate, &str),
) -> (Option<Edited<'r>>, String) {
    let mut edited = Edited { record, text: record.text.clone(), results: 0, replaced: 0 };
    let mut by_hand = String::new();
    let mut paste = |metric: usize, lines: &mut dyn Iterator<Item = String>| {
        let name = record.known.metric(metric).unwrap_or_default();
        by_hand += &format!("  {}, metric \"{}\", under results:\n", record.shown, sample(name, 60));
        by_hand.extend(lines.map(|line| format!("      - {line}\n")));
    };
    for (metric, new) in new.iter().flat_map(|(metric, all)| all.iter().map(move |new| (*metric, new))) {
        match replace(&edited.text, metric, new, correction) {
            Ok(text) => {
                edited.text = text;
                edited.replaced += 1;
            }
            Err(_) => paste(metric, &mut std::iter::once(new.entry.line())),
        }
    }
    for (metric, entries) in added {
        match append(&edited.text, *metric, entries) {
            Ok(text) => {
                edited.text = text;
                edited.results += entries.len();
            }
            Err(_) => paste(*metric, &mut entries.iter().map(NewResult::line)),
        }
    }
    ((edited.text != record.text).then_some(edited), by_hand)
}

/// Asks which column holds each metric that no column is called by; nothing is told where nobody knows.
fn ask(matched: &Matched, plan: &ResultPlan, setting: &Session) -> Result<Vec<(String, String)>> {
    let columns: Vec<&ResultColumn> =
        plan.columns.iter().filter(|column| matches!(column.role, Role::Figures(_))).collect();
    let open = UnreadMetrics::of(matched, plan);
    let mut told = Vec::new();
    if open.metrics.is_empty() || columns.is_empty() {
        return Ok(told);
    }
    let mut text = "The sheet has these columns of figures:\n".to_owned();
    for (at, column) in columns.iter().enumerate() {
        text += &format!("  {} {}\n", at + 1, sample(&column.name, 60));
    }
    text += "Which of them holds each of your metrics? Type its number, Enter for the one in brackets, or 0 for none.\n";
    setting.print(&text)?;
    for (metric, alliances) in &open.metrics {
        let near = open.near.iter().find(|(_, name)| name == metric).map(|(called, _)| *called);
        let near = columns.iter().position(|column| Some(&column.name) == near);
        let of = sample(&listed(alliances), 60);
        let question = format!(
            "  \"{}\" ({of}) [{}] ",
            sample(metric, 40),
            near.map_or_else(|| "none".to_owned(), |near| (near + 1).to_string())
        );
        for _ in 0..3 {
            let said = setting.prompt(&question)?;
            let chosen = match said.parse::<usize>() {
                _ if said.is_empty() => near,
                Ok(0) => None,
                Ok(number) if number <= columns.len() => Some(number - 1),
                _ => {
                    setting.print(&format!("  Give a number from 0 to {}.\n", columns.len()))?;
                    continue;
                }
            };
            let column = chosen.and_then(|at| columns.get(at));
            told.extend(column.map(|column| (column.name.clone(), metric.clone())));
            break;
        }
    }
    Ok(told)
}

/// Writes all records, or puts back those that were written.
fn write_all(edited: &[Edited], home: &Home) -> Result<()> {
    const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
    let mut texts = Vec::new();
    for edited in edited {
        let record = edited.record;
        stays_within(&home.root, &record.file)?;
        let bytes = fs::read(&record.file)
            .map_err(|error| anyhow!("{} cannot be read: {}", record.shown, why(&error)))?;
        let (bom, rest) = match bytes.strip_prefix(BOM) {
            Some(rest) => ("\u{feff}", rest),
            None => ("", bytes.as_slice()),
        };
        if rest != record.text.as_bytes() {
            bail!(
                "{} has been changed in the meantime; nothing was written, run the command again",
                record.shown
            );
        }
        texts.push((record, format!("{bom}{}", edited.text), format!("{bom}{}", record.text)));
    }
    for (at, (record, new, _)) in texts.iter().enumerate() {
        if let Err(error) = write_whole(&record.file, new) {
            for (record, _, old) in texts.iter().take(at) {
                let _ = write_whole(&record.file, old);
            }
            bail!("{} could not be written: {}; no record was changed", record.shown, why(&error));
        }
    }
    Ok(())
}
