//! What promises in one state of a record.

use std::collections::BTreeMap;

use super::alike::plain;
use super::reader::{AFFILIATE, COMMITMENT, CONTRIBUTION, EXIT, METRIC, Reader, STOP, TERM, TRIGGER};
use super::rewritten::Reported;
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::FiscalYear;

/// Something that promises, in one state.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Which kind of item, and whose: `contribution of us`.
    pub(super) group: String,
    /// Its name; empty where there is one of its kind.
    pub(super) key: String,
    pub(super) place: usize,
    pub(super) fields: BTreeMap<String, String>,
    /// For a metric, the fields that its revisions tell of.
    pub(super) told: Vec<String>,
    /// For a metric, what is reported.
    pub(super) reported: Reported,
}

impl Item {
    /// Its `fields`, and its name at `key`.
    fn read(reader: &Reader, group: &str, node: NodeId, key: &str, fields: &[&str], place: usize) -> Self {
        let mut found = BTreeMap::new();
        for field in fields {
            let Some(value) = reader.field(node, field) else { continue };
            match reader.scalar(value) {
                Some(text) => drop(found.insert((*field).to_owned(), text)),
                // A counterfactual goes by its method.
                None => {
                    let method = reader.text(value, "method");
                    found.extend(method.map(|method| ((*field).to_owned(), method)));
                }
            }
        }
        // A bare sentence is its own name.
        let name = if key.is_empty() { None } else { reader.text(node, key).or_else(|| reader.scalar(node)) };
        Self {
            group: group.to_owned(),
            key: name.unwrap_or_default(),
            place,
            fields: found,
            told: Vec::new(),
            reported: Reported::default(),
        }
    }

    /// What it is called in the report: by its kind, and by `key` where there are several.
    pub(super) fn label(&self, key: &str) -> String {
        if key.is_empty() { self.group.clone() } else { format!("{} \"{key}\"", self.group) }
    }

    /// Whether another item says under another name what this one said: most of its values, and one of its figures.
    pub(super) fn is_renamed(&self, now: &Self) -> bool {
        let figures = ["target", "floor", "amount", "at_least", "below", "above", "due"];
        let same = |name: &str| {
            let values = self.fields.get(name).zip(now.fields.get(name));
            values.is_some_and(|(before, now)| plain(before) == plain(now))
        };
        let shared = self.fields.keys().filter(|name| same(name)).count();
        let most = self.fields.len().max(now.fields.len());
        figures.iter().any(|name| same(name)) && shared * 2 >= most
            || self.place == now.place && most > 0 && shared == most
    }
}

/// Everything that promises in a text; `None` where it is no record.
pub(super) fn items(text: &str, year: Option<FiscalYear>) -> Option<Vec<Item>> {
    let tree = Tree::parse(text.to_owned(), &mut Vec::new()).ok()?;
    let reader = Reader::new(&tree);
    let root = tree.root();
    matches!(tree.value(root), Value::Mapping(_)).then_some(())?;
    let mut found = Vec::new();
    for (place, metric) in reader.list(root, "metrics").into_iter().enumerate() {
        let mut item = Item::read(&reader, "metric", metric, "name", &METRIC, place);
        for revision in reader.list(metric, "revisions") {
            item.told.extend(reader.text(revision, "field"));
        }
        if let Some(sides) = reader.field(metric, "tracked_by") {
            for (side, value) in reader.entries(sides) {
                item.fields.extend(reader.scalar(value).map(|text| (format!("tracked by {side}"), text)));
            }
        }
        item.reported = Reported::read(&reader, root, metric, year);
        found.push(item);
    }
    if let Some(sides) = reader.field(root, "contributions") {
        for (side, list) in reader.entries(sides) {
            for (place, contribution) in reader.many(list).into_iter().enumerate() {
                let group = format!("contribution of {side}");
                found.push(Item::read(&reader, &group, contribution, "what", &CONTRIBUTION, place));
            }
        }
    }
    for (place, commitment) in reader.list(root, "commitments").into_iter().enumerate() {
        found.push(Item::read(&reader, "commitment", commitment, "what", &COMMITMENT, place));
    }
    let singles: [(&str, &str, &[&str]); 4] = [
        ("exit", "exit terms", &EXIT),
        ("term", "term", &TERM),
        ("stop", "stop line", &STOP),
        ("affiliate", "commission terms", &AFFILIATE),
    ];
    for (key, group, fields) in singles {
        if let Some(node) = reader.field(root, key) {
            let item = Item::read(&reader, group, node, "", fields, 0);
            found.extend((!item.fields.is_empty()).then_some(item));
        }
    }
    if let Some(exit) = reader.field(root, "exit") {
        for (place, trigger) in reader.list(exit, "triggers").into_iter().enumerate() {
            let key = if reader.field(trigger, "metric").is_some() { "metric" } else { "event" };
            found.push(Item::read(&reader, "exit trigger", trigger, key, &TRIGGER, place));
        }
    }
    Some(found)
}
