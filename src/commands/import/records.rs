//! `alliance import records FILE`: a record for each row of a partner sheet.

use std::fs;

use anyhow::Result;

use super::super::changes::{Changed, OpenedRecord, Settled};
use super::super::new::write_new;
use super::super::output::stays_within;
use super::super::schema_line::record_line;
use super::super::{ExitStatus, Session};
use super::home::Home;
use super::imported::LastRead;
use super::request::Request;
use super::shown::{sample, shown};
use crate::cli::Writing;
use crate::edit;
use crate::import::columns::Target;
use crate::import::dates::Order;
use crate::import::record::{self, Followed, Imported, ImportedSheet, RecordPlan, Remark, Update};
use crate::load::Inputs;
use crate::model::{Alliance, Yaml};
use crate::render::escape::terminal;
use crate::render::text::page::in_columns;
use crate::report::counted;
use crate::text::{listed, shorten};

/// Most lines of each list of remarks.
const MOST: usize = 40;

pub(super) fn run(request: &Request, update: Option<&Writing>, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    if let Some(exit) = setting.refusal(&inputs, true) {
        return Ok(exit);
    }
    let home = Home::find(setting)?;
    let currency = inputs.currency();
    let sheets = request.sheets(setting)?;
    let corrections = request.corrections()?;
    let plan = RecordPlan::new(&sheets, request.sheet, &home.mapping, &corrections, request.order)?;
    let outcome = record::read(&plan, &currency)?;

    let there = There::of(inputs);
    let (known, fresh): (Vec<&Imported>, Vec<&Imported>) =
        outcome.records.iter().partition(|imported| there.has(imported, &home));
    let mut text = heading(request, &plan, &outcome);
    text += &mapped(&plan, setting);
    text += &plan.followed.as_ref().map_or_else(String::new, |followed| order_followed(followed, setting));
    text += &read_as(&outcome, setting);
    text += &remarks("NOT UNDERSTOOD, and kept in the record as written", &outcome.not_understood, setting);
    text += &no_answers(&outcome, setting);
    text += &passed_over(&outcome, setting);
    text += &assumed(&outcome);

    let line = record_line(&home.root, &home.folder);
    let folder = shown(&home.folder, setting);
    if !known.is_empty() {
        let names: Vec<String> = known.iter().map(|imported| sample(&imported.name, 60)).collect();
        text += &format!(
            "\nAlready there{} ({}): {}\n",
            if update.is_some() { "" } else { " and left unchanged" },
            counted(known.len(), "record"),
            shorten(&listed(&names), 400)
        );
    }
    let mut last = LastRead::of(&home);
    let updates = match update {
        Some(_) => updates(&known, &there, &last, setting, &mut text)?,
        None => Vec::new(),
    };
    if request.dry_run {
        text += &format!("\nWould write {} into {folder}/:\n", counted(fresh.len(), "record"));
        for imported in &fresh {
            let lines: String = imported.text.lines().map(|line| format!("{}\n", terminal(line))).collect();
            text += &format!("\n# {folder}/{}.yaml\n{lines}", sample(&imported.stem, 80));
        }
        setting.print(&text)?;
        if let (Some(writing), false) = (update, updates.is_empty()) {
            setting.settle(&updates, "", writing)?;
        }
        return Ok(ExitStatus::Done);
    }
    write_all(&fresh, &line, &home)?;
    last.keep(fresh.iter().copied(), &home)?;
    let mut mapping = home.mapping.clone();
    for column in &plan.columns {
        mapping.note_record(&column.name, column.target.word());
    }
    if let Some(order) = request.order {
        mapping.dates = Some(order);
    }
    let kept = home.keep(&mapping, setting)?;
    text += "\n";
    if fresh.is_empty() {
        text += match (update, updates.len()) {
            (None, _) => {
                "Nothing to write: every partner of the sheet has a record. `--update` brings in what has changed in it.\n"
            }
            (Some(_), 0) => {
                "Nothing to write: the records already say what the sheet says, or somebody has worded it differently.\n"
            }
            (Some(_), _) => "Every partner of the sheet has a record; these change:\n",
        };
    } else {
        text += &format!("Wrote {} into {folder}/.\n", counted(fresh.len(), "record"));
    }
    if let Some(kept) = kept {
        text += &format!("{kept}\n");
    }
    text += "Next: `alliance import results FILE` for the figures from your CRM, then `alliance ask`, which asks \
             for what the sheet does not say.\n";
    match update {
        None => setting.print(&text)?,
        Some(writing) => {
            setting.print(&text)?;
            let settled =
                if updates.is_empty() { Settled::Written } else { setting.settle(&updates, "", writing)? };
            if settled == Settled::Written {
                last.keep(known.iter().copied(), &home)?;
            }
        }
    }
    Ok(ExitStatus::Done)
}

/// What the rows bring to the records that are there, with what is said of it.
fn updates(
    known: &[&Imported],
    there: &There,
    last: &LastRead,
    setting: &Session,
    text: &mut String,
) -> Result<Vec<Changed>> {
    let mut changed = Vec::new();
    let mut kept = Vec::new();
    let mut by_hand = String::new();
    for imported in known {
        let Some(file) = there.file(imported) else { continue };
        let opened = OpenedRecord::read(file, setting)?;
        let name = sample(&opened.shown, 60);
        let Ok(record) = edit::plain(&opened.text) else {
            by_hand += &format!("  {name}: it cannot be read; `alliance check {name}` says why\n");
            continue;
        };
        let update = Update::of(&imported.node, last.get(imported).as_ref(), &record);
        kept.extend(update.kept.iter().map(|kept| {
            vec![
                name.clone(),
                sample(&kept.path, 30),
                format!("sheet {}; record {}", sample(&kept.sheet, 50), sample(&kept.record, 50)),
            ]
        }));
        let mut new = opened.text.clone();
        for one in &update.edits {
            match edit::splice::<Alliance>(&new, one) {
                Ok(Some(splice)) => new = splice.apply(&new),
                Ok(None) => {}
                Err(refused) => {
                    by_hand += &format!(
                        "  {name}: {}\n",
                        sample(&format!("{refused}; {}", edit::by_hand(one)), 300)
                    );
                }
            }
        }
        if new != opened.text {
            changed.push(opened.with(new));
        }
    }
    if !kept.is_empty() {
        let more = and_more(kept.len(), MOST);
        kept.truncate(MOST);
        *text += &format!(
            "\nDIFFERENT from the record, which is kept because a person may have written it\n{}{more}",
            in_columns(&kept)
        );
    }
    if !by_hand.is_empty() {
        *text += &format!("\nTO DO BY HAND\n{by_hand}");
    }
    Ok(changed)
}

/// The records that are there, each with its file as a person would name it.
struct There {
    names: Vec<(String, Vec<String>)>,
}

impl There {
    fn of(inputs: Inputs) -> Self {
        let mut names = Vec::new();
        for record in inputs.records {
            let source = record.read();
            let record = source.value.as_ref();
            let own = match record {
                Some(record) => record::known_names(record, &source.stem),
                None => vec![record::as_name(&source.stem)],
            };
            names.push((source.path.to_string(), own));
        }
        Self { names }
    }

    /// The file of its record.
    fn file(&self, imported: &Imported) -> Option<&str> {
        let mut wanted = vec![record::as_name(&imported.name), record::as_name(&imported.stem)];
        // A partner that was renamed in the CRM is known by its id.
        if let Some(Yaml::Text(id)) = imported.node.get("ids.crm") {
            wanted.push(record::as_name(id));
        }
        let known = |(_, names): &&(String, Vec<String>)| names.iter().any(|name| wanted.contains(name));
        self.names.iter().find(known).map(|(file, _)| file.as_str())
    }

    /// Whether there is a record of this alliance: by one of its names, or by the name of its file.
    fn has(&self, imported: &Imported, home: &Home) -> bool {
        self.file(imported).is_some()
            || home.folder.join(format!("{}.yaml", imported.stem)).symlink_metadata().is_ok()
    }
}

/// Writes all records, or none.
fn write_all(fresh: &[&Imported], line: &str, home: &Home) -> Result<()> {
    let file = |imported: &Imported| home.folder.join(format!("{}.yaml", imported.stem));
    for imported in fresh {
        stays_within(&home.root, &file(imported))?;
    }
    let mut written = Vec::new();
    for imported in fresh {
        let file = file(imported);
        if let Err(error) = write_new(&file, &format!("{line}{}", imported.text)) {
            // Those written a moment ago would make the next try skip them.
            for file in written {
                let _ = fs::remove_file(file);
            }
            return Err(error.context("no record was written"));
        }
        written.push(file);
    }
    Ok(())
}

fn heading(request: &Request, plan: &RecordPlan, outcome: &ImportedSheet) -> String {
    let file = sample(&request.file.display().to_string(), 80);
    let rows = outcome.records.iter().map(|imported| imported.row);
    let (first, last) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
    let sheet = if request.file.file_stem().is_some_and(|stem| stem.to_string_lossy() == plan.sheet.name) {
        String::new()
    } else {
        format!(", sheet \"{}\"", sample(&plan.sheet.name, 40))
    };
    let rows = if first == last { format!("in row {first}") } else { format!("in rows {first} to {last}") };
    format!(
        "{file}{sheet}: headings in row {}, {} {rows}\n",
        plan.header.row,
        counted(outcome.records.len(), "partner")
    )
}

fn mapped(plan: &RecordPlan, setting: &Session) -> String {
    let mut rows = vec![vec!["COLUMN".to_owned(), "READ AS".to_owned(), "FOR EXAMPLE".to_owned()]];
    let names: usize = 26;
    let taken = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0).min(names);
    let first = taken(&mut plan.columns.iter().map(|column| column.name.chars().count()));
    let second = taken(&mut plan.columns.iter().map(|column| column.target.word().chars().count()));
    let each = setting.width.saturating_sub(first + second + 6 + 6) / 3;
    for column in &plan.columns {
        let target = match &column.target {
            Target::Skip => "left out".to_owned(),
            target => target.word().to_owned(),
        };
        let samples: Vec<String> = column.samples.iter().map(|text| sample(text, each.max(10))).collect();
        rows.push(vec![sample(&column.name, names), target, samples.join(" | ")]);
    }
    let wrong = plan.columns.iter().find(|column| matches!(column.target, Target::Own(_)));
    let example = wrong.map_or("COLUMN", |column| column.name.as_str());
    format!(
        "\n{}A key that begins with x- is kept and not judged. To correct a column: --map '{}=FIELD'\n",
        in_columns(&rows),
        sample(example, 60)
    )
}

fn order_followed(followed: &Followed, setting: &Session) -> String {
    let names: Vec<&str> = followed.columns.iter().map(String::as_str).collect();
    let first = match followed.order {
        Order::DayFirst => "day",
        Order::MonthFirst => "month",
    };
    let sentence = format!(
        "DATES: {first} first in {}, as in {}. If that is wrong: --dates {}",
        sample(&listed(&names), 120),
        sample(&followed.shown, 80),
        match followed.order {
            Order::DayFirst => Order::MonthFirst.word(),
            Order::MonthFirst => Order::DayFirst.word(),
        }
    );
    format!("\n{}\n", textwrap::wrap(&sentence, setting.width.max(40)).join("\n"))
}

fn read_as(outcome: &ImportedSheet, setting: &Session) -> String {
    if outcome.words.is_empty() {
        return String::new();
    }
    let mut rows = Vec::new();
    for word in outcome.words.iter().take(MOST * 2) {
        let times = if word.count > 1 { format!("  ({} rows)", word.count) } else { String::new() };
        rows.push(vec![
            sample(&word.column, 24),
            sample(&word.text, 34),
            format!("{} {}{times}", if setting.ascii { "->" } else { "→" }, sample(&word.as_, 50)),
        ]);
    }
    format!("\nREAD AS\n{}{}", in_columns(&rows), and_more(outcome.words.len(), MOST * 2))
}

fn remarks(title: &str, remarks: &[Remark], setting: &Session) -> String {
    if remarks.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = remarks
        .iter()
        .take(MOST)
        .map(|remark| {
            vec![
                sample(&remark.place, 40),
                sample(&remark.column, 24),
                sample(&remark.text, setting.width.saturating_sub(60).max(20)),
            ]
        })
        .collect();
    format!("\n{title}\n{}{}", in_columns(&rows), and_more(remarks.len(), MOST))
}

fn and_more(all: usize, most: usize) -> String {
    if all > most { format!("  and {} more\n", all - most) } else { String::new() }
}

fn no_answers(outcome: &ImportedSheet, setting: &Session) -> String {
    if outcome.no_answer.is_empty() {
        return String::new();
    }
    let cells: Vec<String> = outcome
        .no_answer
        .iter()
        .take(MOST)
        .map(|remark| {
            let place = remark.place.rsplit('!').next().unwrap_or_default();
            format!("{place} {} \"{}\"", sample(&remark.column, 24), sample(&remark.text, 24))
        })
        .collect();
    let joined = cells.join(", ");
    let lines = textwrap::wrap(&joined, setting.width.saturating_sub(2).max(20));
    let text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\nNO ANSWER, so nothing was recorded\n{text}{}", and_more(outcome.no_answer.len(), MOST))
}

fn passed_over(outcome: &ImportedSheet, setting: &Session) -> String {
    remarks(
        "SKIPPED: rows without a partner's name, of which nothing was recorded",
        &outcome.passed_over,
        setting,
    )
}

fn assumed(outcome: &ImportedSheet) -> String {
    if outcome.assumed_type.is_empty() {
        return String::new();
    }
    let names: Vec<String> = outcome.assumed_type.iter().take(20).map(|name| sample(name, 40)).collect();
    let more = outcome.assumed_type.len().saturating_sub(20);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(
        "\nTYPE: the sheet gives no type the record knows for {}{more}; `strategic` was written. The audit says \
         what each really is.\n",
        listed(&names)
    )
}
