//! A document in parts as markup.

use std::fmt::Write;

use super::terms::{WORDS, explained};
use crate::render::document::{Part, is_short, sentence};
use crate::render::escape::html as escaped;
use crate::render::text::page::Column;
use crate::text::capital;

/// Where parts stand: on a page of their own, or within a section that has its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Page,
    Section,
}

/// The parts.
pub(super) fn html(parts: &[Part], level: Level) -> String {
    let mut out = String::new();
    let heading = if level == Level::Page { 2 } else { 4 };
    for part in parts {
        let _ = match part {
            Part::Title(title, beside) => writeln!(
                out,
                "<header class=\"title\"><h1 dir=\"auto\">{}</h1><p class=\"quiet\">{}</p></header>",
                escaped(title),
                escaped(beside)
            ),
            Part::Callout(word, why) => writeln!(
                out,
                "<p class=\"callout\"><strong>{}</strong> <span dir=\"auto\">{}</span></p>",
                escaped(word),
                escaped(why)
            ),
            Part::Heading(text) => writeln!(out, "<h{heading} dir=\"auto\">{}</h{heading}>", escaped(text)),
            Part::Minor(text) => {
                writeln!(out, "<h{0} class=\"minor\" dir=\"auto\">{1}</h{0}>", heading + 1, escaped(text))
            }
            Part::Text(text) => writeln!(out, "<p dir=\"auto\">{}</p>", escaped(text)),
            Part::List(items) => writeln!(out, "{}", list("plain", items)),
            Part::Tasks(items) => writeln!(out, "{}", list("tasks", items)),
            Part::Facts(facts) => writeln!(out, "{}", list_of_facts(facts, level)),
            Part::Chart(levels) => writeln!(out, "{}", super::levels::figure(levels)),
            Part::Table(columns, rows) => writeln!(out, "{}", table(columns, rows)),
        };
    }
    out
}

fn list_of_facts(facts: &[(String, String)], level: Level) -> String {
    let name = |name: &str| match level {
        // Only the report has the explanations.
        Level::Section if WORDS.contains(&name.to_lowercase().as_str()) => explained(name),
        _ => escaped(name),
    };
    let facts: String = facts
        .iter()
        .map(|(named, fact)| {
            format!("<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>", name(named), escaped(fact))
        })
        .collect();
    format!("<dl class=\"facts\">{facts}</dl>")
}

fn list(class: &str, items: &[String]) -> String {
    let items: String =
        items.iter().map(|item| format!("<li dir=\"auto\">{}</li>", escaped(&capital(item)))).collect();
    format!("<ul class=\"{class}\">{items}</ul>")
}

fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let class = |right: bool| if right { " class=\"figure\"" } else { "" };
    let heads: String = columns
        .iter()
        .map(|it| format!("<th scope=\"col\"{}>{}</th>", class(it.right), escaped(&sentence(it.heading))))
        .collect();
    let mut body = String::new();
    for row in rows {
        body.push_str("<tr>");
        for (cell, column) in row.iter().zip(columns) {
            let class =
                if is_short(cell) && !column.right { " class=\"short\"" } else { class(column.right) };
            let _ = write!(body, "<td{class} dir=\"auto\">{}</td>", escaped(cell));
        }
        body.push_str("</tr>");
    }
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_printed_and_stays_text() {
        let hostile = || "<script>\" onload='x' & \u{202e}".to_owned();
        let parts = [
            Part::Title(hostile(), hostile()),
            Part::Callout(hostile(), hostile()),
            Part::Heading(hostile()),
            Part::Text(hostile()),
            Part::List(vec![hostile(), hostile()]),
            Part::Tasks(vec![hostile()]),
            Part::Table(
                vec![Column::text("NAME"), Column::number("FIGURE")],
                vec![vec![hostile(), hostile()]],
            ),
        ];
        let text = html(&parts, Level::Page);
        let safe = "&lt;script&gt;&quot; onload=&#39;x&#39; &amp; \\u{202e}";
        assert_eq!(text.matches(safe).count(), 11);
        assert!(!text.contains("<script") && !text.contains("\" onload"), "{text}");
        assert!(text.contains("<th scope=\"col\" class=\"figure\">Figure</th>"), "{text}");
    }
}
