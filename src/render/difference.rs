//! What changed between two states: for people, for a pull request, for programs.

mod json;

use rust_decimal::Decimal;

use crate::model::grouped;
use crate::render::document::{self, Part};
use crate::render::text::page::Paper;
use crate::report::difference::{AllianceState, ChangedRecord, Difference, Presence, Tally};
use crate::report::{Change, FieldChange, Loosened, Severity, Unsure, counted};
use crate::text::listed;

pub use json::json;

/// Rows of a screen that the entries may fill.
const SCREEN: usize = 40;

/// The difference for a terminal: what fits on a screen, the gravest of it, or in `full`.
pub fn text(difference: &Difference, paper: Paper, full: bool) -> String {
    let arrow = if paper.ascii { "->" } else { "→" };
    let page = |width| document::text(&parts(difference, arrow, paper.dot(), width), paper);
    page((!full).then_some(paper.width))
}

/// The difference for a pull request, in full.
pub fn markdown(difference: &Difference) -> String {
    document::markdown(&parts(difference, "→", " · ", None))
}

/// The document; with a `width`, no longer than a screen of it.
fn parts(difference: &Difference, arrow: &str, dot: &str, width: Option<usize>) -> Vec<Part> {
    let [before, after] = &difference.names;
    let title = difference.us.as_deref().unwrap_or("Portfolio");
    let days = match difference.as_of == difference.as_of_before {
        true => format!("both as of {}", difference.as_of),
        false => "the same records on two days".to_owned(),
    };
    let mut parts = vec![Part::Title(
        format!("{title}{dot}what changed"),
        format!("{before} {arrow} {after}{dot}{days}"),
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
    let told: Vec<(String, Vec<Line>)> = difference
        .entries
        .iter()
        .map(|entry| {
            let name = entry.name.clone().unwrap_or_else(|| "the portfolio".to_owned());
            let heading = match entry.presence {
                Presence::Both => name,
                Presence::Added => format!("{name} (added)"),
                Presence::Removed => format!("{name} (removed)"),
            };
            (heading, lines(entry, difference, arrow))
        })
        .collect();
    let folded = match width {
        Some(width) => fold(told, width),
        None => Folded { told: in_full(told), others: Vec::new(), left_out: 0 },
    };
    for (heading, lines) in folded.told {
        parts.push(Part::Heading(heading));
        parts.push(Part::List(lines));
    }
    if !folded.others.is_empty() {
        parts.push(Part::Heading(format!("and {} more", folded.others.len())));
        parts.push(Part::Text(folded.others.join(", ")));
    }
    if folded.left_out > 0 {
        parts
            .push(Part::Text(format!("{} left out: `--full` shows everything.", lines_are(folded.left_out))));
    }
    if difference.entries.is_empty() {
        parts.push(Part::Text("No record changed, and no finding did.".to_owned()));
    }
    parts
}

fn lines_are(number: usize) -> String {
    format!("{} {}", counted(number, "line"), if number == 1 { "is" } else { "are" })
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

/// A line of an entry, and what it is where it may be left out.
struct Line {
    text: String,
    kind: Option<Kind>,
    /// What is left out last has the least.
    weight: u8,
}

/// What a line tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Edit,
    Finding,
    Fixed,
    Unsure,
}

impl Kind {
    const ALL: [(Self, &str); 4] = [
        (Self::Edit, "edit"),
        (Self::Finding, "finding"),
        (Self::Fixed, "fixed finding"),
        (Self::Unsure, "unchecked finding"),
    ];
}

fn lines(entry: &ChangedRecord, difference: &Difference, arrow: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let always = |text: String| Line { text, kind: None, weight: 0 };
    if let Some(before) = &entry.name_before {
        lines.push(always(format!("it was called {before}")));
    }
    if let Some(before) = &entry.file_before {
        lines.push(always(format!("its file was {before} and is {}", entry.file)));
    }
    let value = |pick: fn(&AllianceState) -> Option<String>| {
        entry.standing.each_ref().map(|standing| standing.as_ref().and_then(pick))
    };
    let standings = [
        ("verdict", value(|it| Some(it.verdict.to_string())), ""),
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
                lines.push(always(format!("{what}: {} {arrow} {}", word(before), word(after))));
            }
            Presence::Added if after.is_some() => lines.push(always(format!("{what}: {}", word(after)))),
            Presence::Removed if before.is_some() => {
                lines.push(always(format!("{what} was: {}", word(before))));
            }
            _ => {}
        }
    }
    lines.extend(entry.fields.iter().map(|field| Line {
        text: edited(field, entry, arrow),
        kind: Some(Kind::Edit),
        weight: if is_minor(&field.path) { 4 } else { 1 },
    }));
    for finding in &entry.findings {
        let word = match finding.change {
            Some(Change::Worse(before)) => format!("worse, {before} {arrow} {}", finding.severity),
            Some(Change::Better(before)) => format!("better, {before} {arrow} {}", finding.severity),
            Some(change) => format!("{} {}", change.word(), finding.severity),
            None => finding.severity.to_string(),
        };
        let is_new = matches!(finding.change, Some(Change::New | Change::Worse(_)));
        lines.push(Line {
            text: format!(
                "{word}: {} ({}:{}) [{}]",
                finding.message(),
                finding.at.file,
                finding.at.line,
                finding.rule.id
            ),
            kind: Some(Kind::Finding),
            weight: match finding.severity {
                Severity::Error if is_new => 0,
                Severity::Warning if is_new => 2,
                _ => 5,
            },
        });
    }
    // An alliance that is gone takes all of it along, and none of it is fixed.
    if entry.presence == Presence::Removed {
        let gone = counted(entry.unsure.len(), "finding");
        lines.push(always(format!("removed with it: {gone} ({})", entry.file)));
        return lines;
    }
    lines.extend(entry.fixed.iter().map(|finding| Line {
        text: format!("fixed {}: {} [{}]", finding.severity, finding.message(), finding.rule.id),
        kind: Some(Kind::Fixed),
        weight: 3,
    }));
    lines.extend(entry.unsure.iter().map(|unsure| {
        let Unsure { finding, doubt } = unsure;
        let doubt = doubt.clause();
        Line {
            text: format!("not checked again, {doubt}: {} [{}]", finding.message(), finding.rule.id),
            kind: Some(Kind::Unsure),
            weight: 5,
        }
    }));
    lines
}

/// Whether an edit says little about what was agreed, measured or decided.
fn is_minor(path: &str) -> bool {
    let key = path.split(['.', '[']).next().unwrap_or_default();
    let grave = [
        "name",
        "type",
        "stage",
        "started",
        "ended",
        "metrics",
        "contributions",
        "expects",
        "exit",
        "term",
        "decisions",
        "governance",
        "commitments",
        "issues",
        "owners",
        "waivers",
        "stop",
        "rules",
        "gate",
        "overrides",
        "as_of",
    ];
    !grave.contains(&key)
}

/// What is shown of every entry, entries of which there is only room for the name, and how many lines are left out.
struct Folded {
    told: Vec<(String, Vec<String>)>,
    others: Vec<String>,
    left_out: usize,
}

fn in_full(told: Vec<(String, Vec<Line>)>) -> Vec<(String, Vec<String>)> {
    let texts = |lines: Vec<Line>| lines.into_iter().map(|line| line.text).collect();
    told.into_iter().map(|(heading, lines)| (heading, texts(lines))).collect()
}

/// Keeps to a screen: of every entry the same number of lines, the gravest, and as many entries as have room.
fn fold(told: Vec<(String, Vec<Line>)>, width: usize) -> Folded {
    let rows = |text: &str| text.chars().count() / width.saturating_sub(4).max(20) + 1;
    let height = |told: &[(String, Vec<String>)]| -> usize {
        told.iter().map(|(_, lines)| 2 + lines.iter().map(|line| rows(line)).sum::<usize>()).sum()
    };
    let mut cut = Vec::new();
    let mut left_out = 0;
    for most in [usize::MAX, 12, 8, 6, 4, 3, 2, 1] {
        cut.clear();
        left_out = 0;
        for (heading, lines) in &told {
            let (kept, without) = gravest(lines, most);
            left_out += without;
            cut.push((heading.clone(), kept));
        }
        if height(&cut) <= SCREEN {
            return Folded { told: cut, others: Vec::new(), left_out };
        }
    }
    let mut fits = cut.len();
    while fits > 1 && height(&cut[..fits]) + cut.len() - fits > SCREEN {
        fits -= 1;
    }
    let others = cut.split_off(fits);
    left_out += others.iter().map(|(_, lines)| lines.len()).sum::<usize>();
    Folded { told: cut, others: others.into_iter().map(|(heading, _)| heading).collect(), left_out }
}

/// The gravest lines of an entry, in their order, with a last one that counts the others.
fn gravest(lines: &[Line], most: usize) -> (Vec<String>, usize) {
    let mut places: Vec<usize> = (0..lines.len()).filter(|place| lines[*place].kind.is_some()).collect();
    places.sort_by_key(|place| lines[*place].weight);
    // A single line takes no more room than the count of it.
    let most = if places.len() == most.saturating_add(1) { places.len() } else { most };
    let without = places.split_off(most.min(places.len()));
    let shown = |place: &usize| !without.contains(place);
    let mut kept: Vec<String> =
        (0..lines.len()).filter(shown).map(|place| lines[place].text.clone()).collect();
    if !without.is_empty() {
        let of = |kind: Kind| without.iter().filter(|place| lines[**place].kind == Some(kind)).count();
        let counts = Kind::ALL.into_iter().map(|(kind, noun)| (of(kind), noun));
        let counts: Vec<String> =
            counts.filter(|(number, _)| *number > 0).map(|(number, noun)| counted(number, noun)).collect();
        kept.push(format!("and {}", listed(&counts)));
    }
    (kept, without.len())
}

fn edited(field: &FieldChange, entry: &ChangedRecord, arrow: &str) -> String {
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
