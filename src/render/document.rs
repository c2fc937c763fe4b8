//! A short document in parts, written once for a terminal, for Markdown and for a page.

use std::fmt::Write;

use crate::render::escape::{markdown as escaped, terminal};
use crate::render::style;
use crate::render::text::page::{Column, Page, Paper};

/// A part of a document. Texts are as they came: each printer escapes for its own sink.
#[derive(Debug, Clone)]
pub enum Part {
    /// The document's title, and what it says beside.
    Title(String, String),
    /// The one thing to take away, with its explanation.
    Callout(String, String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A list of things to do.
    Tasks(Vec<String>),
    /// A table; cells of numbers are told by their column.
    Table(Vec<Column>, Vec<Vec<String>>),
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
            Part::Text(paragraph) => writeln!(text, "{}\n", escaped(paragraph)),
            Part::List(items) => writeln!(text, "{}", listed("- ", items)),
            Part::Tasks(items) => writeln!(text, "{}", listed("- [ ] ", items)),
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
