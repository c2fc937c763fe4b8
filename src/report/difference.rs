//! What changed between two states: for people, for a pull request, for programs.

use anyhow::Result;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::document::{self, Part};
use super::json;
use super::text::page::Paper;
use super::{Change, Located, Unsure, counted};
use crate::load::changes::FieldChange;
use crate::model::grouped;

/// The version of the form for programs.
const VERSION: u32 = 1;

/// The difference between two states, both judged on one day.
#[derive(Debug)]
pub struct Difference {
    /// Whose portfolio it is.
    pub us: Option<String>,
    /// The portfolio's currency.
    pub currency: String,
    /// The day that both are judged on.
    pub as_of: NaiveDate,
    /// What the two states are called, the earlier first.
    pub names: [String; 2],
    /// How many findings came and went.
    pub tally: Tally,
    /// Incremental money of the whole portfolio, before and after.
    pub incremental: [Decimal; 2],
    /// The portfolio, then each alliance, where anything changed.
    pub entries: Vec<Entry>,
    /// What makes the comparison less than it seems, a sentence each.
    pub remarks: Vec<String>,
}

/// How many findings came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Not there before.
    pub new: usize,
    /// There before, at a lower severity.
    pub worse: usize,
    /// Perhaps there before.
    pub revealed: usize,
    /// There before, at a higher severity.
    pub better: usize,
    /// As before.
    pub unchanged: usize,
    /// Not there any more.
    pub fixed: usize,
    /// Not found any more, which proves nothing.
    #[serde(rename = "not_rechecked")]
    pub unsure: usize,
}

/// In which of the states something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In both.
    Both,
    /// Only in the later one.
    Added,
    /// Only in the earlier one.
    Removed,
}

/// How an alliance stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What to decide.
    pub verdict: &'static str,
    /// The structure score, where it has one.
    pub score: Option<u32>,
    /// Incremental money over the trailing months, where all of it is known.
    pub incremental: Option<Decimal>,
}

/// What changed of the portfolio or of an alliance.
#[derive(Debug)]
pub struct Entry {
    /// The alliance; none for the portfolio itself.
    pub name: Option<String>,
    /// What it was called, if differently.
    pub name_before: Option<String>,
    /// Its file.
    pub file: String,
    /// Where that was, if elsewhere.
    pub file_before: Option<String>,
    /// In which state it is.
    pub presence: Presence,
    /// How it stood and stands.
    pub standing: [Option<Standing>; 2],
    /// What was edited.
    pub fields: Vec<FieldChange>,
    /// What is found and was not, or not so.
    pub findings: Vec<Located>,
    /// What was found and is mended.
    pub fixed: Vec<Located>,
    /// What was found, and nobody can call mended.
    pub unsure: Vec<Unsure>,
}

impl Entry {
    /// Whether anything changed.
    pub fn says_something(&self) -> bool {
        self.presence != Presence::Both
            || self.name_before.is_some()
            || self.file_before.is_some()
            || self.standing[0] != self.standing[1]
            || !(self.fields.is_empty()
                && self.findings.is_empty()
                && self.fixed.is_empty()
                && self.unsure.is_empty())
    }
}

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
        parts.push(Part::Text("No record changed, and nothing that is found.".to_owned()));
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
    // An alliance that is gone takes all of it along.
    if entry.presence == Presence::Removed {
        lines.push(format!("gone with it: {} ({})", counted(entry.fixed.len(), "finding"), entry.file));
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
