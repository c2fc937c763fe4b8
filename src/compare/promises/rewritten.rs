//! Results of a metric that were changed or taken out after both sides had reviewed them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::alike::plain;
use super::reader::Reader;
use crate::load::tree::NodeId;
use crate::model::{Date, FiscalYear, Period};
use crate::report::promises::{PromiseStep, Seen};

/// What a result says in figures.
const FIGURES: [&str; 3] = ["total", "without", "partner_total"];

/// A figure of a period.
type PeriodFigure = (String, &'static str);

/// What is reported for a metric in one state of its record.
#[derive(Debug, Clone, Default)]
pub(super) struct Reported {
    figures: BTreeMap<PeriodFigure, String>,
    /// The periods whose results say that and why they were corrected.
    corrected: BTreeSet<String>,
    /// The days of the reviews.
    reviews: Vec<NaiveDate>,
    /// The company's own year, where it has one.
    year: Option<FiscalYear>,
}

/// The figures of a metric that were changed, with what was first reported.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    start: BTreeMap<PeriodFigure, String>,
    steps: BTreeMap<PeriodFigure, Vec<PromiseStep>>,
}

impl Reported {
    pub(super) fn read(reader: &Reader, root: NodeId, metric: NodeId, year: Option<FiscalYear>) -> Self {
        let mut reported = Self { year, ..Self::default() };
        for result in reader.list(metric, "results") {
            let Some(text) = reader.text(result, "period") else { continue };
            let period = period(&text, year).map_or(text, |period| period.to_string());
            for figure in FIGURES {
                let value = reader.text(result, figure);
                reported.figures.extend(value.map(|value| ((period.clone(), figure), value)));
            }
            if reader.field(result, "corrected").is_some_and(|note| reader.text(note, "why").is_some()) {
                reported.corrected.insert(period);
            }
        }
        if let Some(governance) = reader.field(root, "governance") {
            let dates = reader.list(governance, "reviews").into_iter();
            let dates = dates.filter_map(|review| Date::parse(&reader.text(review, "date")?).ok());
            reported.reviews = dates.map(|date| date.0).collect();
        }
        reported
    }

    /// Whether a review was held between the end of a period and a day.
    fn is_reviewed(&self, name: &str, by: NaiveDate) -> bool {
        let end = period(name, self.year).map(|period| period.end());
        end.is_some_and(|end| self.reviews.iter().any(|date| end <= *date && *date <= by))
    }
}

impl Rewritten {
    /// Lays a later state over what is known.
    pub(super) fn follow(&mut self, before: &Reported, now: &Reported, seen: &Seen) {
        for (figure, was) in &before.figures {
            let is = now.figures.get(figure);
            let same = is.is_some_and(|is| plain(is) == plain(was));
            // Until it is reviewed it is being drawn up.
            if same || !before.is_reviewed(&figure.0, seen.day) {
                continue;
            }
            self.start.entry(figure.clone()).or_insert_with(|| was.clone());
            let told = now.corrected.contains(&figure.0);
            let step = PromiseStep { seen: seen.clone(), to: is.cloned(), told };
            self.steps.entry(figure.clone()).or_default().push(step);
        }
    }

    /// Every figure that is another one now: which, what it was and is, and the steps on the way.
    pub(super) fn told(&self, now: &Reported) -> Vec<(String, String, Option<String>, Vec<PromiseStep>)> {
        let changed = self.start.iter().filter_map(|(figure, start)| {
            let is = now.figures.get(figure);
            let is_back = is.is_some_and(|is| plain(is) == plain(start));
            let (period, what) = figure;
            let steps = self.steps.get(figure).cloned().unwrap_or_default();
            (!is_back).then(|| (format!("{what} for {period}"), start.clone(), is.cloned(), steps))
        });
        changed.collect()
    }
}

fn period(text: &str, year: Option<FiscalYear>) -> Option<Period> {
    Period::parse_in(text, year).or_else(|| Period::near_miss(text))
}
