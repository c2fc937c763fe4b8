//! What was promised at the start against what is reported now, from every state of one record.
//!
//! A promise is a value: a target, a floor, an amount, a date, a term. Items go by their names; one that is called
//! differently and says the same is the same. What is settled within the day on which an item was first written down is
//! part of its start, and a value that only reads differently has not moved.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::rewritten::{Reported, Rewritten};
use crate::load::tree::{NodeId, Tree, Value};
use crate::model::calendar::add_months;
use crate::model::{Alliance, FiscalYear, Measure, comparable, exact_decimal, same_name};
use crate::report::promises::{Promise, PromiseFate, PromiseStep, Seen};
use crate::text::nearest;

/// What a metric promises.
const METRIC: [&str; 12] = [
    "target",
    "floor",
    "unit",
    "scope",
    "headline",
    "every",
    "measure",
    "due",
    "better",
    "projected",
    "worth",
    "counterfactual",
];
/// What a contribution promises.
const CONTRIBUTION: [&str; 6] = ["amount", "unit", "at_least", "from", "until", "kind"];
/// What is promised of the end.
const EXIT: [&str; 4] = ["notice_days", "notice", "who", "terms"];
const TRIGGER: [&str; 4] = ["below", "above", "for", "then"];
const TERM: [&str; 4] = ["ends", "renews", "renewal_months", "renewal_notice_days"];
const STOP: [&str; 3] = ["by", "unless", "hours"];
const COMMITMENT: [&str; 2] = ["by", "due"];
const AFFILIATE: [&str; 3] = ["commission", "tracking", "network"];
/// How alike two wordings are that differ by a typing mistake, from 0 to 1.
const SLIP: f64 = 0.85;

/// A state of a record.
#[derive(Debug)]
pub struct Stage<'a> {
    /// When it was written down.
    pub seen: Seen,
    /// Its text.
    pub text: &'a str,
}

/// Whether an item is that of a track, by one of the signs.
type IsSame = dyn Fn(&Track, &Item) -> bool;

/// Something that promises, in one state.
#[derive(Debug, Clone)]
struct Item {
    /// Which kind of item, and whose: `contribution of us`.
    group: String,
    /// Its name; empty where there is one of its kind.
    key: String,
    place: usize,
    fields: BTreeMap<String, String>,
    /// For a metric, the fields that its revisions tell of.
    told: Vec<String>,
    /// For a metric, what is reported.
    reported: Reported,
}

/// An item over time.
struct Track {
    item: Item,
    start: BTreeMap<String, String>,
    first_key: String,
    begun: Seen,
    original: bool,
    gone: Option<Seen>,
    steps: BTreeMap<String, Vec<PromiseStep>>,
    rewritten: Rewritten,
}

/// What became of each promise. `now` is the record as it is; a state that cannot be read is passed over.
pub fn promises(
    stages: &[Stage],
    now: Option<&Alliance>,
    as_of: NaiveDate,
    year: Option<FiscalYear>,
) -> Vec<Promise> {
    let mut tracks: Vec<Track> = Vec::new();
    let mut begun: Option<NaiveDate> = None;
    for stage in stages {
        let Some(items) = items(stage.text, year) else { continue };
        let first = *begun.get_or_insert(stage.seen.day);
        step(&mut tracks, items, &stage.seen, first == stage.seen.day);
    }
    let mut found: Vec<Promise> = tracks.iter().flat_map(|track| track.told(now, as_of)).collect();
    found.sort_by_key(|promise| promise.fate);
    found
}

/// Lays a later state over what is known.
fn step(tracks: &mut Vec<Track>, items: Vec<Item>, seen: &Seen, is_start: bool) {
    let mut left: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let mut matched = vec![false; tracks.len()];
    let ways: [&IsSame; 4] = [
        &|track, item| track.gone.is_none() && track.item.key == item.key,
        &|track, item| track.gone.is_none() && is_slip(&track.item.key, &item.key),
        // What comes back under its name was away for a while.
        &|track, item| track.gone.is_some() && track.item.key == item.key,
        &|track, item| track.gone.is_none() && is_renamed(&track.item, item),
    ];
    for is_same in ways {
        for (track, matched) in tracks.iter_mut().zip(&mut matched).filter(|(_, matched)| !**matched) {
            let same = left.iter_mut().find(|item| {
                item.as_ref().is_some_and(|item| item.group == track.item.group && is_same(track, item))
            });
            if let Some(item) = same.and_then(Option::take) {
                *matched = true;
                track.gone = None;
                track.follow(item, seen);
            }
        }
    }
    for (track, _) in
        tracks.iter_mut().zip(matched).filter(|(track, matched)| !matched && track.gone.is_none())
    {
        track.gone = Some(seen.clone());
    }
    // On the first day an item may still be taken out again.
    tracks.retain(|track| track.gone.is_none() || track.begun.day != seen.day);
    tracks.extend(left.into_iter().flatten().map(|item| Track {
        start: item.fields.clone(),
        first_key: item.key.clone(),
        begun: seen.clone(),
        original: is_start,
        gone: None,
        steps: BTreeMap::new(),
        rewritten: Rewritten::default(),
        item,
    }));
}

impl Track {
    fn follow(&mut self, mut item: Item, seen: &Seen) {
        let settles = self.begun.day == seen.day;
        if self.item.key != item.key {
            if settles || is_slip(&self.item.key, &item.key) {
                if settles {
                    self.first_key.clone_from(&item.key);
                }
            } else {
                self.note("name", Some(item.key.clone()), seen, false);
            }
        }
        let names: Vec<String> = self.item.fields.keys().chain(item.fields.keys()).cloned().collect();
        for name in names {
            let (before, now) = (self.item.fields.get(&name), item.fields.get(&name).cloned());
            if before.map(String::as_str) == now.as_deref() {
                continue;
            }
            if let (Some(before), Some(now)) = (before, &now)
                && (plain(before) == plain(now) || is_slip(&plain(before), &plain(now)))
            {
                // It keeps its first wording, so that many small slips do not add up to another promise.
                item.fields.insert(name.clone(), before.clone());
                continue;
            }
            if settles {
                match now {
                    Some(now) => drop(self.start.insert(name, now)),
                    None => drop(self.start.remove(&name)),
                }
            } else {
                let told = item.told.iter().filter(|field| **field == name).count()
                    > self.item.told.iter().filter(|field| **field == name).count();
                self.note(&name, now, seen, told);
            }
        }
        self.rewritten.follow(&self.item.reported, &item.reported, seen);
        self.item = item;
    }

    fn note(&mut self, field: &str, to: Option<String>, seen: &Seen, told: bool) {
        let steps = self.steps.entry(field.to_owned()).or_default();
        // Each field is seen once for each state.
        if steps.last().is_none_or(|last| last.seen != *seen) {
            steps.push(PromiseStep { seen: seen.clone(), to, told });
        }
    }

    fn told(&self, now: Option<&Alliance>, as_of: NaiveDate) -> Vec<Promise> {
        let what = self.item.label(&self.first_key);
        let promise = |field: Option<&str>, fate, then: Option<String>, now: Option<String>, steps| Promise {
            what: what.clone(),
            field: field.map(str::to_owned),
            fate,
            then,
            now,
            steps,
        };
        let at = |seen: &Seen, to| vec![PromiseStep { seen: seen.clone(), to, told: false }];
        match (&self.gone, self.original) {
            (Some(gone), true) => {
                return vec![promise(
                    None,
                    PromiseFate::Dropped,
                    Some(summary(&self.start)),
                    None,
                    at(gone, None),
                )];
            }
            // It came and went.
            (Some(_), false) => return Vec::new(),
            (None, false) => {
                let now = summary(&self.item.fields);
                return vec![promise(
                    None,
                    PromiseFate::Added,
                    None,
                    Some(now.clone()),
                    at(&self.begun, Some(now)),
                )];
            }
            (None, true) => {}
        }
        let mut found = Vec::new();
        for (field, steps) in &self.steps {
            let (then, now) = match field.as_str() {
                "name" => (Some(self.first_key.clone()), Some(self.item.key.clone())),
                field => (self.start.get(field).cloned(), self.item.fields.get(field).cloned()),
            };
            let fate = match (&then, &now) {
                (Some(then), Some(now)) if plain(then) == plain(now) => continue,
                (None, None) => continue,
                (Some(_), Some(_)) => PromiseFate::Moved,
                (Some(_), None) => PromiseFate::Dropped,
                (None, Some(_)) => PromiseFate::Added,
            };
            found.push(promise(Some(field), fate, then, now, steps.clone()));
        }
        if let Some(last) = self.silent_since(now, as_of) {
            let last = last.map(|day| format!("last result for the period to {day}"));
            let now = last.unwrap_or_else(|| "no result at all".to_owned());
            found.push(promise(None, PromiseFate::Silent, Some(summary(&self.start)), Some(now), Vec::new()));
        }
        if found.is_empty() {
            let same = Some(summary(&self.start));
            found.push(promise(None, PromiseFate::Kept, same.clone(), same, Vec::new()));
        }
        for (figure, then, now, steps) in self.rewritten.told(&self.item.reported) {
            found.push(promise(Some(&figure), PromiseFate::Rewritten, Some(then), now, steps));
        }
        found
    }

    /// For a metric that two of its periods have passed without: the end of its last one, if any.
    fn silent_since(&self, now: Option<&Alliance>, as_of: NaiveDate) -> Option<Option<NaiveDate>> {
        let now = now.filter(|_| self.item.group == "metric")?;
        if matches!(now.stage(), crate::model::Stage::Ended | crate::model::Stage::Proposed) {
            return None;
        }
        let metric = now.metrics.items().find(|metric| same_name(metric.label(), &self.item.key))?;
        if metric.measure.copied() == Some(Measure::Milestone) {
            return None;
        }
        let ends = metric.results.items().filter(|result| result.total.is_set());
        let last =
            ends.filter_map(|result| Some(result.period.get()?.end())).filter(|end| *end <= as_of).max();
        let months = metric.every.copied().map_or(3, crate::model::Every::months);
        let from = last.or_else(|| now.started.copied().map(|day| day.0)).unwrap_or(self.begun.day);
        (add_months(from, months.saturating_mul(2)) < as_of).then_some(last)
    }
}

impl Item {
    fn label(&self, key: &str) -> String {
        if key.is_empty() { self.group.clone() } else { format!("{} \"{key}\"", self.group) }
    }
}

/// Its values on a line.
fn summary(fields: &BTreeMap<String, String>) -> String {
    let words: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if words.is_empty() { "no figure".to_owned() } else { words.join(", ") }
}

/// Whether two wordings differ only by a typing mistake: the same figures, and nearly the same letters.
fn is_slip(one: &str, other: &str) -> bool {
    let figures = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
    letters(one) > 3
        && one.len() < 400
        && other.len() < 400
        && figures(one) == figures(other)
        && strsim::normalized_damerau_levenshtein(&comparable(one), &comparable(other)) >= SLIP
}

/// Whether an item says what another one said under another name: most of its values, and one of its figures.
fn is_renamed(before: &Item, now: &Item) -> bool {
    let figures = ["target", "floor", "amount", "at_least", "below", "above", "due"];
    let same = |name: &str| {
        let values = before.fields.get(name).zip(now.fields.get(name));
        values.is_some_and(|(before, now)| plain(before) == plain(now))
    };
    let shared = before.fields.keys().filter(|name| same(name)).count();
    let most = before.fields.len().max(now.fields.len());
    figures.iter().any(|name| same(name)) && shared * 2 >= most
        || before.place == now.place && most > 0 && shared == most
}

/// A value as it is compared: figures without separators, words without capitals.
pub(super) fn plain(value: &str) -> String {
    let value = comparable(value.trim().trim_end_matches('.'));
    let bare: String =
        value.chars().filter(|letter| !matches!(letter, ',' | '_' | '\'' | ' ' | '\u{a0}')).collect();
    let (digits, factor) = match bare.chars().last() {
        Some('k') => (&bare[..bare.len() - 1], Decimal::ONE_THOUSAND),
        Some('m') => (&bare[..bare.len() - 1], Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND),
        _ => (bare.as_str(), Decimal::ONE),
    };
    let is_figure = digits.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    match exact_decimal(digits).and_then(|number| number.checked_mul(factor)) {
        Some(number) if is_figure => number.normalize().to_string(),
        _ => value,
    }
}

/// Everything that promises in a text; `None` where it is no record.
fn items(text: &str, year: Option<FiscalYear>) -> Option<Vec<Item>> {
    let tree = Tree::parse(text.to_owned(), &mut Vec::new()).ok()?;
    let reader = Reader { tree: &tree };
    let root = tree.root();
    matches!(tree.value(root), Value::Mapping(_)).then_some(())?;
    let mut found = Vec::new();
    for (place, metric) in reader.list(root, "metrics").into_iter().enumerate() {
        let mut item = reader.item("metric", metric, "name", &METRIC, place);
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
                found.push(reader.item(&group, contribution, "what", &CONTRIBUTION, place));
            }
        }
    }
    for (place, commitment) in reader.list(root, "commitments").into_iter().enumerate() {
        found.push(reader.item("commitment", commitment, "what", &COMMITMENT, place));
    }
    let singles: [(&str, &str, &[&str]); 4] = [
        ("exit", "exit terms", &EXIT),
        ("term", "term", &TERM),
        ("stop", "stop line", &STOP),
        ("affiliate", "commission terms", &AFFILIATE),
    ];
    for (key, group, fields) in singles {
        if let Some(node) = reader.field(root, key) {
            let item = reader.item(group, node, "", fields, 0);
            found.extend((!item.fields.is_empty()).then_some(item));
        }
    }
    if let Some(exit) = reader.field(root, "exit") {
        for (place, trigger) in reader.list(exit, "triggers").into_iter().enumerate() {
            let key = if reader.field(trigger, "metric").is_some() { "metric" } else { "event" };
            found.push(reader.item("exit trigger", trigger, key, &TRIGGER, place));
        }
    }
    Some(found)
}

/// Reads values of a tree.
pub(super) struct Reader<'t> {
    tree: &'t Tree,
}

impl Reader<'_> {
    /// A field, also under a key with a typing mistake in it.
    pub(super) fn field(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let exact = self.tree.entry(node, key).map(|(_, value)| value);
        exact.or_else(|| {
            let entries = self.entries(node);
            let near = nearest(key, entries.iter().map(|(name, _)| name.as_str()))?;
            // Another field of its own is no typing mistake.
            let known =
                METRIC.iter().chain(&CONTRIBUTION).chain(&EXIT).chain(&TRIGGER).chain(&TERM).chain(&STOP);
            let others = ["name", "what", "metrics", "exit", "term", "event", "metric", "agreed", "price"];
            if known.chain(&COMMITMENT).chain(&others).any(|other| *other == near) {
                return None;
            }
            entries.iter().find(|(name, _)| name == near).map(|(_, value)| *value)
        })
    }

    fn entries(&self, node: NodeId) -> Vec<(String, NodeId)> {
        let Value::Mapping(pairs) = self.tree.value(node) else { return Vec::new() };
        let pairs = pairs.chunks_exact(2).filter_map(|pair| Some((self.scalar(pair[0])?, pair[1])));
        pairs.collect()
    }

    pub(super) fn list(&self, node: NodeId, key: &str) -> Vec<NodeId> {
        self.field(node, key).map(|list| self.many(list)).unwrap_or_default()
    }

    /// The items of a list, or the one that stands for it.
    fn many(&self, node: NodeId) -> Vec<NodeId> {
        match self.tree.value(node) {
            Value::Sequence(items) => items.to_vec(),
            value if value.is_null() => Vec::new(),
            _ => vec![node],
        }
    }

    fn scalar(&self, node: NodeId) -> Option<String> {
        match self.tree.value(node) {
            value if value.is_null() => None,
            Value::Scalar { text, .. } => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        }
    }

    pub(super) fn text(&self, node: NodeId, key: &str) -> Option<String> {
        self.scalar(self.field(node, key)?)
    }

    fn item(&self, group: &str, node: NodeId, key: &str, fields: &[&str], place: usize) -> Item {
        let mut found = BTreeMap::new();
        for field in fields {
            let Some(value) = self.field(node, field) else { continue };
            match self.scalar(value) {
                Some(text) => drop(found.insert((*field).to_owned(), text)),
                // A counterfactual goes by its method.
                None => {
                    let method = self.text(value, "method");
                    found.extend(method.map(|method| ((*field).to_owned(), method)));
                }
            }
        }
        // A bare sentence is its own name.
        let name = if key.is_empty() { None } else { self.text(node, key).or_else(|| self.scalar(node)) };
        Item {
            group: group.to_owned(),
            key: name.unwrap_or_default(),
            place,
            fields: found,
            told: Vec::new(),
            reported: Reported::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_read_differently_may_be_the_same() {
        for same in ["500000", "500,000", "500 000", "500k", "0.5m", "500000.00"] {
            assert_eq!(plain(same), "500000", "{same}");
        }
        assert_ne!(plain("500"), plain("50"));
        assert_eq!(plain("Next  Quarter."), plain("next quarter"));
        assert_eq!(plain("k"), "k");
        assert_eq!(plain("müm"), "müm");
    }

    #[test]
    fn a_slip_changes_letters_and_never_figures() {
        assert!(is_slip("Qualified referals", "Qualified referrals"));
        assert!(!is_slip("Qualified referrals", "Referrals"));
        assert!(!is_slip("20 leads a quarter", "10 leads a quarter"));
        assert!(!is_slip("EUR", "USD"));
    }
}
