//! What `alliance import results` says: what the columns were read as, what was not used and why, and what to do next.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Session;
use super::request::Request;
use super::shown::sample;
use crate::import::record::as_name;
use crate::import::results::{Figures, Matched, Missing, ResultColumn, ResultPlan, Role};
use crate::render::text::page::in_columns;
use crate::report::counted;
use crate::text::{either, listed};

/// Most lines of each list of remarks.
const MOST: usize = 30;

pub(super) fn mapped(plan: &ResultPlan, found: &Figures, request: &Request, setting: &Session) -> String {
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
    text += &in_columns(&rows);
    if plan.columns.len() > 40 {
        text += &format!("  and {} more columns\n", plan.columns.len() - 40);
    }
    text
}

pub(super) fn said(matched: &Matched, found: &Figures, replacing: bool, setting: &Session) -> String {
    let mut text = String::new();
    let arrow = if setting.ascii { "->" } else { "→" };
    let mut list = |title: &str, rows: Vec<Vec<String>>| {
        if rows.is_empty() {
            return;
        }
        let all = rows.len();
        let shown: Vec<Vec<String>> = rows.into_iter().take(MOST).collect();
        text += &format!("\n{title}\n{}", in_columns(&shown));
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
        if replacing {
            "DIFFERENT from the record, and replaced where the periods are the same"
        } else {
            "DIFFERENT from the record, which is kept; --replace takes the sheet's"
        },
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
pub(super) fn next(
    matched: &Matched,
    plan: &ResultPlan,
    added: usize,
    request: &Request,
    setting: &Session,
) -> String {
    let file = sample(&request.file.display().to_string(), 200);
    let UnreadMetrics { near, metrics } = UnreadMetrics::of(matched, plan);
    let pairs: String = near
        .iter()
        .map(|(called, name)| format!(" --map '{}={}'", sample(called, 80), sample(name, 80)))
        .filter(|pair| pair.matches('\'').count() == 2)
        .collect();
    let metrics: Vec<String> = metrics
        .iter()
        .flat_map(|(name, alliances)| {
            alliances.iter().map(|alliance| format!("\"{}\" ({})", sample(name, 40), sample(alliance, 30)))
        })
        .collect();
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

/// The metrics that no column is read as yet.
pub(super) struct UnreadMetrics<'m> {
    /// Columns that come near one of them, each the only one that does.
    pub(super) near: Vec<(&'m String, String)>,
    /// Their names, each with the alliances that have it.
    pub(super) metrics: BTreeMap<String, Vec<String>>,
}

impl<'m> UnreadMetrics<'m> {
    pub(super) fn of(matched: &'m Matched, plan: &ResultPlan) -> Self {
        let figures = |column: &'_ ResultColumn| match &column.role {
            Role::Figures(names) => names.iter().map(|name| as_name(name)).collect(),
            _ => Vec::new(),
        };
        let read: BTreeSet<String> = plan.columns.iter().flat_map(figures).collect();
        let near: Vec<(&String, String)> = matched
            .no_metric
            .iter()
            .flat_map(|(called, missing)| near(called, missing).into_iter().map(move |name| (called, name)))
            .filter(|(_, name)| !read.contains(&as_name(name)))
            .collect();
        // Where two columns come near one metric, a person has to say which it is.
        let only = |name: &String| near.iter().filter(|(_, other)| other == name).count() == 1;
        let near = near.iter().filter(|(_, name)| only(name)).cloned().collect();
        let mut metrics: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (alliance, names) in matched.no_metric.values().flat_map(|missing| &missing.alliances) {
            for name in names.iter().filter(|name| !read.contains(&as_name(name))) {
                let alliances = metrics.entry(name.clone()).or_default();
                if !alliances.contains(alliance) {
                    alliances.push(alliance.clone());
                }
            }
        }
        Self { near, metrics }
    }
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
