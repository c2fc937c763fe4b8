//! The page an executive opens: one file without network, that reads on a phone, prints, and needs no JavaScript.

mod area_heatmap;
mod bar_charts;
mod decisions;
mod levels;
mod pages;
mod parts;
mod scale;
mod svg;
mod timeline;

use anyhow::Result;
use askama::Template;

use crate::health::Decision;
use crate::render::document::{Part, sentence};
use crate::render::summary as table;
use crate::report::{AllianceReport, Report};
use crate::text::capital;

/// What every page carries with it.
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// How many alliances a chart shows, the most urgent; its table has all of them.
const CROWD: usize = 15;

/// A chart: what it shows in a sentence, its lanes or its drawing, and its figures as a table.
#[derive(Debug, Default)]
struct Chart {
    id: &'static str,
    name: &'static str,
    title: String,
    /// How to read it.
    lead: String,
    /// Markup that is drawn above the lanes.
    drawing: String,
    ticks: Vec<Tick>,
    lanes: Vec<Lane>,
    note: String,
    /// Shapes, as markup, with what each means.
    key: Vec<(String, &'static str)>,
    figures: Figures,
}

/// One lane of a chart.
#[derive(Debug, Default)]
struct Lane {
    /// What is said above it: a line that is drawn across.
    divider: Option<String>,
    name: String,
    link: String,
    /// Markup.
    strip: String,
    figure: String,
    beside: String,
}

/// A mark on a time axis.
#[derive(Debug)]
struct Tick {
    at: f64,
    text: String,
}

/// The figures of a chart.
#[derive(Debug, Default)]
struct Figures {
    /// Headings, and whether a column holds figures.
    headings: &'static [(&'static str, bool)],
    rows: Vec<Vec<String>>,
}

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
    verdicts: Vec<&'static str>,
    rows: Vec<Row>,
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
    pages: Vec<pages::Page<'r>>,
    whole: pages::Findings<'r>,
}

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

/// The whole report.
///
/// # Errors
/// When a template cannot be filled, which its types rule out.
pub fn report(report: &Report) -> Result<String> {
    let page = Audit {
        style: STYLE,
        script: SCRIPT,
        title: format!("{}Alliance portfolio, {}", whose(report), report.as_of),
        report,
        top: decisions::top(report),
        charts: [bar_charts::value(report), bar_charts::attention(report), timeline::timeline(report)]
            .into_iter()
            .flatten()
            .collect(),
        heat: area_heatmap::heat(report),
        portfolio: portfolio(report, true),
        pages: report.by_urgency().into_iter().map(|alliance| pages::page(report, alliance)).collect(),
        whole: pages::Findings::new(&report.findings, &report.waived),
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
        Part::Title(title.clone(), format!("as of {}", report.as_of)),
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

fn whose(report: &Report) -> String {
    report.us.as_deref().map(|us| format!("{us} · ")).unwrap_or_default()
}

fn portfolio(report: &Report, linked: bool) -> Portfolio {
    let order = report.by_urgency();
    let mut verdicts: Vec<&'static str> = order.iter().map(|alliance| word(verdict(alliance))).collect();
    // Only neighbours are alike, because the most urgent come first; sorted, each word stands once.
    verdicts.sort_unstable();
    verdicts.dedup();
    let rows = order.into_iter().map(|alliance| Row {
        link: linked.then(|| alliance_link(alliance)),
        tone: tone(verdict(alliance)),
        cells: table::cells(report, alliance).to_vec(),
    });
    let heading = |(at, (name, _)): (usize, &(&'static str, &str))| Heading {
        name,
        right: [3, 8, 10].contains(&at),
        room: match at {
            0 | 2 | 3 | 4 | 6 => "",
            8..=10 => "wide",
            _ => "wider",
        },
    };
    Portfolio {
        headings: table::HEADINGS.iter().enumerate().map(heading).collect(),
        verdicts,
        rows: rows.collect(),
    }
}

fn verdict(alliance: &AllianceReport) -> Option<Decision> {
    Some(alliance.health.as_ref()?.verdict.decision)
}

fn word(decision: Option<Decision>) -> &'static str {
    decision.map_or("cannot be read", Decision::word)
}

/// The class that colours a verdict; its word always stands beside.
fn tone(decision: Option<Decision>) -> &'static str {
    match decision {
        Some(Decision::WindDown | Decision::FinishExit | Decision::DoNotSign) | None => "end",
        Some(Decision::Restructure | Decision::Reclassify | Decision::DecideTest | Decision::ProveIt) => {
            "change"
        }
        Some(Decision::Deepen | Decision::ReadyToSign) => "build",
        Some(Decision::FixThenContinue | Decision::Continue | Decision::Nothing) => "keep",
    }
}

/// Where an alliance's section is.
fn alliance_link(alliance: &AllianceReport) -> String {
    format!("#{}", alliance.anchor)
}
