//! From the rows of a partner sheet to records.

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

pub use plan::{Followed, RecordColumn, RecordPlan, choose};
use row::{Came, DraftRecord};
pub use update::{Kept, Update};

/// As many names that stand in two rows are listed.
const MOST_TWICE: usize = 10;

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
    /// The row's number.
    pub row: usize,
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
}

/// Reads every row.
///
/// # Errors
/// When two rows have one name, or what would be written is not sound.
pub fn read(plan: &RecordPlan, currency: &str) -> Result<ImportedSheet> {
    let mut outcome = ImportedSheet::default();
    let mut words: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut stems: BTreeSet<String> = BTreeSet::new();
    let mut twice: Vec<String> = Vec::new();
    for row in plan.rows() {
        let Some(name) = name_of(plan, row, &mut outcome) else { continue };
        if let Some(first) = names.get(&comparable(&name)) {
            twice.push(format!("`{name}` in rows {first} and {}", row.number));
            continue;
        }
        names.insert(comparable(&name), row.number);
        let mut record =
            DraftRecord { node: Yaml::map(), metric: Yaml::map(), named_by_level: false, currency };
        record.node.set("name", Yaml::Text(name.clone()));
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
        }
        let partner = match record.node.get("partner") {
            Some(Yaml::Text(partner)) => partner.clone(),
            _ => {
                record.node.set("partner", Yaml::Text(name.clone()));
                name.clone()
            }
        };
        if record.node.get("type").is_none() {
            record.node.set("type", Yaml::word("strategic"));
            outcome.assumed_type.push(name.clone());
        }
        if record.metric != Yaml::map() {
            record.node.push("metrics", record.metric);
        }
        let base = slug(&name);
        let mut stem = base.clone();
        let mut copy = 2;
        while !stems.insert(stem.clone()) {
            stem = format!("{base}-{copy}");
            copy += 1;
        }
        let node = record.node;
        let text = node.clone().record();
        check(&text, row.number)?;
        outcome.records.push(Imported { name, partner, stem, node, text, row: row.number });
    }
    if !twice.is_empty() {
        let more = twice.len().saturating_sub(MOST_TWICE);
        twice.truncate(MOST_TWICE);
        bail!(
            "the same name is in two rows: {}{}; give each alliance a name of its own (`Northstar resale`), or \
             merge the two rows",
            twice.join(", "),
            if more > 0 { format!(" and {more} more") } else { String::new() },
        );
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
    if name.is_empty() || words::is_no_answer(&name) || totals.contains(&plain(&name).as_str()) {
        outcome.passed_over.push(Remark {
            place: plan.sheet.address(row.number, column.index),
            column: format!("row {}", row.number),
            text: all.join(" | "),
        });
        return None;
    }
    Some(name)
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
