//! The page an executive opens: one file without network, that reads on a phone, prints, and needs no JavaScript.

mod area_heatmap;
mod bar_charts;
mod chart;
mod decisions;
mod levels;
mod pages;
mod parts;
mod people;
mod scale;
mod svg;
mod terms;
mod timeline;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::Result;
use askama::Template;

use chart::{CROWD, Chart, alliance_link};
use terms::{WORDS, explained};
use verdict::{tone, verdict_of};

use crate::glossary::{self, GlossaryTerm};
use crate::render::document::Part;
use crate::render::overview;
use crate::render::summary::{COLUMNS, Shows};
use crate::report::{Area, Decision, Report};
use crate::text::long_day;

/// What every page carries with it.
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// Beyond so many alliances the sections of the less urgent ones are short.
const MANY: usize = 60;
/// Most findings on the portfolio as a whole that a page has.
const MOST_OF_THE_WHOLE: usize = 40;

/// A row of the portfolio table.
struct Row {
    /// Where the alliance's own section is; nothing where the page has none.
    link: Option<String>,
    tone: &'static str,
    cells: Vec<String>,
}

/// The portfolio table.
struct Portfolio {
    headings: Vec<Heading>,
    /// What rows can be chosen by.
    facets: Vec<Facet>,
    rows: Vec<Row>,
}

/// A column of the portfolio table by whose words rows are chosen.
struct Facet {
    name: &'static str,
    id: &'static str,
    column: usize,
    words: Vec<String>,
}

/// A heading of the portfolio table.
struct Heading {
    name: &'static str,
    right: bool,
    /// How much room a page needs before the column is shown: `""`, `wide` or `wider`.
    room: &'static str,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit<'r> {
    style: &'static str,
    script: &'static str,
    title: String,
    report: &'r Report,
    top: decisions::Top<'r>,
    charts: Vec<Chart>,
    heat: area_heatmap::Heat<'r>,
    portfolio: Portfolio,
    pages: Vec<pages::AllianceSection<'r>>,
    whole: pages::SectionFindings<'r>,
    /// How many more there are.
    whole_left: usize,
    /// What stands at the head of each printed page, as a string of a stylesheet.
    head: String,
    files: Vec<FileToFix<'r>>,
    terms: Vec<&'static GlossaryTerm>,
    /// What is explained where it stands.
    tips: Vec<&'static GlossaryTerm>,
    /// Whether there are so many alliances that on paper the table stands for all but the first decisions.
    many: bool,
}

/// What the words of this page mean that can be pressed.
fn tips(report: &Report) -> Vec<&'static GlossaryTerm> {
    let areas = area_heatmap::AREAS.into_iter().map(Area::word);
    let verdicts =
        overview::to_decide(report).into_iter().filter_map(|decide| decide.decision).map(Decision::word);
    let words = WORDS.into_iter().chain(areas).chain(verdicts);
    let terms: BTreeMap<&str, &'static GlossaryTerm> =
        words.filter_map(glossary::find).map(|term| (term.key.as_str(), term)).collect();
    terms.into_values().collect()
}

/// A file with mistakes: where the first one is, what it is, and how many more there are.
struct FileToFix<'r> {
    at: String,
    what: &'r str,
    more: usize,
}

/// Terms that the page explains at its end, as the glossary has them.
const TERMS: [&str; 7] = [
    "incremental value",
    "attention",
    "floor",
    "evidence grade",
    "full review",
    "clean exit",
    "headline metric",
];

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet {
    style: &'static str,
    script: &'static str,
    title: String,
    body: String,
}

#[derive(Template)]
#[template(path = "portfolio.html")]
struct Table<'p> {
    portfolio: &'p Portfolio,
}

/// The whole report; `earlier` is the same portfolio as it was judged a quarter ago.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn report(report: &Report, earlier: Option<&Report>) -> Result<String> {
    let first = overview::to_decide(report);
    let first: Vec<usize> = first.iter().take(decisions::SHOWN).map(|decide| decide.alliance).collect();
    let (whole, whole_left) =
        pages::SectionFindings::new(&report.findings, &report.waived).first(MOST_OF_THE_WHOLE);
    let page = Audit {
        style: STYLE,
        script: SCRIPT,
        title: format!("{}Alliance portfolio, {}", whose(report), report.as_of),
        report,
        top: decisions::top(report, earlier),
        head: running_head(report),
        files: files(report),
        terms: TERMS.into_iter().filter_map(glossary::find).collect(),
        tips: tips(report),
        many: report.alliances.len() > MANY,
        charts: [
            bar_charts::value(report),
            bar_charts::attention(report),
            people::load(report),
            timeline::timeline(report),
        ]
        .into_iter()
        .flatten()
        .collect(),
        heat: area_heatmap::heat(report),
        portfolio: portfolio(report, true),
        pages: report
            .by_urgency()
            .into_iter()
            .enumerate()
            .map(|(at, alliance)| {
                let short = at >= CROWD && report.alliances.len() > MANY;
                pages::page(report, alliance, short, first.contains(&alliance.place))
            })
            .collect(),
        whole,
        whole_left,
    };
    Ok(page.render()?)
}

/// The portfolio table on a page of its own.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn summary(report: &Report) -> Result<String> {
    let title = format!("{}Alliance portfolio", whose(report));
    let head = [
        Part::Title(title.clone(), format!("as of {}", long_day(report.as_of))),
        Part::Text(format!("Value: {}.", super::text::value(report))),
    ];
    let table = Table { portfolio: &portfolio(report, false) }.render()?;
    let body = parts::html(&head, parts::Level::Page) + &table;
    Ok(Sheet { style: STYLE, script: SCRIPT, title, body }.render()?)
}

/// A document on a page of its own.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn document(parts: &[Part]) -> Result<String> {
    let title = parts.iter().find_map(|part| match part {
        Part::Title(title, _) => Some(title.clone()),
        _ => None,
    });
    let body = parts::html(parts, parts::Level::Page);
    Ok(Sheet { style: STYLE, script: "", title: title.unwrap_or_default(), body }.render()?)
}

/// Whose portfolio and as of when, as a string of a stylesheet in which no character means anything.
fn running_head(report: &Report) -> String {
    let text = format!("{}Alliance portfolio, {}", whose(report), long_day(report.as_of));
    let escaped = crate::render::escape::terminal(&text).chars().fold(String::new(), |mut out, letter| {
        let plain = letter.is_ascii_alphanumeric() || " ,.".contains(letter);
        if plain {
            out.push(letter);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(letter));
        }
        out
    });
    format!("\"{escaped}\"")
}

fn files(report: &Report) -> Vec<FileToFix<'_>> {
    overview::to_fix(report)
        .into_iter()
        .filter_map(|alliance| {
            let of_reading = || alliance.findings.iter().filter(|finding| finding.rule.area == Area::Record);
            let first = of_reading().min_by_key(|finding| (finding.at.line, finding.at.column))?;
            Some(FileToFix {
                at: format!("{}:{}:{}", first.at.file, first.at.line, first.at.column),
                what: &first.headline,
                more: of_reading().count() - 1,
            })
        })
        .collect()
}

fn whose(report: &Report) -> String {
    report.us.as_deref().map(|us| format!("{us} · ")).unwrap_or_default()
}

fn portfolio(report: &Report, linked: bool) -> Portfolio {
    let row = |alliance| Row {
        link: linked.then(|| alliance_link(alliance)),
        tone: tone(verdict_of(alliance)),
        cells: COLUMNS.map(|column| column.cell(report, alliance)).to_vec(),
    };
    let rows: Vec<Row> = report.by_urgency().into_iter().map(row).collect();
    let facet = |name, id, shows| {
        let column = COLUMNS.iter().position(|column| column.shows == shows)?;
        let words = rows.iter().filter_map(|row| row.cells.get(column)).filter(|word| *word != "-");
        let words: BTreeSet<String> = words.cloned().collect();
        Some(Facet { name, id, column, words: words.into_iter().collect() })
    };
    let facets = [
        facet("Verdict", "verdict", Shows::Verdict),
        facet("Owner", "owner", Shows::Owner),
        facet("Type", "type", Shows::Type),
    ];
    let headings = COLUMNS.map(|column| Heading {
        name: column.heading,
        right: column.figures,
        room: match column.shows {
            Shows::Name | Shows::Verdict | Shows::Score | Shows::Owner | Shows::DecideBy => "",
            Shows::Incremental | Shows::Evidence | Shows::Hours => "wide",
            Shows::Type | Shows::LastReview | Shows::NoticeBy => "wider",
        },
    });
    Portfolio { headings: headings.into(), facets: facets.into_iter().flatten().collect(), rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_in_the_glossary() {
        for term in TERMS {
            assert_eq!(glossary::find(term).map(|found| found.name), Some(term));
        }
    }
}
