//! What changed between two states: for people, for a pull request, for programs.

use anyhow::Result;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::load::changes::FieldChange;
use crate::model::grouped;
use crate::render::document::{self, Part};
use crate::render::json;
use crate::render::text::page::Paper;
use crate::report::difference::{Difference, Entry, Presence, Standing, Tally};
use crate::report::{Change, Loosened, Unsure, counted};

/// The version of the form for programs.
const VERSION: u32 = 1;

/// The difference for a terminal.
pub fn text(difference: &Difference, paper: Paper) -> String {
    document::text(&parts(difference, if paper.ascii { "->" } else { "→" }, paper.dot()), paper)
}

/// The difference for a pull request.
pub fn markdown(difference: &Difference) -> String {
    document::markdown(&parts(difference, "→", " · "))
}

fn parts(difference: &Difference, arrow: &str, dot: &str) -> Vec<Part> {
    let [before, after] = &difference.names;
    let title = difference.us.as_deref().unwrap_or("Portfolio");
    let mut parts = vec![Part::Title(
        format!("{title}{dot}what changed"),
        format!("{before} {arrow} {after}{dot}both as of {}", difference.as_of),
    )];
    parts.push(Part::Text(tally(&difference.tally).join(dot)));
    let [was, is] = difference.incremental;
    if was != is {
        let money = |value: Decimal| format!("{} {}", difference.currency, grouped(value.round()));
        parts.push(Part::Text(format!(
            "Incremental value of the portfolio: {} {arrow} {}",
            money(was),
            money(is)
        )));
    }
    for remark in &difference.remarks {
        parts.push(Part::Text(format!("Note: {remark}.")));
    }
    if !difference.loosened.is_empty() {
        parts.push(Part::Heading("Loosened".to_owned()));
        parts.push(Part::List(difference.loosened.iter().map(Loosened::with_place).collect()));
    }
    for entry in &difference.entries {
        let of_portfolio = || "the portfolio".to_owned();
        let name = entry.name.clone().unwrap_or_else(of_portfolio);
        parts.push(Part::Heading(match entry.presence {
            Presence::Both => name,
            Presence::Added => format!("{name} (added)"),
            Presence::Removed => format!("{name} (removed)"),
        }));
        parts.push(Part::List(lines(entry, difference, arrow)));
    }
    if difference.entries.is_empty() {
        parts.push(Part::Text("No record changed, and no finding did.".to_owned()));
    }
    parts
}

/// The counts that are not zero, and how much is as it was.
fn tally(tally: &Tally) -> Vec<String> {
    let counts = [
        (tally.new, "new"),
        (tally.worse, "worse"),
        (tally.revealed, "revealed"),
        (tally.better, "better"),
        (tally.fixed, "fixed"),
        (tally.removed, "removed with their records"),
        (tally.unsure, "not checked again"),
    ];
    let told = counts.into_iter().filter(|(number, _)| *number > 0);
    let mut words: Vec<String> = told.map(|(number, word)| format!("{number} {word}")).collect();
    words.push(format!("{} unchanged", counted(tally.unchanged, "finding")));
    words
}

fn lines(entry: &Entry, difference: &Difference, arrow: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(before) = &entry.name_before {
        lines.push(format!("it was called {before}"));
    }
    if let Some(before) = &entry.file_before {
        lines.push(format!("its file was {before} and is {}", entry.file));
    }
    let value = |pick: fn(&Standing) -> Option<String>| {
        entry.standing.each_ref().map(|standing| standing.as_ref().and_then(pick))
    };
    let standings = [
        ("verdict", value(|it| Some(it.verdict.to_owned())), ""),
        ("structure score", value(|it| it.score.map(|score| score.to_string())), ""),
        (
            "incremental value",
            value(|it| it.incremental.map(|value| grouped(value.round()))),
            difference.currency.as_str(),
        ),
    ];
    for (what, [before, after], unit) in standings {
        let with_unit = |value: String| if unit.is_empty() { value } else { format!("{unit} {value}") };
        let word = |value: Option<String>| value.map_or_else(|| "none".to_owned(), with_unit);
        match entry.presence {
            Presence::Both if before != after => {
                lines.push(format!("{what}: {} {arrow} {}", word(before), word(after)));
            }
            Presence::Added if after.is_some() => lines.push(format!("{what}: {}", word(after))),
            Presence::Removed if before.is_some() => lines.push(format!("{what} was: {}", word(before))),
            _ => {}
        }
    }
    lines.extend(entry.fields.iter().map(|field| edited(field, entry, arrow)));
    for finding in &entry.findings {
        let word = match finding.change {
            Some(Change::Worse(before)) => format!("worse, {before} {arrow} {}", finding.severity),
            Some(Change::Better(before)) => format!("better, {before} {arrow} {}", finding.severity),
            Some(change) => format!("{} {}", change.word(), finding.severity),
            None => finding.severity.to_string(),
        };
        lines.push(format!(
            "{word}: {} ({}:{}) [{}]",
            finding.message, finding.at.file, finding.at.line, finding.rule.id
        ));
    }
    // An alliance that is gone takes all of it along, and none of it is fixed.
    if entry.presence == Presence::Removed {
        lines.push(format!("removed with it: {} ({})", counted(entry.unsure.len(), "finding"), entry.file));
        return lines;
    } else {
        lines.extend(
            entry.fixed.iter().map(|finding| {
                format!("fixed {}: {} [{}]", finding.severity, finding.message, finding.rule.id)
            }),
        );
    }
    lines.extend(entry.unsure.iter().map(|unsure| {
        let Unsure { finding, doubt } = unsure;
        format!("not checked again, {}: {} [{}]", doubt.clause(), finding.message, finding.rule.id)
    }));
    lines
}

fn edited(field: &FieldChange, entry: &Entry, arrow: &str) -> String {
    let file = match &field.after {
        Some(_) => &entry.file,
        None => entry.file_before.as_ref().unwrap_or(&entry.file),
    };
    let FieldChange { path, line, .. } = field;
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => format!("{path}: {before} {arrow} {after} ({file}:{line})"),
        (None, Some(after)) => format!("{path} added: {after} ({file}:{line})"),
        (Some(before), None) => format!("{path} removed: {before} ({file}:{line} before)"),
        (None, None) => String::new(),
    }
}

#[derive(Serialize)]
struct Form<'r> {
    version: u32,
    base: &'r str,
    head: &'r str,
    as_of: String,
    currency: &'r str,
    remarks: &'r [String],
    findings: Tally,
    loosened: Vec<json::LoosenedForm>,
    incremental_before: Decimal,
    incremental: Decimal,
    entries: Vec<EntryForm<'r>>,
}

#[derive(Serialize)]
struct EntryForm<'r> {
    /// Null for the portfolio itself.
    alliance: Option<&'r str>,
    alliance_before: Option<&'r str>,
    file: &'r str,
    file_before: Option<&'r str>,
    presence: &'static str,
    before: Option<StandingForm>,
    after: Option<StandingForm>,
    fields: Vec<Field<'r>>,
    findings: Vec<json::Finding<'r>>,
    fixed: Vec<json::Finding<'r>>,
    not_rechecked: Vec<json::Unsure<'r>>,
}

#[derive(Serialize)]
struct StandingForm {
    decision: &'static str,
    score: Option<u32>,
    incremental: Option<Decimal>,
}

#[derive(Serialize)]
struct Field<'r> {
    path: &'r str,
    before: Option<&'r str>,
    after: Option<&'r str>,
    line: usize,
    column: usize,
}

/// The difference for programs.
///
/// # Errors
/// When it cannot be written as JSON, which its types rule out.
pub fn json(difference: &Difference) -> Result<String> {
    let [base, head] = &difference.names;
    let form = Form {
        version: VERSION,
        base,
        head,
        as_of: difference.as_of.to_string(),
        currency: &difference.currency,
        remarks: &difference.remarks,
        findings: difference.tally,
        loosened: json::loosened(&difference.loosened),
        incremental_before: difference.incremental[0],
        incremental: difference.incremental[1],
        entries: difference.entries.iter().map(entry_form).collect(),
    };
    Ok(super::escape::json(serde_json::to_string_pretty(&form)?) + "\n")
}

fn entry_form(entry: &Entry) -> EntryForm<'_> {
    let standing = |standing: &Standing| StandingForm {
        decision: standing.verdict,
        score: standing.score,
        incremental: standing.incremental,
    };
    EntryForm {
        alliance: entry.name.as_deref(),
        alliance_before: entry.name_before.as_deref(),
        file: &entry.file,
        file_before: entry.file_before.as_deref(),
        presence: match entry.presence {
            Presence::Both => "both",
            Presence::Added => "added",
            Presence::Removed => "removed",
        },
        before: entry.standing[0].as_ref().map(standing),
        after: entry.standing[1].as_ref().map(standing),
        fields: entry
            .fields
            .iter()
            .map(|field| Field {
                path: &field.path,
                before: field.before.as_deref(),
                after: field.after.as_deref(),
                line: field.line,
                column: field.column,
            })
            .collect(),
        findings: entry.findings.iter().map(json::finding).collect(),
        fixed: entry.fixed.iter().map(json::finding).collect(),
        not_rechecked: json::unsure(&entry.unsure),
    }
}
