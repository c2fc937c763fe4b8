//! A short document in parts, written once for a terminal, for Markdown and for a page.

use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_width::UnicodeWidthStr;

use crate::model::grouped;
use crate::render::escape::{markdown as escaped, terminal};
use crate::render::style;
use crate::render::text::page::{Column, Page, Paper};
use crate::text::with_spoken_days;

/// A part of a document. Texts are as they came: each printer escapes for its own sink.
#[derive(Debug, Clone)]
pub enum Part {
    /// The document's title, and what it says beside.
    Title(String, String),
    /// The one thing to take away, with its explanation.
    Callout(String, String),
    /// A heading.
    Heading(String),
    /// A heading below a heading.
    Minor(String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A list of things to do.
    Tasks(Vec<String>),
    /// Facts, each with its name.
    Facts(Vec<(String, String)>),
    /// A metric over time.
    Chart(Levels),
    /// A table; cells of numbers are told by their column.
    Table(Vec<Column>, Vec<Vec<String>>),
}

impl Part {
    /// The same for people: days as prose has them. A cell that is only a day or two keeps the form in which it sorts.
    fn spoken(&self) -> Self {
        let one = |text: &String| with_spoken_days(text).into_owned();
        let all = |texts: &[String]| texts.iter().map(one).collect::<Vec<_>>();
        let cell = |text: &String| if is_short(text) { text.clone() } else { one(text) };
        match self {
            Self::Title(title, beside) => Self::Title(one(title), one(beside)),
            Self::Callout(word, why) => Self::Callout(one(word), one(why)),
            Self::Heading(text) => Self::Heading(one(text)),
            Self::Minor(text) => Self::Minor(one(text)),
            Self::Text(text) => Self::Text(one(text)),
            Self::List(items) => Self::List(all(items)),
            Self::Tasks(items) => Self::Tasks(all(items)),
            Self::Facts(facts) => {
                Self::Facts(facts.iter().map(|(name, fact)| (one(name), one(fact))).collect())
            }
            Self::Chart(levels) => Self::Chart(levels.clone()),
            Self::Table(columns, rows) => {
                Self::Table(columns.clone(), rows.iter().map(|row| row.iter().map(cell).collect()).collect())
            }
        }
    }
}

/// The parts as those read them who decide. What is compared field by field keeps the days of the files.
pub(super) fn spoken(parts: &[Part]) -> Vec<Part> {
    parts.iter().map(Part::spoken).collect()
}

/// Whether a cell is a day or two, which no page should break at its hyphens.
pub(super) fn is_short(cell: &str) -> bool {
    cell.len() <= "2026-01-01 to 2026-12-31".len() && cell.starts_with(|letter: char| letter.is_ascii_digit())
}

/// A metric over time, against what was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels {
    /// What it shows, as a finding.
    pub title: String,
    /// What is counted, and how to read it.
    pub lead: String,
    /// What one of it is, such as a currency.
    pub unit: Option<String>,
    /// Its periods, the oldest first.
    pub points: Vec<Point>,
    /// The agreed minimum of a period.
    pub floor: Option<Decimal>,
    /// What a period should reach.
    pub target: Option<Decimal>,
    /// The first period of an unbroken run below the minimum that lasts.
    pub broke: Option<usize>,
    /// What that run has taken and brought.
    pub note: Option<String>,
}

/// One period of a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Which, in short: `Oct 26`, `Q3 26`.
    pub period: String,
    /// Everything counted.
    pub total: Option<Decimal>,
    /// What would not have come anyway.
    pub incremental: Option<Decimal>,
}

impl Levels {
    /// The largest figure in it.
    pub fn most(&self) -> Decimal {
        let points = self.points.iter().flat_map(|point| [point.total, point.incremental]);
        points.chain([self.floor, self.target]).flatten().max().unwrap_or_default()
    }

    /// Its first and last period with the levels, for those who do not see the drawing.
    pub fn in_words(&self) -> String {
        let said = |point: &Point| {
            let total = point.total.map_or("no total".to_owned(), grouped);
            let incremental = point
                .incremental
                .map_or("unproven".to_owned(), |incremental| format!("{} incremental", grouped(incremental)));
            format!("{}: {total} reported, {incremental}", point.period)
        };
        let levels = [("minimum", self.floor), ("target", self.target)];
        let levels =
            levels.into_iter().filter_map(|(name, level)| Some(format!("{name} {}", grouped(level?))));
        let ends: Vec<String> = match self.points.as_slice() {
            [] => Vec::new(),
            [only] => vec![said(only)],
            [first, .., last] => vec![said(first), said(last)],
        };
        ends.into_iter().chain(levels).collect::<Vec<_>>().join("; ")
    }

    /// A line of bars, one a period.
    pub(super) fn line(&self, ascii: bool) -> String {
        scaled(self.points.iter().map(|point| point.total), self.most(), ascii)
    }
}

/// Figures as a line of bars, the largest as high as a line is; what is not known is a gap.
pub(crate) fn bars(figures: impl Iterator<Item = Option<Decimal>> + Clone, ascii: bool) -> String {
    let most = figures.clone().flatten().max().unwrap_or_default();
    scaled(figures, most, ascii)
}

fn scaled(figures: impl Iterator<Item = Option<Decimal>>, most: Decimal, ascii: bool) -> String {
    let bars: &[char] = match ascii {
        true => &['_', '.', '-', '=', '*', '#'],
        false => &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    };
    let steps = Decimal::from(bars.len().saturating_sub(1));
    let bar = |figure: Option<Decimal>| {
        let Some(figure) = figure else { return ' ' };
        let place = figure.checked_mul(steps).and_then(|part| part.checked_div(most)).unwrap_or_default();
        let place = usize::try_from(place.round().max(Decimal::ZERO).to_u64().unwrap_or(0)).unwrap_or(0);
        bars[place.min(bars.len() - 1)]
    };
    figures.map(bar).collect()
}

/// The document for a terminal.
pub fn text(parts: &[Part], paper: Paper) -> String {
    let mut page = Page::new(paper);
    for part in parts {
        match part {
            Part::Title(title, beside) => {
                page.ends(style::TITLE, &terminal(title), &terminal(beside));
                page.rule();
            }
            Part::Callout(word, why) => {
                page.wrapped(
                    &format!("{}{}{}  ", style::TITLE, terminal(&word.to_uppercase()), anstyle::Reset),
                    &terminal(why),
                );
                page.gap();
            }
            Part::Heading(heading) => {
                let heading = paper.cut(&terminal(heading).to_uppercase(), paper.width);
                page.styled(style::TITLE, &heading);
            }
            Part::Minor(heading) => page.styled(style::QUIET, &terminal(heading)),
            Part::Text(text) => {
                page.wrapped("", &terminal(text));
                page.gap();
            }
            Part::List(items) | Part::Tasks(items) => {
                let bullet = if matches!(part, Part::List(_)) { "  - " } else { "  [ ] " };
                for item in items {
                    page.wrapped(bullet, &terminal(item));
                }
                page.gap();
            }
            Part::Facts(facts) => {
                let room = facts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
                for (name, fact) in facts {
                    let pad = " ".repeat(room.saturating_sub(name.width()));
                    page.wrapped(
                        &format!("{}{}{}{pad}  ", style::QUIET, terminal(name), anstyle::Reset),
                        &terminal(fact),
                    );
                }
                page.gap();
            }
            Part::Chart(levels) => {
                page.wrapped("", &terminal(&levels.title));
                page.wrapped(&format!("{}  ", levels.line(paper.ascii)), &terminal(&levels.in_words()));
                page.gap();
            }
            Part::Table(columns, rows) => {
                let rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|row| row.iter().map(|cell| terminal(cell).into_owned()).collect())
                    .collect();
                page.table(columns, &rows);
                page.gap();
            }
        }
    }
    page.text.truncate(page.text.trim_end().len());
    page.gap();
    page.text
}

/// The document in Markdown.
pub fn markdown(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        let _ = match part {
            Part::Title(title, beside) => writeln!(text, "# {}\n\n{}\n", escaped(title), escaped(beside)),
            Part::Callout(word, why) => writeln!(text, "**{}**: {}\n", escaped(word), escaped(why)),
            Part::Heading(heading) => writeln!(text, "## {}\n", escaped(heading)),
            Part::Minor(heading) => writeln!(text, "### {}\n", escaped(heading)),
            Part::Text(paragraph) => writeln!(text, "{}\n", escaped(paragraph)),
            Part::List(items) => writeln!(text, "{}", listed("- ", items)),
            Part::Tasks(items) => writeln!(text, "{}", listed("- [ ] ", items)),
            Part::Facts(facts) => {
                let facts = facts.iter().fold(String::new(), |mut text, (name, fact)| {
                    let _ = writeln!(text, "- **{}**: {}", escaped(name), escaped(fact));
                    text
                });
                writeln!(text, "{facts}")
            }
            Part::Chart(levels) => writeln!(
                text,
                "**{}**\n\n`{}` {}\n",
                escaped(&levels.title),
                levels.line(false),
                escaped(&levels.in_words())
            ),
            Part::Table(columns, rows) => writeln!(text, "{}", table(columns, rows)),
        };
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn listed(bullet: &str, items: &[String]) -> String {
    items.iter().fold(String::new(), |mut text, item| {
        let _ = writeln!(text, "{bullet}{}", escaped(item));
        text
    })
}

/// A table in Markdown.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(columns.iter().map(|column| sentence(column.heading)).collect());
    text += &line(columns.iter().map(|it| if it.right { "--:" } else { "---" }.to_owned()).collect());
    for row in rows {
        text += &line(row.iter().map(|cell| escaped(cell)).collect());
    }
    text
}

/// A heading in capitals as a document writes it.
pub(super) fn sentence(heading: &str) -> String {
    let mut letters = heading.chars();
    letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
}
