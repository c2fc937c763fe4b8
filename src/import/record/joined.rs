//! Several rows of one partner, put together: a row a deal, a row a contact.
//!
//! What complements each other becomes one record, and lists gather. Where two rows say different things of what can only
//! be one, the first is kept, the other goes into the notes, and both cells are named.

use crate::model::Yaml;
use std::collections::BTreeMap;

use super::super::cells::one_line;
use super::super::columns::{Reads, Target, fields};
use super::super::sheet::Row;
use super::plan::{RecordColumn, RecordPlan};
use super::row::DraftRecord;

/// Two cells of one partner that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What the alliance is called.
    pub name: String,
    /// The column's name.
    pub column: String,
    /// The place of the cell that is in the record, and what it says.
    pub kept: (String, String),
    /// The same of the cell that is in the notes.
    pub noted: (String, String),
}

/// A cell: its row, and the place of its column.
type CellPlace = (usize, usize);

/// What the rows of one partner say.
pub(super) struct Joined {
    /// What the alliance is called.
    pub(super) name: String,
    /// Together.
    pub(super) node: Yaml,
    /// The rows.
    pub(super) rows: Vec<usize>,
    /// Which cell a field is from; only where there are several rows.
    cells: BTreeMap<String, CellPlace>,
}

/// What one more row says of a field that has a value.
struct Different {
    path: String,
    cell: Option<CellPlace>,
}

impl Joined {
    pub(super) fn new(
        name: String,
        row: usize,
        record: DraftRecord,
        cells: BTreeMap<String, CellPlace>,
    ) -> Self {
        Self { name, node: whole(record), rows: vec![row], cells }
    }

    /// Takes in one more row.
    pub(super) fn join(
        &mut self,
        row: &Row,
        record: DraftRecord,
        cells: BTreeMap<String, CellPlace>,
        plan: &RecordPlan,
        clashes: &mut Vec<Clash>,
    ) {
        self.rows.push(row.number);
        let mut different = Vec::new();
        let (mut node, from) = (std::mem::replace(&mut self.node, Yaml::map()), whole(record));
        self.merge(&mut node, from, "", &cells, &mut different);
        self.node = node;
        let mut named = Vec::new();
        for Different { path, cell } in different {
            let Some((row, index)) = cell.filter(|cell| !named.contains(cell)) else { continue };
            named.push((row, index));
            let Some(column) = plan.columns.iter().find(|column| column.index == index) else { continue };
            let text = said(plan, (row, index));
            self.node.push("notes", Yaml::Text(format!("{}, in another row: {text}", column.name)));
            let kept = nearest(&self.cells, &path)
                .map(|kept| (plan.sheet.address(kept.0, kept.1), said(plan, kept)));
            clashes.push(Clash {
                name: self.name.clone(),
                column: column.name.clone(),
                kept: kept.unwrap_or_default(),
                noted: (plan.sheet.address(row, index), text),
            });
        }
        for (path, cell) in cells {
            self.cells.entry(path).or_insert(cell);
        }
    }

    fn merge(
        &self,
        into: &mut Yaml,
        from: Yaml,
        path: &str,
        cells: &BTreeMap<String, CellPlace>,
        different: &mut Vec<Different>,
    ) {
        if *into == from {
            return;
        }
        if gathers(path) {
            self.gather(into, from, path, cells, different);
            return;
        }
        match (into, from) {
            (Yaml::Map(entries), Yaml::Map(new)) => {
                for (key, value) in new {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    // A notice is one thing, in days or in words.
                    let other = match path.as_str() {
                        "exit.notice" => "notice_days",
                        "exit.notice_days" => "notice",
                        // Both rows stand for it, whichever letters are capitals.
                        "name" => continue,
                        _ => "",
                    };
                    if entries.iter().any(|(known, _)| known == other) {
                        different.push(Different { cell: nearest(cells, &path), path });
                        continue;
                    }
                    match entries.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, into)) => self.merge(into, value, &path, cells, different),
                        None => entries.push((key, value)),
                    }
                }
            }
            _ => different.push(Different { cell: nearest(cells, path), path: path.to_owned() }),
        }
    }

    /// Adds the items of a list, or the one that stands for a list, that are not there yet.
    fn gather(
        &self,
        into: &mut Yaml,
        from: Yaml,
        path: &str,
        cells: &BTreeMap<String, CellPlace>,
        different: &mut Vec<Different>,
    ) {
        let mut all = items(std::mem::replace(into, Yaml::map()));
        for new in items(from) {
            let id = |node: &Yaml| ["name", "date"].iter().find_map(|key| node.get(key).cloned());
            match all.iter_mut().find(|known| **known == new || id(known).is_some() && id(known) == id(&new))
            {
                Some(known) => self.merge(known, new, &format!("{path}[]"), cells, different),
                None => all.push(new),
            }
        }
        *into = if all.len() == 1 { all.remove(0) } else { Yaml::List(all.clone()) };
        // What is a list by its nature stays one.
        if !matches!(into, Yaml::List(_))
            && (path == "metrics" || path == "governance.reviews" || is_texts(path))
        {
            *into = Yaml::List(vec![into.clone()]);
        }
    }
}

/// The record with its metric.
fn whole(record: DraftRecord) -> Yaml {
    let mut node = record.node;
    if record.metric != Yaml::map() {
        node.push("metrics", record.metric);
    }
    node
}

fn items(node: Yaml) -> Vec<Yaml> {
    match node {
        Yaml::List(items) => items,
        one => vec![one],
    }
}

fn is_texts(path: &str) -> bool {
    fields().any(|field| field.path == path && field.reads == Reads::Texts)
}

/// Whether several values of a field stand beside each other.
fn gathers(path: &str) -> bool {
    path == "metrics"
        || path.starts_with("x-")
        || fields().any(|field| {
            field.path == path && matches!(field.reads, Reads::Texts | Reads::People | Reads::Review)
        })
}

/// What stands in a cell.
fn said(plan: &RecordPlan, (row, index): CellPlace) -> String {
    let row = plan.rows().iter().find(|known| known.number == row);
    row.map(|row| one_line(&row.cell(index).to_string())).unwrap_or_default()
}

/// The cell of a field, or of what it lies in or holds.
fn nearest(cells: &BTreeMap<String, CellPlace>, path: &str) -> Option<CellPlace> {
    let path = path.replace("[]", "");
    let above = path.match_indices('.').map(|(end, _)| path.get(..end)).rev();
    let exact = std::iter::once(Some(path.as_str())).chain(above).flatten().find_map(|path| cells.get(path));
    let beside = || {
        let parent = path.rsplit_once('.').map_or(path.as_str(), |(parent, _)| parent);
        cells.iter().find(|(known, _)| known.starts_with(parent)).map(|(_, cell)| cell)
    };
    exact.or_else(beside).copied()
}

/// Every field of a record in the making that is no mapping.
pub(super) fn leaves(record: &DraftRecord) -> BTreeMap<String, Yaml> {
    fn go(node: &Yaml, path: &str, found: &mut BTreeMap<String, Yaml>) {
        match node {
            Yaml::Map(entries) => {
                for (key, value) in entries {
                    go(value, &if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, found);
                }
            }
            other => drop(found.insert(path.to_owned(), other.clone())),
        }
    }
    let mut found = BTreeMap::new();
    go(&record.node, "", &mut found);
    go(&record.metric, "metrics", &mut found);
    found
}

/// Notes which fields a column has brought.
pub(super) fn note(
    cells: &mut BTreeMap<String, CellPlace>,
    before: &BTreeMap<String, Yaml>,
    record: &DraftRecord,
    row: usize,
    column: &RecordColumn,
) {
    // What is kept under a key of the team's own gathers, whichever column it is from.
    let own = |path: &str| path == column.own && !matches!(column.target, Target::Own(_));
    for (path, value) in leaves(record) {
        if before.get(&path) != Some(&value) && !own(&path) {
            cells.insert(path, (row, column.index));
        }
    }
}
