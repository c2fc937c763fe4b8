//! Which sheet is read, where its headings are, and what each column is read as.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};

use super::super::MAX_PARTNERS;
use super::super::cells::{Decimals, decimals};
use super::super::columns::{Reads, Sure, Target, guess, own_key, plain};
use super::super::dates::{self, Order, Time, spoken};
use super::super::header::{self, Header};
use super::super::mapping::Mapping;
use super::super::sheet::{Cell, Row, Sheet, letters};
use crate::model::comparable;
use crate::text::{listed, nearest};

/// A column and what it is read as.
#[derive(Debug, Clone)]
pub struct RecordColumn {
    /// Its place, from 0.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// What it is read as.
    pub target: Target,
    /// The key under which a cell is kept that is not understood, or that says more than its field can hold.
    pub own: String,
    /// Up to three different values.
    pub samples: Vec<String>,
    pub(super) decimals: Decimals,
    pub(super) order: Option<Order>,
}

/// A sheet and how it is going to be read.
#[derive(Debug)]
pub struct RecordPlan<'s> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// Where its headings are.
    pub header: Header,
    /// Its columns.
    pub columns: Vec<RecordColumn>,
    /// The columns of dates that say nothing themselves, and what was followed instead.
    pub followed: Option<Followed>,
}

/// The order of day and month that one column shows and others follow.
#[derive(Debug)]
pub struct Followed {
    /// The order.
    pub order: Order,
    /// The cell that shows it, with its column and what stands in it.
    pub shown: String,
    /// The columns that follow it.
    pub columns: Vec<String>,
}

/// Chooses the sheet of a workbook that looks most like a list of partners, or the one that was named.
///
/// # Errors
/// When there is none.
pub fn choose<'s>(
    sheets: &'s [Sheet],
    wanted: Option<&str>,
    known: &dyn Fn(&str, &str) -> u32,
    what: &str,
) -> Result<(&'s Sheet, Header)> {
    let names: Vec<String> = sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
    if let Some(wanted) = wanted {
        let sheet = sheets.iter().find(|sheet| comparable(&sheet.name) == comparable(wanted));
        let sheet =
            sheet.ok_or_else(|| anyhow!("there is no sheet `{wanted}`; there is {}", listed(&names)))?;
        let header = header::find(sheet, known).ok_or_else(|| no_headings(what))?;
        return Ok((sheet, header));
    }
    let mut best: Option<(u32, &Sheet, Header)> = None;
    for sheet in sheets {
        let Some(header) = header::find(sheet, known) else { continue };
        let score = header.columns.iter().map(|heading| known(&heading.group, &heading.own)).sum();
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, sheet, header));
        }
    }
    best.map(|(_, sheet, header)| (sheet, header)).ok_or_else(|| no_headings(what))
}

fn no_headings(what: &str) -> anyhow::Error {
    anyhow!("no row of headings was found; the sheet needs a row above its data with names such as {what}")
}

impl<'s> RecordPlan<'s> {
    /// Says how each column is going to be read: as corrected now, as `import.yaml` has it, or as its name says.
    ///
    /// # Errors
    /// When a correction names no column, no column holds the names, there are too many rows, or dates stay open.
    pub fn new(
        sheets: &'s [Sheet],
        wanted: Option<&str>,
        mapping: &Mapping,
        corrections: &[(String, String)],
        order: Option<Order>,
    ) -> Result<Self> {
        // A column that was mapped counts as a heading, whatever its name.
        let mapped =
            |own: &str| mapping.records.iter().chain(corrections).any(|(name, _)| plain(name) == plain(own));
        let known = |group: &str, own: &str| {
            header::of_partners(group, own).max(if !own.is_empty() && mapped(own) { 2 } else { 0 })
        };
        let (sheet, header) = choose(sheets, wanted, &known, "Partner, Type, Owner and Renewal date")?;
        let rows = sheet.rows.get(header.data..).unwrap_or_default();
        if rows.len() > MAX_PARTNERS || sheet.cut_off {
            bail!(
                "the sheet has {}{} rows under its headings; `import records` takes up to {MAX_PARTNERS} partners, a row each",
                if sheet.cut_off { "more than " } else { "" },
                rows.len()
            );
        }
        if rows.is_empty() {
            bail!("there is no row under the headings in row {}", header.row);
        }
        let mut plan = Self { sheet, columns: Vec::new(), header, followed: None };
        plan.assign(mapping, corrections)?;
        plan.find_names()?;
        plan.settle(order.or(mapping.dates))?;
        Ok(plan)
    }

    pub(super) fn rows(&self) -> &'s [Row] {
        self.sheet.rows.get(self.header.data..).unwrap_or_default()
    }

    fn assign(&mut self, mapping: &Mapping, corrections: &[(String, String)]) -> Result<()> {
        let rows = self.rows();
        let width = self.header.columns.len().max(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        // A column that is called by a key of the team's own has it before any other.
        let is_own = |heading: &str| heading.starts_with("x-") && own_key(heading) == heading;
        let mut own_keys: BTreeSet<String> = self
            .header
            .columns
            .iter()
            .map(|heading| heading.own.clone())
            .filter(|heading| is_own(heading))
            .collect();
        let mut guesses = Vec::new();
        for index in 0..width {
            let heading = self.header.columns.get(index).cloned().unwrap_or_default();
            if rows.iter().all(|row| row.cell(index).is_empty()) && heading.own.is_empty() {
                continue;
            }
            let name = if heading.name.is_empty() {
                format!("RecordColumn {}", letters(index))
            } else {
                heading.name.clone()
            };
            let base = own_key(if heading.own.is_empty() { &name } else { &heading.own });
            let mut own = base.clone();
            let mut copy = 2;
            while !(own_keys.insert(own.clone()) || is_own(&heading.own) && name == own) {
                own = format!("{base}-{copy}");
                copy += 1;
            }
            let mut samples: Vec<String> = Vec::new();
            for row in rows {
                let text = row.cell(index).to_string();
                if !text.is_empty() && samples.len() < 3 && !samples.contains(&text) {
                    samples.push(text);
                }
            }
            let texts: Vec<String> = rows.iter().map(|row| row.cell(index).to_string()).collect();
            let texts = || texts.iter().map(String::as_str).filter(|text| !text.is_empty());
            let column = RecordColumn {
                index,
                name,
                target: Target::Own(own.clone()),
                own,
                samples,
                decimals: decimals(texts()),
                order: dates::order(texts()),
            };
            guesses.push(guess(&heading.group, &heading.own));
            self.columns.push(column);
        }
        let mut taken: BTreeSet<&'static str> = BTreeSet::new();
        let mut settled: Vec<bool> = vec![false; self.columns.len()];
        for (name, word) in corrections {
            let at = self.column(name)?;
            let target = Target::parse(word).map_err(|error| anyhow!("--map '{name}={word}': {error}"))?;
            self.take(at, target, &mut taken, &mut settled).map_err(|path| {
                anyhow!("two columns are mapped to `{path}`; map one of them to an `x-…` key")
            })?;
        }
        for (name, word) in &mapping.records {
            let at = self.columns.iter().position(|column| column.name == *name);
            let (Some(at), Ok(target)) =
                (at.filter(|at| !settled.get(*at).copied().unwrap_or(true)), Target::parse(word))
            else {
                continue;
            };
            // What a correction took now is no longer what the file says.
            let _ = self.take(at, target, &mut taken, &mut settled);
        }
        for sure in [Sure::Whole, Sure::Part] {
            for at in 0..self.columns.len() {
                if settled.get(at).copied().unwrap_or(true) {
                    continue;
                }
                let Some((field, of)) = guesses.get(at).copied().flatten().filter(|(_, of)| *of == sure)
                else {
                    continue;
                };
                let target = Target::Field(field.path, field.reads);
                let refused = self.take(at, target, &mut taken, &mut settled).is_err();
                // A second name is that of the company.
                if refused && field.path == "name" && of == Sure::Whole {
                    let _ = self.take(at, Target::Field("partner", Reads::Text), &mut taken, &mut settled);
                }
            }
        }
        Ok(())
    }

    /// The column of a name, however it is written.
    fn column(&self, name: &str) -> Result<usize> {
        let wanted = plain(name);
        let found = self
            .columns
            .iter()
            .position(|column| column.name == name)
            .or_else(|| self.columns.iter().position(|column| plain(&column.name) == wanted));
        found.ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
            match nearest(name, names.iter().copied()) {
                Some(near) => anyhow!("there is no column `{name}`; did you mean `{near}`?"),
                None => anyhow!("there is no column `{name}`; there is {}", listed(&names)),
            }
        })
    }

    /// Reads a column as something, unless that is taken: the taken path is handed back.
    fn take(
        &mut self,
        at: usize,
        target: Target,
        taken: &mut BTreeSet<&'static str>,
        settled: &mut [bool],
    ) -> Result<(), &'static str> {
        if let Target::Field(path, reads) = &target
            && !taken.insert(path)
            && *reads != Reads::Texts
        {
            return Err(path);
        }
        if let (Some(column), Some(settled)) = (self.columns.get_mut(at), settled.get_mut(at)) {
            column.target = target;
            *settled = true;
        }
        Ok(())
    }

    /// Finds the column of the names by what stands in it, where no heading says which it is.
    fn find_names(&mut self) -> Result<()> {
        let is_name = |column: &RecordColumn| matches!(column.target, Target::Field("name", _));
        if self.columns.iter().any(is_name) {
            return Ok(());
        }
        // A sheet may have the company only.
        if let Some(column) =
            self.columns.iter_mut().find(|column| matches!(column.target, Target::Field("partner", _)))
        {
            column.target = Target::Field("name", Reads::Name);
            return Ok(());
        }
        let rows = self.rows();
        let names = |column: &RecordColumn| {
            let texts: Vec<String> = rows
                .iter()
                .filter_map(|row| match row.cell(column.index) {
                    Cell::Text(text) if text.contains(char::is_alphabetic) => Some(text.to_lowercase()),
                    _ => None,
                })
                .collect();
            let different: BTreeSet<&String> = texts.iter().collect();
            texts.len() * 10 >= rows.len() * 8 && different.len() == texts.len()
        };
        let found =
            self.columns.iter().position(|column| matches!(column.target, Target::Own(_)) && names(column));
        match found.and_then(|at| self.columns.get_mut(at)) {
            Some(column) => {
                column.target = Target::Field("name", Reads::Name);
                Ok(())
            }
            None => bail!("no column holds the names of the partners; say which does: --map 'COLUMN=name'"),
        }
    }

    /// Settles the order of day and month in every column of dates: as the column shows, as was said, or as the other
    /// columns of the sheet show, where they agree.
    fn settle(&mut self, said: Option<Order>) -> Result<()> {
        let rows = self.rows();
        let elsewhere = self.order_elsewhere();
        let mut open: Vec<String> = Vec::new();
        let mut followed: Vec<String> = Vec::new();
        for column in &mut self.columns {
            let dated =
                matches!(column.target, Target::Field(_, Reads::FirstDay | Reads::LastDay | Reads::Review));
            if !dated || column.order.is_some() {
                continue;
            }
            column.order = said.or(elsewhere.as_ref().map(|(order, _)| *order));
            let either = rows.iter().find_map(|row| match row.cell(column.index) {
                Cell::Text(text) => match dates::read(text)?.time {
                    Time::Either(one, other) => Some((row.number, text.clone(), one, other)),
                    _ => None,
                },
                _ => None,
            });
            let Some((row, text, one, other)) = either else { continue };
            if column.order.is_none() {
                open.push(format!(
                    "{} {}: {text} can be {} or {}",
                    self.sheet.address(row, column.index),
                    column.name,
                    spoken(one),
                    spoken(other)
                ));
            } else if said.is_none() {
                followed.push(column.name.clone());
            }
        }
        if let (Some((order, shown)), false) = (elsewhere, followed.is_empty()) {
            self.followed = Some(Followed { order, shown, columns: followed });
        }
        if open.is_empty() {
            return Ok(());
        }
        bail!(
            "nothing in the sheet says whether the day or the month comes first: {}; add `--dates dmy` if the day comes first, `--dates mdy` if the month does",
            open.join("; ")
        )
    }

    /// The order that columns of dates show, with the first cell that shows it; none where they contradict each other.
    fn order_elsewhere(&self) -> Option<(Order, String)> {
        let mut found: Option<(Order, String)> = None;
        for column in &self.columns {
            let Some(order) = column.order else { continue };
            let shows = |row: &&Row| dates::order([row.cell(column.index).to_string().as_str()]).is_some();
            let row = self.rows().iter().find(shows)?;
            match &found {
                Some((known, _)) if *known != order => return None,
                Some(_) => {}
                None => {
                    let place = self.sheet.address(row.number, column.index);
                    found = Some((order, format!("{place} {}: {}", column.name, row.cell(column.index))));
                }
            }
        }
        found
    }
}
