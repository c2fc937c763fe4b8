//! `alliance import results FILE`: figures for the metrics of records that are there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::super::output::{stays_within, why, write_whole};
use super::super::{Exit, Session};
use super::{Home, Request, columns, sample};
use crate::import::append::{Entry, append};
use crate::import::record::as_name;
use crate::import::results::{Figures, Known, Matched, Missing, Plan, Role, matched};
use crate::load::Inputs;
use crate::render::escape::terminal;
use crate::report::counted;
use crate::text::{either, listed};

/// Most lines of each list of remarks.
const MOST: usize = 30;

/// A record as it was read.
struct Record {
    file: PathBuf,
    shown: String,
    text: String,
    known: Known,
}

/// A record as it will be.
struct Edited<'r> {
    record: &'r Record,
    text: String,
    results: usize,
}

pub(super) fn run(request: &Request, setting: &Session) -> Result<Exit> {
    let inputs = Inputs::read(&[], setting.portfolio.as_deref(), &setting.here, io::empty())?;
    if let Some(exit) = setting.refusal(&inputs, false) {
        return Ok(exit);
    }
    let home = Home::find(setting)?;
    let currency = inputs
        .portfolio
        .as_ref()
        .and_then(|portfolio| portfolio.value.as_ref())
        .map_or_else(|| "EUR".to_owned(), |portfolio| portfolio.currency().to_owned());
    let records = records(inputs, setting);
    let metrics: BTreeSet<String> =
        records.iter().flat_map(|record| record.known.metrics().map(as_name)).collect();
    let sheets = request.sheets(setting)?;
    let corrections = request.corrections()?;
    let plan = Plan::new(&sheets, request.sheet, &home.mapping, &corrections, request.order, &metrics)?;
    let found = plan.read(&currency);
    let (files, known): (Vec<&Record>, Vec<&Known>) =
        records.iter().map(|record| (record, &record.known)).unzip();
    let matched = matched(&found.figures, &known);

    let mut text = mapped(&plan, &found, request, setting);
    text += &said(&matched, &found, setting);
    let mut edited = Vec::new();
    let mut by_hand = String::new();
    for (at, metrics) in &matched.add {
        let Some(record) = files.get(*at) else { continue };
        let (edit, lines) = edit(record, metrics.iter());
        by_hand += &lines;
        edited.extend(edit);
    }
    if !by_hand.is_empty() {
        text += &format!(
            "\nTO PASTE BY HAND: these records keep their results in a style that cannot be edited here\n{by_hand}"
        );
    }
    let added: usize = edited.iter().map(|edited| edited.results).sum();
    text += "\n";
    if request.dry_run {
        for edited in &edited {
            text += &format!("Would add {} to {}\n", counted(edited.results, "result"), edited.record.shown);
        }
        text += &format!("Would add {} in all; nothing was written.\n", counted(added, "result"));
        setting.print(&text)?;
        return Ok(Exit::Done);
    }
    write_all(&edited, &home)?;
    for edited in &edited {
        text += &format!("Added {} to {}\n", counted(edited.results, "result"), edited.record.shown);
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
    Ok(Exit::Done)
}

fn records(inputs: Inputs, setting: &Session) -> Vec<Record> {
    let read = inputs.records.into_iter().filter_map(|record| {
        let source = record.read();
        let known = Known::of(source.value.as_ref()?, &source.stem);
        let (path, text) = source.into_text();
        Some(Record { file: setting.here.join(&*path), shown: terminal(&path).into_owned(), text, known })
    });
    read.collect()
}

/// The record with its new results, and the lines of those that have to be pasted.
fn edit<'r, 'm>(
    record: &'r Record,
    metrics: impl Iterator<Item = (&'m usize, &'m Vec<Entry>)>,
) -> (Option<Edited<'r>>, String) {
    let mut text = record.text.clone();
    let (mut results, mut by_hand) = (0, String::new());
    for (metric, entries) in metrics {
        match append(&text, *metric, entries) {
            Ok(new) => {
                text = new;
                results += entries.len();
            }
            Err(_) => {
                let name = record.known.metric(*metric).unwrap_or_default();
                by_hand += &format!("  {}, metric \"{}\", under results:\n", record.shown, sample(name, 60));
                for entry in entries {
                    by_hand += &format!("      - {}\n", entry.line());
                }
            }
        }
    }
    ((results > 0).then_some(Edited { record, text, results }), by_hand)
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

fn mapped(plan: &Plan, found: &Figures, request: &Request, setting: &Session) -> String {
    let file = sample(&request.file.display().to_string(), 80);
    let mut text = format!(
        "{file}: headings in row {}, {}\n\n",
        plan.header.row,
        counted(found.figures.len(), "figure")
    );
    let mut rows = vec![vec!["COLUMN".to_owned(), "READ AS".to_owned(), "FOR EXAMPLE".to_owned()]];
    let each = setting.width.saturating_sub(72).max(30) / 3;
    for column in plan.columns.iter().take(40) {
        let role = match &column.role {
            Role::Of(period) => format!("figures of {period}"),
            Role::Figures(names) => {
                let names: Vec<String> =
                    names.iter().map(|name| format!("\"{}\"", sample(name, 30))).collect();
                format!("metric {}", either(&names))
            }
            Role::Skip => "not used".to_owned(),
            role => role.words().concat(),
        };
        let samples: Vec<String> = column.samples.iter().map(|text| sample(text, each)).collect();
        rows.push(vec![sample(&column.name, 32), role, samples.join(" | ")]);
    }
    text += &columns(&rows);
    if plan.columns.len() > 40 {
        text += &format!("  and {} more columns\n", plan.columns.len() - 40);
    }
    text
}

fn said(matched: &Matched, found: &Figures, setting: &Session) -> String {
    let mut text = String::new();
    let arrow = if setting.ascii { "->" } else { "→" };
    let mut list = |title: &str, rows: Vec<Vec<String>>| {
        if rows.is_empty() {
            return;
        }
        let all = rows.len();
        let shown: Vec<Vec<String>> = rows.into_iter().take(MOST).collect();
        text += &format!("\n{title}\n{}", columns(&shown));
        if all > MOST {
            text += &format!("  and {} more\n", all - MOST);
        }
    };
    let read = matched.read_as.iter();
    list(
        "READ AS",
        read.map(|(sheet, name)| vec![sample(sheet, 40), format!("{arrow} {}", sample(name, 50))]).collect(),
    );
    let gone = matched.no_record.iter().filter(|(partner, _)| !matched.several.contains_key(*partner));
    list(
        "NO RECORD of this name, so these figures were not used",
        gone.map(|(partner, figures)| vec![sample(partner, 40), counted(*figures, "figure")]).collect(),
    );
    list(
        "SEVERAL RECORDS could be meant, so these figures were not used",
        matched
            .several
            .iter()
            .map(|(partner, names)| {
                vec![sample(partner, 40), format!("can be {}", sample(&either(names), 80))]
            })
            .collect(),
    );
    list(
        "NO METRIC of this name in the record, so these figures were not used",
        matched
            .no_metric
            .iter()
            .map(|(called, missing)| {
                vec![
                    sample(called, 40),
                    counted(missing.figures, "figure"),
                    format!("of {}", sample(&listed(&missing.alliances.keys().collect::<Vec<_>>()), 60)),
                ]
            })
            .collect(),
    );
    list(
        "DIFFERENT from the record, which is kept",
        matched
            .differences
            .iter()
            .map(|other| {
                vec![
                    sample(&other.place, 24),
                    sample(&format!("{}, {}", other.alliance, other.metric), 48),
                    format!("sheet {}; record {}", sample(&other.sheet, 60), sample(&other.record, 60)),
                ]
            })
            .collect(),
    );
    list(
        "NOT USED",
        matched.refused.iter().map(|(place, why)| vec![sample(place, 30), sample(why, 100)]).collect(),
    );
    list(
        "NOT UNDERSTOOD",
        found
            .not_understood
            .iter()
            .map(|remark| {
                vec![sample(&remark.place, 30), sample(&remark.column, 30), sample(&remark.text, 60)]
            })
            .collect(),
    );
    text
}

/// What to do next: a command that can be run as it stands, where a name is near.
fn next(matched: &Matched, plan: &Plan, added: usize, request: &Request, setting: &Session) -> String {
    let file = sample(&request.file.display().to_string(), 200);
    // Metrics that no column is read as yet.
    let read: BTreeSet<String> = plan
        .columns
        .iter()
        .flat_map(|column| if let Role::Figures(names) = &column.role { names.as_slice() } else { &[] })
        .map(|name| as_name(name))
        .collect();
    let near: Vec<(&String, String)> = matched
        .no_metric
        .iter()
        .flat_map(|(called, missing)| near(called, missing).into_iter().map(move |name| (called, name)))
        .filter(|(_, name)| !read.contains(&as_name(name)))
        .collect();
    let pairs: String = near
        .iter()
        // Where two columns come near one metric, a person has to say which it is.
        .filter(|(_, name)| near.iter().filter(|(_, other)| other == name).count() == 1)
        .map(|(called, name)| format!(" --map '{}={}'", sample(called, 80), sample(name, 80)))
        .filter(|pair| pair.matches('\'').count() == 2)
        .collect();
    let mut metrics: BTreeSet<String> = BTreeSet::new();
    for (alliance, names) in matched.no_metric.values().flat_map(|missing| &missing.alliances) {
        let open = names.iter().filter(|name| !read.contains(&as_name(name)));
        metrics.extend(open.map(|name| format!("\"{}\" ({})", sample(name, 40), sample(alliance, 30))));
    }
    let metrics: Vec<String> = metrics.into_iter().take(MOST).collect();
    let mut text = String::new();
    if !metrics.is_empty() {
        let sentence = format!("No column is read as {}.", either(&metrics));
        text += &textwrap::wrap(&sentence, setting.width.max(40)).join("\n");
        text += "\n";
        let quoted = if file.contains(' ') { format!("'{file}'") } else { file };
        if pairs.is_empty() {
            text += "To use a column for one of these metrics: --map 'COLUMN=METRIC'\n";
        } else {
            text +=
                &format!("If the columns mean the same, run:\n  alliance import results {quoted}{pairs}\n");
        }
    }
    if added > 0 || matched.no_metric.is_empty() {
        text += "Next: `alliance audit`. A result has a value once `without` records what would have come \
                 anyway.\n";
    }
    text
}

/// The metrics of the records whose words are all in what the sheet says, or the other way round.
fn near(called: &str, missing: &Missing) -> Vec<String> {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
        let words = words.map(|word| word.trim_end_matches('s').to_owned()).filter(|word| word.len() > 2);
        // What a CRM calls closed or won is revenue elsewhere.
        words
            .map(|word| {
                if ["won", "booking", "umsatz"].contains(&word.as_str()) {
                    "revenue".to_owned()
                } else {
                    word
                }
            })
            .collect()
    };
    let sheet = words(called);
    let all: BTreeSet<&String> = missing.alliances.values().flatten().collect();
    let mut near: Vec<String> = all
        .into_iter()
        .filter(|name| {
            let record = words(name);
            let won = record.contains("revenue") && sheet.contains("revenue");
            !record.is_empty()
                && !sheet.is_empty()
                && (won || record.is_subset(&sheet) || sheet.is_subset(&record))
        })
        .cloned()
        .collect();
    near.truncate(3);
    near
}
