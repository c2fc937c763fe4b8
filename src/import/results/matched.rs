//! Which record and metric each figure belongs to, and what is new.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::super::append::{NewResult, Replacement};
use super::super::record::{as_name, known_names};
use super::figure::SheetFigure;
use crate::model::{Alliance, Every, Field, Metric, MetricResult, Money, Period, same_name};

/// A record that results may belong to.
#[derive(Debug)]
pub struct Known {
    /// What the alliance is called.
    pub name: String,
    /// Every name it is known by.
    names: Vec<String>,
    metrics: Vec<Option<Metric>>,
}

impl Known {
    /// Of a record and the name of its file.
    pub fn of(record: &Alliance, stem: &str) -> Self {
        let metric = |field: &Field<Metric>| field.get().cloned();
        Self {
            name: record.name.text().unwrap_or(stem).to_owned(),
            names: known_names(record, stem),
            metrics: record.metrics.fields().iter().map(metric).collect(),
        }
    }

    /// The name of a metric, by its place.
    pub fn metric(&self, place: usize) -> Option<&str> {
        self.metrics.get(place)?.as_ref()?.name.text()
    }

    /// The names of its metrics.
    pub fn metrics(&self) -> impl Iterator<Item = &str> {
        self.metrics.iter().flatten().filter_map(|metric| metric.name.text())
    }
}

/// A result that the record has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultConflict {
    /// The cell.
    pub place: String,
    /// The alliance.
    pub alliance: String,
    /// The metric.
    pub metric: String,
    /// The period of the sheet.
    pub period: Period,
    /// What the record has.
    pub record: String,
    /// What the sheet has.
    pub sheet: String,
}

/// A metric that records do not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// How many figures there are.
    pub figures: usize,
    /// The alliances, with their own metrics.
    pub alliances: BTreeMap<String, Vec<String>>,
}

/// What is to be done with the figures of a sheet.
#[derive(Debug, Default)]
pub struct Matched {
    /// For each record, by its place, and each metric of it: what to put in the place of a result, where that is wanted.
    pub replace: BTreeMap<usize, BTreeMap<usize, Vec<Replacement>>>,
    /// For each record, by its place, and each metric of it: what to add.
    pub add: BTreeMap<usize, BTreeMap<usize, Vec<NewResult>>>,
    /// How many figures are on record already.
    pub same: usize,
    /// What the record has otherwise.
    pub differences: Vec<ResultConflict>,
    /// Names of the sheet that were read as another: `Northgate` as `Northgate Integrators`.
    pub read_as: BTreeMap<String, String>,
    /// Partners without a record, with the number of their figures.
    pub no_record: BTreeMap<String, usize>,
    /// Partners that may be one of several.
    pub several: BTreeMap<String, Vec<String>>,
    /// Metrics that are not on record, by what the sheet calls them.
    pub no_metric: BTreeMap<String, Missing>,
    /// Figures that cannot be used, with the reason.
    pub refused: Vec<(String, String)>,
}

/// Finds the record and metric of each figure, and what is new.
pub fn matched(figures: &[SheetFigure], records: &[&Known]) -> Matched {
    let mut matched = Matched::default();
    let mut merged: BTreeMap<(usize, usize, String), (NewResult, String)> = BTreeMap::new();
    let mut order: Vec<(usize, usize, String)> = Vec::new();
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    for figure in figures {
        let at = match known.get(figure.partner.as_str()) {
            Some(at) => *at,
            None => {
                let at = matched.record_of(&figure.partner, records);
                known.insert(&figure.partner, at);
                at
            }
        };
        let Some(at) = at else {
            *matched.no_record.entry(figure.partner.clone()).or_default() += 1;
            continue;
        };
        let Some(record) = records.get(at) else { continue };
        let metrics = record.metrics_of(figure);
        if metrics.is_empty() {
            let called =
                if figure.called.is_empty() { "the only metric".to_owned() } else { figure.called.clone() };
            let missing = matched.no_metric.entry(called).or_default();
            missing.figures += 1;
            missing
                .alliances
                .entry(record.name.clone())
                .or_insert_with(|| record.metrics().map(str::to_owned).collect());
            continue;
        }
        for (place, metric) in metrics {
            let unit = metric.unit.text().unwrap_or_default();
            let in_money = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
            if let Some(currency) =
                figure.currency.as_deref().filter(|currency| !unit.is_empty() && *currency != unit)
            {
                let why = if in_money {
                    format!("it is in {currency}, but the metric is in {unit}")
                } else {
                    format!("it is money, but the metric counts {unit}")
                };
                matched.refused.push((figure.place.clone(), why));
                continue;
            }
            let longest = metric.every.copied().map_or(12, Every::months);
            if figure.entry.period.months() > longest {
                matched.refused.push((
                    figure.place.clone(),
                    format!(
                        "{} is longer than the period that \"{}\" is measured by",
                        figure.entry.period,
                        metric.label()
                    ),
                ));
                continue;
            }
            let key = (at, place, figure.entry.period.to_string());
            match merged.get_mut(&key) {
                None => {
                    merged.insert(key.clone(), (figure.entry.clone(), figure.place.clone()));
                    order.push(key);
                }
                Some((entry, first)) => {
                    if !join(entry, &figure.entry) {
                        let why =
                            format!("{first} has another figure for the same alliance, metric and period");
                        matched.refused.push((figure.place.clone(), why));
                    }
                }
            }
        }
    }
    for key in order {
        let Some((entry, cell)) = merged.remove(&key) else { continue };
        let (at, place, _) = key;
        let metric = records.get(at).and_then(|record| record.metrics.get(place)).and_then(Option::as_ref);
        let (Some(record), Some(metric)) = (records.get(at), metric) else { continue };
        matched.compare(record, metric, entry, cell, at, place);
    }
    for metrics in matched.add.values_mut() {
        for entries in metrics.values_mut() {
            entries.sort_by_key(|entry| (entry.period.start(), entry.period.months()));
        }
    }
    matched
}

/// Adds what one figure says to what another says of the same period; `false` where the two disagree.
fn join(entry: &mut NewResult, other: &NewResult) -> bool {
    let pairs = [
        (&mut entry.total, other.total),
        (&mut entry.without, other.without),
        (&mut entry.partner_total, other.partner_total),
    ];
    let mut agree = true;
    for (known, new) in pairs {
        match (*known, new) {
            (None, Some(_)) => *known = new,
            (Some(one), Some(other)) if one != other => agree = false,
            _ => {}
        }
    }
    agree
}

impl Known {
    /// The metrics that a figure may be of, with their places.
    fn metrics_of(&self, figure: &SheetFigure) -> Vec<(usize, &Metric)> {
        let all = || self.metrics.iter().enumerate().filter_map(|(at, metric)| Some((at, metric.as_ref()?)));
        if figure.metric.is_empty() {
            let all: Vec<_> = all().collect();
            return if all.len() == 1 { all } else { Vec::new() };
        }
        let named = |metric: &Metric| {
            metric.name.text().is_some_and(|name| figure.metric.iter().any(|wanted| same_name(name, wanted)))
        };
        // A name that stands twice is nobody's.
        let found: Vec<_> = all().filter(|(_, metric)| named(metric)).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }
}

impl Matched {
    /// The record of a partner: by one of its names, or as the only one whose name begins so.
    fn record_of(&mut self, partner: &str, records: &[&Known]) -> Option<usize> {
        let wanted = as_name(partner);
        let such = |matches: &dyn Fn(&str) -> bool| -> Vec<usize> {
            records
                .iter()
                .enumerate()
                .filter(|(_, record)| record.names.iter().any(|name| matches(name)))
                .map(|(at, _)| at)
                .collect()
        };
        let exact = such(&|name| name == wanted);
        let begins =
            |name: &str, with: &str| name.strip_prefix(with).is_some_and(|rest| rest.starts_with(' '));
        let found = if exact.is_empty() && !wanted.is_empty() {
            such(&|name| begins(name, &wanted) || begins(&wanted, name))
        } else {
            exact
        };
        match found.as_slice() {
            [only] => {
                if let Some(record) =
                    records.get(*only).copied().filter(|record| as_name(&record.name) != wanted)
                {
                    self.read_as.insert(partner.to_owned(), record.name.clone());
                }
                Some(*only)
            }
            [] => None,
            several => {
                let names = several
                    .iter()
                    .filter_map(|at| records.get(*at))
                    .map(|record| record.name.clone())
                    .collect();
                self.several.insert(partner.to_owned(), names);
                None
            }
        }
    }

    /// Holds a figure against what is on record.
    fn compare(
        &mut self,
        record: &Known,
        metric: &Metric,
        entry: NewResult,
        cell: String,
        at: usize,
        place: usize,
    ) {
        // An entry that cannot be read may be for the very period.
        if metric.results.is_invalid() || metric.results.items().any(|result| result.period.is_invalid()) {
            let why = format!(
                "a recorded result of \"{}\" cannot be read: `alliance check` says why",
                metric.label()
            );
            self.refused.push((cell, why));
            return;
        }
        let place_of = |(_, result): &(usize, &MetricResult)| result.period.get() == Some(&entry.period);
        let there = metric.results.iter().find(place_of);
        let overlapping = metric.results.items().find(|result| {
            result
                .period
                .get()
                .is_some_and(|period| *period != entry.period && period.overlaps(&entry.period))
        });
        let differs = match (there, overlapping) {
            (Some((_, result)), _) if says(result, &entry) => {
                self.same += 1;
                return;
            }
            (Some((index, result)), _) => {
                let from = result.total.get().map(|total| total.amount);
                let new = Replacement { result: index, from, entry: entry.clone() };
                self.replace.entry(at).or_default().entry(place).or_default().push(new);
                Some(result)
            }
            // Counted twice, it would be twice as much.
            (None, Some(result)) => Some(result),
            (None, None) => None,
        };
        match differs {
            None => self.add.entry(at).or_default().entry(place).or_default().push(entry),
            Some(result) => self.differences.push(ResultConflict {
                place: cell,
                alliance: record.name.clone(),
                metric: metric.label().to_owned(),
                period: entry.period,
                record: spelled(result),
                sheet: spelled_entry(&entry),
            }),
        }
    }
}

/// Whether a result on record says all that a figure of the sheet says.
fn says(result: &MetricResult, entry: &NewResult) -> bool {
    let same = |field: &Field<Money>, amount: Option<Decimal>| {
        amount.is_none_or(|amount| field.get().is_some_and(|money| money.amount == amount))
    };
    same(&result.total, entry.total)
        && same(&result.without, entry.without)
        && same(&result.partner_total, entry.partner_total)
}

fn spelled(result: &MetricResult) -> String {
    let mut parts: Vec<String> = result.period.get().map(ToString::to_string).into_iter().collect();
    for (what, field) in
        [("total", &result.total), ("without", &result.without), ("partner_total", &result.partner_total)]
    {
        parts.extend(field.get().map(|money| format!("{what} {}", money.amount)));
    }
    parts.join(", ")
}

fn spelled_entry(entry: &NewResult) -> String {
    let mut parts = vec![entry.period.to_string()];
    for (what, amount) in
        [("total", entry.total), ("without", entry.without), ("partner_total", entry.partner_total)]
    {
        parts.extend(amount.map(|amount| format!("{what} {}", amount.normalize())));
    }
    parts.join(", ")
}
