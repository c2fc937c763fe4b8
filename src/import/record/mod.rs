//! From the rows of a partner sheet to records.

mod headings;
mod joined;
mod plan;
mod row;
mod update;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use super::cells::one_line;
use super::columns::{Target, fields, plain};
use super::sheet::Row;
use super::words;
use crate::load::Source;
use crate::model::{Alliance, Yaml, comparable};
use crate::text::slug;

pub use joined::Clash;
use joined::Joined;
pub use plan::{Followed, RecordColumn, RecordPlan, choose};
use row::{Came, DraftRecord};
pub use update::{Kept, Update};

/// Something said about a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// `Partners!F7`.
    pub place: String,
    /// The column's name, or the row.
    pub column: String,
    /// What stands there.
    pub text: String,
}

/// A record that was made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What the alliance is called.
    pub name: String,
    /// What the partner is called.
    pub partner: String,
    /// The name of its file, without the ending.
    pub stem: String,
    /// What it says.
    pub node: Yaml,
    /// The file's text.
    pub text: String,
    /// The numbers of its rows.
    pub rows: Vec<usize>,
}

/// A word that was read as another, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The column's name.
    pub column: String,
    /// What stands in the sheet.
    pub text: String,
    /// What it was read as.
    pub as_: String,
    /// In how many rows.
    pub count: usize,
}

/// What came of a sheet.
#[derive(Debug, Default)]
pub struct ImportedSheet {
    /// The records.
    pub records: Vec<Imported>,
    /// Words and dates that were read as something else than what stands there.
    pub words: Vec<Word>,
    /// Cells that were not understood, and were kept as they are.
    pub not_understood: Vec<Remark>,
    /// Cells that hold no answer.
    pub no_answer: Vec<Remark>,
    /// Rows that are no partner.
    pub passed_over: Vec<Remark>,
    /// Partners of which the sheet says no type that a record knows.
    pub assumed_type: Vec<String>,
    /// Cells of one partner that contradict each other.
    pub clashes: Vec<Clash>,
    /// Levels of which nobody knows for how long they are, each with its partner.
    pub no_period: Vec<(String, String)>,
}

/// Reads every row.
///
/// # Errors
/// When no row names a partner, or what would be written is not sound.
pub fn read(plan: &RecordPlan, currency: &str) -> Result<ImportedSheet> {
    let mut outcome = ImportedSheet::default();
    let mut words: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
    let mut found: Vec<Joined> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let several = names_of_several(plan);
    for row in plan.rows() {
        let Some(name) = name_of(plan, row, &mut outcome) else { continue };
        let key = comparable(&name);
        let mut record =
            DraftRecord { node: Yaml::map(), metric: Yaml::map(), named_by_level: false, currency };
        record.node.set("name", Yaml::Text(name.clone()));
        let mut cells = BTreeMap::new();
        for column in &plan.columns {
            let cell = row.cell(column.index);
            if cell.is_empty() || matches!(column.target, Target::Field("name", _) | Target::Skip) {
                continue;
            }
            let text = one_line(&cell.to_string());
            let remark = || Remark {
                place: plan.sheet.address(row.number, column.index),
                column: column.name.clone(),
                text: text.clone(),
            };
            let before = several.contains(&key).then(|| joined::leaves(&record));
            let came =
                if words::is_no_answer(&text) { Came::NoAnswer } else { record.put(column, cell, row, plan) };
            match came {
                Came::Whole => {}
                Came::As(what) => *words.entry((column.index, text, what)).or_default() += 1,
                Came::Partly(what) => {
                    record.keep(column, &text);
                    *words.entry((column.index, text, what)).or_default() += 1;
                }
                Came::None => record.keep(column, &text),
                Came::Kept => {
                    record.keep(column, &text);
                    outcome.not_understood.push(remark());
                }
                Came::NoAnswer => {
                    // `TBC (Hugo left)` says more than that there is no answer.
                    if text.chars().filter(|letter| letter.is_alphabetic()).count() > 4 {
                        record.keep(column, &text);
                    }
                    outcome.no_answer.push(remark());
                }
            }
            if let Some(before) = before {
                joined::note(&mut cells, &before, &record, row.number, column);
            }
        }
        match known.get(&key).and_then(|at| found.get_mut(*at)) {
            Some(first) => first.join(row, record, cells, plan, &mut outcome.clashes),
            None => {
                known.insert(key, found.len());
                found.push(Joined::new(name, row.number, record, cells));
            }
        }
    }
    let mut stems: BTreeSet<String> = BTreeSet::new();
    for Joined { name, mut node, rows, .. } in found {
        let partner = match node.get("partner") {
            Some(Yaml::Text(partner)) => partner.clone(),
            _ => {
                node.set("partner", Yaml::Text(name.clone()));
                name.clone()
            }
        };
        if node.get("type").is_none() {
            node.set("type", Yaml::word("strategic"));
            outcome.assumed_type.push(name.clone());
        }
        let metrics = match node.get("metrics") {
            Some(Yaml::List(metrics)) => metrics.as_slice(),
            _ => &[],
        };
        for metric in metrics.iter().filter(|metric| metric.get("every").is_none()) {
            let level = metric.get("target").or_else(|| metric.get("floor"));
            let unit = metric.get("unit").and_then(Yaml::scalar).map(|unit| format!("{unit} "));
            if let Some(level) = level.and_then(Yaml::scalar) {
                outcome.no_period.push((name.clone(), format!("{}{level}", unit.unwrap_or_default())));
            }
        }
        let base = slug(&name);
        let mut stem = base.clone();
        let mut copy = 2;
        while !stems.insert(stem.clone()) {
            stem = format!("{base}-{copy}");
            copy += 1;
        }
        let text = node.clone().record();
        check(&text, rows.first().copied().unwrap_or_default())?;
        outcome.records.push(Imported { name, partner, stem, node, text, rows });
    }
    outcome.words = words
        .into_iter()
        .filter_map(|((index, text, as_), count)| {
            let column = plan.columns.iter().find(|column| column.index == index)?;
            Some(Word { column: column.name.clone(), text, as_, count })
        })
        .collect();
    if outcome.records.is_empty() {
        bail!("no row under the headings in row {} names a partner", plan.header.row);
    }
    Ok(outcome)
}

/// That a record is read without a mistake. What the sheet holds is written as text, so that it always should be.
fn check(text: &str, row: usize) -> Result<()> {
    let mut source = Source::<Alliance>::new(format!("row {row}"), Ok(text.to_owned()));
    if let Some(record) = source.value.take() {
        source.check_identity(&record);
    }
    match source.mistakes.first() {
        None => Ok(()),
        Some(mistake) => bail!(
            "row {row} would make a record with a mistake, so nothing was written: {}; change the cell, or leave \
             its column out with --map 'COLUMN=skip'",
            mistake.message
        ),
    }
}

/// The names that stand in several rows.
fn names_of_several(plan: &RecordPlan) -> BTreeSet<String> {
    let column = plan.columns.iter().find(|column| matches!(column.target, Target::Field("name", _)));
    let (mut once, mut several) = (BTreeSet::new(), BTreeSet::new());
    for row in plan.rows() {
        let Some(column) = column else { break };
        let name = comparable(&one_line(&row.cell(column.index).to_string()));
        if !once.insert(name.clone()) {
            several.insert(name);
        }
    }
    several
}

/// The name in a row; `None`, and said, where the row is no partner.
fn name_of(plan: &RecordPlan, row: &Row, outcome: &mut ImportedSheet) -> Option<String> {
    let column = plan.columns.iter().find(|column| matches!(column.target, Target::Field("name", _)))?;
    let name = one_line(&row.cell(column.index).to_string());
    let filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let all: Vec<String> = filled.map(|cell| one_line(&cell.to_string())).collect();
    let totals = ["total", "totals", "sum", "grand total", "summe", "gesamt", "subtotal"];
    // Long sheets repeat their headings.
    let heading = row.cells.iter().enumerate().all(|(at, cell)| {
        let above = plan.header.columns.get(at).map(|heading| heading.own.as_str()).unwrap_or_default();
        cell.is_empty() || plain(&cell.to_string()) == plain(above)
    });
    if heading {
        return None;
    }
    // Below the table somebody explains it.
    let alone = all.len() == 1 && row.cells.len() > 1 && is_legend(&name);
    if alone || name.is_empty() || words::is_no_answer(&name) || totals.contains(&plain(&name).as_str()) {
        outcome.passed_over.push(Remark {
            place: plan.sheet.address(row.number, column.index),
            column: format!("row {}", row.number),
            text: all.join(" | "),
        });
        return None;
    }
    Some(name)
}

/// Whether a text explains signs, such as `🟢 healthy 🟡 watch` or `A = core, B = growth`.
fn is_legend(text: &str) -> bool {
    let signs =
        text.chars().filter(|letter| ('\u{2190}'..='\u{2bff}').contains(letter) || *letter >= '\u{1f000}');
    let begins = plain(text);
    let begins = ["legend", "legende", "source", "quelle", "last updated", "stand"]
        .iter()
        .any(|word| begins.starts_with(word) && text.contains(':'));
    signs.count() > 1 || text.contains(" = ") || begins
}

/// The names by which an alliance that is there already is known.
pub fn known_names(record: &Alliance, stem: &str) -> Vec<String> {
    let partners = record.partners.iter().map(|(_, name)| name.as_str());
    [record.name.text(), record.partner.text(), Some(stem)]
        .into_iter()
        .flatten()
        .chain(record.aliases.items().map(String::as_str))
        .chain(partners)
        .chain(record.ids.iter().map(|(_, id)| id.as_str()))
        .map(as_name)
        .collect()
}

/// A name in the form in which names of sheets and records are compared.
pub fn as_name(name: &str) -> String {
    comparable(name).replace(['-', '_'], " ")
}

/// The headings under which a sheet of partners is exported, with the paths they stand for.
pub fn headings() -> impl Iterator<Item = (&'static str, &'static str)> {
    fields().map(|field| (field.heading, field.path))
}
