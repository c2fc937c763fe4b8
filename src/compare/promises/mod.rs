//! What was promised at the start against what is reported now, from every state of one record.
//!
//! A promise is a value: a target, a floor, an amount, a date, a term. Items go by their names; one that is called
//! differently and says the same is the same. What is settled within the day on which an item was first written down is
//! part of its start, and a value that only reads differently has not moved.

mod alike;
mod item;
mod reader;
mod rewritten;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use alike::{is_slip, plain};
use item::{Item, items};
use rewritten::Rewritten;

use crate::model::calendar::add_months;
use crate::model::{Alliance, FiscalYear, Measure, same_name};
use crate::report::promises::{Promise, PromiseFate, PromiseStep, Seen};

/// A state of a record.
#[derive(Debug)]
pub struct RecordState<'a> {
    /// When it was written down.
    pub seen: Seen,
    /// Its text.
    pub text: &'a str,
}

/// Whether an item is that of a track, by one of the signs.
type IsSame = dyn Fn(&ItemTrack, &Item) -> bool;

/// An item over time.
struct ItemTrack {
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
    stages: &[RecordState],
    now: Option<&Alliance>,
    as_of: NaiveDate,
    year: Option<FiscalYear>,
) -> Vec<Promise> {
    let mut tracks: Vec<ItemTrack> = Vec::new();
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
fn step(tracks: &mut Vec<ItemTrack>, items: Vec<Item>, seen: &Seen, is_start: bool) {
    let mut left: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let mut matched = vec![false; tracks.len()];
    let ways: [&IsSame; 4] = [
        &|track, item| track.gone.is_none() && track.item.key == item.key,
        &|track, item| track.gone.is_none() && is_slip(&track.item.key, &item.key),
        // What comes back under its name was away for a while.
        &|track, item| track.gone.is_some() && track.item.key == item.key,
        &|track, item| track.gone.is_none() && track.item.is_renamed(item),
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
    tracks.extend(left.into_iter().flatten().map(|item| ItemTrack {
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

impl ItemTrack {
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

/// Its values on a line.
fn summary(fields: &BTreeMap<String, String>) -> String {
    let words: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if words.is_empty() { "no figure".to_owned() } else { words.join(", ") }
}
